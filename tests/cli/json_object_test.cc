#include "cli/json_object.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(JsonObjects, NestAndStartAnew) {
  JsonArray array;
  EXPECT_EQ(array.Take(), "[]");
  array.Add("a\"b");
  array.AddJson("1");
  JsonObject object;
  EXPECT_EQ(object.Take(), "{}");
  object.Add("text", "x");
  object.Add("number", std::uint64_t{18446744073709551615u});
  object.AddJson("list", array.Take());
  EXPECT_EQ(object.Take(),
            R"({"text":"x","number":18446744073709551615,"list":["a\"b",1]})");
  EXPECT_EQ(object.Take(), "{}");
}

}  // namespace
}  // namespace pressmark::cli
