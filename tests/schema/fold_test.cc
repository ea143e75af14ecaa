#include "schema/fold.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

void AppendUtf8(char32_t c, std::string* text) {
  auto byte = [&](char32_t bits) { *text += static_cast<char>(bits); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

std::string RandomText(std::mt19937* random) {
  static constexpr char32_t kEnds[] = {0x80, 0x250, 0x3000, 0x20000};
  std::string text;
  for (int i = 0; i < 8; ++i) {
    auto c = static_cast<char32_t>((*random)() % kEnds[(*random)() % 4]);
    if (c < 0xD800 || c > 0xDFFF) AppendUtf8(c, &text);
  }
  return text;
}

TEST(Fold, IgnoresCase) {
  EXPECT_EQ(Fold("Machine LEARNING"), "machine learning");
  EXPECT_EQ(Fold("STRASSE"), Fold("Stra\xC3\x9F"
                                  "e"));
  EXPECT_EQ(Fold("\xC3\x84"), Fold("\xC3\xA4"));
}

TEST(Fold, IgnoresHowACharacterIsComposed) {
  EXPECT_EQ(Fold("caf\xC3\xA9"), Fold("cafe\xCC\x81"));
}

TEST(Fold, LeavesTheTurkishDotlessIAlone) {
  EXPECT_NE(Fold("\xC4\xB1"), Fold("i"));
  EXPECT_EQ(Fold("I"), "i");
}

TEST(Fold, ReturnsWhatIsNotUtf8AsItIs) { EXPECT_EQ(Fold("A\xFF"), "A\xFF"); }

TEST(Fold, FoldingTwiceIsFoldingOnce) {
  std::mt19937 random(23);
  int changed = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text = RandomText(&random);
    std::string folded = Fold(text);
    ASSERT_EQ(Fold(folded), folded) << EscapeControls(text);
    ASSERT_EQ(FindInvalidUtf8(folded), std::nullopt);
    changed += folded != text ? 1 : 0;
  }
  EXPECT_GT(changed, 1'000);
}

TEST(Fold, NamesItsUnicodeVersion) {
  EXPECT_NE(UnicodeVersion().find('.'), std::string_view::npos);
}

}  // namespace
}  // namespace pressmark::schema
