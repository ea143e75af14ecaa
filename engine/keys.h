#ifndef PRESSMARK_ENGINE_KEYS_H_
#define PRESSMARK_ENGINE_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <pressmark/result.h>

#include "engine/article_id.h"

// The bytes of every key of every family. Integers are big-endian, so that a
// scan forward is in number order, and newest first where ids or buckets stand.
//
//   articles  id:8
//   sources   id:8
//   cards     days:4 serials:2
//   keys      the article's key, its bytes
//   terms     index:4 term
//   postings  index:4 term bucket:4
//   facets    index:4 00 for names; index:4 01 bucket:4 for counts
//   changes   sequence:8
//   catalog   a name, ASCII; of known paths "path/" and then the path; of saved
//             queries "saved/" and then their name; of indexes being built or
//             deleted "building/" or "dropped/" and then their number:4
//
// A term says itself where it ends (terms.h), so all blocks of one term lie
// side by side and no term's key begins another's.
//
// Each Parse fails with kCorruption where the bytes are no such key. Views it
// returns live as long as the bytes it was given.
namespace pressmark::engine {

// All keys from `lower` to before `upper`; an empty `upper` is the end.
struct KeyRange {
  std::string lower;
  std::string upper;
};

// The first key after all that begin with `prefix`; empty where there is none.
std::string AfterPrefix(std::string_view prefix);
// All keys that begin with `prefix`.
KeyRange PrefixRange(std::string_view prefix);

// Families articles and sources.
std::string IdKey(ArticleId id);
Result<ArticleId> ParseIdKey(std::string_view key);

// Family cards: the page an article's card is on. The days are inverted, those
// of UTC, the undated's last; of each the articles by 256 inverted serials.
// A page's number is its key, read as one integer: days:32 serials:16.
using CardPageNumber = std::uint64_t;
CardPageNumber CardPageOf(ArticleId id);
std::string CardPageKey(CardPageNumber page);
std::uint32_t CardPageDays(CardPageNumber page);
// Nothing where the key is of no page.
std::optional<CardPageNumber> ParseCardPageKey(std::string_view key);

// Family terms.
struct TermKeyParts {
  std::uint32_t index = 0;
  std::string_view term;
};
std::string TermKey(std::uint32_t index, std::string_view term);
Result<TermKeyParts> ParseTermKey(std::string_view key);
// The terms of an index from `lower` to before `upper`, both terms or parts of
// one; an empty `upper` is the end of the index.
KeyRange TermKeyRange(std::uint32_t index, std::string_view lower,
                      std::string_view upper);

// Family postings.
struct PostingKeyParts {
  std::uint32_t index = 0;
  std::string_view term;
  Bucket bucket = 0;
};
std::string PostingKey(std::uint32_t index, std::string_view term,
                       Bucket bucket);
Result<PostingKeyParts> ParsePostingKey(std::string_view key);
// All blocks of one term, newest first.
KeyRange PostingKeyRange(std::uint32_t index, std::string_view term);

// Family facets.
std::string FacetNamesKey(std::uint32_t index);
std::string FacetCountsKey(std::uint32_t index, Bucket bucket);
// The counts of an index, newest first.
KeyRange FacetCountsRange(std::uint32_t index);
// What key it is; nothing for `bucket` where it is of names.
struct FacetKeyParts {
  std::uint32_t index = 0;
  std::optional<Bucket> bucket;
};
Result<FacetKeyParts> ParseFacetKey(std::string_view key);

// Families terms, postings and facets: all keys of an index.
KeyRange IndexKeyRange(std::uint32_t index);

// Family changes.
std::string ChangeKey(std::uint64_t sequence);
Result<std::uint64_t> ParseChangeKey(std::string_view key);

// Family catalog.
inline constexpr std::string_view kFormatName = "format";
inline constexpr std::string_view kDerivationName = "derivation";
inline constexpr std::string_view kCountersName = "counters";
inline constexpr std::string_view kMappingName = "mapping";
inline constexpr std::string_view kIndexesName = "indexes";
inline constexpr std::string_view kBulkName = "bulk";
inline constexpr std::string_view kHorizonName = "horizon";
inline constexpr std::string_view kPathPrefix = "path/";
inline constexpr std::string_view kSavedPrefix = "saved/";
inline constexpr std::string_view kBuildingPrefix = "building/";
inline constexpr std::string_view kDroppedPrefix = "dropped/";

// The catalog key of a known path or saved query, and the name in it.
std::string CatalogKey(std::string_view prefix, std::string_view name);
Result<std::string_view> ParseCatalogKey(std::string_view prefix,
                                         std::string_view key);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KEYS_H_
