#include "schema/field_values.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_set>
#include <utility>

#include "schema/fold.h"
#include "schema/scalar.h"
#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

// Warnings of one kind that a field gives; a list of a thousand nulls is told
// well enough with these.
constexpr std::size_t kMostWarnings = 8;

bool IsTextual(FieldKind kind) {
  return kind == FieldKind::kText || kind == FieldKind::kFolded;
}

std::optional<FieldValue> NumberOf(const Value& value) {
  const std::string_view text = value.text();
  const ValueKind kind = PlainScalarKind(text);
  if (kind == ValueKind::kInteger) return *ParseInteger(text);
  if (kind != ValueKind::kDecimal) return std::nullopt;
  const double number = *ParseDecimal(text);
  if (std::isnan(number)) return std::nullopt;
  return number;
}

// A scalar as a value of a kind, or nothing.
std::optional<FieldValue> Convert(const Value& scalar, FieldKind kind) {
  switch (kind) {
    case FieldKind::kText:
    case FieldKind::kFolded: {
      const std::string_view text = TrimBlanks(scalar.text());
      if (text.empty()) return std::nullopt;
      return std::string(text);
    }
    case FieldKind::kNumber:
      return NumberOf(scalar);
    case FieldKind::kDate:
      if (const auto date = ParseDate(scalar.text())) return *date;
      return std::nullopt;
    case FieldKind::kBool:
      if (scalar.kind() != ValueKind::kBool) return std::nullopt;
      return scalar.boolean();
  }
  return std::nullopt;
}

std::string_view Wanted(FieldKind kind) {
  switch (kind) {
    case FieldKind::kNumber:
      return "a number";
    case FieldKind::kDate:
      return "a date";
    case FieldKind::kBool:
      return "true or false";
    case FieldKind::kText:
    case FieldKind::kFolded:
      break;
  }
  return "a text";
}

std::string Found(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return "null";
    case ValueKind::kList:
      return "a list";
    case ValueKind::kMapping:
      return "a mapping";
    default:
      return Excerpt(value.text());
  }
}

// The values of a field, each once.
class Distinct {
 public:
  explicit Distinct(FieldKind kind) : kind_(kind) {}

  const std::vector<FieldValue>& values() const { return values_; }
  std::vector<FieldValue>&& Take() { return std::move(values_); }

  bool Contains(const FieldValue& value) const {
    if (const auto* text = std::get_if<std::string>(&value)) {
      return texts_.contains(Identity(*text));
    }
    return std::find(values_.begin(), values_.end(), value) != values_.end();
  }

  void Add(FieldValue value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      texts_.insert(Identity(*text));
    }
    values_.push_back(std::move(value));
  }

 private:
  std::string Identity(const std::string& text) const {
    return kind_ == FieldKind::kFolded ? Fold(text) : text;
  }

  FieldKind kind_;
  std::vector<FieldValue> values_;
  std::unordered_set<std::string> texts_;
};

// Derives one field.
class Derivation {
 public:
  Derivation(const FieldDefinition& field, const ValueTree& tree,
             const Limits& limits)
      : field_(field), tree_(tree), limits_(limits), found_(field.kind) {}

  std::vector<FieldValue> Run(std::vector<Warning>* warnings) {
    for (const FieldPath& path : field_.paths) {
      passed_over_.clear();
      Follow(tree_.root(), path.segments, path.host);
      if (!found_.values().empty()) break;
      Append(&passed_over_, &unused_);
    }
    // What an unused path held matters only where no other path was used; a
    // value of a wrong form is always told.
    Append(&wrong_, warnings);
    Append(found_.values().empty() ? &unused_ : &passed_over_, warnings);
    return found_.Take();
  }

 private:
  static void Append(std::vector<Warning>* from, std::vector<Warning>* to) {
    to->insert(to->end(), std::make_move_iterator(from->begin()),
               std::make_move_iterator(from->end()));
    from->clear();
  }

  bool full() const {
    return found_.values().size() >= (field_.many ? limits_.field_values : 1);
  }

