#ifndef PRESSMARK_ENGINE_INCLUDE_CHANGES_H_
#define PRESSMARK_ENGINE_INCLUDE_CHANGES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <pressmark/status.h>

namespace pressmark {

namespace engine {
class KvIterator;
}  // namespace engine

// What happened to an article. The numbers are stored.
enum class ChangeKind : std::uint8_t {
  kAdded = 1,
  kUpdated = 2,
  kRemoved = 3,
};

// "added", "updated", "removed". Static storage.
std::string_view ChangeKindName(ChangeKind kind);

// The last that happened to a key. A store numbers what happens to its
// articles from 1 on, without a gap; of each key it keeps the last change. So
// what is read after a number says what is different now, not every step to
// it: a key that was removed and added again reads kAdded, one that came and
// went in between kRemoved.
struct Change {
  std::uint64_t sequence = 0;
  ChangeKind kind = ChangeKind::kAdded;
  std::string key;  // the article's

  bool operator==(const Change&) const = default;
};

// Walks changes in the order they were made, each key once. Taken from
// Snapshot::Changes, whose state it keeps alive, as a snapshot does, also after
// that snapshot and the store are gone. Memory does not depend on how many
// there are. Moved, not copied; one that was moved from may only be destroyed
// or assigned to. Not for two threads at once.
class ChangeCursor {
 public:
  // For the library, which makes them: of changes up to `last`. `owner` is
  // kept as long as the cursor, and may be null.
  ChangeCursor(std::unique_ptr<engine::KvIterator> scan, std::uint64_t last,
               std::shared_ptr<const void> owner);
  ChangeCursor(ChangeCursor&&) noexcept;
  ChangeCursor& operator=(ChangeCursor&&) noexcept;
  ~ChangeCursor();

  // To the first change, then the following; false at the end and after an
  // error.
  bool Next();
  // Where Next was true; valid until the next Next.
  const Change& change() const { return change_; }
  // Ok at the end of all of them; kCorruption or kIoError where the list was
  // cut short.
  const Status& status() const { return status_; }

 private:
  Status Read();

  // Before the scan, so that it goes after it.
  std::shared_ptr<const void> owner_;
  std::unique_ptr<engine::KvIterator> scan_;
  std::uint64_t last_;
  Change change_;
  Status status_;
  bool started_ = false;
  bool ended_ = false;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_INCLUDE_CHANGES_H_
