#include "query/parser/print.h"

#include <cstddef>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "query/parser/lexicon.h"
#include "query/parser/parse.h"
#include "tests/support/dump_query.h"
#include "tests/support/random.h"
#include "tests/support/random_query.h"
#include "tests/support/text_cases.h"

namespace pressmark::query::parser {
namespace {

TEST(Print, WritesTheCanonicalText) {
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/cases/print.test");
  ASSERT_GE(cases.size(), 15u);
  for (const test::TextCase& text_case : cases) {
    Result<Query> query = Parse(text_case.input);
    ASSERT_TRUE(query.ok()) << query.status().ToString();
    EXPECT_EQ(Print(*query), text_case.expected)
        << text_case.file << ":" << text_case.line;
  }
}

TEST(Print, LeavesCanonicalTextAlone) {
  for (const char* file :
       {"query/cases/language.test", "query/cases/parse.test"}) {
    std::vector<test::TextCase> cases = test::ReadTextCases(file);
    ASSERT_FALSE(cases.empty());
    for (const test::TextCase& text_case : cases) {
      std::string text = Print(*Parse(text_case.input));
      Result<Query> again = Parse(text);
      ASSERT_TRUE(again.ok()) << text << ": " << again.status().ToString();
      EXPECT_EQ(test::Dump(*again), text_case.expected) << text;
      EXPECT_EQ(Print(*again), text);
    }
  }
}

TEST(Print, QuotesABareValueThatWouldReadAsSomethingElse) {
  Item item;
  item.low.emplace();
  for (std::string_view text : {"", "a b", "Order", "a..b", ".a", ":a", "@a",
                                "!a", "--a", "a=b", "(", "a\"b", "a,b"}) {
    item.low->text = text;
    EXPECT_EQ(Print(item), Quoted(text));
  }
  item.low->text = "2021-10";
  EXPECT_EQ(Print(item), "2021-10");
}

std::string RandomString(std::mt19937_64& random) {
  constexpr std::string_view kPieces[] = {
      "a", "B", "\\", "\"", "'", " ", ".", "é", "*", "?", "[",
      ")", "-", "名", "\n", ",", ":", "=", "0", "_", "or"};
  std::string text;
  for (std::size_t i = test::Below(6, random); i > 0; --i) {
    text += kPieces[test::Below(std::size(kPieces), random)];
  }
  return text;
}

std::string RandomPath(std::mt19937_64& random) {
  constexpr std::string_view kNames[] = {
      "a",  "b-1",  "count",    "date",  "min",
      "_x", "ключ", "distinct", "andré", "order-by"};
  constexpr std::string_view kWords[] = {"order", "NOT", "null", "by", "in"};
  std::string name(kNames[test::Below(std::size(kNames), random)]);
  std::size_t form = test::Below(8, random);
  if (form == 0) return "@" + name;
  std::string path = name;
  if (form == 1) path = "." + name;
  if (form == 2) path = "." + Quoted(RandomString(random));
  if (form == 3) path = "." + std::string(kWords[test::Below(5, random)]);
  for (std::size_t i = test::Below(4, random); i > 0; --i) {
    std::size_t step = test::Below(4, random);
    if (step == 0) path += "[" + std::to_string(random() % 100) + "]";
    if (step == 1) path += "." + Quoted(RandomString(random));
    if (step == 2) path += "." + name;
    if (step == 3) path += "." + std::string(kWords[test::Below(5, random)]);
  }
  return path;
}

std::string RandomValue(std::mt19937_64& random) {
  constexpr std::string_view kValues[] = {
      "null", "TRUE", "false",  ":p",     "-7d", "now-36h", "2021-10",
      "x.y.", "1.5",  "a--b",   "#tag",   "*",   "{x}",     "2021-10-02T11:48Z",
      "a?b*", "orx",  "null-x", "and/or", "~x",  "count",   "名前"};
  std::size_t form = test::Below(4, random);
  if (form == 0) return Quoted(RandomString(random));
  if (form == 1) {
    std::string path = RandomPath(random);
    bool reference = path.starts_with('.') || path.starts_with('@');
    return reference ? path : "." + path;
  }
  return std::string(kValues[test::Below(std::size(kValues), random)]);
}

test::QueryVocabulary RandomVocabulary(std::mt19937_64& random) {
  test::QueryVocabulary vocabulary;
  for (int i = 0; i < 8; ++i) {
    vocabulary.paths.push_back(RandomPath(random));
    vocabulary.values.push_back(RandomValue(random));
    vocabulary.values.push_back(Quoted(RandomString(random)));
  }
  return vocabulary;
}

// How often each production of the grammar occurs in some trees, by name.
class ProductionCounter {
 public:
  void Count(const Query& query) {
    Add(query.filter ? "filter" : "no filter");
    if (query.filter) Count(*query.filter);
    for (const OrderKey& key : query.order) {
      Add("order", static_cast<int>(key.direction));
      Count(key.operand);
    }
    Count("limit", query.limit);
    Count("offset", query.offset);
    Count("after", query.after);
    for (const Pick& pick : query.select) Count(pick);
    for (const Aggregate& aggregate : query.aggregates) Count(aggregate);
    for (const Operand& operand : query.group_by) {
      Add("group");
      Count(operand);
    }
  }

