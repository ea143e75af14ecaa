#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "query/parser/hint.h"
#include "query/parser/lexicon.h"

// What people write who know another language: SQL, programming languages,
// document stores, search boxes.
namespace pressmark::query::parser {

namespace {

struct Replacement {
  std::string_view written;
  std::string_view hint;
};

std::string Find(std::span<const Replacement> table, std::string_view written) {
  for (const Replacement& entry : table) {
    if (IsWord(written, entry.written)) return std::string(entry.hint);
  }
  return {};
}

std::string OperatorHint(const Mistake& mistake) {
  if (mistake.bare_is_last && TextAt(mistake.text, mistake.bare) == "~") {
    return "write ~ alone";
  }
  if (mistake.found.empty() || !IsOperatorByte(mistake.found[0])) return {};
  std::size_t begin = mistake.token.begin;
  while (begin > 0 && IsOperatorByte(mistake.text[begin - 1])) --begin;
  std::string_view run = mistake.text.substr(begin, mistake.token.end - begin);
  if (run == "!" && !mistake.AtCondition()) return "write !=";
  static constexpr std::array<Replacement, 12> kOperators = {
      {{"==", "write a single ="},
       {"===", "write a single ="},
       {"!==", "write !="},
       {"<>", "write !="},
       {"=!", "write !="},
       {"=<", "write <="},
       {"=>", "write >="},
       {"&&", "write and"},
       {"&", "write and"},
       {"||", "write or"},
       {"|", "write or"},
       {"!", "write not"}}};
  return Find(kOperators, run);
}

// `{brand: "x"}` and `{"brand": "x"}`.
std::string DocumentHint(const Mistake& mistake) {
  if (!mistake.AtCondition() || !mistake.found.starts_with('{')) return {};
  std::string_view rest = mistake.text.substr(mistake.token.begin + 1);
  std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return {};
  std::string_view key = TextAt(rest, TokenAt(rest, 0));
  std::string_view name = Unquoted(key.substr(0, key.find(':')));
  std::string_view value = TextAt(rest, TokenAt(rest, colon + 1));
  value = value.substr(0, value.find('}'));
  if (!IsName(name) || value.empty()) return {};
  return Join({"write ", name, " = ", value});
}

// `brand:x` and `+word`.
std::string SearchBoxHint(const Mistake& mistake) {
  if (mistake.AtComparison() && mistake.found.starts_with(':')) {
    std::string_view value = mistake.found.substr(1);
    if (value.empty()) value = mistake.Next();
    if (!value.empty()) return Join({"write ", mistake.path, " = ", value});
  }
  bool word = mistake.found.size() > 1 &&
              (mistake.found[0] == '+' || mistake.found[0] == '-');
  if (!mistake.AtCondition() || !word) return {};
  std::string glob = Join({"*", mistake.found.substr(1), "*"});
  return Join({"words are looked for in a field: title ",
               mistake.found[0] == '-' ? "!~ " : "~ ", Quoted(glob)});
}

// SQL's wildcards as a glob.
std::string GlobOf(std::string_view pattern) {
  std::string glob(pattern);
  std::replace(glob.begin(), glob.end(), '%', '*');
  std::replace(glob.begin(), glob.end(), '_', '?');
  return glob;
}

std::string LikeHint(const Mistake& mistake, std::string_view comparator) {
  std::string_view pattern = Unquoted(mistake.Next());
  std::string glob = pattern.empty() ? "*word*" : GlobOf(pattern);
  return Join({"write ", mistake.path, comparator, Quoted(glob)});
}

std::string IsHint(const Mistake& mistake) {
  std::string_view path = mistake.path;
  std::string_view next = mistake.Next();
  if (IsWord(next, "null")) {
    return Join({"write ", path, " = null, or not exists ", path,
                 " where the key may be missing"});
  }
  if (IsWord(next, "not")) {
    return Join({"write ", path, " != null, or exists ", path});
  }
  return Join({"write ", path, " = ", next});
}

std::string BetweenHint(const Mistake& mistake) {
  Span low = TokenAt(mistake.text, mistake.token.end);
  Span joint = TokenAt(mistake.text, low.end);
  Span high = TokenAt(mistake.text, joint.end);
  bool whole =
      IsWord(TextAt(mistake.text, joint), "and") && high.end > high.begin;
  if (!whole) return Join({"write ", mistake.path, " in a..b"});
  return Join({"write ", mistake.path, " in ", TextAt(mistake.text, low), "..",
               TextAt(mistake.text, high)});
}

// Words of SQL where a comparison stands.
std::string WordComparisonHint(const Mistake& mistake) {
  std::string_view word = mistake.found;
  bool like = IsWord(word, "like") || IsWord(word, "ilike");
  if (mistake.expected == kInExpected) {
    return like ? LikeHint(mistake, " !~ ") : "";
  }
  if (!mistake.AtComparison() || !mistake.path_is_last) return {};
  if (like) return LikeHint(mistake, " ~ ");
  if (IsWord(word, "is")) return IsHint(mistake);
  if (IsWord(word, "between")) return BetweenHint(mistake);
  if (IsWord(word, "contains") || IsWord(word, "includes")) {
    std::string glob = Join({"*", Unquoted(mistake.Next()), "*"});
    return Join({"write ", mistake.path, " ~ ", Quoted(glob)});
  }
  if (IsWord(word, "equals") || IsWord(word, "eq")) {
    return Join({"write ", mistake.path, " = ", mistake.Next()});
  }
  return {};
}

// Words of SQL where a clause stands, or where a name was read.
std::string WordClauseHint(const Mistake& mistake) {
  static constexpr std::array<Replacement, 10> kWords = {{
      {"where", "leave out where: a query begins with its filter"},
      {"from", "leave out from: a query begins with its filter"},
      {"group", "write count by and a name"},
      {"sort", "write order by"},
      {"sorted", "write order by"},
      {"descending", "write desc"},
      {"ascending", "write asc"},
      {"top", "write limit"},
      {"skip", "write offset"},
      {";", "leave out ;"},
  }};
  if (mistake.AtEnd()) {
    if (IsWord(mistake.found, "and") || IsWord(mistake.found, "or")) {
      return "the filter stands before all clauses, in place of *";
    }
    return Find(kWords, mistake.found);
  }
  bool name = mistake.AtComparison() && mistake.path_is_last;
  return name ? Find(kWords, mistake.path) : "";
}

}  // namespace

std::string ForeignHint(const Mistake& mistake) {
  for (auto hint : {OperatorHint, DocumentHint, SearchBoxHint,
                    WordComparisonHint, WordClauseHint}) {
    if (std::string words = hint(mistake); !words.empty()) return words;
  }
  return {};
}

}  // namespace pressmark::query::parser
