#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include <pressmark/value.h>

#include "schema/front_matter.h"
#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

ValueTree TreeOf(std::string_view yaml) {
  return test::ValueOf(schema::ParseYaml({yaml, 1, 0}, Limits())).tree;
}

TEST(Value, AMemberIsFoundByItsExactKey) {
  const ValueTree tree = TreeOf("a: 1\nA: 2\nab: {a: 3}\n");
  EXPECT_EQ(tree.root().Find("A")->integer(), 2);
  EXPECT_EQ(tree.root().Find("ab")->Find("a")->integer(), 3);
  EXPECT_FALSE(tree.root().Find("b"));
  EXPECT_FALSE(tree.root().Find("a")->Find("a"));
}

TEST(Value, ChildrenAreWalkedInTheirOrder) {
  const ValueTree tree = TreeOf("b: [1, [2, 3], {k: 4}]\na: x\n");
  std::string keys;
  for (const Value member : tree.root()) keys += member.key();
  EXPECT_EQ(keys, "ba");
  EXPECT_EQ(tree.root().size(), 2u);
  EXPECT_EQ(tree.root().Find("b")->size(), 3u);
  EXPECT_EQ(tree.root().Find("a")->size(), 0u);
  EXPECT_EQ(tree.root().Find("a")->begin(), tree.root().Find("a")->end());
}

TEST(Value, OfAnotherKindIsNothing) {
  const ValueTree tree = TreeOf("text: '5'\nwhole: 5\npart: 2.5\nyes: true\n");
  const Value root = tree.root();
  EXPECT_EQ(root.Find("text")->integer(), 0);
  EXPECT_EQ(root.Find("text")->number(), 0);
  EXPECT_EQ(root.Find("whole")->number(), 5.0);
  EXPECT_EQ(root.Find("part")->number(), 2.5);
  EXPECT_EQ(root.Find("part")->integer(), 0);
  EXPECT_TRUE(root.Find("yes")->boolean());
  EXPECT_FALSE(root.Find("text")->boolean());
  EXPECT_EQ(root.number(), 0);
}

TEST(Value, ScalarsKeepTheirTextAsWritten) {
  const ValueTree tree = TreeOf("a: 1.10\nb: 0x1F\nc: TRUE\nd: ~\n");
  std::string texts;
  for (const Value member : tree.root()) texts += member.text(), texts += ' ';
  EXPECT_EQ(texts, "1.10 0x1F TRUE ~ ");
}

TEST(Value, IsBlankWithNothingButBlanksInIt) {
  const ValueTree blank = TreeOf("a: ~\nb: ' '\nc: []\nd: {}\ne: ['', ~]\n");
  for (const Value value : blank.root()) {
    EXPECT_TRUE(value.blank()) << value.key();
  }
  const ValueTree full = TreeOf("a: 0\nb: x\nc: [1]\nd: {k: ~}\ne: false\n");
  for (const Value value : full.root()) {
    EXPECT_FALSE(value.blank()) << value.key();
  }
}

}  // namespace
}  // namespace pressmark
