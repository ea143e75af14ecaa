#ifndef PRESSMARK_ENGINE_KV_MEMORY_H_
#define PRESSMARK_ENGINE_KV_MEMORY_H_

#include <memory>

#include "engine/kv.h"

namespace pressmark::engine {

// A store in memory, for models and tests: the same port, nothing durable.
// Merges are applied when they are written. Keeps every version of every key
// until it is destroyed. Checkpoint fails with kUnsupported.
std::shared_ptr<KvStore> MakeMemoryStore();

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_MEMORY_H_
