#ifndef PRESSMARK_CLI_EXPORT_CHANGES_H_
#define PRESSMARK_CLI_EXPORT_CHANGES_H_

#include <string>

#include "cli/export_sink.h"
#include "cli/question.h"
#include "cli/session.h"

namespace pressmark::cli {

// An export that is repeated: `export --state FILE`.
struct RepeatedExport {
  QuestionOptions asked;
  ExportOptions options;
  std::string path;
  std::string state;
  bool force = false;
};

// Writes what changed since the last run that the state tells of, or all there
// is where there was none. The state is first told that a run is under way, and
// the new number once the output is on the disk: after a kill the same command
// writes over what the killed one left, from the number that it began at.
ExitStatus ExportChanges(const RepeatedExport& repeated,
                         const Question& question, Session& session);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_CHANGES_H_
