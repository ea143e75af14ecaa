#ifndef PRESSMARK_CLI_EXPORT_ORIGIN_H_
#define PRESSMARK_CLI_EXPORT_ORIGIN_H_

#include <string>
#include <vector>

#include <pressmark/snapshot.h>
#include <pressmark/status.h>

#include "cli/export_state.h"
#include "cli/question.h"

// Whether what an earlier run of an export wrote can be brought up to date.
namespace pressmark::cli {

// kInvalidArgument where what changed does not tell how the answer did, or the
// format cannot take it: says why, and what to do.
Status CheckRepeatable(const Question& question, const std::string& format);

// What an export is of. `target` is on one line, and empty where each run
// writes a new file.
std::vector<OriginTrait> OriginOf(const Snapshot& snapshot,
                                  const Question& question,
                                  const QuestionOptions& asked,
                                  const std::string& format,
                                  const std::string& target);

// One text for all that an export is of, whatever its target.
std::string AskedText(const std::vector<OriginTrait>& origin);

// kInvalidArgument where the two differ, naming the first that does.
Status CompareOrigins(const std::vector<OriginTrait>& before,
                      const std::vector<OriginTrait>& now);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_ORIGIN_H_
