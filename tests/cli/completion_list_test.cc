#include "cli/completion_list.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

LineCompletions Of(std::vector<LineCompletion> candidates) {
  LineCompletions completions;
  completions.candidates = std::move(candidates);
  return completions;
}

TEST(CompletionList, TheCommonBeginningIsOfWholeCharacters) {
  EXPECT_EQ(CommonBeginning({{"link.href"}, {"link.brand"}}), "link.");
  EXPECT_EQ(CommonBeginning({{"aä"}, {"aö"}}), "a");
  EXPECT_EQ(CommonBeginning({{"same"}, {"same"}}), "same");
  EXPECT_EQ(CommonBeginning({{"a"}, {"b"}}), "");
  EXPECT_EQ(CommonBeginning({}), "");
}

TEST(CompletionList, ColumnsAreFilledDownwards) {
  EXPECT_EQ(RenderCompletions(Of({{"a"}, {"bb"}, {"c"}, {"d"}, {"e"}}), 10, 20),
            "a   c   e\nbb  d\n");
}

TEST(CompletionList, NotesStandAlignedBeside) {
  EXPECT_EQ(RenderCompletions(Of({{"Health", "5"}, {"Tea", "1,234"}}), 20, 20),
            "Health      5\nTea     1,234\n");
}

TEST(CompletionList, WhatIsTooWideIsCut) {
  EXPECT_EQ(RenderCompletions(Of({{"a long value", "12"}}), 10, 20),
            "a lon…  12\n");
}

TEST(CompletionList, ControlsAreEscaped) {
  EXPECT_EQ(RenderCompletions(Of({{"a\x1b[2J"}}), 40, 20), "a\\x1b[2J\n");
}

TEST(CompletionList, WhatDoesNotFitIsCounted) {
  LineCompletions many = Of({{"a"}, {"b"}, {"c"}, {"d"}});
  EXPECT_EQ(RenderCompletions(many, 1, 3), "a\nb\n… and 2 more\n");
  many.cut = true;
  EXPECT_EQ(RenderCompletions(many, 20, 3), "a  b  c  d\n… and more\n");
}

}  // namespace
}  // namespace pressmark::cli
