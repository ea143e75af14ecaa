#include "engine/index_name.h"

#include <utility>

#include "engine/path_text.h"
#include "schema/utf8.h"

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
  if (kind && *kind != field.kind) {
    return InvalidArgument(field.name + " is a field of kind " +
                           KindName(field.kind) + ", not " + KindName(*kind) +
                           "; a dot before it would name the front matter");
  }
  IndexDefinition index;
  index.field = number;
  index.kind = field.kind;
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
  bool ambiguous = index.path.size() == 1 && mapping.Find(text).has_value();
  return ambiguous ? '.' + text : text;
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
                             "; say which");
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
