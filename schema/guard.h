#ifndef PRESSMARK_SCHEMA_GUARD_H_
#define PRESSMARK_SCHEMA_GUARD_H_

#include <exception>
#include <new>
#include <utility>

#include <pressmark/status.h>

namespace pressmark::schema {

// Made beforehand: where memory is short there may be none to say so with.
inline const Status kNoMemory = LimitExceeded("not enough memory");

// The result of `function`, which returns a Status or a Result; where it
// throws, kLimitExceeded for want of memory, else kInternal. The library's
// outermost wall: public methods that may allocate stand behind it.
template <typename Function>
auto Guarded(Function&& function) -> decltype(function()) {
  try {
    return std::forward<Function>(function)();
  } catch (const std::bad_alloc&) {
    return kNoMemory;
  } catch (const std::exception& error) {
    return Internal(error.what());
  }
}

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_GUARD_H_
