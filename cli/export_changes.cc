#include "cli/export_changes.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <unistd.h>

#include "cli/changed_keys.h"
#include "cli/contended_keys.h"
#include "cli/counted_sink.h"
#include "cli/export_kept.h"
#include "cli/export_origin.h"
#include "cli/export_run.h"
#include "cli/export_state.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// A state that is of no use is never passed over in silence.
ExitStatus RefuseState(Session& session, const RepeatedExport& repeated,
                       const Status& status) {
  Status refused = status.WithContext("--state " + repeated.state);
  bool unfit = status.code() == StatusCode::kInvalidArgument ||
               status.code() == StatusCode::kNotFound;
  if (!unfit && status.code() != StatusCode::kCorruption) {
    return Fail(session, refused);
  }
  ExitStatus exit =
      Fail(session, refused, unfit ? ExitStatus::kUsage : ExitStatusOf(status));
  session.console.Say("  to begin anew, with all there is, delete " +
                      schema::EscapeControls(repeated.state) +
                      (repeated.options.format == "jsonl"
                           ? ""
                           : ", and replace " +
                                 schema::EscapeControls(repeated.path) +
                                 " with --force"));
  return exit;
}

// One run, from the state that was read to the one that is written.
class Run {
 public:
  Run(const RepeatedExport& repeated, const Question& question,
      ExportTarget target, ExportStateFile state, Session& session)
      : repeated_(repeated),
        question_(question),
        target_(std::move(target)),
        file_(std::move(state)),
        session_(session) {
    if (file_.state()) state_ = *file_.state();
  }

  ExitStatus Start();

 private:
  const std::string& format() const { return repeated_.options.format; }
  // Whether an earlier output is brought up to date, rather than a new one
  // written.
  bool keeps() const { return state_.sequence && format() != "jsonl"; }

  // Of an output that is kept in step; a delta is a new one each time.
  std::string TargetText() const {
    return format() == "jsonl" ? "" : OnOneLine(target_.path.native());
  }

  // What the last run made, where it is there still.
  const ExportState::Made* MadeThere() const;
  ExitStatus Refuse(const Status& status);
  // Whether what is at the target, or is not there, is as it should be.
  Status CheckTarget();
  Status CheckEarlier() const;
  ExitStatus Export(const Snapshot& snapshot);
  Status CheckOrigin(const Snapshot& snapshot);
  ExitStatus Write(const Snapshot& snapshot);
  ExitStatus WriteAll(const Snapshot& snapshot);
  ExitStatus WriteChanged(const Snapshot& snapshot, std::uint64_t since);
  ExitStatus WriteAnew(const Snapshot& snapshot, CountedSink* sink);
  Result<std::unique_ptr<ExportSink>> OpenSink(const Snapshot& snapshot,
                                               std::uint64_t* since);
  ExitStatus PutRemovals(const Snapshot& snapshot, std::uint64_t since,
                         CountedSink* sink);
  ExitStatus PutRows(const Snapshot& snapshot, std::uint64_t since,
                     CountedSink* sink);
  ExitStatus PutRowsAmong(const Question& among, const Snapshot& snapshot,
                          CountedSink* sink);
  ExitStatus Finish(CountedSink* sink, const Snapshot& snapshot);

  const RepeatedExport& repeated_;
  const Question& question_;
  ExportTarget target_;
  ExportStateFile file_;
  Session& session_;
  ExportState state_;
  std::optional<std::uint64_t> since_;  // nothing: all there is
  std::uint64_t left_out_ = 0;
  bool committed_ = false;
};

ExitStatus Run::Start() {
  // Killed between its last two steps, it had done all but say so.
  const ExportState::Made* made = MadeThere();
  if (!state_.sequence && made != nullptr) state_.sequence = made->sequence;
  if (Status s = CheckEarlier(); !s.ok()) return Refuse(s);
  if (Status s = CheckTarget(); !s.ok()) return Fail(session_, s);
  return WithSnapshot(
      session_, [this](const Snapshot& snapshot) { return Export(snapshot); });
}

