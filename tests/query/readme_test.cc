#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "tests/support/query_store.h"
#include "tests/support/status_matchers.h"

// The language's page says nothing that is not so.
namespace pressmark::query {
namespace {

// The lines of the fenced blocks of a kind, a block each.
std::vector<std::string> Blocks(std::string_view kind) {
  std::ifstream file(PRESSMARK_SOURCE_ROOT "/query/README.md");
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = !inside && line == "```" + std::string(kind);
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

// A line that begins with a blank goes on with the query before it.
std::vector<std::string> Queries() {
  std::vector<std::string> queries;
  for (const std::string& block : Blocks("query")) {
    std::size_t begin = 0;
    while (begin < block.size()) {
      std::size_t end = block.find('\n', begin) + 1;
      std::string line = block.substr(begin, end - begin);
      if (line.starts_with(' ')) {
        queries.back() += line;
      } else if (line != "\n") {
        queries.push_back(line);
      }
      begin = end;
    }
  }
  return queries;
}

TEST(Readme, ItsQueriesRun) {
  test::QueryStore store;
  store.options.lax = true;
  store.Put("a", "title: T\ntags: [Bread]\ndate: 2021-10-02\nrating: 3");
  store.parameters["topic"] = {Parameter::Scalar(std::string("bread"))};
  store.parameters["n"] = {Parameter::Scalar(std::int64_t{10})};
  std::vector<std::string> queries = Queries();
  ASSERT_GE(queries.size(), 25u);
  for (const std::string& query : queries) {
    EXPECT_THAT(store.Ask(query), test::IsOk()) << query;
  }
  EXPECT_EQ(store.Keys(queries.at(1)), "a");
}

TEST(Readme, ItsErrorsAreThose) {
  test::QueryStore store;
  store.Put("a", "title: T\ndate: 2021-10-02\nauthors: [{name: Ann}]");
  std::vector<std::string> blocks = Blocks("error");
  ASSERT_GE(blocks.size(), 5u);
  for (const std::string& block : blocks) {
    std::size_t line = block.find("\n----\n");
    ASSERT_NE(line, block.npos) << block;
    std::string query = block.substr(0, line);
    EXPECT_EQ(RenderQueryError(query, store.Ask(query)) + "\n",
              block.substr(line + 6));
  }
}

// Each file of the layer is told of where the README says what does what.
TEST(Readme, NamesTheFiles) {
  std::ifstream file(PRESSMARK_SOURCE_ROOT "/query/README.md");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::ifstream list(PRESSMARK_SOURCE_ROOT "/query/CMakeLists.txt");
  int files = 0;
  for (std::string line; std::getline(list, line);) {
    std::size_t end = line.find(".cc");
    if (end == line.npos) continue;
    std::string name = line.substr(0, end);
    name = name.substr(name.find_last_of(" /") + 1);
    ++files;
    EXPECT_TRUE(text.find("`" + name) != text.npos) << name;
  }
  EXPECT_GT(files, 40);
}

}  // namespace
}  // namespace pressmark::query
