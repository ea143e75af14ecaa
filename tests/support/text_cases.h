#ifndef PRESSMARK_TESTS_SUPPORT_TEXT_CASES_H_
#define PRESSMARK_TESTS_SUPPORT_TEXT_CASES_H_

#include <string>
#include <string_view>
#include <vector>

namespace pressmark::test {

// One pair of a .test file. A file is comments (lines that begin with #, and
// blank lines) and cases:
//
//   input, a line or more
//   ----
//   what is expected, up to a blank line or the end
//
struct TextCase {
  std::string file;
  int line = 0;  // of the input
  std::string input;
  std::string expected;
};

// The cases of a file under tests/, in order; none where it cannot be read or
// where a case has no "----", so a caller asserts that there are some.
std::vector<TextCase> ReadTextCases(std::string_view path_under_tests);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_TEXT_CASES_H_
