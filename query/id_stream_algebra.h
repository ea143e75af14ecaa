#ifndef PRESSMARK_QUERY_ID_STREAM_ALGEBRA_H_
#define PRESSMARK_QUERY_ID_STREAM_ALGEBRA_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/id_span.h"

// Set algebra on ids: each set is ascending, each id once. Results replace
// `result`, which must not be one of the arguments.
namespace pressmark::query {

using engine::IdSpan;
using IdVector = std::vector<std::uint64_t>;

// Where one set is so many times the other's size, the places of its members
// are looked for in strides instead of walking both, and then by galloping.
inline constexpr std::size_t kStrideRatio = 2;
inline constexpr std::size_t kGallopRatio = 64;

// What is in both. Linear, or small * log(large / small) where the sizes
// differ by more than kGallopRatio.
void Intersect(IdSpan left, IdSpan right, IdVector* result);
// The size of what Intersect would give, without giving it.
std::size_t CountCommon(IdSpan left, IdSpan right);
// What is in `left` and not in `right`. Time as Intersect, and linear in left.
void Subtract(IdSpan left, IdSpan right, IdVector* result);
// What is in either. Linear.
void Unite(IdSpan left, IdSpan right, IdVector* result);
// Sorts any ids and leaves each once.
void SortAndMerge(IdVector* ids);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ID_STREAM_ALGEBRA_H_
