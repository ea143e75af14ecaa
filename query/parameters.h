#ifndef PRESSMARK_QUERY_PARAMETERS_H_
#define PRESSMARK_QUERY_PARAMETERS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/query.h>
#include <pressmark/result.h>

namespace pressmark::query {

// The parameter of that name. kInvalidArgument where it is not set, with the
// set one most like it. Lives as long as `parameters`.
Result<const Parameter*> FindParameter(std::string_view name,
                                       const Parameters& parameters);

// A parameter that must be one value; kInvalidArgument where it is a list.
Result<const Parameter::Scalar*> FindScalar(std::string_view name,
                                            const Parameters& parameters);

// A parameter that must be a whole number from 0 on, as `limit` takes.
Result<std::uint64_t> FindCount(std::string_view name,
                                const Parameters& parameters);

// A parameter that must be a text, as `after` takes.
Result<std::string> FindText(std::string_view name,
                             const Parameters& parameters);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_PARAMETERS_H_
