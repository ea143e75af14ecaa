#include "cli/importer.h"

#include <utility>

#include "cli/file_message.h"
#include "cli/import_pipeline.h"
#include "cli/interrupt.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// A batch is written at once, and gathered in memory until then.
constexpr std::size_t kBatchArticles = 1'000;
constexpr std::size_t kBatchBytes = std::size_t{8} << 20;
// Warnings that are shown without --verbose.
constexpr std::uint64_t kShownWarnings = 20;
constexpr std::size_t kMappingBytes = std::size_t{1} << 20;

}  // namespace

Importer::Importer(const ImportOptions& options, Session& session)
    : options_(options),
      session_(session),
      progress_(options.paths, session.console) {}

ExitStatus Importer::Run() {
  if (ExitStatus exit = Prepare(); exit != ExitStatus::kDone) return exit;
  ExitStatus exit = Execute();
  if (exit == ExitStatus::kDone) exit = Close();
  Report();
  return exit;
}

ExitStatus Importer::Follow(Store store, HeldFolder* folder,
                            const std::set<std::string>& places,
                            bool seen_going) {
  following_ = true;
  store_ = std::move(store);
  Result<Snapshot> snapshot = store_->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session_, snapshot.status());
  before_ = *snapshot;
  ExitStatus exit = TakeAll(ImportFiles::At(options_.paths.front(), places,
                                            options_.prefix, StoreIdentity()));
  std::vector<std::string> gone;
  for (const std::string& place : places) {
    if (exit != ExitStatus::kDone) break;
    if (IsBelowAny(place, places)) continue;
    exit = FindGoneAt({*folder, options_.prefix, StoreIdentity(), place},
                      seen_going, &gone);
  }
  // Of one that was deleted as a whole everything is gone.
  if (exit != ExitStatus::kDone || !folder->InPlace()) gone.clear();
  for (const std::string& key : gone) {
    if (Status s = Delete(key); !s.ok()) return Fail(session_, s);
  }
  if (exit == ExitStatus::kDone) exit = WritePending();
  if (exit == ExitStatus::kDone) exit = Close();
  Report();
  return exit;
}

ExitStatus Importer::Prepare() {
  for (auto step : {&Importer::CheckPaths, &Importer::ReadMapping,
                    &Importer::OpenTarget, &Importer::ApplyMapping}) {
    if (ExitStatus exit = (this->*step)(); exit != ExitStatus::kDone) {
      return exit;
    }
  }
  return ExitStatus::kDone;
}

ExitStatus Importer::Execute() {
  if (ExitStatus exit = ImportAll(); exit != ExitStatus::kDone) return exit;
  if (InterruptRequested()) {
    session_.console.Say(
        "interrupted; what was written stays, and the same import goes on "
        "from there");
    return InterruptedStatus();
  }
  return options_.prune ? Prune() : ExitStatus::kDone;
}

ExitStatus Importer::CheckPaths() {
  Status status = CheckImportPaths(options_.paths);
  if (status.ok() && options_.prune &&
      (options_.paths.size() != 1 || !IsFolder(options_.paths.front()))) {
    status =
        InvalidArgument(options_.watch ? "--watch takes exactly one folder"
                                       : "--prune takes exactly one folder");
  }
  if (status.ok()) return ExitStatus::kDone;
  return Fail(session_, status, ExitStatus::kUsage);
}

ExitStatus Importer::ReadMapping() {
  if (options_.mapping_file.empty()) return ExitStatus::kDone;
  Result<std::string> text = ReadInput(options_.mapping_file, kMappingBytes);
  if (!text.ok()) return Fail(session_, text.status(), ExitStatus::kUsage);
  Result<Mapping> mapping = Mapping::Parse(*text);
  if (!mapping.ok()) {
    bool file = options_.mapping_file != "-";
    session_.console.Say(FileMessage(
        file ? options_.mapping_file : "standard input", mapping.status()));
    return ExitStatus::kDataError;
  }
  mapping_ = std::move(*mapping);
  return ExitStatus::kDone;
}

ExitStatus Importer::OpenTarget() {
  ExitStatus exit = ExitStatus::kDone;
  if (options_.dry_run) {
    OpenOptions reading;
    reading.mode = OpenMode::kRead;
    store_ = OpenStoreIfThere(session_, reading, &exit);
  } else {
    store_ = OpenOrCreateStore(session_, mapping_.value_or(Mapping::BuiltIn()),
                               &exit);
  }
  return exit;
}

