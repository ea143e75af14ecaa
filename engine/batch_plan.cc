#include "engine/batch_plan.h"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/card_page.h"
#include "engine/changes.h"
#include "engine/keys.h"
#include "engine/stored_source.h"
#include "schema/card.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

// The last operation on one key, and what the store knows of that key.
struct Step {
  WriteOperation* operation = nullptr;
  std::size_t place = 0;  // in the batch
  std::optional<KeyEntry> before;
  // The label that holds the key, as far as the batch has been judged.
  std::optional<std::string_view> holder;
  bool changes = false;
  // Of the article that is there, where it changes.
  std::vector<ArticleTerm> terms_before;
  std::string card_before;
  std::uint64_t bytes_before = 0;

  bool was_live() const { return before && before->live; }
};

class BatchPlanner {
 public:
  BatchPlanner(const KvSnapshot& snapshot, const CatalogState& catalog,
               const PlanOptions& options)
      : snapshot_(snapshot),
        catalog_(catalog),
        options_(options),
        ids_(snapshot, Family::kArticles, options.serials) {
    plan_.counters = options.counters;
  }

  Result<BatchPlan> Plan(std::vector<WriteOperation> operations) {
    if (Status s = Reduce(std::move(operations)); !s.ok()) return s;
    if (Status s = ReadKeys(); !s.ok()) return s;
    if (Status s = JudgeLabels(); !s.ok()) return s;
    for (Step& step : steps_) Decide(&step);
    if (Status s = ReadArticles(); !s.ok()) return s;
    for (Step& step : steps_) {
      if (!step.changes) continue;
      Status s = step.operation->article ? Put(&step) : Remove(step);
      if (!s.ok()) return s;
    }
    if (Status s = terms_.Apply(snapshot_, &plan_.writes); !s.ok()) return s;
    plan_.outcome.sequence = plan_.counters.sequence;
    plan_.next_serials = ids_.next();
    return std::move(plan_);
  }

 private:
  Status Reduce(std::vector<WriteOperation> operations);
  Status Check(WriteOperation* operation) const;
  Status ReadKeys();
  Status JudgeLabels();
  void Decide(Step* step);
  Status ReadArticles();
  Status Put(Step* step);
  Status Remove(const Step& step);
  Result<ArticleId> IdFor(const Step& step);
  void Leave(const Step& step);
  void Record(const Step& step, ChangeKind kind);

  const KvSnapshot& snapshot_;
  const CatalogState& catalog_;
  const PlanOptions& options_;
  IdAllocator ids_;
  TermChanges terms_;
  std::vector<WriteOperation> operations_;
  std::vector<Step> steps_;  // by the place of their operation
  BatchPlan plan_;
};

// Sound arguments, and derived as this store derives.
Status BatchPlanner::Check(WriteOperation* operation) const {
  if (!operation->article) return CheckKey(operation->key, catalog_.limits);
  if (Status s = CheckLabel(operation->label, catalog_.limits); !s.ok()) {
    return s;
  }
  PreparedArticleData& article = *operation->article;
  if (article.derivation == catalog_.derivation) return {};
  return PrepareAgain(catalog_, &article);
}

Status BatchPlanner::Reduce(std::vector<WriteOperation> operations) {
  operations_ = std::move(operations);
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    if (Status s = Check(&operations_[i]); !s.ok()) {
      return s.WithContext("article " + schema::Excerpt(operations_[i].key));
    }
    last[operations_[i].key] = i;
  }
  plan_.outcome.effects.resize(operations_.size(), WriteEffect::kReplaced);
  steps_.reserve(last.size());
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    if (last.at(operations_[i].key) != i) continue;
    Step& step = steps_.emplace_back();
    step.operation = &operations_[i];
    step.place = i;
  }
  return {};
}

Status BatchPlanner::ReadKeys() {
  std::vector<std::string> keys;
  keys.reserve(steps_.size());
  for (const Step& step : steps_) keys.push_back(step.operation->key);
  auto values = snapshot_.MultiGet(Family::kKeys, keys);
  if (!values.ok()) return values.status();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if ((*values)[i] == nullptr) continue;
    Result<KeyEntry> entry = DecodeKeyEntry((*values)[i]->bytes());
    if (!entry.ok()) {
      return entry.status().WithContext("article " + schema::Excerpt(keys[i]));
    }
    steps_[i].before = *std::move(entry);
  }
  return {};
}

// Operation after operation: one that deletes a key frees it for any label.
Status BatchPlanner::JudgeLabels() {
  std::unordered_map<std::string_view, Step*> step_of;
  for (Step& step : steps_) {
    step_of[step.operation->key] = &step;
    if (step.was_live()) step.holder = step.before->label;
  }
  for (const WriteOperation& operation : operations_) {
    std::optional<std::string_view>& holder = step_of.at(operation.key)->holder;
    if (!operation.article) {
      holder.reset();
    } else if (holder.value_or(operation.label) == operation.label) {
      holder = operation.label;
    } else {
      return InvalidArgument("the key " + schema::Excerpt(operation.key) +
                             " is held by label " + schema::Excerpt(*holder) +
                             ", not " + schema::Excerpt(operation.label));
    }
  }
  return {};
}

