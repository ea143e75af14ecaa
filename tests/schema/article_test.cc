// Article files as they come: the bad ones are refused with their place, the
// odd ones are read. Front matter alone is the matter of front_matter_test.cc.

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "schema/hash.h"
#include "schema/json.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;
using testing::ElementsAre;
using testing::IsEmpty;

Result<ParsedArticle> Parse(std::string_view source) {
  return ParseArticle(source, Mapping::BuiltIn());
}

std::string BodyOf(std::string_view source) {
  return std::string(source.substr(ValueOf(Parse(source)).body_offset));
}

std::string JsonOf(std::string_view source) {
  std::string json;
  schema::AppendJson(ValueOf(Parse(source)).front_matter.root(), &json);
  return json;
}

TEST(Article, IsTakenApart) {
  const std::string_view source =
      "---\ntitle: A\ndate: 2021-10-02\ntopics: [x, y]\n---\nBody.\n";
  const ParsedArticle article = ValueOf(Parse(source));
  EXPECT_EQ(article.fields.size(), 6u);
  EXPECT_THAT(article.fields[kTitleField],
              ElementsAre(FieldValue(std::string("A"))));
  EXPECT_EQ(article.fields[kTopicField].size(), 2u);
  EXPECT_THAT(article.fields[kBrandField], IsEmpty());
  EXPECT_EQ(source.substr(article.body_offset), "Body.\n");
  EXPECT_THAT(article.warnings, IsEmpty());
  EXPECT_EQ(ValueOf(FindBody(source)), article.body_offset);
}

TEST(Article, WithoutFrontMatterIsRefused) {
  EXPECT_THAT(Parse(""), Fails(StatusCode::kNotFound, "empty"));
  EXPECT_THAT(Parse("text\n"),
              Fails(StatusCode::kNotFound, "line 1, column 1"));
  EXPECT_THAT(Parse("---\na: 1\n"),
              Fails(StatusCode::kParseError, "line 1, column 1: front matter"));
  for (std::string_view source : {"", "text\n", "---\na: 1\n", "+++\n+++\n"}) {
    EXPECT_EQ(FindBody(source).status().ToString(),
              Parse(source).status().ToString());
  }
}

TEST(Article, RefusalsTellTheLineOfTheFile) {
  EXPECT_THAT(Parse("\n\n---\na: 1\nb: c: d\n---\n"),
              Fails(StatusCode::kParseError, "front matter: line 5, column 5"));
  EXPECT_THAT(Parse("---\r\na: 1\r\n- b\r\n---\r\n"),
              Fails(StatusCode::kParseError, "front matter: line 3, column 1"));
}

TEST(Article, FrontMatterThatIsNoMappingIsRefused) {
  for (std::string_view yaml : {"- a", "text", "~", "# comment", "[a]", "12"}) {
    const auto refused = Parse("---\n" + std::string(yaml) + "\n---\n");
    EXPECT_THAT(refused, Fails(StatusCode::kParseError, "expected a mapping"))
        << yaml;
    EXPECT_TRUE(refused.status().position()) << yaml;
  }
}

TEST(Article, WithEmptyFrontMatterHasNoFields) {
  const ParsedArticle article = ValueOf(Parse("---\n---\nbody"));
  EXPECT_EQ(article.front_matter.nodes.size(), 1u);
  for (const auto& values : article.fields) EXPECT_THAT(values, IsEmpty());
}

TEST(Article, AFenceEndsTheFrontMatterAlsoInsideAScalar) {
  EXPECT_THAT(Parse("---\na: \"x\n---\ny\"\n---\n"),
              Fails(StatusCode::kParseError, "quoted text never ends"));
  EXPECT_EQ(JsonOf("---\na: |\n  x\n---\n  y\n---\n"), R"({"a":"x\n"})");
  EXPECT_EQ(JsonOf("---\na: |\n  x\n  ---\n  y\n---\n"),
            R"({"a":"x\n---\ny\n"})");
}

TEST(Article, TheBodyIsKeptByteForByte) {
  EXPECT_EQ(BodyOf("---\na: 1\n---\nx\n---\ny\r\n---\n\n"),
            "x\n---\ny\r\n---\n\n");
  EXPECT_EQ(BodyOf("\xEF\xBB\xBF---\r\na: 1\r\n---\r\n\r\nx"), "\r\nx");
  EXPECT_EQ(BodyOf("---\na: 1\n---"), "");
}

TEST(Article, ABodyMayBeAnyBytesWithAWarning) {
  const std::string source("---\na: 1\n---\nok\nb\0d \xC2 bytes", 27);
  const ParsedArticle article = ValueOf(Parse(source));
  ASSERT_EQ(article.warnings.size(), 1u);
  EXPECT_EQ(article.warnings[0].message,
            "the body is not UTF-8, at offset 20 of the file");
  EXPECT_EQ(article.warnings[0].position, (TextPosition{5, 5, 0}));
  EXPECT_EQ(BodyOf(source), source.substr(13));
}

