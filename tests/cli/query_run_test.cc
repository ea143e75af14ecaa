// Questions asked of the built program: formats, streams and exit statuses.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class QueryRuns : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Write("site/a.md", Article("A",
                               "date: 2021-10-02\n"
                               "topics: [Health, Tea]\n"
                               "link: {brand: example.org}\n"));
    Write("site/b.md", Article("B", "date: 2021-11-05\ntopics: [health]\n"));
    Write("site/c.md", Article("\"C \\e[2J\"", "n: 3\n"));
    Expect(0, {"import", "site"});
  }
};

TEST_F(QueryRuns, JsonLinesInAPipe) {
  Finished finished = Expect(0, {"query", "topic = Health"});
  EXPECT_EQ(finished.out,
            "{\"@key\":\"b.md\",\"date\":\"2021-11-05\",\"title\":\"B\","
            "\"brand\":null,\"topic\":[\"health\"]}\n"
            "{\"@key\":\"a.md\",\"date\":\"2021-10-02\",\"title\":\"A\","
            "\"brand\":\"example.org\",\"topic\":[\"Health\",\"Tea\"]}\n");
  EXPECT_THAT(finished.err, IsEmpty());
}

TEST_F(QueryRuns, StarIsTheFrontMatterAsWritten) {
  EXPECT_EQ(Output({"query", "@key = c.md select *"}),
            "{\"@key\":\"c.md\",\"title\":\"C \\u001b[2J\",\"n\":3}\n");
}

TEST_F(QueryRuns, ATableIsForPeople) {
  Finished finished = Expect(
      0,
      {"query", "* order by @key select @key, title, n", "--format", "table"});
  EXPECT_EQ(finished.out,
            "@key  title      n\n----  ---------  -\na.md  A\nb.md  B\n"
            "c.md  C \\x1b[2J  3\n");
  EXPECT_EQ(finished.err, "3 rows\n");
}

TEST_F(QueryRuns, ALimitThatCutsLeavesAToken) {
  Finished first = Expect(0, {"query", "* limit 2"});
  ASSERT_THAT(first.err, StartsWith("next: "));
  std::string token = first.err.substr(6, first.err.size() - 7);
  Finished second =
      Expect(0, {"query", "* limit 2 after :page", "--param", "page=" + token});
  EXPECT_THAT(second.err, IsEmpty());
  EXPECT_THAT(second.out, StartsWith("{\"@key\":\"c.md\""));
  std::string json = Output({"query", "* limit 2", "--format", "json"});
  EXPECT_THAT(json, HasSubstr("],\"next\":\"" + token + "\"}"));
  EXPECT_THAT(Output({"query", "* limit 3", "--format", "json"}),
              HasSubstr("],\"next\":null}"));
}

TEST_F(QueryRuns, ValuesAreShownAtTheirOwnPrecision) {
  Write("more/d.md",
        Article("D",
                "date: 2022-10-02T14:48:50.123456+03:00\nrating: 4.50\n"
                "tags: [x, \"y,z\"]\nlink: {href: h}\n"));
  Expect(0, {"import", "more"});
  std::string query = "@key = d.md select date, rating, tags, link, @body";
  EXPECT_EQ(Output({"query", query}),
            "{\"date\":\"2022-10-02T14:48:50.123456+03:00\",\"rating\":4.50,"
            "\"tags\":[\"x\",\"y,z\"],\"link\":{\"href\":\"h\"},"
            "\"@body\":\"The body of D.\\n\"}\n");
  EXPECT_EQ(Output({"query", query + " limit 1", "--format", "csv"}),
            "date,rating,tags,link,@body\r\n"
            "2022-10-02T14:48:50.123456+03:00,4.50,\"[\"\"x\"\",\"\"y,z\"\"]\","
            "\"{\"\"href\"\":\"\"h\"\"}\",\"The body of D.\n\"\r\n");
  EXPECT_THAT(Output({"query", "@key = d.md select @source"}),
              StartsWith("{\"@source\":\"---\\ntitle: D\\n"));
}

TEST_F(QueryRuns, AggregatesAreRows) {
  EXPECT_EQ(Output({"query", "* count"}), "{\"count\":3}\n");
  EXPECT_THAT(Output({"query", "count by topic"}),
              ContainsRegex("\\{\"topic\":\"[Hh]ealth\",\"count\":2\\}\n"));
  Finished keys = Expect(2, {"query", "count", "--format", "keys"});
  EXPECT_THAT(keys.err, HasSubstr("--format"));
}

