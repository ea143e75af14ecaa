#ifndef PRESSMARK_CLI_QUESTION_H_
#define PRESSMARK_CLI_QUESTION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/query.h>

#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pressmark::cli {

// A query as the command line gives it.
struct QuestionOptions {
  std::optional<std::string> expression;
  std::string file;   // holds the expression instead; "-" is standard input
  std::string saved;  // or the name of a query that the store keeps
  std::vector<std::string> parameters;  // name=value; a name twice is a list
  std::string zone;                     // ±hh:mm
  bool lax = false;
};

// Adds the expression, under the name that usage shows, and its options.
void AddQuestionOptions(CLI::App* command, const std::string& name,
                        QuestionOptions* options);

// A query that can be run.
struct Question {
  Query query;
  Parameters parameters;
  QueryOptions options;
};

// Reads and parses the expression; for a saved one the store is opened. Where
// that fails, or where a parameter is given that it does not name, says why,
// sets `exit` and returns nothing.
std::optional<Question> ReadQuestion(Session& session,
                                     const QuestionOptions& options,
                                     ExitStatus* exit);

// Says why a query could not be parsed, run or finished, with a caret under
// the place where there is one, and gives the exit status.
ExitStatus FailQuestion(Session& session, std::string_view text,
                        const Status& status);

// Runs the question and hands every row to `writer`, which writes to `out`;
// says the token of the next page unless the format shows it, and the notes
// where there is no row. Stops early, without a word, where `out` fails.
ExitStatus WriteAnswer(Session& session, const Question& question,
                       const Snapshot& snapshot, Format format,
                       RowWriter* writer, ByteWriter* out);

// Whether the row that the cursor is at is one of aggregates that counts
// nothing.
bool CountsNothing(const Cursor& cursor);

// Says what in a question may not be meant, a `note: …` each.
void SayNotes(Session& session, const Question& question,
              const Snapshot& snapshot);

// Minutes east of UTC that "+05:30", "-04:00" or "Z" stand for; nothing for
// other texts.
std::optional<std::int16_t> ParseZone(std::string_view text);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_QUESTION_H_
