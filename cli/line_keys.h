#ifndef PRESSMARK_CLI_LINE_KEYS_H_
#define PRESSMARK_CLI_LINE_KEYS_H_

#include <vector>

namespace pressmark::cli {

// What a key sends, or its beginning, as editrc(5) writes it, and the editing
// function it runs: one of libedit's, or of LineEditor's, which begin with
// "pressmark-".
struct LineKey {
  const char* sequence;
  const char* function;
};

// The keys that are bound beside libedit's own. Of the others none comes into
// the line as text: "pressmark-sequence" passes over the rest of it.
const std::vector<LineKey>& LineKeys();

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_LINE_KEYS_H_
