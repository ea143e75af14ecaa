#include "cli/export_run.h"

#include <utility>

#include "cli/export_progress.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// The sink as WriteAnswer sees it, where one article's failure ends nothing.
class LenientRows : public RowWriter {
 public:
  LenientRows(ExportSink* sink, ExportProgress* progress, Console* console)
      : sink_(sink), progress_(progress), console_(console) {}

  std::uint64_t left_out() const { return left_out_; }

  void Begin(const std::vector<Column>& columns) override {
    sink_->Begin(columns);
  }
  Status Row(const std::vector<Cell>& cells, std::string_view key) override {
    progress_->Advance();
    Status taken = sink_->Row(cells, key);
    if (taken.code() != StatusCode::kInvalidArgument) return taken;
    console_->Say("left out: " + schema::EscapeControls(taken.ToString()));
    ++left_out_;
    return {};
  }
  void End(const std::optional<std::string>& next) override {
    sink_->End(next);
  }
  bool keeps_next() const override { return sink_->keeps_next(); }

 private:
  ExportSink* sink_;
  ExportProgress* progress_;
  Console* console_;
  std::uint64_t left_out_ = 0;
};

}  // namespace

Result<Question> QuestionFor(const ExportSink& sink, const Question& question) {
  std::string selection = sink.selection();
  return selection.empty() ? question : WithColumns(selection, question);
}

Result<Question> WithColumns(std::string_view selection,
                             const Question& question) {
  QueryShape shape = question.query.Shape();
  if (shape.selects || shape.aggregates) {
    return InvalidArgument(
        "this format takes whole articles: leave out select, count and other "
        "aggregates");
  }
  // On a line of its own, so that places in the question stay what they are.
  std::string text(question.query.text());
  text += "\nselect ";
  text += selection;
  Limits limits;
  limits.query_bytes = text.size();
  Result<Query> query = Query::Parse(text, limits);
  if (!query.ok()) {
    return InvalidArgument("select " + std::string(selection) + ": " +
                           std::string(query.status().message()));
  }
  return Question{std::move(*query), question.parameters, question.options};
}

ExitStatus ExportAnswer(Session& session, const Question& question,
                        const Snapshot& snapshot, ExportSink* sink,
                        std::uint64_t* left_out) {
  ExportProgress progress(question, snapshot, session.console);
  LenientRows rows(sink, &progress, &session.console);
  ExitStatus exit = WriteAnswer(session, question, snapshot, Format::kJsonLines,
                                &rows, &session.out);
  session.console.ClearProgress();
  *left_out += rows.left_out();
  return exit;
}

}  // namespace pressmark::cli
