#include "tests/support/text_cases.h"

#include <fstream>

namespace pressmark::test {

namespace {

void AppendLine(std::string_view line, std::string* text) {
  if (!text->empty()) *text += '\n';
  *text += line;
}

}  // namespace

std::vector<TextCase> ReadTextCases(std::string_view path_under_tests) {
  std::string path = PRESSMARK_SOURCE_ROOT "/tests/";
  path += path_under_tests;
  std::ifstream file(path);
  std::vector<TextCase> cases;
  bool in_input = false;
  bool in_expected = false;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (in_expected && line.empty()) {
      in_expected = false;
    } else if (in_expected) {
      AppendLine(line, &cases.back().expected);
    } else if (in_input && line == "----") {
      in_input = false;
      in_expected = true;
    } else if (in_input) {
      AppendLine(line, &cases.back().input);
    } else if (!line.empty() && line[0] != '#') {
      cases.push_back({path, number, line, ""});
      in_input = true;
    }
  }
  return in_input ? std::vector<TextCase>() : cases;
}

}  // namespace pressmark::test
