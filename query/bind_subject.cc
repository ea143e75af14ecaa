#include "query/bind_subject.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "engine/known_paths.h"
#include "query/diagnostic.h"
#include "query/fields.h"
#include "query/parser/print.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using parser::Function;
using parser::Path;

std::string DidYouMean(std::string_view name) {
  if (name.empty()) return {};
  return "; did you mean " + std::string(name) + "?";
}

// The known path whose last name is `name`: `href` for `link.href`.
std::string_view EndingIn(std::string_view name,
                          std::span<const std::string> candidates) {
  // A name that needs quotes begins with the dot.
  std::string end = (name.starts_with('.') ? "" : ".") + std::string(name);
  auto found = std::find_if(
      candidates.begin(), candidates.end(),
      [&end](const std::string& path) { return path.ends_with(end); });
  return found == candidates.end() ? std::string_view() : *found;
}

// What could stand in the place of an unknown path: in an element the paths
// below it, else fields and paths.
Result<std::vector<std::string>> Candidates(const Scope& scope,
                                            const Vocabulary& vocabulary) {
  Result<std::vector<std::string>> known = vocabulary.KnownPaths();
  if (!known.ok()) return known;
  std::vector<std::string> candidates;
  if (!scope.element) {
    for (const FieldDefinition& field : vocabulary.mapping().fields()) {
      candidates.push_back(field.name);
    }
  }
  std::string above = engine::PathText(scope.names);
  if (!above.empty()) above += '.';
  for (const std::string& path : *known) {
    if (path.starts_with(above))
      candidates.push_back(path.substr(above.size()));
  }
  return candidates;
}

Result<Subject> BindSystemName(const Path& path, const BindContext& context) {
  std::string written = "@" + path.segments.front().name;
  std::vector<std::string> names;
  for (const SystemTraits& traits : SystemNames()) {
    if (traits.name == written && path.segments.size() == 1) {
      Subject subject;
      subject.root = SubjectRoot::kSystem;
      subject.system = traits.system;
      return subject;
    }
    names.emplace_back(traits.name);
  }
  return context.Wrong("unknown system name " + schema::Excerpt(written) +
                           DidYouMean(Nearest(written, names)),
                       path.span);
}

// The field a path names, if it does.
std::optional<std::uint16_t> FieldNamed(const Path& path, bool dotted,
                                        const Scope& scope,
                                        const BindContext& context) {
  if (scope.element || dotted || path.segments.size() != 1) return std::nullopt;
  return context.vocabulary.mapping().Find(path.segments.front().name);
}

Subject FieldSubject(std::uint16_t number, const Mapping& mapping) {
  const FieldDefinition& field = mapping.fields()[number];
  Subject subject;
  subject.root = SubjectRoot::kField;
  subject.field = number;
  subject.field_kind = field.kind;
  subject.many = field.many;
  subject.folded = field.kind == FieldKind::kFolded;
  return subject;
}

Result<Subject> BindName(const Path& path, bool dotted, const Scope& scope,
                         const BindContext& context) {
  if (path.segments.empty()) return Internal("a path without a name");
  if (path.system) return BindSystemName(path, context);
  if (auto field = FieldNamed(path, dotted, scope, context)) {
    return FieldSubject(*field, context.vocabulary.mapping());
  }
  Subject subject;
  bool element = scope.element && !dotted;
  subject.root = element ? SubjectRoot::kElement : SubjectRoot::kFrontMatter;
  subject.path = path.segments;
  Status known = CheckKnown(NamesOf(path.segments), path.span,
                            element ? scope : Scope(), context);
  if (!known.ok()) return known;
  return subject;
}

}  // namespace

Status BindContext::At(const Status& status, parser::Span span) const {
  return AtSpan(status, text, span);
}

Status BindContext::Wrong(std::string message, parser::Span span) const {
  return At(InvalidArgument(std::move(message)), span);
}

std::vector<std::string> NamesOf(const std::vector<parser::Segment>& path) {
  std::vector<std::string> names;
  for (const parser::Segment& segment : path) {
    if (!segment.element) names.push_back(segment.name);
  }
  return names;
}

Status CheckKnown(const std::vector<std::string>& names, parser::Span span,
                  const Scope& scope, const BindContext& context) {
  if (context.lax || context.vocabulary.empty()) return {};
  std::vector<std::string> whole = scope.names;
  whole.insert(whole.end(), names.begin(), names.end());
  Result<bool> known = context.vocabulary.IsKnownPath(engine::PathText(whole));
  if (!known.ok()) return known.status();
  if (*known) return {};
  Result<std::vector<std::string>> candidates =
      Candidates(scope, context.vocabulary);
  if (!candidates.ok()) return candidates.status();
  std::string written = engine::PathText(names);
  if (written == "count") {
    return context.Wrong(
        "unknown path \"count\"; an aggregate is a clause of "
        "its own, as in count by topic",
        span);
  }
  std::string_view meant = Nearest(written, *candidates);
  if (meant.empty()) meant = EndingIn(written, *candidates);
  return context.Wrong(
      "unknown path " + schema::Excerpt(written) +
          (meant.empty() ? ": no article ever had it" : DidYouMean(meant)),
      span);
}

Result<Subject> BindPath(const Path& path, const Scope& scope,
                         const BindContext& context) {
  Result<Subject> subject = BindName(path, path.dotted, scope, context);
  if (subject.ok()) subject->name = parser::Print(path);
  return subject;
}

Result<Subject> BindReference(const Path& path, const Scope& scope,
                              const BindContext& context) {
  Result<Subject> subject = BindName(path, false, scope, context);
  if (subject.ok()) subject->name = parser::Print(path);
  return subject;
}

Result<Subject> BindOperand(const parser::Operand& operand, const Scope& scope,
                            const BindContext& context) {
  Result<Subject> subject = BindPath(operand.path, scope, context);
  if (!subject.ok() || operand.function == Function::kNone) return subject;
  const FunctionTraits& function = TraitsOf(operand.function);
  ValueType type = TypeOf(*subject);
  if (!Contains(function.takes, type)) {
    return context.Wrong(std::string(function.name) + " does not take " +
                             subject->name + ", which is " +
                             std::string(TypeName(type)),
                         operand.span);
  }
  subject->function = operand.function;
  subject->folded = operand.function == Function::kFold;
  subject->name = parser::Print(operand);
  return subject;
}

Result<Subject> BindElements(const Path& path, const Scope& scope,
                             const BindContext& context) {
  Result<Subject> subject = BindPath(path, scope, context);
  if (!subject.ok()) return subject;
  if (subject->root == SubjectRoot::kSystem) {
    return context.Wrong(subject->name + " has no elements", path.span);
  }
  if (subject->root == SubjectRoot::kField) {
    return context.Wrong("the field " + subject->name +
                             " has no elements; the front matter may: write ." +
                             subject->name + "[…]",
                         path.span);
  }
  return subject;
}

Scope InsideOf(const Subject& elements, const Scope& scope) {
  Scope inside;
  inside.element = true;
  if (elements.root == SubjectRoot::kElement) inside.names = scope.names;
  std::vector<std::string> names = NamesOf(elements.path);
  inside.names.insert(inside.names.end(), names.begin(), names.end());
  return inside;
}

}  // namespace pressmark::query
