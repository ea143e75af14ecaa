#include "engine/path_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/utf8.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Below;
using test::Fails;
using test::ValueOf;
using testing::ElementsAre;

TEST(PathText, IsReadBackToItsNames) {
  std::mt19937_64 random = test::MakeRandom();
  const char* parts[] = {"a", "-", "\"", "\\", "'", ".",
                         " ", "ü", "9",  "@",  ""};
  for (int round = 0; round < test::Rounds(20000); ++round) {
    std::vector<std::string> names(1 + Below(3, random));
    for (std::string& name : names) {
      for (std::size_t i = Below(5, random); i > 0; --i) {
        name += parts[Below(std::size(parts), random)];
      }
    }
    std::string text = PathText(names);
    ParsedPath path = ValueOf(ParsePathText(text));
    ASSERT_EQ(path.names, names) << text;
    ASSERT_EQ(path.dotted, text[0] == '.');
    bool dotted = text[0] == '.';
    ASSERT_EQ(ValueOf(ParsePathText(dotted ? text : '.' + text)).names, names);
  }
}

TEST(PathText, TakesWhatAQueryTakes) {
  EXPECT_THAT(ValueOf(ParsePathText("link.href")).names,
              ElementsAre("link", "href"));
  EXPECT_FALSE(ValueOf(ParsePathText("title")).dotted);
  EXPECT_TRUE(ValueOf(ParsePathText(".title")).dotted);
  EXPECT_THAT(ValueOf(ParsePathText("a.'b \\'c'.\"d\"")).names,
              ElementsAre("a", "b 'c", "d"));
  EXPECT_THAT(ValueOf(ParsePathText(".\"a\\n\\\\\"")).names,
              ElementsAre("a\\n\\"));
}

TEST(PathText, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* text;
    const char* words;
  };
  for (const Case& c : {
           Case{"", "path \"\", character 1: expected a name, as in link.href"},
           {".", "character 2: expected a name"},
           {"a..b", "character 3: expected a name"},
           {"ü.", "character 3: expected a name"},
           {"a b", "character 2: expected a dot or the end"},
           {"a.b c", "character 4: expected a dot or the end"},
           {"a[0].b", "character 2: a path takes every element of a list"},
           {"a.*", "character 3: expected a name"},
           {"1a", "character 1: \"1a\" stands in quotes"},
           {"a.b--c", "character 3: \"b--c\" stands in quotes"},
           {"@key", "character 1: names with @ are the system's"},
           {".@key", "character 2: names with @ are the system's"},
           {"\"a\"", "character 1: a dot stands before a path"},
           {"a.\"b", "character 3: a quote that never ends"},
           {"a.\"b\\\"", "character 3: a quote that never ends"},
           {"a.\"b\"c", "character 6: expected a dot or the end"},
           {"a.\xFF", "character 3: the text is not UTF-8"},
       }) {
    EXPECT_THAT(ParsePathText(c.text),
                Fails(StatusCode::kInvalidArgument, c.words))
        << c.text;
  }
}

}  // namespace
}  // namespace pressmark::engine
