#include "cli/question.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(Zones, OffsetsInMinutes) {
  EXPECT_EQ(ParseZone("+05:30"), std::int16_t{330});
  EXPECT_EQ(ParseZone("-04:00"), std::int16_t{-240});
  EXPECT_EQ(ParseZone("+00:00"), std::int16_t{0});
  EXPECT_EQ(ParseZone("-23:59"), std::int16_t{-1439});
  EXPECT_EQ(ParseZone("Z"), std::int16_t{0});
}

TEST(Zones, RefusesEverythingElse) {
  for (std::string_view text :
       {"", "5", "05:30", "+5:30", "+24:00", "+00:60", "+0530", "+05:3x",
        "+05:300", "UTC", "Europe/Berlin", "+ 5:30", "+-5:30"}) {
    EXPECT_FALSE(ParseZone(text)) << text;
  }
}

}  // namespace
}  // namespace pressmark::cli
