#ifndef PRESSMARK_QUERY_COMPLETION_H_
#define PRESSMARK_QUERY_COMPLETION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/snapshot.h>

namespace pressmark {

// One text that may stand where a query is being typed.
struct Completion {
  enum class Kind : std::uint8_t {
    kKeyword,     // `and`, `order by`, `=`, `today`
    kFunction,    // `len(`, `min(`
    kField,       // of the mapping; a column, where an answer's order is typed
    kPath,        // of the front matter; ends with a dot where names follow
    kSystemName,  // `@key`
    kValue,
  };
  Kind kind = Kind::kKeyword;
  // What to put in the place of [begin, cursor): as a query writes it, quoted
  // where it has to be. Real text of articles, but free of what
  // RenderQueryError would escape.
  std::string text;
  // The articles that have the value; of values from an index that holds just
  // the values asked about.
  std::optional<std::uint64_t> articles;
};

struct Completions {
  std::size_t begin = 0;  // of what they stand for, in bytes
  std::vector<Completion> candidates;
  bool cut = false;  // there are more, or may be
};

struct CompletionOptions {
  std::size_t limit = 200;  // of candidates
};

// What may stand at `cursor`, a byte offset into a query's text, beyond which
// nothing is looked at: fields, paths that articles have had, functions and
// words of the language in this order where a name may stand; where a value
// may, the values that an index has, the most frequent first, and words. All
// begin with what stands before the cursor, whatever its case where case does
// not matter; of values, where none does, those with a word that does. Only
// words that the grammar takes there. Nothing inside comments and where the
// text before is no beginning of a query.
//
// Reads the known paths, or 10,000 terms of one index at most. A cursor beyond
// the text is at its end. kInvalidArgument where the snapshot was moved from;
// kCorruption and kIoError as the snapshot's reads.
Result<Completions> Complete(const Snapshot& snapshot, std::string_view text,
                             std::size_t cursor,
                             const CompletionOptions& options = {});

}  // namespace pressmark

#endif  // PRESSMARK_QUERY_COMPLETION_H_
