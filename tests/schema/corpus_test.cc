// Every file of the five corpora: what is accepted and refused, the trees and
// fields, against counts and hashes made with another reader (PyYAML, typed by
// the YAML 1.2 core schema).

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "schema/hash.h"
#include "schema/json.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "tests/support/corpora.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::schema {
namespace {

using test::ValueOf;

constexpr std::size_t kBuiltInFields = 6;

struct Expected {
  std::string name;
  std::size_t files = 0;
  // Those that the other reader accepts, and how many of them have each field.
  std::size_t parsed = 0;
  std::array<std::size_t, kBuiltInFields> fields = {};
  // Of their trees and of their fields.
  std::uint64_t trees = 0;
  std::uint64_t values = 0;
  // How many of the others are disputed, and refused for which reasons.
  std::size_t disputed = 0;
  std::map<std::string, std::size_t> refused = {};
};

void PrintTo(const Expected& expected, std::ostream* out) {
  *out << expected.name;
}

const std::vector<Expected>& Table() {
  static const std::vector<Expected> kTable = {
      {"digitalgov",
       4043,
       4043,
       {2941, 2841, 2697, 371, 2236, 3761},
       0xFD9BE13F84DD6830,
       0xDF34F8B2CEE26F60,
       0,
       {}},
      {"18f",
       581,
       579,
       {557, 421, 508, 0, 508, 0},
       0x1639541825EBC8AC,
       0x3FCC79E0DB750D77,
       1,
       {{"format", 1}}},
      {"carpentries",
       2967,
       2966,
       {2964, 2890, 2884, 0, 2907, 0},
       0x89C02C186C07C822,
       0x5C68AAD77CCE66D4,
       1,
       {}},
      {"roweb3",
       1718,
       1668,
       {1178, 1121, 873, 0, 949, 955},
       0x69166F4910192E2B,
       0x6F10BFDC6F362ED1,
       0,
       {{"TOML", 50}}},
      {"history-oddities",
       268,
       90,
       {81, 60, 52, 0, 49, 25},
       0x8020096400305B5D,
       0x341BE0CC425E15AF,
       3,
       // Of those of YAML one ends its lines with a lone CR.
       {{"no front matter", 20},
        {"unclosed", 8},
        {"TOML", 6},
        {"format", 1},
        {"YAML", 140}}},
  };
  return kTable;
}

// A tab parts a value from the end of its line or from a comment. YAML 1.2
// allows that (section 6.1: a separation is of spaces and tabs) and so do we;
// the other reader does not, and counts these among the refused.
bool IsDisputed(const std::string& path) {
  return path.ends_with(
             "posts/2016-05-19-content-debt-what-it-is-where-to-find-it-and-"
             "how-to-prevent-it-in-the-first-place.md") ||
         path.ends_with("content/posts/2017/07/NASA-2.md");
}

// A node and those below it, a line each: kind and depth, key, text.
void AppendTree(const Value& value, int depth, std::string* text) {
  *text += std::to_string(static_cast<int>(value.kind()));
  *text += std::to_string(depth) + ":";
  *text += value.key();
  *text += '\x1F';
  *text += value.text();
  *text += '\n';
  if (value.is_scalar()) return;
  for (const Value child : value) AppendTree(child, depth + 1, text);
}

void AppendFields(const RecordView& record, std::string* text) {
  const Mapping mapping = Mapping::BuiltIn();
  for (std::uint16_t number = 0; number < kBuiltInFields; ++number) {
    *text += mapping.fields()[number].name + "=";
    const FieldView values = record.field(number);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) *text += '\x1F';
      if (number != kDateField) {
        *text += values[i].text();
        continue;
      }
      const Date date = values[i].date();
      *text += std::to_string(date.microseconds) + "/" +
               std::to_string(date.offset_minutes) + "/" +
               std::to_string(static_cast<int>(date.precision));
    }
    *text += '\n';
  }
}

// What became of a corpus.
struct Outcome {
  std::size_t files = 0;
  std::size_t disputed = 0;
  std::size_t parsed = 0;
  std::array<std::size_t, kBuiltInFields> fields = {};
  std::string trees;
  std::string values;
  std::map<std::string, Status> refused;
};