TEST_F(QueryRuns, Parameters) {
  EXPECT_EQ(Output({"query", "topic = :t and date = :d select @key", "--param",
                    "t=TEA", "--param", "d=2021-10"}),
            "{\"@key\":\"a.md\"}\n");
  EXPECT_EQ(Output({"count", "@key in :keys", "--param", "keys=a.md", "--param",
                    "keys=b.md"}),
            "2\n");
  EXPECT_EQ(Output({"count", "title = :t", "--param", "t=x\" or title = \"A"}),
            "0\n")
      << "what a reader typed is a value";
  Expect(2, {"query", "*", "--param", "novalue"});
  Expect(3, {"query", "topic = :missing"});
}

TEST_F(QueryRuns, AParameterThatNothingStandsForIsRefused) {
  Finished finished =
      Expect(2, {"query", "topic = :topic limit :n", "--param", "topic=Tea",
                 "--param", "n=1", "--param", "topci=Tea"});
  EXPECT_EQ(finished.err,
            "pressmark: --param \"topci\": the query has no :topci; it has :n, "
            ":topic\n");
  EXPECT_THAT(finished.out, IsEmpty());
  Finished missing =
      Expect(3, {"query", "topic = :topic", "--param", "topci=Tea"});
  EXPECT_THAT(missing.err, HasSubstr("did you mean :topci?"));
  Finished none = Expect(2, {"count", "*", "--param", "x=1"});
  EXPECT_EQ(none.err, "pressmark: --param \"x\": the query has no :x\n");
}

