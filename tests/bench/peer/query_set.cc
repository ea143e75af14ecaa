#include "tests/bench/peer/query_set.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <utility>
#include <variant>

#include <boost/json/src.hpp>

#include "tests/bench/peer/corpus.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

using Kind = Question::Kind;

// What the parameters of the query set are called in its file, and in a query.
struct Binding {
  const char* parameter;
  const char* member;
};

struct Wording {
  const char* name;
  Kind kind;
  const char* text;
  std::vector<Binding> bindings;
};

const std::vector<Wording>& Wordings() {
  constexpr const char* kNewestOfTopic =
      "topic = :topic limit 20 select @key, date, title";
  const std::vector<Binding> kYear = {{"from", "y0_iso"}, {"to", "y1_iso"}};
  const std::vector<Binding> kThree = {{"topic", "q3_topic"},
                                       {"brand", "q3_brand"},
                                       {"from", "y0_iso"},
                                       {"to", "y1_iso"}};
  const std::vector<Binding> kFour = {
      {"one", "q4_t1"}, {"other", "q4_t2"}, {"brand", "q4_notbrand"}};
  static const std::vector<Wording> kWordings = {
      {"q1_count_big",
       Kind::kCount,
       "topic = :topic count",
       {{"topic", "q1_big"}}},
      {"q1_count_mid",
       Kind::kCount,
       "topic = :topic count",
       {{"topic", "q1_mid"}}},
      {"q1_count_small",
       Kind::kCount,
       "topic = :topic count",
       {{"topic", "q1_small"}}},
      {"q2_newest20_big",
       Kind::kNewest,
       kNewestOfTopic,
       {{"topic", "q2_topic"}}},
      {"q2_newest20_small",
       Kind::kNewest,
       kNewestOfTopic,
       {{"topic", "q2_small"}}},
      {"q3_newest20", Kind::kNewest,
       "topic = :topic and brand = :brand and date >= :from and date < :to "
       "limit 20 select @key, date, title",
       kThree},
      {"q3_count", Kind::kCount,
       "topic = :topic and brand = :brand and date >= :from and date < :to "
       "count",
       kThree},
      {"q4_newest20", Kind::kNewest,
       "(topic = :one or topic = :other) and not brand = :brand "
       "limit 20 select @key, date, title",
       kFour},
      {"q4_count", Kind::kCount,
       "(topic = :one or topic = :other) and not brand = :brand count", kFour},
      {"q5_first100", Kind::kOldest,
       "date >= :from and date < :to order by date limit 100 "
       "select @key, date, title",
       kYear},
      {"q5_count", Kind::kCount, "date >= :from and date < :to count", kYear},
      {"q6_facet", Kind::kHistogram,
       "date >= :from and date < :to count by topic", kYear},
      // No peer asks this one: a year that begins and ends within a month.
      {"q6_facet_any",
       Kind::kHistogram,
       "date in 2018-12-11T10:11:12..2019-12-11T20:21:22 count by topic",
       {}},
      {"q7_export",
       Kind::kNewest,
       "topic = :topic select @key, date, title",
       {{"topic", "q7_topic"}}},
  };
  return kWordings;
}

boost::json::object ReadObject(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(text.str(), error);
  if (!file || error || !value.is_object()) {
    Require(InvalidArgument(path + " holds no JSON object"));
  }
  return value.as_object();
}

Parameter ParameterOf(const boost::json::object& file, const char* member) {
  const boost::json::value* value = file.if_contains(member);
  if (value == nullptr || !value->is_string()) {
    Require(InvalidArgument(std::string("no text is called ") + member));
  }
  std::string text(value->as_string());
  if (std::optional<Date> date = ParseDate(text)) return {{*date}};
  return {{std::move(text)}};
}

// Hashes the numbers of articles in the order of a list, as the peers do. Of
// one second the last that was written comes first, where the peers order by
// number: so each second's numbers are put in that order before.
class ListHash {
 public:
  explicit ListHash(bool ascending) : ascending_(ascending) {}

  void Add(std::int64_t second, std::uint64_t number) {
    if (second != second_) TakeSecond();
    second_ = second;
    numbers_.push_back(number);
  }

  std::uint64_t Finish() {
    TakeSecond();
    return hash_;
  }

 private:
  void TakeSecond() {
    if (numbers_.size() > 1) std::sort(numbers_.begin(), numbers_.end());
    if (!ascending_) std::reverse(numbers_.begin(), numbers_.end());
    for (std::uint64_t number : numbers_) {
      hash_ = (hash_ ^ number) * 1'099'511'628'211u;
    }
    numbers_.clear();
  }

  bool ascending_;
  std::int64_t second_ = 0;
  std::vector<std::uint64_t> numbers_;  // of that second
  std::uint64_t hash_ = 1'469'598'103'934'665'603u;
};

std::uint64_t CountIn(const Cell& cell) {
  return static_cast<std::uint64_t>(std::get<std::int64_t>(cell.value));
}

// The title is looked at, as the peers do; an article without one, which no
// corpus has, would show in the hash.
std::uint64_t ListHashOf(bool ascending, Cursor* cursor) {
  ListHash hash(ascending);
  while (cursor->Next()) {
    const std::vector<Cell>& row = cursor->row();
    if (std::get<std::string_view>(row[2].value).empty()) continue;
    hash.Add(std::get<Date>(row[1].value).seconds(),
             NumberOf(std::get<std::string_view>(row[0].value)));
  }
  return hash.Finish();
}

std::uint64_t SumOfSquares(Cursor* cursor) {
  std::uint64_t sum = 0;
  while (cursor->Next()) {
    std::uint64_t count = CountIn(cursor->row()[1]);
    sum += count * count;
  }
  return sum;
}

}  // namespace

std::vector<Question> ReadQuerySet(const std::string& path) {
  boost::json::object file = ReadObject(path);
  std::vector<Question> questions;
  for (const Wording& wording : Wordings()) {
    Parameters parameters;
    for (const Binding& binding : wording.bindings) {
      parameters[binding.parameter] = ParameterOf(file, binding.member);
    }
    questions.push_back({wording.name, wording.kind,
                         Take(Query::Parse(wording.text)),
                         std::move(parameters)});
  }
  return questions;
}

std::uint64_t AnswerOf(const Question& question, Cursor cursor) {
  std::uint64_t answer = 0;
  switch (question.kind) {
    case Kind::kCount:
      if (cursor.Next()) answer = CountIn(cursor.row()[0]);
      break;
    case Kind::kNewest:
      answer = ListHashOf(false, &cursor);
      break;
    case Kind::kOldest:
      answer = ListHashOf(true, &cursor);
      break;
    case Kind::kHistogram:
      answer = SumOfSquares(&cursor);
      break;
  }
  Require(cursor.status());
  return answer;
}

}  // namespace pressmark::bench
