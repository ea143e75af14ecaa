#ifndef PRESSMARK_ENGINE_SAVED_QUERIES_H_
#define PRESSMARK_ENGINE_SAVED_QUERIES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/result.h>
#include <pressmark/saved_query.h>
#include <pressmark/status.h>

#include "engine/kv.h"

// The queries that a store keeps. In the catalog family:
//
//   saved/NAME  format:1=1 text; NAME is 1 to 64 of the characters A-Z a-z 0-9
//               _ and -, the text UTF-8
namespace pressmark::engine {

// By name. kCorruption where a record is none, naming it.
Result<std::vector<SavedQuery>> ReadSavedQueries(const KvSnapshot& snapshot);
// The text under a name; nothing where there is none, also where no query may
// have that name.
Result<std::optional<std::string>> FindSavedQuery(const KvSnapshot& snapshot,
                                                  std::string_view name);

// Puts a query in the place of the one of that name, or beside the others.
// Fails as Store::SaveQuery.
Status PlanSave(const KvSnapshot& snapshot, const SavedQuery& query,
                const Limits& limits, KvBatch* batch);
// kNotFound where there is none; takes away a damaged one too.
Status PlanDrop(const KvSnapshot& snapshot, std::string_view name,
                KvBatch* batch);

// What is wrong with the records, a line each.
Result<std::vector<std::string>> CheckSavedQueries(const KvSnapshot& snapshot);
// Puts the records of one database into another, as they stand: nothing says
// again what they should be.
Status CopySavedQueries(const KvSnapshot& snapshot, KvBatch* batch);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_SAVED_QUERIES_H_
