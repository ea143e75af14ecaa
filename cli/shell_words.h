#ifndef PRESSMARK_CLI_SHELL_WORDS_H_
#define PRESSMARK_CLI_SHELL_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

// The words of a dot command, quoted as a POSIX shell would have them: 'as it
// stands', "with \" and \\", and a backslash before a character. A word that
// begins with ~/ begins with $HOME.
namespace pressmark::cli {

// kInvalidArgument where a quote is never closed.
Result<std::vector<std::string>> SplitWords(std::string_view text);

// The word that is being typed at the end of a text.
struct WordAtEnd {
  std::vector<std::string> before;  // the words that are finished
  std::size_t begin = 0;            // where it begins, its quote included
  std::string text;                 // without quotes; empty behind a blank
};
WordAtEnd FindWordAtEnd(std::string_view text);

// The word as it may stand in a command: as it is, or in quotes.
std::string QuoteWord(std::string_view word);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_WORDS_H_
