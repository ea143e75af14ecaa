#ifndef PRESSMARK_TESTS_SUPPORT_NAIVE_CONDITION_H_
#define PRESSMARK_TESTS_SUPPORT_NAIVE_CONDITION_H_

#include <string_view>

#include "query/bound.h"
#include "tests/support/naive_values.h"

namespace pressmark::test {

// Whether the article satisfies the condition, by the letter of the language.
bool NaiveHolds(const query::Condition& condition, const NaiveScope& scope);

// Whether the pattern matches all of the text, by trying every way.
bool NaiveGlob(std::string_view pattern, std::string_view text);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_NAIVE_CONDITION_H_