TEST(Article, FrontMatterMustBeUtf8) {
  for (std::string_view bytes :
       {"\xC2", "\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xE2\x82",
        "\xF4\x90\x80\x80"}) {
    EXPECT_THAT(Parse("---\na: x" + std::string(bytes) + "\n---\n"),
                Fails(StatusCode::kParseError,
                      "front matter: line 2, column 5: not UTF-8"))
        << testing::PrintToString(bytes);
  }
  using namespace std::string_view_literals;
  EXPECT_THAT(Parse("\xFF\xFE-\0-\0-\0\n\0"sv),
              Fails(StatusCode::kParseError, "not UTF-8"));
}

TEST(Article, AByteOrderMarkIsPassedOver) {
  EXPECT_EQ(JsonOf("\xEF\xBB\xBF---\na: 1\n---\n"), R"({"a":1})");
  EXPECT_EQ(JsonOf("---\n\xEF\xBB\xBF"
                   "a: \xEF\xBB\xBF"
                   "b\n---\n"),
            "{\"a\":\"\xEF\xBB\xBF"
            "b\"}");
}

TEST(Article, CrLfAndLfMayBeMixed) {
  EXPECT_EQ(JsonOf("---\r\na: 1\nb:\r\n  - x\n---\r\nbody\n"),
            R"({"a":1,"b":["x"]})");
  EXPECT_THAT(Parse("---\na: 1\rb: 2\r\n---\n"),
              Fails(StatusCode::kParseError, "line 2, column 5: a line ends"));
  EXPECT_THAT(Parse("---\ra: 1\r---\r"),
              Fails(StatusCode::kParseError, "lone carriage return"));
}

TEST(Article, ADuplicateKeyIsAWarningThatNamesBothLines) {
  const ParsedArticle article = ValueOf(
      Parse("---\ndate: 2015-12-08\ntitle: t\ndate: 2015-12-01\n---\n"));
  EXPECT_EQ(FormatDate(std::get<Date>(article.fields[kDateField].at(0))),
            "2015-12-01");
  ASSERT_EQ(article.warnings.size(), 1u);
  EXPECT_EQ(
      article.warnings[0].message,
      "key \"date\" stands twice, on lines 2 and 4; the last one is taken");
}

TEST(Article, IsStoredWithoutADateWhereTheDateIsNone) {
  const ParsedArticle article =
      ValueOf(Parse("---\ntitle: t\ndate: 2016-06-31\n---\n"));
  EXPECT_THAT(article.fields[kDateField], IsEmpty());
  ASSERT_EQ(article.warnings.size(), 1u);
  EXPECT_EQ(article.warnings[0].position, (TextPosition{3, 7, 0}));
}

TEST(Article, EscapesInAScalarAreStoredAndEscapedWhenShown) {
  const ParsedArticle article =
      ValueOf(Parse("---\ntitle: \"\\0\\u202e\\x1b[31m\"\n---\n"));
  const std::string expected("\0\xE2\x80\xAE\x1B[31m", 9);
  EXPECT_EQ(article.front_matter.root().Find("title")->text(), expected);
  EXPECT_EQ(std::get<std::string>(article.fields[kTitleField].at(0)), expected);
}

TEST(Article, UnknownKeysAndDeepMappingsComeBackEqual) {
  const std::string yaml =
      "a: {b: {c: {d: [1, {e: [~, '', [], {}]}]}}}\nodd key!: \"x\\ty\"\n";
  const std::string source = "---\n" + yaml + "---\n";
  const ParsedArticle article = ValueOf(Parse(source));
  const schema::Record record =
      ValueOf(schema::Record::Copy(schema::BuildRecord(
          "k", article, source.size(), schema::HashOf(source))));
  std::string json;
  schema::AppendJson(record.view().front_matter(), &json);
  EXPECT_EQ(json, R"({"a":{"b":{"c":{"d":[1,{"e":[null,"",[],{}]}]}}},)"
                  R"("odd key!":"x\ty"})");
}

TEST(Article, NumbersBeyondSixtyFourBitsStayText) {
  EXPECT_EQ(JsonOf("---\na: 9223372036854775808\nb: -5\nc: 1e9\n---\n"),
            R"({"a":"9223372036854775808","b":-5,"c":1e9})");
}

TEST(Article, WarningsEscapeAndCutWhatTheyQuote) {
  const ParsedArticle article = ValueOf(
      Parse("---\ndate: \"\\x1b]52;" + std::string(200, 'x') + "\"\n---\n"));
  ASSERT_EQ(article.warnings.size(), 1u);
  EXPECT_EQ(article.warnings[0].message.find('\x1B'), std::string::npos);
  EXPECT_LT(article.warnings[0].message.size(), 130u);
}

TEST(Article, TwoFieldsOfOnePathBothHaveIt) {
  const Mapping mapping = ValueOf(Mapping::Parse(
      "fields: { a: { kind: text, paths: [x] }, b: { kind: number, paths: [x] "
      "} }"));
  const ParsedArticle article =
      ValueOf(ParseArticle("---\nx: 7\n---\n", mapping));
  EXPECT_THAT(article.fields.at(6), ElementsAre(FieldValue(std::string("7"))));
  EXPECT_THAT(article.fields.at(7), ElementsAre(FieldValue(std::int64_t{7})));
}

}  // namespace
}  // namespace pressmark
