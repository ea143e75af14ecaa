#include "engine/article_id.h"

#include <algorithm>

namespace pressmark::engine {

namespace {

constexpr int kCivilShift = kSerialBits;
constexpr int kSecondShift = kSerialBits + 1;
constexpr std::uint64_t kUndatedSecond = (std::uint64_t{1} << 39) - 1;
constexpr int kUndatedBucketShift = 12;
// Months since 0000-12, so that no month of year 1 wraps; inverted.
constexpr std::uint32_t kLastMonth = 10'000 * 12;

// An inverted second may stand for one behind the last month; it counts there.
std::uint32_t MonthOf(std::int64_t second) {
  CivilDay day = CivilFromDays(second / kSecondsPerDay);
  auto month = static_cast<std::uint32_t>(day.year * 12 + day.month - 1);
  return std::min(month, kLastMonth);
}

// The first second of a month numbered as MonthOf does.
std::int64_t FirstSecondOf(std::uint32_t month) {
  auto year = static_cast<std::int32_t>(month / 12);
  auto number = static_cast<std::int32_t>(month % 12) + 1;
  return DaysFromCivil({year, number, 1}) * kSecondsPerDay;
}

std::uint64_t SecondBits(std::int64_t second) {
  return static_cast<std::uint64_t>(kLastSecond - second) << kSecondShift;
}

}  // namespace

ArticleId MakeArticleId(const std::optional<Date>& date, std::uint32_t serial) {
  std::uint64_t inverted = kMaxSerial - serial;
  std::uint64_t instant = std::uint64_t{1} << kCivilShift;
  if (!date) return {kUndatedSecond << kSecondShift | instant | inverted};
  return {SecondBits(date->seconds()) | (date->civil() ? 0 : instant) |
          inverted};
}

bool IsUndated(ArticleId id) {
  return id.bits >> kSecondShift == kUndatedSecond;
}

std::int64_t SecondOf(ArticleId id) {
  return kLastSecond - static_cast<std::int64_t>(id.bits >> kSecondShift);
}

bool IsCivil(ArticleId id) { return (id.bits >> kCivilShift & 1) == 0; }

std::uint32_t SerialOf(ArticleId id) {
  return kMaxSerial - static_cast<std::uint32_t>(id.bits & kMaxSerial);
}

ArticleId FirstIdOf(const std::optional<Date>& date) {
  return MakeArticleId(date, kMaxSerial);
}

ArticleId LastIdOf(const std::optional<Date>& date) {
  return MakeArticleId(date, 0);
}

Bucket BucketOf(ArticleId id) {
  if (IsUndated(id)) {
    auto inverted = static_cast<std::uint32_t>(id.bits & kMaxSerial);
    return kFirstUndatedBucket | inverted >> kUndatedBucketShift;
  }
  return kLastMonth - MonthOf(SecondOf(id));
}

ArticleId FirstIdIn(Bucket bucket) {
  if (bucket >= kFirstUndatedBucket) {
    std::uint64_t inverted = std::uint64_t{bucket - kFirstUndatedBucket}
                             << kUndatedBucketShift;
    return {FirstIdOf(std::nullopt).bits | inverted};
  }
  std::int64_t next_month = FirstSecondOf(kLastMonth - bucket + 1);
  return {SecondBits(next_month - 1)};
}

ArticleId LastIdIn(Bucket bucket) {
  if (bucket >= kFirstUndatedBucket) {
    return {FirstIdIn(bucket).bits | ((1u << kUndatedBucketShift) - 1)};
  }
  std::int64_t first = FirstSecondOf(kLastMonth - bucket);
  std::uint64_t whole_second = (std::uint64_t{1} << kSecondShift) - 1;
  return {SecondBits(first) | whole_second};
}

}  // namespace pressmark::engine
