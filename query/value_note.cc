#include "query/value_note.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "query/parser/lexicon.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using parser::Atom;
using parser::AtomForm;
using parser::Comparator;
using parser::Function;

bool HasWildcard(std::string_view text) {
  return text.find_first_of("*?") != text.npos;
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
std::string WholeNote(const Pair& pair) {
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

}  // namespace

std::string Containing(const std::string& operand, std::string_view part) {
  return operand + " ~ " + parser::Quoted("*" + std::string(part) + "*");
}

std::optional<double> NumberIn(const Atom& atom) {
  double number = 0;
  const char* end = atom.text.data() + atom.text.size();
  auto [rest, error] = std::from_chars(atom.text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::string FormNote(const Pair& pair) {
  for (auto note : {NullNote, RegexNote, TildeNote, SemicolonNote, WildcardNote,
                    LengthNote, GlobNote}) {
    if (std::string words = note(pair); !words.empty()) return words;
  }
  return {};
}

std::string PartNote(const Pair& pair) {
  std::string whole = WholeNote(pair);
  return whole.empty() ? CaseNote(pair) : whole;
}

}  // namespace pressmark::query
