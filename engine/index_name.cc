#include "engine/index_name.h"

#include <utility>

#include "engine/path_text.h"
#include "schema/name.h"

namespace pressmark::engine {

namespace {

std::string KindName(FieldKind kind) {
  return std::string(FieldKindName(kind));
}

Result<IndexDefinition> FieldIndex(std::uint16_t number,
                                   std::optional<FieldKind> kind,
                                   const Mapping& mapping) {
  const FieldDefinition& field = mapping.fields()[number];
  if (number == kDateField) {
    return InvalidArgument(
        "date needs no index: articles are always kept in its order");
  }
  bool folds = field.kind == FieldKind::kText && kind == FieldKind::kFolded;
  if (kind && *kind != field.kind && !folds) {
    return InvalidArgument(field.name + " is a field of kind " +
                           KindName(field.kind) + ", not " + KindName(*kind) +
                           "; a dot before it would name the front matter");
  }
  IndexDefinition index;
  index.field = number;
  index.kind = kind.value_or(field.kind);
  return index;
}

}  // namespace

Result<IndexDefinition> ResolveIndex(std::string_view path,
                                     std::optional<FieldKind> kind,
                                     const Mapping& mapping) {
  Result<ParsedPath> parsed = ParsePathText(path);
  if (!parsed.ok()) return parsed.status();
  if (!parsed->dotted && parsed->names.size() == 1) {
    std::optional<std::uint16_t> field = mapping.Find(parsed->names.front());
    if (field) return FieldIndex(*field, kind, mapping);
  }
  if (path.size() > schema::kMostPathBytes) {
    return LimitExceeded("a path of " + std::to_string(path.size()) +
                         " bytes is longer than any that is told apart, " +
                         std::to_string(schema::kMostPathBytes));
  }
  IndexDefinition index;
  index.path = std::move(parsed->names);
  index.kind = kind.value_or(FieldKind::kText);
  return index;
}

std::string IndexName(const IndexDefinition& index, const Mapping& mapping) {
  std::uint16_t date = kDateField;
  if (index.number == kAllIndex) return mapping.fields()[date].name;
  if (index.field) return mapping.fields()[*index.field].name;
  std::string text = PathText(index.path);
  bool of_a_field = index.path.size() == 1 && mapping.Find(text).has_value();
  bool keyword = schema::IsReserved(index.path.front());
  return of_a_field || keyword ? '.' + text : text;
}

Result<IndexDefinition> ChooseIndex(const std::vector<IndexDefinition>& indexes,
                                    std::string_view path,
                                    std::optional<FieldKind> kind,
                                    const Mapping& mapping) {
  Result<IndexDefinition> wanted = ResolveIndex(path, kind, mapping);
  if (!wanted.ok()) return wanted;
  std::string kinds;
  std::optional<IndexDefinition> found;
  for (const IndexDefinition& index : indexes) {
    bool same = index.number != kAllIndex && index.field == wanted->field &&
                index.path == wanted->path;
    if (!same || (kind && index.kind != *kind)) continue;
    kinds += (found ? " and " : "") + KindName(index.kind);
    if (found) {
      return InvalidArgument("there are several indexes on " +
                             IndexName(index, mapping) + ", of kinds " + kinds +
                             "; say which kind");
    }
    found = index;
  }
  if (found) return *std::move(found);
  return NotFound(
      "there is no index on " +
      IndexName({1, wanted->field, wanted->path, wanted->kind}, mapping) +
      (kind ? " of kind " + KindName(*kind) : ""));
}

}  // namespace pressmark::engine
