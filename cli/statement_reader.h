#ifndef PRESSMARK_CLI_STATEMENT_READER_H_
#define PRESSMARK_CLI_STATEMENT_READER_H_

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::cli {

// What the shell is told to do: a query, or a command that begins with a dot.
struct Statement {
  std::string text;
  int line = 0;  // of its first line, counted from 1
  bool is_command() const;
};

// Makes statements of lines. A word that other shells have for a command
// (MeantCommand) is a command too, to be told so. A line that begins with a dot
// is a command where no query waits for its end; and where one does, outside
// quotes, if it begins with the name of a command, which no comparison follows.
// A query ends with
// `;` at a line's end, with an empty line, and where the next line cannot go on
// with it; and when it is complete and Settle says that no line is waiting.
// Comments between queries are passed over.
class StatementReader {
 public:
  void AddLine(std::string_view line);
  // No line is waiting: a query that is complete ends.
  void Settle();
  // No line will come: a query that is begun ends.
  void Finish();

  // What has ended and was not taken.
  const std::deque<Statement>& ended() const { return ended_; }
  void ForgetEnded() { ended_.clear(); }
  // The next statement that has ended.
  std::optional<Statement> Take();
  // The lines of a query that has not ended; empty where none is begun.
  const std::string& unfinished() const { return begun_.text; }
  void ForgetUnfinished();

 private:
  void Extend(std::string_view line);
  void End();

  std::deque<Statement> ended_;
  Statement begun_;
  bool complete_ = false;  // what is begun could end here
  int line_ = 0;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_STATEMENT_READER_H_
