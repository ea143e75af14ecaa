// Random writes against a store and a model of it, which must never differ:
// in bytes, order, counters, changes, and every term and posting of every
// index. See model_store.h for what the model knows by itself.

#include <algorithm>
#include <iostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/card_reader.h"
#include "engine/changes.h"
#include "engine/terms.h"
#include "schema/utf8.h"
#include "tests/engine/model_store.h"
#include "tests/engine/model_subject.h"
#include "tests/engine/naive_terms.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

using engine::Reader;
using test::Below;
using test::ModelStore;
using test::ModelSubject;
using test::ValueOf;
using testing::IsEmpty;

constexpr std::size_t kKeys = 500;

using Operations = std::vector<ModelStore::Operation>;

std::string RandomLabel(const std::string& key, std::mt19937_64& random) {
  // Most puts use the label that the key has.
  bool site = std::hash<std::string>()(key) % 2 == 0;
  if (Below(400, random) == 0) site = !site;
  return site ? "site" : "";
}

Operations RandomOperations(const ModelStore& model, std::mt19937_64& random) {
  std::size_t sizes[] = {1, 1, 1, 5, 40, 120};
  std::size_t size = sizes[Below(std::size(sizes), random)];
  std::size_t keys = Below(4, random) == 0 ? 8 : kKeys;
  std::size_t deletes = Below(12, random);
  Operations operations;
  for (std::size_t i = 0; i < size; ++i) {
    ModelStore::Operation& operation = operations.emplace_back();
    operation.key = test::RandomKey(keys, random);
    if (Below(12, random) < deletes / 2) continue;
    operation.label = RandomLabel(operation.key, random);
    operation.text = test::RandomArticle(random);
    auto known = model.articles().find(operation.key);
    if (known == model.articles().end()) continue;
    // Often the date stays, and at times everything.
    if (Below(2, random) == 0) operation.text->date = known->second.text.date;
    if (Below(6, random) == 0) operation.text = known->second.text;
  }
  return operations;
}

// Deletes all articles, or all but a few.
Operations MassDelete(const ModelStore& model, std::mt19937_64& random) {
  std::size_t keep = Below(3, random);
  Operations operations;
  for (const auto& [key, article] : model.articles()) {
    if (keep > 0 && Below(10, random) < keep) continue;
    operations.push_back({key, {}, {}});
  }
  return operations;
}

std::vector<std::uint64_t> IdsOf(engine::PostingList* list) {
  std::vector<std::uint64_t> ids;
  for (bool more = list->Seek(0); more; more = list->Seek(list->bucket() + 1)) {
    std::size_t count = list->count();
    engine::IdSpan bucket = list->Ids();
    EXPECT_EQ(bucket.size(), count);
    ids.insert(ids.end(), bucket.begin(), bucket.end());
  }
  EXPECT_TRUE(list->status().ok()) << list->status().ToString();
  return ids;
}

std::string IndexName(const Reader& reader,
                      const engine::IndexDefinition& index) {
  return index.field ? reader.mapping().fields()[*index.field].name : "all";
}

class StoreModel
    : public testing::TestWithParam<std::unique_ptr<ModelSubject> (*)()> {
 protected:
  void Step(const Operations& operations);
  void Forget(std::uint64_t before);
  void Compare();
  void CompareArticles(const Reader& reader);
  void CompareKeys(const Reader& reader);
  void CompareChanges(const Reader& reader);
  void CompareChangesAfter(std::uint64_t since, Result<ChangeCursor> opened);
  void CompareTerms(const Reader& reader);

  std::unique_ptr<ModelSubject> subject_ = GetParam()();
  ModelStore model_;
  int refused_ = 0;
  int in_blocks_ = 0;
  int unchanged_ = 0;
  int before_horizon_ = 0;
  std::mt19937_64 random_ = test::MakeRandom();
};

