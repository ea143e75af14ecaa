#include "cli/shell_answer.h"

#include <charconv>
#include <chrono>
#include <utility>
#include <vector>

#include <unistd.h>

#include "cli/colour.h"

namespace pressmark::cli {

namespace {

using Clock = std::chrono::steady_clock;

// Longer than this nobody waits for the total alone.
constexpr std::chrono::milliseconds kCountTime{100};

std::string Counted(std::uint64_t number, std::string_view noun) {
  std::string text = Grouped(number) + ' ';
  return text.append(noun).append(number == 1 ? "" : "s");
}

std::string TimeText(Clock::duration taken) {
  double milliseconds =
      std::chrono::duration<double, std::milli>(taken).count();
  bool long_time = milliseconds >= 1'000;
  char digits[32];
  auto [end, error] =
      std::to_chars(digits, digits + sizeof digits,
                    long_time ? milliseconds / 1'000 : milliseconds,
                    std::chars_format::fixed, long_time ? 2 : 1);
  return std::string(digits, end) + (long_time ? " s" : " ms");
}

// A page that was shown.
struct Page {
  std::uint64_t before = 0;  // rows of the pages before it
  std::uint64_t rows = 0;
  std::uint64_t examined = 0;
  Clock::duration taken{0};
  bool more = false;
  std::optional<std::uint64_t> total;
};

std::string RowsText(const Page& page) {
  if (page.before > 0) {
    std::string text = "rows " + Grouped(page.before + 1) + " to " +
                       Grouped(page.before + page.rows);
    return page.total ? text + " of " + Grouped(*page.total) : text;
  }
  if (!page.total || *page.total <= page.rows) return Counted(page.rows, "row");
  return Grouped(page.rows) + " of " + Counted(*page.total, "row");
}

std::string Footer(const Page& page, const ShellSettings& settings) {
  std::string text = RowsText(page);
  if (settings.timer) text += " in " + TimeText(page.taken);
  text += ", " + Counted(page.examined, "article") + " examined";
  if (page.more) text += "; .more shows the next";
  return text;
}

void WriteFooter(const Page& page, const ShellSettings& settings,
                 Session& session) {
  std::string text = Footer(page, settings);
  session.out.Append(Painted(text, Ink::kFaint, ShowsColour(STDOUT_FILENO)) +
                     "\n");
  session.out.Flush();
}

// How many articles the filter finds; nothing where that takes too long, and
// for aggregates, whose rows are none of those.
std::optional<std::uint64_t> TotalOf(const Question& question,
                                     const Snapshot& snapshot) {
  if (question.query.Shape().aggregates) return std::nullopt;
  QueryOptions options = question.options;
  options.deadline = Clock::now() + kCountTime;
  Query counting = question.query.Counted();
  // A parameter of a clause that is dropped is none of it any more.
  Parameters parameters;
  for (const std::string& name : counting.ParameterNames()) {
    auto given = question.parameters.find(name);
    if (given != question.parameters.end()) parameters.insert(*given);
  }
  Result<Cursor> cursor = counting.Run(snapshot, parameters, options);
  if (!cursor.ok() || !cursor->Next()) return std::nullopt;
  const auto* count = std::get_if<std::int64_t>(&cursor->row().front().value);
  if (count == nullptr) return std::nullopt;
  return static_cast<std::uint64_t>(*count);
}

// Writes a page of the rows of `cursor`, which stands at one already where
// `held`.
ExitStatus WritePage(ShellState& state, Session& session,
                     const Question& question, Cursor* cursor, bool held,
                     Page* page, bool* nothing) {
  Clock::time_point begin = Clock::now();
  std::uint64_t examined = cursor->statistics().records;
  std::unique_ptr<RowWriter> writer =
      MakeRowWriter(OutputUnder(state.settings, true), &session.out);
  writer->Begin(cursor->columns());
  std::size_t limit = RowsAtOnce(state.settings);
  bool there = held || cursor->Next();
  for (; there && page->rows < limit; there = cursor->Next()) {
    *nothing = *nothing && CountsNothing(*cursor);
    Status status = writer->Row(cursor->row(), cursor->key());
    if (!status.ok()) return Fail(session, status);
    ++page->rows;
  }
  if (!cursor->status().ok()) {
    return FailQuestion(session, question.query.text(), cursor->status());
  }
  writer->End(std::nullopt);
  page->more = there;
  page->taken = Clock::now() - begin;
  page->examined = cursor->statistics().records - examined;
  return ExitStatus::kDone;
}

ExitStatus ShowFirstPage(ShellState& state, Session& session, Question question,
                         const Snapshot& snapshot) {
  Clock::time_point begin = Clock::now();
  Result<Cursor> cursor =
      question.query.Run(snapshot, question.parameters, question.options);
  if (!cursor.ok()) {
    return FailQuestion(session, question.query.text(), cursor.status());
  }
  Page page;
  bool nothing = true;
  ExitStatus exit =
      WritePage(state, session, question, &*cursor, false, &page, &nothing);
  if (exit != ExitStatus::kDone) return exit;
  page.taken = Clock::now() - begin;
  bool cut = page.more || cursor->next_page().has_value();
  if (cut) page.total = TotalOf(question, snapshot);
  WriteFooter(page, state.settings, session);
  if (nothing) SayNotes(session, question, snapshot);
  if (page.more) {
    state.rows.emplace(RowsBehind{std::move(question), std::move(*cursor),
                                  page.rows, page.total});
  }
  return ExitStatus::kDone;
}

ExitStatus ExplainInstead(ShellState& state, Session& session,
                          const QuestionOptions& question) {
  std::vector<std::string> words = {"explain"};
  if (state.settings.explain == ShellSettings::Explain::kAnalyze) {
    words.push_back("--analyze");
  }
  if (question.lax) words.push_back("--lax");
  if (!question.zone.empty()) words.push_back("--tz=" + question.zone);
  for (const std::string& parameter : question.parameters) {
    words.push_back("--param=" + parameter);
  }
  words.insert(words.end(), {"--", *question.expression});
  return RunWords(state, session, std::move(words));
}

}  // namespace

ExitStatus Ask(ShellState& state, Session& session, const std::string& text) {
  state.last = text;
  state.rows.reset();
  QuestionOptions asked = QuestionUnder(state.settings, text);
  if (state.settings.explain != ShellSettings::Explain::kOff) {
    return ExplainInstead(state, session, asked);
  }
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Question> question = ReadQuestion(session, asked, &exit);
  if (!question) return exit;
  OutputOptions options = OutputUnder(state.settings, AnswersToTerminal(state));
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    if (options.terminal && options.format == Format::kTable) {
      return ShowFirstPage(state, session, std::move(*question), snapshot);
    }
    std::unique_ptr<RowWriter> writer = MakeRowWriter(options, &session.out);
    return WriteAnswer(session, *question, snapshot, options.format,
                       writer.get(), &session.out);
  });
}

ExitStatus ShowMore(ShellState& state, Session& session) {
  if (!state.rows) {
    return Fail(session, InvalidArgument("there are no more rows"),
                ExitStatus::kUsage);
  }
  RowsBehind& rows = *state.rows;
  Page page;
  page.before = rows.shown;
  page.total = rows.total;
  bool nothing = false;
  ExitStatus exit = WritePage(state, session, rows.question, &rows.cursor, true,
                              &page, &nothing);
  if (exit != ExitStatus::kDone) {
    state.rows.reset();
    return exit;
  }
  WriteFooter(page, state.settings, session);
  rows.shown += page.rows;
  if (!page.more) state.rows.reset();
  return ExitStatus::kDone;
}

}  // namespace pressmark::cli
