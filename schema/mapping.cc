#include <algorithm>
#include <array>
#include <utility>

#include <pressmark/mapping.h>

#include "schema/mapping_text.h"

namespace pressmark {
namespace {

struct NamedKind {
  FieldKind kind;
  std::string_view name;
};

constexpr std::array<NamedKind, 5> kKinds = {{
    {FieldKind::kText, "text"},
    {FieldKind::kFolded, "folded"},
    {FieldKind::kNumber, "number"},
    {FieldKind::kDate, "date"},
    {FieldKind::kBool, "bool"},
}};

FieldPath At(std::vector<std::string> segments) {
  return {std::move(segments), false};
}

FieldPath HostAt(std::vector<std::string> segments) {
  return {std::move(segments), true};
}

}  // namespace

std::string_view FieldKindName(FieldKind kind) {
  for (const NamedKind& named : kKinds) {
    if (named.kind == kind) return named.name;
  }
  return "unknown";
}

std::optional<FieldKind> FieldKindFromName(std::string_view name) {
  for (const NamedKind& named : kKinds) {
    if (named.name == name) return named.kind;
  }
  return std::nullopt;
}

Mapping Mapping::BuiltIn() {
  Mapping mapping;
  // An author may be a text, a list of texts, or a list of mappings with names.
  mapping.fields_ = {
      {"title", FieldKind::kText, false, false, {At({"title"})}},
      {"date",
       FieldKind::kDate,
       false,
       false,
       {At({"date"}), At({"publishDate"}), At({"published"}), At({"lastMod"})}},
      {"topic",
       FieldKind::kFolded,
       true,
       true,
       {At({"openProjectCustomFields", "medigyTopics"}), At({"topics"}),
        At({"categoryLabel"}), At({"categories"}), At({"tags"})}},
      {"brand",
       FieldKind::kFolded,
       false,
       true,
       {At({"link", "brand"}), At({"linkBrand"}), At({"brand"}), At({"source"}),
        At({"publisher"}), HostAt({"link", "href"}), HostAt({"source_url"}),
        HostAt({"canonical_url"})}},
      {"author",
       FieldKind::kFolded,
       true,
       false,
       {At({"author"}), At({"author", "name"}), At({"authors"}),
        At({"authors", "name"}), At({"byline"}), At({"byline", "name"})}},
      {"slug", FieldKind::kText, false, false, {At({"slug"})}},
  };
  return mapping;
}

Result<Mapping> Mapping::Parse(std::string_view yaml) {
  Result<schema::MappingText> text = schema::ParseMappingText(yaml);
  if (!text.ok()) return text.status();
  Mapping mapping = BuiltIn();
  mapping.indexes_ = std::move(text->indexes);
  for (FieldDefinition& field : text->fields) {
    if (const auto number = mapping.Find(field.name)) {
      mapping.fields_[*number] = std::move(field);
    } else {
      mapping.fields_.push_back(std::move(field));
    }
  }
  return mapping;
}

std::optional<std::uint16_t> Mapping::Find(std::string_view name) const {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].name == name) return static_cast<std::uint16_t>(i);
  }
  return std::nullopt;
}

std::string Mapping::ToYaml() const {
  return schema::PrintMappingText(fields_, indexes_);
}

}  // namespace pressmark
