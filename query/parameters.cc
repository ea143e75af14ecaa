#include "query/parameters.h"

#include <charconv>
#include <system_error>
#include <variant>
#include <vector>

#include "query/diagnostic.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

std::string Name(std::string_view name) {
  return "parameter :" + std::string(name);
}

Status NoCount(std::string_view name, const std::string& found) {
  return InvalidArgument(Name(name) + " must be a whole number from 0 on" +
                         found);
}

Result<std::uint64_t> CountFrom(std::string_view name, std::string_view text) {
  std::uint64_t count = 0;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || rest != end) {
    return NoCount(name, ", found " + schema::Excerpt(text));
  }
  return count;
}

}  // namespace

Result<const Parameter*> FindParameter(std::string_view name,
                                       const Parameters& parameters) {
  auto found = parameters.find(name);
  if (found != parameters.end()) return &found->second;
  std::vector<std::string> names;
  for (const auto& [set, parameter] : parameters) names.push_back(set);
  std::string_view nearest = Nearest(name, names);
  std::string hint;
  if (!nearest.empty()) hint = "; did you mean :" + std::string(nearest) + "?";
  return InvalidArgument(Name(name) + " is not set" + hint);
}

Result<const Parameter::Scalar*> FindScalar(std::string_view name,
                                            const Parameters& parameters) {
  Result<const Parameter*> parameter = FindParameter(name, parameters);
  if (!parameter.ok()) return parameter.status();
  const auto* scalar = std::get_if<Parameter::Scalar>(&(*parameter)->value);
  if (scalar != nullptr) return scalar;
  return InvalidArgument(Name(name) +
                         " is a list, which only `in` and `all of` take");
}

Result<std::uint64_t> FindCount(std::string_view name,
                                const Parameters& parameters) {
  Result<const Parameter::Scalar*> scalar = FindScalar(name, parameters);
  if (!scalar.ok()) return scalar.status();
  if (const auto* number = std::get_if<std::int64_t>(*scalar)) {
    if (*number < 0) return NoCount(name, ", found " + std::to_string(*number));
    return static_cast<std::uint64_t>(*number);
  }
  if (const auto* typed = std::get_if<Parameter::Typed>(*scalar)) {
    return CountFrom(name, typed->text);
  }
  return NoCount(name, "");
}

Result<std::string> FindText(std::string_view name,
                             const Parameters& parameters) {
  Result<const Parameter::Scalar*> scalar = FindScalar(name, parameters);
  if (!scalar.ok()) return scalar.status();
  if (const auto* text = std::get_if<std::string>(*scalar)) return *text;
  if (const auto* typed = std::get_if<Parameter::Typed>(*scalar)) {
    return typed->text;
  }
  return InvalidArgument(Name(name) + " must be a text");
}

}  // namespace pressmark::query
