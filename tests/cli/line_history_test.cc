#include "cli/line_history.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(LineHistory, TheLineIsBehindTheNewest) {
  LineHistory history(2);
  EXPECT_EQ(history.Older("typed"), nullptr);
  EXPECT_EQ(history.Newer("typed"), nullptr);
  for (const char* entry : {"one", "two", "three", "three"}) history.Add(entry);
  EXPECT_EQ(history.Newer("typed"), nullptr);
  EXPECT_EQ(*history.Older("typed"), "three");
  EXPECT_EQ(*history.Older("three"), "two");
  EXPECT_EQ(history.Older("two"), nullptr) << "one is beyond the most";
  EXPECT_EQ(*history.Newer("two changed"), "three");
  EXPECT_EQ(*history.Newer("three"), "typed");
  EXPECT_EQ(*history.Older("typed"), "three");
  EXPECT_EQ(*history.Older("three"), "two changed");
  history.Begin();
  EXPECT_EQ(history.Newer("new"), nullptr);
  EXPECT_EQ(*history.Older("new"), "three");
  EXPECT_EQ(*history.Older("three"), "two");
}

}  // namespace
}  // namespace pressmark::cli
