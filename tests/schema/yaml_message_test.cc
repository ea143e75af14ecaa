#include "schema/yaml_message.h"

#include <string>

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

TEST(YamlMessage, SaysWhatWasExpectedAndWhatStandsThere) {
  EXPECT_EQ(ExplainYamlError("end of map not found", "a: 1\n- b\n", 5),
            "expected \"key: value\", found \"- b\"");
  EXPECT_EQ(ExplainYamlError("unknown token", "a: @home\n", 3),
            "a value cannot begin like this; quote it: \"@home\"");
  EXPECT_EQ(ExplainYamlError("unknown escape character: q", "a: \"\\q\"", 5),
            "unknown escape in double quotes");
}

TEST(YamlMessage, NamesTheEnd) {
  EXPECT_EQ(ExplainYamlError("end of map flow not found", "{a", 2),
            "expected \",\" or \"}\" in {…}, found the end");
  EXPECT_EQ(ExplainYamlError("end of map not found", "{a", 999),
            "expected \"key: value\", found the end");
  EXPECT_EQ(ExplainYamlError("end of map not found", "a\r\nb", 1),
            "expected \"key: value\", found the end of the line");
}

TEST(YamlMessage, TellsTwoColonsFromAMissingOne) {
  EXPECT_EQ(ExplainYamlError("illegal map value", "a: b: c", 4),
            "a \": \" inside an unquoted value; quote the value");
  EXPECT_EQ(ExplainYamlError("illegal map value", "a\nb: c", 3),
            "unexpected \":\" after \"b\"; check the indentation, and that the "
            "line before is a \"key: value\" with its quotes closed");
}

TEST(YamlMessage, TellsATabFromAListInTheWrongPlace) {
  EXPECT_EQ(ExplainYamlError("illegal block entry", "a:\n \t- b", 5),
            "a tab cannot indent; use spaces");
  EXPECT_EQ(ExplainYamlError("illegal block entry", "a: - b", 3),
            "a list item (\"- \") cannot stand here; put it on a line of its "
            "own, or quote the value: \"- b\"");
}

TEST(YamlMessage, PassesOnWhatItDoesNotKnow) {
  EXPECT_EQ(ExplainYamlError("something new", "a", 0), "something new");
}

TEST(YamlMessage, EscapesAndCutsWhatItQuotes) {
  const std::string text = "\x1B[31m" + std::string(100, 'x');
  const std::string message = ExplainYamlError("unknown token", text, 0);
  EXPECT_NE(message.find("\"\\x1b[31m"), std::string::npos);
  EXPECT_NE(message.find("…\""), std::string::npos);
}

}  // namespace
}  // namespace pressmark::schema
