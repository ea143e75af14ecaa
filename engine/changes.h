#ifndef PRESSMARK_ENGINE_CHANGES_H_
#define PRESSMARK_ENGINE_CHANGES_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <pressmark/changes.h>
#include <pressmark/result.h>

#include "engine/kv.h"

// The changes family: each key once, under the sequence number of its last
// change.
namespace pressmark::engine {

// The value under a sequence number: format:1 (kChangeFormat), kind:1, then
// the article's key.
inline constexpr std::uint8_t kChangeFormat = 1;

// Puts a change in the place of the key's earlier one, whose sequence number
// is `earlier`; 0 where there is none.
void PutChange(const Change& change, std::uint64_t earlier, KvBatch* batch);

Result<Change> DecodeChange(std::string_view key, std::string_view value);

// The change of this sequence number, where that was its key's last.
Result<std::optional<Change>> ReadChange(const KvSnapshot& snapshot,
                                         std::uint64_t sequence);

// The changes after a sequence number, of a state whose last is `last`.
// `owner` is kept as long as the cursor, and may be null.
Result<ChangeCursor> OpenChanges(const KvSnapshot& snapshot,
                                 std::uint64_t after, std::uint64_t last,
                                 std::shared_ptr<const void> owner);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHANGES_H_