ExitStatus Importer::ApplyMapping() {
  if (!store_) return ExitStatus::kDone;
  Result<Snapshot> snapshot = store_->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session_, snapshot.status());
  before_ = *snapshot;
  if (!mapping_ || before_->mapping() == *mapping_) return ExitStatus::kDone;
  std::uint64_t articles = before_->article_count();
  if (articles > 0 && !options_.remap) {
    return Fail(session_,
                InvalidArgument("the store holds " + std::to_string(articles) +
                                " articles under another mapping; --remap "
                                "derives them all anew under this one"));
  }
  if (options_.dry_run) return ExitStatus::kDone;
  session_.console.ShowProgress("deriving every article anew");
  if (Status s = store_->Remap(*mapping_); !s.ok()) return Fail(session_, s);
  snapshot = store_->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session_, snapshot.status());
  before_ = *snapshot;
  if (articles > 0) {
    session_.console.Note("derived " + std::to_string(articles) +
                          " articles anew under the new mapping");
  }
  return ExitStatus::kDone;
}

ExitStatus Importer::ImportAll() {
  if (!options_.dry_run) {
    Status status;
    if (before_->article_count() == 0) status = store_->BeginBulk();
    // What is found unchanged is acknowledged too: it must be durable by then.
    if (status.ok() && options_.acknowledge) status = store_->Flush();
    if (!status.ok()) return Fail(session_, status);
  }
  Result<ImportFiles> files =
      ImportFiles::Open(options_.paths, options_.prefix, StoreIdentity());
  if (!files.ok()) return Fail(session_, files.status());
  ExitStatus exit = TakeAll(std::move(*files));
  return exit == ExitStatus::kDone ? WritePending() : exit;
}

ExitStatus Importer::TakeAll(ImportFiles files) {
  PrepareContext context = Context();
  ImportPipeline pipeline(
      std::move(files),
      [&context](ImportFile file, const ImportPipeline::Reserve& reserve) {
        return PrepareFile(context, std::move(file), reserve);
      },
      options_.threads);
  while (std::optional<PreparedFile> file = pipeline.Next()) {
    // Before the file is looked at: reading it may have been interrupted.
    if (InterruptRequested() || !session_.out.ok()) break;
    ExitStatus exit = Take(std::move(*file));
    if (exit != ExitStatus::kDone) return exit;
    progress_.Update(summary_);
  }
  return ExitStatus::kDone;
}

PrepareContext Importer::Context() const {
  PrepareContext context;
  if (!options_.dry_run) context.store = &*store_;
  if (before_) context.snapshot = &*before_;
  context.mapping = Mapping::BuiltIn();
  if (before_) context.mapping = before_->mapping();
  if (mapping_) context.mapping = *mapping_;
  context.label = options_.prefix;
  return context;
}

std::optional<FileIdentity> Importer::StoreIdentity() const {
  return IdentityOf(session_.store_folder.native());
}

ExitStatus Importer::Take(PreparedFile file) {
  ++summary_.seen;
  for (const Warning& warning : file.warnings) {
    Warn(FileMessage(file.file.path, warning));
  }
  switch (file.outcome) {
    case PreparedFile::Outcome::kReady:
      return TakeReady(std::move(file));
    case PreparedFile::Outcome::kUnchanged:
      ++summary_.unchanged;
      if (options_.acknowledge && !options_.dry_run) {
        acknowledgements_.push_back(std::move(file.file.key));
      }
      return acknowledgements_.size() < kBatchArticles ? ExitStatus::kDone
                                                       : WritePending();
    case PreparedFile::Outcome::kSkipped:
      ++summary_.skipped;
      Warn(SkippedMessage(file.file.path, file.status));
      return ExitStatus::kDone;
    case PreparedFile::Outcome::kRefused:
      ++summary_.refused;
      session_.console.Say(FileMessage(file.file.path, file.status));
      if (!options_.strict) return ExitStatus::kDone;
      session_.console.Say("stopped at the first refused file, for --strict");
      return ExitStatus::kDataError;
    case PreparedFile::Outcome::kFailed:
      break;
  }
  return Fail(session_,
              file.status.WithContext(schema::EscapeControls(file.file.path)));
}

ExitStatus Importer::TakeReady(PreparedFile file) {
  if (options_.dry_run) {
    ++(file.stored ? summary_.updated : summary_.added);
    return ExitStatus::kDone;
  }
  if (options_.acknowledge) {
    acknowledgements_.push_back(std::move(file.file.key));
  }
  batch_.Put(std::move(*file.article), options_.prefix);
  bool full = batch_.size() >= kBatchArticles || batch_.bytes() >= kBatchBytes;
  return full ? WritePending() : ExitStatus::kDone;
}

void Importer::Warn(const std::string& message) {
  ++summary_.warnings;
  if (options_.verbose || summary_.warnings <= kShownWarnings) {
    session_.console.Note(message);
  }
}

Status Importer::WriteBatched() {
  if (batch_.empty()) return {};
  Result<WriteOutcome> outcome = store_->Write(
      std::exchange(batch_, WriteBatch()), {.sync = options_.acknowledge});
  if (outcome.ok()) Account(*outcome);
  return outcome.status();
}

