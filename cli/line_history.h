#ifndef PRESSMARK_CLI_LINE_HISTORY_H_
#define PRESSMARK_CLI_LINE_HISTORY_H_

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace pressmark::cli {

// What Up and Down walk through: the entries, and behind the newest the line
// that is typed. What was changed on the way is found again on the way back,
// until the line ends.
class LineHistory {
 public:
  explicit LineHistory(std::size_t most) : most_(most) {}

  // Makes an entry the newest, where it is not that already.
  void Add(const std::string& entry);
  // Another line begins.
  void Begin();
  // Steps to the entry before or after, and gives its text; nothing where
  // there is none. `present` is what stands in the line.
  const std::string* Older(std::string_view present);
  const std::string* Newer(std::string_view present);

 private:
  const std::string* StepTo(std::size_t place, std::string_view present);

  std::size_t most_;
  std::deque<std::string> entries_;
  std::size_t place_ = 0;  // entries_.size(): the line that is typed
  std::map<std::size_t, std::string> changed_;  // by place
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_LINE_HISTORY_H_
