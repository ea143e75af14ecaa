// The exemplar article, leaf by leaf, against a table made with another reader.

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "schema/hash.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "tests/support/corpora.h"
#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::ValueOf;

constexpr std::string_view kExemplar = "seeds/000_62d505119cd71b29.txt";

std::vector<std::string> ExpectedLeaves() {
  std::ifstream file(PRESSMARK_SOURCE_ROOT
                     "/tests/schema/data/exemplar_leaves.txt");
  std::vector<std::string> leaves;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) leaves.push_back(line);
  }
  return leaves;
}

std::string_view NameOf(ValueKind kind) {
  static constexpr std::string_view kNames[] = {"null", "bool", "integer",
                                                "decimal", "text"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string HexOf(std::uint64_t number) {
  char digits[16];
  const char* end =
      std::to_chars(std::begin(digits), std::end(digits), number, 16).ptr;
  std::string hex(static_cast<const char*>(digits), end);
  return std::string(16 - hex.size(), '0') + hex;
}

void AppendLeaves(const Value& value, const std::string& path,
                  std::vector<std::string>* leaves) {
  if (value.is_scalar()) {
    leaves->push_back(path + " " + std::string(NameOf(value.kind())) + " " +
                      HexOf(ChecksumOf(value.text())));
    return;
  }
  std::size_t number = 0;
  for (const Value child : value) {
    if (value.kind() == ValueKind::kList) {
      AppendLeaves(child, path + "[" + std::to_string(number++) + "]", leaves);
      continue;
    }
    std::string key(child.key());
    if (key.find('.') != std::string::npos) key = '"' + key + '"';
    AppendLeaves(child, path.empty() ? key : path + "." + key, leaves);
  }
}

std::vector<std::string> LeavesOf(const Value& root) {
  std::vector<std::string> leaves;
  AppendLeaves(root, "", &leaves);
  return leaves;
}

class CorpusExemplar : public testing::Test {
 protected:
  void SetUp() override {
    PRESSMARK_NEEDS_SHARED(kExemplar);
    source_ = test::ReadWholeFile(test::SharedPath(kExemplar));
    article_ = ValueOf(ParseArticle(source_, Mapping::BuiltIn()));
  }

  Record MakeRecord() const {
    return ValueOf(Record::Copy(
        BuildRecord("exemplar.md", article_, source_.size(), HashOf(source_))));
  }

  std::string source_;
  ParsedArticle article_;
};

TEST_F(CorpusExemplar, HasEveryLeafOfTheTable) {
  const std::vector<std::string> expected = ExpectedLeaves();
  ASSERT_EQ(expected.size(), 92u);
  const Value root = article_.front_matter.root();
  EXPECT_EQ(root.size(), 44u);
  EXPECT_EQ(LeavesOf(root), expected);
}

TEST_F(CorpusExemplar, HasEveryLeafInItsRecord) {
  const Record record = MakeRecord();
  EXPECT_EQ(LeavesOf(record.view().front_matter()), ExpectedLeaves());
}

// Each field but the date has one value, that of a leaf.
TEST_F(CorpusExemplar, HasTheFieldsOfTheMapping) {
  struct Case {
    std::uint16_t field;
    std::string_view path;
  };
  const Case cases[] = {
      {kTitleField, "title"},
      {kTopicField, "openProjectCustomFields.medigyTopics[0]"},
      {kBrandField, "link.brand"},
      {kAuthorField, "author[0]"},
      {kSlugField, "slug"},
  };
  const Record record = MakeRecord();
  for (const Case& c : cases) {
    const FieldView view = record.view().field(c.field);
    ASSERT_EQ(view.size(), 1u) << c.path;
    EXPECT_THAT(ExpectedLeaves(),
                testing::Contains(std::string(c.path) + " text " +
                                  HexOf(ChecksumOf(view[0].text()))));
  }
  const FieldView date = record.view().field(kDateField);
  ASSERT_EQ(date.size(), 1u);
  EXPECT_EQ(FormatDate(date[0].date()), "2021-10-02");
}

TEST_F(CorpusExemplar, KeepsItsBodyWhole) {
  const std::string_view body =
      std::string_view(source_).substr(article_.body_offset);
  EXPECT_TRUE(body.starts_with("<p>")) << body.substr(0, 20);
  EXPECT_TRUE(source_.substr(0, article_.body_offset).ends_with("\n---\n"));
  EXPECT_THAT(article_.warnings, testing::IsEmpty());
}

}  // namespace
}  // namespace pressmark::schema
