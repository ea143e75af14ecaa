#include "schema/record.h"

#include <cstring>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "schema/json.h"
#include "schema/record_view.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kSource = R"(---
title: A river with an interface
date: 2022-05-02T08:00:00.25-04:00
topics: [Open Data, Sensors]
link: { brand: harbourpost.example, tries: [1, 2.50, ~, true] }
empty: {}
---
The gauge answers.
)";

// A mapping with a field of each kind.
Mapping EveryKind() {
  Result<Mapping> mapping = Mapping::Parse(R"(fields:
  flag: { kind: bool, paths: [flag] }
  rank: { kind: number, many: true, paths: [ranks] }
)");
  EXPECT_TRUE(mapping.ok()) << mapping.status().ToString();
  return *mapping;
}

std::string RecordOf(std::string_view source,
                     const Mapping& mapping = Mapping::BuiltIn()) {
  Result<ParsedArticle> article = ParseArticle(source, mapping);
  EXPECT_TRUE(article.ok()) << article.status().ToString();
  return BuildRecord("river.md", *article, source.size(), HashOf(source));
}

void ReplaceChecksum(std::string* record) {
  std::size_t end = record->size() - 8;
  std::uint64_t checksum = ChecksumOf(std::string_view(*record).substr(0, end));
  std::memcpy(record->data() + end, &checksum, sizeof(checksum));
}

TEST(Record, ReadsBackWhatWasWritten) {
  Result<Record> record = Record::Copy(RecordOf(kSource));
  ASSERT_TRUE(record.ok()) << record.status().ToString();
  const RecordView& view = record->view();
  EXPECT_EQ(view.key(), "river.md");
  EXPECT_EQ(view.source_size(), kSource.size());
  EXPECT_EQ(view.source_hash(), HashOf(kSource));
  EXPECT_EQ(kSource.substr(view.body_offset()), "The gauge answers.\n");
  EXPECT_EQ(view.field(kTitleField)[0].text(), "A river with an interface");
  EXPECT_EQ(FormatDate(view.field(kDateField)[0].date()),
            "2022-05-02T08:00:00.250000-04:00");
  ASSERT_EQ(view.field(kTopicField).size(), 2u);
  EXPECT_EQ(view.field(kTopicField)[1].text(), "Sensors");
  EXPECT_TRUE(view.field(kSlugField).empty());
  EXPECT_TRUE(view.field(999).empty());
}

TEST(Record, KeepsTheWholeFrontMatterInOrder) {
  Result<Record> record = Record::Copy(RecordOf(kSource));
  ASSERT_TRUE(record.ok());
  std::string json;
  AppendJson(record->view().front_matter(), &json);
  EXPECT_EQ(json,
            "{\"title\":\"A river with an interface\",\"date\":\"2022-05-02T08:"
            "00:00.25-04:00\",\"topics\":[\"Open Data\",\"Sensors\"],\"link\":"
            "{\"brand\":\"harbourpost.example\",\"tries\":[1,2.50,null,true]},"
            "\"empty\":{}}");
}

TEST(Record, KeepsValuesThatAreDefaults) {
  std::string bytes =
      RecordOf("---\nflag: false\nranks: [0, 0.0, -3]\n---\n", EveryKind());
  Result<Record> record = Record::Copy(bytes);
  ASSERT_TRUE(record.ok());
  Mapping mapping = EveryKind();
  FieldView flag = record->view().field(*mapping.Find("flag"));
  ASSERT_EQ(flag.size(), 1u);
  EXPECT_EQ(flag[0].kind(), FieldValueView::Kind::kBool);
  EXPECT_FALSE(flag[0].boolean());
  FieldView ranks = record->view().field(*mapping.Find("rank"));
  ASSERT_GE(ranks.size(), 2u);
  EXPECT_EQ(ranks[0].integer(), 0);
  EXPECT_EQ(ranks[ranks.size() - 1].integer(), -3);
}

TEST(Record, EqualArticlesGiveEqualBytes) {
  EXPECT_EQ(RecordOf(kSource), RecordOf(kSource));
}

TEST(Record, AStampIsWrittenInPlace) {
  std::string bytes = RecordOf(kSource);
  std::size_t size = bytes.size();
  ASSERT_TRUE(StampRecord({42, -7}, &bytes).ok());
  EXPECT_EQ(bytes.size(), size);
  Result<Record> record = Record::Copy(bytes);
  ASSERT_TRUE(record.ok()) << record.status().ToString();
  EXPECT_EQ(record->view().sequence(), 42u);
  EXPECT_EQ(record->view().imported(), -7);
  EXPECT_EQ(record->bytes(), bytes);
}

