#include "schema/card.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "schema/record.h"
#include "tests/support/random.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kFields = R"(fields:
  flag: { kind: bool, paths: [flag] }
  rank: { kind: number, paths: [rank] }
  score: { kind: number, paths: [score] }
  seen: { kind: date, many: true, paths: [seen] }
)";

constexpr std::string_view kSource = R"(---
title: A river with an interface
date: 2022-05-02T08:00:00.25-04:00
topics: [Open Data, Sensors]
link: { brand: harbourpost.example }
flag: true
rank: -7
score: 2.5
seen: [2021-01-01]
---
The gauge answers.
)";

std::string CardOf(std::string_view source, std::string_view key = "river.md") {
  Result<Mapping> mapping = Mapping::Parse(kFields);
  EXPECT_TRUE(mapping.ok()) << mapping.status().ToString();
  Result<ParsedArticle> article = ParseArticle(source, *mapping);
  EXPECT_TRUE(article.ok()) << article.status().ToString();
  std::string bytes = BuildRecord(key, *article, source.size(), HashOf(source));
  Result<Record> record = Record::Copy(bytes);
  EXPECT_TRUE(record.ok()) << record.status().ToString();
  return BuildCard(record->view(), *mapping);
}

std::optional<CardValue> FieldOf(const CardView& card, std::string_view name) {
  return card.field(*Mapping::Parse(kFields)->Find(name));
}

TEST(Card, HoldsTheKeyAndEveryFieldOfOneValue) {
  std::string bytes = CardOf(kSource);
  Result<CardView> card = CardView::Open(bytes);
  ASSERT_TRUE(card.ok()) << card.status().ToString();
  EXPECT_TRUE(card->whole());
  EXPECT_EQ(card->key(), "river.md");
  EXPECT_EQ(FieldOf(*card, "title"), CardValue("A river with an interface"));
  EXPECT_EQ(FieldOf(*card, "brand"), CardValue("harbourpost.example"));
  EXPECT_EQ(FieldOf(*card, "date"),
            CardValue(*ParseDate("2022-05-02T08:00:00.25-04:00")));
  EXPECT_EQ(FieldOf(*card, "flag"), CardValue(true));
  EXPECT_EQ(FieldOf(*card, "rank"), CardValue(std::int64_t{-7}));
  EXPECT_EQ(FieldOf(*card, "score"), CardValue(2.5));
  EXPECT_EQ(FieldOf(*card, "slug"), std::nullopt);
  EXPECT_EQ(card->field(999), std::nullopt);
}

TEST(Card, HoldsNoFieldOfManyValues) {
  std::string bytes = CardOf(kSource);
  Result<CardView> card = CardView::Open(bytes);
  ASSERT_TRUE(card.ok());
  EXPECT_EQ(FieldOf(*card, "topic"), std::nullopt);
  EXPECT_EQ(FieldOf(*card, "seen"), std::nullopt);
}

TEST(Card, OfTooMuchIsNotWhole) {
  std::string title(kCardBytes, 'x');
  std::string bytes = CardOf("---\ntitle: " + title + "\n---\n");
  EXPECT_EQ(bytes.size(), 1u);
  Result<CardView> card = CardView::Open(bytes);
  ASSERT_TRUE(card.ok());
  EXPECT_FALSE(card->whole());
  // A text that no length of 16 bits can tell.
  title.resize(std::numeric_limits<std::uint16_t>::max() + 1, 'x');
  EXPECT_EQ(CardOf("---\ntitle: " + title + "\n---\n").size(), 1u);
}

TEST(Card, OfBytesThatAreNoneIsRefused) {
  std::string bytes = CardOf(kSource);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Result<CardView> card = CardView::Open(bytes.substr(0, size));
    // Cut behind a value it is another, sound card.
    if (card.ok()) continue;
    EXPECT_EQ(card.status().code(), StatusCode::kCorruption);
  }
  // A date of no year, where the date's last byte was its precision.
  std::size_t end = CardOf("---\ndate: 2022-05-02\n---\n").size();
  for (char precision : {'\2', '\6', '\xFF'}) {
    std::string dated = CardOf("---\ndate: 2022-05-02\n---\n");
    dated[end - 1] = precision;
    EXPECT_EQ(CardView::Open(dated).ok(), precision == '\2');
    dated[end - 1] = '\2';
    dated[end - 4] = '\x7F';
    EXPECT_FALSE(CardView::Open(dated).ok());
  }
  EXPECT_FALSE(CardView::Open("").ok());
  EXPECT_FALSE(CardView::Open("\2").ok());
  EXPECT_FALSE(CardView::Open(std::string("\0x", 2)).ok());
}

// Whatever the bytes are, what opens can be read.
TEST(Card, OfGarbledBytesIsRefusedOrRead) {
  std::mt19937_64 random = test::MakeRandom();
  std::string sound = CardOf(kSource);
  for (int round = 0; round < test::Rounds(20'000); ++round) {
    std::string bytes = sound;
    for (std::size_t i = 0; i <= test::Below(4, random); ++i) {
      bytes[test::Below(bytes.size(), random)] = static_cast<char>(random());
    }
    bytes.resize(test::Below(bytes.size() + 1, random));
    Result<CardView> card = CardView::Open(bytes);
    if (!card.ok()) continue;
    std::size_t texts = card->key().size();
    for (std::uint16_t field = 0; field < 20; ++field) {
      auto value = card->field(field);
      if (!value) continue;
      if (auto* text = std::get_if<std::string_view>(&*value)) {
        texts += text->size();
      }
    }
    ASSERT_LE(texts, bytes.size());
  }
}

}  // namespace
}  // namespace pressmark::schema
