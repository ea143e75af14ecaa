#include "cli/sequence_option.h"

#include <charconv>

#include <CLI/CLI.hpp>

namespace pressmark::cli {

namespace {

std::optional<std::uint64_t> ParseSequence(const std::string& text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

}  // namespace

void AddSequenceOption(CLI::App* command, const std::string& name,
                       std::optional<std::uint64_t>* number,
                       const std::string& description) {
  command
      ->add_option_function<std::string>(
          name,
          [number](const std::string& text) { *number = ParseSequence(text); },
          description)
      ->type_name("NUMBER")
      ->check([](const std::string& text) -> std::string {
        if (ParseSequence(text)) return {};
        return "expected the number of a change";
      });
}

}  // namespace pressmark::cli
