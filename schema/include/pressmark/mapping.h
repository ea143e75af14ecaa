#ifndef PRESSMARK_SCHEMA_MAPPING_H_
#define PRESSMARK_SCHEMA_MAPPING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <pressmark/date.h>
#include <pressmark/limits.h>
#include <pressmark/result.h>
#include <pressmark/value.h>

namespace pressmark {

// How a field's values are kept and compared. The numbers are stored.
enum class FieldKind : std::uint8_t {
  kText = 0,
  kFolded = 1,  // text compared by Unicode case folding, shown as written
  kNumber = 2,
  kDate = 3,
  kBool = 4,
};

// "text", "folded", "number", "date", "bool". Static storage.
std::string_view FieldKindName(FieldKind kind);
// The kind of exactly this name; nothing for any other.
std::optional<FieldKind> FieldKindFromName(std::string_view name);

// One value of a field: what the mapping found, normalised to its kind. A
// kNumber is an int64 where the source was an integer, else a double.
using FieldValue = std::variant<bool, std::int64_t, double, std::string, Date>;

// Where in the front matter a field looks: `link.brand`, or the host of the
// URL at `link.href`.
struct FieldPath {
  std::vector<std::string> segments;
  bool host = false;

  bool operator==(const FieldPath&) const = default;
};

// One field: its name, kind and the paths that fill it, the first usable one
// first.
struct FieldDefinition {
  std::string name;
  FieldKind kind = FieldKind::kText;
  bool many = false;     // takes every value of a list, else the first
  bool indexed = false;  // kept as posting lists
  std::vector<FieldPath> paths;

  bool operator==(const FieldDefinition&) const = default;
};

// An index on the front matter itself: the keys of its path, and the kind that
// its values are kept by. A kFolded one folds its texts, a kDate one takes
// texts that are dates for dates; under every kind each value is kept by its
// own type, so that no other value is lost.
struct PathIndex {
  std::vector<std::string> path;
  FieldKind kind = FieldKind::kText;

  bool operator==(const PathIndex&) const = default;
};

// Which fields articles have, and where in the front matter each is found. A
// value: copied freely; threads may read one together. A field's number is its
// place in `fields()`; the built-in six keep theirs under every mapping.
class Mapping {
 public:
  // title, date, topic, brand, author, slug, as Hugo, Jekyll and curated news
  // name them; topic and brand are indexed, and date always is.
  static Mapping BuiltIn();

  // Reads a mapping file: a YAML mapping `fields:` of name to `{ kind, many,
  // paths, index }`, a list `indexes:` of paths or `{ path, kind }`, or both. A
  // field not named keeps its default; one that is named is defined anew.
  // kParseError with line and column for anything else, saying what was
  // expected; kLimitExceeded for more than 1,000 fields or 1,000 indexes, or
  // beyond the default Limits of front matter.
  static Result<Mapping> Parse(std::string_view yaml);

  // Lives as long as the mapping; of a temporary one, they are handed over.
  const std::vector<FieldDefinition>& fields() const& { return fields_; }
  std::vector<FieldDefinition> fields() && { return std::move(fields_); }
  // The indexes it declares on paths, in their order; each path and kind once.
  // Those of fields are FieldDefinition::indexed. Lives as `fields()` does.
  const std::vector<PathIndex>& indexes() const& { return indexes_; }
  std::vector<PathIndex> indexes() && { return std::move(indexes_); }
  // The number of the field of exactly this name.
  std::optional<std::uint16_t> Find(std::string_view name) const;

  // The mapping as a mapping file that Parse reads back to an equal one; equal
  // mappings print equal text. All fields are printed, also the built-in ones.
  // This is what a store keeps.
  std::string ToYaml() const;

  bool operator==(const Mapping&) const = default;

 private:
  std::vector<FieldDefinition> fields_;
  std::vector<PathIndex> indexes_;
};

// Numbers of the built-in fields, the same in every mapping.
inline constexpr std::uint16_t kTitleField = 0;
inline constexpr std::uint16_t kDateField = 1;
inline constexpr std::uint16_t kTopicField = 2;
inline constexpr std::uint16_t kBrandField = 3;
inline constexpr std::uint16_t kAuthorField = 4;
inline constexpr std::uint16_t kSlugField = 5;

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_MAPPING_H_
