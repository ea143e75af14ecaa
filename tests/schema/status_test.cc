#include <memory>
#include <string>

#include <gtest/gtest.h>

#include <pressmark/result.h>
#include <pressmark/status.h>

namespace pressmark {
namespace {

TEST(Status, IsOkUnlessSaidOtherwise) {
  Status status;
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.code(), StatusCode::kOk);
  EXPECT_EQ(status.ToString(), "ok");
  EXPECT_TRUE(status.WithContext("x").ok());
  EXPECT_TRUE(status.At({1, 2, 3}).ok());
}

TEST(Status, PutsContextThenPlaceThenMessage) {
  Status status = ParseError("expected a date, found \"soon\"")
                      .At({12, 7, 4})
                      .WithContext("front matter")
                      .WithContext("import a.md");
  EXPECT_EQ(status.ToString(),
            "import a.md: front matter: line 12, column 7: expected a date, "
            "found \"soon\"");
  EXPECT_EQ(status.code(), StatusCode::kParseError);
  EXPECT_EQ(status.position(), (TextPosition{12, 7, 4}));
}

TEST(Status, ACopyIsUnmovedByWhatIsAddedToAnother) {
  Status first = NotFound("no article");
  Status second = first.WithContext("get");
  EXPECT_EQ(first.ToString(), "no article");
  EXPECT_EQ(second.ToString(), "get: no article");
}

TEST(Status, EveryCodeHasANameOfItsOwn) {
  std::string names;
  for (int code = 0; code <= static_cast<int>(StatusCode::kInternal); ++code) {
    std::string name(StatusCodeName(static_cast<StatusCode>(code)));
    EXPECT_EQ(names.find("|" + name + "|"), std::string::npos) << name;
    names += "|" + name + "|";
  }
}

TEST(Result, HoldsAValueOrTheReasonForNone) {
  Result<int> value = 7;
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(*value, 7);
  EXPECT_TRUE(value.status().ok());
  Result<int> none = Busy("held");
  EXPECT_FALSE(none.ok());
  EXPECT_EQ(none.status().code(), StatusCode::kBusy);
}

TEST(Result, GivesAwayWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 3);
}

}  // namespace
}  // namespace pressmark
