#ifndef PRESSMARK_TESTS_SUPPORT_QUERY_TEXT_H_
#define PRESSMARK_TESTS_SUPPORT_QUERY_TEXT_H_

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <pressmark/query.h>

namespace pressmark::test {

// A name, and what is compared with it so that queries find something. All as
// a query writes it.
struct QueryName {
  std::string path;
  std::vector<std::string> values;  // literals: `Ann`, `"a b"`, `2021-10`
  std::vector<std::string> globs;   // none where it is no text
  bool ordered = true;              // answers may be ordered by it
  std::vector<QueryName> inside;    // names of its elements
  bool summed = false;              // numbers, whose sums are exact
};

// Writes random queries over names: text, so that they go the whole way.
class QueryText {
 public:
  // All must outlive it; each name has a value or more.
  QueryText(const std::vector<QueryName>& names, std::mt19937_64& random)
      : names_(names), random_(random) {}

  std::string Filter(int levels);
  // A filter with clauses: of articles, or of aggregates.
  std::string ArticleQuery();
  std::string AggregateQuery();

  // What the queries since the last call have for parameters.
  Parameters TakeParameters();

 private:
  bool OneIn(std::size_t n);
  const std::string& AnyOf(const std::vector<std::string>& texts);
  const QueryName& AnyName(const std::vector<QueryName>& names);
  std::string Junction(const std::vector<QueryName>& names, int levels);
  std::string Condition(const std::vector<QueryName>& names, int levels);
  std::string Leaf(const std::vector<QueryName>& names);
  std::string Test(const QueryName& name);
  std::string TestOf(const std::string& operand, const QueryName& name);
  std::string FunctionTest(const QueryName& name);
  std::string Value(const QueryName& name);
  std::string AsParameter(const std::string& value);
  std::string Item(const QueryName& name);
  std::string List(const QueryName& name);
  std::string Key();
  std::string Aggregate();
  std::string Page();
  std::string FilterOrAll();

  const std::vector<QueryName>& names_;
  std::mt19937_64& random_;
  Parameters parameters_;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_QUERY_TEXT_H_
