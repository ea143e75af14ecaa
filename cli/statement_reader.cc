#include "cli/statement_reader.h"

#include <algorithm>
#include <utility>

#include <pressmark/query.h>

#include "cli/shell_commands.h"
#include "query/parser/lexicon.h"

namespace pressmark::cli {

namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view WithoutBlanksBehind(std::string_view line) {
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

bool IsComment(std::string_view line) {
  std::size_t begin = line.find_first_not_of(kBlanks);
  return begin != std::string_view::npos &&
         line.substr(begin).starts_with("--");
}

// Whether there is a select among the clauses: the word is reserved, and quoted
// where it is a value.
bool Selects(const Query& query) {
  std::string text = query.ToText();
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (std::string_view(text).substr(i).starts_with(" select ")) {
      return true;
    }
  }
  return text.starts_with("select ");
}

// A query that could be run: aggregates have no rows to select from, which the
// grammar leaves to others to tell.
bool IsWhole(std::string_view text) {
  Result<Query> query = Query::Parse(text);
  return query.ok() && !(query->Shape().aggregates && Selects(*query));
}

// Whether the text ends within a quoted value.
bool EndsWithinQuotes(std::string_view text) {
  std::string line = std::string(text) + '\n';  // which closes none
  for (std::size_t at = 0;;) {
    query::parser::Span token = query::parser::TokenAt(line, at);
    if (token.begin == line.size()) return false;
    bool quoted = line[token.begin] == '"' || line[token.begin] == '\'';
    if (quoted && token.end == line.size()) return true;
    at = token.end;
  }
}

// A command by its name; but a path in front of a comparison is none.
bool IsCommandLine(std::string_view line) {
  std::size_t end = std::min(line.find_first_of(kBlanks), line.size());
  if (FindShellCommand(line.substr(0, end)) == nullptr) return false;
  std::size_t next = line.find_first_not_of(kBlanks, end);
  return next == line.npos || !query::parser::IsOperatorByte(line[next]) ||
         line.substr(next, 2) == "~/";
}

}  // namespace

bool Statement::is_command() const {
  return text.starts_with('.') || !MeantCommand(text).empty();
}

void StatementReader::AddLine(std::string_view line) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  ++line_;
  if (line_ == 1 && line.starts_with(kByteOrderMark)) {
    line.remove_prefix(kByteOrderMark.size());
  }
  line = WithoutBlanksBehind(line);
  bool between = begun_.text.empty() || complete_;
  // A query that was left incomplete takes no command with it.
  bool named =
      !between && IsCommandLine(line) && !EndsWithinQuotes(begun_.text);
  bool command =
      between ? line.starts_with('.') || !MeantCommand(line).empty() : named;
  if (line.empty() || command) End();
  if (line.empty() || (begun_.text.empty() && IsComment(line))) return;
  if (command) {
    ended_.push_back({std::string(line), line_});
    return;
  }
  Extend(line);
}

void StatementReader::Extend(std::string_view line) {
  bool ends = line.ends_with(';');
  if (ends) line = WithoutBlanksBehind(line.substr(0, line.size() - 1));
  std::string text = begun_.text;
  if (!text.empty() && !line.empty()) text += '\n';
  text += line;
  bool whole = IsWhole(text);
  bool unfinished = !whole && IsUnfinished(text);
  if (complete_ && !whole && !unfinished) {
    End();
    text = line;
    whole = IsWhole(text);
    unfinished = !whole && IsUnfinished(text);
  }
  if (begun_.text.empty()) begun_.line = line_;
  begun_.text = std::move(text);
  complete_ = whole;
  // What is wrong already is not made right by more of it.
  if (ends || (!whole && !unfinished)) End();
}

void StatementReader::Settle() {
  if (complete_) End();
}

void StatementReader::Finish() { End(); }

void StatementReader::End() {
  if (!begun_.text.empty()) ended_.push_back(std::move(begun_));
  begun_ = {};
  complete_ = false;
}

std::optional<Statement> StatementReader::Take() {
  if (ended_.empty()) return std::nullopt;
  Statement statement = std::move(ended_.front());
  ended_.pop_front();
  return statement;
}

void StatementReader::ForgetUnfinished() {
  begun_ = {};
  complete_ = false;
}

}  // namespace pressmark::cli
