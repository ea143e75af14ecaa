#include "engine/term_entry.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace pressmark::engine {
namespace {

using Spelling = TermEntry::Spelling;
using Spellings = std::vector<Spelling>;

StoredTermEntry Sample() {
  return {
      3, {{"Demigos", 2}, {"demigos", 1}}, false, {4, 5, ~std::uint64_t{0}}};
}

TEST(TermEntry, IsTheseBytes) {
  EXPECT_EQ(EncodeTermEntry({1, {{"Ab", 1}}, false, {0x0102}}),
            std::string("\2\0"
                        "\1\0\0\0\0\0\0\0"
                        "\2\1\0\0\0\0\0\0"
                        "\1"
                        "\1\0\0\0\0\0\0\0\2\0\0\0Ab",
                        33));
}

TEST(TermEntry, HasItsSlotBehindTheTotal) {
  EXPECT_EQ(EncodeTermEntry({200, {}, true, {}, 0x0102}),
            std::string("\2\3"
                        "\xC8\0\0\0\0\0\0\0"
                        "\2\1"
                        "\0",
                        13));
}

TEST(TermEntry, TellsItsFirstSpellingAlone) {
  std::string bytes = EncodeTermEntry(Sample());
  Result<TermEntry> entry = TermEntry::Parse(bytes);
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(*entry->FirstSpelling(), "Demigos");
  std::string none = EncodeTermEntry({1, {}, false, {1}});
  EXPECT_EQ(*TermEntry::Parse(none)->FirstSpelling(), "");
}

TEST(TermEntry, IsReadBack) {
  StoredTermEntry in_blocks = {1000, {{"", 7}}, true, {}, 1023};
  StoredTermEntry full = {kInlineIds, {}, false, {}};
  for (std::uint64_t id = 0; id < kInlineIds; ++id) full.ids.push_back(id);
  for (const StoredTermEntry& entry :
       {Sample(), in_blocks, full, StoredTermEntry()}) {
    Result<StoredTermEntry> read = DecodeTermEntry(EncodeTermEntry(entry));
    ASSERT_TRUE(read.ok()) << read.status().ToString();
    EXPECT_EQ(*read, entry);
  }
}

TEST(TermEntry, CutOrGrownIsCorrupt) {
  std::string bytes = EncodeTermEntry(Sample());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_EQ(DecodeTermEntry(bytes.substr(0, length)).status().code(),
              StatusCode::kCorruption)
        << length;
  }
  EXPECT_EQ(DecodeTermEntry(bytes + 'x').status().code(),
            StatusCode::kCorruption);
}

TEST(TermEntry, OfANewerFormatIsSaidToBe) {
  std::string bytes = EncodeTermEntry(Sample());
  bytes[0] = 3;
  EXPECT_EQ(DecodeTermEntry(bytes).status().code(),
            StatusCode::kUnsupportedFormat);
}

TEST(TermEntry, AnyFlippedBitIsReadWithoutHarm) {
  std::string bytes = EncodeTermEntry(Sample());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    Result<StoredTermEntry> read = DecodeTermEntry(flipped);
    if (read.ok()) {
      EXPECT_EQ(EncodeTermEntry(*read), flipped);
    }
  }
}

TEST(TermEntry, OutOfOrderIsCorrupt) {
  StoredTermEntry entry = Sample();
  std::swap(entry.ids[0], entry.ids[1]);
  EXPECT_FALSE(DecodeTermEntry(EncodeTermEntry(entry)).ok());
  entry = Sample();
  std::swap(entry.spellings[0], entry.spellings[1]);
  EXPECT_FALSE(DecodeTermEntry(EncodeTermEntry(entry)).ok());
}

TEST(TermEntry, WithTooManyIdsOfItsOwnIsCorrupt) {
  StoredTermEntry entry;
  entry.total = kInlineIds + 1;
  for (std::uint64_t id = 0; id < entry.total; ++id) entry.ids.push_back(id);
  EXPECT_FALSE(DecodeTermEntry(EncodeTermEntry(entry)).ok());
}

TEST(CountSpelling, KeepsTheMostUsedFirst) {
  Spellings spellings;
  for (const char* text : {"b", "a", "b", "c"}) {
    CountSpelling(text, true, &spellings);
  }
  EXPECT_EQ(spellings, (Spellings{{"b", 2}, {"a", 1}, {"c", 1}}));
  CountSpelling("a", true, &spellings);
  EXPECT_EQ(spellings, (Spellings{{"a", 2}, {"b", 2}, {"c", 1}}));
}

TEST(CountSpelling, DropsWhatNoArticleUses) {
  Spellings spellings = {{"a", 2}, {"b", 1}};
  CountSpelling("b", false, &spellings);
  EXPECT_EQ(spellings, (Spellings{{"a", 2}}));
  CountSpelling("unknown", false, &spellings);
  CountSpelling("", true, &spellings);
  EXPECT_EQ(spellings, (Spellings{{"a", 2}}));
}

TEST(CountSpelling, TakesNoMoreThanTheLimit) {
  Spellings spellings;
  for (std::size_t i = 0; i < kMaxSpellings + 5; ++i) {
    CountSpelling(std::string(i + 1, 'x'), true, &spellings);
  }
  EXPECT_EQ(spellings.size(), kMaxSpellings);
  CountSpelling("x", true, &spellings);
  EXPECT_EQ(spellings[0], (Spelling{"x", 2}));
}

}  // namespace
}  // namespace pressmark::engine
