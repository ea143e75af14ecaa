#include "query/parser/parse.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "query/parser/lexicon.h"
#include "tests/support/dump_query.h"
#include "tests/support/text_cases.h"

namespace pressmark::query::parser {
namespace {

std::string Parsed(std::string_view text) {
  Result<Query> query = Parse(text);
  return query.ok() ? test::Dump(*query) : query.status().ToString();
}

void ExpectTrees(std::string_view file, std::size_t least) {
  std::vector<test::TextCase> cases = test::ReadTextCases(file);
  ASSERT_GE(cases.size(), least);
  for (const test::TextCase& text_case : cases) {
    EXPECT_EQ(Parsed(text_case.input), text_case.expected)
        << text_case.file << ":" << text_case.line;
  }
}

TEST(Parse, ReadsEveryExampleOfTheLanguage) {
  ExpectTrees("query/cases/language.test", 37);
}

TEST(Parse, ReadsEveryFormOfTheGrammar) {
  ExpectTrees("query/cases/parse.test", 40);
}

TEST(Parse, TakesTabsAndLineBreaksAsBlanks) {
  EXPECT_EQ(Parsed("\ta\t=\r\n1\nand\n\nb=2\n"), "(and (= a <1>) (= b <2>))");
  EXPECT_EQ(Parsed("a = \"x\ny\""), "(= a \"x\\ny\")");
  EXPECT_EQ(Parsed("* -- to the end"), "*");
  EXPECT_EQ(Parsed("--\n*--\n--"), "*");
}

TEST(Parse, FindsKeywordsInAnyCase) {
  for (std::string_view word :
       {"and",    "or", "not",   "in",   "has",   "exists", "all",   "of",
        "order",  "by", "asc",   "desc", "limit", "offset", "after", "select",
        "except", "as", "match", "null", "true",  "false"}) {
    std::string upper(word);
    for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
    EXPECT_FALSE(Parse(upper + " = 1").ok()) << upper;
    std::string longer = upper + "x = 1 and " + upper + "-x = 2 and " + upper +
                         "1 = 3 and ." + upper + " = 4 and a." + upper +
                         " = 5 and b = " + upper + "x";
    EXPECT_TRUE(Parse(longer).ok()) << Parsed(longer);
    EXPECT_EQ(Parsed("." + upper + " = 1"), "(= ." + upper + " <1>)");
  }
}

TEST(Parse, FunctionsAreNamesUnlessAParenthesisFollows) {
  for (std::string_view name : {"len", "date", "num", "fold", "year", "month",
                                "day", "count", "min", "max", "sum"}) {
    std::string text(name);
    EXPECT_EQ(Parsed(text + " = 1"), "(= " + text + " <1>)");
    EXPECT_EQ(Parsed("* order by " + text), "* order(" + text + ")");
    EXPECT_EQ(Parsed("* select " + text), "* select(" + text + ")");
    EXPECT_EQ(Parsed("* count by " + text),
              "* aggregate(count) by(" + text + ")");
  }
}

template <typename Node>
const Node& FilterAs(const Query& query) {
  return std::get<Node>(query.filter->node);
}

TEST(Parse, KnowsTheBytesOfEachPart) {
  std::string text = " all  len( a.b ) not in [ x, \"y z\"..2 ]  limit  30 ";
  Query query = *Parse(text);
  auto at = [&](Span span) { return TextAt(text, span); };
  const auto& comparison = FilterAs<Comparison>(query);
  EXPECT_EQ(at(comparison.span), "all  len( a.b ) not in [ x, \"y z\"..2 ]");
  EXPECT_EQ(at(comparison.operand.span), "len( a.b )");
  EXPECT_EQ(at(comparison.operand.path.span), "a.b");
  EXPECT_EQ(at(comparison.comparator_span), "not in");
  EXPECT_EQ(at(comparison.items.at(0).span), "x");
  EXPECT_EQ(at(comparison.items.at(1).span), "\"y z\"..2");
  EXPECT_EQ(at(comparison.items.at(1).low->span), "\"y z\"");
  EXPECT_EQ(at(comparison.items.at(1).high->span), "2");
  EXPECT_EQ(at(query.limit->span), "30");
}

TEST(Parse, KnowsTheBytesOfConditions) {
  std::string text = "not ( has a or x[ b = .c.d ] and c = @key )";
  Query query = *Parse(text);
  auto at = [&](Span span) { return TextAt(text, span); };
  const auto& negation = FilterAs<Negation>(query);
  EXPECT_EQ(at(negation.span), "not ( has a or x[ b = .c.d ] and c = @key )");
  const auto& either = std::get<Junction>(negation.operand.at(0).node);
  EXPECT_EQ(at(either.span), "has a or x[ b = .c.d ] and c = @key");
  const auto& presence = std::get<Presence>(either.operands.at(0).node);
  EXPECT_EQ(at(presence.span), "has a");
  EXPECT_EQ(at(presence.path.span), "a");
  const auto& both = std::get<Junction>(either.operands.at(1).node);
  EXPECT_EQ(at(both.span), "x[ b = .c.d ] and c = @key");
  const auto& element = std::get<ElementMatch>(both.operands.at(0).node);
  EXPECT_EQ(at(element.span), "x[ b = .c.d ]");
  EXPECT_EQ(at(element.path.span), "x");
  const auto& test = std::get<Comparison>(element.condition.at(0).node);
  EXPECT_EQ(at(test.items.at(0).low->path.span), ".c.d");
}

TEST(Parse, KnowsTheBytesOfClauses) {
  std::string text =
      "* order by a desc, len(b) select d as e, * except c , d after 'x' "
      "count( distinct f ) as g , min(h) by i offset :j";
  Query query = *Parse(text);
  auto at = [&](Span span) { return TextAt(text, span); };
  EXPECT_EQ(at(query.order.at(0).span), "a desc");
  EXPECT_EQ(at(query.order.at(1).operand.span), "len(b)");
  EXPECT_EQ(at(query.select.at(0).span), "d as e");
  EXPECT_EQ(at(query.select.at(1).span), "* except c , d");
  EXPECT_EQ(at(query.after->span), "'x'");
  EXPECT_EQ(at(query.aggregates.at(0).span), "count( distinct f ) as g");
  EXPECT_EQ(at(query.aggregates.at(0).path->span), "f");
  EXPECT_EQ(at(query.aggregates.at(1).span), "min(h)");
  EXPECT_EQ(at(query.group_by.at(0).span), "i");
  EXPECT_EQ(at(query.offset->span), ":j");
}

}  // namespace
}  // namespace pressmark::query::parser
