#ifndef PRESSMARK_QUERY_ACCUMULATOR_H_
#define PRESSMARK_QUERY_ACCUMULATOR_H_

#include <cstdint>
#include <set>
#include <vector>

#include <pressmark/status.h>

#include "query/bound.h"
#include "query/budget.h"
#include "query/evaluate.h"

namespace pressmark::query {

// Scalars in the order of `order by`; folded texts are folded before.
struct ScalarLess {
  bool operator()(const Scalar& left, const Scalar& right) const {
    return CompareForOrder(left, right, false) < 0;
  }
};

// Bytes a scalar takes in memory, about.
std::size_t BytesOf(const Scalar& scalar);

// Adds numbers, whatever their order to the same sum where all are integers:
// those in 128 bits, the others as doubles.
class Sum {
 public:
  void Add(const Number& number);
  // Null where nothing was added; an integer where all were and it fits 64
  // bits, else the nearest double.
  Scalar Value() const;

 private:
  bool any_ = false;
  bool decimals_ = false;
  std::int64_t high_ = 0;  // of the integers
  std::uint64_t low_ = 0;
  double decimal_ = 0;
};

// One aggregate over one group of articles.
class Accumulator {
 public:
  // Adds what an article has of the aggregate's subject, as ScalarsOf gives
  // it. kLimitExceeded where `distinct` would take too much memory.
  Status Add(const BoundAggregate& aggregate, const std::vector<Scalar>& values,
             Budget* budget);
  // Adds an article to `count` alone.
  void Count() { ++count_; }

  Scalar Value(const BoundAggregate& aggregate) const;

 private:
  Status AddDistinct(const BoundAggregate& aggregate,
                     const std::vector<Scalar>& values, Budget* budget);
  void AddExtreme(const BoundAggregate& aggregate,
                  const std::vector<Scalar>& values);

  std::uint64_t count_ = 0;
  std::set<Scalar, ScalarLess> distinct_;
  Scalar extreme_ = nullptr;
  Sum sum_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ACCUMULATOR_H_
