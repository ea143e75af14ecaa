#include "schema/quoted_scalar.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

using std::string_literals::operator""s;

// The text in the quotes that begin the YAML, then "|" and the rest of the line
// they close on; "declined".
std::string Read(std::string_view yaml) {
  YamlLines lines({yaml, 1, 0});
  std::size_t offset = 0;
  std::string_view text;
  std::string buffer;
  if (!ReadQuotedScalar(&lines, &offset, &text, &buffer)) return "declined";
  return std::string(text) + "|" +
         std::string(yaml.substr(offset, lines.end() - offset));
}

TEST(QuotedScalar, OfOneLineStandsAsItIs) {
  EXPECT_EQ(Read("'a # b: c' # d\n"), "a # b: c| # d");
  EXPECT_EQ(Read("\" a \",\n"), " a |,");
  EXPECT_EQ(Read("''\n"), "|");
  EXPECT_EQ(Read("'it''s'\n"), "it's|");
  EXPECT_EQ(Read("''''x\n"), "'|x");
}

TEST(QuotedScalar, FoldsLineBreaks) {
  EXPECT_EQ(Read("'a  \n   b'\n"), "a b|");
  EXPECT_EQ(Read("\"a\r\n\r\n \t\r\nb\"\r\n"), "a\n\nb|");
  EXPECT_EQ(Read("' \n a\n '\n"), " a |");
  EXPECT_EQ(Read("\"a \\\n  b\"\n"), "a b|");
  EXPECT_EQ(Read("\"a\n\n\n\"\n"), "a\n|");
  EXPECT_EQ(Read("\"\\n\n\n\n\"\n"), "\n\n\n|");
}

TEST(QuotedScalar, KnowsEscapesInDoubleQuotes) {
  EXPECT_EQ(Read(R"("\0\a\b\t\n\v\f\r\e\ \"\/\\")"
                 "\n"),
            "\0\a\b\t\n\v\f\r\x1B \"/\\|"s);
  EXPECT_EQ(Read("\"\\x41\\u00e9\\u20AC\\U0001F600\\L\\P\"\n"),
            "A\u00e9\u20ac\U0001F600\u2028\u2029|");
  EXPECT_EQ(Read("'\\n'\n"), "\\n|");
}

TEST(QuotedScalar, DeclinesWhatMayBeAMistake) {
  for (const std::string_view yaml :
       {"'a\n", "\"a\\\"\n", "\"\\q\"\n", "\"\\'\"\n", "\"\\x4\"\n",
        "\"\\xg0\"\n", "\"\\uD800\"\n", "\"\\U00110000\"\n", "\"\\N\"\n",
        "\"\\x-1\"\n", "'a\n---\n'\n", "'a\n... \n'\n"}) {
    EXPECT_EQ(Read(yaml), "declined") << yaml;
  }
}

}  // namespace
}  // namespace pressmark::schema
