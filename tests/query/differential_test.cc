#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

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

int QueriesToRun() {
  const char* given = std::getenv("PRESSMARK_QUERIES");
  return given != nullptr ? std::stoi(given) : test::Rounds(20'000);
}

// Puts `count` articles, some of them over others, in batches of any size.
void Fill(ModelStore* model, std::size_t count, std::mt19937_64& random) {
  while (count > 0) {
    std::size_t size = std::min(count, 1 + test::Below(200, random));
    std::map<std::string, std::string> batch;
    for (std::size_t i = 0; i < size; ++i) {
      batch["k" + std::to_string(random() % 900)] = test::RandomSource(random);
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
  std::vector<test::QueryName> indexed = test::IndexedNames();
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

// Whether a term is in so many articles that its ids stand in blocks.
bool HasPostingBlocks(ModelStore* model) {
  Snapshot snapshot = test::ValueOf(model->store().TakeSnapshot());
  for (const engine::IndexDefinition& index : snapshot.reader()->indexes()) {
    if (index.number == engine::kAllIndex) continue;
    auto terms = test::ValueOf(snapshot.reader()->Terms(index.number, {}, {}));
    while (terms->Next()) {
      if (terms->entry().total > engine::kInlineIds) return true;
    }
  }
  return false;
}

// One store through its life: filled, changed, flushed and compacted.
void AskThroughLife(std::size_t articles, int queries, std::mt19937_64& random,
                    QueryTally* tally) {
  ModelStore model(test::EveryKindMapping());
  Fill(&model, articles, random);
  EXPECT_TRUE(articles <= 500 || HasPostingBlocks(&model));
  AskMany(&model, queries / 4, random, tally);
  Change(&model, random);
  AskMany(&model, queries / 4, random, tally);
  ASSERT_TRUE(model.store().Flush().ok());
  Change(&model, random);
  AskMany(&model, queries / 4, random, tally);
  ASSERT_TRUE(model.store().Compact().ok());
  AskMany(&model, queries / 4, random, tally);
}

TEST(Differential, PlansAgreeWithTheNaiveEvaluator) {
  std::mt19937_64 random = test::MakeRandom();
  QueryTally tally;
  int queries = QueriesToRun();
  constexpr std::size_t kSizes[] = {900, 40, 600, 0, 250, 5};
  for (int i = 0; tally.asked < queries && !HasFatalFailure(); ++i) {
    std::size_t articles = kSizes[static_cast<std::size_t>(i) % 6];
    int share = articles < 10 ? 40 : 800;
    ASSERT_NO_FATAL_FAILURE(AskThroughLife(articles, share, random, &tally));
  }
  EXPECT_GT(tally.answered, tally.asked / 2);
  EXPECT_GT(tally.found, tally.answered / 2);
  EXPECT_GT(tally.pages, queries / 10);
  if (queries < 2'000) return;
  for (const auto& [words, count] : tally.plans) {
    std::cout << words << " in " << count << " plans\n";
    EXPECT_GT(count, queries / 500) << words;
  }
  EXPECT_EQ(tally.plans.size(), 14u);
}

}  // namespace
}  // namespace pressmark::query
