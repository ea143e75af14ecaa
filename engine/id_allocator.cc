#include "engine/id_allocator.h"

#include <string>

#include "engine/keys.h"

namespace pressmark::engine {

Result<std::uint32_t> IdAllocator::FirstFreeSerial(
    const std::optional<Date>& date) {
  if (remembered_ != nullptr) {
    if (auto serial = remembered_->Find(FirstIdOf(date))) return *serial;
  }
  std::string upper = AfterPrefix(IdKey(LastIdOf(date)));
  auto scan = snapshot_.Scan(taken_, IdKey(FirstIdOf(date)), std::move(upper));
  if (!scan.ok()) return scan.status();
  (*scan)->Seek({});
  if (!(*scan)->Valid()) {
    if (Status s = (*scan)->status(); !s.ok()) return s;
    return std::uint32_t{0};
  }
  Result<ArticleId> last = ParseIdKey((*scan)->key());
  if (!last.ok()) return last.status();
  return SerialOf(*last) + 1;
}

Result<ArticleId> IdAllocator::Next(const std::optional<Date>& date) {
  auto [place, is_new] = next_.try_emplace(FirstIdOf(date).bits, 0);
  if (is_new) {
    Result<std::uint32_t> serial = FirstFreeSerial(date);
    if (!serial.ok()) return serial.status();
    place->second = *serial;
  }
  if (place->second > kMaxSerial) {
    return LimitExceeded(date ? "no more articles fit into the second of " +
                                    FormatDate(*date)
                              : "no more articles fit without a date");
  }
  return MakeArticleId(date, place->second++);
}

}  // namespace pressmark::engine
