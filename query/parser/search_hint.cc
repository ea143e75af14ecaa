#include <array>
#include <cstddef>
#include <cstdint>

#include "query/parser/hint.h"

// What people type who expect a search box: words, "phrases", +a -b, a:b.
namespace pressmark::query::parser {

namespace {

constexpr std::string_view kSearched = "title";

// A field of the built-in mapping: a name, and hardly a word to look for.
bool IsFieldName(std::string_view word) {
  return IsAnyWord(word, {"title", "date", "topic", "brand", "author", "slug"});
}

// Whether the token is an ordinary word: bare, and no word of the language.
bool IsPlainWord(std::string_view token) {
  return !token.empty() && IsBareByte(token[0]) && IsBare(token) &&
         !IsOperatorToken(token) && !IsReserved(token);
}

// `topic:x`, but not `http://x`.
std::size_t ColonIn(std::string_view token) {
  std::size_t colon = token.find(':');
  bool field = colon != std::string_view::npos && colon > 0 &&
               colon + 1 < token.size() && token[colon + 1] != '/' &&
               IsNameStart(token[0]);
  return field ? colon : 0;
}

bool IsSigned(std::string_view token) {
  return token.size() > 1 && (token[0] == '+' || token[0] == '-') &&
         !IsDigit(token[1]);
}

// The end of the words that begin with the token at `span`.
std::uint32_t EndOfWords(std::string_view text, Span span) {
  while (true) {
    Span next = TokenAt(text, span.end);
    std::string_view word = TextAt(text, next);
    bool more = IsPlainWord(word) && ColonIn(word) == 0 && !IsSigned(word) &&
                !BeginsClause(word) &&
                !IsOperatorToken(TextAt(text, TokenAt(text, next.end)));
    if (!more) return span.end;
    span = next;
  }
}

Hint LookFor(Span span, std::string_view words, bool negative = false) {
  std::string test = Containing(kSearched, words);
  if (negative) test.replace(test.find('~'), 1, "!~");
  return {Join({"words are looked for in a field: ", test}), Edit{span, test}};
}

// `date:[2021 TO 2022]`.
Hint LuceneRangeHint(const Mistake& mistake, Span open) {
  Span low = TokenAt(mistake.text, open.end);
  Span to = TokenAt(mistake.text, low.end);
  Span high = TokenAt(mistake.text, to.end);
  Span close = TokenAt(mistake.text, high.end);
  if (!IsWord(TextAt(mistake.text, to), "to")) return {};
  return Write({mistake.path_span.begin, close.end},
               Join({mistake.path, " in ", TextAt(mistake.text, low), "..",
                     TextAt(mistake.text, high)}));
}

// `brand:x`, `date:>2021`, `title:mobile*`, `tag:"a b"`.
Hint ColonHint(const Mistake& mistake) {
  if (!mistake.AtComparison() || !mistake.found.starts_with(':')) return {};
  std::string_view sign = "=";
  Span value{mistake.token.begin + 1, mistake.token.end};
  if (value.end == value.begin) value = mistake.NextSpan();
  std::string_view text = TextAt(mistake.text, value);
  if (text == "[") return LuceneRangeHint(mistake, value);
  if (IsOperatorToken(text)) {
    sign = text;
    value = TokenAt(mistake.text, value.end);
    text = TextAt(mistake.text, value);
  }
  if (text.empty()) return {};
  bool glob = text.find_first_of("*?") != std::string_view::npos;
  if (glob && sign == "=") sign = "~";
  std::string written =
      IsQuotedToken(text) ? std::string(text) : ValueText(text);
  return Write({mistake.path_span.begin, value.end},
               Join({mistake.path, " ", sign, " ", written}));
}

// `+word`, `-word`, `-"two words"`, `+topic:x`.
Hint SignedHint(const Mistake& mistake) {
  std::string_view found = mistake.found;
  bool sign_alone = found == "+" || found == "-";
  if (!mistake.AtCondition() || !(sign_alone || IsSigned(found))) return {};
  bool negative = found[0] == '-';
  Span rest{mistake.token.begin + 1, mistake.token.end};
  if (ColonIn(found.substr(1)) > 0) {
    return {negative ? "write not" : "leave out +",
            Edit{{mistake.token.begin, rest.begin}, negative ? "not " : ""}};
  }
  if (sign_alone) rest = mistake.NextSpan();
  std::string_view words = Unquoted(TextAt(mistake.text, rest));
  if (words.empty()) return {};
  return LookFor({mistake.token.begin, rest.end}, words, negative);
}

// `author = jane date:2021`, `… -draft`: conditions without `and`.
Hint UnjoinedHint(const Mistake& mistake) {
  std::string_view found = mistake.found;
  bool field = ColonIn(found) > 0 || IsSigned(found);
  bool colon_next = IsPlainWord(found) && mistake.Next() == ":";
  if (!mistake.AfterCondition() || !(field || colon_next)) return {};
  return {"join conditions with and or or",
          Edit{{mistake.token.begin, mistake.token.begin}, "and "}};
}

// `topic = A or B`: the test before goes for B too.
Hint RepeatedHint(const Mistake& mistake, Span value) {
  const std::vector<Span>& before = mistake.before;
  std::size_t n = before.size();
  while (n > 0 && before[n - 1].begin >= value.begin) --n;
  if (n < 4) return {};
  auto token = [&](std::size_t back) {
    return TextAt(mistake.text, before[n - back]);
  };
  bool joined = IsAnyWord(token(1), {"and", "or"});
  bool tested = (IsOperatorToken(token(3)) || IsWord(token(3), "in")) &&
                IsBareByte(token(4)[0]);
  if (!joined || !tested) return {};
  std::string test =
      Join({token(4), " ", token(3), " ", TextAt(mistake.text, value)});
  return {Join({"a test is written whole: ", test}), Edit{value, test}};
}

// A word or words where a condition stands.
Hint WordsHint(const Mistake& mistake) {
  bool name = mistake.AtComparison() && mistake.path_is_last;
  bool word = !mistake.found.empty() && IsPlainWord(mistake.found);
  if (!name) return {};
  std::string_view path = mistake.path;
  bool plain = IsPlainWord(path) && path.find('.') == std::string_view::npos &&
               path.find('[') == std::string_view::npos &&
               !path.starts_with('@');
  bool ends = mistake.found.empty() || word || BeginsClause(mistake.found) ||
              IsAnyWord(mistake.found, {"and", "or", ")", "]"}) ||
              IsSigned(mistake.found) || IsReserved(mistake.found) ||
              mistake.found == "*" || mistake.found == ")";
  if (!plain || !ends || IsFieldName(path)) return {};
  if (IsAnyWord(mistake.Before(2), {"has", "exists", "all"})) return {};
  Hint repeated = RepeatedHint(mistake, mistake.path_span);
  if (!repeated.words.empty()) return repeated;
  Span span = mistake.path_span;
  // `mobile*`, `c++`: the name ends before the word does.
  if (mistake.token.begin == span.end && word) span.end = mistake.token.end;
  span.end = EndOfWords(mistake.text, span);
  std::string_view words = TextAt(mistake.text, span);
  if (words.ends_with('*')) words.remove_suffix(1);
  Hint hint = LookFor(span, words);
  hint.words = Join(
      {"a filter is such as ", path, " = x or has ", path, "; ", hint.words});
  return hint;
}

// `"exact phrase" and more`: each phrase, and each run of words.
Hint PhrasesHint(const Mistake& mistake) {
  std::string tests;
  Span span = mistake.token;
  std::uint32_t end = span.end;
  while (true) {
    std::string_view word = TextAt(mistake.text, span);
    bool quoted = IsQuotedToken(word) && !Unquoted(word).empty();
    bool plain = IsPlainWord(word) && ColonIn(word) == 0 && !IsSigned(word) &&
                 !BeginsClause(word);
    std::string_view next =
        TextAt(mistake.text, TokenAt(mistake.text, span.end));
    if (!(quoted || plain) || IsOperatorToken(next)) break;
    end = quoted ? span.end : EndOfWords(mistake.text, span);
    if (!tests.empty()) tests += " and ";
    tests += Containing(kSearched,
                        Unquoted(TextAt(mistake.text, {span.begin, end})));
    span = TokenAt(mistake.text, end);
  }
  return {Join({"words are looked for in a field: ", tests}),
          Edit{{mistake.token.begin, end}, tests}};
}

// `"exact phrase"`, `2021`, `#tag` where a condition stands.
Hint PhraseHint(const Mistake& mistake) {
  std::string_view found = mistake.found;
  bool begins = mistake.AtCondition() && !found.empty() &&
                !IsOperatorToken(mistake.Next());
  if (!begins) return {};
  if (mistake.Before(1) == "[" && IsDigit(found[0])) return {};
  Hint repeated = RepeatedHint(mistake, mistake.token);
  bool quoted = IsQuotedToken(found);
  bool value = quoted ? !Unquoted(found).empty() : IsPlainWord(found);
  if (value && !repeated.words.empty()) return repeated;
  if (quoted && value) return PhrasesHint(mistake);
  bool year = found.size() == 4 && IsDigit(found[0]) && IsDigit(found[3]);
  bool day = found.size() >= 7 && IsDigit(found[0]) && found[4] == '-';
  if (value && (year || day)) {
    return Write(mistake.token, Join({"date = ", found}));
  }
  bool word = value && found[0] != '{' && found[0] != '/';
  if (!word) return {};
  Span span{mistake.token.begin, EndOfWords(mistake.text, mistake.token)};
  std::string_view words = TextAt(mistake.text, span);
  while (words.starts_with('#') || words.starts_with('*')) {
    words.remove_prefix(1);
  }
  return words.empty() ? Hint() : LookFor(span, words);
}

// `*mobile*`, of which the first * was read as every article.
Hint StarredHint(const Mistake& mistake) {
  bool starred = mistake.AtEnd() && mistake.before.size() == 1 &&
                 mistake.Before(1) != "*" && mistake.Before(1)[0] == '*' &&
                 mistake.token.begin == mistake.BeforeSpan(1).begin + 1;
  if (!starred) return {};
  std::string_view words = mistake.found;
  if (words.ends_with('*')) words.remove_suffix(1);
  if (words.empty()) return {};
  return LookFor({mistake.token.begin - 1, mistake.token.end}, words);
}

}  // namespace

Hint SearchHint(const Mistake& mistake) {
  for (auto hint : {ColonHint, SignedHint, UnjoinedHint, StarredHint, WordsHint,
                    PhraseHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
