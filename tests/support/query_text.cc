#include "tests/support/query_text.h"

#include <array>
#include <string_view>
#include <utility>

#include "tests/support/random.h"

namespace pressmark::test {

namespace {

constexpr std::array<std::string_view, 4> kOrders = {" < ", " <= ", " > ",
                                                     " >= "};
constexpr std::array<std::string_view, 4> kDates = {"2021", "2020-03",
                                                    "2021-10-02", "-1y"};
constexpr std::array<std::string_view, 3> kPeriods = {"year", "month", "day"};

// Words stand at no end of a range.
bool IsWord(std::string_view value) {
  return value == "true" || value == "false" || value == "null";
}

template <typename Table>
std::string Pick(const Table& table, std::mt19937_64& random) {
  return std::string(table[Below(table.size(), random)]);
}

}  // namespace

bool QueryText::OneIn(std::size_t n) { return Below(n, random_) == 0; }

const std::string& QueryText::AnyOf(const std::vector<std::string>& texts) {
  return texts[Below(texts.size(), random_)];
}

const QueryName& QueryText::AnyName(const std::vector<QueryName>& names) {
  return names[Below(names.size(), random_)];
}

std::string QueryText::AsParameter(const std::string& value) {
  std::string name = "p" + std::to_string(parameters_.size());
  Parameter::Scalar scalar = Parameter::Typed{value};
  if (value.front() == '"') scalar = value.substr(1, value.size() - 2);
  parameters_[name].value = std::move(scalar);
  return ":" + name;
}

std::string QueryText::Value(const QueryName& name) {
  if (OneIn(24)) return "null";
  if (OneIn(24)) {
    std::string other = AnyName(names_).path;
    bool marked = other.starts_with('.') || other.starts_with('@');
    return marked ? other : "." + other;
  }
  std::string value = AnyOf(name.values);
  bool plain = value.find('\\') == value.npos && !IsWord(value);
  return plain && OneIn(8) ? AsParameter(value) : value;
}

std::string QueryText::Item(const QueryName& name) {
  if (!OneIn(4)) return Value(name);
  std::string low = AnyOf(name.values);
  std::string high = AnyOf(name.values);
  if (IsWord(low) || IsWord(high)) return low;
  if (OneIn(3)) return low + "..";
  return (OneIn(3) ? "" : low) + ".." + high;
}

std::string QueryText::List(const QueryName& name) {
  std::string list = Item(name);
  for (std::size_t i = Below(4, random_); i > 0; --i) list += ", " + Item(name);
  return "[" + list + "]";
}

std::string QueryText::TestOf(const std::string& operand,
                              const QueryName& name) {
  if (!name.globs.empty() && OneIn(5)) {
    return operand + (OneIn(3) ? " !~ " : " ~ ") + AnyOf(name.globs);
  }
  switch (Below(6, random_)) {
    case 0:
      return operand + Pick(kOrders, random_) + AnyOf(name.values);
    case 1:
      return operand + " != " + Item(name);
    case 2:
      return operand + (OneIn(3) ? " not in " : " in ") + List(name);
    case 3:
      if (OneIn(2)) return operand + " all of " + List(name);
      [[fallthrough]];
    default:
      return operand + " = " + Item(name);
  }
}

std::string QueryText::FunctionTest(const QueryName& name) {
  std::string argument = "(" + name.path + ")";
  switch (Below(4, random_)) {
    case 0:
      return "len" + argument + Pick(kOrders, random_) +
             std::to_string(Below(4, random_));
    case 1:
      return TestOf((OneIn(2) ? "fold" : "num") + argument, name);
    case 2:
      return "date" + argument + Pick(kOrders, random_) + Pick(kDates, random_);
    default:
      return Pick(kPeriods, random_) + argument + " in " +
             Pick(kDates, random_) + ".." + Pick(kDates, random_);
  }
}

std::string QueryText::Test(const QueryName& name) {
  if (OneIn(8)) return (OneIn(2) ? "has " : "exists ") + name.path;
  std::string test = OneIn(7) ? FunctionTest(name) : TestOf(name.path, name);
  bool all_of = test.find(" all of ") != test.npos;
  return OneIn(8) && !all_of ? "all " + test : test;
}

std::string QueryText::Leaf(const std::vector<QueryName>& names) {
  const QueryName& name = AnyName(names);
  if (name.inside.empty()) return Test(name);
  return name.path + "[" + Condition(name.inside, 1) + "]";
}

std::string QueryText::Junction(const std::vector<QueryName>& names,
                                int levels) {
  std::string word = OneIn(2) ? " and " : " or ";
  std::string text = Condition(names, levels);
  for (std::size_t i = 1 + Below(2, random_); i > 0; --i) {
    text += word + Condition(names, levels);
  }
  return "(" + text + ")";
}

std::string QueryText::Condition(const std::vector<QueryName>& names,
                                 int levels) {
  if (OneIn(5)) return "not " + Condition(names, levels);
  if (levels == 0 || OneIn(3)) return Leaf(names);
  return Junction(names, levels - 1);
}

std::string QueryText::Filter(int levels) { return Condition(names_, levels); }

std::string QueryText::FilterOrAll() {
  return OneIn(10) ? "*" : Filter(1 + static_cast<int>(Below(3, random_)));
}

std::string QueryText::Page() {
  std::string page;
  if (OneIn(2)) page += " limit " + std::to_string(Below(30, random_));
  if (OneIn(4)) page += " offset " + std::to_string(Below(20, random_));
  return page;
}

std::string QueryText::Key() {
  const QueryName* name = &AnyName(names_);
  while (!name->ordered) name = &AnyName(names_);
  std::string key = name->path;
  if (OneIn(8)) key = "len(" + key + ")";
  if (OneIn(4)) key = "date";
  constexpr std::array<std::string_view, 3> kDirections = {"", " asc", " desc"};
  return key + Pick(kDirections, random_);
}

std::string QueryText::ArticleQuery() {
  std::string text = FilterOrAll();
  if (OneIn(3)) {
    text += " order by " + Key();
    if (OneIn(2)) text += ", " + Key();
  }
  text += Page();
  if (!OneIn(3)) return text;
  text += " select " + AnyName(names_).path + " as first";
  if (OneIn(2)) text += ", len(" + AnyName(names_).path + ") as second";
  return text;
}

std::string QueryText::Aggregate() {
  constexpr std::array<std::string_view, 4> kKinds = {
      "count(", "count(distinct ", "min(", "max("};
  const QueryName& name = AnyName(names_);
  bool sum = name.summed && OneIn(2);
  return (sum ? "sum(" : Pick(kKinds, random_)) + name.path + ")";
}

std::string QueryText::AggregateQuery() {
  std::string text = FilterOrAll() + " count";
  for (std::size_t i = OneIn(2) ? Below(3, random_) : 0; i > 0; --i) {
    text += ", " + Aggregate() + " as a" + std::to_string(i);
  }
  std::size_t groups = Below(3, random_);
  for (std::size_t i = 0; i < groups; ++i) {
    std::string by = AnyName(names_).path;
    if (OneIn(8) && by.front() != '@') by = "fold(" + by + ")";
    if (OneIn(4)) by = Pick(kPeriods, random_) + "(date)";
    text += (i == 0 ? " by " : ", ") + by;
  }
  if (OneIn(3)) text += OneIn(2) ? " order by count desc" : " order by count";
  return text + Page();
}

Parameters QueryText::TakeParameters() {
  return std::exchange(parameters_, {});
}

}  // namespace pressmark::test
