#ifndef PRESSMARK_QUERY_FUNCTION_REF_H_
#define PRESSMARK_QUERY_FUNCTION_REF_H_

#include <type_traits>
#include <utility>

namespace pressmark::query {

// Refers to something callable without owning or copying it, so that passing a
// lambda costs nothing whatever it captures. Valid as long as what it refers
// to: meant for parameters only.
template <typename Signature>
class FunctionRef;

template <typename Outcome, typename... Arguments>
class FunctionRef<Outcome(Arguments...)> {
 public:
  template <typename Callable>
  requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef>)
      FunctionRef(const Callable& callable)
      : callable_(&callable), call_([](const void* target, Arguments... given) {
          return (*static_cast<const Callable*>(target))(
              std::forward<Arguments>(given)...);
        }) {}

  Outcome operator()(Arguments... given) const {
    return call_(callable_, std::forward<Arguments>(given)...);
  }

 private:
  const void* callable_;
  Outcome (*call_)(const void*, Arguments...);
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_FUNCTION_REF_H_
