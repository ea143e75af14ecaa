#include "query/row_maker.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "query/fields.h"
#include "query/prune.h"

namespace pressmark::query {

namespace {

BoundColumn KeyColumn() {
  BoundColumn column;
  column.subject.root = SubjectRoot::kSystem;
  column.subject.system = SystemName::kKey;
  column.subject.name = "@key";
  column.name = column.subject.name;
  return column;
}

BoundColumn FieldColumn(std::uint16_t number, const Mapping& mapping) {
  const FieldDefinition& field = mapping.fields()[number];
  BoundColumn column;
  column.subject.root = SubjectRoot::kField;
  column.subject.field = number;
  column.subject.field_kind = field.kind;
  column.subject.many = field.many;
  column.subject.folded = field.kind == FieldKind::kFolded;
  column.subject.name = field.name;
  column.name = field.name;
  return column;
}

bool IsKeyColumn(const BoundColumn& column) {
  return !column.star && IsKey(column.subject);
}

std::vector<BoundColumn> ColumnsOf(const std::vector<BoundColumn>& selected,
                                   const Mapping& mapping) {
  std::vector<BoundColumn> columns;
  if (selected.empty()) {
    columns.push_back(KeyColumn());
    for (std::uint16_t field :
         {kDateField, kTitleField, kBrandField, kTopicField}) {
      columns.push_back(FieldColumn(field, mapping));
    }
    return columns;
  }
  bool key = std::any_of(selected.begin(), selected.end(), IsKeyColumn);
  for (const BoundColumn& column : selected) {
    if (column.star && !key) columns.push_back(KeyColumn());
    columns.push_back(column);
  }
  return columns;
}

// The name, where a known path (engine/known_paths.h) is one alone.
std::optional<std::string> TopName(std::string_view path) {
  if (path == "*") return std::nullopt;
  if (path.empty() || path.front() != '.') {
    if (path.find('.') != path.npos) return std::nullopt;
    return std::string(path);
  }
  std::string name;
  std::size_t i = 2;  // behind the dot and the quote
  for (; i < path.size() && path[i] != '"'; ++i) {
    bool escape = path[i] == '\\' && i + 1 < path.size() &&
                  (path[i + 1] == '"' || path[i + 1] == '\\');
    if (escape) ++i;
    name += path[i];
  }
  if (i + 1 != path.size()) return std::nullopt;
  return name;
}

Result<std::vector<std::string>> MembersOf(const BoundColumn& star,
                                           const engine::Reader& reader) {
  auto paths = reader.KnownPaths();
  if (!paths.ok()) return paths.status();
  std::vector<std::string> members;
  for (const KnownPath& path : *paths) {
    std::optional<std::string> name = TopName(path.path);
    if (!name) continue;
    bool excepted =
        std::any_of(star.except.begin(), star.except.end(),
                    [&name](const std::vector<parser::Segment>& except) {
                      return except.size() == 1 && except[0].name == *name;
                    });
    if (!excepted) members.push_back(*std::move(name));
  }
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace

Result<RowMaker> RowMaker::Create(const std::vector<BoundColumn>& selected,
                                  const engine::Reader& reader) {
  RowMaker maker;
  maker.selected_ = ColumnsOf(selected, reader.mapping());
  for (const BoundColumn& bound : maker.selected_) {
    Column column{bound.name, bound.star, {}};
    if (bound.star) {
      auto members = MembersOf(bound, reader);
      if (!members.ok()) return members.status();
      column.members = *std::move(members);
    }
    maker.columns_.push_back(std::move(column));
  }
  return maker;
}

void RowMaker::Make(const Subjected& article, std::int16_t zone_minutes,
                    std::vector<Cell>* row) {
  row->clear();
  texts_.clear();
  pruned_.clear();
  for (const BoundColumn& column : selected_) {
    if (!column.star) {
      row->push_back(CellOf(column.subject, article, zone_minutes, &texts_));
      continue;
    }
    Value front_matter = article.record->front_matter();
    if (!column.except.empty()) {
      pruned_.push_back(Prune(front_matter, column.except));
      front_matter = pruned_.back().root();
    }
    row->push_back({front_matter});
  }
}

}  // namespace pressmark::query
