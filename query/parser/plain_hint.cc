#include <cstdint>
#include <string>

#include "query/parser/hint.h"

// Plain words: `topic missing`, `no topic`, `any authors = x`, `latest 10`.
namespace pressmark::query::parser {

namespace {

// Whether a condition may end before this token.
bool EndsTest(std::string_view token) {
  return token.empty() || token == ")" || token == "]" || token == ";" ||
         IsAnyWord(token, {"and", "or", "where"}) || BeginsClause(token);
}

Hint Lacks(Span span, std::string_view path) {
  return Write(span, Join({"not has ", path}));
}

// `topic missing`, `topic exists`, `topic not set`.
Hint AfterPathHint(const Mistake& mistake) {
  std::string_view path = mistake.path;
  Span span{mistake.path_span.begin, mistake.token.end};
  bool call = path.find('(') != std::string_view::npos;
  if (path.empty() || call || !EndsTest(mistake.Next())) return {};
  bool nothing = IsNothing(mistake.found);
  bool there = IsAnyWord(mistake.found, {"set", "present"});
  bool exists = IsWord(mistake.found, "exists");
  if (mistake.expected == kInExpected) {
    if (nothing) return Write(span, Join({"has ", path}));
    if (exists) return Write(span, Join({"not exists ", path}));
    return there ? Lacks(span, path) : Hint();
  }
  if (!mistake.AtComparison() || !mistake.path_is_last) return {};
  if (nothing) return Lacks(span, path);
  return exists ? Write(span, Join({"exists ", path})) : Hint();
}

// `no topic`, `without topic`.
Hint BeforePathHint(const Mistake& mistake) {
  bool word = mistake.AtComparison() && mistake.path_is_last &&
              IsAnyWord(mistake.path, {"no", "missing", "without", "lacks",
                                       "lacking", "empty"});
  if (!word || !IsPathToken(mistake.found) || !EndsTest(mistake.Next())) {
    return {};
  }
  return Lacks({mistake.path_span.begin, mistake.token.end}, mistake.found);
}

// `has no topic`, `has not topic`.
Hint HasNoHint(const Mistake& mistake) {
  bool no = mistake.AfterCondition() && IsWord(mistake.Before(1), "no") &&
            IsAnyWord(mistake.Before(2), {"has", "exists"}) &&
            IsPathToken(mistake.found) && !IsOperatorToken(mistake.Next());
  if (no) {
    return Write({mistake.BeforeSpan(2).begin, mistake.token.end},
                 Join({"not ", mistake.Before(2), " ", mistake.found}));
  }
  bool after = mistake.expected.starts_with("a name after has") ||
               mistake.expected.starts_with("a name after exists");
  bool negated = after && IsAnyWord(mistake.found, {"not"}) &&
                 IsPathToken(mistake.Next()) && !mistake.before.empty();
  if (!negated) return {};
  return Write({mistake.BeforeSpan(1).begin, mistake.NextSpan().end},
               Join({"not ", mistake.Before(1), " ", mistake.Next()}));
}

// `any authors = x`, `every authors = x`.
Hint AnyHint(const Mistake& mistake) {
  bool tested = IsOperatorToken(mistake.Next()) ||
                IsAnyWord(mistake.Next(), {"in", "not", "match", "like"});
  bool word = mistake.AtComparison() && mistake.path_is_last && tested &&
              IsPathToken(mistake.found);
  if (!word) return {};
  Span span{mistake.path_span.begin, mistake.token.begin};
  if (IsAnyWord(mistake.path, {"any", "some"})) {
    return {
        Join({"a test holds where any value passes: leave out ", mistake.path}),
        Edit{span, ""}};
  }
  if (!IsAnyWord(mistake.path, {"every", "each"})) return {};
  return {"write all", Edit{span, "all "}};
}

// `newest`, `latest 10 articles`, `top 5`, `oldest 3`.
Hint NewestHint(const Mistake& mistake) {
  std::string_view word = mistake.path;
  bool sure = IsAnyWord(word, {"newest", "latest", "oldest"});
  bool begins = mistake.AtComparison() && mistake.path_is_last &&
                mistake.path_span.begin == SkipBlanks(mistake.text, 0);
  bool number = IsNumberToken(mistake.found);
  if (!begins || !(sure || IsAnyWord(word, {"recent", "top", "first", "last"})))
    return {};
  if (!sure && !number) return {};
  Span last = number ? mistake.token : mistake.path_span;
  Span noun = TokenAt(mistake.text, last.end);
  if (IsAnyWord(TextAt(mistake.text, noun),
                {"articles", "posts", "pages", "items", "results", "rows"})) {
    last = noun;
  }
  if (!EndsTest(TextAt(mistake.text, TokenAt(mistake.text, last.end))))
    return {};
  std::string limit =
      Join({"limit ", number ? mistake.found : std::string_view("10")});
  Span span{mistake.path_span.begin, last.end};
  if (IsWord(word, "oldest")) {
    return Write(span, Join({"* order by date ", limit}));
  }
  limit.insert(0, "* ");
  return {Join({"the newest come first by default: ", limit}),
          Edit{span, limit}};
}

}  // namespace

Hint PlainHint(const Mistake& mistake) {
  for (auto hint :
       {AfterPathHint, BeforePathHint, HasNoHint, AnyHint, NewestHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::query::parser
