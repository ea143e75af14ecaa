#ifndef PRESSMARK_ENGINE_CHANGES_H_
#define PRESSMARK_ENGINE_CHANGES_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/kv.h"

// The changes family: each key once, under the sequence number of its last
// change.
namespace pressmark::engine {

// What happened to an article. The numbers are stored.
enum class ChangeKind : std::uint8_t {
  kAdded = 1,
  kUpdated = 2,
  kRemoved = 3,
};

struct Change {
  std::uint64_t sequence = 0;
  ChangeKind kind = ChangeKind::kAdded;
  std::string key;  // the article's

  bool operator==(const Change&) const = default;
};

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

// Walks the changes after a sequence number, in commit order. Not for two
// threads at once; keeps the snapshot's state alive.
class ChangeCursor {
 public:
  static Result<ChangeCursor> Open(const KvSnapshot& snapshot,
                                   std::uint64_t after);

  // To the first change, then the following; false at the end and after an
  // error.
  bool Next();
  // Valid until the next Next.
  const Change& change() const { return change_; }
  // Ok at the end of all of them; kCorruption where the list was cut short.
  const Status& status() const { return status_; }

 private:
  explicit ChangeCursor(std::unique_ptr<KvIterator> scan);

  std::unique_ptr<KvIterator> scan_;
  Change change_;
  Status status_;
  bool started_ = false;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHANGES_H_
