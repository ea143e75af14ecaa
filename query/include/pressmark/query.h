#ifndef PRESSMARK_QUERY_QUERY_H_
#define PRESSMARK_QUERY_QUERY_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <pressmark/cursor.h>
#include <pressmark/date.h>
#include <pressmark/explanation.h>
#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/snapshot.h>

namespace pressmark {

namespace query {
struct QueryText;
}  // namespace query

// What stands for `:name` in a query. A parameter is a value or a list of
// values, never a name or an operator: what a reader of the site typed can go
// straight in.
struct Parameter {
  // Text as somebody typed it: read as a bare literal would be (a number, a
  // date, a text), but never a range, a word such as `today`, or null.
  struct Typed {
    std::string text;
  };
  using Scalar = std::variant<std::nullptr_t, Typed, bool, std::int64_t, double,
                              std::string, Date>;
  std::variant<Scalar, std::vector<Scalar>> value;
};
using Parameters = std::map<std::string, Parameter, std::less<>>;

// How a query is run.
struct QueryOptions {
  // The zone of civil days, of words such as `today` and of times written
  // without an offset, in minutes east of UTC: -1439 to 1439, else
  // kInvalidArgument.
  std::int16_t zone_minutes = 0;
  // Accepts paths that no article ever had; they are missing everywhere.
  bool lax = false;
  // What `now` is, microseconds since 0001-01-01T00:00Z; the system's clock
  // unless set. kInvalidArgument outside the years 1 to 9999.
  std::optional<std::int64_t> now;
  // The query ends with kInterrupted once this has passed.
  std::optional<std::chrono::steady_clock::time_point> deadline;
  // The query ends with kInterrupted once this is true. Any thread may set it,
  // at any time. Must outlive the call, and the cursor that it returns.
  const std::atomic<bool>* cancelled = nullptr;
  // The query ends with kLimitExceeded after reading so many articles.
  std::optional<std::uint64_t> examined_articles;
};

// What a query's text alone tells of its answers.
struct QueryShape {
  bool aggregates = false;  // count, min, max or sum: rows are no articles
  bool limited = false;     // limit, offset or after
  bool ordered = false;     // order by
  bool selects = false;     // select
  // Each row has the article's key: selected, with `*`, or since nothing is
  // selected.
  bool names_key = false;
  // It may find something else tomorrow though nothing was written: a word such
  // as `today` or a date such as -7d stands where one may be meant. What
  // parameters hold is not known here.
  bool relative_to_now = false;
};

// A query, parsed once and run any number of times, on any snapshot. A value;
// copies share the tree; threads may run one together. One that was moved from
// has no text, and fails with kInvalidArgument.
class Query {
 public:
  // kParseError with the place and what was expected; kLimitExceeded beyond
  // Limits::query_bytes, query_depth or query_terms.
  static Result<Query> Parse(std::string_view text, const Limits& limits = {});

  // The query's text as it was given. Lives as long as the query or a copy.
  std::string_view text() const;
  // The query in canonical form, which Parse reads back to the same query.
  std::string ToText() const;
  // The names behind its colons, in byte order, each once: what Run needs.
  std::vector<std::string> ParameterNames() const;

  QueryShape Shape() const;

  // Counts the articles that this one's filter finds, whatever its clauses:
  // `count` alone. Its text(), where errors have their places, is this one's.
  Query Counted() const;
  // Of this one's articles those that the filter of `other` finds too, with
  // this one's clauses; those of `other` are dropped. Needs the parameters of
  // both. Its text() is ToText(). Both are queries that were moved from where
  // one of them is.
  Query And(const Query& other) const;

  // Binds names and parameters, plans, and returns a cursor before the first
  // row; reads the index for that, and no article. Fails with
  //   kInvalidArgument  with the place: unknown paths, literals of the wrong
  //                     kind, missing or unfit parameters, a page token that is
  //                     none or another query's or store's; and unfit options
  //   kUnsupported      with the place: understood, and not available yet
  //   kLimitExceeded    too many terms, nested too deep, or too much memory
  //   kInterrupted      cancelled, or past the deadline, while planning
  //   kCorruption       what it read of the index is damaged
  //   kIoError          the operating system refused
  // The rows may fail likewise: see Cursor::status.
  Result<Cursor> Run(const Snapshot& snapshot,
                     const Parameters& parameters = {},
                     const QueryOptions& options = {}) const;

  // How Run would answer, step by step, with estimates from the index. Fails as
  // Run; reads no article.
  Result<Explanation> Explain(const Snapshot& snapshot,
                              const Parameters& parameters = {},
                              const QueryOptions& options = {}) const;
  // What is legal in the query and probably not meant: a null beside a field, a
  // word that names another path, a * beside =, a value that no article has and
  // that is spelt nearly as one that some have. To show to a person whose
  // answer is empty: a sentence without a full stop each, most often none, at
  // most eight; controls are escaped. The words may change. Fails as Run; reads
  // no article, and of the indexes 10,000 terms at most.
  Result<std::vector<std::string>> Notes(
      const Snapshot& snapshot, const Parameters& parameters = {},
      const QueryOptions& options = {}) const;

  // Answers the query, drops the rows, and tells what each step took: as long
  // as Run and all its rows, and a little more. Fails as Run and its rows.
  Result<Explanation> Analyze(const Snapshot& snapshot,
                              const Parameters& parameters = {},
                              const QueryOptions& options = {}) const;

 private:
  explicit Query(std::shared_ptr<const query::QueryText> text);
  std::shared_ptr<const query::QueryText> text_;
};

// Whether `text` is the beginning of a query and not yet one: it ends inside
// quotes or brackets, or where something has to follow (a comma, an operator, a
// word that wants more). Also of no text at all, and of comments alone. What
// cannot become a query by writing on, or is one, is not unfinished.
bool IsUnfinished(std::string_view text, const Limits& limits = {});

// A query's error for a person: the message, the line of the query it is
// about, and a caret under the place; the message alone where it has no place.
// `query_text` is the text that was parsed. Of it one line is shown, cut to 72
// characters. Controls are escaped, in the message too: it may be shown on a
// terminal.
std::string RenderQueryError(std::string_view query_text, const Status& status);

}  // namespace pressmark

#endif  // PRESSMARK_QUERY_QUERY_H_
