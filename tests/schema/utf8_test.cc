#include "schema/utf8.h"

#include <string>

#include <gtest/gtest.h>

#include <pressmark/limits.h>

namespace pressmark::schema {
namespace {

TEST(Utf8, AcceptsWellFormedText) {
  for (std::string_view text :
       {"", "plain", "K\xC3\xA4se", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
        "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    EXPECT_EQ(FindInvalidUtf8(text), std::nullopt) << text;
  }
}

TEST(Utf8, NamesTheFirstByteThatIsNot) {
  struct Case {
    std::string_view text;
    std::size_t offset;
  };
  for (const Case& c :
       {Case{"ab\x80", 2}, Case{"a\xC2", 1}, Case{"\xC0\xAF", 0},
        Case{"a\xE0\x80\xAF", 1}, Case{"\xED\xA0\x80", 0},
        Case{"\xF4\x90\x80\x80", 0}, Case{"\xF8\x88\x80\x80\x80", 0},
        Case{"ok\xE2\x82", 2}, Case{"\xC3\xA4\xFF", 2}}) {
    EXPECT_EQ(FindInvalidUtf8(c.text), c.offset);
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"), 4u);
}

TEST(Utf8, APrefixNeverCutsACharacter) {
  std::string text =
      "a\xE2\x82\xAC"
      "b";
  EXPECT_EQ(PrefixOnCharacterBoundary(text, 3), "a");
  EXPECT_EQ(PrefixOnCharacterBoundary(text, 4), "a\xE2\x82\xAC");
  EXPECT_EQ(PrefixOnCharacterBoundary(text, 99), text);
  EXPECT_EQ(PrefixOnCharacterBoundary(text, 0), "");
}

TEST(Utf8, EscapesWhatCouldSteerATerminal) {
  EXPECT_EQ(EscapeControls("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(EscapeControls("a\nb\tc\rd\x7f"), "a\\nb\\tc\\rd\\x7f");
  EXPECT_EQ(EscapeControls("\xC2\x9B"
                           "31m"),
            "\\x9b31m");
  EXPECT_EQ(EscapeControls("\xE2\x80\xAE"
                           "x"),
            "\\u{202e}x");
  EXPECT_EQ(EscapeControls("\xE2\x80\xA8"), "\\u{2028}");
  EXPECT_EQ(EscapeControls("\xFF\xC3\xA4"), "\\xff\xC3\xA4");
}

TEST(Utf8, AnExcerptIsQuotedAndCut) {
  EXPECT_EQ(Excerpt("soon"), "\"soon\"");
  std::string longer(kExcerptBytes + 1, 'x');
  EXPECT_EQ(Excerpt(longer), "\"" + longer.substr(1) + "\xE2\x80\xA6\"");
  EXPECT_EQ(Excerpt(longer.substr(1)), "\"" + longer.substr(1) + "\"");
}

}  // namespace
}  // namespace pressmark::schema
