#include "query/accumulator.h"

#include <string>
#include <utility>

#include "schema/fold.h"

namespace pressmark::query {

using parser::AggregateKind;

std::size_t BytesOf(const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar);
  return sizeof(Scalar) + (text == nullptr ? 0 : text->capacity());
}

void Sum::Add(const Number& number) {
  any_ = true;
  if (const auto* decimal = std::get_if<double>(&number)) {
    decimals_ = true;
    decimal_ += *decimal;
    return;
  }
  std::int64_t integer = std::get<std::int64_t>(number);
  auto bits = static_cast<std::uint64_t>(integer);
  low_ += bits;
  high_ += (low_ < bits ? 1 : 0) - (integer < 0 ? 1 : 0);
}

Scalar Sum::Value() const {
  if (!any_) return nullptr;
  auto low = static_cast<std::int64_t>(low_);
  bool fits = high_ == (low < 0 ? -1 : 0);
  if (fits && !decimals_) return Number(low);
  constexpr double kTwoTo64 = 18446744073709551616.0;
  double integers =
      fits ? static_cast<double>(low)
           : static_cast<double>(high_) * kTwoTo64 + static_cast<double>(low_);
  return Number(integers + decimal_);
}

Status Accumulator::Add(const BoundAggregate& aggregate,
                        const std::vector<Scalar>& values, Budget* budget) {
  switch (aggregate.kind) {
    case AggregateKind::kCount:
      if (aggregate.distinct) return AddDistinct(aggregate, values, budget);
      if (!values.empty()) ++count_;
      break;
    case AggregateKind::kMin:
    case AggregateKind::kMax:
      AddExtreme(aggregate, values);
      break;
    case AggregateKind::kSum:
      for (const Scalar& value : values) {
        if (const auto* n = std::get_if<Number>(&value)) sum_.Add(*n);
      }
      break;
  }
  return {};
}

Status Accumulator::AddDistinct(const BoundAggregate& aggregate,
                                const std::vector<Scalar>& values,
                                Budget* budget) {
  for (Scalar value : values) {
    auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && aggregate.subject->folded) {
      *text = schema::Fold(*text);
    }
    std::size_t bytes = BytesOf(value);
    if (!distinct_.insert(std::move(value)).second) continue;
    Status s = budget->TakeMemory(bytes, "the different values to count",
                                  "add a filter");
    if (!s.ok()) return s;
  }
  return {};
}

void Accumulator::AddExtreme(const BoundAggregate& aggregate,
                             const std::vector<Scalar>& values) {
  bool least = aggregate.kind == AggregateKind::kMin;
  for (const Scalar& value : values) {
    auto compared = CompareForOrder(value, extreme_, aggregate.subject->folded);
    bool first = extreme_.index() == 0;
    if (first || (least ? compared < 0 : compared > 0)) extreme_ = value;
  }
}

Scalar Accumulator::Value(const BoundAggregate& aggregate) const {
  switch (aggregate.kind) {
    case AggregateKind::kMin:
    case AggregateKind::kMax:
      return extreme_;
    case AggregateKind::kSum:
      return sum_.Value();
    case AggregateKind::kCount:
      break;
  }
  std::uint64_t count = aggregate.distinct ? distinct_.size() : count_;
  return Number(static_cast<std::int64_t>(count));
}

}  // namespace pressmark::query
