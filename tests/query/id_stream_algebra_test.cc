// Set algebra on ids against the standard library's, on sets of every shape
// that it tells apart: about as large, some times and many times the other.

#include "query/id_stream_algebra.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/random.h"

namespace pressmark::query {
namespace {

IdVector RandomIds(std::size_t size, std::size_t below,
                   std::mt19937_64& random) {
  std::set<std::uint64_t> ids;
  for (std::size_t i = 0; i < size; ++i) ids.insert(test::Below(below, random));
  return {ids.begin(), ids.end()};
}

void Compare(const IdVector& left, const IdVector& right) {
  IdVector common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(common));
  IdVector rest;
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                      std::back_inserter(rest));
  IdVector either;
  std::set_union(left.begin(), left.end(), right.begin(), right.end(),
                 std::back_inserter(either));
  // What is there before is to be replaced.
  IdVector result = {7, 1};
  Intersect(left, right, &result);
  ASSERT_EQ(result, common);
  ASSERT_EQ(CountCommon(left, right), common.size());
  Subtract(left, right, &result);
  ASSERT_EQ(result, rest);
  Unite(left, right, &result);
  ASSERT_EQ(result, either);
}

TEST(IdStreamAlgebra, IsThatOfSets) {
  std::mt19937_64 random = test::MakeRandom();
  constexpr std::size_t kSizes[] = {0, 1, 2, 7, 8, 9, 40, 300, 1000};
  std::size_t compared = 0;
  for (std::size_t left : kSizes) {
    for (std::size_t right : kSizes) {
      for (std::size_t spread : {1, 3, 50}) {
        std::size_t below = (std::max(left, right) + 1) * spread;
        Compare(RandomIds(left, below, random),
                RandomIds(right, below, random));
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 243u);
}

TEST(IdStreamAlgebra, TakesTheEdgesOfTheNumbers) {
  constexpr std::uint64_t kLast = ~std::uint64_t{0};
  IdVector few = {0, kLast};
  IdVector many;
  for (std::uint64_t id = 0; id < 500; ++id) many.push_back(kLast - 499 + id);
  Compare(few, many);
  Compare(many, few);
  Compare(many, many);
}

// What a damaged block may hold: any answer will do.
TEST(IdStreamAlgebra, TakesIdsInNoOrderWithoutHarm) {
  std::mt19937_64 random = test::MakeRandom();
  IdVector result;
  for (int round = 0; round < test::Rounds(500); ++round) {
    IdVector left(test::Below(40, random));
    IdVector right(test::Below(400, random));
    for (IdVector* ids : {&left, &right}) {
      for (std::uint64_t& id : *ids) id = test::Below(20, random);
    }
    for (int turn = 0; turn < 2; ++turn) {
      Intersect(left, right, &result);
      EXPECT_LE(result.size(), std::min(left.size(), right.size()));
      Subtract(left, right, &result);
      EXPECT_LE(result.size(), left.size());
      Unite(left, right, &result);
      EXPECT_LE(result.size(), left.size() + right.size());
      std::swap(left, right);
    }
  }
}

TEST(IdStreamAlgebra, SortsAndLeavesEachOnce) {
  IdVector ids = {5, 3, 5, 1, 3};
  SortAndMerge(&ids);
  EXPECT_EQ(ids, (IdVector{1, 3, 5}));
}

}  // namespace
}  // namespace pressmark::query