ExitStatus Importer::WritePending() {
  if (Status s = WriteBatched(); !s.ok()) return Fail(session_, s);
  for (const std::string& key : acknowledgements_) {
    session_.out.Append("ack " + schema::EscapeControls(key) + "\n");
  }
  if (!acknowledgements_.empty()) session_.out.Flush();
  acknowledgements_.clear();
  return ExitStatus::kDone;
}

void Importer::Account(const WriteOutcome& outcome) {
  for (WriteEffect effect : outcome.effects) {
    switch (effect) {
      case WriteEffect::kAdded:
        ++summary_.added;
        break;
      case WriteEffect::kUpdated:
        ++summary_.updated;
        break;
      case WriteEffect::kUnchanged:
        ++summary_.unchanged;
        break;
      case WriteEffect::kRemoved:
        ++summary_.removed;
        break;
      case WriteEffect::kAbsent:
      case WriteEffect::kReplaced:
        break;
    }
  }
}

ExitStatus Importer::Prune() {
  if (!store_) return ExitStatus::kDone;
  Result<Snapshot> snapshot = store_->TakeSnapshot();
  if (!snapshot.ok()) return Fail(session_, snapshot.status());
  Result<HeldFolder> folder = HeldFolder::Open(options_.paths.front());
  if (!folder.ok()) return Fail(session_, folder.status());
  PruneScope scope{*folder, options_.prefix, StoreIdentity(), ""};
  Result<PruneCount> count = ForEachGone(
      *snapshot, scope, [](const std::string&) { return Status(); });
  Status status =
      count.ok() ? CheckHalf(*count, options_.force) : count.status();
  if (!status.ok()) {
    return Fail(session_, status.WithContext("nothing was pruned"),
                ExitStatus::kDataError);
  }
  if (options_.dry_run) {
    summary_.removed = count->gone;
    return ExitStatus::kDone;
  }
  return DeleteGone(*snapshot, scope);
}

ExitStatus Importer::DeleteGone(const Snapshot& snapshot,
                                const PruneScope& scope) {
  Result<PruneCount> count =
      ForEachGone(snapshot, scope, [this](const std::string& key) -> Status {
        if (InterruptRequested()) return Interrupted("interrupted");
        return Delete(key);
      });
  Status status = count.ok() ? WriteBatched() : count.status();
  if (status.ok()) return ExitStatus::kDone;
  return Fail(session_, status.WithContext("prune"));
}

Status Importer::Delete(const std::string& key) {
  batch_.Delete(key);
  return batch_.size() < kBatchArticles ? Status() : WriteBatched();
}

ExitStatus Importer::FindGoneAt(const PruneScope& scope, bool seen_going,
                                std::vector<std::string>* gone) {
  // There may have been a file there, or a folder.
  std::vector<std::string> found;
  Status status = FindGoneFile(*before_, scope, &found);
  if (!status.ok()) return Fail(session_, status);
  Result<PruneCount> count =
      ForEachGone(*before_, scope, [&found](const std::string& key) {
        found.push_back(key);
        return Status();
      });
  status = count.status();
  if (count.ok() && !seen_going && count->gone > 0) {
    status = count->files > 0
                 ? CheckHalf(*count, options_.force)
                 : InvalidArgument("it was replaced, and holds no articles");
  }
  if (!status.ok()) {
    held_back_ = true;
    session_.console.Say(schema::EscapeControls(
        scope.folder.path() + ": " +
        status.WithContext("nothing was removed").ToString()));
    return ExitStatus::kDone;
  }
  gone->insert(gone->end(), found.begin(), found.end());
  return ExitStatus::kDone;
}

ExitStatus Importer::Close() {
  if (!options_.dry_run) {
    session_.console.ShowProgress("putting the store in order");
    Status status = store_->EndBulk();
    if (status.ok()) status = store_->Close();
    if (!status.ok()) return Fail(session_, status);
  }
  finished_ = true;
  return summary_.refused > 0 ? ExitStatus::kDataError : ExitStatus::kDone;
}

void Importer::Report() {
  std::uint64_t hidden = summary_.warnings > kShownWarnings
                             ? summary_.warnings - kShownWarnings
                             : 0;
  if (hidden > 0 && !options_.verbose) {
    session_.console.Note(std::to_string(hidden) +
                          " more warnings; --verbose shows them");
  }
  summary_.seconds = progress_.seconds();
  std::string text = summary_.ToText();
  if (following_) text = summary_.ToChangesText();
  // What was touched and is as it was is no news.
  if (text.empty()) return session_.console.ClearProgress();
  if (options_.json) session_.out.Append(summary_.ToJson() + "\n");
  session_.out.Flush();
  session_.console.Note((options_.dry_run ? "would import " : "") + text);
}

}  // namespace pressmark::cli
