#ifndef PRESSMARK_ENGINE_BATCH_PLAN_H_
#define PRESSMARK_ENGINE_BATCH_PLAN_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/catalog.h"
#include "engine/id_allocator.h"
#include "engine/key_entry.h"
#include "engine/known_paths.h"
#include "engine/kv.h"
#include "engine/prepared_article.h"
#include "engine/taken_serials.h"
#include "engine/term_changes.h"

namespace pressmark::engine {

// What a batch comes to: what is to be written, and what to answer.
struct BatchPlan {
  // Articles, sources, keys, terms, postings and changes; without counters and
  // known paths. Empty where nothing changes.
  KvBatch writes;
  WriteOutcome outcome;
  Counters counters;
  // Of each article written.
  std::vector<SeenPaths> paths;
  // The next serials of the seconds that new ids were drawn in, by their first
  // id, and the ids that were left.
  std::unordered_map<std::uint64_t, std::uint32_t> next_serials;
  std::vector<ArticleId> left;
};

// How a batch is planned.
struct PlanOptions {
  Counters counters;          // before the batch
  std::int64_t imported = 0;  // microseconds since 1970-01-01T00:00Z
  bool rewrite_unchanged = false;
  const TakenSerials* serials = nullptr;  // of the same state, if any
};

// Works out a batch against one state of the store, writing nothing: reduces
// it to the last operation of each key, passes over what is unchanged, reads
// the articles that change to know which terms they leave, and gives ids and
// sequence numbers. Fails as Store::Write, and with kCorruption where what the
// store holds contradicts itself.
Result<BatchPlan> PlanBatch(std::vector<WriteOperation> operations,
                            const KvSnapshot& snapshot,
                            const CatalogState& catalog,
                            const PlanOptions& options);

// Writes one article under an id, replacing what is there, but for its card.
void PutArticle(ArticleId id, std::string record, std::string_view source,
                KvBatch* batch);
void PutCard(ArticleId id, std::string_view card, KvBatch* batch);
// With its card.
void DeleteArticle(ArticleId id, KvBatch* batch);
void PutKey(const std::string& key, const KeyEntry& entry, KvBatch* batch);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_BATCH_PLAN_H_
