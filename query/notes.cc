#include "query/notes.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "engine/known_paths.h"
#include "query/bind_subject.h"
#include "query/fields.h"
#include "query/index_match.h"
#include "query/near_term.h"
#include "query/parser/lexicon.h"
#include "query/parser/print.h"
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

// One value beside one subject.
struct Pair {
  const Comparison& comparison;
  const Subject& subject;
  const Atom& atom;

  bool IsText() const {
    return atom.form == AtomForm::kBare || atom.form == AtomForm::kString;
  }
  bool Equals() const {
    return comparison.comparator == Comparator::kEqual ||
           comparison.comparator == Comparator::kIn ||
           comparison.comparator == Comparator::kAllOf;
  }
  bool Globs() const {
    return comparison.comparator == Comparator::kGlob ||
           comparison.comparator == Comparator::kNotGlob;
  }
  bool IsNegative() const { return TraitsOf(comparison.comparator).negative; }
  // The operand as it is written.
  const std::string& name() const { return subject.name; }
};

std::string Containing(const std::string& operand, std::string_view part) {
  return operand + " ~ " + parser::Quoted("*" + std::string(part) + "*");
}

bool HasWildcard(std::string_view text) {
  return text.find_first_of("*?") != text.npos;
}

std::optional<double> NumberIn(const Atom& atom) {
  double number = 0;
  const char* end = atom.text.data() + atom.text.size();
  auto [rest, error] = std::from_chars(atom.text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

// `topic = null`.
std::string NullNote(const Pair& pair) {
  bool never = pair.subject.root == SubjectRoot::kField &&
               pair.atom.form == AtomForm::kNull;
  if (!never) return {};
  return "the field " + pair.name() + " is never null: write " +
         (pair.IsNegative() ? "has " : "not has ") + pair.name();
}

// `title = /x/`, `title ~ /x/i`.
std::string RegexNote(const Pair& pair) {
  std::string_view text = pair.atom.text;
  std::size_t end = text.rfind('/');
  bool quoted = pair.atom.form == AtomForm::kString;
  bool slashes = pair.IsText() && text.starts_with('/') && end > 1 &&
                 text.size() - end <= 2 &&
                 (pair.Globs() || (pair.Equals() && !quoted));
  if (slashes) {
    return "there are no regular expressions: " + std::string(text) +
           " is compared with its slashes; write " +
           Containing(pair.name(), text.substr(1, end - 1));
  }
  bool anchored = pair.Globs() && text.size() > 1 &&
                  (text.starts_with('^') || text.ends_with('$'));
  if (!anchored) return {};
  return "there are no regular expressions, and a pattern is about the whole "
         "value: * stands for any text, ? for one character, ^ and $ for "
         "themselves";
}

// `title ~ mobile`.
std::string GlobNote(const Pair& pair) {
  bool whole = pair.Globs() && pair.IsText() && !HasWildcard(pair.atom.text);
  if (!whole) return {};
  bool folds = pair.subject.folded;
  return "without a * the pattern is the whole value; a part is found by " +
         Containing(folds ? pair.name() : "fold(" + pair.name() + ")",
                    pair.atom.text);
}

// `author = jane`, where the names are longer.
std::string PartNote(const Pair& pair) {
  bool whole = pair.subject.folded && pair.IsText() && pair.Equals() &&
               pair.subject.function == Function::kNone &&
               !pair.atom.text.empty() && !HasWildcard(pair.atom.text);
  if (!whole) return {};
  return "= compares the whole of " + pair.name() + "; a part is found by " +
         Containing(pair.name(), pair.atom.text);
}

// `title =~x`.
std::string TildeNote(const Pair& pair) {
  std::string_view text = pair.atom.text;
  bool tilde = pair.atom.form == AtomForm::kBare && text.size() > 1 &&
               text.starts_with('~') && !pair.Globs();
  if (!tilde) return {};
  return "the ~ belongs to the value: write " + pair.name() + " ~ " +
         parser::Quoted(text.substr(1));
}

// `brand = x;`.
std::string SemicolonNote(const Pair& pair) {
  bool ends =
      pair.atom.form == AtomForm::kBare && pair.atom.text.ends_with(';');
  return ends ? "the ; belongs to the value " + schema::Excerpt(pair.atom.text)
              : "";
}

// `title = mobile*`.
std::string WildcardNote(const Pair& pair) {
  bool wild = pair.IsText() && !pair.Globs() &&
              pair.subject.function != Function::kLen &&
              pair.atom.text.find('*') != std::string::npos;
  if (!wild) return {};
  std::string_view sign = pair.IsNegative() ? " !~ " : " ~ ";
  return "* stands for itself beside " +
         std::string(TraitsOf(pair.comparison.comparator).sign) + ": write " +
         pair.name() + std::string(sign) + parser::Quoted(pair.atom.text);
}

// `len(title) > 100`.
std::string LengthNote(const Pair& pair) {
  if (pair.subject.function != Function::kLen) return {};
  std::optional<double> number = NumberIn(pair.atom);
  Comparator sign = pair.comparison.comparator;
  bool more = sign == Comparator::kGreater && number >= 1.0;
  more = more ||
         ((sign == Comparator::kGreaterEqual || sign == Comparator::kEqual) &&
          number > 1.0);
  bool single =
      pair.subject.root == SubjectRoot::kSystem ||
      (pair.subject.root == SubjectRoot::kField && !pair.subject.many);
  constexpr double kManyValues = 50;
  if (!number || !more || !(single || *number >= kManyValues)) return {};
  return pair.name() + " counts values, not letters" +
         (single ? ", and there is one at most" : "");
}

// `title = mobile`, where titles are longer or begin with capitals.
std::string CaseNote(const Pair& pair) {
  auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const std::string& text = pair.atom.text;
  ValueType type = TypeOf(pair.subject);
  bool exact = pair.IsText() && !pair.subject.folded &&
               pair.subject.function == Function::kNone &&
               (type == ValueType::kText || type == ValueType::kAny) &&
               (pair.Equals() || pair.Globs()) &&
               std::any_of(text.begin(), text.end(), is_letter);
  if (!exact || pair.subject.root == SubjectRoot::kSystem) return {};
  std::string folded = "fold(" + pair.name() + ") ~ ";
  if (pair.Globs()) {
    return pair.name() + " tells capital letters from small ones: write " +
           folded + parser::Quoted(text);
  }
  return "= compares the whole of " + pair.name() +
         " and tells capital letters from small ones; a part in either is "
         "found by " +
         folded + parser::Quoted("*" + text + "*");
}

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
  for (auto note : {NullNote, RegexNote, TildeNote, SemicolonNote, WildcardNote,
                    LengthNote, GlobNote}) {
    if (std::string words = note(pair); !words.empty()) return words;
  }
  if (!pair.IsText()) return std::string();
  Result<std::string> words = NameNote(pair);
  if (!words.ok() || !words->empty()) return words;
  words = TypeNote(pair, scope);
  if (!words.ok() || !words->empty()) return words;
  bool there = false;
  words = TermNote(pair, &there);
  if (!words.ok() || !words->empty() || there) return words;
  std::string part = PartNote(pair);
  return part.empty() ? CaseNote(pair) : part;
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