void StoreModel::Step(const Operations& operations) {
  std::optional<std::vector<WriteEffect>> effects = model_.Apply(operations);
  Result<WriteOutcome> outcome = subject_->Write(operations);
  if (!effects) {
    ++refused_;
    ASSERT_THAT(outcome,
                test::Fails(StatusCode::kInvalidArgument, "is held by label"));
    return;
  }
  ASSERT_THAT(outcome, test::IsOk());
  ASSERT_EQ(outcome->effects, *effects);
  ASSERT_EQ(outcome->sequence, model_.sequence());
  unchanged_ += static_cast<int>(
      std::count(effects->begin(), effects->end(), WriteEffect::kUnchanged));
}

void StoreModel::Forget(std::uint64_t before) {
  Status status = subject_->Forget(before);
  if (model_.Forget(before)) {
    ASSERT_THAT(status, test::IsOk());
  } else {
    ASSERT_THAT(status, test::Fails(StatusCode::kInvalidArgument, "the last"));
  }
}

void StoreModel::CompareArticles(const Reader& reader) {
  ASSERT_EQ(reader.article_count(), model_.articles().size());
  ASSERT_EQ(reader.sequence(), model_.sequence());
  ASSERT_EQ(reader.counters().source_bytes, model_.source_bytes());
  for (const auto& [key, expected] : model_.articles()) {
    auto id = ValueOf(reader.FindKey(key));
    ASSERT_TRUE(id.has_value()) << key;
    ASSERT_EQ(id->bits, expected.id) << key << " of " << expected.text.date;
    ASSERT_EQ(ValueOf(reader.ReadSource(*id)), expected.source);
    schema::Record record = ValueOf(reader.ReadRecord(*id));
    ASSERT_EQ(record.view().key(), key);
    ASSERT_EQ(record.view().sequence(), expected.sequence);
    ASSERT_EQ(record.view().field(0)[0].text(), expected.text.title);
    std::vector<std::uint64_t> ids = {id->bits};
    engine::CardReader cards(reader.shared_snapshot());
    schema::CardView card = ValueOf(cards.Read(ids))[0];
    ASSERT_EQ(card.key(), key);
    ASSERT_EQ(card.field(kTitleField), schema::CardValue(expected.text.title));
    auto state = ValueOf(reader.FindKeyState(key));
    ASSERT_EQ(state->label, expected.label);
    ASSERT_EQ(state->sequence, expected.sequence);
  }
}

void StoreModel::CompareKeys(const Reader& reader) {
  for (const char* label : {"", "site"}) {
    std::vector<std::string> keys;
    for (const auto& [key, article] : model_.articles()) {
      if (article.label == label) keys.push_back(key);
    }
    ASSERT_EQ(ValueOf(reader.Keys("", label, kKeys)), keys);
  }
}

void StoreModel::CompareChanges(const Reader&) {
  Snapshot snapshot = subject_->TakeSnapshot();
  std::uint64_t first = ValueOf(snapshot.ChangeHorizon());
  ASSERT_EQ(first, model_.first_change());
  ASSERT_NO_FATAL_FAILURE(CompareChangesAfter(0, snapshot.Changes()));
  std::uint64_t since = Below(model_.sequence() + 3, random_);
  Result<ChangeCursor> cursor = snapshot.Changes(since);
  if (since < first) {
    ++before_horizon_;
    ASSERT_THAT(cursor, test::Fails(StatusCode::kInvalidArgument, "forgotten"));
  } else if (since > model_.sequence()) {
    ASSERT_THAT(cursor, test::Fails(StatusCode::kInvalidArgument, "no change"));
  } else {
    ASSERT_NO_FATAL_FAILURE(CompareChangesAfter(since, std::move(cursor)));
  }
}

void StoreModel::CompareChangesAfter(std::uint64_t since,
                                     Result<ChangeCursor> opened) {
  ChangeCursor cursor = ValueOf(std::move(opened));
  auto expected = model_.changes().upper_bound(since);
  for (; expected != model_.changes().end(); ++expected) {
    ASSERT_TRUE(cursor.Next());
    ASSERT_EQ(cursor.change().sequence, expected->first);
    ASSERT_EQ(cursor.change().key, expected->second.key);
    ASSERT_EQ(cursor.change().kind, expected->second.kind);
  }
  ASSERT_FALSE(cursor.Next());
  ASSERT_THAT(cursor.status(), test::IsOk());
}

