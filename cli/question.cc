#include "cli/question.h"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/colour.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "query/diagnostic.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

std::optional<int> TwoDigits(std::string_view text, int limit) {
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  int number = (text[0] - '0') * 10 + (text[1] - '0');
  if (number >= limit) return std::nullopt;
  return number;
}

// A name that is given once stands for a value, more often for a list.
Result<Parameters> ParseParameters(const std::vector<std::string>& texts) {
  std::map<std::string, std::vector<Parameter::Scalar>, std::less<>> values;
  for (const std::string& text : texts) {
    std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0) {
      return InvalidArgument("--param " + schema::Excerpt(text) +
                             ": expected name=value");
    }
    values[text.substr(0, sign)].emplace_back(
        Parameter::Typed{text.substr(sign + 1)});
  }
  Parameters parameters;
  for (auto& [name, list] : values) {
    Parameter& parameter = parameters[name];
    if (list.size() == 1) {
      parameter.value = std::move(list.front());
    } else {
      parameter.value = std::move(list);
    }
  }
  return parameters;
}

Status NoSavedQuery(const std::string& name, const Snapshot& snapshot) {
  Result<std::vector<SavedQuery>> all = snapshot.SavedQueries();
  if (!all.ok()) return all.status();
  std::vector<std::string> names;
  for (SavedQuery& query : *all) names.push_back(std::move(query.name));
  std::string nearest(query::Nearest(name, names));
  return InvalidArgument(
      "the store keeps no query " + schema::Excerpt(name) +
      (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
}

// Says what is wrong, and gives nothing, where the store has none of the name.
std::optional<std::string> ReadSaved(Session& session, const std::string& name,
                                     ExitStatus* exit) {
  std::optional<std::string> text;
  *exit = WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::optional<std::string>> found = snapshot.FindSavedQuery(name);
    if (!found.ok()) return Fail(session, found.status());
    text = *std::move(found);
    if (text) return ExitStatus::kDone;
    return Fail(session, NoSavedQuery(name, snapshot));
  });
  return text;
}

Result<std::string> ReadExpression(const QuestionOptions& options) {
  if (!options.file.empty()) {
    return ReadInput(options.file, Limits{}.query_bytes);
  }
  if (options.expression) return *options.expression;
  return InvalidArgument("an expression is missing; '*' is every article");
}

// A parameter that nothing stands for is a slip, here where the query is
// written beside it. Where the query misses one, it tells so itself, with the
// place and the name that is most like it.
Status CheckNamed(const Query& query, const Parameters& parameters) {
  std::vector<std::string> names = query.ParameterNames();
  for (const std::string& name : names) {
    if (!parameters.contains(name)) return {};
  }
  for (const auto& [name, value] : parameters) {
    if (std::binary_search(names.begin(), names.end(), name)) continue;
    std::string message = "--param " + schema::Excerpt(name) +
                          ": the query has no :" + schema::EscapeControls(name);
    if (!names.empty()) message += "; it has";
    for (const std::string& other : names) {
      message += (&other == &names.front() ? " :" : ", :") + other;
    }
    return InvalidArgument(std::move(message));
  }
  return {};
}

Result<QueryOptions> ReadOptions(const QuestionOptions& options) {
  QueryOptions query_options;
  query_options.lax = options.lax;
  query_options.cancelled = &InterruptRequested();
  if (options.zone.empty()) return query_options;
  std::optional<std::int16_t> zone = ParseZone(options.zone);
  if (!zone) {
    return InvalidArgument("--tz " + schema::Excerpt(options.zone) +
                           ": expected an offset such as +05:30 or -04:00");
  }
  query_options.zone_minutes = *zone;
  return query_options;
}

}  // namespace

std::optional<std::int16_t> ParseZone(std::string_view text) {
  if (text == "Z") return std::int16_t{0};
  bool shaped =
      text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
  if (!shaped) return std::nullopt;
  std::optional<int> hours = TwoDigits(text.substr(1, 2), 24);
  std::optional<int> minutes = TwoDigits(text.substr(4, 2), 60);
  if (!hours || !minutes) return std::nullopt;
  int offset = *hours * 60 + *minutes;
  return static_cast<std::int16_t>(text[0] == '-' ? -offset : offset);
}

void AddQuestionOptions(CLI::App* command, const std::string& name,
                        QuestionOptions* options) {
  CLI::Option* expression =
      command->add_option(name, options->expression, "what is asked for");
  CLI::Option* file =
      command->add_option("--file", options->file,
                          "read it from a file, or from standard input: -");
  file->type_name("FILE|-")->excludes(expression);
  command
      ->add_option("--saved", options->saved,
                   "or the query that the store keeps under this name")
      ->type_name("NAME")
      ->excludes(expression)
      ->excludes(file);
  command
      ->add_option("--param", options->parameters,
                   "a value for :name; the same name again makes a list")
      ->type_name("NAME=VALUE")
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
  command
      ->add_option("--tz", options->zone,
                   "the zone of days and of times without an offset, such as "
                   "+05:30; UTC unless given")
      ->type_name("OFFSET");
  command->add_flag("--lax", options->lax,
                    "take paths that no article has for missing");
}

