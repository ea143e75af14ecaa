#include "schema/fences.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::Fails;
using test::ValueOf;

// The front matter and the body, with a bar between; or the refusal.
std::string Split(std::string_view source) {
  const Result<Fences> fences = FindFences(source);
  if (!fences.ok()) return fences.status().ToString();
  return std::string(fences->front_matter) + "|" +
         std::string(source.substr(fences->body_offset));
}

TEST(Fences, PartFrontMatterAndBody) {
  EXPECT_EQ(Split("---\na: 1\n---\nbody\n"), "a: 1\n|body\n");
  EXPECT_EQ(Split("---\n---\n"), "|");
  EXPECT_EQ(Split("---\na: 1\n---"), "a: 1\n|");
  EXPECT_EQ(Split("---\r\na: 1\r\n---\r\nbody\r\n"), "a: 1\r\n|body\r\n");
  EXPECT_EQ(Split("---\na: 1\r\n---\nbody\r"), "a: 1\r\n|body\r");
}

TEST(Fences, MayHaveBlanksBehindAndBlankLinesBefore) {
  EXPECT_EQ(Split("--- \t\na: 1\n---  \nbody"), "a: 1\n|body");
  EXPECT_EQ(Split("\n  \t\r\n\n---\na: 1\n---\n"), "a: 1\n|");
  EXPECT_EQ(Split("\xEF\xBB\xBF\n---\na: 1\n---\nb"), "a: 1\n|b");
}

TEST(Fences, CountLinesFromTheStartOfTheFile) {
  EXPECT_EQ(ValueOf(FindFences("---\n---\n")).first_line, 2u);
  EXPECT_EQ(ValueOf(FindFences("\n\r\n---\n---\n")).first_line, 4u);
}

TEST(Fences, InTheBodyAreBody) {
  EXPECT_EQ(Split("---\na: 1\n---\nx\n---\ny\n--- \nz"),
            "a: 1\n|x\n---\ny\n--- \nz");
}

TEST(Fences, AreOnlyWholeLines) {
  EXPECT_EQ(Split("---\n ---\n----\n--- #x\n---x\n'---'\n---\nb"),
            " ---\n----\n--- #x\n---x\n'---'\n|b");
}

TEST(Fences, InAQuotedOrBlockScalarCloseTheFrontMatter) {
  EXPECT_EQ(Split("---\na: |\n---\nb"), "a: |\n|b");
  EXPECT_EQ(Split("---\na: \"\n---\nb"), "a: \"\n|b");
  EXPECT_EQ(Split("---\na: |\n  ---\n---\nb"), "a: |\n  ---\n|b");
}

TEST(Fences, KeepAnyBytesOfTheBody) {
  const std::string source("---\n---\n\0\xFF\xC2\n", 12);
  EXPECT_EQ(Split(source), "|" + source.substr(8));
}

TEST(Fences, AreMissedWithTheirPlace) {
  struct Case {
    std::string_view source;
    StatusCode code;
    std::string_view words;
  };
  const Case cases[] = {
      {"", StatusCode::kNotFound, "line 1, column 1: the file is empty"},
      {"\n \n", StatusCode::kNotFound, "line 1, column 1: no front matter"},
      {"\xEF\xBB\xBF", StatusCode::kNotFound, "no front matter"},
      {"text\n---\n", StatusCode::kNotFound, "line 1, column 1: no front"},
      {"\n\n# text", StatusCode::kNotFound, "line 3, column 1: no front"},
      {"----\na: 1\n---\n", StatusCode::kNotFound, "\"----\" and not"},
      {"--- #x\na: 1\n---\n", StatusCode::kNotFound, "\"--- #x\" and not"},
      {" ---\na: 1\n---\n", StatusCode::kNotFound, "no front matter"},
      {".---\na: 1\n---\n", StatusCode::kNotFound, "no front matter"},
      {"\xE2\x80\x94-\na\n---\n", StatusCode::kNotFound, "no front matter"},
      {"+++\na = 1\n+++\n", StatusCode::kParseError, "TOML"},
      {"---js\n{}\n---\n", StatusCode::kParseError, "of the format \"js\""},
      {"---\na: 1\n", StatusCode::kParseError,
       "line 1, column 1: front matter"},
      {"---", StatusCode::kParseError, "never ends"},
      {"\n---\na: 1\n ---\n", StatusCode::kParseError, "line 2, column 1"},
      {"---\ra: 1\r---\r", StatusCode::kParseError, "lone carriage return"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(FindFences(c.source), Fails(c.code, std::string(c.words)))
        << c.source;
  }
}

TEST(Fences, AreNotLookedForInUtf16And32) {
  using namespace std::string_view_literals;
  for (std::string_view source :
       {"\xFF\xFE-\0-\0-\0"sv, "\xFE\xFF\0-\0-\0-"sv, "-\0-\0-\0\n\0"sv,
        "\0-\0-\0-\0\n"sv, "\xFF\xFE\0\0-\0\0\0"sv, "\0\0\xFE\xFF\0\0\0-"sv,
        "-\0\0\0-\0\0\0"sv, "\n\0-\0"sv}) {
    EXPECT_THAT(FindFences(source),
                Fails(StatusCode::kParseError, "the file is not UTF-8"));
  }
}

}  // namespace
}  // namespace pressmark::schema