void StoreModel::CompareTerms(const Reader& reader) {
  ModelStore::Terms expected = model_.ExpectedTerms();
  for (const engine::IndexDefinition& index : reader.indexes()) {
    std::string name = IndexName(reader, index);
    auto terms = ValueOf(reader.Terms(index.number, {}, {}));
    std::string before;
    test::IdsByTerm ids_by_term;
    while (terms->Next()) {
      const engine::TermEntry& entry = terms->entry();
      ASSERT_TRUE(before < terms->term());
      before = terms->term();
      auto found = expected.extract({name, before});
      ASSERT_FALSE(found.empty()) << name << ' ' << schema::Excerpt(before);
      const ModelStore::Term& term = found.mapped();
      ASSERT_EQ(entry.total(), term.ids.size());
      std::vector<std::uint64_t> ids(term.ids.begin(), term.ids.end());
      ASSERT_EQ(IdsOf(ValueOf(terms->Postings()).get()), ids);
      ids_by_term[before] = ids;
      ASSERT_EQ(IdsOf(ValueOf(reader.Postings(index.number, before)).get()),
                ids);
      std::map<std::string, std::uint64_t> spellings;
      for (const auto& spelling : ValueOf(entry.Spellings())) {
        spellings[spelling.text] = spelling.count;
      }
      ASSERT_EQ(spellings, term.spellings);
      if (ids.size() > 128) ++in_blocks_;
    }
    ASSERT_THAT(terms->status(), test::IsOk());
    test::ExpectExactFacets(reader, index.number, ids_by_term);
    if (reader.article_count() > 0 && index.number != engine::kAllIndex) {
      ASSERT_TRUE(ValueOf(reader.OpenFacets(index.number)));
    }
  }
  ASSERT_EQ(expected.size(), 0u) << "terms without an entry";
}

void StoreModel::Compare() {
  std::shared_ptr<const Reader> reader = subject_->Read();
  ASSERT_NO_FATAL_FAILURE(CompareArticles(*reader));
  ASSERT_NO_FATAL_FAILURE(CompareKeys(*reader));
  ASSERT_NO_FATAL_FAILURE(CompareChanges(*reader));
  ASSERT_NO_FATAL_FAILURE(CompareTerms(*reader));
  CheckReport report = subject_->Check();
  ASSERT_THAT(report.problems, IsEmpty());
  ASSERT_EQ(report.articles, model_.articles().size());
  ASSERT_EQ(report.terms, model_.ExpectedTerms().size());
}

TEST_P(StoreModel, AgreesWithTheStoreAfterRandomWrites) {
  std::mt19937_64 random = test::MakeRandom();
  for (int round = 0; round < test::Rounds(500); ++round) {
    SCOPED_TRACE(round);
    bool mass = Below(60, random) == 0;
    ASSERT_NO_FATAL_FAILURE(Step(mass ? MassDelete(model_, random)
                                      : RandomOperations(model_, random)));
    if (Below(16, random) == 0) subject_->Disturb(Below(64, random));
    if (Below(12, random) == 0) {
      ASSERT_NO_FATAL_FAILURE(Forget(Below(model_.sequence() + 3, random)));
    }
    if (Below(4, random) == 0) {
      ASSERT_NO_FATAL_FAILURE(Compare());
    }
  }
  // Whatever the rounds drew, removals are forgotten at the end.
  ASSERT_NO_FATAL_FAILURE(Step(RandomOperations(model_, random)));
  ASSERT_NO_FATAL_FAILURE(Step(MassDelete(model_, random)));
  ASSERT_NO_FATAL_FAILURE(Compare());
  ASSERT_NO_FATAL_FAILURE(Forget(model_.sequence() + 1));
  ASSERT_NO_FATAL_FAILURE(Compare());
  EXPECT_GT(model_.moves(), 0);
  EXPECT_GT(unchanged_, 0);
  EXPECT_GT(in_blocks_, 0);
  EXPECT_GT(model_.forgotten(), 0);
  EXPECT_GT(before_horizon_, 0);
  std::cout << model_.sequence() << " changes, " << model_.forgotten()
            << " forgotten, " << model_.moves() << " to another date, "
            << in_blocks_ << " lists in blocks, " << refused_
            << " batches refused" << std::endl;
}

