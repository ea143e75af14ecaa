#ifndef PRESSMARK_QUERY_PAGE_TOKEN_H_
#define PRESSMARK_QUERY_PAGE_TOKEN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/query.h>
#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/evaluate.h"
#include "query/parser/ast.h"

// A page token says where an answer goes on: a position in an order, not an
// article, since an article's id may be another's later. Base64url
// (RFC 4648, section 5, without padding) of
//
//   version:1    kPageTokenVersion
//   store:8      checksum of the store's id and incarnation
//   query:8      checksum of the query: filter, order, parameters and zone
//   id:8         of the last article handed out
//   keys         one a key of `order by`: a tag byte, then the value
//   checksum:8   of all before
//
// Integers are little-endian. A key is 0 null; 1 bool:1; 2 integer:8; 3 the
// bits of a double:8; 4 a text, length:4 and its bytes; 5 a date,
// microseconds:8 offset:2 precision:1.
namespace pressmark::query {

inline constexpr std::uint8_t kPageTokenVersion = 1;

// What tokens belong to: only with the same store and query do they go on.
struct TokenScope {
  std::uint64_t store = 0;
  std::uint64_t query = 0;

  bool operator==(const TokenScope&) const = default;
};

// What a query says by itself of the scope of its tokens: made once, since it
// takes longer than a small answer.
std::string ScopeTextOf(const parser::Query& query);

// The scope of a query's tokens on a store; `scope_text` is the query's.
// Columns, limit and the names of parameters that only stand there do not
// matter; nor does the time, so that what `-7d` means may move between two
// pages.
TokenScope ScopeOf(const parser::Query& query, std::string_view scope_text,
                   const Parameters& parameters, std::int16_t zone_minutes,
                   const engine::Reader& reader);

// The last article of a page: the values it was ordered by, and its id.
struct PagePosition {
  std::vector<Scalar> keys;
  std::uint64_t id = 0;
};

std::string EncodePageToken(const TokenScope& scope,
                            const PagePosition& position);

// kInvalidArgument where `token` is none, was changed, is of another version,
// or is of another store or query than `scope`; whatever its bytes are. `keys`
// is the number of keys that the query's order has.
Result<PagePosition> DecodePageToken(std::string_view token,
                                     const TokenScope& scope, std::size_t keys);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PAGE_TOKEN_H_
