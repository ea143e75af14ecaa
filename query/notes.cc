#include "query/notes.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "engine/known_paths.h"
#include "query/bind_subject.h"
#include "query/fields.h"
#include "query/index_match.h"
#include "query/near_term.h"
#include "query/parser/lexicon.h"
#include "query/parser/print.h"
#include "query/value_note.h"
#include "query/vocabulary.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using parser::Atom;
using parser::AtomForm;
using parser::Comparator;
using parser::Comparison;
using parser::Function;

// Longer values are not worth a note, nor their time.
constexpr std::size_t kLongestValue = kExcerptBytes;

class NoteFinder {
 public:
  NoteFinder(const BindContext& context, const engine::Reader& reader,
             const Budget& budget)
      : context_(context), reader_(reader), budget_(budget) {}

  Status Find(const parser::Expression& expression, const Scope& scope) {
    if (notes_.size() >= kMostNotes) return {};
    return std::visit([&](const auto& node) { return FindIn(node, scope); },
                      expression.node);
  }

  std::vector<std::string> Take() { return std::move(notes_); }

 private:
  Status FindIn(const Comparison& comparison, const Scope& scope);
  Status FindIn(const parser::Presence&, const Scope&) { return {}; }
  Status FindIn(const parser::ElementMatch& match, const Scope& scope);
  Status FindIn(const parser::Junction& junction, const Scope& scope);
  Status FindIn(const parser::Negation& negation, const Scope& scope) {
    return Find(negation.operand.front(), scope);
  }

  Result<std::string> NoteOn(const Pair& pair, const Scope& scope);
  // The notes that read the store.
  Result<std::string> NameNote(const Pair& pair);
  Result<std::string> TypeNote(const Pair& pair, const Scope& scope);
  Result<std::string> BoolNote(const Pair& pair, const Scope& scope);
  // Sets `there` where articles have the value.
  Result<std::string> TermNote(const Pair& pair, bool* there);
  Result<const KnownPath*> KnownPathOf(const Subject& subject,
                                       const Scope& scope);

  const BindContext& context_;
  const engine::Reader& reader_;
  const Budget& budget_;
  std::optional<std::vector<KnownPath>> known_;
  std::size_t terms_left_ = kNotedTerms;
  std::vector<std::string> notes_;
};

Status NoteFinder::FindIn(const Comparison& comparison, const Scope& scope) {
  Result<Subject> subject = BindOperand(comparison.operand, scope, context_);
  if (!subject.ok()) return subject.status();
  for (const parser::Item& item : comparison.items) {
    if (notes_.size() >= kMostNotes) return {};
    if (item.range || item.low->text.size() > kLongestValue) continue;
    Result<std::string> note = NoteOn({comparison, *subject, *item.low}, scope);
    if (!note.ok()) return note.status();
    std::string shown = schema::EscapeControls(*note);
    bool again = std::find(notes_.begin(), notes_.end(), shown) != notes_.end();
    if (!shown.empty() && !again) notes_.push_back(std::move(shown));
  }
  return {};
}

Status NoteFinder::FindIn(const parser::ElementMatch& match,
                          const Scope& scope) {
  Result<Subject> subject = BindElements(match.path, scope, context_);
  if (!subject.ok()) return subject.status();
  return Find(match.condition.front(), InsideOf(*subject, scope));
}

Status NoteFinder::FindIn(const parser::Junction& junction,
                          const Scope& scope) {
  for (const parser::Expression& operand : junction.operands) {
    if (Status s = Find(operand, scope); !s.ok()) return s;
  }
  return {};
}

// The first that applies: what is wrong with the form of the value goes before
// what is odd about the value.
Result<std::string> NoteFinder::NoteOn(const Pair& pair, const Scope& scope) {
  std::string form = FormNote(pair);
  if (!form.empty()) return form;
  if (!pair.IsText()) return std::string();
  Result<std::string> words = NameNote(pair);
  if (!words.ok() || !words->empty()) return words;
  words = TypeNote(pair, scope);
  if (!words.ok() || !words->empty()) return words;
  bool there = false;
  words = TermNote(pair, &there);
  if (!words.ok() || !words->empty() || there) return words;
  return PartNote(pair);
}

// `expirydate < date`: a bare word that names a field.
Result<std::string> NoteFinder::NameNote(const Pair& pair) {
  const std::string& text = pair.atom.text;
  bool word = pair.atom.form == AtomForm::kBare && parser::IsName(text) &&
              !pair.Globs();
  if (!word) return std::string();
  const std::vector<FieldDefinition>& fields =
      context_.vocabulary.mapping().fields();
  bool named = std::any_of(
      fields.begin(), fields.end(),
      [&](const FieldDefinition& field) { return field.name == text; });
  if (!named) {
    Result<bool> known = context_.vocabulary.IsKnownPath(text);
    if (!known.ok()) return known.status();
    named = *known;
  }
  if (!named) return std::string();
  return text + " is a text there: write ." + text +
         " to compare with what the article has under that name";
}