  // Walks on from `value` along the rest of a path. Recursion goes no deeper
  // than the tree.
  void Follow(const Value& value, std::span<const std::string> path,
              bool host) {
    if (path.empty()) {
      TakeAll(value, host);
    } else if (value.kind() == ValueKind::kList) {
      for (const Value item : value) Follow(item, path, host);
    } else if (const auto member = value.Find(path.front())) {
      Follow(*member, path.subspan(1), host);
    }
  }

  // Takes what stands at the end of a path.
  void TakeAll(const Value& value, bool host) {
    if (value.kind() != ValueKind::kList) {
      if (!IsAbsent(value)) Take(value, host);
      return;
    }
    if (!field_.many && !full()) {
      Tell(&passed_over_, value, "is a list; its first value is taken");
    }
    for (const Value item : value) Take(item, host);
  }

  // A key without a value, which says nothing and is not worth a warning.
  bool IsAbsent(const Value& value) const {
    return value.kind() == ValueKind::kNull ||
           (IsTextual(field_.kind) && value.is_scalar() && value.blank());
  }

  void Take(const Value& value, bool host) {
    if (full() && !field_.many) return;
    std::optional<FieldValue> converted;
    if (value.is_scalar() && value.kind() != ValueKind::kNull) {
      converted = host ? ConvertHost(value) : Convert(value, field_.kind);
    }
    if (!converted) {
      PassOver(value, host);
    } else if (found_.Contains(*converted)) {
      return;
    } else if (!full()) {
      found_.Add(std::move(*converted));
    } else {
      WarnOfLimit(value);
    }
  }

  static std::optional<FieldValue> ConvertHost(const Value& value) {
    if (auto host = HostOf(TrimBlanks(value.text()))) return *std::move(host);
    return std::nullopt;
  }

  void PassOver(const Value& value, bool host) {
    const std::string wanted(host ? "the URL of a host" : Wanted(field_.kind));
    if (value.is_scalar() && !value.blank() && !host) {
      return Tell(&wrong_, value, Excerpt(value.text()) + " is not " + wanted);
    }
    Tell(&passed_over_, value,
         Found(value) + " is passed over, expected " + wanted);
  }

  void WarnOfLimit(const Value& value) {
    if (told_limit_) return;
    told_limit_ = true;
    Tell(&wrong_, value,
         "more than " + std::to_string(limits_.field_values) +
             " values; from here on they are left out of the field");
  }

  void Tell(std::vector<Warning>* list, const Value& value,
            std::string_view message) {
    if (list->size() >= kMostWarnings) return;
    list->push_back({tree_.positions[value.index()],
                     field_.name + ": " + std::string(message)});
  }

  const FieldDefinition& field_;
  const ValueTree& tree_;
  const Limits& limits_;
  Distinct found_;
  bool told_limit_ = false;
  std::vector<Warning> wrong_;        // of every path tried
  std::vector<Warning> passed_over_;  // of the path at hand
  std::vector<Warning> unused_;       // of paths before it
};

bool IsAsciiLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A scheme by RFC 3986, section 3.1.
bool IsScheme(std::string_view text) {
  return !text.empty() && IsAsciiLetter(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return IsAsciiLetter(c) || (c >= '0' && c <= '9') || c == '+' ||
                  c == '-' || c == '.';
         });
}

std::string_view WithoutPort(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos) return host;
  const std::string_view port = host.substr(colon + 1);
  const bool digits =
      port.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? host.substr(0, colon) : host;
}

}  // namespace

std::vector<std::vector<FieldValue>> DeriveFields(
    const Mapping& mapping, const ValueTree& front_matter, const Limits& limits,
    std::vector<Warning>* warnings) {
  std::vector<std::vector<FieldValue>> fields;
  fields.reserve(mapping.fields().size());
  for (const FieldDefinition& field : mapping.fields()) {
    fields.push_back(Derivation(field, front_matter, limits).Run(warnings));
  }
  return fields;
}

std::optional<std::string> HostOf(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos || !IsScheme(url.substr(0, colon))) {
    return std::nullopt;
  }
  std::string_view authority = url.substr(colon + 3);
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  std::string host(WithoutPort(authority));
  for (char& c : host) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F') {
      return std::nullopt;
    }
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (host.ends_with('.')) host.pop_back();
  if (host.starts_with("www.")) host.erase(0, 4);
  if (host.empty()) return std::nullopt;
  return host;
}

}  // namespace pressmark::schema
