#ifndef PRESSMARK_SCHEMA_RESULT_H_
#define PRESSMARK_SCHEMA_RESULT_H_

#include <cassert>
#include <optional>
#include <utility>

#include <pressmark/status.h>

namespace pressmark {

// A value, or the status that says why there is none. The value may be taken
// only where ok() holds; that is the caller's promise, asserted in debug
// builds.
template <typename T>
class [[nodiscard]] Result {
 public:
  // Both conversions are implicit so that a function can `return value;` and
  // `return InvalidArgument(…);` alike. `status` must not be ok.
  Result(T value) : value_(std::move(value)) {}
  Result(Status status) : status_(std::move(status)) { assert(!status_.ok()); }

  bool ok() const { return value_.has_value(); }
  // Ok when there is a value.
  const Status& status() const { return status_; }

  T& value() & {
    assert(ok());
    return *value_;
  }
  const T& value() const& {
    assert(ok());
    return *value_;
  }
  T&& value() && {
    assert(ok());
    return *std::move(value_);
  }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_RESULT_H_
