#include "query/bind_subject.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/known_paths.h"
#include "query/diagnostic.h"
#include "query/fields.h"
#include "query/parser/lexicon.h"
#include "query/parser/print.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using parser::Function;
using parser::Path;

// Where a path stands: alone a name, or where a function of one may stand too.
enum class PathUse : std::uint8_t { kName, kOperand };

std::string DidYouMean(std::string_view name) {
  if (name.empty()) return {};
  return "; did you mean " + std::string(name) + "?";
}

// Whether a query may have the path `names` below those of `scope`.
Result<bool> IsKnown(const std::vector<std::string>& names, const Scope& scope,
                     const BindContext& context) {
  if (context.lax || context.vocabulary.empty()) return true;
  std::vector<std::string> whole = scope.names;
  whole.insert(whole.end(), names.begin(), names.end());
  return context.vocabulary.IsKnownPath(engine::PathText(whole));
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

// `@body` of `body` and of what else it is called.
std::string SystemNameMeant(const Path& path) {
  if (path.segments.size() != 1) return {};
  std::string_view name = path.segments.front().name;
  if (name == "content") name = "body";
  for (const SystemTraits& traits : SystemNames()) {
    if (traits.name.substr(1) == name) return std::string(traits.name);
  }
  return {};
}

// `year(date)` of `year` and of `date.year`. Empty where no date is known to
// stand there.
Result<std::string> PeriodMeant(const Path& path, const BindContext& context) {
  std::string name = path.segments.back().name;
  constexpr std::array<std::string_view, 3> kPeriods = {"year", "month", "day"};
  bool period =
      std::find(kPeriods.begin(), kPeriods.end(), name) != kPeriods.end();
  if (!period) return std::string();
  const Mapping& mapping = context.vocabulary.mapping();
  Path whole = path;
  whole.segments.pop_back();
  if (whole.segments.empty()) whole.segments.push_back({"date", {}});
  std::optional<std::uint16_t> field;
  if (whole.segments.size() == 1 && !whole.dotted) {
    field = mapping.Find(whole.segments.front().name);
  }
  if (field) {
    bool dated = mapping.fields()[*field].kind == FieldKind::kDate;
    return dated ? name + "(" + parser::Print(whole) + ")" : std::string();
  }
  Result<bool> known = IsKnown(NamesOf(whole.segments), {}, context);
  if (!known.ok()) return known.status();
  return *known ? name + "(" + parser::Print(whole) + ")" : std::string();
}

// The first path that fills the field and that articles have, with what
// stands behind the field in `path`; empty where there is none.
Result<std::string> OwnPath(const FieldDefinition& field, const Path& path,
                            const BindContext& context) {
  for (const FieldPath& source : field.paths) {
    if (source.host || source.segments.empty()) continue;
    Path own;
    for (const std::string& name : source.segments) {
      own.segments.push_back({name, {}});
    }
    own.segments.insert(own.segments.end(), path.segments.begin() + 1,
                        path.segments.end());
    Result<bool> known = IsKnown(NamesOf(own.segments), {}, context);
    if (!known.ok()) return known.status();
    const std::string& first = source.segments.front();
    own.dotted = context.vocabulary.mapping().Find(first).has_value() ||
                 !parser::IsName(first) || parser::IsReserved(first);
    if (*known) return parser::Print(own);
  }
  return std::string();
}

std::optional<std::uint16_t> FieldAtStartOf(const Path& path,
                                            const BindContext& context) {
  return context.vocabulary.mapping().Find(path.segments.front().name);
}

// The error of names that are not known, with the nearest that are.
Status UnknownName(const std::vector<std::string>& names, parser::Span span,
                   const Scope& scope, const BindContext& context) {
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
  std::erase(*candidates, written);
  std::string_view meant = Nearest(written, *candidates);
  if (meant.empty()) meant = EndingIn(written, *candidates);
  return context.Wrong(
      "unknown path " + schema::Excerpt(written) +
          (meant.empty() ? ": no article ever had it" : DidYouMean(meant)),
      span);
}

// The error of `field[0]`, with the path that fills the field.
Status FieldHasNoElements(const Path& path, const BindContext& context) {
  std::optional<std::uint16_t> number = FieldAtStartOf(path, context);
  if (!number) return Internal("a path that begins with no field");
  const FieldDefinition& field = context.vocabulary.mapping().fields()[*number];
  Result<std::string> own = OwnPath(field, path, context);
  if (!own.ok()) return own.status();
  std::string message = "the field " + field.name + " has no elements";
  if (!own->empty()) {
    message += "; the front matter may: write " + *own;
  }
  return context.Wrong(std::move(message), path.span);
}

// The same of a path of the front matter, where more may be meant: a system
// name, a part of a date, elements of a field.
Status UnknownPath(const Path& path, PathUse use, const BindContext& context) {
  std::string meant = SystemNameMeant(path);
  if (meant.empty() && use == PathUse::kOperand) {
    Result<std::string> period = PeriodMeant(path, context);
    if (!period.ok()) return period.status();
    meant = *std::move(period);
  }
  bool field = !path.segments.empty() && FieldAtStartOf(path, context);
  if (meant.empty() && field && path.dotted && path.segments.size() == 1) {
    meant = path.segments.front().name;
  }
  std::vector<std::string> names = NamesOf(path.segments);
  if (!meant.empty()) {
    return context.Wrong("unknown path " +
                             schema::Excerpt(engine::PathText(names)) +
                             DidYouMean(meant),
                         path.span);
  }
  bool elements = field && !path.dotted && path.segments.size() > 1 &&
                  path.segments[1].element;
  if (elements) return FieldHasNoElements(path, context);
  return UnknownName(names, path.span, {}, context);
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
                         const BindContext& context, PathUse use) {
  if (path.segments.empty()) return Internal("a path without a name");
  if (path.system) return BindSystemName(path, context);
  if (auto field = FieldNamed(path, dotted, scope, context)) {
    return FieldSubject(*field, context.vocabulary.mapping());
  }
  Subject subject;
  bool element = scope.element && !dotted;
  subject.root = element ? SubjectRoot::kElement : SubjectRoot::kFrontMatter;
  subject.path = path.segments;
  Scope inside = element ? scope : Scope();
  std::vector<std::string> names = NamesOf(path.segments);
  Result<bool> known = IsKnown(names, inside, context);
  if (!known.ok()) return known.status();
  if (*known) return subject;
  if (element) return UnknownName(names, path.span, inside, context);
  return UnknownPath(path, use, context);
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
  Result<bool> known = IsKnown(names, scope, context);
  if (!known.ok()) return known.status();
  return *known ? Status() : UnknownName(names, span, scope, context);
}

Result<Subject> BindPath(const Path& path, const Scope& scope,
                         const BindContext& context) {
  Result<Subject> subject =
      BindName(path, path.dotted, scope, context, PathUse::kName);
  if (subject.ok()) subject->name = parser::Print(path);
  return subject;
}

Result<Subject> BindReference(const Path& path, const Scope& scope,
                              const BindContext& context) {
  Result<Subject> subject =
      BindName(path, false, scope, context, PathUse::kName);
  if (subject.ok()) subject->name = parser::Print(path);
  return subject;
}

Result<Subject> BindOperand(const parser::Operand& operand, const Scope& scope,
                            const BindContext& context) {
  const Path& path = operand.path;
  bool call = operand.function != Function::kNone;
  Result<Subject> subject = BindName(path, path.dotted, scope, context,
                                     call ? PathUse::kName : PathUse::kOperand);
  if (subject.ok()) subject->name = parser::Print(path);
  if (!subject.ok() || !call) return subject;
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
