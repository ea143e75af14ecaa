#ifndef PRESSMARK_TESTS_SUPPORT_QUERY_CHECK_H_
#define PRESSMARK_TESTS_SUPPORT_QUERY_CHECK_H_

#include <array>
#include <cstddef>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/query.h>
#include <pressmark/snapshot.h>

#include "query/bound.h"
#include "tests/support/naive_answer.h"

namespace pressmark::test {

// What the queries of a test came to.
struct QueryTally {
  int asked = 0;
  int answered = 0;  // those that bind
  int found = 0;     // with a row or more
  int pages = 0;
  std::map<std::string_view, int> plans;  // by words of the plan
  // Of the stores that were asked; a number for each set.
  std::set<std::size_t> index_sets;
  int stores_with_blocks = 0;

  // Words of which a plan has some.
  static constexpr std::array<std::string_view, 19> kPlanWords = {
      "all articles:",
      "nothing:",
      " = ",
      "gathered and sorted",
      "found by key",
      "in each of these",
      "in any of these",
      "not in the second",
      "dated ",
      "without ",
      "there, and empty",
      " = null:",
      "fold(",
      "date(lastMod) = ",
      "keep it where",
      "no record read",
      "from the lists of each value",
      "look at all",
      "oldest first"};

  void AddPlan(const std::string& plan);
  void Add(const QueryTally& other);
};

// Asks one state of a store and the naive evaluator the same, and holds the
// answers against each other.
class QueryCheck {
 public:
  // `articles` are those of the snapshot. All must outlive it.
  QueryCheck(const Snapshot& snapshot,
             const std::vector<const NaiveArticle*>& articles,
             const QueryOptions& options, std::mt19937_64& random,
             QueryTally* tally)
      : snapshot_(snapshot),
        articles_(articles),
        options_(options),
        random_(random),
        tally_(*tally) {}

  // Fails the test fatally, with query and plan, where the answers differ, and
  // where the text does not parse.
  void Ask(const std::string& text, const Parameters& parameters);

 private:
  void Compare(const query::BoundQuery& bound, const NaiveAnswer& expected,
               Cursor* cursor) const;
  void CheckPages(const NaiveAnswer& expected);
  void CheckCount(const NaiveAnswer& expected);
  Cursor MustRun(const std::string& text) const;

  const Snapshot& snapshot_;
  const std::vector<const NaiveArticle*>& articles_;
  const QueryOptions& options_;
  std::mt19937_64& random_;
  QueryTally& tally_;
  std::string text_;
  Parameters parameters_;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_QUERY_CHECK_H_
