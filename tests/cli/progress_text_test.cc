#include "cli/progress_text.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(ProgressTexts, TellHowFarItIsAndHowLongItTakes) {
  EXPECT_EQ(ProgressText({1'234, 100'000, 0.5}, "articles"),
            "1234 of 100000 articles, 2468 articles/s, 40 s left");
  EXPECT_EQ(ProgressText({10, 10'010, 1}, "files", ", 3 refused"),
            "10 of 10010 files, 10 articles/s, 3 refused, 16 min 40 s left");
}

TEST(ProgressTexts, WithoutATotalThereIsNoTimeLeft) {
  EXPECT_EQ(ProgressText({20, 0, 2}, "articles"), "20 articles, 10 articles/s");
  EXPECT_EQ(ProgressText({20, 19, 2}, "articles"),
            "20 articles, 10 articles/s");
}

TEST(ProgressTexts, AtTheVeryStart) {
  EXPECT_EQ(ProgressText({0, 5, 0}, "articles"),
            "0 of 5 articles, 0 articles/s");
}

}  // namespace
}  // namespace pressmark::cli
