#include "schema/tree_builder.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "schema/draft_tree.h"
#include "schema/json.h"
#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

constexpr TextPosition kPlace = {3, 4, 0};

TreeBuilder::Scalar Text(std::string_view text) {
  return {ValueKind::kText, text, true};
}

class TreeBuilderTest : public testing::Test {
 protected:
  void Add(std::string_view text, TreeBuilder::Anchor anchor = 0) {
    ASSERT_THAT(builder_.AddScalar(Text(text), kPlace, anchor), IsOk());
  }
  void Open(ValueKind kind, TreeBuilder::Anchor anchor = 0) {
    ASSERT_THAT(builder_.Open(kind, kPlace, anchor), IsOk());
  }
  std::string Json() const {
    std::string json;
    AppendJson(ValueOf(ResolveDraft(builder_.draft())).tree.root(), &json);
    return json;
  }

  TreeBuilder builder_{
      {.front_matter_depth = 4, .front_matter_nodes = 8, .name_bytes = 5}};
};

TEST_F(TreeBuilderTest, EveryOtherScalarOfAMappingIsAKey) {
  EXPECT_FALSE(builder_.started());
  Open(ValueKind::kMapping);
  EXPECT_TRUE(builder_.started());
  EXPECT_TRUE(builder_.key_is_due());
  Add("a");
  EXPECT_FALSE(builder_.key_is_due());
  Add("1");
  EXPECT_TRUE(builder_.key_is_due());
  Add("b");
  Open(ValueKind::kList);
  EXPECT_FALSE(builder_.key_is_due());
  Add("2");
  Add("3");
  builder_.Close();
  builder_.Close();
  EXPECT_EQ(Json(), R"({"a":"1","b":["2","3"]})");
}

TEST_F(TreeBuilderTest, AnAliasIsACopy) {
  Open(ValueKind::kMapping);
  Add("a");
  Open(ValueKind::kList, 1);
  Add("x", 2);
  builder_.Close();
  Add("b");
  ASSERT_THAT(builder_.AddAlias(kPlace, 1), IsOk());
  Add("c");
  ASSERT_THAT(builder_.AddAlias(kPlace, 2), IsOk());
  builder_.Close();
  EXPECT_EQ(Json(), R"({"a":["x"],"b":["x"],"c":"x"})");
}

TEST_F(TreeBuilderTest, AKeyMayBeNamedAndAnAliasBeAKey) {
  Open(ValueKind::kMapping);
  Add("a", 1);
  Add("x", 2);
  ASSERT_THAT(builder_.AddAlias(kPlace, 2), IsOk());
  ASSERT_THAT(builder_.AddAlias(kPlace, 1), IsOk());
  builder_.Close();
  EXPECT_EQ(Json(), R"({"a":"x","x":"a"})");
}

TEST_F(TreeBuilderTest, AListIsNoKeyAlsoAsAnAlias) {
  Open(ValueKind::kMapping);
  EXPECT_THAT(builder_.Open(ValueKind::kList, kPlace, 0),
              Fails(StatusCode::kParseError, "line 3, column 4: a key must"));
  Add("a");
  Open(ValueKind::kList, 1);
  builder_.Close();
  EXPECT_THAT(builder_.AddAlias(kPlace, 1),
              Fails(StatusCode::kParseError, "a key must be a text"));
}

TEST_F(TreeBuilderTest, AnAliasNeedsAnAnchorThatHasEnded) {
  Open(ValueKind::kMapping, 1);
  Add("a");
  EXPECT_THAT(builder_.AddAlias(kPlace, 7),
              Fails(StatusCode::kParseError, "no anchor of this name"));
  EXPECT_THAT(builder_.AddAlias(kPlace, 1),
              Fails(StatusCode::kParseError, "inside its own anchor"));
}

TEST_F(TreeBuilderTest, LevelsAreCounted) {
  for (int i = 0; i < 4; ++i) Open(ValueKind::kList);
  EXPECT_THAT(builder_.CheckDepth(0, kPlace), IsOk());
  EXPECT_THAT(builder_.Open(ValueKind::kList, kPlace, 0),
              Fails(StatusCode::kLimitExceeded, "more than 4 levels"));
}

TEST_F(TreeBuilderTest, NodesAreCounted) {
  Open(ValueKind::kList);
  for (int i = 0; i < 7; ++i) Add("x");
  EXPECT_THAT(builder_.AddScalar(Text("x"), kPlace, 0),
              Fails(StatusCode::kLimitExceeded, "more than 8 values"));
}

TEST_F(TreeBuilderTest, BytesOfAKeyAreCounted) {
  Open(ValueKind::kMapping);
  EXPECT_THAT(builder_.AddScalar(Text("123456"), kPlace, 0),
              Fails(StatusCode::kLimitExceeded, "has 6 bytes; at most 5"));
  Add("12345");
}

// A node stores the length of its key in 16 bits, whatever the limits say.
TEST(TreeBuilderLimits, NoKeyIsLongerThanItsNodeCanSay) {
  TreeBuilder builder({.name_bytes = 1 << 20});
  ASSERT_THAT(builder.Open(ValueKind::kMapping, kPlace, 0), IsOk());
  const std::string key(65'536, 'k');
  EXPECT_THAT(builder.AddScalar(Text(key), kPlace, 0),
              Fails(StatusCode::kLimitExceeded, "at most 65535"));
  EXPECT_THAT(builder.AddScalar(Text(key.substr(1)), kPlace, 0), IsOk());
}

}  // namespace
}  // namespace pressmark::schema
