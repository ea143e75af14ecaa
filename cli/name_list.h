#ifndef PRESSMARK_CLI_NAME_LIST_H_
#define PRESSMARK_CLI_NAME_LIST_H_

#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

namespace CLI {
class App;
}  // namespace CLI

namespace pressmark::cli {

// Keys or paths, as a command line gives them.
struct NameList {
  std::vector<std::string> names;  // "-" alone: those of standard input
  bool zero_ended = false;         // there: a NUL after each, not a line break

  bool reads_input() const { return names.size() == 1 && names[0] == "-"; }
};

// Adds the arguments, under the name that usage shows, and -0.
void AddNameList(CLI::App* command, const std::string& name,
                 const std::string& description, NameList* list);

// The names themselves. Standard input is read to its end, so that whoever
// writes it no longer needs the store. kInvalidArgument where "-" stands beside
// others, or -0 without it; else as ReadToEnd.
Result<std::vector<std::string>> ReadNames(const NameList& list);

// Takes a text apart into what stands before each separator, and behind the
// last; nothing that is empty.
std::vector<std::string> SplitNames(std::string_view text, char separator);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_NAME_LIST_H_
