#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "query/parser/hint.h"

// The clauses of SQL. A statement is turned into a query a clause at a time:
// what stands before `from` goes behind the filter.
namespace pressmark::query::parser {

namespace {

std::uint32_t End(const Mistake& mistake) {
  return static_cast<std::uint32_t>(mistake.text.size());
}

// The first token at or after `at` that `stops` takes, or the end.
template <typename Stops>
Span FindToken(std::string_view text, std::size_t at, Stops stops) {
  Span token = TokenAt(text, at);
  while (token.end > token.begin && !stops(TextAt(text, token))) {
    token = TokenAt(text, token.end);
  }
  return token;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  return text;
}

// How many tokens before the mistake `word` stands last; 0 where it does not.
std::size_t FindBefore(const Mistake& mistake, std::string_view word) {
  for (std::size_t n = 1; n <= mistake.before.size(); ++n) {
    if (IsWord(mistake.Before(n), word)) return n;
  }
  return 0;
}

// `date desc` of `-date`, `date` of `+date`; empty of anything else.
std::string SignedKey(std::string_view token) {
  bool down = token.starts_with('-');
  bool key = (down || token.starts_with('+')) && IsPathToken(token.substr(1));
  if (!key) return {};
  return Join({token.substr(1), down ? " desc" : ""});
}

// The aggregates among the picks of SQL's select list, as ours; names alone
// are told by the groups.
std::string AggregatesIn(std::string_view picks) {
  std::string list;
  for (std::size_t at = 0; at < picks.size();) {
    Span name = TokenAt(picks, at);
    Span open = TokenAt(picks, name.end);
    std::string_view word = TextAt(picks, name);
    at = name.end == name.begin ? picks.size() : name.end;
    bool known = IsAnyWord(word, {"count", "min", "max", "sum", "avg"});
    if (!known || TextAt(picks, open) != "(") continue;
    Span close = FindToken(picks, open.end,
                           [](std::string_view token) { return token == ")"; });
    std::string_view inner = picks.substr(open.end, close.begin - open.end);
    if (!list.empty()) list += ", ";
    if (IsWord(word, "avg")) {
      list += Join({"sum(", inner, "), count(", inner, ")"});
    } else if (Trimmed(inner) == "*") {
      list += "count";
    } else {
      list += Join({word, "(", inner, ")"});
    }
    at = close.end;
  }
  return list;
}

bool EndsPicks(std::string_view token) {
  bool aggregate = IsWord(token, "count");
  return IsAnyWord(token, {"from", "where"}) ||
         (BeginsClause(token) && !aggregate);
}

// `select count(*)`, `select topic, max(date)`.
Hint SelectAggregateHint(const Mistake& mistake) {
  bool call = mistake.path_is_last && mistake.found == "(" &&
              IsAnyWord(mistake.path, {"count", "min", "max", "sum", "avg"});
  if (!call) return {};
  Hint hint{Join({"an aggregate is a clause of its own: ", mistake.path,
                  "(…) as total"}),
            {}};
  std::size_t select = FindBefore(mistake, "select");
  if (select == 0 && IsWord(mistake.Before(2), "by")) {
    // `order by count(*)` orders by the column count.
    Span close = TokenAt(mistake.text, mistake.NextSpan().end);
    bool star = mistake.Next() == "*" && TextAt(mistake.text, close) == ")";
    if (star) hint.edit = Edit{{mistake.token.begin, close.end}, ""};
  }
  if (select == 0) return hint;
  Span first = mistake.BeforeSpan(select);
  Span last = FindToken(mistake.text, mistake.token.end, EndsPicks);
  std::string list =
      AggregatesIn(mistake.text.substr(first.end, last.begin - first.end));
  if (!list.empty() && last.end > last.begin) list += ' ';
  hint.edit = Edit{{first.begin, last.begin}, list};
  return hint;
}

// What stands before `from` or `where`, and the filter behind it, the other
// way round.
Edit Rearranged(const Mistake& mistake, std::size_t filter_at) {
  std::string_view text = mistake.text;
  std::string_view head = Trimmed(text.substr(0, mistake.token.begin));
  if (head.starts_with('*')) head = Trimmed(head.substr(1));
  Span where = TokenAt(text, filter_at);
  std::string_view filter;
  std::string_view rest = text.substr(filter_at);
  if (IsWord(TextAt(text, where), "where")) {
    Span clause = FindToken(text, where.end, BeginsClause);
    filter = Trimmed(text.substr(where.end, clause.begin - where.end));
    rest = text.substr(clause.begin);
  }
  std::string query;
  for (std::string_view part : {filter, head, Trimmed(rest)}) {
    if (!query.empty() && !part.empty()) query += ' ';
    query += part;
  }
  return {{0, End(mistake)}, query};
}

// Whether what stands here is a statement that changes something.
bool Changes(const Mistake& mistake) {
  std::string_view word = mistake.path;
  std::string_view found = mistake.found;
  auto later = [&](std::string_view sought) {
    Span span = FindToken(
        mistake.text, mistake.token.begin,
        [&](std::string_view token) { return IsWord(token, sought); });
    return span.end > span.begin;
  };
  if (IsWord(word, "delete")) return IsWord(found, "from") || later("where");
  if (IsWord(word, "update")) return later("set");
  if (IsAnyWord(word, {"insert", "replace", "merge"})) {
    return IsWord(found, "into");
  }
  return IsAnyWord(word, {"drop", "create", "alter", "truncate"}) &&
         IsAnyWord(found, {"table", "index", "view", "database", "column"});
}

// `delete from articles where x`: the filter alone can be asked.
Hint ChangeHint(const Mistake& mistake) {
  bool begins = mistake.AtComparison() && mistake.path_is_last &&
                mistake.path_span.begin == SkipBlanks(mistake.text, 0);
  if (!begins || !Changes(mistake)) return {};
  Hint hint{Join({"a query only reads and cannot ", mistake.path}), {}};
  Span where =
      FindToken(mistake.text, mistake.token.begin,
                [](std::string_view token) { return IsWord(token, "where"); });
  if (where.end > where.begin) {
    std::string_view filter = Trimmed(mistake.text.substr(where.end));
    if (filter.ends_with(';')) filter.remove_suffix(1);
    hint.edit =
        Edit{{mistake.path_span.begin, End(mistake)}, std::string(filter)};
  }
  return hint;
}

// `from articles where x`, `where x`.
Hint FilterFirstHint(const Mistake& mistake) {
  bool at_path = mistake.AtComparison() && mistake.path_is_last;
  if (at_path && IsWord(mistake.path, "where")) {
    return {"leave out where: a query begins with its filter",
            Edit{{mistake.path_span.begin, mistake.token.begin}, ""}};
  }
  if (at_path && IsWord(mistake.path, "from")) {
    bool where = IsWord(mistake.Next(), "where");
    std::uint32_t end = where ? mistake.NextSpan().end : mistake.token.end;
    return {"leave out from: a query begins with its filter",
            Edit{{mistake.path_span.begin, end}, ""}};
  }
  if (!mistake.AtEnd()) return {};
  if (IsWord(mistake.found, "where")) {
    return {"leave out where: a query begins with its filter",
            Rearranged(mistake, mistake.token.begin)};
  }
  if (!IsWord(mistake.found, "from")) return {};
  return {"leave out from: a query begins with its filter",
          Rearranged(mistake, mistake.NextSpan().end)};
}

// `group by topic`.
Hint GroupHint(const Mistake& mistake) {
  bool at_path = mistake.AtComparison() && IsWord(mistake.path, "group");
  bool at_end = mistake.AtEnd() && IsWord(mistake.found, "group");
  if (!at_path && !at_end) return {};
  Hint hint{"write count by and a name", {}};
  Span group = at_path ? mistake.path_span : mistake.token;
  Span by = TokenAt(mistake.text, group.end);
  if (!IsWord(TextAt(mistake.text, by), "by")) return hint;
  bool counted = IsWord(mistake.Before(1), "count") ||
                 (mistake.Before(1) == ")" && mistake.Before(3) == "(");
  hint.edit = Edit{{group.begin, by.end}, counted ? "by" : "count by"};
  std::size_t select = at_end ? FindBefore(mistake, "select") : 0;
  if (select > 0) {
    hint.edit = Edit{{mistake.BeforeSpan(select).begin, by.end}, "count by"};
  }
  return hint;
}

// `select distinct brand`.
Hint DistinctHint(const Mistake& mistake) {
  bool distinct = mistake.AtEnd() && IsWord(mistake.Before(1), "distinct") &&
                  IsWord(mistake.Before(2), "select");
  if (!distinct) return {};
  return {"count by has a row for each value",
          Edit{{mistake.BeforeSpan(2).begin, mistake.BeforeSpan(1).end},
               "count by"}};
}

// `count distinct author`, `count distinct(author)`.
Hint CountDistinctHint(const Mistake& mistake) {
  bool distinct = mistake.AtEnd() && IsWord(mistake.Before(1), "count") &&
                  IsAnyWord(mistake.found, {"distinct", "unique"});
  if (!distinct) return {};
  Span name = mistake.NextSpan();
  Span last = name;
  if (TextAt(mistake.text, name) == "(") {
    name = TokenAt(mistake.text, name.end);
    last = TokenAt(mistake.text, name.end);
  }
  std::string_view path = TextAt(mistake.text, name);
  if (!IsPathToken(path)) return {};
  return Write({mistake.BeforeSpan(1).begin, last.end},
               Join({"count(distinct ", path, ")"}));
}

// `having count > 3`.
Hint HavingHint(const Mistake& mistake) {
  if (!mistake.AtEnd() || !IsWord(mistake.found, "having")) return {};
  Span last = TokenAt(mistake.text, mistake.token.end);
  last = FindToken(mistake.text, last.end, [](std::string_view token) {
    return IsAnyWord(token, {"order", "limit", "offset"});
  });
  return {
      "there is no having: the largest groups come first, and limit takes "
      "as many as are wanted",
      Edit{{mistake.token.begin, last.begin}, ""}};
}

// `limit 10, 20`: rows to pass over, rows to show.
Hint LimitHint(const Mistake& mistake) {
  bool pair = mistake.AtEnd() && mistake.found == "," &&
              IsWord(mistake.Before(2), "limit");
  if (!pair) return {};
  std::string page =
      Join({"limit ", mistake.Next(), " offset ", mistake.Before(1)});
  return Write({mistake.BeforeSpan(2).begin, mistake.NextSpan().end}, page);
}

// `limit 5 page 2`.
Hint PageHint(const Mistake& mistake) {
  constexpr std::size_t kMostDigits = 9;
  std::size_t limit = FindBefore(mistake, "limit");
  bool page = mistake.AtEnd() && limit > 1 && IsWord(mistake.found, "page") &&
              IsNumberToken(mistake.Next()) &&
              mistake.Next().size() <= kMostDigits;
  if (!page) return {};
  std::string_view amount = mistake.Before(limit - 1);
  if (!IsNumberToken(amount) || amount.size() > kMostDigits) return {};
  std::uint64_t number = std::stoull(std::string(mistake.Next()));
  std::uint64_t passed = number > 0 ? number - 1 : 0;
  passed *= std::stoull(std::string(amount));
  return Write({mistake.token.begin, mistake.NextSpan().end},
               "offset " + std::to_string(passed));
}

// `order by -date`.
Hint DirectionHint(const Mistake& mistake) {
  std::string key = SignedKey(mistake.found);
  if (!mistake.expected.starts_with("a name to order by") || key.empty()) {
    return {};
  }
  return Write(mistake.token, key);
}

// `brand = "x";`, `limit 10;`.
Hint SemicolonHint(const Mistake& mistake) {
  constexpr std::string_view kWords = "nothing ends a query: leave the ; out";
  bool last = mistake.found.ends_with(';') && mistake.Next().empty();
  bool amount = mistake.expected.starts_with("a whole number");
  if (!last || !(mistake.AtEnd() || amount)) return {};
  return {std::string(kWords),
          Edit{{mistake.token.end - 1, mistake.token.end}, ""}};
}

struct Replacement {
  std::string_view written;
  std::string_view meant;
};

constexpr std::array<Replacement, 10> kWords = {{{"sort", "order"},
                                                 {"sorted", "order"},
                                                 {"descending", "desc"},
                                                 {"ascending", "asc"},
                                                 {"top", "limit"},
                                                 {"first", "limit"},
                                                 {"newest", "limit"},
                                                 {"latest", "limit"},
                                                 {"skip", "offset"},
                                                 {"fetch", "limit"}}};

// `sort`, `sort by`, `sort -date`.
Hint SortHint(const Mistake& mistake, Span span) {
  std::string meant = "order by";
  Span by = TokenAt(mistake.text, span.end);
  if (IsWord(TextAt(mistake.text, by), "by")) span.end = by.end;
  Span key = TokenAt(mistake.text, span.end);
  std::string signed_key = SignedKey(TextAt(mistake.text, key));
  if (!signed_key.empty()) {
    bool begins = span.begin == SkipBlanks(mistake.text, 0);
    meant = Join({begins ? "* " : "", meant, " ", signed_key});
    span.end = key.end;
  }
  return Write(span, meant);
}

// A word of SQL where a clause stands, or where a name was read.
Hint WordHint(const Mistake& mistake) {
  bool name = mistake.AtComparison() && mistake.path_is_last;
  if (!mistake.AtEnd() && !name) return {};
  Span span = mistake.AtEnd() ? mistake.token : mistake.path_span;
  std::string_view word = TextAt(mistake.text, span);
  std::string_view next = TextAt(mistake.text, TokenAt(mistake.text, span.end));
  for (const Replacement& entry : kWords) {
    if (!IsWord(word, entry.written)) continue;
    if (entry.meant == "order") return SortHint(mistake, span);
    bool direction = IsAnyWord(entry.meant, {"asc", "desc"});
    bool sure = direction ? mistake.AtEnd() : BeginsWithDigit(next);
    if (sure) return Write(span, entry.meant);
  }
  return {};
}

}  // namespace

Hint StatementHint(const Mistake& mistake) {
  for (auto hint : {SemicolonHint, ChangeHint, SelectAggregateHint,
                    FilterFirstHint, GroupHint, DistinctHint, CountDistinctHint,
                    HavingHint, LimitHint, PageHint, DirectionHint, WordHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
