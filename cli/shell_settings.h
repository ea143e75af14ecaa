#ifndef PRESSMARK_CLI_SHELL_SETTINGS_H_
#define PRESSMARK_CLI_SHELL_SETTINGS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/question.h"

namespace pressmark::cli {

// What a person has set in the shell, for all queries that follow.
struct ShellSettings {
  enum class Explain : std::uint8_t { kOff, kOn, kAnalyze };

  std::optional<Format> mode;  // none: a table on a terminal, else jsonl
  std::string zone;            // ±hh:mm; empty: UTC
  bool lax = false;
  // Rows of a table that are shown at once; none: what the window holds.
  std::optional<std::size_t> limit;
  bool timer = true;
  Explain explain = Explain::kOff;
  // Several values are a list.
  std::map<std::string, std::vector<std::string>, std::less<>> parameters;
};

// The text under the settings. Of the parameters it has those that the text
// names.
QuestionOptions QuestionUnder(const ShellSettings& settings,
                              const std::string& text);

// How an answer is written that goes to a terminal, or elsewhere.
OutputOptions OutputUnder(const ShellSettings& settings, bool terminal);

// The rows of a table that are shown at once.
std::size_t RowsAtOnce(const ShellSettings& settings);

// A number for people: 1,234,567.
std::string Grouped(std::uint64_t number);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SHELL_SETTINGS_H_
