#ifndef PRESSMARK_ENGINE_ID_ALLOCATOR_H_
#define PRESSMARK_ENGINE_ID_ALLOCATOR_H_

#include <cstdint>
#include <optional>
#include <unordered_map>

#include <pressmark/date.h>
#include <pressmark/result.h>

#include "engine/article_id.h"
#include "engine/kv.h"
#include "engine/taken_serials.h"

namespace pressmark::engine {

// Draws ids for new articles: of each second the serial one past the last in
// the store. Ids that a batch frees are still taken for that batch: the
// snapshot has them, and what is remembered lets go of them only after it. Not
// for two threads at once.
class IdAllocator {
 public:
  // `taken` is the family whose ids are taken; `snapshot` must outlive it, and
  // so must what is remembered of it, if anything is.
  IdAllocator(const KvSnapshot& snapshot, Family taken,
              const TakenSerials* remembered = nullptr)
      : snapshot_(snapshot), taken_(taken), remembered_(remembered) {}

  // The next id for this date, or for an undated article. kLimitExceeded where
  // the second has no serial left. One seek a second that is not remembered.
  Result<ArticleId> Next(const std::optional<Date>& date);

  // The next serials of the seconds it was asked for, by their first id.
  const std::unordered_map<std::uint64_t, std::uint32_t>& next() const {
    return next_;
  }

 private:
  Result<std::uint32_t> FirstFreeSerial(const std::optional<Date>& date);

  const KvSnapshot& snapshot_;
  Family taken_;
  const TakenSerials* remembered_;
  std::unordered_map<std::uint64_t, std::uint32_t> next_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_ID_ALLOCATOR_H_
