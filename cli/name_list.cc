#include "cli/name_list.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/files.h"

namespace pressmark::cli {

namespace {

constexpr std::size_t kNamesBytes = std::size_t{1} << 30;

}  // namespace

void AddNameList(CLI::App* command, const std::string& name,
                 const std::string& description, NameList* list) {
  command->add_option(name, list->names,
                      description + ", or - for those of standard input");
  command->add_flag("-0,--null", list->zero_ended,
                    "in standard input a NUL ends each, and no line break");
}

std::vector<std::string> SplitNames(std::string_view text, char separator) {
  std::vector<std::string> names;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) names.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

Result<std::vector<std::string>> ReadNames(const NameList& list) {
  if (list.reads_input()) {
    Result<std::string> text = ReadInput("-", kNamesBytes);
    if (!text.ok()) return text.status();
    return SplitNames(*text, list.zero_ended ? '\0' : '\n');
  }
  if (std::find(list.names.begin(), list.names.end(), "-") !=
      list.names.end()) {
    return InvalidArgument("- is all of standard input and stands alone");
  }
  if (list.zero_ended) {
    return InvalidArgument("-0 is for names from standard input: -");
  }
  return list.names;
}

}  // namespace pressmark::cli
