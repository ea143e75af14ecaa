#include "schema/common_yaml.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "schema/common_scalar.h"
#include "schema/scalar.h"
#include "schema/yaml_lines.h"

// document := mapping
// mapping  := lines of one column, each: key ":" [ value ]
// list     := lines of one column, each: "-" [ value ]
// value    := scalar | brackets, on the same line or deeper
//           | mapping | list, on the next line and deeper; or behind a dash
// A list that is a key's value may also stand at the key's own column. A key or
// dash with nothing behind it and nothing deeper below it has no value: null.

namespace pressmark::schema {
namespace {

using Scalar = ScalarReader::Scalar;

// As deep as lists and mappings are read here, which bounds the recursion. The
// limits that yaml-cpp has of its own begin far beyond.
constexpr std::size_t kMostLevels = 100;

class CommonReader {
 public:
  CommonReader(const YamlText& yaml, TreeBuilder* builder)
      : lines_(yaml), scalars_(&lines_), builder_(builder) {}

  bool Run() {
    Scalar key;
    if (!FindToken() || lines_.at_end()) return false;
    if (!scalars_.Begin(at_, false, &key) || !key.is_key) return false;
    if (!Open(ValueKind::kMapping) || !ReadMember(key)) return false;
    while (!lines_.at_end()) {
      if (!ReadEntry()) return false;
    }
    if (value_is_due_ && !AddNull()) return false;
    for (; !open_.empty(); open_.pop_back()) builder_->Close();
    return true;
  }

 private:
  // A block list or mapping that has not ended.
  struct Level {
    std::size_t column = 0;  // of its dashes or keys
    bool is_list = false;
  };

  bool IsDash() const {
    return lines_.at(at_) == '-' &&
           (at_ + 1 == lines_.end() || IsYamlBlank(lines_.at(at_ + 1)));
  }

  // Goes to the first character, from the start of the current line on, that is
  // neither blank nor in a comment.
  bool FindToken() {
    for (; !lines_.at_end(); lines_.Next()) {
      at_ = lines_.SkipSpaces(lines_.start());
      if (at_ == lines_.end() || lines_.at(at_) == '#') continue;
      column_ = at_ - lines_.start();
      return lines_.at(at_) != '\t' &&
             (column_ > 0 || !lines_.IsDocumentMark());
    }
    at_ = lines_.end();
    return true;
  }

  // What begins at the first character of a line.
  bool ReadEntry() {
    const Level& level = open_.back();
    if (value_is_due_) {
      const bool list_below_key = !level.is_list && IsDash();
      value_is_due_ = false;
      if (column_ > level.column ||
          (column_ == level.column && list_below_key)) {
        return ReadNode(true);
      }
      if (!AddNull()) return false;
    }
    if (!CloseDeeper()) return false;
    if (open_.back().is_list) return ReadItem();
    Scalar key;
    return scalars_.Begin(at_, false, &key) && key.is_key && ReadMember(key);
  }

  // Closes what the current column ends. False where it then begins something
  // that it cannot.
  bool CloseDeeper() {
    while (!open_.empty() && Ends(open_.back())) {
      builder_->Close();
      open_.pop_back();
    }
    return !open_.empty() && open_.back().column == column_;
  }
  bool Ends(const Level& level) const {
    if (level.column != column_) return level.column > column_;
    return level.is_list && !IsDash();
  }

  bool Open(ValueKind kind) {
    if (open_.size() == kMostLevels) return false;
    open_.push_back({column_, kind == ValueKind::kList});
    return builder_->Open(kind, lines_.PositionOf(at_), 0).ok();
  }

  bool ReadItem() {
    at_ = lines_.SkipSpaces(at_ + 1);
    if (IsNothingBehind()) return ExpectValueBelow();
    column_ = at_ - lines_.start();
    return lines_.at(at_) != '\t' && ReadNode(true);
  }

  // A member of the innermost mapping, whose key is read.
  bool ReadMember(const Scalar& key) {
    if (!Add(key, ValueKind::kText, lines_.PositionOf(at_))) return false;
    at_ = lines_.SkipBlanks(key.end);
    return IsNothingBehind() ? ExpectValueBelow() : ReadNode(false);
  }