const ExportState::Made* Run::MadeThere() const {
  const std::string& path = target_.path.native();
  if (!state_.output || state_.output->path != OnOneLine(path)) return nullptr;
  std::string mark = MarkOf(path);
  for (const ExportState::Made& made : state_.made) {
    if (!mark.empty() && made.mark == mark) return &made;
  }
  return nullptr;
}

Status Run::CheckEarlier() const {
  if (!state_.sequence) return {};
  // Before anything is said of a place that may be another's.
  Status same = CompareOrigins(
      state_.origin, {{"format", format()}, {"target", TargetText()}});
  if (!same.ok() || !keeps()) return same;
  std::string shown = schema::EscapeControls(target_.path.native());
  if (MarkOf(target_.path.native()).empty()) {
    return InvalidArgument(shown + " is gone, which it tells of");
  }
  // A database tells for itself what it is.
  if (!IsFolderFormat(format()) || MadeThere() != nullptr) return {};
  return InvalidArgument(shown + " is not the folder that it tells of");
}

// What the last run wrote is this one's to write again where it is still there:
// it was killed, or nobody has taken it. With --force it is taken.
Status Run::CheckTarget() {
  since_ = state_.sequence;
  if (state_.output) {
    ExportTarget last = target_;
    last.path = FromOneLine(state_.output->path);
    last.folder = last.path.parent_path();
    RemoveTemporary(last, state_.output->process);
    const ExportState::Made* made = MadeThere();
    if (made != nullptr && !keeps() && !repeated_.force) {
      since_ = state_.output->from;
      target_.replace = Replace::kYes;
    }
    state_.made = made == nullptr ? std::vector<ExportState::Made>()
                                  : std::vector<ExportState::Made>{*made};
    if (last.path != target_.path) state_.output.reset();
  }
  if (keeps()) return {};
  return IsFolderFormat(format()) ? CheckFolderTarget(target_)
                                  : CheckFileTarget(target_);
}

ExitStatus Run::Refuse(const Status& status) {
  return RefuseState(session_, repeated_, status);
}

Status Run::CheckOrigin(const Snapshot& snapshot) {
  std::vector<OriginTrait> origin =
      OriginOf(snapshot, question_, repeated_.asked, format(), TargetText());
  if (state_.sequence) {
    Status same = CompareOrigins(state_.origin, origin);
    if (same.ok() && since_) same = snapshot.Changes(*since_).status();
    if (!same.ok()) return same;
  }
  state_.origin = std::move(origin);
  return {};
}

ExitStatus Run::Export(const Snapshot& snapshot) {
  if (Status s = CheckOrigin(snapshot); !s.ok()) return Refuse(s);
  std::optional<ExportState::Output> last = state_.output;
  state_.output = {static_cast<std::uint64_t>(::getpid()), since_,
                   OnOneLine(target_.path.native())};
  if (Status s = file_.Write(state_); !s.ok()) return Refuse(s);
  ExitStatus exit = Write(snapshot);
  if (committed_) {
    state_.sequence = snapshot.sequence();
    if (!state_.made.empty()) state_.made = {state_.made.back()};
  } else if (MadeThere() == nullptr) {
    // One that failed in good order has left nothing behind.
    state_.output = last;
    if (!state_.sequence) {
      Status s = file_.Remove();
      return s.ok() ? exit : Refuse(s);
    }
  }
  if (Status s = file_.Write(state_); !s.ok()) return Refuse(s);
  return exit;
}

ExitStatus Run::Write(const Snapshot& snapshot) {
  return since_ ? WriteChanged(snapshot, *since_) : WriteAll(snapshot);
}