TEST_F(QueryRuns, AnEmptyAnswerComesWithNotes) {
  Finished finished = Expect(0, {"query", "topic = Helth"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_EQ(finished.err,
            "note: no article has topic = \"Helth\"; did you mean "
            "\"Health\"?\n");
  Finished counted = Expect(0, {"count", "topic = null"});
  EXPECT_EQ(counted.out, "0\n");
  EXPECT_EQ(counted.err,
            "note: the field topic is never null: write not has topic\n");
  EXPECT_THAT(Expect(0, {"query", "topic = Health or topic = null"}).err,
              IsEmpty())
      << "an answer that is not empty needs none";
}

TEST_F(QueryRuns, AnExpressionFromAFile) {
  Write("q.txt", "topic = Tea -- what we drink\nselect @key");
  EXPECT_EQ(Output({"query", "--file", "q.txt"}), "{\"@key\":\"a.md\"}\n");
  Process::Options options;
  options.input = "topic = Tea";
  EXPECT_EQ(Expect(0, {"count", "--file", "-"}, options).out, "1\n");
  Expect(2, {"query", "*", "--file", "q.txt"});
  Expect(2, {"query", "--file", "absent"});
}

TEST_F(QueryRuns, ErrorsShowThePlace) {
  Finished finished = Expect(3, {"query", "brand == x"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, HasSubstr("brand == x\n"));
  EXPECT_THAT(finished.err, ContainsRegex("\n +\\^"));
  Finished unknown = Expect(3, {"query", "brandd = x"});
  EXPECT_THAT(unknown.err, HasSubstr("brand"));
  Expect(0, {"query", "brandd = x", "--lax"});
  Expect(3, {"query", ""});
  Expect(3, {"count", "topic = A or"});
}

TEST_F(QueryRuns, CountTakesAFilter) {
  EXPECT_EQ(Output({"count", "topic = health"}), "2\n");
  EXPECT_EQ(Output({"count", "topic = health -- a comment"}), "2\n");
  EXPECT_EQ(Output({"count", "topic = nothing"}), "0\n");
  EXPECT_EQ(Output({"count", "*"}), "3\n");
  for (const char* more :
       {"count by topic", "* limit 0", "* limit 2", "* offset 1",
        "* order by title", "* min(title)", "* select title", "* after 'x'"}) {
    Finished finished = Expect(3, {"count", more});
    EXPECT_THAT(finished.err, HasSubstr("count takes a filter alone")) << more;
  }
}

TEST_F(QueryRuns, ZonesDecideWhatADayIs) {
  Write("more/z.md", Article("Z", "date: 2022-01-01T01:00:00Z\n"));
  Expect(0, {"import", "more"});
  EXPECT_EQ(Output({"count", "date = 2022-01-01"}), "1\n");
  EXPECT_EQ(Output({"count", "date = 2022-01-01", "--tz", "-05:00"}), "0\n");
  EXPECT_EQ(Output({"count", "date = 2021-12-31", "--tz", "-05:00"}), "1\n");
  Expect(2, {"count", "*", "--tz", "Berlin"});
}

TEST_F(QueryRuns, ExplainPrintsThePlan) {
  EXPECT_THAT(Output({"explain", "topic = Tea and has n"}), Not(IsEmpty()));
  EXPECT_THAT(Output({"explain", "--analyze", "topic = Tea"}),
              HasSubstr("newest first  [1 out, "));
  EXPECT_THAT(
      Output({"explain", "--format", "json", "topic = Tea"}),
      StartsWith(R"({"query":"topic = Tea","plan":[{"step":"answer",)"));
  Expect(2, {"explain", "--format", "csv", "topic = Tea"});
  Expect(3, {"explain", "topic ="});
}

TEST_F(QueryRuns, ExplainHasTheNotesOfAnEmptyAnswer) {
  EXPECT_EQ(Expect(0, {"explain", "--analyze", "topic = null"}).err,
            "note: the field topic is never null: write not has topic\n");
  EXPECT_EQ(Expect(0, {"explain", "topic = null"}).err, "");
  EXPECT_EQ(Expect(0, {"explain", "--analyze", "topic = null or has n"}).err,
            "");
}

TEST_F(QueryRuns, ExplainPrintsTheQueryAsText) {
  EXPECT_EQ(Output({"explain", "--text", "a in (b)  AND Not(has c or d='x')"}),
            "a in b and not (has c or d = \"x\")\n");
  EXPECT_EQ(Output({"explain", "--text", "--store", "no/such/store",
                    "LIMIT 3 -- a few"}),
            "* limit 3\n");
  Finished bad = Expect(3, {"explain", "--text", "brand == x"});
  EXPECT_THAT(bad.err, HasSubstr("try: brand = x\n"));
  Expect(2, {"explain", "--text", "--analyze", "*"});
  Expect(2, {"explain", "--text", "--format", "json", "*"});
}

TEST_F(QueryRuns, TheStoreIsNamedBeforeOrAfterOrInTheEnvironment) {
  fs::rename(Path("pressmark.store"), Path("other"));
  Expect(5, {"count", "*"});
  EXPECT_EQ(Output({"--store", "other", "count", "*"}), "3\n");
  EXPECT_EQ(Output({"count", "*", "--store=other"}), "3\n");
  Process::Options options;
  options.environment["PRESSMARK_STORE"] = "other";
  EXPECT_EQ(Expect(0, {"count", "*"}, options).out, "3\n");
}

TEST_F(QueryRuns, WhatIsNoStoreIsNamedAndLeftAlone) {
  Finished absent = Expect(5, {"query", "*", "--store", "absent"});
  EXPECT_THAT(absent.err, HasSubstr("absent"));
  EXPECT_THAT(absent.err, HasSubstr("pressmark import"));
  EXPECT_FALSE(fs::exists(Path("absent")));
  Expect(5, {"query", "*", "--store", "site"});
  Expect(5, {"import", "site", "--store", "site"});
  Expect(5, {"query", "*", "--store", "site/a.md"});
  EXPECT_EQ(FilesBelow("site"),
            (std::vector<std::string>{"a.md", "b.md", "c.md"}));
}

TEST_F(QueryRuns, OutputThatCannotBeWrittenIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  Process::Options options;
  options.wrapper = {"/bin/bash", "-c", "\"$@\" >/dev/full", "bash"};
  Finished full = Expect(6, {"query", "*"}, options);
  EXPECT_THAT(full.err, HasSubstr("standard output: No space left"));
  options.wrapper[2] = "\"$@\" >&-";
  Expect(6, {"query", "*"}, options);
  options.wrapper[2] = "\"$@\" <&-";
  Expect(0, {"query", "*"}, options);
}

TEST_F(QueryRuns, JsonReadsBack) {
  Process::Options options;
  options.piped_into =
      "python3 -c 'import json, sys; "
      "print([row[\"title\"] for row in json.load(sys.stdin)[\"rows\"]])'";
  EXPECT_EQ(
      Expect(0, {"query", "* order by @key", "--format", "json"}, options).out,
      "['A', 'B', 'C \\x1b[2J']\n");
}

}  // namespace
}  // namespace pressmark::cli
