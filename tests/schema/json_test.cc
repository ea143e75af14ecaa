#include "schema/json.h"

#include <charconv>
#include <limits>
#include <random>
#include <string>

#include <boost/json/src.hpp>
#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "schema/record.h"

namespace pressmark::schema {
namespace {

std::string JsonOf(std::string_view front_matter) {
  std::string source = "---\n" + std::string(front_matter) + "\n---\n";
  Result<ParsedArticle> article = ParseArticle(source, Mapping::BuiltIn());
  EXPECT_TRUE(article.ok()) << article.status().ToString();
  std::string json;
  if (article.ok()) AppendJson(article->front_matter.root(), &json);
  return json;
}

std::string JsonString(std::string_view text) {
  std::string json;
  AppendJsonString(text, &json);
  return json;
}

TEST(Json, WritesEachKindAsItself) {
  EXPECT_EQ(JsonOf("a: ~\nb: true\nc: -17\nd: text\ne: [1, {f: '2'}]\ng: {}"),
            "{\"a\":null,\"b\":true,\"c\":-17,\"d\":\"text\",\"e\":[1,{\"f\":"
            "\"2\"}],\"g\":{}}");
}

TEST(Json, DecimalsStandAsWrittenWhereJsonAllows) {
  EXPECT_EQ(JsonOf("a: 1.10\nb: 1e3\nc: .5\nd: +1.5\ne: 5."),
            "{\"a\":1.10,\"b\":1e3,\"c\":0.5,\"d\":1.5,\"e\":5}");
}

TEST(Json, IntegersAreDecimal) {
  EXPECT_EQ(JsonOf("a: 0x1F\nb: 0o17\nc: +5\nd: 007"),
            "{\"a\":31,\"b\":15,\"c\":5,\"d\":7}");
}

TEST(Json, WhatIsNoNumberIsAString) {
  EXPECT_EQ(JsonOf("a: .inf\nb: -.inf\nc: .nan"),
            "{\"a\":\".inf\",\"b\":\"-.inf\",\"c\":\".nan\"}");
}

TEST(Json, EscapesWhatIsUnsafe) {
  EXPECT_EQ(JsonString("a\"\\\n\x01</script>"),
            "\"a\\\"\\\\\\n\\u0001<\\/script>\"");
  EXPECT_EQ(JsonString("\x7F\x1F"), "\"\\u007f\\u001f\"");
  EXPECT_EQ(JsonString("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"");
}

TEST(Json, BytesThatAreNotUtf8BecomeReplacementCharacters) {
  EXPECT_EQ(JsonString("a\xFF"
                       "b\xC3"),
            "\"a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\"");
}

TEST(Json, AnyBytesGiveJsonThatAnotherParserReads) {
  std::mt19937 random(11);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes;
    for (auto n = random() % 40; n > 0; --n) {
      bytes += static_cast<char>(random());
    }
    boost::json::error_code error;
    boost::json::parse(JsonString(bytes), error);
    ASSERT_FALSE(error) << error.message();
  }
}

TEST(Json, AnotherParserReadsTextBackEqual) {
  std::string text = "tab\t \"quoted\" </b> \xF0\x9F\x98\x80 \xE2\x80\xA8 \x7F";
  EXPECT_EQ(boost::json::parse(JsonString(text)).as_string(), text);
}

TEST(Json, DoublesReadBackEqual) {
  for (double number :
       {0.1, -2.5e300, 1.0 / 3, 5e-324, std::numeric_limits<double>::max()}) {
    std::string json;
    AppendJsonNumber(number, &json);
    double read = 0;
    std::from_chars(json.data(), json.data() + json.size(), read);
    EXPECT_EQ(read, number);
  }
}

TEST(Json, ARecordIsOneObject) {
  std::string source =
      "---\ntitle: T\ndate: 2021-10-02\ntopics: [a, b]\nn: 1\n---\n";
  Result<ParsedArticle> article = ParseArticle(source, Mapping::BuiltIn());
  ASSERT_TRUE(article.ok());
  std::string bytes = BuildRecord("k", *article, source.size(), HashOf(source));
  Result<Record> record = Record::Copy(bytes);
  ASSERT_TRUE(record.ok());
  boost::json::value json =
      boost::json::parse(RecordToJson(record->view(), Mapping::BuiltIn()));
  EXPECT_EQ(json.at("@key").as_string(), "k");
  EXPECT_EQ(json.at("@imported").as_string(), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(json.at("fields").at("topic").as_array().size(), 2u);
  EXPECT_TRUE(json.at("fields").at("brand").is_null());
  EXPECT_EQ(json.at("front_matter").at("n").as_int64(), 1);
}

}  // namespace
}  // namespace pressmark::schema