ExitStatus Run::WriteAll(const Snapshot& snapshot) {
  ExportOptions options = repeated_.options;
  options.asked = AskedText(state_.origin);
  Result<std::unique_ptr<ExportSink>> made =
      format() == "jsonl" ? MakeDeltaSink(target_)
                          : MakeExportSink(options, target_, question_,
                                           snapshot, &session_.out);
  if (!made.ok()) return Fail(session_, made.status());
  CountedSink sink(*std::move(made));
  Result<Question> question = QuestionFor(sink, question_);
  if (!question.ok()) {
    return FailQuestion(session_, question_.query.text(), question.status());
  }
  ExitStatus exit =
      ExportAnswer(session_, *question, snapshot, &sink, &left_out_);
  if (exit != ExitStatus::kDone) return exit;
  state_.whole = sink.contended();
  return Finish(&sink, snapshot);
}

// A database knows best which number it stands at.
Result<std::unique_ptr<ExportSink>> Run::OpenSink(const Snapshot& snapshot,
                                                  std::uint64_t* since) {
  if (format() == "jsonl") return MakeDeltaSink(target_);
  if (format() == "markdown") return MakeMirrorSink(target_);
  // A link, or a folder, is no database of this export.
  target_.replace = Replace::kYes;
  if (Status s = CheckFileTarget(target_); !s.ok()) return s;
  Result<EarlierExport> earlier =
      OpenSqliteSink(target_, question_, snapshot, AskedText(state_.origin));
  if (!earlier.ok()) return earlier.status();
  *since = earlier->sequence;
  return std::move(earlier->sink);
}

ExitStatus Run::WriteChanged(const Snapshot& snapshot, std::uint64_t since) {
  Result<std::unique_ptr<ExportSink>> opened = OpenSink(snapshot, &since);
  if (!opened.ok()) return Refuse(opened.status());
  CountedSink sink(*std::move(opened));
  // First the removals, which make way for folders of the name of a file.
  ExitStatus exit = PutRemovals(snapshot, since, &sink);
  if (exit == ExitStatus::kDone && !state_.whole) {
    exit = PutRows(snapshot, since, &sink);
  }
  if (exit != ExitStatus::kDone) return exit;
  if (state_.whole || sink.contended()) return WriteAnew(snapshot, &sink);
  return Finish(&sink, snapshot);
}

// All rows, file by file in the folder that is there: what else lies in it is
// not ours.
ExitStatus Run::WriteAnew(const Snapshot& snapshot, CountedSink* sink) {
  left_out_ = 0;
  sink->StartAnew();
  // Until it is done, what is missing is not told by what changed.
  state_.whole = true;
  if (Status s = file_.Write(state_); !s.ok()) return Refuse(s);
  Result<Question> question = QuestionFor(*sink, question_);
  if (!question.ok()) {
    return FailQuestion(session_, question_.query.text(), question.status());
  }
  Status way = ForEachContended(
      question_, snapshot,
      [sink](std::string_view key) { return sink->MakeWay(key); });
  if (!way.ok()) return FailQuestion(session_, question_.query.text(), way);
  ExitStatus exit =
      ExportAnswer(session_, *question, snapshot, sink, &left_out_);
  if (exit != ExitStatus::kDone) return exit;
  state_.whole = sink->contended();
  return Finish(sink, snapshot);
}

ExitStatus Run::PutRemovals(const Snapshot& snapshot, std::uint64_t since,
                            CountedSink* sink) {
  Result<ChangedKeys> changed = ChangedKeys::Open(snapshot, since);
  if (!changed.ok()) return Refuse(changed.status());
  while (changed->Next()) {
    Result<Question> among = KeysAmong(question_, changed->keys());
    if (!among.ok()) return Fail(session_, among.status());
    std::string_view text = question_.query.text();
    Result<Cursor> cursor =
        among->query.Run(snapshot, among->parameters, among->options);
    if (!cursor.ok()) return FailQuestion(session_, text, cursor.status());
    std::set<std::string, std::less<>> there;
    while (cursor->Next()) there.emplace(cursor->key());
    if (!cursor->status().ok()) {
      return FailQuestion(session_, text, cursor->status());
    }
    for (const std::string& key : changed->keys()) {
      if (there.contains(key)) continue;
      if (Status s = sink->Remove(key); !s.ok()) return Fail(session_, s);
    }
  }
  if (changed->status().ok()) return ExitStatus::kDone;
  return Fail(session_, changed->status());
}

