#ifndef PRESSMARK_ENGINE_CHANGE_HORIZON_H_
#define PRESSMARK_ENGINE_CHANGE_HORIZON_H_

#include <cstddef>
#include <cstdint>

#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/kv.h"

// How far back a store tells what was removed. In the catalog family:
//
//   horizon  sequence:8; absent where nothing was ever forgotten
//
// Tombstones below it may be gone, and are once forgetting is done: those of
// the keys family, each with its change. So whoever knows the state at the
// number before the horizon, or a later one, can still learn what became of
// it. The horizon is durable before the first tombstone goes, and only grows.
namespace pressmark::engine {

// 0 where there is none. `last` is the state's last change: kCorruption where
// the record is none, or lies further on than the next one.
Result<std::uint64_t> ReadHorizon(const KvSnapshot& snapshot,
                                  std::uint64_t last);
void PutHorizon(std::uint64_t horizon, KvBatch* batch);

// Deletes the tombstones among at most `most` changes from `from` on, all of
// them below `horizon`. The number to go on from; `horizon` where all are gone.
Result<std::uint64_t> PlanForgetting(const KvSnapshot& snapshot,
                                     std::uint64_t from, std::uint64_t horizon,
                                     std::size_t most, KvBatch* batch);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHANGE_HORIZON_H_
