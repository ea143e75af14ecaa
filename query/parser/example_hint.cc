#include <array>
#include <cstdint>

#include "query/parser/hint.h"

// Queries that end, or go on, before they have said what: an example.
namespace pressmark::query::parser {

namespace {

struct Example {
  std::string_view expected;  // how it begins
  std::string_view text;
};

constexpr std::array<Example, 14> kExamples = {
    {{"a name to order by", "date desc"},
     {"by after order", "by"},
     {"a name or * after select", "title, date"},
     {"a name after has", "topic"},
     {"a name after exists", "topic"},
     {"a name after by", "topic"},
     {"a name after except", "body"},
     {"a name after as", "name"},
     {"a condition after not", "has topic"},
     {"a whole number", "20"},
     {"count, min, max or sum", "count"},
     {"of after all", "of"},
     {"a value in the list", "x"},
     {"a value", "x"}}};

// `example` between what stands there already.
Edit Inserted(const Mistake& mistake, std::string_view example) {
  std::uint32_t at = mistake.token.begin;
  Edit edit{{at, at}, std::string(example)};
  char before = at > 0 ? mistake.text[at - 1] : ' ';
  bool open = IsBlank(before) || before == '(' || before == '[';
  if (!open) edit.text.insert(0, " ");
  bool word = !mistake.found.empty() && IsBareByte(mistake.found[0]);
  if (word) edit.text += ' ';
  return edit;
}

// `topic = A or`, `a = 1 and and b = 2`.
Hint DanglingHint(const Mistake& mistake) {
  if (!mistake.AtCondition() || mistake.before.empty()) return {};
  std::string_view joint = mistake.Before(1);
  bool dangles = mistake.found.empty() || mistake.found == ")" ||
                 mistake.found == "]" ||
                 IsAnyWord(mistake.found, {"and", "or"});
  if (!dangles || !IsAnyWord(joint, {"and", "or"})) return {};
  std::uint32_t begin = mistake.BeforeSpan(1).begin;
  while (begin > 0 && mistake.found.empty() &&
         IsBlank(mistake.text[begin - 1])) {
    --begin;
  }
  return {Join({"leave out ", joint}), Edit{{begin, mistake.token.begin}, ""}};
}

// `date in ..`.
Hint OpenRangeHint(const Mistake& mistake) {
  if (!mistake.expected.starts_with("a value after ..")) return {};
  return {"a range has one end or both, as in 2021.. or 2021..2022", {}};
}

// `* after abc`.
Hint TokenHint(const Mistake& mistake) {
  bool token = mistake.expected.starts_with("a page token") &&
               !mistake.found.empty() && IsBareByte(mistake.found[0]);
  if (!token) return {};
  return {Join({"quote it: ", Quoted(mistake.found)}),
          Edit{mistake.token, Quoted(mistake.found)}};
}

}  // namespace

Hint ExampleHint(const Mistake& mistake) {
  for (auto hint : {DanglingHint, OpenRangeHint, TokenHint}) {
    if (Hint found = hint(mistake); !found.words.empty()) return found;
  }
  bool word = mistake.expected.starts_with("by after") ||
              mistake.expected.starts_with("of after");
  bool closes = mistake.found == "]" || mistake.found == ")";
  if (!mistake.found.empty() && !word && !closes) return {};
  if (mistake.Before(1) == "," && closes) {
    return {"nothing follows a last comma",
            Edit{{mistake.BeforeSpan(1).begin, mistake.token.begin}, ""}};
  }
  for (const Example& entry : kExamples) {
    if (!mistake.expected.starts_with(entry.expected)) continue;
    std::string_view as = word ? "write " : "such as ";
    if (mistake.expected == kListedExpected && closes) {
      as = "a list holds one value or more, such as ";
    }
    return {Join({as, entry.text}), Inserted(mistake, entry.text)};
  }
  return {};
}

}  // namespace pressmark::query::parser