void BatchPlanner::Decide(Step* step) {
  const WriteOperation& operation = *step->operation;
  WriteEffect& effect = plan_.outcome.effects[step->place];
  if (!operation.article) {
    step->changes = step->was_live();
    effect = step->changes ? WriteEffect::kRemoved : WriteEffect::kAbsent;
    return;
  }
  // The same source under another label is a change of its key's entry.
  bool same = step->was_live() && step->before->label == operation.label &&
              step->before->source_hash == operation.article->source_hash;
  step->changes = !same || options_.rewrite_unchanged;
  effect = !step->was_live() ? WriteEffect::kAdded
           : step->changes   ? WriteEffect::kUpdated
                             : WriteEffect::kUnchanged;
}

Status BatchPlanner::ReadArticles() {
  std::vector<Step*> steps;
  std::vector<std::string> keys;
  for (Step& step : steps_) {
    if (!step.changes || !step.was_live()) continue;
    steps.push_back(&step);
    keys.push_back(IdKey(step.before->id));
  }
  auto values = snapshot_.MultiGet(Family::kArticles, keys);
  if (!values.ok()) return values.status();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::string context =
        "article " + schema::Excerpt(steps[i]->operation->key);
    if ((*values)[i] == nullptr) {
      return Corruption("its record is lost; rebuild the store")
          .WithContext(context);
    }
    Result<schema::Record> record = schema::Record::Copy((*values)[i]->bytes());
    if (!record.ok()) return record.status().WithContext(context);
    const IndexCatalog& indexes = catalog_.indexes;
    steps[i]->terms_before = TermsOf(record->view(), indexes.declared);
    indexes.KeepHeld(steps[i]->before->id, &steps[i]->terms_before);
    steps[i]->card_before = schema::BuildCard(record->view(), catalog_.mapping);
    steps[i]->bytes_before = record->view().source_size();
  }
  return {};
}

// An article keeps its id as long as it keeps its date.
Result<ArticleId> BatchPlanner::IdFor(const Step& step) {
  const std::optional<Date>& date = step.operation->article->date;
  if (step.was_live() &&
      MakeArticleId(date, SerialOf(step.before->id)) == step.before->id) {
    return step.before->id;
  }
  return ids_.Next(date);
}

void BatchPlanner::Leave(const Step& step) {
  terms_.Leave(step.before->id, step.terms_before);
  DeleteArticle(step.before->id, &plan_.writes);
  plan_.left.push_back(step.before->id);
}

void BatchPlanner::Record(const Step& step, ChangeKind kind) {
  PutChange({plan_.counters.sequence, kind, step.operation->key},
            step.before ? step.before->sequence : 0, &plan_.writes);
}

Status BatchPlanner::Put(Step* step) {
  PreparedArticleData& article = *step->operation->article;
  Result<ArticleId> id = IdFor(*step);
  if (!id.ok()) return id.status();
  std::uint64_t sequence = ++plan_.counters.sequence;
  if (Status s =
          schema::StampRecord({sequence, options_.imported}, &article.record);
      !s.ok()) {
    return s;
  }
  catalog_.indexes.KeepHeld(*id, &article.terms);
  bool stays = step->was_live() && *id == step->before->id;
  if (stays) {
    terms_.Replace(*id, step->terms_before, article.terms);
  } else {
    if (step->was_live()) Leave(*step);
    terms_.Enter(*id, article.terms);
  }
  PutArticle(*id, std::move(article.record), article.source, &plan_.writes);
  bool same_card = stays && step->card_before == article.card;
  if (!same_card || options_.rewrite_unchanged) {
    PutCard(*id, article.card, &plan_.writes);
  }
  PutKey(step->operation->key,
         {true, *id, sequence, article.source_hash, step->operation->label},
         &plan_.writes);
  Record(*step, step->was_live() ? ChangeKind::kUpdated : ChangeKind::kAdded);
  plan_.counters.articles += step->was_live() ? 0 : 1;
  plan_.counters.source_bytes += article.source.size() - step->bytes_before;
  plan_.paths.push_back(std::move(article.paths));
  return {};
}

Status BatchPlanner::Remove(const Step& step) {
  KeyEntry tombstone;
  tombstone.live = false;
  tombstone.sequence = ++plan_.counters.sequence;
  Leave(step);
  PutKey(step.operation->key, tombstone, &plan_.writes);
  Record(step, ChangeKind::kRemoved);
  plan_.counters.articles -= 1;
  plan_.counters.source_bytes -= step.bytes_before;
  return {};
}

}  // namespace

Result<BatchPlan> PlanBatch(std::vector<WriteOperation> operations,
                            const KvSnapshot& snapshot,
                            const CatalogState& catalog,
                            const PlanOptions& options) {
  return BatchPlanner(snapshot, catalog, options).Plan(std::move(operations));
}

void PutArticle(ArticleId id, std::string record, std::string_view source,
                KvBatch* batch) {
  batch->Put(Family::kArticles, IdKey(id), std::move(record));
  batch->Put(Family::kSources, IdKey(id), EncodeSource(source));
}

void PutCard(ArticleId id, std::string_view card, KvBatch* batch) {
  batch->Merge(Family::kCards, CardPageKey(CardPageOf(id)),
               EncodeCardOperand({id.bits, card}));
}

void DeleteArticle(ArticleId id, KvBatch* batch) {
  batch->Merge(Family::kCards, CardPageKey(CardPageOf(id)),
               EncodeCardOperand({id.bits, std::nullopt}));
  batch->Delete(Family::kArticles, IdKey(id));
  batch->Delete(Family::kSources, IdKey(id));
}

void PutKey(const std::string& key, const KeyEntry& entry, KvBatch* batch) {
  batch->Put(Family::kKeys, key, EncodeKeyEntry(entry));
}

}  // namespace pressmark::engine
