#include "query/complete_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "engine/index.h"
#include "engine/terms.h"
#include "query/date_literal.h"
#include "query/fields.h"
#include "query/index_match.h"
#include "query/literal.h"
#include "query/parser/lexicon.h"
#include "schema/fold.h"
#include "schema/utf8.h"

namespace pressmark::query {

namespace {

using Kind = Completion::Kind;
using parser::Comparator;

constexpr std::size_t kMostTerms = 10'000;

// A value of an index, in the spelling that is shown.
struct Found {
  std::string text;
  std::uint64_t articles = 0;
  bool number = false;
};

bool ComesBefore(const Found& left, const Found& right) {
  if (left.articles != right.articles) return left.articles > right.articles;
  return left.text < right.text;
}

std::optional<std::string> NumberText(const FieldValue& value) {
  std::array<char, 32> digits{};
  std::to_chars_result end{};
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    end = std::to_chars(digits.data(), digits.data() + digits.size(), *integer);
  } else if (const auto* decimal = std::get_if<double>(&value)) {
    end = std::to_chars(digits.data(), digits.data() + digits.size(), *decimal);
  } else {
    return std::nullopt;
  }
  return std::string(digits.data(), end.ptr);
}

// Whether a word of the text begins with `typed`.
bool HasWord(std::string_view text, std::string_view typed) {
  std::size_t at = text.find(typed);
  while (at != text.npos && at > 0 && parser::IsNameByte(text[at - 1])) {
    at = text.find(typed, at + 1);
  }
  return at != text.npos;
}

class ValueCompleter {
  using FoundText = Result<std::optional<std::string>>;

 public:
  ValueCompleter(const parser::Place& place, const Subject& subject,
                 const engine::IndexDefinition& index, bool exact,
                 const engine::Reader& reader)
      : place_(place),
        subject_(subject),
        index_(index),
        exact_(exact),
        folds_(index.kind == FieldKind::kFolded),
        reader_(reader) {}

  // Those that begin with what was typed; where none does, those with a word
  // that does: "Mach" of "Subjects: Machine Learning".
  Status FindTexts() {
    std::string typed = folds_ ? schema::Fold(place_.value) : place_.value;
    Status status = Find(engine::TextPrefixRange(typed),
                         [&](const auto& term) { return TextOf(term); });
    if (!status.ok() || !found_.empty() || typed.empty()) return status;
    return Find(engine::TagRange(engine::TermTag::kText),
                [&](const auto& term) -> FoundText {
                  FoundText text = TextOf(term);
                  if (!text.ok() || !*text) return text;
                  std::string read = folds_ ? schema::Fold(**text) : **text;
                  if (HasWord(read, typed)) return text;
                  return std::optional<std::string>();
                });
  }

  Status FindNumbers() {
    engine::TermRange all = engine::TagRange(engine::TermTag::kNumber);
    return Find(all, [&](const auto& term) { return NumberOf(term); });
  }

  Result<CompletedValues> Take(std::size_t limit) {
    CompletedValues taken;
    taken.cut = cut_ || found_.size() > limit;
    std::size_t count = std::min(limit, found_.size());
    auto end = found_.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(found_.begin(), end, found_.end(), ComesBefore);
    found_.erase(end, found_.end());
    for (const Found& found : found_) {
      Completion value{Kind::kValue, Written(found), {}};
      Result<bool> tells = TellsArticles(found);
      if (!tells.ok()) return tells.status();
      if (*tells) value.articles = found.articles;
      taken.values.push_back(std::move(value));
    }
    return taken;
  }

 private:
  template <typename TextOfTerm>
  Status Find(const engine::TermRange& range, TextOfTerm text_of) {
    auto terms = reader_.Terms(index_.number, range.lower, range.upper);
    if (!terms.ok()) return terms.status();
    for (; (*terms)->Next(); --terms_left_) {
      if (terms_left_ == 0) {
        cut_ = true;
        return {};
      }
      FoundText text = text_of(**terms);
      if (!text.ok()) return text.status();
      if (!*text) continue;
      bool number =
          (*terms)->term()[0] == static_cast<char>(engine::TermTag::kNumber);
      found_.push_back({*std::move(*text), (*terms)->entry().total(), number});
    }
    return (*terms)->status();
  }

  // As articles write it most often; nothing of what is not known whole, and
  // of what could not be shown.
  FoundText TextOf(const engine::TermCursor& term) const {
    auto value = engine::DecodeTerm(term.term());
    if (!value.ok()) return value.status();
    const auto* text = std::get_if<std::string>(&value->value);
    if (text == nullptr || value->cut) return std::optional<std::string>();
    std::optional<std::string> shown = *text;
    if (folds_) {
      auto spelling = term.entry().FirstSpelling();
      if (!spelling.ok()) return spelling.status();
      if (!spelling->empty()) shown = std::string(*spelling);
      if (schema::Fold(*shown) != *text) shown.reset();
    }
    bool plain =
        shown && !shown->empty() && schema::EscapeControls(*shown) == *shown;
    return plain ? shown : std::nullopt;
  }

