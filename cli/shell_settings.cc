#include "cli/shell_settings.h"

#include <algorithm>

#include "cli/terminal.h"

namespace pressmark::cli {

namespace {

// So many rows are shown however low the window is.
constexpr std::size_t kFewestRows = 20;
// Rows of a window that a page does not take: the names, the rule, the footer
// and the prompt.
constexpr std::size_t kOtherRows = 4;

}  // namespace

QuestionOptions QuestionUnder(const ShellSettings& settings,
                              const std::string& text) {
  QuestionOptions question;
  question.expression = text;
  question.zone = settings.zone;
  question.lax = settings.lax;
  Result<Query> query = Query::Parse(text);
  if (!query.ok()) return question;  // whoever asks it tells
  for (const std::string& name : query->ParameterNames()) {
    auto set = settings.parameters.find(name);
    if (set == settings.parameters.end()) continue;
    for (const std::string& value : set->second) {
      question.parameters.push_back(name + '=' + value);
    }
  }
  return question;
}

OutputOptions OutputUnder(const ShellSettings& settings, bool terminal) {
  OutputOptions options = OptionsForOutput(terminal);
  options.format = settings.mode.value_or(options.format);
  return options;
}

std::size_t RowsAtOnce(const ShellSettings& settings) {
  if (settings.limit) return *settings.limit;
  return std::max(kFewestRows,
                  OutputRows() - std::min(OutputRows(), kOtherRows));
}

std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

}  // namespace pressmark::cli
