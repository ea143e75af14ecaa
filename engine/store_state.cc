#include "engine/store_state.h"

#include <utility>

#include <unistd.h>

#include "engine/rebuild.h"

namespace pressmark::engine {

namespace {

Status Closed() { return InvalidArgument("the store is closed"); }

}  // namespace

Result<std::shared_ptr<StoreState>> StoreState::Create(
    const std::filesystem::path& path, const Mapping& mapping,
    const OpenOptions& options) {
  Result<StoreFolder> made = StoreFolder::Create(path);
  if (!made.ok()) return made.status();
  auto folder = std::make_shared<StoreFolder>(*std::move(made));
  StoreFormat format = folder->format();
  auto database = Database::Create(folder, format, mapping,
                                   IndexCatalogOf(mapping), options);
  if (!database.ok()) return database.status();
  auto writer = Writer::Open(*database);
  if (!writer.ok()) return writer.status();
  if (Status s = folder->Publish(format); !s.ok()) return s;
  return std::make_shared<StoreState>(SoundDatabase{*std::move(database), {}},
                                      *std::move(writer), options);
}

Result<std::shared_ptr<StoreState>> StoreState::Open(
    const std::filesystem::path& path, const OpenOptions& options) {
  bool writing = options.mode == OpenMode::kWrite;
  if (options.accept_loss && !writing) {
    return InvalidArgument("a loss is accepted only by opening for writing");
  }
  Result<StoreFolder> opened = StoreFolder::Open(path, options.mode);
  if (!opened.ok()) return opened.status();
  auto folder = std::make_shared<StoreFolder>(*std::move(opened));
  Result<SoundDatabase> sound = OpenSound(folder, options);
  if (!sound.ok()) {
    return sound.status().WithContext("store " + Quoted(folder->path()));
  }
  std::shared_ptr<Writer> writer;
  if (writing) {
    auto made = Writer::Open(sound->database);
    if (!made.ok()) return made.status();
    writer = *std::move(made);
    // Only now that the present database has shown to be the one to keep.
    if (Status s = folder->RemoveLeftovers(); !s.ok()) return s;
  }
  auto state = std::make_shared<StoreState>(*std::move(sound),
                                            std::move(writer), options);
  state->ResumeIndexes();
  return state;
}

StoreState::StoreState(SoundDatabase sound, std::shared_ptr<Writer> writer,
                       const OpenOptions& options)
    : process_(::getpid()),
      options_(options),
      restriction_(std::move(sound.restriction)),
      database_(std::move(sound.database)),
      writer_(std::move(writer)),
      builder_([this](const IndexBuilder::Excluded& excluded) {
        return WorkOnIndexes(excluded);
      }) {}

bool StoreState::forked() const { return process_ != ::getpid(); }

Result<std::shared_ptr<Database>> StoreState::Use() const {
  if (forked()) {
    return Unsupported("a store is of no use to a fork of its process");
  }
  std::lock_guard lock(present_mutex_);
  if (database_ == nullptr) return Closed();
  return database_;
}

Result<std::shared_ptr<Writer>> StoreState::UseWriter() const {
  std::lock_guard lock(present_mutex_);
  if (database_ == nullptr) return Closed();
  if (writer_ == nullptr) {
    return ReadOnly("the store " + Quoted(database_->folder().path()) +
                    " is open for reading only");
  }
  if (Status s = writer_->CheckSound(); !s.ok()) return s;
  return writer_;
}

Result<std::shared_ptr<Writer>> StoreState::UseUnrestricted() const {
  Result<std::shared_ptr<Writer>> writer = UseWriter();
  if (!writer.ok() || restriction_.empty()) return writer;
  const StoreFolder& folder = (*writer)->database()->folder();
  return ReadOnly("the store " + Quoted(folder.path()) +
                  " must be rebuilt before it is written: " + restriction_);
}

Result<WriteOutcome> StoreState::Write(std::vector<WriteOperation> operations,
                                       const WriteOptions& options) {
  std::unique_lock lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  if (!writer.ok()) return writer.status();
  std::uint64_t ticket = 0;
  Result<WriteOutcome> outcome =
      (*writer)->Write(std::move(operations), options, &ticket);
  // Others log while this one waits for the disk.
  lock.unlock();
  if (!outcome.ok() || !options.sync) return outcome;
  if (Status s = (*writer)->Await(ticket); !s.ok()) return s;
  return outcome;
}

Status StoreState::Rebuild(const Mapping* mapping) {
  std::lock_guard lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseWriter();
  if (!writer.ok()) return writer.status();
  std::shared_ptr<Database> old = (*writer)->database();
  Mapping present = old->catalog()->mapping;
  return Replace(mapping != nullptr ? *mapping : present, old);
}

Status StoreState::Replace(const Mapping& mapping,
                           const std::shared_ptr<Database>& old) {
  Result<RebuiltDatabase> rebuilt = RebuildDatabase(old, mapping, options_);
  if (!rebuilt.ok()) return rebuilt.status();
  Result<std::shared_ptr<Writer>> writer = Writer::Open(rebuilt->database);
  if (!writer.ok()) return writer.status();
  if (Status s = old->folder().Publish(rebuilt->format); !s.ok()) {
    restriction_ = "whether it was rebuilt shows when it is opened again";
    return s;
  }
  restriction_.clear();
  std::lock_guard lock(present_mutex_);
  database_->Retire();
  database_ = std::move(rebuilt->database);
  writer_ = *std::move(writer);
  // Whatever it could not build is built.
  builder_.Forget();
  return {};
}

Status StoreState::Flush() {
  std::lock_guard lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseWriter();
  return writer.ok() ? (*writer)->Flush() : writer.status();
}

Status StoreState::Compact() {
  std::lock_guard lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseWriter();
  if (!writer.ok()) return writer.status();
  if (Status s = (*writer)->Flush(); !s.ok()) return s;
  return (*writer)->database()->kv().Compact();
}

Status StoreState::BeginBulk() {
  std::lock_guard lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  return writer.ok() ? (*writer)->BeginBulk() : writer.status();
}

Status StoreState::EndBulk() {
  std::lock_guard lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  return writer.ok() ? (*writer)->EndBulk() : writer.status();
}

Status StoreState::Close() {
  std::unique_lock lock(write_mutex_);
  std::shared_ptr<Writer> writer;
  std::shared_ptr<Database> database;
  {
    std::lock_guard present(present_mutex_);
    writer = std::move(writer_);
    database = std::move(database_);
  }
  if (database == nullptr) return Closed();
  // Nobody gets at the writer any more, and the builder, which may be waiting
  // for the mutex, finds none.
  lock.unlock();
  builder_.Stop();
  // A store that may not be written is closed as it is.
  bool flushed = writer == nullptr || !restriction_.empty();
  Status status = flushed ? Status() : writer->Flush();
  Status closed = database->kv().Close();
  return status.ok() ? closed : status;
}

}  // namespace pressmark::engine
