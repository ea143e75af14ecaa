#ifndef PRESSMARK_TESTS_SUPPORT_QUERY_STORE_H_
#define PRESSMARK_TESTS_SUPPORT_QUERY_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/query.h>
#include <pressmark/store.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::test {

// A small store to ask, and what was answered as text.
class QueryStore {
 public:
  // Throws, as all of its methods but Error, where something fails.
  explicit QueryStore(const Limits& limits = {},
                      const Mapping& mapping = Mapping::BuiltIn());

  // Puts an article of this front matter, a line or more.
  void Put(const std::string& key, const std::string& front_matter);
  void Delete(const std::string& key);
  Snapshot snapshot() const;
  void Close() { store_.reset(); }

  Cursor Run(std::string_view text) const;
  // The keys of the answer, a blank between two; "" where there are none.
  std::string Keys(std::string_view text) const;
  // The rows, cells between `|`, a line each.
  std::string Rows(std::string_view text) const;
  // The status of parsing, binding or running to the end.
  Status Ask(std::string_view text) const;

  // Of the queries that follow. `options.now` is SampleNow().
  Parameters parameters;
  QueryOptions options;

 private:
  TemporaryFolder folder_;
  std::optional<Store> store_;
};

// A cell as text: a null or missing value as `-`, a text as it is.
std::string CellText(const Cell& cell);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_QUERY_STORE_H_
