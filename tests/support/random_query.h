#ifndef PRESSMARK_TESTS_SUPPORT_RANDOM_QUERY_H_
#define PRESSMARK_TESTS_SUPPORT_RANDOM_QUERY_H_

#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "query/parser/ast.h"

namespace pressmark::test {

// What random queries are made of, each as a query writes it.
struct QueryVocabulary {
  std::vector<std::string> paths;   // `link.brand`, `@key`, `."a b"[0]`
  std::vector<std::string> values;  // `demigos.com`, `"a b"`, `null`, `:p`
};

// Which parts of the language random queries use.
struct QueryShape {
  int levels = 4;      // of junctions, `not` and `[…]`
  int most_items = 4;  // of a list
  bool functions = true;
  bool elements = true;  // path[…]
  bool match = true;
  bool clauses = true;     // order by, limit, offset, after, select
  bool aggregates = true;  // count, min, max, sum, by
};

// Makes random syntax trees such as the parser makes: a junction has two
// operands or more, none of its own kind. Ranges join two values of the
// vocabulary.
class RandomQuery {
 public:
  // `random` must outlive this. The vocabulary holds a path and a value or
  // more; what does not parse is a defect of the test and throws.
  RandomQuery(const QueryVocabulary& vocabulary, const QueryShape& shape,
              std::mt19937_64& random);

  query::parser::Query Next();
  query::parser::Expression NextFilter();

 private:
  bool OneIn(std::size_t n);
  const query::parser::Path& AnyPath();
  query::parser::Operand AnyOperand();
  query::parser::Atom AnyAtom();
  query::parser::Item AnyItem();
  query::parser::Item AnyRange();
  query::parser::ClauseArgument AnyAmount();
  query::parser::Aggregate AnyAggregate();
  query::parser::Comparison AnyComparison();
  query::parser::Expression AnyLeaf();
  query::parser::Expression AnyExpression(int levels);
  query::parser::Junction AnyJunction(int levels);
  void AddClauses(query::parser::Query* query);
  void AddSelect(query::parser::Query* query);
  void AddAggregates(query::parser::Query* query);

  QueryShape shape_;
  std::mt19937_64& random_;
  std::vector<query::parser::Path> paths_;
  std::vector<query::parser::Atom> atoms_;
  std::vector<query::parser::Atom> range_ends_;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_RANDOM_QUERY_H_
