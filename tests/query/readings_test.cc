#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"

// Places where two readings of the language would both be possible, and the
// one that holds.
namespace pressmark {
namespace {

class Readings : public testing::Test {
 protected:
  test::QueryStore store_;
};

TEST_F(Readings, LengthCountsValuesAndNoLetters) {
  store_.Put("one", "title: A long title\ntags: x");
  store_.Put("three", "title: T\ntags: [x, [y, z], null]");
  store_.Put("none", "title: T\ntags: []");
  store_.Put("null", "title: T\ntags: null");
  EXPECT_EQ(store_.Keys("len(title) = 1 and len(tags) = 1"), "one");
  EXPECT_EQ(store_.Keys("len(title) > 1"), "");
  EXPECT_EQ(store_.Keys("len(tags) = 3"), "three");
  EXPECT_EQ(store_.Keys("len(tags) = 0 order by @key"), "none null");
}

TEST_F(Readings, ATimeWithoutOffsetIsInTheZoneOfTheQuery) {
  store_.Put("a", "title: T\ndate: 2021-10-02T10:30:00Z");
  store_.Put("b", "title: T\nat: 2021-10-02 10:30:00");
  EXPECT_EQ(store_.Keys("date = 2021-10-02T10:30"), "a");
  EXPECT_EQ(store_.Keys("at = 2021-10-02T10:30"), "b");
  store_.options.zone_minutes = 120;
  EXPECT_EQ(store_.Keys("date = 2021-10-02T10:30"), "");
  EXPECT_EQ(store_.Keys("date = 2021-10-02T12:30"), "a");
  EXPECT_EQ(store_.Keys("at = 2021-10-02T12:30"), "b")
      << "in front matter a time without offset is UTC in every zone";
  EXPECT_EQ(store_.Keys("date = 2021-10-02T10:30Z"), "a");
}

TEST_F(Readings, NoColumnIsNamedByAReservedWord) {
  for (std::string_view word : {"order", "LIMIT", "null", "of", "as"}) {
    std::string pick = "* select title as " + std::string(word);
    EXPECT_THAT(store_.Ask(pick),
                test::Fails(StatusCode::kParseError, "a name after as"));
    std::string aggregate = "* count as " + std::string(word);
    EXPECT_THAT(store_.Ask(aggregate),
                test::Fails(StatusCode::kParseError, "a name after as"));
  }
  EXPECT_THAT(store_.Ask("* select title as count"), test::IsOk());
}

TEST_F(Readings, ANullElementSatisfiesNothing) {
  store_.Put("null", "title: T\na: [null]");
  store_.Put("mapping", "title: T\na: [null, {b: 1}]");
  store_.Put("empty", "title: T\na: [{}]");
  EXPECT_EQ(store_.Keys("a[b = 1]"), "mapping");
  EXPECT_EQ(store_.Keys("a[not has b]"), "empty");
  EXPECT_EQ(store_.Keys("a[b != 1]"), "empty");
  EXPECT_EQ(store_.Keys("not a[not exists b] order by @key"), "mapping null");
}

TEST_F(Readings, ANullDiffersFromEveryValue) {
  store_.Put("null", "title: T\np: null");
  store_.Put("nulls", "title: T\np: [null, y]");
  store_.Put("equal", "title: T\np: [x, y]");
  store_.Put("missing", "title: T");
  EXPECT_EQ(store_.Keys("all p != x order by @key"), "null nulls");
  EXPECT_EQ(store_.Keys("p != x order by @key"), "missing null nulls");
  EXPECT_EQ(store_.Keys("all p = null"), "null");
}

}  // namespace
}  // namespace pressmark
