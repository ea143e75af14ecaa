#ifndef PRESSMARK_QUERY_EXECUTE_H_
#define PRESSMARK_QUERY_EXECUTE_H_

#include <cstdint>
#include <memory>
#include <utility>

#include <pressmark/cursor.h>
#include <pressmark/query.h>
#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/budget.h"
#include "query/id_stream.h"
#include "query/plan.h"
#include "query/profile.h"

namespace pressmark::query {

// One run of a query: the state it reads, what it may still use and what it
// has used. Everything that runs refers to it, so it stays where it is.
struct Execution {
  Execution(std::shared_ptr<const engine::Reader> reader_in,
            const QueryOptions& options)
      : reader(std::move(reader_in)),
        budget(options, reader->limits()),
        zone_minutes(options.zone_minutes) {}
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  // Counts what posting lists took.
  void Charge(const engine::PostingCost& cost) {
    statistics.seeks += cost.seeks;
    statistics.posting_blocks += cost.blocks;
    statistics.postings += cost.postings;
  }

  std::shared_ptr<const engine::Reader> reader;
  Budget budget;
  std::int16_t zone_minutes;
  QueryStatistics statistics;
  // What each step takes; only where that was asked for.
  std::unique_ptr<Profile> profile;
};

// Opens the posting lists of a plan. The ids of nodes with many terms are
// gathered here; kLimitExceeded where they do not fit into memory.
Result<IdStreamPointer> OpenStream(const PlanNode& node, Execution* execution);

// The number of ids of a stream, by headers where they tell.
Result<std::uint64_t> CountStream(IdStream* stream, Execution* execution);

// The number of articles of a plan's node. Of a term, of keys, of everything
// and of their complements it is known; else a walk over the buckets that reads
// ids only where headers do not tell.
Result<std::uint64_t> CountIds(const PlanNode& node, Execution* execution);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_EXECUTE_H_
