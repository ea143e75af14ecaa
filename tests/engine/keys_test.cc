#include "engine/keys.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/terms.h"
#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

TEST(Keys, AreTheseBytes) {
  EXPECT_EQ(IdKey({0x0102030405060708}), "\1\2\3\4\5\6\7\10");
  EXPECT_EQ(ChangeKey(0x0102030405060708), "\1\2\3\4\5\6\7\10");
  EXPECT_EQ(TermKey(0x01020304, BoolTerm(true)), "\1\2\3\4\2\1");
  EXPECT_EQ(PostingKey(0x01020304, BoolTerm(true), 0x05060708),
            "\1\2\3\4\2\1\5\6\7\10");
  EXPECT_EQ(CatalogKey(kPathPrefix, "link.brand"), "path/link.brand");
}

TEST(Keys, OfIdsAreInTheirOrder) {
  std::mt19937_64 random = test::MakeRandom();
  for (int i = 0; i < test::Rounds(1000); ++i) {
    ArticleId left{random()};
    ArticleId right{random()};
    EXPECT_EQ(IdKey(left) < IdKey(right), left < right);
    EXPECT_EQ(*ParseIdKey(IdKey(left)), left);
  }
}

TEST(Keys, OfChangesAreInTheirOrder) {
  EXPECT_LT(ChangeKey(255), ChangeKey(256));
  EXPECT_EQ(*ParseChangeKey(ChangeKey(~std::uint64_t{0})), ~std::uint64_t{0});
}

TEST(Keys, OfTermsGiveBackTheirParts) {
  for (const std::string& term :
       {AbsentTerm(), BoolTerm(false), NumberTerm(std::int64_t{-1}),
        TextTerm(std::string("a\0b", 3)), TextTerm(std::string(1000, 'x')),
        DateTerm(Date{})}) {
    std::string key = TermKey(~0u, term);
    Result<TermKeyParts> parts = ParseTermKey(key);
    ASSERT_TRUE(parts.ok());
    EXPECT_EQ(parts->index, ~0u);
    EXPECT_EQ(parts->term, term);

    std::string posting = PostingKey(7, term, 0x80000001);
    Result<PostingKeyParts> posted = ParsePostingKey(posting);
    ASSERT_TRUE(posted.ok());
    EXPECT_EQ(posted->index, 7u);
    EXPECT_EQ(posted->term, term);
    EXPECT_EQ(posted->bucket, 0x80000001u);
  }
}

TEST(Keys, ThatAreNoneAreRefused) {
  for (const std::string& key :
       {std::string(), std::string(3, 'a'), std::string(7, 'x'),
        std::string(9, 'x'), TermKey(1, "x"), TermKey(1, TextTerm("a") + "b"),
        TermKey(1, TextTerm("a").substr(0, 2))}) {
    EXPECT_EQ(ParseIdKey(key).status().code(), StatusCode::kCorruption);
    EXPECT_EQ(ParseChangeKey(key).status().code(), StatusCode::kCorruption);
    EXPECT_EQ(ParseTermKey(key).status().code(), StatusCode::kCorruption);
    EXPECT_EQ(ParsePostingKey(key).status().code(), StatusCode::kCorruption);
  }
}

TEST(Keys, OfPostingsThatAreCutOrGrownAreRefused) {
  std::string key = PostingKey(3, TextTerm("topic"), 77);
  for (std::size_t length = 0; length < key.size(); ++length) {
    EXPECT_FALSE(ParsePostingKey(key.substr(0, length)).ok()) << length;
  }
  EXPECT_FALSE(ParsePostingKey(key + 'x').ok());
}

TEST(Keys, OfTheCatalogGiveBackTheName) {
  EXPECT_EQ(*ParseCatalogKey(kPathPrefix, "path/a.b"), "a.b");
  EXPECT_EQ(*ParseCatalogKey(kPathPrefix, "path/"), "");
  EXPECT_FALSE(ParseCatalogKey(kPathPrefix, "query/a").ok());
}

TEST(Keys, AfterAPrefixIsTheFirstThatDoesNotBeginWithIt) {
  EXPECT_EQ(AfterPrefix("abc"), "abd");
  EXPECT_EQ(AfterPrefix("ab\xFF"), "ac");
  EXPECT_EQ(AfterPrefix("\xFF\xFF"), "");
  EXPECT_EQ(AfterPrefix(""), "");
}

bool Holds(const KeyRange& range, const std::string& key) {
  return key >= range.lower && (range.upper.empty() || key < range.upper);
}

// Terms of which several begin alike.
std::string RandomTerm(std::mt19937_64& random) {
  std::string text;
  for (std::size_t length = test::Below(4, random); length > 0; --length) {
    text.push_back(
        std::string("\0\1\xFE\xFF"
                    "a",
                    5)[test::Below(5, random)]);
  }
  switch (test::Below(4, random)) {
    case 0:
      return NumberTerm(static_cast<std::int64_t>(random() % 3));
    case 1:
      return AbsentTerm();
    default:
      return TextTerm(text);
  }
}

std::uint32_t RandomIndex(std::mt19937_64& random) {
  const std::uint32_t indexes[] = {0, 1, 0xFF, 0x100, ~0u};
  return indexes[test::Below(5, random)];
}

TEST(KeyRanges, OfOneTermHoldItsBlocksAndNoOthers) {
  std::mt19937_64 random = test::MakeRandom();
  int held = 0;
  for (int i = 0; i < test::Rounds(20'000); ++i) {
    std::uint32_t index = RandomIndex(random);
    std::uint32_t other_index = RandomIndex(random);
    std::string term = RandomTerm(random);
    std::string other = RandomTerm(random);
    auto bucket = static_cast<Bucket>(random());
    bool same = index == other_index && term == other;
    ASSERT_EQ(Holds(PostingKeyRange(index, term),
                    PostingKey(other_index, other, bucket)),
              same);
    ASSERT_EQ(Holds(IndexKeyRange(index), TermKey(other_index, other)),
              index == other_index);
    if (same) ++held;
  }
  EXPECT_GT(held, 20);
}

TEST(KeyRanges, OfTermsHoldThoseBetween) {
  std::string a = TextTerm("a");
  std::string b = TextTerm("b");
  EXPECT_TRUE(Holds(TermKeyRange(1, a, b), TermKey(1, a)));
  EXPECT_FALSE(Holds(TermKeyRange(1, a, b), TermKey(1, b)));
  EXPECT_TRUE(Holds(TermKeyRange(1, a, ""), TermKey(1, b)));
  EXPECT_FALSE(Holds(TermKeyRange(1, a, ""), TermKey(2, a)));
  EXPECT_TRUE(Holds(TermKeyRange(~0u, "", ""), TermKey(~0u, b)));
}

}  // namespace
}  // namespace pressmark::engine