  FoundText NumberOf(const engine::TermCursor& term) const {
    auto value = engine::DecodeTerm(term.term());
    if (!value.ok()) return value.status();
    std::optional<std::string> text = NumberText(value->value);
    bool begins = text && text->starts_with(place_.value);
    if (!begins || !parser::IsBare(*text)) return std::optional<std::string>();
    std::optional<Literal> read = ReadBare(*text);
    bool same =
        read && read->number &&
        std::visit([](auto number) { return engine::NumberTerm(number); },
                   *read->number) == term.term();
    return same ? text : std::nullopt;
  }

  std::optional<Literal> ReadBare(const std::string& text) const {
    parser::Atom atom;
    atom.text = text;
    Result<Literal> read = ReadLiteral(atom, {subject_, Clock{}});
    return read.ok() ? std::optional(*std::move(read)) : std::nullopt;
  }

  // Whether a bare word is read as this text and as nothing else.
  bool IsPlain(const std::string& text) const {
    if (!parser::IsBare(text)) return false;
    std::optional<Literal> read = ReadBare(text);
    return read && read->text && !read->number && !read->date &&
           !IsRelativeDate(text);
  }

  std::string Written(const Found& found) const {
    if (found.number) return found.text;
    if (place_.quote != 0) return parser::QuotedBy(place_.quote, found.text);
    return IsPlain(found.text) ? found.text : parser::Quoted(found.text);
  }

  // Whether as many articles are found by it as the index tells: a bare number
  // finds the text of these digits too.
  Result<bool> TellsArticles(const Found& found) const {
    if (!exact_ || !found.number) return exact_;
    auto text = reader_.FindTerm(index_.number, engine::TextTerm(found.text));
    if (!text.ok()) return text.status();
    return *text == nullptr;
  }

  const parser::Place& place_;
  const Subject& subject_;
  const engine::IndexDefinition& index_;
  bool exact_;
  bool folds_;
  const engine::Reader& reader_;
  std::vector<Found> found_;
  std::size_t terms_left_ = kMostTerms;
  bool cut_ = false;
};

bool TakesValues(Comparator comparator) {
  return comparator != Comparator::kGlob &&
         comparator != Comparator::kNotGlob && comparator != Comparator::kMatch;
}

void AddDateWords(const parser::Place& place, const Subject& subject,
                  const std::vector<IndexMatch>& matches,
                  std::vector<Completion>* values) {
  bool dated =
      TypeOf(subject) == ValueType::kDate ||
      std::any_of(matches.begin(), matches.end(), [](const IndexMatch& match) {
        return match.index->kind == FieldKind::kDate;
      });
  if (!dated || place.quote != 0) return;
  for (std::string_view word : DateWords()) {
    if (!word.starts_with(place.value)) continue;
    values->push_back({Kind::kKeyword, std::string(word), {}});
  }
}

// The index whose values are shown: that of just the subject's values where
// there is one.
const engine::IndexDefinition* IndexToShow(
    const Subject& subject, const std::vector<IndexMatch>& matches) {
  const engine::IndexDefinition* shown = nullptr;
  for (const IndexMatch& match : matches) {
    if (match.index->kind == FieldKind::kDate) continue;
    bool alike = (match.index->kind == FieldKind::kFolded) == subject.folded;
    if (shown == nullptr || alike) shown = match.index;
  }
  return shown;
}

}  // namespace

Result<CompletedValues> CompleteValue(const parser::Place& place,
                                      const Subject& subject,
                                      std::span<const std::string> above,
                                      const engine::Reader& reader,
                                      std::size_t limit) {
  CompletedValues none;
  if (!TakesValues(place.comparator)) return none;
  std::vector<IndexMatch> matches = MatchIndexes(reader, subject, above);
  const engine::IndexDefinition* group = GroupIndexOf(reader, subject);
  const engine::IndexDefinition* index =
      group != nullptr ? group : IndexToShow(subject, matches);
  ValueType type = TypeOf(subject);
  bool texts = type == ValueType::kText || type == ValueType::kAny;
  bool numbers = (type == ValueType::kNumber || type == ValueType::kAny) &&
                 place.quote == 0;
  Result<CompletedValues> values = none;
  if (index != nullptr && (texts || numbers)) {
    ValueCompleter completer(place, subject, *index, group != nullptr, reader);
    Status status;
    if (texts) status = completer.FindTexts();
    if (status.ok() && numbers) status = completer.FindNumbers();
    if (!status.ok()) return status;
    values = completer.Take(limit);
    if (!values.ok()) return values;
  }
  AddDateWords(place, subject, matches, &values->values);
  return values;
}

}  // namespace pressmark::query