  const std::map<std::string, int>& counts() const { return counts_; }

 private:
  void Add(const std::string& name) { ++counts_[name]; }
  void Add(const std::string& name, int form) {
    Add(name + " " + std::to_string(form));
  }

  void Count(const Expression& expression) {
    std::visit([&](const auto& node) { CountNode(node); }, expression.node);
  }
  void CountNode(const Comparison& comparison) {
    bool list = comparison.items.size() > 1;
    Add(list ? "list" : "single", static_cast<int>(comparison.comparator));
    if (comparison.all) Add("all");
    Count(comparison.operand);
    for (const Item& item : comparison.items) {
      if (item.range) Add("range", (item.low ? 1 : 0) + (item.high ? 2 : 0));
      for (const auto* atom : {&item.low, &item.high}) {
        if (*atom) Add("atom", static_cast<int>((*atom)->form));
      }
    }
  }
  void CountNode(const Presence& presence) {
    Add(presence.has ? "has" : "exists");
    Count(presence.path);
  }
  void CountNode(const ElementMatch& match) {
    Add("element match");
    Count(match.path);
    Count(match.condition.front());
  }
  void CountNode(const Junction& junction) {
    Add(junction.conjunction ? "and" : "or");
    for (const Expression& operand : junction.operands) Count(operand);
  }
  void CountNode(const Negation& negation) {
    Add("not");
    Count(negation.operand.front());
  }

  void Count(const Operand& operand) {
    Add("function", static_cast<int>(operand.function));
    Count(operand.path);
  }
  void Count(const Path& path) {
    Add(path.system ? "system" : path.dotted ? "dotted" : "plain");
    for (std::size_t i = path.dotted ? 0 : 1; i < path.segments.size(); ++i) {
      const Segment& segment = path.segments[i];
      bool name = IsName(segment.name);
      Add(segment.element ? "[n]" : name ? "segment" : "quoted segment");
    }
  }
  void Count(const std::string& name,
             const std::optional<ClauseArgument>& argument) {
    if (argument) Add(name, argument->parameter ? 1 : 0);
  }
  void Count(const Pick& pick) {
    if (pick.star) Add("star", static_cast<int>(pick.except.size()));
    if (!pick.star) Add(pick.name.empty() ? "pick" : "named pick");
    for (const Path& path : pick.except) Count(path);
  }
  void Count(const Aggregate& aggregate) {
    Add(aggregate.distinct ? "distinct"
        : aggregate.path   ? "of"
                           : "alone",
        static_cast<int>(aggregate.kind));
    if (!aggregate.name.empty()) Add("named aggregate");
  }

  std::map<std::string, int> counts_;
};

// Every production by the name that the counter gives it.
std::vector<std::string> AllProductions() {
  std::vector<std::string> names = {
      "filter",  "no filter",     "all",     "has",        "exists",
      "and",     "element match", "or",      "not",        "system",
      "dotted",  "plain",         "[n]",     "segment",    "quoted segment",
      "limit 0", "limit 1",       "group",   "offset 0",   "offset 1",
      "after 0", "after 1",       "pick",    "named pick", "star 0",
      "star 1",  "star 2",        "alone 0", "distinct 0", "named aggregate"};
  auto add = [&](const std::string& name, int first, int last) {
    for (int i = first; i <= last; ++i) {
      names.push_back(name + " " + std::to_string(i));
    }
  };
  add("single", 0, 11);
  add("list", static_cast<int>(Comparator::kIn),
      static_cast<int>(Comparator::kAllOf));
  add("range", 1, 3);
  add("atom", 0, 6);
  add("function", 0, 7);
  add("order", 0, 2);
  add("of", 0, 3);
  return names;
}

TEST(Print, ReadsBackAsTheSameTree) {
  std::mt19937_64 random = test::MakeRandom();
  ProductionCounter productions;
  for (int round = 0; round < test::Rounds(1000); ++round) {
    test::QueryVocabulary vocabulary = RandomVocabulary(random);
    test::RandomQuery queries(vocabulary, {}, random);
    for (int i = 0; i < 10; ++i) {
      Query query = queries.Next();
      std::string text = Print(query);
      productions.Count(query);
      Result<Query> again = Parse(text);
      ASSERT_TRUE(again.ok()) << text << "\n" << again.status().ToString();
      ASSERT_EQ(test::Dump(*again), test::Dump(query)) << text;
      ASSERT_EQ(Print(*again), text);
    }
  }
  for (const std::string& name : AllProductions()) {
    EXPECT_TRUE(productions.counts().contains(name)) << name;
  }
  EXPECT_EQ(productions.counts().size(), AllProductions().size());
}

}  // namespace
}  // namespace pressmark::query::parser