std::optional<Question> ReadQuestion(Session& session,
                                     const QuestionOptions& options,
                                     ExitStatus* exit) {
  if (!options.saved.empty()) {
    QuestionOptions found = options;
    found.expression = ReadSaved(session, options.saved, exit);
    found.saved.clear();
    if (!found.expression) return std::nullopt;
    return ReadQuestion(session, found, exit);
  }
  Result<std::string> text = ReadExpression(options);
  Result<Parameters> parameters = ParseParameters(options.parameters);
  Result<QueryOptions> query_options = ReadOptions(options);
  for (const Status& status :
       {text.status(), parameters.status(), query_options.status()}) {
    if (status.ok()) continue;
    *exit = Fail(session, status, ExitStatus::kUsage);
    return std::nullopt;
  }
  Result<Query> query = Query::Parse(*text);
  if (!query.ok()) {
    *exit = FailQuestion(session, *text, query.status());
    return std::nullopt;
  }
  Status named = CheckNamed(*query, *parameters);
  if (!named.ok()) {
    *exit = Fail(session, named, ExitStatus::kUsage);
    return std::nullopt;
  }
  return Question{std::move(*query), std::move(*parameters),
                  std::move(*query_options)};
}

ExitStatus FailQuestion(Session& session, std::string_view text,
                        const Status& status) {
  if (status.code() == StatusCode::kInterrupted && InterruptRequested()) {
    session.console.Say("pressmark: interrupted");
    return InterruptedStatus();
  }
  ExitStatus exit = ExitStatus::kQueryError;
  switch (status.code()) {
    case StatusCode::kParseError:
    case StatusCode::kInvalidArgument:
    case StatusCode::kLimitExceeded:
    case StatusCode::kUnsupported:
      break;
    default:
      exit = ExitStatusOf(status);
  }
  if (!status.position()) return Fail(session, status, exit);
  session.console.Say(PaintedError(RenderQueryError(text, status),
                                   session.console.shows_colour()));
  return exit;
}

void SayNotes(Session& session, const Question& question,
              const Snapshot& snapshot) {
  Result<std::vector<std::string>> notes =
      question.query.Notes(snapshot, question.parameters, question.options);
  // Whatever keeps them from being found, the answer itself is whole.
  if (!notes.ok()) return;
  std::string word =
      Painted("note:", Ink::kNote, session.console.shows_colour());
  for (const std::string& note : *notes) {
    session.console.Note(word + " " + note);
  }
}

bool CountsNothing(const Cursor& cursor) {
  const std::vector<Cell>& row = cursor.row();
  return cursor.key().empty() &&
         std::all_of(row.begin(), row.end(), [](const Cell& cell) {
           const auto* count = std::get_if<std::int64_t>(&cell.value);
           return std::holds_alternative<std::monostate>(cell.value) ||
                  (count != nullptr && *count == 0);
         });
}

ExitStatus WriteAnswer(Session& session, const Question& question,
                       const Snapshot& snapshot, Format format,
                       RowWriter* writer, ByteWriter* out) {
  Result<Cursor> cursor =
      question.query.Run(snapshot, question.parameters, question.options);
  if (!cursor.ok()) {
    return FailQuestion(session, question.query.text(), cursor.status());
  }
  writer->Begin(cursor->columns());
  bool empty = true;
  bool first = true;
  while (out->ok() && cursor->Next()) {
    empty = empty && CountsNothing(*cursor);
    if (Status s = writer->Row(cursor->row(), cursor->key()); !s.ok())
      return Fail(session, s);
    // Whoever reads has the first row before the others are looked for.
    if (std::exchange(first, false)) out->Flush();
  }
  if (!out->ok()) return ExitStatus::kDone;
  if (!cursor->status().ok()) {
    out->Flush();
    return FailQuestion(session, question.query.text(), cursor->status());
  }
  std::optional<std::string> next = cursor->next_page();
  writer->End(next);
  std::uint64_t rows = cursor->statistics().rows;
  if (format == Format::kTable) {
    out->Flush();
    session.console.Note(std::to_string(rows) + (rows == 1 ? " row" : " rows"));
  }
  if (next && !writer->keeps_next()) {
    out->Flush();
    session.console.Note("next: " + *next);
  }
  if (empty) {
    out->Flush();
    SayNotes(session, question, snapshot);
  }
  return ExitStatus::kDone;
}

}  // namespace pressmark::cli
