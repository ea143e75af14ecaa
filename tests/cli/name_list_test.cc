#include "cli/name_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NameList, IsSplitAtItsSeparator) {
  EXPECT_THAT(SplitNames("", '\n'), IsEmpty());
  EXPECT_THAT(SplitNames("a", '\n'), ElementsAre("a"));
  EXPECT_THAT(SplitNames("a\nb\n", '\n'), ElementsAre("a", "b"));
  EXPECT_THAT(SplitNames("\n\na\n\nb c\r", '\n'), ElementsAre("a", "b c\r"));
  EXPECT_THAT(SplitNames(std::string_view("a\nb\0-\0", 6), '\0'),
              ElementsAre("a\nb", "-"));
}

TEST(NameList, IsWhatTheCommandLineGives) {
  EXPECT_THAT(*ReadNames({{"b", "a"}, false}), ElementsAre("b", "a"));
  EXPECT_EQ(ReadNames({{"a", "-"}, false}).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadNames({{"a"}, true}).status().code(),
            StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace pressmark::cli
