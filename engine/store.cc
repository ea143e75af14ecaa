#include <system_error>
#include <utility>

#include <pressmark/store.h>

#include "engine/check.h"
#include "engine/known_paths.h"
#include "engine/prepared_article.h"
#include "engine/store_state.h"
#include "schema/guard.h"
#include "schema/utf8.h"

namespace pressmark {

namespace {

namespace fs = std::filesystem;

using StatePointer = std::shared_ptr<engine::StoreState>;

// The present database, also where there is no store to speak of.
Result<std::shared_ptr<engine::Database>> Use(const StatePointer& state) {
  if (state == nullptr) return InvalidArgument("the store was moved away");
  return state->Use();
}

Status CheckUsable(const StatePointer& state) { return Use(state).status(); }

// Bytes of the regular files below a folder. What goes away meanwhile counts
// for nothing.
std::uint64_t DiskBytes(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    std::error_code gone;
    std::uint64_t size =
        entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

Status AddFamilies(const engine::KvStore& kv, StoreStatistics* statistics) {
  for (std::size_t i = 0; i < engine::kFamilyCount; ++i) {
    Result<engine::KvFamilySize> size = kv.Size(static_cast<engine::Family>(i));
    if (!size.ok()) return size.status();
    statistics->families.push_back(
        {engine::kFamilyNames[i], size->keys, size->bytes});
  }
  return {};
}

}  // namespace

Store::Store(std::shared_ptr<engine::StoreState> state)
    : state_(std::move(state)) {}

Store::Store(Store&&) noexcept = default;

Store& Store::operator=(Store&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

Store::~Store() {
  if (state_ == nullptr) return;
  if (state_->forked()) {
    // The threads that closing waits for live in the parent only.
    static_cast<void>(std::make_unique<StatePointer>(state_).release());
    return;
  }
  static_cast<void>(schema::Guarded([this] { return state_->Close(); }).ok());
}

Result<Store> Store::Create(const fs::path& folder, const Mapping& mapping,
                            const OpenOptions& options) {
  return schema::Guarded([&]() -> Result<Store> {
    auto state = engine::StoreState::Create(folder, mapping, options);
    if (!state.ok()) return state.status();
    return Store(*std::move(state));
  });
}

Result<Store> Store::Open(const fs::path& folder, const OpenOptions& options) {
  return schema::Guarded([&]() -> Result<Store> {
    auto state = engine::StoreState::Open(folder, options);
    if (!state.ok()) return state.status();
    return Store(*std::move(state));
  });
}

Result<PreparedArticle> Store::Prepare(std::string key,
                                       std::string source) const {
  return schema::Guarded([&]() -> Result<PreparedArticle> {
    auto database = Use(state_);
    if (!database.ok()) return database.status();
    Result<engine::PreparedArticleData> article = engine::PrepareArticle(
        std::move(key), std::move(source), *(*database)->catalog());
    if (!article.ok()) return article.status();
    return PreparedArticle(
        std::make_unique<engine::PreparedArticleData>(*std::move(article)));
  });
}

Result<WriteOutcome> Store::Write(WriteBatch batch,
                                  const WriteOptions& options) {
  return schema::Guarded([&]() -> Result<WriteOutcome> {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    if (batch.bytes() > state_->limits().batch_bytes) {
      return LimitExceeded("a batch of " + std::to_string(batch.bytes()) +
                           " bytes is larger than " +
                           std::to_string(state_->limits().batch_bytes));
    }
    std::vector<engine::WriteOperation> operations;
    operations.reserve(batch.size());
    for (WriteBatch::Operation& operation : batch.operations_) {
      operations.push_back(std::move(operation.operation));
    }
    return state_->Write(std::move(operations), options);
  });
}

Result<WriteEffect> Store::Put(std::string key, std::string source,
                               const WriteOptions& options) {
  return schema::Guarded([&]() -> Result<WriteEffect> {
    Result<PreparedArticle> article =
        Prepare(std::move(key), std::move(source));
    if (!article.ok()) return article.status();
    WriteBatch batch;
    batch.Put(*std::move(article));
    Result<WriteOutcome> outcome = Write(std::move(batch), options);
    if (!outcome.ok()) return outcome.status();
    return outcome->effects.front();
  });
}

Result<WriteEffect> Store::Delete(std::string key,
                                  const WriteOptions& options) {
  return schema::Guarded([&]() -> Result<WriteEffect> {
    WriteBatch batch;
    batch.Delete(std::move(key));
    Result<WriteOutcome> outcome = Write(std::move(batch), options);
    if (!outcome.ok()) return outcome.status();
    return outcome->effects.front();
  });
}

Result<Snapshot> Store::TakeSnapshot() const {
  return schema::Guarded([&]() -> Result<Snapshot> {
    auto database = Use(state_);
    if (!database.ok()) return database.status();
    auto reader = engine::Database::Read(*database);
    if (!reader.ok()) return reader.status();
    return Snapshot(*std::move(reader));
  });
}

Mapping Store::mapping() const {
  auto database = Use(state_);
  return database.ok() ? (*database)->catalog()->mapping : Mapping::BuiltIn();
}

Status Store::Remap(const Mapping& mapping) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->Rebuild(&mapping);
  });
}

