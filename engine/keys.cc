#include "engine/keys.h"

#include <optional>

#include "engine/fixed_integer.h"
#include "engine/terms.h"

namespace pressmark::engine {

namespace {

constexpr std::size_t kIndexBytes = 4;
constexpr std::size_t kBucketBytes = 4;
constexpr std::size_t kNumberBytes = 8;
constexpr char kFacetNames = 0;
constexpr char kFacetCounts = 1;

Status Malformed(std::string_view family, std::string_view key) {
  return Corruption("a key of " + std::to_string(key.size()) +
                    " bytes is none of family " + std::string(family));
}

// A key of 8 bytes: an id or a sequence number.
Result<std::uint64_t> ParseNumber(std::string_view family,
                                  std::string_view key) {
  if (key.size() != kNumberBytes) return Malformed(family, key);
  return LoadBigEndian<std::uint64_t>(key.data());
}

// An article's page tells all but these bits of its serial, in so many.
constexpr int kPageSerialBits = 8;
constexpr int kPageSerialsBits = kSerialBits - kPageSerialBits;

}  // namespace

std::string AfterPrefix(std::string_view prefix) {
  std::string after(prefix);
  while (!after.empty() && after.back() == '\xFF') after.pop_back();
  if (!after.empty()) ++after.back();
  return after;
}

KeyRange PrefixRange(std::string_view prefix) {
  return {std::string(prefix), AfterPrefix(prefix)};
}

std::string IdKey(ArticleId id) {
  std::string key;
  AppendBigEndian(id.bits, &key);
  return key;
}

Result<ArticleId> ParseIdKey(std::string_view key) {
  Result<std::uint64_t> bits = ParseNumber("articles", key);
  if (!bits.ok()) return bits.status();
  return ArticleId{*bits};
}

std::string TermKey(std::uint32_t index, std::string_view term) {
  std::string key;
  key.reserve(kIndexBytes + term.size() + kBucketBytes);
  AppendBigEndian(index, &key);
  key += term;
  return key;
}

CardPageNumber CardPageOf(ArticleId id) {
  constexpr std::int64_t kPageSeconds = 4 * kSecondsPerDay;
  constexpr std::int64_t kLastDays = kLastSecond / kPageSeconds;
  constexpr std::uint64_t kUndatedDays = 0xFFFFFFFF;
  std::uint64_t days =
      IsUndated(id)
          ? kUndatedDays
          : static_cast<std::uint64_t>(kLastDays - SecondOf(id) / kPageSeconds);
  return days << kPageSerialsBits | (id.bits & kMaxSerial) >> kPageSerialBits;
}

std::string CardPageKey(CardPageNumber page) {
  std::string key;
  AppendBigEndian(CardPageDays(page), &key);
  AppendBigEndian(static_cast<std::uint16_t>(page), &key);
  return key;
}

std::uint32_t CardPageDays(CardPageNumber page) {
  return static_cast<std::uint32_t>(page >> kPageSerialsBits);
}

std::optional<CardPageNumber> ParseCardPageKey(std::string_view key) {
  if (key.size() != sizeof(std::uint32_t) + sizeof(std::uint16_t)) {
    return std::nullopt;
  }
  auto day = LoadBigEndian<std::uint32_t>(key.data());
  auto serials = LoadBigEndian<std::uint16_t>(key.data() + sizeof day);
  return CardPageNumber{day} << kPageSerialsBits | serials;
}

Result<TermKeyParts> ParseTermKey(std::string_view key) {
  if (key.size() < kIndexBytes) return Malformed("terms", key);
  std::string_view term = key.substr(kIndexBytes);
  std::optional<std::size_t> length = TermLength(term);
  if (length != term.size()) return Malformed("terms", key);
  return TermKeyParts{LoadBigEndian<std::uint32_t>(key.data()), term};
}

KeyRange TermKeyRange(std::uint32_t index, std::string_view lower,
                      std::string_view upper) {
  if (upper.empty()) {
    return {TermKey(index, lower), IndexKeyRange(index).upper};
  }
  return {TermKey(index, lower), TermKey(index, upper)};
}

std::string PostingKey(std::uint32_t index, std::string_view term,
                       Bucket bucket) {
  std::string key = TermKey(index, term);
  AppendBigEndian(bucket, &key);
  return key;
}

Result<PostingKeyParts> ParsePostingKey(std::string_view key) {
  if (key.size() < kIndexBytes + kBucketBytes) {
    return Malformed("postings", key);
  }
  std::size_t bucket_at = key.size() - kBucketBytes;
  Result<TermKeyParts> parts = ParseTermKey(key.substr(0, bucket_at));
  if (!parts.ok()) return Malformed("postings", key);
  return PostingKeyParts{parts->index, parts->term,
                         LoadBigEndian<Bucket>(key.data() + bucket_at)};
}

KeyRange PostingKeyRange(std::uint32_t index, std::string_view term) {
  return PrefixRange(TermKey(index, term));
}

std::string FacetNamesKey(std::uint32_t index) {
  std::string key = TermKey(index, {});
  key.push_back(kFacetNames);
  return key;
}

std::string FacetCountsKey(std::uint32_t index, Bucket bucket) {
  std::string key = FacetCountsRange(index).lower;
  AppendBigEndian(bucket, &key);
  return key;
}

KeyRange FacetCountsRange(std::uint32_t index) {
  return PrefixRange(TermKey(index, {}) + kFacetCounts);
}

Result<FacetKeyParts> ParseFacetKey(std::string_view key) {
  if (key.size() <= kIndexBytes) return Malformed("facets", key);
  FacetKeyParts parts{LoadBigEndian<std::uint32_t>(key.data()), {}};
  char kind = key[kIndexBytes];
  std::string_view rest = key.substr(kIndexBytes + 1);
  if (kind == kFacetNames && rest.empty()) return parts;
  if (kind != kFacetCounts || rest.size() != kBucketBytes) {
    return Malformed("facets", key);
  }
  parts.bucket = LoadBigEndian<Bucket>(rest.data());
  return parts;
}

KeyRange IndexKeyRange(std::uint32_t index) {
  return PrefixRange(TermKey(index, {}));
}

std::string ChangeKey(std::uint64_t sequence) {
  std::string key;
  AppendBigEndian(sequence, &key);
  return key;
}

Result<std::uint64_t> ParseChangeKey(std::string_view key) {
  return ParseNumber("changes", key);
}

std::string CatalogKey(std::string_view prefix, std::string_view name) {
  return std::string(prefix).append(name);
}

Result<std::string_view> ParseCatalogKey(std::string_view prefix,
                                         std::string_view key) {
  if (!key.starts_with(prefix)) return Malformed("catalog", key);
  return key.substr(prefix.size());
}

}  // namespace pressmark::engine
