#include "schema/mapping_text.h"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include "schema/front_matter.h"
#include "schema/mapping_path.h"
#include "schema/name.h"
#include "schema/scalar.h"
#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

constexpr std::string_view kDateName = "date";

constexpr std::size_t kMostFields = 1'000;
constexpr std::size_t kMostIndexes = 1'000;

// Reads the tree of a mapping file.
class MappingReader {
 public:
  explicit MappingReader(const ValueTree& tree) : tree_(tree) {}

  Status Read(MappingText* text) const {
    const Value root = tree_.root();
    for (const Value member : root) {
      Status s;
      if (member.key() == "fields") {
        s = ReadFields(member, &text->fields);
      } else if (member.key() == "indexes") {
        s = ReadIndexes(member, &text->indexes);
      } else {
        s = Refuse(member, "unknown key " + Excerpt(member.key()) +
                               "; a mapping file has only \"fields\" and "
                               "\"indexes\"");
      }
      if (!s.ok()) return s;
    }
    if (root.begin() != root.end()) return Status();
    return Refuse(root,
                  "expected \"fields:\" and a mapping of names, or "
                  "\"indexes:\" and a list of paths");
  }

 private:
  TextPosition PlaceOf(const Value& value) const {
    return tree_.positions[value.index()];
  }

  Status Refuse(const Value& value, std::string message) const {
    return ParseError(std::move(message)).At(PlaceOf(value));
  }

  Status ReadFields(const Value& all,
                    std::vector<FieldDefinition>* fields) const {
    if (all.kind() != ValueKind::kMapping || all.blank()) {
      return Refuse(all, "expected \"fields:\" and a mapping of names");
    }
    for (const Value member : all) {
      FieldDefinition field;
      if (Status s = ReadField(member, &field); !s.ok()) return s;
      if (fields->size() == kMostFields) {
        return LimitExceeded("more than " + std::to_string(kMostFields) +
                             " fields")
            .At(PlaceOf(member));
      }
      fields->push_back(std::move(field));
    }
    return Status();
  }

  Status ReadIndexes(const Value& all, std::vector<PathIndex>* indexes) const {
    if (all.kind() != ValueKind::kList || all.begin() == all.end()) {
      return Refuse(all, "indexes: expected a list of one path or more");
    }
    for (const Value item : all) {
      PathIndex index;
      Status s = ReadIndex(item, &index);
      if (s.ok() && std::count(indexes->begin(), indexes->end(), index) > 0) {
        s = Refuse(item, Excerpt(JoinIndexPath(index.path)) + " stands twice");
      }
      if (s.ok() && indexes->size() == kMostIndexes) {
        s = LimitExceeded("more than " + std::to_string(kMostIndexes) +
                          " indexes")
                .At(PlaceOf(item));
      }
      if (!s.ok()) return s.WithContext("indexes");
      indexes->push_back(std::move(index));
    }
    return Status();
  }

  // `PATH` or `{ path: PATH, kind: KIND }`.
  Status ReadIndex(const Value& item, PathIndex* index) const {
    if (item.is_scalar()) return ReadIndexPath(item, &index->path);
    const auto path = item.Find("path");
    if (!path) return Refuse(item, "expected a path or { path: …, kind: … }");
    for (const Value setting : item) {
      Status s;
      if (setting.key() == "path") {
        s = ReadIndexPath(setting, &index->path);
      } else if (setting.key() == "kind") {
        s = ReadKind(setting, &index->kind);
      } else {
        s = Refuse(setting, "unknown key " + Excerpt(setting.key()) +
                                "; expected path or kind");
      }
      if (!s.ok()) return s;
    }
    return Status();
  }

  Status ReadIndexPath(const Value& value,
                       std::vector<std::string>* segments) const {
    if (value.kind() == ValueKind::kNull) {
      return Refuse(value, "expected a path, found null");
    }
    if (value.text().size() > kMostPathBytes) {
      return LimitExceeded("a path is longer than " +
                           std::to_string(kMostPathBytes) + " bytes")
          .At(PlaceOf(value));
    }
    if (value.text().starts_with('@')) {
      return Refuse(value, Excerpt(value.text()) +
                               " is the system's and no front matter; a key "
                               "that begins with @ stands in double quotes");
    }
    return ReadSegments(value, "", segments);
  }

  // The keys of a path; `what` stands before the words of a refusal.
  Status ReadSegments(const Value& value, std::string_view what,
                      std::vector<std::string>* segments) const {
    auto split = SplitPath(value.text());
    if (!value.is_scalar() || !split) {
      return Refuse(value, std::string(what) + Excerpt(value.text()) +
                               " is no path; expected keys with dots between, "
                               "as link.brand");
    }
    *segments = *std::move(split);
    return Status();
  }

  Status ReadField(const Value& member, FieldDefinition* field) const {
    field->name = member.key();
    const std::string name = Excerpt(member.key());
    if (!IsName(member.key())) {
      return Refuse(member, name +
                                " cannot name a field; use letters, digits, "
                                "_ and -, a letter first");
    }
    if (IsReserved(member.key())) {
      return Refuse(member, name +
                                " is a word of the query language and "
                                "cannot name a field");
    }
    if (member.kind() != ValueKind::kMapping) {
      return Refuse(member,
                    "field " + name + ": expected { kind: …, paths: […] }");
    }
    for (const Value setting : member) {
      if (Status s = ReadSetting(setting, field); !s.ok()) {
        return s.WithContext("field " + name);
      }
    }
    if (Status s = CheckField(member, *field); !s.ok()) return s;
    if (field->name == kDateName) {
      field->indexed = false;  // the date order itself is its index
    }
    return Status();
  }

