#ifndef PRESSMARK_QUERY_GLOB_H_
#define PRESSMARK_QUERY_GLOB_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>

#include "query/deadline.h"

namespace pressmark::query {

// Bytes of the longest part of a pattern between two `*` that may hold a `?`:
// such a part is tried at every place of the text, so its length is a factor
// of the time a match takes.
inline constexpr std::size_t kGlobPartBytes = 256;

// A pattern over a whole text: `*` stands for any text, `?` for one character,
// and a backslash before `*`, `?` or a backslash takes its meaning from it. A
// value; threads may match with one together.
class Glob {
 public:
  // kInvalidArgument where `pattern` is not UTF-8 or a part of it with a `?` is
  // longer than kGlobPartBytes. Linear.
  static Result<Glob> Compile(std::string_view pattern);

  // Linear in the text; allocates nothing. Of bytes that are not UTF-8, each is
  // a character of its own. False as soon as the deadline, if there is one, has
  // passed.
  bool Matches(std::string_view text, Deadline* deadline = nullptr) const;

  // What every text that matches begins with.
  std::string_view prefix() const;
  // Whether every text that begins with prefix() matches, as with `abc*`.
  bool takes_whole_prefix() const;
  // Whether prefix() alone matches: there is no `*` and no `?`.
  bool takes_only_prefix() const;

 private:
  // What stands between two `*`; a `?` is the byte 0xFF, which no pattern has.
  struct Part {
    std::string text;
    bool wild = false;  // there is a `?` in it
  };

  std::vector<Part> parts_;  // one more than there are `*`
  std::string prefix_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_GLOB_H_
