#include "query/complete_name.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/path_text.h"
#include "query/bind_subject.h"
#include "query/fields.h"
#include "query/parser/lexicon.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using Kind = Completion::Kind;
using parser::PlaceKind;

// What is known of a name below a path.
struct Child {
  bool scalars = false;   // texts, numbers, bools stand there
  bool children = false;  // names stand below it
};

using Children = std::map<std::string, Child>;

// The names below the path `parent`.
Result<Children> ChildrenOf(const std::vector<std::string>& parent,
                            const engine::Reader& reader) {
  Result<std::vector<KnownPath>> known = reader.KnownPaths();
  if (!known.ok()) return known.status();
  std::string above = engine::PathText(parent);
  Children children;
  for (const KnownPath& path : *known) {
    if (!path.path.starts_with(above)) continue;
    // `parent.*`, which stands for names that nobody remembers, is no path.
    Result<engine::ParsedPath> read = engine::ParsePathText(path.path);
    if (!read.ok() || read->names.size() <= parent.size()) continue;
    if (!std::equal(parent.begin(), parent.end(), read->names.begin())) {
      continue;
    }
    Child& child = children[read->names[parent.size()]];
    if (read->names.size() > parent.size() + 1) {
      child.children = true;
    } else {
      child.scalars = path.texts + path.numbers + path.bools > 0;
    }
  }
  return children;
}

class NameCompleter {
 public:
  NameCompleter(std::string_view text, const parser::Place& place,
                const engine::Reader& reader)
      : typed_(place.path.segments.back().name),
        kept_(text.substr(place.begin, place.segment - place.begin)),
        quote_(place.quote),
        fields_(place.path.segments.size() == 1 && place.elements.empty() &&
                quote_ == 0 &&
                (!place.path.dotted || place.kind == PlaceKind::kReference)),
        mapping_(reader.mapping()) {}

  void AddColumns(const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
      if (!parser::BeginsWith(column, typed_)) continue;
      names_.push_back({Kind::kField, column, {}});
    }
  }

  void AddFields() {
    if (!fields_) return;
    for (const FieldDefinition& field : mapping_.fields()) {
      if (!parser::BeginsWith(field.name, typed_)) continue;
      names_.push_back({Kind::kField, std::string(kept_) + field.name, {}});
    }
  }

  void AddPath(const std::string& name, const Child& child) {
    bool shown = parser::BeginsWith(name, typed_) &&
                 schema::EscapeControls(name) == name && !name.empty();
    if (!shown) return;
    bool only_below = child.children && !child.scalars;
    bool is_field = fields_ && mapping_.Find(name);
    // A field's name is the field; names below it are the front matter's.
    if (is_field && !child.children) return;
    std::string path = Written(name);
    if (only_below || is_field) path += '.';
    names_.push_back({Kind::kPath, std::move(path), {}});
  }

  void AddSystemNames() {
    for (const SystemTraits& traits : SystemNames()) {
      if (!parser::BeginsWith(traits.name.substr(1), typed_)) continue;
      names_.push_back({Kind::kSystemName, std::string(traits.name), {}});
    }
  }

  std::vector<Completion> Take() { return std::move(names_); }

 private:
  std::string Written(const std::string& name) const {
    std::string path(kept_);
    if (quote_ != 0) return path + parser::QuotedBy(quote_, name);
    bool plain = parser::IsName(name);
    bool dot = kept_.empty() && (!plain || parser::IsReserved(name));
    if (dot) path += '.';
    return path + (plain ? name : parser::Quoted(name));
  }

  std::string_view typed_;
  std::string_view kept_;  // of the path before that
  char quote_;
  bool fields_;  // whether a field may stand here
  const Mapping& mapping_;
  std::vector<Completion> names_;
};

}  // namespace

Result<std::vector<Completion>> CompleteName(
    std::string_view text, const parser::Place& place,
    const std::vector<std::string>& above, const engine::Reader& reader) {
  NameCompleter completer(text, place, reader);
  const parser::Path& path = place.path;
  if (path.system) {
    completer.AddSystemNames();
    return completer.Take();
  }
  bool whole = path.segments.size() == 1 && !path.dotted;
  if (whole) completer.AddColumns(place.columns);
  if (place.only_columns) return completer.Take();
  completer.AddFields();
  std::vector<std::string> parent;
  // On the right of a test the dot only tells a path from a word.
  if (!path.dotted || place.kind == PlaceKind::kReference) parent = above;
  std::vector<std::string> names = NamesOf(path.segments);
  parent.insert(parent.end(), names.begin(), names.end() - 1);
  Result<Children> children = ChildrenOf(parent, reader);
  if (!children.ok()) return children.status();
  for (const auto& [name, child] : *children) completer.AddPath(name, child);
  bool begun = path.segments.size() > 1 || path.dotted || place.quote != 0 ||
               !path.segments.front().name.empty();
  if (!begun) completer.AddSystemNames();
  return completer.Take();
}

}  // namespace pressmark::query
