#include <algorithm>

#include <pressmark/value.h>

#include "schema/scalar.h"

namespace pressmark {

bool Value::boolean() const {
  // Of the six spellings only those of true begin so.
  return kind() == ValueKind::kBool &&
         (text().starts_with('t') || text().starts_with('T'));
}

std::int64_t Value::integer() const {
  if (kind() != ValueKind::kInteger) return 0;
  return schema::ParseInteger(text()).value_or(0);
}

double Value::number() const {
  if (kind() == ValueKind::kInteger) return static_cast<double>(integer());
  if (kind() != ValueKind::kDecimal) return 0;
  return schema::ParseDecimal(text()).value_or(0);
}

std::size_t Value::size() const {
  return static_cast<std::size_t>(std::distance(begin(), end()));
}

Value::Iterator Value::begin() const {
  return is_scalar() ? end() : Iterator(*this, node_ + 1);
}

Value::Iterator Value::end() const { return Iterator(*this, node().end); }

std::optional<Value> Value::Find(std::string_view key) const {
  if (kind() != ValueKind::kMapping) return std::nullopt;
  for (const Value member : *this) {
    if (member.key() == key) return member;
  }
  return std::nullopt;
}

bool Value::blank() const {
  switch (kind()) {
    case ValueKind::kNull:
      return true;
    case ValueKind::kText:
      return schema::TrimBlanks(text()).empty();
    case ValueKind::kList:
      return std::all_of(begin(), end(),
                         [](const Value& item) { return item.blank(); });
    case ValueKind::kMapping:
      return begin() == end();
    default:
      return false;
  }
}

}  // namespace pressmark
