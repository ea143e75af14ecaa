#include "cli/feed_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pressmark::cli {
namespace {

using test::Fails;
using test::IsOk;
using ::testing::ElementsAre;

FeedOptions Sound() {
  FeedOptions options;
  options.title = "News";
  options.home = "https://a.example/";
  return options;
}

TEST(FeedOption, PatternsAreCutAtTheirNames) {
  AddressPattern cut = test::ValueOf(CutPattern("https://a/{slug}/{@key}"));
  EXPECT_THAT(cut.texts, ElementsAre("https://a/", "/", ""));
  EXPECT_THAT(cut.names, ElementsAre("slug", "@key"));
  EXPECT_THAT(test::ValueOf(CutPattern("")).texts, ElementsAre(""));
  for (const char* text : {"{", "}", "a{b", "a}b", "{a{b}}", "}a{"}) {
    EXPECT_FALSE(CutPattern(text).ok()) << text;
  }
}

TEST(FeedOption, AFeedWantsATitleAndAddresses) {
  EXPECT_THAT(CheckFeedOptions(Sound()), IsOk());
  EXPECT_THAT(CheckFeedOptions({}),
              Fails(StatusCode::kInvalidArgument, "--feed-title"));
  FeedOptions options = Sound();
  options.home = "a.example";
  EXPECT_THAT(CheckFeedOptions(options),
              Fails(StatusCode::kInvalidArgument, "--feed-url"));
  options = Sound();
  options.self = "javascript:x";
  EXPECT_THAT(CheckFeedOptions(options),
              Fails(StatusCode::kInvalidArgument, "--feed-self"));
}

TEST(FeedOption, PathsAreOneColumnEach) {
  for (const char* path : {"a, b", "a limit 3", "count(a)", "*"}) {
    FeedOptions options = Sound();
    options.link = path;
    EXPECT_FALSE(CheckFeedOptions(options).ok()) << path;
    options = Sound();
    options.summary = path;
    EXPECT_FALSE(CheckFeedOptions(options).ok()) << path;
    options = Sound();
    options.pattern = "https://a/{" + std::string(path) + "}";
    EXPECT_FALSE(CheckFeedOptions(options).ok()) << path;
  }
  for (const char* pattern :
       {"{slug}", "/a/{slug}", "https://a/{}", "https://"}) {
    FeedOptions options = Sound();
    options.pattern = pattern;
    EXPECT_FALSE(CheckFeedOptions(options).ok()) << pattern;
  }
  for (const char* pattern :
       {"https://a.example/{slug}/", "https://{brand}/"}) {
    FeedOptions options = Sound();
    options.pattern = pattern;
    EXPECT_THAT(CheckFeedOptions(options), IsOk()) << pattern;
  }
}

}  // namespace
}  // namespace pressmark::cli