Status Store::Rebuild() {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->Rebuild(nullptr);
  });
}

Status Store::AddIndex(std::string_view path, std::optional<FieldKind> kind) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->AddIndex(path, kind);
  });
}

Status Store::DropIndex(std::string_view path, std::optional<FieldKind> kind) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->DropIndex(path, kind);
  });
}

Result<std::vector<IndexState>> Store::Indexes() const {
  return schema::Guarded([&]() -> Result<std::vector<IndexState>> {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->Indexes();
  });
}

Status Store::AwaitIndexes(const IndexWatch& watch) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->AwaitIndexes(watch);
  });
}

Status Store::ForgetChangesBefore(std::uint64_t sequence) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->ForgetChangesBefore(sequence);
  });
}

Status Store::SaveQuery(std::string_view name, std::string_view text) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->SaveQuery({std::string(name), std::string(text)});
  });
}

Status Store::DropSavedQuery(std::string_view name) {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->DropSavedQuery(name);
  });
}

Status Store::Flush() {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->Flush();
  });
}

Status Store::Compact() {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->Compact();
  });
}

Status Store::BeginBulk() {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->BeginBulk();
  });
}

Status Store::EndBulk() {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->EndBulk();
  });
}

Result<StoreStatistics> Store::Statistics() const {
  return schema::Guarded([&]() -> Result<StoreStatistics> {
    auto database = Use(state_);
    if (!database.ok()) return database.status();
    auto reader = engine::Database::Read(*database);
    if (!reader.ok()) return reader.status();
    Result<std::vector<KnownPath>> paths = (*reader)->KnownPaths();
    if (!paths.ok()) return paths.status();
    StoreIdentity identity = Snapshot(*reader).identity();
    StoreStatistics statistics;
    statistics.articles = (*reader)->counters().articles;
    statistics.sequence = (*reader)->counters().sequence;
    statistics.source_bytes = (*reader)->counters().source_bytes;
    statistics.disk_bytes = DiskBytes((*database)->folder().path());
    statistics.known_paths = paths->size();
    statistics.store_id = std::move(identity.store_id);
    statistics.incarnation = identity.incarnation;
    Status s = AddFamilies((*database)->kv(), &statistics);
    if (!s.ok()) return s;
    return statistics;
  });
}

Result<CheckReport> Store::Check() const {
  return schema::Guarded([&]() -> Result<CheckReport> {
    auto database = Use(state_);
    if (!database.ok()) return database.status();
    auto reader = engine::Database::Read(*database);
    if (!reader.ok()) return reader.status();
    return engine::CheckStore(**reader, (*database)->kv());
  });
}

Status Store::Close() {
  return schema::Guarded([&]() -> Status {
    if (Status s = CheckUsable(state_); !s.ok()) return s;
    return state_->Close();
  });
}

}  // namespace pressmark
