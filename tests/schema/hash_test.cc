#include "schema/hash.h"

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

// The values are those of xxHash's own test vectors for the empty input.
TEST(Hash, IsXxh3) {
  EXPECT_EQ(ToHex(HashOf("")), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(ChecksumOf(""), 0x2D06800538D394C2u);
}

TEST(Hash, TellsBytesApart) {
  EXPECT_NE(HashOf("a"), HashOf("b"));
  EXPECT_EQ(HashOf("abc"), HashOf("abc"));
}

TEST(Hash, PrintsLeadingZeros) {
  EXPECT_EQ(ToHex({0x1, 0xABC}), "00000000000000010000000000000abc");
}

}  // namespace
}  // namespace pressmark::schema
