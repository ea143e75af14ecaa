#ifndef PRESSMARK_TESTS_ENGINE_CHILD_TEST_H_
#define PRESSMARK_TESTS_ENGINE_CHILD_TEST_H_

#include <string>
#include <vector>

#include <sys/types.h>
#include <unistd.h>

namespace pressmark::test {

// Starts this program anew to run one disabled test, which stands for another
// process that is killed. Its descriptor 3 is `says`; its environment is
// `variable` (NAME=value) alone.
inline pid_t StartChildTest(const std::string& test, std::string variable,
                            int says) {
  std::vector<std::string> words = {"/proc/self/exe",
                                    "--gtest_also_run_disabled_tests",
                                    "--gtest_filter=" + test};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::vector<char*> environment = {variable.data(), nullptr};
  pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(says, 3);
  ::close(1);
  ::execve("/proc/self/exe", arguments.data(), environment.data());
  ::_exit(1);
}

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_ENGINE_CHILD_TEST_H_
