#include "cli/statement_reader.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(StatementReader* reader) {
  std::vector<std::string> texts;
  while (std::optional<Statement> statement = reader->Take()) {
    texts.push_back(statement->text);
  }
  return texts;
}

std::vector<std::string> Read(const std::vector<std::string>& lines) {
  StatementReader reader;
  for (const std::string& line : lines) reader.AddLine(line);
  reader.Finish();
  return Texts(&reader);
}

TEST(StatementReader, AQueryEndsWhereTheNextLineCannotGoOn) {
  EXPECT_THAT(Read({"topic = A", "count", "topic = B"}),
              ElementsAre("topic = A\ncount", "topic = B"));
}

TEST(StatementReader, WhatSelectsTakesNoAggregate) {
  EXPECT_THAT(Read({"topic = A select title", "count"}),
              ElementsAre("topic = A select title", "count"));
  EXPECT_THAT(Read({"topic = \" select \"", "count"}),
              ElementsAre("topic = \" select \"\ncount"));
}

TEST(StatementReader, ASemicolonOrAnEmptyLineEndsIt) {
  EXPECT_THAT(Read({"topic = A;", "count ;  ", "topic = B", "", "count"}),
              ElementsAre("topic = A", "count", "topic = B", "count"));
  EXPECT_THAT(Read({";", "", " ;"}), IsEmpty());
}

TEST(StatementReader, AnUnfinishedQueryWaits) {
  StatementReader reader;
  reader.AddLine("topic = A and");
  reader.Settle();
  EXPECT_THAT(Texts(&reader), IsEmpty());
  EXPECT_EQ(reader.unfinished(), "topic = A and");
  reader.AddLine(".stats = 1");
  reader.Settle();
  EXPECT_THAT(Texts(&reader), ElementsAre("topic = A and\n.stats = 1"));
  EXPECT_EQ(reader.unfinished(), "");
}

TEST(StatementReader, ACommandEndsAnUnfinishedQuery) {
  EXPECT_THAT(Read({"topic = A and", ".help", "count"}),
              ElementsAre("topic = A and", ".help", "count"));
  EXPECT_THAT(Read({"topic in [A,", ".read ~/file"}),
              ElementsAre("topic in [A,", ".read ~/file"));
  EXPECT_THAT(Read({"topic = A and", ".brand = 1"}),
              ElementsAre("topic = A and\n.brand = 1"));
  EXPECT_THAT(Read({"topic = A and", ".mode=1"}),
              ElementsAre("topic = A and\n.mode=1"));
}

TEST(StatementReader, QuotesThatAreOpenTakeACommandsName) {
  EXPECT_THAT(Read({"title = \"one", ".output file", "two\""}),
              ElementsAre("title = \"one\n.output file\ntwo\""));
  EXPECT_THAT(Read({"title = \"a\\\"", ".help", "b\""}),
              ElementsAre("title = \"a\\\"\n.help\nb\""));
  EXPECT_THAT(Read({"title = \"one\" and -- it's", ".help"}),
              ElementsAre("title = \"one\" and -- it's", ".help"));
}

TEST(StatementReader, AByteOrderMarkIsPassedOver) {
  EXPECT_THAT(Read({"\xEF\xBB\xBF.mode csv", "count"}),
              ElementsAre(".mode csv", "count"));
}

TEST(StatementReader, WhatIsWrongEndsAtOnce) {
  StatementReader reader;
  reader.AddLine("topic = Machine Learning");
  EXPECT_THAT(Texts(&reader), ElementsAre("topic = Machine Learning"));
}

TEST(StatementReader, CommandsStandBetweenQueries) {
  EXPECT_THAT(Read({".mode csv", "count", ".stats", "  .x = 1"}),
              ElementsAre(".mode csv", "count", ".stats", "  .x = 1"));
}

TEST(StatementReader, CommentsBetweenQueriesArePassedOver) {
  EXPECT_THAT(Read({"-- one", "count -- two", "-- three", "", "  -- four"}),
              ElementsAre("count -- two\n-- three"));
}

TEST(StatementReader, ForgottenLinesAreGone) {
  StatementReader reader;
  reader.AddLine("topic = A and");
  reader.ForgetUnfinished();
  reader.AddLine("count");
  reader.Finish();
  EXPECT_THAT(Texts(&reader), ElementsAre("count"));
}

TEST(StatementReader, StatementsKnowTheirLines) {
  StatementReader reader;
  for (const char* line : {"", "topic = A", "count", "", ".stats", "count"}) {
    reader.AddLine(line);
  }
  reader.Finish();
  EXPECT_EQ(reader.Take()->line, 2);
  EXPECT_EQ(reader.Take()->line, 5);
  EXPECT_EQ(reader.Take()->line, 6);
}

}  // namespace
}  // namespace pressmark::cli