Result<const KnownPath*> NoteFinder::KnownPathOf(const Subject& subject,
                                                 const Scope& scope) {
  bool front_matter = subject.root == SubjectRoot::kFrontMatter ||
                      subject.root == SubjectRoot::kElement;
  if (!front_matter) return nullptr;
  if (!known_) {
    Result<std::vector<KnownPath>> known = reader_.KnownPaths();
    if (!known.ok()) return known.status();
    known_ = *std::move(known);
  }
  std::vector<std::string> names;
  if (subject.root == SubjectRoot::kElement) names = scope.names;
  std::vector<std::string> own = NamesOf(subject.path);
  names.insert(names.end(), own.begin(), own.end());
  std::string text = engine::PathText(names);
  auto found =
      std::find_if(known_->begin(), known_->end(),
                   [&](const KnownPath& path) { return path.path == text; });
  return found == known_->end() ? nullptr : &*found;
}

// `height >= 300` where all values are texts, `id = "8058"` where none is.
Result<std::string> NoteFinder::TypeNote(const Pair& pair, const Scope& scope) {
  bool plain = pair.subject.function == Function::kNone;
  if (!plain) return std::string();
  if (!NumberIn(pair.atom)) return BoolNote(pair, scope);
  bool quoted = pair.atom.form == AtomForm::kString;
  bool orders = IsOrderTest(TraitsOf(pair.comparison.comparator).test);
  if (quoted != pair.Equals() || (!quoted && !orders)) return std::string();
  Result<const KnownPath*> path = KnownPathOf(pair.subject, scope);
  if (!path.ok()) return path.status();
  if (*path == nullptr) return std::string();
  if (quoted && (*path)->texts == 0 && (*path)->numbers > 0) {
    return "the values of " + pair.name() +
           " are numbers, and a quoted value is a text: write it without "
           "quotes";
  }
  if (!quoted && (*path)->numbers == 0 && (*path)->texts > 0) {
    return "the values of " + pair.name() +
           " are texts, which no number orders: write num(" + pair.name() +
           ")" +
           (pair.atom.text.size() == 4
                ? ", or date(" + pair.name() + ") where a year is meant"
                : "");
  }
  return std::string();
}

// `draft = yes`.
Result<std::string> NoteFinder::BoolNote(const Pair& pair, const Scope& scope) {
  Result<const KnownPath*> path = KnownPathOf(pair.subject, scope);
  if (!path.ok()) return path.status();
  bool bools = *path != nullptr && (*path)->bools > 0 && (*path)->texts == 0;
  if (!bools) return std::string();
  return "the values of " + pair.name() + " are true and false: write " +
         pair.name() + " = true, without quotes";
}

// `topic = Helth`.
Result<std::string> NoteFinder::TermNote(const Pair& pair, bool* there) {
  const std::string& text = pair.atom.text;
  bool listed = pair.Equals() && !text.empty() && !NumberIn(pair.atom) &&
                TypeOf(pair.subject) != ValueType::kDate;
  const engine::IndexDefinition* index =
      listed ? GroupIndexOf(reader_, pair.subject) : nullptr;
  if (index == nullptr || terms_left_ == 0) return std::string();
  std::size_t most = std::exchange(terms_left_, 0);
  Result<NearTerm> near = FindNearTerm(reader_, *index, text, most, budget_);
  if (!near.ok()) return near.status();
  *there = near->there;
  if (near->there) {
    terms_left_ = most;
    return std::string();
  }
  std::string none =
      "no article has " + pair.name() + " = " + parser::Quoted(text);
  if (!near->like.empty()) {
    return none + "; did you mean " + schema::Excerpt(near->like) + "?";
  }
  if (near->containing.empty()) return none;
  bool as_written =
      pair.subject.folded || near->containing.find(text) != std::string::npos;
  return none + "; a part of " + schema::Excerpt(near->containing) +
         " is found by " +
         Containing(as_written ? pair.name() : "fold(" + pair.name() + ")",
                    text);
}

}  // namespace

Result<std::vector<std::string>> NotesOn(const parser::Query& query,
                                         std::string_view text,
                                         const engine::Reader& reader,
                                         const Parameters& parameters,
                                         const QueryOptions& options,
                                         const Budget& budget) {
  StoreVocabulary vocabulary(reader);
  // No literal is read, so no clock is needed.
  BindContext context{text, vocabulary, parameters, {}, options.lax};
  NoteFinder finder(context, reader, budget);
  if (query.filter) {
    if (Status s = finder.Find(*query.filter, {}); !s.ok()) return s;
  }
  return finder.Take();
}

}  // namespace pressmark::query
