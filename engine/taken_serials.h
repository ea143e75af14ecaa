#ifndef PRESSMARK_ENGINE_TAKEN_SERIALS_H_
#define PRESSMARK_ENGINE_TAKEN_SERIALS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "engine/article_id.h"

namespace pressmark::engine {

// What a writer remembers of the seconds that articles stand in, so that to
// give an id seldom takes a look at the store, which has an article in each of
// its tables to pass by. Not for two threads at once.
class TakenSerials {
 public:
  // `empty`: the store has no articles yet, so that all there will be is here.
  explicit TakenSerials(bool empty) : complete_(empty) {}

  // The serial one past the last of the second that begins with `first`;
  // nothing where only the store can tell.
  std::optional<std::uint32_t> Find(ArticleId first) const;

  // The serials up to `next` are taken in the second that begins with `first`.
  void Take(ArticleId first, std::uint32_t next);
  // This id is free again, perhaps the last of its second. Of one batch after
  // every Take: an id it took in the same second does not hide this one.
  void Leave(ArticleId id);

 private:
  // Beyond so many seconds it begins anew, at some 40 bytes each.
  static constexpr std::size_t kMostSeconds = std::size_t{1} << 20;
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  bool complete_;  // a second that is not here has no articles
  std::unordered_map<std::uint64_t, std::uint32_t> next_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TAKEN_SERIALS_H_