  Status ReadSetting(const Value& setting, FieldDefinition* field) const {
    if (setting.key() == "kind") return ReadKind(setting, &field->kind);
    if (setting.key() == "paths") return ReadPaths(setting, &field->paths);
    if (setting.key() == "many") return ReadBool(setting, &field->many);
    if (setting.key() == "index") return ReadBool(setting, &field->indexed);
    return Refuse(setting, "unknown key " + Excerpt(setting.key()) +
                               "; expected kind, paths, many or index");
  }

  Status ReadKind(const Value& value, FieldKind* kind) const {
    const auto named = FieldKindFromName(value.text());
    if (!named) {
      return Refuse(value, "unknown kind " + Excerpt(value.text()) +
                               "; expected text, folded, number, date or bool");
    }
    *kind = *named;
    return Status();
  }

  Status ReadBool(const Value& value, bool* flag) const {
    if (value.kind() != ValueKind::kBool) {
      return Refuse(value,
                    std::string(value.key()) + ": expected true or false");
    }
    *flag = value.boolean();
    return Status();
  }

  Status ReadPaths(const Value& value, std::vector<FieldPath>* paths) const {
    if (value.kind() != ValueKind::kList || value.begin() == value.end()) {
      return Refuse(value, "paths: expected a list of one path or more");
    }
    for (const Value item : value) {
      FieldPath path;
      if (Status s = ReadPath(item, &path); !s.ok()) return s;
      paths->push_back(std::move(path));
    }
    return Status();
  }

  Status ReadPath(const Value& item, FieldPath* path) const {
    Value text = item;
    if (const auto host = item.Find("host"); host && item.size() == 1) {
      text = *host;
      path->host = true;
    }
    if (!text.is_scalar()) {
      return Refuse(text, "paths: expected a path or { host: path }");
    }
    return ReadSegments(text, "paths: ", &path->segments);
  }

  Status CheckField(const Value& member, const FieldDefinition& field) const {
    const std::string name = "field " + Excerpt(field.name) + ": ";
    if (!member.Find("kind")) return Refuse(member, name + "has no kind");
    if (!member.Find("paths")) return Refuse(member, name + "has no paths");
    const bool textual =
        field.kind == FieldKind::kText || field.kind == FieldKind::kFolded;
    for (const FieldPath& path : field.paths) {
      if (path.host && !textual) {
        return Refuse(member, name + "a host is a text, and the kind is " +
                                  std::string(FieldKindName(field.kind)));
      }
    }
    if (field.name != kDateName) return Status();
    if (field.kind != FieldKind::kDate || field.many) {
      return Refuse(member, name + "must be of kind date, and not many");
    }
    if (member.Find("index") && !field.indexed) {
      return Refuse(*member.Find("index"), name + "is always indexed");
    }
    return Status();
  }

  const ValueTree& tree_;
};

bool IsWord(std::string_view text) {
  return PlainScalarKind(text) == ValueKind::kText && IsNameStart(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           const bool ascii = static_cast<unsigned char>(c) < 0x80;
           return (ascii && IsNameByte(c)) || c == '.' || c == '-';
         });
}

// A text as a YAML scalar: as it is where it is a simple word, else in double
// quotes, with controls (C0, DEL and C1) escaped.
std::string Quote(std::string_view text) {
  if (IsWord(text)) return std::string(text);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() &&
                    static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) byte = static_cast<unsigned char>(text[++i]);
    if (c1 || byte < ' ' || byte == 0x7F) {
      quoted += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      if (byte == '"' || byte == '\\') quoted += '\\';
      quoted += text[i];
    }
  }
  return quoted + '"';
}

std::string PrintField(const FieldDefinition& field) {
  std::string paths;
  for (const FieldPath& path : field.paths) {
    if (!paths.empty()) paths += ", ";
    const std::string text = Quote(JoinPath(path.segments));
    paths += path.host ? "{ host: " + text + " }" : text;
  }
  std::string yaml = "  " + Quote(field.name) +
                     ": { kind: " + std::string(FieldKindName(field.kind));
  if (field.many) yaml += ", many: true";
  yaml += ", paths: [" + paths + "]";
  if (field.indexed) yaml += ", index: true";
  return yaml + " }\n";
}

std::string PrintIndex(const PathIndex& index) {
  const std::string path = Quote(JoinIndexPath(index.path));
  if (index.kind == FieldKind::kText) return "  - " + path + '\n';
  return "  - { path: " + path +
         ", kind: " + std::string(FieldKindName(index.kind)) + " }\n";
}

}  // namespace

Result<MappingText> ParseMappingText(std::string_view yaml) {
  try {
    const Result<FrontMatter> parsed = ParseYaml({yaml, 1, 0}, Limits());
    if (!parsed.ok()) return parsed.status();
    if (!parsed->warnings.empty()) {
      const Warning& repeat = parsed->warnings.front();
      const std::size_t end = repeat.message.rfind("; ");
      return ParseError(repeat.message.substr(0, end)).At(repeat.position);
    }
    MappingText text;
    const MappingReader reader(parsed->tree);
    if (Status s = reader.Read(&text); !s.ok()) return s;
    return text;
  } catch (const std::bad_alloc&) {
    return LimitExceeded("not enough memory to read the mapping");
  }
}

std::string PrintMappingText(const std::vector<FieldDefinition>& fields,
                             const std::vector<PathIndex>& indexes) {
  std::string yaml = "fields:\n";
  for (const FieldDefinition& field : fields) yaml += PrintField(field);
  if (!indexes.empty()) yaml += "indexes:\n";
  for (const PathIndex& index : indexes) yaml += PrintIndex(index);
  return yaml;
}

}  // namespace pressmark::schema
