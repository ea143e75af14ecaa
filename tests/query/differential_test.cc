#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "engine/known_paths.h"
#include "engine/reader.h"
#include "engine/term_entry.h"
#include "tests/support/query_check.h"
#include "tests/support/query_text.h"
#include "tests/support/random.h"
#include "tests/support/random_store.h"
#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"

// Whatever the planner makes of a query, its answer is that of a naive
// evaluator that looks at every article.
namespace pressmark::query {
namespace {

using test::ModelStore;
using test::QueryTally;

// Fewer under sanitizers, which are ten times slower.
int QueriesToRun() {
  const char* given = std::getenv("PRESSMARK_QUERIES");
  if (given != nullptr) return std::stoi(given);
  bool quick = std::getenv("PRESSMARK_QUICK") != nullptr;
  return quick ? 8'000 : 200'000;
}

// Puts `count` articles, some of them over others, in batches of any size.
// Whatever the count, some of the first keys are there and some are not.
void Fill(ModelStore* model, std::size_t count, std::mt19937_64& random) {
  std::size_t keys = 2 * count;
  while (count > 0) {
    std::size_t size = std::min(count, 1 + test::Below(200, random));
    std::map<std::string, std::string> batch;
    for (std::size_t i = 0; i < size; ++i) {
      batch["k" + std::to_string(test::Below(keys, random))] =
          test::RandomSource(random);
    }
    model->Write({batch.begin(), batch.end()});
    count -= size;
  }
}

// Deletes some articles and gives others another source.
void Change(ModelStore* model, std::mt19937_64& random) {
  std::vector<std::pair<std::string, std::string>> batch;
  for (const test::NaiveArticle* article : model->articles()) {
    std::size_t choice = test::Below(6, random);
    if (choice == 0) batch.emplace_back(article->key, "");
    if (choice == 1) {
      batch.emplace_back(article->key, test::RandomSource(random));
    }
  }
  model->Write(std::move(batch));
}

QueryOptions AnyOptions(std::mt19937_64& random) {
  constexpr std::int16_t kZones[] = {0, 0, 0, 600, -210, 840};
  QueryOptions options;
  options.zone_minutes = kZones[test::Below(6, random)];
  options.now = test::SampleNow();
  options.lax = true;
  return options;
}

// Asks `count` queries of one state of the store.
void AskMany(ModelStore* model, int count, std::mt19937_64& random,
             QueryTally* tally) {
  std::vector<test::QueryName> names = test::EveryKindNames();
  std::vector<test::QueryName> indexed =
      test::IndexedNames(model->store().mapping());
  test::QueryText texts[] = {{names, random}, {indexed, random}};
  Snapshot snapshot = test::ValueOf(model->store().TakeSnapshot());
  std::vector<const test::NaiveArticle*> articles = model->articles();
  for (int i = 0; i < count && !testing::Test::HasFatalFailure(); ++i) {
    QueryOptions options = AnyOptions(random);
    test::QueryCheck check(snapshot, articles, options, random, tally);
    test::QueryText& any = texts[test::Below(2, random)];
    bool aggregates = test::Below(4, random) == 0;
    std::string text = aggregates ? any.AggregateQuery() : any.ArticleQuery();
    check.Ask(text, any.TakeParameters());
  }
}

// Whether a term of a field or path is in so many articles that its ids stand
// in blocks.
bool HasPostingBlocks(const Snapshot& snapshot) {
  for (const engine::IndexDefinition& index : snapshot.reader()->indexes()) {
    if (index.number == engine::kAllIndex) continue;
    auto terms = test::ValueOf(snapshot.reader()->Terms(index.number, {}, {}));
    while (terms->Next()) {
      if (terms->entry().total() > engine::kInlineIds) return true;
    }
  }
  return false;
}

// Notes which indexes there are, as a number that tells one set from another.
void NoteIndexes(ModelStore* model, QueryTally* tally) {
  Snapshot snapshot = test::ValueOf(model->store().TakeSnapshot());
  std::string names;
  for (const engine::IndexDefinition& index : snapshot.reader()->indexes()) {
    names += std::to_string(index.field.value_or(0)) +
             engine::PathText(index.path) + FieldKindName(index.kind)[0];
  }
  tally->index_sets.insert(std::hash<std::string>()(names));
  if (HasPostingBlocks(snapshot)) ++tally->stores_with_blocks;
}

// One store through its life: filled and changed, its indexes too, which are
// built meanwhile; flushed and compacted.
void AskThroughLife(std::size_t articles, int queries, std::mt19937_64& random,
                    QueryTally* tally) {
  OpenOptions options;
  options.index_step = 1 + test::Below(200, random);
  ModelStore model(test::RandomMapping(random), options);
  Fill(&model, articles, random);
  auto ask = [&] {
    NoteIndexes(&model, tally);
    AskMany(&model, queries / 5, random, tally);
  };
  ask();
  Change(&model, random);
  test::ChangeIndexes(&model.store(), random);
  ask();
  Change(&model, random);
  ASSERT_TRUE(model.store().AwaitIndexes().ok());
  ask();
  ASSERT_TRUE(model.store().Flush().ok());
  Change(&model, random);
  test::ChangeIndexes(&model.store(), random);
  Change(&model, random);
  ask();
  ASSERT_TRUE(model.store().AwaitIndexes().ok());
  ASSERT_TRUE(model.store().Compact().ok());
  ask();
  CheckReport report = test::ValueOf(model.store().Check());
  ASSERT_THAT(report.problems, testing::IsEmpty());
}

QueryTally AskThroughLives(int queries, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  QueryTally tally;
  constexpr std::size_t kSizes[] = {220, 40, 600, 0, 120, 5, 220, 20};
  bool failed = false;
  for (std::size_t i = 0; tally.asked < queries && !failed; ++i) {
    std::size_t articles = kSizes[i % 8];
    AskThroughLife(articles, articles < 10 ? 40 : 480, random, &tally);
    failed = testing::Test::HasFatalFailure();
  }
  return tally;
}

TEST(Differential, PlansAgreeWithTheNaiveEvaluator) {
  std::mt19937_64 random = test::MakeRandom();
  int queries = QueriesToRun();
  QueryTally tally;
  QueryTally other;
  std::uint64_t seed = random();
  std::thread worker([&] { other = AskThroughLives(queries / 2, seed); });
  tally = AskThroughLives(queries - queries / 2, random());
  worker.join();
  tally.Add(other);
  if (HasFailure()) return;
  EXPECT_GT(tally.answered, tally.asked / 2);
  EXPECT_GT(tally.found, tally.answered / 2);
  EXPECT_GT(tally.pages, queries / 10);
  EXPECT_GT(tally.stores_with_blocks, 0);
  std::cout << tally.asked << " queries under " << tally.index_sets.size()
            << " sets of indexes\n";
  if (queries < 4'000) return;
  EXPECT_GE(tally.index_sets.size(), 10u);
  for (const auto& [words, count] : tally.plans) {
    std::cout << words << " in " << count << " plans\n";
    EXPECT_GT(count, queries / 2000) << words;
  }
  EXPECT_EQ(tally.plans.size(), QueryTally::kPlanWords.size());
}

}  // namespace
}  // namespace pressmark::query
