#include "engine/term_name.h"

#include <type_traits>
#include <variant>

#include "engine/keys.h"
#include "engine/terms.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

std::string TextOf(const TermValue& value) {
  if (value.tag == TermTag::kAbsent) return "absent";
  if (value.tag == TermTag::kEmpty) return "empty";
  if (value.tag == TermTag::kNull) return "null";
  if (value.tag == TermTag::kMapping) return "mapping";
  return std::visit(
      [](const auto& held) -> std::string {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, bool>) {
          return held ? "true" : "false";
        } else if constexpr (std::is_same_v<Held, std::string>) {
          return schema::Excerpt(held);
        } else if constexpr (std::is_same_v<Held, Date>) {
          return FormatDate(held);
        } else {
          return std::to_string(held);
        }
      },
      value.value);
}

}  // namespace

std::string TermName(std::string_view term_key) {
  Result<TermKeyParts> parts = ParseTermKey(term_key);
  if (!parts.ok()) return "term " + schema::Excerpt(term_key);
  std::string index = " of index " + std::to_string(parts->index);
  if (parts->index == kAllIndex) return "the list of all articles";
  Result<TermValue> value = DecodeTerm(parts->term);
  return "term " +
         (value.ok() ? TextOf(*value) : schema::Excerpt(parts->term)) + index;
}

}  // namespace pressmark::engine
