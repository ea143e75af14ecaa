#ifndef PRESSMARK_ENGINE_ARTICLE_ID_H_
#define PRESSMARK_ENGINE_ARTICLE_ID_H_

#include <compare>
#include <cstdint>
#include <optional>

#include <pressmark/date.h>

namespace pressmark::engine {

// An article's number: identity, place in the newest-first order, and date
// index at once. 64 bits, from the top:
//
//   39  inverted second: kLastSecond - whole UTC seconds since 0001-01-01;
//       all ones where the article is undated
//    1  0 a civil date, 1 an instant; undated: 1
//   24  inverted serial: 2^24 - 1 - serial within the second
//
// So ascending ids are newest first, of equal seconds the civil days first,
// then the last inserted first, and the undated last.
struct ArticleId {
  std::uint64_t bits = 0;

  auto operator<=>(const ArticleId&) const = default;
};

inline constexpr int kSerialBits = 24;
inline constexpr std::uint32_t kMaxSerial = (1u << kSerialBits) - 1;
// The largest second an inverted second can stand for; its own inversion is 0.
// One less than 39 ones, which are the undated's.
inline constexpr std::int64_t kLastSecond = (std::int64_t{1} << 39) - 2;

// The id of an article with this date, or undated, and serial <= kMaxSerial.
ArticleId MakeArticleId(const std::optional<Date>& date, std::uint32_t serial);

bool IsUndated(ArticleId id);
// Whole UTC seconds since 0001-01-01 of a dated id.
std::int64_t SecondOf(ArticleId id);
bool IsCivil(ArticleId id);  // false for the undated
std::uint32_t SerialOf(ArticleId id);

// The ids of one second, civil or not, are [first, last]: those of serial
// kMaxSerial down to 0.
ArticleId FirstIdOf(const std::optional<Date>& date);
ArticleId LastIdOf(const std::optional<Date>& date);

// The part of a posting list an id lies in, ascending with the ids: inverted
// UTC months for the dated, then the undated by 4,096 serials. Its bytes, big
// endian, are the last of a posting block's key.
using Bucket = std::uint32_t;
inline constexpr Bucket kFirstUndatedBucket = 0x80000000u;

Bucket BucketOf(ArticleId id);
// The first and the last id that can lie in a bucket.
ArticleId FirstIdIn(Bucket bucket);
ArticleId LastIdIn(Bucket bucket);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_ARTICLE_ID_H_
