#include "engine/posting_list.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/keys.h"
#include "engine/kv_memory.h"
#include "engine/posting_block.h"
#include "engine/posting_merge.h"
#include "engine/terms.h"
#include "tests/support/random.h"

namespace pressmark::engine {
namespace {

using Ids = std::vector<std::uint64_t>;
using Lists = std::vector<std::unique_ptr<PostingList>>;

constexpr std::uint32_t kIndex = 3;

ArticleId IdOn(std::string_view date, std::uint32_t serial = 0) {
  return MakeArticleId(ParseDate(date), serial);
}

std::map<Bucket, Ids> ByBucket(const std::set<std::uint64_t>& ids) {
  std::map<Bucket, Ids> buckets;
  for (std::uint64_t id : ids) buckets[BucketOf({id})].push_back(id);
  return buckets;
}

void WriteBlocks(const std::set<std::uint64_t>& ids, const std::string& term,
                 KvStore* store) {
  KvBatch batch;
  for (const auto& [bucket, part] : ByBucket(ids)) {
    batch.Put(Family::kPostings, PostingKey(kIndex, term, bucket),
              EncodePostingBlock(part));
  }
  ASSERT_TRUE(store->Write(std::move(batch), false).ok());
}

std::unique_ptr<PostingList> Open(const KvStore& store,
                                  const std::string& term) {
  return *OpenPostingList(**store.Snapshot(), kIndex, term);
}

Ids ReadAll(PostingList* list) {
  Ids all;
  for (bool more = list->Seek(0); more; more = list->Seek(list->bucket() + 1)) {
    IdSpan ids = list->Ids();
    EXPECT_EQ(ids.size(), list->count());
    all.insert(all.end(), ids.begin(), ids.end());
    if (list->bucket() == ~Bucket{0}) break;
  }
  return all;
}

const std::set<std::uint64_t> kSample = {IdOn("2021-10-02", 1).bits,
                                         IdOn("2021-10-02", 0).bits,
                                         IdOn("2021-10-01").bits,
                                         IdOn("2021-08-31").bits,
                                         IdOn("1999-01-01").bits,
                                         MakeArticleId(std::nullopt, 5000).bits,
                                         MakeArticleId(std::nullopt, 0).bits};

// The same ids as a list that holds them, and as one of blocks.
Lists BothKinds(const std::set<std::uint64_t>& ids) {
  std::shared_ptr<KvStore> store = MakeMemoryStore();
  WriteBlocks(ids, TextTerm("t"), store.get());
  WriteBlocks({IdOn("2021-10-02").bits}, TextTerm("s"), store.get());
  WriteBlocks({IdOn("2021-10-02").bits}, TextTerm("u"), store.get());
  Lists lists;
  lists.push_back(MakePostingList({ids.begin(), ids.end()}));
  lists.push_back(Open(*store, TextTerm("t")));
  return lists;
}

TEST(PostingList, GivesItsIdsNewestFirst) {
  for (auto& list : BothKinds(kSample)) {
    EXPECT_EQ(ReadAll(list.get()), Ids(kSample.begin(), kSample.end()));
    EXPECT_TRUE(list->status().ok());
    EXPECT_EQ(list->cost().blocks, 5u);
  }
}

TEST(PostingList, SeeksTheNextBucketThatHoldsAnId) {
  Bucket october = BucketOf(IdOn("2021-10-02"));
  Bucket august = BucketOf(IdOn("2021-08-31"));
  for (auto& list : BothKinds(kSample)) {
    ASSERT_TRUE(list->Seek(october));
    EXPECT_EQ(list->bucket(), october);
    EXPECT_EQ(list->count(), 3u);
    ASSERT_TRUE(list->Seek(october)) << "again";
    EXPECT_EQ(list->count(), 3u);
    ASSERT_TRUE(list->Seek(october + 1));
    EXPECT_EQ(list->bucket(), august);
    ASSERT_TRUE(list->Seek(kFirstUndatedBucket));
    EXPECT_EQ(list->count(), 1u);
    ASSERT_TRUE(list->Seek(october)) << "backwards";
    EXPECT_EQ(list->bucket(), october);
    EXPECT_EQ(list->cost().blocks, 0u) << "counts come from headers";
  }
}

TEST(PostingList, OfNothingIsEmpty) {
  for (auto& list : BothKinds({})) {
    EXPECT_FALSE(list->Seek(0));
    EXPECT_TRUE(list->status().ok());
  }
}

TEST(PostingList, SeeksAsAMapDoes) {
  std::mt19937_64 random = test::MakeRandom();
  std::set<std::uint64_t> ids;
  for (int i = 0; i < 300; ++i) {
    Date date;
    date.microseconds = static_cast<std::int64_t>(random() % 1'000'000'000) *
                        kMicrosecondsPerSecond;
    ids.insert(MakeArticleId(date, static_cast<std::uint32_t>(i)).bits);
  }
  std::map<Bucket, Ids> model = ByBucket(ids);
  Bucket newest = model.begin()->first;
  for (auto& list : BothKinds(ids)) {
    for (int i = 0; i < test::Rounds(2000); ++i) {
      auto bucket = static_cast<Bucket>(newest + random() % 400);
      auto expected = model.lower_bound(bucket);
      ASSERT_EQ(list->Seek(bucket), expected != model.end());
      if (expected == model.end()) continue;
      ASSERT_EQ(list->bucket(), expected->first);
      IdSpan part = list->Ids();
      ASSERT_EQ(Ids(part.begin(), part.end()), expected->second);
    }
  }
}

TEST(PostingList, PassesOverBlocksThatHoldNoId) {
  std::shared_ptr<KvStore> store = MakeMemoryStore();
  std::string term = TextTerm("t");
  WriteBlocks({IdOn("2021-10-02").bits, IdOn("2020-01-01").bits}, term,
              store.get());
  PostingChange gone[] = {{IdOn("2021-10-02").bits, false}};
  KvBatch batch;
  batch.Merge(Family::kPostings,
              PostingKey(kIndex, term, BucketOf(IdOn("2021-10-02"))),
              EncodePostingOperand(gone));
  ASSERT_TRUE(store->Write(std::move(batch), false).ok());
  EXPECT_EQ(ReadAll(Open(*store, term).get()), Ids{IdOn("2020-01-01").bits});
}

// What a list says over one block of these bytes.
Status StatusOver(const std::string& block) {
  std::shared_ptr<KvStore> store = MakeMemoryStore();
  KvBatch batch;
  batch.Put(Family::kPostings,
            PostingKey(kIndex, TextTerm("t"), BucketOf(IdOn("2021-10-02"))),
            block);
  EXPECT_TRUE(store->Write(std::move(batch), false).ok());
  std::unique_ptr<PostingList> list = Open(*store, TextTerm("t"));
  if (list->Seek(0)) {
    EXPECT_TRUE(list->Ids().empty());
  }
  EXPECT_FALSE(list->Seek(0)) << "an error stays";
  return list->status();
}

TEST(PostingList, EndsWithCorruptionAtABadBlock) {
  Ids october = {IdOn("2021-10-02").bits};
  std::string block = EncodePostingBlock(october);
  EXPECT_EQ(StatusOver(block.substr(1)).code(), StatusCode::kCorruption);
  EXPECT_EQ(StatusOver(EncodeDamagedPostingBlock({})).code(),
            StatusCode::kCorruption);
  Ids august = {IdOn("2021-08-31").bits};
  EXPECT_EQ(StatusOver(EncodePostingBlock(august)).code(),
            StatusCode::kCorruption)
      << "ids of another month";
  block[4] = 2;
  EXPECT_EQ(StatusOver(block).code(), StatusCode::kCorruption)
      << "fewer ids than the header says";
}

TEST(PostingList, OutlivesItsSnapshotAndStore) {
  std::unique_ptr<PostingList> list;
  {
    std::shared_ptr<KvStore> store = MakeMemoryStore();
    WriteBlocks(kSample, TextTerm("t"), store.get());
    list = Open(*store, TextTerm("t"));
  }
  EXPECT_EQ(ReadAll(list.get()).size(), kSample.size());
}

}  // namespace
}  // namespace pressmark::engine