TEST(Record, TheViewOutlivesAMove) {
  Result<Record> copied = Record::Copy(RecordOf(kSource));
  ASSERT_TRUE(copied.ok());
  Record moved = *std::move(copied);
  Record again = std::move(moved);
  EXPECT_EQ(again.view().key(), "river.md");
}

TEST(Record, EveryFlippedBitIsCorruption) {
  const std::string bytes = RecordOf(kSource);
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string flipped = bytes;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    Result<Record> record = Record::Copy(flipped);
    ASSERT_FALSE(record.ok()) << "bit " << i;
    EXPECT_EQ(record.status().code(), StatusCode::kCorruption);
  }
}

TEST(Record, EveryCutIsCorruption) {
  const std::string bytes = RecordOf(kSource);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Result<Record> record = Record::Copy(bytes.substr(0, size));
    ASSERT_FALSE(record.ok()) << size;
    EXPECT_EQ(record.status().code(), StatusCode::kCorruption);
  }
  EXPECT_FALSE(Record::Copy(bytes + std::string(8, '\0')).ok());
}

TEST(Record, AnotherIdentifierIsAnotherFormat) {
  std::string bytes = RecordOf(kSource);
  bytes.replace(4, 4, "ABCD");
  ReplaceChecksum(&bytes);
  Result<Record> record = Record::Copy(bytes);
  ASSERT_FALSE(record.ok());
  EXPECT_EQ(record.status().code(), StatusCode::kUnsupportedFormat);
}

// The version is the one small number among the bytes whose change says so.
TEST(Record, ANewerVersionIsAnotherFormat) {
  const std::string bytes = RecordOf(kSource);
  int found = 0;
  for (std::size_t i = 0; i + 9 < bytes.size(); ++i) {
    if (bytes[i] != 1 || bytes[i + 1] != 0) continue;
    std::string newer = bytes;
    newer[i] = 2;
    ReplaceChecksum(&newer);
    Result<Record> record = Record::Copy(newer);
    if (record.ok()) continue;
    if (record.status().code() != StatusCode::kUnsupportedFormat) continue;
    ++found;
    EXPECT_EQ(record.status().message(),
              "a record of version 2; this build reads version 1");
  }
  EXPECT_EQ(found, 1);
}

// Bytes whose checksum is right and whose content is not: whatever is let in
// can be read through to the end.
TEST(Record, WhateverIsOpenedCanBeRead) {
  const std::string bytes = RecordOf(kSource);
  std::mt19937 random(5);
  int opened = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string garbled = bytes;
    for (auto n = random() % 4 + 1; n > 0; --n) {
      garbled[random() % (bytes.size() - 8)] = static_cast<char>(random());
    }
    ReplaceChecksum(&garbled);
    Result<Record> record = Record::Copy(garbled);
    if (!record.ok()) continue;
    ++opened;
    EXPECT_FALSE(RecordToJson(record->view(), Mapping::BuiltIn()).empty());
  }
  EXPECT_GT(opened, 100);
}

// Sealed bytes are whole; that they were made up takes a closer look.
TEST(Record, ASealSaysThatNothingChangedSinceItWasBuilt) {
  std::string record = RecordOf(kSource);
  EXPECT_TRUE(Record::Copy(record, RecordTrust::kSealed).ok());
  std::size_t text = record.find("harbourpost");
  ASSERT_NE(text, record.npos);
  for (std::size_t place : {std::size_t{4}, text, record.size() - 1}) {
    std::string flipped = record;
    flipped[place] = static_cast<char>(flipped[place] ^ 1);
    Result<Record> opened = Record::Copy(flipped, RecordTrust::kSealed);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.status().code(), StatusCode::kCorruption);
  }
  for (std::size_t size : {0u, 8u, 16u}) {
    EXPECT_FALSE(
        Record::Copy(record.substr(0, size), RecordTrust::kSealed).ok());
  }
  record[4] = 'X';
  ReplaceChecksum(&record);
  EXPECT_EQ(Record::Copy(record, RecordTrust::kSealed).status().code(),
            StatusCode::kUnsupportedFormat);
}

}  // namespace
}  // namespace pressmark::schema
