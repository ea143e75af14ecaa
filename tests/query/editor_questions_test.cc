// What editors of real sites ask, and the answers, from editor/CORPUS.test.
//
// The input of a case is the question as a comment, then the options that it
// needs, which the parser takes for comments, then the query:
//
//   --param NAME=VALUE, --tz OFFSET, --lax    as on the command line
//   --now MOMENT                              what `now` is
//   --pages                                   page after page, to the end
//
// The answer is its rows, cells between `|`: `-` where there is none or null,
// lists as [a, b], mappings as {key: value}. Of more than twelve rows there are
// the first three, how many there are, and the CRC-32 of all their lines. What
// stands in the files was computed by another program in another language.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <map>
#include <optional>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/crc.hpp>
#include <gtest/gtest.h>

#include <pressmark/query.h>
#include <pressmark/store.h>

#include "tests/support/corpora.h"
#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/text_cases.h"

namespace pressmark::query {
namespace {

constexpr std::size_t kRowsInFull = 12;
constexpr std::size_t kRowsInPart = 3;

std::string ValueText(const Value& value) {
  if (value.kind() == ValueKind::kNull) return "-";
  if (value.is_scalar()) return std::string(value.text());
  const bool list = value.kind() == ValueKind::kList;
  std::string text;
  for (const Value member : value) {
    if (!text.empty()) text += ", ";
    if (!list) text += std::string(member.key()) + ": ";
    text += ValueText(member);
  }
  return list ? "[" + text + "]" : "{" + text + "}";
}

std::string TextOf(const Cell& cell) {
  const auto* value = std::get_if<Value>(&cell.value);
  return value != nullptr ? ValueText(*value) : test::CellText(cell);
}

std::string RowText(Cursor& cursor) {
  std::string text;
  for (const Cell& cell : cursor.row()) {
    if (&cell != &cursor.row().front()) text += '|';
    text += TextOf(cell);
  }
  return text;
}

std::string AnswerText(const std::vector<std::string>& rows) {
  if (rows.empty()) return "no rows";
  std::ostringstream text;
  boost::crc_32_type crc;
  std::size_t shown = rows.size() <= kRowsInFull ? rows.size() : kRowsInPart;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string line = rows[i] + "\n";
    crc.process_bytes(line.data(), line.size());
    if (i < shown) text << (i > 0 ? "\n" : "") << rows[i];
  }
  if (shown < rows.size()) {
    text << "\n... " << rows.size() << " rows in all, CRC-32 " << std::hex
         << std::setw(8) << std::setfill('0') << crc.checksum();
  }
  return text.str();
}

// A question as it is asked.
struct Question {
  std::string text;
  Parameters parameters;
  QueryOptions options;
  bool pages = false;
};

std::int16_t ZoneMinutes(const std::string& offset) {
  // The offset of a moment that was written with it.
  return ParseDate("2000-01-01T00:00:00" + offset).value().offset_minutes;
}

// A second value for a name makes a list.
void AddParameter(const std::string& option, Parameters* parameters) {
  std::size_t equals = option.find('=');
  Parameter::Scalar value = Parameter::Typed{option.substr(equals + 1)};
  auto [found, is_new] =
      parameters->try_emplace(option.substr(0, equals), Parameter{value});
  if (is_new) return;
  auto& held = found->second.value;
  if (auto* one = std::get_if<Parameter::Scalar>(&held)) {
    held = std::vector<Parameter::Scalar>{*one};
  }
  std::get<std::vector<Parameter::Scalar>>(held).push_back(value);
}

void ReadOption(const std::string& option, const std::string& value,
                Question* question) {
  if (option == "--param") {
    AddParameter(value, &question->parameters);
  } else if (option == "--tz") {
    question->options.zone_minutes = ZoneMinutes(value);
  } else if (option == "--now") {
    question->options.now = ParseDate(value).value().microseconds;
  } else if (option == "--lax") {
    question->options.lax = true;
  } else if (option == "--pages") {
    question->pages = true;
  } else {
    throw std::invalid_argument("no such option: " + option);
  }
}

Question ReadQuestion(const std::string& text) {
  Question question;
  question.text = text;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string option;
    std::string value;
    words >> option;
    std::getline(words >> std::ws, value);
    if (option.starts_with("--") && option != "--") {
      ReadOption(option, value, &question);
    }
  }
  return question;
}

// A site, brought in file after file by name, and kept for all its questions.
class Site {
 public:
  explicit Site(std::string_view corpus)
      : store_(test::ValueOf(Store::Create(folder_ / "store"))) {
    WriteBatch batch;
    for (auto& [path, source] : test::ReadCorpus(corpus)) {
      Result<PreparedArticle> article = store_.Prepare(path, source);
      if (article.ok()) batch.Put(*std::move(article));
    }
    WriteOptions unsynced;
    unsynced.sync = false;
    test::ValueOf(store_.Write(std::move(batch), unsynced));
  }

  std::string Answer(const Question& question) const {
    std::vector<std::string> rows;
    std::size_t pages = 0;
    std::optional<std::string> next;
    do {
      std::string after = next ? "\nafter \"" + *next + "\"" : "";
      Cursor cursor = Run(question, question.text + after);
      while (cursor.Next()) rows.push_back(RowText(cursor));
      if (!cursor.status().ok()) return cursor.status().ToString();
      next = cursor.next_page();
      ++pages;
    } while (question.pages && next);
    std::string text = AnswerText(rows);
    return question.pages ? text + "\n" + std::to_string(pages) + " pages"
                          : text;
  }

 private:
  Cursor Run(const Question& question, const std::string& text) const {
    return test::ValueOf(test::ValueOf(Query::Parse(text))
                             .Run(test::ValueOf(store_.TakeSnapshot()),
                                  question.parameters, question.options));
  }

  test::TemporaryFolder folder_;
  Store store_;
};

TEST(CorpusArchive, IsReadAsTarUnpacksIt) {
  PRESSMARK_NEEDS_SHARED("corpora/history-oddities.tar.gz");
  test::TemporaryFolder folder;
  test::UnpackCorpus("history-oddities", folder.path().string());
  std::map<std::string, std::string> files;
  for (const std::string& file : test::FilesBelow(folder.path().string())) {
    files[file] = test::ReadWholeFile(folder / file);
  }
  EXPECT_GT(files.size(), 200u);
  EXPECT_TRUE(test::ReadCorpus("history-oddities") == files);
}

class CorpusEditor : public testing::TestWithParam<std::string> {};

TEST_P(CorpusEditor, IsAnsweredAsAnotherProgramAnswers) {
  PRESSMARK_NEEDS_SHARED("corpora/" + GetParam() + ".tar.gz");
  std::vector<test::TextCase> cases =
      test::ReadTextCases("query/editor/" + GetParam() + ".test");
  ASSERT_GE(cases.size(), 10u);
  const Site site(GetParam());
  for (const test::TextCase& question : cases) {
    EXPECT_EQ(site.Answer(ReadQuestion(question.input)), question.expected)
        << question.file << ":" << question.line << "\n"
        << question.input;
  }
}

std::string NameOfCorpus(const testing::TestParamInfo<std::string>& corpus) {
  std::string name = corpus.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpora, CorpusEditor,
                         testing::ValuesIn(test::CorpusNames()), NameOfCorpus);

}  // namespace
}  // namespace pressmark::query