// Terms cross from their entries into blocks and go back to nothing.
TEST_P(StoreModel, AgreesWhereTermsSpillAndEmpty) {
  std::mt19937_64 random = test::MakeRandom();
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 260; i += 20) {
      Operations operations;
      for (int k = i; k < i + 20; ++k) {
        test::ArticleText text = test::RandomArticle(random);
        text.topics = {"Bread"};
        if (k % 2 == 0) text.date = "2021-10-02";
        operations.push_back({std::to_string(k), {}, text});
      }
      ASSERT_NO_FATAL_FAILURE(Step(operations));
      if (i >= 120 && i <= 140) {
        ASSERT_NO_FATAL_FAILURE(Compare());
      }
    }
    ASSERT_NO_FATAL_FAILURE(Compare());
    subject_->Disturb(static_cast<std::size_t>(round));
    for (int k = 0; k < 260; ++k) {
      ASSERT_NO_FATAL_FAILURE(Step({{std::to_string(k), {}, {}}}));
      if (k % 64 == 2) {
        ASSERT_NO_FATAL_FAILURE(Compare());
      }
    }
    ASSERT_EQ(model_.articles().size(), 0u);
    ASSERT_NO_FATAL_FAILURE(Compare());
    subject_->Disturb(1);
  }
  EXPECT_GT(in_blocks_, 0);
}

TEST_P(StoreModel, JudgesLabelsInTheOrderOfTheBatch) {
  test::ArticleText text;
  ASSERT_NO_FATAL_FAILURE(Step({{"a", "one", text}}));
  ASSERT_NO_FATAL_FAILURE(Step({{"b", {}, text}, {"a", "two", text}}));
  EXPECT_EQ(refused_, 1);
  ASSERT_NO_FATAL_FAILURE(Step({{"c", "one", text}, {"c", "two", text}}));
  EXPECT_EQ(refused_, 2);
  ASSERT_NO_FATAL_FAILURE(Compare());
  // A key that the batch has freed is anybody's.
  ASSERT_NO_FATAL_FAILURE(Step({{"a", {}, {}}, {"a", "two", text}}));
  EXPECT_EQ(refused_, 2);
  EXPECT_EQ(model_.articles().at("a").label, "two");
  ASSERT_NO_FATAL_FAILURE(Compare());
}

// An id that a batch frees is not given out again by the same batch.
TEST_P(StoreModel, GivesNoIdThatTheSameBatchFrees) {
  test::ArticleText text;
  test::ArticleText other = {.date = "2021-10-03"};
  ASSERT_NO_FATAL_FAILURE(Step({{"a", {}, text}, {"b", {}, text}}));
  ASSERT_NO_FATAL_FAILURE(
      Step({{"a", {}, {}}, {"b", {}, other}, {"c", {}, text}}));
  ASSERT_NO_FATAL_FAILURE(Compare());
  EXPECT_EQ(model_.moves(), 1);
  // Two that change places with each other's dates.
  ASSERT_NO_FATAL_FAILURE(Step({{"b", {}, text}, {"c", {}, other}}));
  ASSERT_NO_FATAL_FAILURE(Compare());
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreModel,
                         testing::Values(&test::MakeRocksSubject,
                                         &test::MakeMemorySubject),
                         [](const auto& suite) {
                           return suite.param == &test::MakeRocksSubject
                                      ? "rocksdb"
                                      : "memory";
                         });

}  // namespace
}  // namespace pressmark