ExitStatus Run::PutRows(const Snapshot& snapshot, std::uint64_t since,
                        CountedSink* sink) {
  Result<Question> question = QuestionFor(*sink, question_);
  if (!question.ok()) {
    return FailQuestion(session_, question_.query.text(), question.status());
  }
  Result<ChangedKeys> changed = ChangedKeys::Open(snapshot, since);
  if (!changed.ok()) return Refuse(changed.status());
  while (!sink->contended() && changed->Next()) {
    Result<Question> among = AmongKeys(*question, changed->keys());
    if (!among.ok()) return Fail(session_, among.status());
    ExitStatus exit = PutRowsAmong(*among, snapshot, sink);
    if (exit != ExitStatus::kDone) return exit;
  }
  if (changed->status().ok()) return ExitStatus::kDone;
  return Fail(session_, changed->status());
}

ExitStatus Run::PutRowsAmong(const Question& among, const Snapshot& snapshot,
                             CountedSink* sink) {
  std::string_view text = among.query.text();
  Result<Cursor> cursor =
      among.query.Run(snapshot, among.parameters, among.options);
  if (!cursor.ok()) return FailQuestion(session_, text, cursor.status());
  sink->Begin(cursor->columns());
  while (!sink->contended() && cursor->Next()) {
    Status taken = sink->Row(cursor->row(), cursor->key());
    if (taken.ok() || sink->contended()) continue;
    if (taken.code() != StatusCode::kInvalidArgument) {
      return Fail(session_, taken);
    }
    session_.console.Say("left out: " +
                         schema::EscapeControls(taken.ToString()));
    ++left_out_;
  }
  if (cursor->status().ok()) return ExitStatus::kDone;
  return FailQuestion(session_, text, cursor->status());
}

ExitStatus Run::Finish(CountedSink* sink, const Snapshot& snapshot) {
  if (std::string temporary = sink->temporary(); !temporary.empty()) {
    state_.made.push_back({MarkOf(temporary), snapshot.sequence()});
    if (Status s = file_.Write(state_); !s.ok()) return Refuse(s);
  }
  if (Status s = sink->Commit(); !s.ok()) return Fail(session_, s);
  committed_ = true;
  session_.console.Note(std::to_string(sink->rows()) + " changed, " +
                        std::to_string(sink->removed()) + " removed, now at " +
                        std::to_string(snapshot.sequence()));
  return left_out_ == 0 ? ExitStatus::kDone : ExitStatus::kDataError;
}

// What can be told before the store is opened.
Status CheckAsked(const RepeatedExport& repeated, const Question& question) {
  if (repeated.state.empty()) {
    return InvalidArgument("--state wants the name of a file");
  }
  Status s = CheckRepeatable(question, repeated.options.format);
  if (!s.ok() || repeated.path != "-") return s;
  return InvalidArgument(
      "--state counts what is on the disk: write to a file, not to standard "
      "output");
}

}  // namespace

ExitStatus ExportChanges(const RepeatedExport& repeated,
                         const Question& question, Session& session) {
  if (Status s = CheckAsked(repeated, question); !s.ok()) {
    return Fail(session, s, ExitStatus::kUsage);
  }
  Result<ExportTarget> target =
      ResolveTarget(repeated.path, session.store_folder,
                    repeated.force ? Replace::kYes : Replace::kNo);
  Result<ExportTarget> place =
      ResolveTarget(repeated.state, session.store_folder, Replace::kNo);
  for (const Status& status : {target.status(), place.status()}) {
    if (!status.ok()) return Fail(session, status, ExitStatus::kUsage);
  }
  if (Status s = CheckApart(*target, *place); !s.ok()) return Fail(session, s);
  Result<ExportStateFile> state = ExportStateFile::Open(*std::move(place));
  if (!state.ok()) return RefuseState(session, repeated, state.status());
  Run run(repeated, question, *std::move(target), *std::move(state), session);
  return run.Start();
}

}  // namespace pressmark::cli