  bool IsNothingBehind() const {
    return at_ == lines_.end() || lines_.at(at_) == '#';
  }
  bool ExpectValueBelow() {
    value_is_due_ = true;
    lines_.Next();
    return FindToken();
  }

  // A value that begins here; where `alone`, perhaps a block list or mapping.
  bool ReadNode(bool alone) {
    const char first = lines_.at(at_);
    if (first == '[' || first == '{') return ReadBrackets();
    if (alone && IsDash()) return Open(ValueKind::kList) && ReadItem();
    const TextPosition place = lines_.PositionOf(at_);
    const std::size_t column = open_.back().column;
    Scalar scalar;
    if (first == '|' || first == '>') {
      if (!scalars_.ReadBlock(at_, column, &scalar)) return false;
    } else {
      if (!scalars_.Begin(at_, false, &scalar)) return false;
      if (scalar.is_key) {
        return alone && Open(ValueKind::kMapping) && ReadMember(scalar);
      }
      if (!scalars_.Finish(column, &scalar)) return false;
    }
    return AddValue(scalar, place) && FindToken();
  }

  bool ReadBrackets() {
    const bool is_list = lines_.at(at_) == '[';
    const char end = is_list ? ']' : '}';
    const auto kind = is_list ? ValueKind::kList : ValueKind::kMapping;
    if (!builder_->Open(kind, lines_.PositionOf(at_), 0).ok()) return false;
    do {
      ++at_;
      if (!SkipSpace()) return false;
      if (lines_.at(at_) == end) break;
      if (!is_list && !ReadKeyInBrackets()) return false;
      if (!ReadItemInBrackets() || !SkipSpace()) return false;
    } while (lines_.at(at_) == ',');
    if (lines_.at(at_) != end || !lines_.IsRestEmpty(at_ + 1)) return false;
    builder_->Close();
    lines_.Next();
    return FindToken();
  }

  bool ReadKeyInBrackets() {
    Scalar key;
    if (!scalars_.Begin(at_, true, &key) || !key.is_key) return false;
    if (!Add(key, ValueKind::kText, lines_.PositionOf(at_))) return false;
    at_ = key.end;
    return SkipSpace();
  }

  bool ReadItemInBrackets() {
    const TextPosition place = lines_.PositionOf(at_);
    Scalar scalar;
    if (!scalars_.Begin(at_, true, &scalar) || scalar.is_key) return false;
    at_ = scalar.end;
    return AddValue(scalar, place);
  }

  // Goes to the first character from here on that is not blank. No comments
  // inside brackets.
  bool SkipSpace() {
    at_ = lines_.SkipBlanks(at_);
    while (at_ == lines_.end()) {
      lines_.Next();
      if (lines_.at_end() || lines_.IsDocumentMark()) return false;
      at_ = lines_.SkipSpaces(lines_.start());
    }
    return lines_.at(at_) != '\t';
  }

  bool AddValue(const Scalar& scalar, TextPosition place) {
    const ValueKind kind =
        scalar.plain ? PlainScalarKind(scalar.text) : ValueKind::kText;
    return Add(scalar, kind, place);
  }
  bool AddNull() { return Add({}, ValueKind::kNull, lines_.PositionOf(at_)); }
  bool Add(const Scalar& scalar, ValueKind kind, TextPosition place) {
    if (scalar.is_key && scalar.plain && scalar.text == "<<") return false;
    return builder_->AddScalar({kind, scalar.text, scalar.plain}, place, 0)
        .ok();
  }

  YamlLines lines_;
  ScalarReader scalars_;
  TreeBuilder* builder_;
  std::vector<Level> open_;
  // Where the reader stands, and the column of what begins there, in bytes.
  std::size_t at_ = 0;
  std::size_t column_ = 0;
  // The key or dash read last stands before its value, which begins on a
  // further line or is not there.
  bool value_is_due_ = false;
};

}  // namespace

bool ReadCommonYaml(const YamlText& yaml, TreeBuilder* builder) {
  return yaml.text.ends_with('\n') && CommonReader(yaml, builder).Run();
}

}  // namespace pressmark::schema
