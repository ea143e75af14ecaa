#ifndef PRESSMARK_CLI_BAR_H_
#define PRESSMARK_CLI_BAR_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace pressmark::cli {

// What bars are drawn with.
enum class Bars : std::uint8_t {
  kNone,
  kBlocks,  // the block characters of Unicode, in eighths of a column
  kHashes,  // `#`, where a terminal shows nothing else
};

// A bar for `value`, `columns` long for `greatest` and in proportion for less,
// but never so short that it cannot be seen; empty for 0. No trailing blanks.
std::string Bar(std::uint64_t value, std::uint64_t greatest,
                std::size_t columns, Bars bars);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_BAR_H_
