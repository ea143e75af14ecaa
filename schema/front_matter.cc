#include "schema/front_matter.h"

#include <algorithm>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "schema/common_yaml.h"
#include "schema/scalar.h"
#include "schema/tree_builder.h"
#include "schema/utf8.h"
#include "schema/yaml_layout.h"
#include "schema/yaml_message.h"

// Events of yaml-cpp 0.7 are checked against the source they came from, because
// it accepts quotes that never close and escapes that do not exist
// (schema/yaml_source.h), keys without a colon and values without indentation
// (schema/yaml_layout.h). Its own nesting is bounded by ours: it goes
// one level deeper only after the event that the builder refuses.

namespace pressmark::schema {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

// The most bytes of YAML that are read under any limits: yaml-cpp counts its
// place in an int, and a tree its text in 32 bits.
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

// The most levels of nesting: what walks a tree recurses, and a record's reader
// takes a deeper one for damage.
constexpr std::size_t kMostLevels = 500;

// An implicit key is at most this long for yaml-cpp, by YAML 1.2, section 7.4.
constexpr std::size_t kImplicitKeyBytes = 1024;

// Ends a parse from inside an event.
struct Refused {
  Status status;
};

void Require(const Status& status) {
  if (!status.ok()) throw Refused{status};
}

// What a tag makes of a scalar's text; nothing where they do not fit.
std::optional<ValueKind> TaggedKind(std::string_view tag,
                                    std::string_view text) {
  const ValueKind plain = PlainScalarKind(text);
  if (tag == "str") return ValueKind::kText;
  if (tag == "null" && plain == ValueKind::kNull) return plain;
  if (tag == "bool" && plain == ValueKind::kBool) return plain;
  if (tag == "int" && plain == ValueKind::kInteger) return plain;
  if (tag == "float" &&
      (plain == ValueKind::kInteger || plain == ValueKind::kDecimal)) {
    return ValueKind::kDecimal;
  }
  return std::nullopt;
}

bool IsScalarTag(std::string_view tag) {
  return tag == "str" || tag == "null" || tag == "bool" || tag == "int" ||
         tag == "float";
}

YamlLayout::Place PlaceOf(const YAML::Mark& mark) {
  return {static_cast<std::size_t>(std::max(mark.pos, 0)),
          static_cast<std::size_t>(std::max(mark.column, 0))};
}

// Turns yaml-cpp's events into the builder's, checking each on the way.
class Handler : public YAML::EventHandler {
 public:
  Handler(YamlSource* source, TreeBuilder* builder)
      : source_(source), builder_(builder), layout_(source) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    const YamlLayout::Place place = PlaceOf(mark);
    if (documents_++ == 0) {
      Require(source_->CheckDirectives(0, place.offset));
    } else {
      Refuse(place, "a second YAML document starts here; only one is read");
    }
  }
  void OnDocumentEnd() override { Require(layout_.Finish()); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const YamlLayout::Place place = PlaceOf(mark);
    Require(source_->CheckProperties(place.offset));
    TreeBuilder::Scalar scalar;
    if (builder_->key_is_due()) {
      Require(layout_.AddKey(place));
      scalar.text = source_->NullText(place.offset);
      if (scalar.text.empty()) Refuse(place, "expected a key here");
    } else {
      Require(layout_.AddNull(place));
      const bool implied = layout_.IsImplied(place);
      if (!implied) scalar.text = source_->NullText(place.offset);
    }
    AddScalar(place, scalar, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    RequireMapping(PlaceOf(mark), "an alias");
    Require(AddToLayout(PlaceOf(mark)));
    Require(builder_->AddAlias(Position(PlaceOf(mark)), anchor));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override {
    const YamlLayout::Place place = PlaceOf(mark);
    Require(AddToLayout(place));
    Require(source_->CheckProperties(place.offset));
    Require(source_->CheckQuotes(source_->SkipProperties(place.offset)));
    TreeBuilder::Scalar scalar = {ValueKind::kText, value, tag == "?"};
    if (scalar.plain) {
      scalar.kind = PlainScalarKind(value);
    } else if (tag != "!") {
      scalar.kind = KindByTag(place, tag, value);
    }
    AddScalar(place, scalar, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    RequireMapping(PlaceOf(mark), "a list");
    RequireTag(PlaceOf(mark), tag, "seq");
    const bool block = style == YAML::EmitterStyle::Block;
    Open(ValueKind::kList, PlaceOf(mark), anchor,
         block ? YamlLayout::Style::kBlockList : YamlLayout::Style::kFlowList);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    RequireTag(PlaceOf(mark), tag, "map");
    const bool block = style == YAML::EmitterStyle::Block;
    Open(ValueKind::kMapping, PlaceOf(mark), anchor,
         block ? YamlLayout::Style::kBlockMapping
               : YamlLayout::Style::kFlowMapping);
  }
  void OnMapEnd() override { Close(); }

  // Where the last event was.
  std::size_t offset() const { return offset_; }

 private:
  // The position of an event. They come in order, but for a null that stands
  // for nothing: it gets the position of the event before it.
  TextPosition Position(const YamlLayout::Place& place) {
    offset_ = std::max(offset_, place.offset);
    return source_->PositionOf(offset_);
  }

  [[noreturn]] void Refuse(const YamlLayout::Place& place,
                           std::string message) {
    throw Refused{
        ParseError(std::move(message)).At(source_->PositionOf(place.offset))};
  }

  void RequireMapping(const YamlLayout::Place& place, std::string_view found) {
    if (builder_->started()) return;
    Refuse(place,
           "expected a mapping of \"key: value\", found " + std::string(found));
  }

  Status AddToLayout(const YamlLayout::Place& place) {
    return builder_->key_is_due() ? layout_.AddKey(place)
                                  : layout_.AddValue(place);
  }

  void AddScalar(const YamlLayout::Place& place,
                 const TreeBuilder::Scalar& scalar, YAML::anchor_t anchor) {
    if (!builder_->started()) RequireMapping(place, Excerpt(scalar.text));
    Require(builder_->AddScalar(scalar, Position(place), anchor));
  }

  void Open(ValueKind kind, const YamlLayout::Place& place,
            YAML::anchor_t anchor, YamlLayout::Style style) {
    Require(source_->CheckProperties(place.offset));
    if (builder_->key_is_due()) RequireDepth(place);
    Require(builder_->Open(kind, Position(place), anchor));
    Require(layout_.Open(style, place));
  }

  // Where the text ends before a bracket closes, yaml-cpp takes those inside it
  // for keys; they count as nesting all the same.
  void RequireDepth(const YamlLayout::Place& place) {
    const std::string_view text = source_->text();
    const std::size_t end =
        std::min(text.find_first_not_of("[{", place.offset), text.size());
    Require(builder_->CheckDepth(end - place.offset, Position(place)));
  }

  void Close() {
    builder_->Close();
    layout_.Close();
  }

  void RequireTag(const YamlLayout::Place& place, std::string_view tag,
                  std::string_view name) {
    if (tag == "?" || tag == "!") return;
    if (!tag.starts_with(kTagPrefix) || tag.substr(kTagPrefix.size()) != name) {
      RefuseTag(place, tag);
    }
  }

  ValueKind KindByTag(const YamlLayout::Place& place, std::string_view tag,
                      std::string_view value) {
    if (!tag.starts_with(kTagPrefix)) RefuseTag(place, tag);
    const std::string_view name = tag.substr(kTagPrefix.size());
    if (!IsScalarTag(name)) RefuseTag(place, tag);
    const auto kind = TaggedKind(name, value);
    if (!kind) {
      Refuse(place, Excerpt(value) + " is no !!" + std::string(name));
    }
    return *kind;
  }

  [[noreturn]] void RefuseTag(const YamlLayout::Place& place,
                              std::string_view tag) {
    Refuse(place, "the tag " + Excerpt(tag) +
                      " is not allowed here; quote a value that begins with "
                      "!");
  }

  YamlSource* source_;
  TreeBuilder* builder_;
  YamlLayout layout_;
  int documents_ = 0;
  std::size_t offset_ = 0;
};

// A key so long that yaml-cpp does not take it for one: it stumbles over the
// colon behind it.
bool IsLongKey(std::string_view text, std::size_t offset) {
  if (offset > text.size()) return false;
  const std::string_view before = text.substr(0, offset);
  return offset - (before.rfind('\n') + 1) > kImplicitKeyBytes &&
         before.find(": ", before.rfind('\n') + 1) == std::string_view::npos;
}

// A mistake that shows behind quoted text of several lines is likely one of the
// quotes: says where they open.
std::string AfterQuotes(YamlSource* source, std::size_t last) {
  const std::size_t begin = source->SkipProperties(last);
  const std::size_t end = source->SkipQuoted(last);
  const std::string_view quoted = source->text().substr(begin, end - begin);
  if (quoted.find('\n') == std::string_view::npos) return {};
  return ", after the quoted text that begins on line " +
         std::to_string(source->PositionOf(begin).line);
}

// What an exception of yaml-cpp means.
Status Explain(const YAML::Exception& error, const Handler& handler,
               YamlSource* source) {
  std::size_t offset = static_cast<std::size_t>(std::max(error.mark.pos, 0));
  if (error.mark.is_null()) offset = handler.offset();
  const std::string_view text = source->text();
  if (error.msg == YAML::ErrorMsg::MAP_VALUE && IsLongKey(text, offset)) {
    return LimitExceeded("a key has more than " +
                         std::to_string(kImplicitKeyBytes) + " bytes")
        .At(source->PositionOf(text.rfind('\n', offset) + 1));
  }
  if (error.msg == YAML::ErrorMsg::BAD_FILE) {
    return LimitExceeded("nested too deeply").At(source->PositionOf(offset));
  }
  return ParseError(ExplainYamlError(error.msg, text, offset) +
                    AfterQuotes(source, handler.offset()))
      .At(source->PositionOf(offset));
}

// Lets yaml-cpp drive the builder over the whole text.
Status Parse(YamlSource* source, TreeBuilder* builder) {
  Handler handler(source, builder);
  try {
    std::istringstream stream{std::string(source->text())};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(handler)) {
    }
  } catch (const Refused& refused) {
    return refused.status;
  } catch (const YAML::Exception& error) {
    return Explain(error, handler, source);
  } catch (const std::bad_alloc&) {
    return LimitExceeded("not enough memory");
  } catch (const std::exception& error) {
    return ParseError(Excerpt(error.what()))
        .At(source->PositionOf(handler.offset()));
  }
  return source->CheckDirectives(source->SkipQuoted(handler.offset()),
                                 source->text().size());
}

// The limits, within what is read under any.
Limits Bounded(Limits limits) {
  limits.front_matter_bytes = std::min(limits.front_matter_bytes, kMostBytes);
  limits.front_matter_depth = std::min(limits.front_matter_depth, kMostLevels);
  return limits;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

Result<FrontMatter> ParseYaml(const YamlText& yaml, const Limits& limits) {
  if (auto parsed = ParseCommonYaml(yaml, limits)) return *std::move(parsed);
  return ParseYamlByReference(yaml, limits);
}

std::optional<FrontMatter> ParseCommonYaml(const YamlText& yaml,
                                           const Limits& limits) {
  if (yaml.text.size() > Bounded(limits).front_matter_bytes) return {};
  if (yaml.text.starts_with(kByteOrderMark)) return {};
  if (!YamlSource(yaml).CheckCharacters().ok()) return {};
  TreeBuilder builder(Bounded(limits), yaml.text.size());
  if (!ReadCommonYaml(yaml, &builder)) return {};
  Result<FrontMatter> resolved = ResolveDraft(builder.TakeDraft());
  if (!resolved.ok()) return {};
  return *std::move(resolved);
}

Result<FrontMatter> ParseYamlByReference(const YamlText& yaml,
                                         const Limits& limits) {
  const Limits bounded = Bounded(limits);
  YamlText input = yaml;
  if (input.text.size() > bounded.front_matter_bytes) {
    return LimitExceeded(
               "the YAML text has " + std::to_string(input.text.size()) +
               " bytes; at most " + std::to_string(bounded.front_matter_bytes) +
               " are allowed")
        .At({input.first_line, 1, 0});
  }
  while (input.text.starts_with(kByteOrderMark)) {
    input.text.remove_prefix(kByteOrderMark.size());
    input.offset += kByteOrderMark.size();
  }
  YamlSource source(input);
  if (Status s = source.CheckCharacters(); !s.ok()) return s;
  TreeBuilder builder(bounded);
  if (IsBlank(input.text)) {
    Status s = builder.Open(ValueKind::kMapping, source.PositionOf(0), 0);
    if (!s.ok()) return s;
    builder.Close();
  } else if (Status s = Parse(&source, &builder); !s.ok()) {
    return s;
  }
  if (!builder.started()) {
    return ParseError(
               "expected a mapping of \"key: value\", found "
               "only comments")
        .At(source.PositionOf(0));
  }
  return ResolveDraft(builder.TakeDraft());
}

}  // namespace pressmark::schema
