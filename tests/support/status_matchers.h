#ifndef PRESSMARK_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define PRESSMARK_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/result.h>
#include <pressmark/status.h>

namespace pressmark {

// How failed expectations show a status.
inline void PrintTo(const Status& status, std::ostream* out) {
  *out << StatusCodeName(status.code()) << ": " << status.ToString();
}

namespace test {

// The status of a status or of a result.
inline const Status& StatusOf(const Status& status) { return status; }
template <typename T>
const Status& StatusOf(const Result<T>& result) {
  return result.status();
}

MATCHER(IsOk, "is ok") {
  *result_listener << testing::PrintToString(StatusOf(arg));
  return StatusOf(arg).ok();
}

// A failure of this code whose words contain `words`.
MATCHER_P2(Fails, code, words, "fails as expected") {
  const Status& status = StatusOf(arg);
  *result_listener << testing::PrintToString(status);
  return status.code() == code &&
         status.ToString().find(words) != std::string::npos;
}

// The value; where there is none the test fails with the reason and ends.
template <typename T>
T ValueOf(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return *std::move(result);
}

}  // namespace test
}  // namespace pressmark

#endif  // PRESSMARK_TESTS_SUPPORT_STATUS_MATCHERS_H_
