#ifndef PRESSMARK_CLI_PROGRESS_TEXT_H_
#define PRESSMARK_CLI_PROGRESS_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::cli {

// How far a piece of work has come after so many seconds.
struct Progress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;  // 0 where it is not known
  double seconds = 0;
};

// "20 of 100 files, 10 articles/s, 8 s left", `noun` being "files"; `more`
// (", 1 refused") stands before the time left. A total that is not known, or
// passed by what is done, is left out, and the time with it.
std::string ProgressText(const Progress& progress, std::string_view noun,
                         std::string_view more = "");

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_PROGRESS_TEXT_H_
