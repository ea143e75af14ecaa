#include "schema/yaml_layout.h"

#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::Fails;
using test::IsOk;
using Style = YamlLayout::Style;

// A layout that is told of places in one text.
class YamlLayoutOf {
 public:
  explicit YamlLayoutOf(std::string_view text)
      : text_(text), source_({text, 1, 0}), layout_(&source_) {}

  YamlLayout* operator->() { return &layout_; }

  // Where a word stands in the text.
  YamlLayout::Place At(std::string_view word) const {
    const std::size_t offset = text_.find(word);
    return {offset, offset - (text_.substr(0, offset).rfind('\n') + 1)};
  }

 private:
  std::string_view text_;
  YamlSource source_;
  YamlLayout layout_;
};

TEST(YamlLayout, AValueStandsDeeperThanItsKey) {
  YamlLayoutOf layout("k:\nv\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  EXPECT_THAT(layout->AddValue(layout.At("v")),
              Fails(StatusCode::kParseError, "line 2, column 1: expected"));
}

TEST(YamlLayout, AListMayStandBelowItsKey) {
  YamlLayoutOf layout("k:\n- v\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  ASSERT_THAT(layout->Open(Style::kBlockList, layout.At("-")), IsOk());
  EXPECT_THAT(layout->AddValue(layout.At("v")), IsOk());
}

TEST(YamlLayout, BracketsNeedNoIndentation) {
  YamlLayoutOf layout("k: [\nv,\n\tw\n]\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  ASSERT_THAT(layout->Open(Style::kFlowList, layout.At("[")), IsOk());
  EXPECT_THAT(layout->AddValue(layout.At("v")), IsOk());
  EXPECT_THAT(layout->AddValue(layout.At("w")), IsOk());
}

TEST(YamlLayout, ANullThatIsTheNextKeyIsImplied) {
  YamlLayoutOf layout("k:\nnull: v\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  EXPECT_TRUE(layout->IsImplied(layout.At("null")));
  ASSERT_THAT(layout->AddNull(layout.At("null")), IsOk());
  EXPECT_THAT(layout->AddKey(layout.At("null")), IsOk());
  EXPECT_THAT(layout->AddValue(layout.At("v")), IsOk());
  EXPECT_THAT(layout->Finish(), IsOk());
}

TEST(YamlLayout, ANullThatNoKeyFollowsStandsTooFarLeft) {
  YamlLayoutOf layout("k:\nnull\n# c\nj: v\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddNull(layout.At("null")), IsOk());
  EXPECT_THAT(layout->Finish(),
              Fails(StatusCode::kParseError, "line 2, column 1: expected"));
  EXPECT_THAT(layout->AddKey(layout.At("j")),
              Fails(StatusCode::kParseError, "line 2, column 1: expected"));
}

TEST(YamlLayout, AKeyNeedsItsColon) {
  YamlLayoutOf layout("k\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("k")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  EXPECT_THAT(layout->AddNull(layout.At("k")),
              Fails(StatusCode::kParseError, "expected \":\" after this key"));
}

TEST(YamlLayout, TheQuestionMarkIsTheColumnOfItsEntry) {
  YamlLayoutOf layout("?   k\n: v\n");
  ASSERT_THAT(layout->Open(Style::kBlockMapping, layout.At("?")), IsOk());
  ASSERT_THAT(layout->AddKey(layout.At("k")), IsOk());
  EXPECT_THAT(layout->AddValue(layout.At("v")), IsOk());
}

TEST(YamlLayout, TwoCommasHaveAValueBetween) {
  YamlLayoutOf layout("[,]");
  ASSERT_THAT(layout->Open(Style::kFlowList, layout.At("[")), IsOk());
  EXPECT_THAT(layout->AddNull(layout.At(",")),
              Fails(StatusCode::kParseError, "expected a value before"));
}

}  // namespace
}  // namespace pressmark::schema
