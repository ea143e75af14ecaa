// Feeds by the built program.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Feeds : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Write("site/a.md", Article("A",
                               "date: 2021-10-02\nslug: the a/b\n"
                               "url: https://a.example/\n"));
    Write("site/b.html", Article("B",
                                 "date: 2022-10-02T10:00:00+02:00\n"
                                 "description: 1 < 2\n"));
    Write("site/c.md", Article("C"));
    Expect(0, {"import", "site"});
  }
  std::string Feed(const std::string& question, const std::string& format,
                   const Arguments& more = {}) const {
    Arguments arguments = {"export", question, "--format", format, "-o", "-"};
    arguments.insert(arguments.end(), kHead.begin(), kHead.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Output(arguments);
  }

  const Arguments kHead = {"--feed-title", "News", "--feed-url",
                           "https://site.example/"};
};

TEST_F(Feeds, TheSameStateGivesTheSameBytes) {
  for (const char* format : {"atom", "rss", "jsonfeed"}) {
    std::string feed = Feed("*", format);
    EXPECT_EQ(Feed("*", format), feed);
    EXPECT_THAT(feed, HasSubstr("urn:uuid:"));
  }
}

// A reader of feeds has no use for the token of a next page.
TEST_F(Feeds, OfTheNewestAloneAreQuiet) {
  for (const char* format : {"atom", "rss", "jsonfeed", "json"}) {
    Arguments arguments = {"export", "* limit 1", "--format",
                           format,   "-o",        "-"};
    if (format != std::string("json")) {
      arguments.insert(arguments.end(), kHead.begin(), kHead.end());
    }
    EXPECT_EQ(Expect(0, arguments).err, "") << format;
  }
}

TEST_F(Feeds, AreAsNewAsWhatIsInThem) {
  EXPECT_THAT(
      Feed("has date", "atom"),
      HasSubstr("<updated>2022-10-02T10:00:00+02:00</updated>\n<author>"));
  EXPECT_THAT(Feed("has date order by date limit 1", "rss"),
              HasSubstr("<lastBuildDate>Sat, 02 Oct 2021 00:00:00 +0000<"));
  EXPECT_THAT(Feed("not has date", "rss"), Not(HasSubstr("lastBuildDate")));
  EXPECT_THAT(Feed("date = 1999", "atom"),
              HasSubstr("<updated>1970-01-01T00:00:00Z</updated>"));
  std::string undated = Feed("not has date", "atom");
  EXPECT_THAT(undated, Not(HasSubstr("1970")));
  EXPECT_THAT(undated, Not(HasSubstr("<published>")));
}

TEST_F(Feeds, ArticlesHaveTheAddressThatIsAskedFor) {
  std::string made =
      Feed("* order by @key", "rss", {"--link-template", "https://s/{slug}/x"});
  EXPECT_THAT(made, HasSubstr("<guid isPermaLink=\"true\">"
                              "https://s/the%20a/b/x</guid>"));
  EXPECT_THAT(made, HasSubstr("<guid isPermaLink=\"false\">urn:uuid:"));
  EXPECT_THAT(Feed("*", "jsonfeed", {"--link", "url"}),
              HasSubstr("\"url\":\"https://a.example/\""));
  EXPECT_THAT(
      Feed("*", "atom"),
      HasSubstr("<summary>1 &lt; 2</summary>\n<content type=\"html\">"));
  EXPECT_THAT(Feed("*", "atom", {"--summary", "url"}),
              HasSubstr("<summary>https://a.example/</summary>"));
}

TEST_F(Feeds, WhatCannotBeIsSaid) {
  Expect(2, {"export", "*", "--format", "rss", "-o", "o.rss"});
  Expect(2, {"export", "*", "--format", "csv", "-o", "o", "--feed-title", "x"});
  Arguments arguments = {"export", "", "--format", "atom", "-o", "o.atom"};
  arguments.insert(arguments.end(), kHead.begin(), kHead.end());
  for (const char* question :
       {"count", "* select title", "nowhere = 1", "count by topic"}) {
    arguments[1] = question;
    Expect(3, arguments);
  }
  arguments[1] = "*";
  arguments.insert(arguments.end(), {"--link", "nowhere"});
  EXPECT_THAT(Expect(3, arguments).err, HasSubstr("unknown path \"nowhere\""));
  EXPECT_THAT(FilesBelow(""), Not(testing::Contains("o.atom")));
}

}  // namespace
}  // namespace pressmark::cli