// Builds a record of an article, and checks that it says the same.
void Store(const std::string& path, const std::string& source,
           const ParsedArticle& article, Outcome* outcome) {
  const Record record = ValueOf(
      Record::Copy(BuildRecord(path, article, source.size(), HashOf(source))));
  std::string tree;
  AppendTree(article.front_matter.root(), 0, &tree);
  std::string stored;
  AppendTree(record.view().front_matter(), 0, &stored);
  EXPECT_EQ(stored, tree) << path;
  boost::json::error_code error;
  boost::json::parse(RecordToJson(record.view(), Mapping::BuiltIn()), error);
  EXPECT_FALSE(error) << path << ": " << error.message();
  EXPECT_EQ(ValueOf(FindBody(source)), article.body_offset);
  if (IsDisputed(path)) {
    ++outcome->disputed;
    return;
  }
  ++outcome->parsed;
  outcome->trees += path + " " + std::to_string(article.body_offset) + "\n";
  outcome->trees += tree;
  outcome->values += path + "\n";
  AppendFields(record.view(), &outcome->values);
  for (std::uint16_t i = 0; i < kBuiltInFields; ++i) {
    outcome->fields[i] += record.view().field(i).empty() ? 0 : 1;
  }
}

Outcome Read(const std::string& name) {
  test::TemporaryFolder folder;
  test::UnpackCorpus(name, folder.path().string());
  Outcome outcome;
  for (const std::string& path : test::FilesBelow(folder.path().string())) {
    ++outcome.files;
    const std::string source = test::ReadWholeFile(folder / path);
    const auto article = ParseArticle(source, Mapping::BuiltIn());
    if (article.ok()) {
      Store(path, source, *article, &outcome);
    } else {
      outcome.refused.emplace(path, article.status());
    }
  }
  return outcome;
}

// The reason of a refusal, as the corpora's own list classes it.
std::string ReasonOf(const Status& status) {
  const std::string_view message = status.message();
  if (status.code() == StatusCode::kNotFound) return "no front matter";
  if (message.find("TOML") != std::string_view::npos) return "TOML";
  if (message.find("of the format") != std::string_view::npos) return "format";
  if (message.find("never ends: no line") != std::string_view::npos) {
    return "unclosed";
  }
  return status.code() == StatusCode::kParseError ? "YAML" : "another";
}

std::map<std::string, std::size_t> ReasonsOf(const Outcome& outcome) {
  std::map<std::string, std::size_t> reasons;
  for (const auto& [path, status] : outcome.refused)
    ++reasons[ReasonOf(status)];
  return reasons;
}

class CorpusArticles : public testing::TestWithParam<Expected> {};

TEST_P(CorpusArticles, AreReadAsTheOtherReaderReadsThem) {
  const Expected& expected = GetParam();
  PRESSMARK_NEEDS_SHARED("corpora/" + expected.name + ".tar.gz");
  const Outcome outcome = Read(expected.name);
  EXPECT_EQ(outcome.files, expected.files);
  EXPECT_EQ(outcome.parsed, expected.parsed);
  EXPECT_EQ(outcome.fields, expected.fields);
  EXPECT_EQ(ChecksumOf(outcome.trees), expected.trees);
  EXPECT_EQ(ChecksumOf(outcome.values), expected.values);
  EXPECT_EQ(outcome.disputed, expected.disputed);
  EXPECT_EQ(ReasonsOf(outcome), expected.refused);
  for (const auto& [path, status] : outcome.refused) {
    ASSERT_TRUE(status.position().has_value()) << path;
    EXPECT_GE(status.position()->line, 1u) << path;
    EXPECT_GE(status.position()->column, 1u) << path;
    EXPECT_FALSE(status.message().empty()) << path;
  }
}

std::string TestName(const testing::TestParamInfo<Expected>& parameter) {
  std::string name = parameter.param.name;
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, CorpusArticles, testing::ValuesIn(Table()),
                         TestName);

}  // namespace
}  // namespace pressmark::schema
