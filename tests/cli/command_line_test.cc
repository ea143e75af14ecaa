#include "cli/command_line.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(Seconds, AreANumber) {
  using std::chrono::milliseconds;
  EXPECT_EQ(ParseSeconds("0"), milliseconds(0));
  EXPECT_EQ(ParseSeconds("2"), milliseconds(2'000));
  EXPECT_EQ(ParseSeconds("0.25"), milliseconds(250));
  EXPECT_EQ(ParseSeconds("1000000"), milliseconds(1'000'000'000));
  for (const char* text :
       {"", " 1", "1 ", "1s", "-1", "1e3", "nan", "inf", "1000000.5", "0x1"}) {
    EXPECT_FALSE(ParseSeconds(text)) << text;
  }
}

}  // namespace
}  // namespace pressmark::cli
