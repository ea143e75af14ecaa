#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/near_term.h"
#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"

// What is said of a query that is legal and probably not meant.
namespace pressmark {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class Notes : public testing::Test {
 protected:
  Notes() {
    store_.Put("a",
               "title: Mobile First\n"
               "topics: [Health, 'Public: Machine Learning']\n"
               "height: '300'\nid: 8058\nexpiry: 2021-10-02\n"
               "sizes: [{w: '3'}]\nlink: {brand: demigos.com}\n");
  }

  std::vector<std::string> NotesOf(std::string_view text) {
    Query query = test::ValueOf(Query::Parse(text));
    return test::ValueOf(
        query.Notes(store_.snapshot(), store_.parameters, store_.options));
  }

  // The one note of a query.
  std::string Note(std::string_view text) {
    std::vector<std::string> notes = NotesOf(text);
    if (notes.empty()) return "none";
    EXPECT_THAT(notes, SizeIs(1));
    return notes.front();
  }

  test::QueryStore store_;
};

TEST_F(Notes, OfAnOrdinaryQueryThereAreNone) {
  for (std::string_view text :
       {"*", "topic = health and id = 8058",
        "title ~ \"20*\" or brand = demigos.com or height = 300",
        "expiry < 2022-01 and len(topic) > 1 and has brand",
        "sizes[w = 3] and height = null and fold(title) = mobile",
        "num(height) >= 300 and @key = a and expiry = .date",
        "topic in [health, \"Public: Machine Learning\"] limit 0"}) {
    EXPECT_THAT(NotesOf(text), IsEmpty()) << text;
  }
}

TEST_F(Notes, AFieldIsNeverNull) {
  EXPECT_EQ(Note("topic = null"),
            "the field topic is never null: write not has topic");
  EXPECT_EQ(Note("not (sizes[w = 1] or topic != null)"),
            "the field topic is never null: write has topic");
}

TEST_F(Notes, ThereAreNoRegularExpressions) {
  EXPECT_EQ(Note("title = /x/"),
            "there are no regular expressions: /x/ is compared with its "
            "slashes; write title ~ \"*x*\"");
  EXPECT_EQ(Note("title ~ /x/i"),
            "there are no regular expressions: /x/i is compared with its "
            "slashes; write title ~ \"*x*\"");
  EXPECT_EQ(Note("title =~x"),
            "the ~ belongs to the value: write title ~ \"x\"");
}

TEST_F(Notes, AMarkAtTheEndBelongsToTheValue) {
  EXPECT_EQ(Note("brand = demigos.com;"),
            "the ; belongs to the value \"demigos.com;\"");
}

TEST_F(Notes, AStarBesideAnEqualSignIsItself) {
  EXPECT_EQ(Note("title = Mobile*"),
            "* stands for itself beside =: write title ~ \"Mobile*\"");
  EXPECT_EQ(Note("title not in [\"*x\"]"),
            "* stands for itself beside not in: write title !~ \"*x\"");
}

TEST_F(Notes, LengthCountsValues) {
  EXPECT_EQ(Note("len(title) > 100"),
            "len(title) counts values, not letters, and there is one at most");
  EXPECT_EQ(Note("len(height) >= 100"),
            "len(height) counts values, not letters");
}

TEST_F(Notes, ABareWordIsATextThoughAFieldIsCalledSo) {
  EXPECT_EQ(Note("expiry < date"),
            "date is a text there: write .date to compare with what the "
            "article has under that name");
  EXPECT_EQ(Note("title = height"),
            "height is a text there: write .height to compare with what the "
            "article has under that name");
  EXPECT_EQ(Note("expiry < \"date\""), "none");
}

TEST_F(Notes, NumbersAndTextsDoNotMeet) {
  EXPECT_EQ(Note("height >= 300"),
            "the values of height are texts, which no number orders: write "
            "num(height)");
  EXPECT_EQ(Note("sizes[w > 2]"),
            "the values of w are texts, which no number orders: write num(w)");
  EXPECT_EQ(Note("expiry < 2022"),
            "the values of expiry are texts, which no number orders: write "
            "num(expiry), or date(expiry) where a year is meant");
  EXPECT_EQ(Note("id = \"8058\""),
            "the values of id are numbers, and a quoted value is a text: write "
            "it without quotes");
}

TEST_F(Notes, ATermThatIsNotThereHasANeighbour) {
  EXPECT_EQ(Note("topic = Helth"),
            "no article has topic = \"Helth\"; did you mean \"Health\"?");
  EXPECT_EQ(Note("topic = \"machine learning\""),
            "no article has topic = \"machine learning\"; a part of \"Public: "
            "Machine Learning\" is found by topic ~ \"*machine learning*\"");
  EXPECT_EQ(Note("brand = nowhere"), "no article has brand = \"nowhere\"");
}

TEST_F(Notes, SmallLettersWhereCapitalsAreToldApart) {
  EXPECT_EQ(Note("title ~ *mobile*"),
            "title tells capital letters from small ones: write fold(title) ~ "
            "\"*mobile*\"");
  EXPECT_EQ(Note("title = mobile"),
            "= compares the whole of title and tells capital letters from "
            "small ones; a part in either is found by fold(title) ~ "
            "\"*mobile*\"");
}

TEST_F(Notes, AreFewAndEachOnce) {
  EXPECT_THAT(NotesOf("topic = null or topic = null"), SizeIs(1));
  std::string many = "title = a0*";
  for (int i = 1; i < 20; ++i) {
    many += " or title = a" + std::to_string(i) + "*";
  }
  EXPECT_THAT(NotesOf(many), SizeIs(8));
  EXPECT_THAT(NotesOf("title = '" + std::string(1000, '*') + "'"), IsEmpty());
}

TEST_F(Notes, MayBeShownOnATerminal) {
  EXPECT_EQ(Note("title = 'a\n*'"),
            "* stands for itself beside =: write title ~ \"a\\n*\"");
}

TEST_F(Notes, FailAsTheQueryWould) {
  Query query = test::ValueOf(Query::Parse("titel = x"));
  EXPECT_THAT(query.Notes(store_.snapshot()).status(),
              test::Fails(StatusCode::kInvalidArgument, "did you mean title"));
}

TEST(ParameterNames, AreAllThatAQueryNeeds) {
  auto names = [](std::string_view text) {
    return test::ValueOf(Query::Parse(text)).ParameterNames();
  };
  EXPECT_THAT(names("*"), IsEmpty());
  EXPECT_EQ(names("a = :p or not b in [:z, :r..:s, :p] and c[d < :q] limit :n "
                  "offset :o"),
            (std::vector<std::string>{"n", "o", "p", "q", "r", "s", "z"}));
  EXPECT_EQ(names("* after :t"), std::vector<std::string>{"t"});
}

// Long texts count among the terms that are looked at, too.
TEST(NearTerms, AreLookedForAmongSoMany) {
  test::QueryStore store({}, test::ValueOf(Mapping::Parse("indexes:\n- a\n")));
  for (int i = 0; i < 30; ++i) {
    store.Put("k" + std::to_string(i),
              "a: " + std::string(300, 'l') + std::to_string(i));
  }
  store.Put("z", "a: zebras");
  Snapshot snapshot = store.snapshot();
  const engine::Reader& reader = *snapshot.reader();
  const engine::IndexDefinition& index = reader.indexes().back();
  auto nearest = [&](std::size_t most, const QueryOptions& options) {
    return query::FindNearTerm(reader, index, "zebra", most,
                               query::Budget(options, Limits()));
  };
  EXPECT_EQ(test::ValueOf(nearest(20, {})).like, "");
  EXPECT_EQ(test::ValueOf(nearest(40, {})).like, "zebras");
  QueryOptions over;
  over.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(nearest(40, over).status().code(), StatusCode::kInterrupted);
}

}  // namespace
}  // namespace pressmark
