#ifndef PRESSMARK_ENGINE_INDEX_STATE_H_
#define PRESSMARK_ENGINE_INDEX_STATE_H_

#include <cstdint>
#include <map>
#include <vector>

#include <pressmark/index.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/reader.h"

namespace pressmark::engine {

// The indexes of one state of a store, by number, that of the date first.
// `stopped` tells of those, by number, that are not built further and why.
// For each that is being built the blocks of all articles are counted.
Result<std::vector<IndexState>> IndexStatesOf(
    const Reader& reader, const std::map<std::uint32_t, Status>& stopped);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_INDEX_STATE_H_
