#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <utility>

#include "engine/index_name.h"
#include "engine/index_state.h"
#include "engine/index_work.h"
#include "engine/store_state.h"
#include "schema/guard.h"

// What a store does with its indexes: declaring them under the write mutex,
// building them by the builder's thread, a chunk each time it has that mutex.

namespace pressmark::engine {

namespace {

constexpr std::chrono::milliseconds kWatchInterval{100};

bool IsUnfinished(const IndexCatalog& indexes) {
  return !indexes.building.empty() || !indexes.dropped.empty();
}

// Why one of the unfinished indexes is no longer worked on; ok where none is.
Status ReasonOf(const CatalogState& catalog,
                const std::map<std::uint32_t, Status>& stopped) {
  for (const auto& [number, status] : stopped) {
    if (catalog.indexes.FindDrop(number) != nullptr) {
      return status.WithContext("an index that was dropped");
    }
    if (catalog.indexes.FindBuild(number) == nullptr) continue;
    const IndexDefinition* index = catalog.indexes.Find(number);
    return status.WithContext("index on " + IndexName(*index, catalog.mapping));
  }
  return {};
}

}  // namespace

Status StoreState::AddIndex(std::string_view path,
                            std::optional<FieldKind> kind) {
  std::unique_lock lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  if (!writer.ok()) return writer.status();
  auto catalog = (*writer)->database()->catalog();
  Result<IndexDefinition> index = ResolveIndex(path, kind, catalog->mapping);
  if (!index.ok()) return index.status();
  const std::vector<IndexDefinition>& all = catalog->indexes.declared;
  // The first is that of all articles.
  auto there = std::find_if(all.begin() + 1, all.end(), [&](const auto& other) {
    return other.field == index->field && other.path == index->path &&
           other.kind == index->kind;
  });
  std::uint64_t ticket = (*writer)->last_ticket();
  std::uint32_t number = catalog->indexes.next_number;
  if (there != all.end()) {
    number = there->number;
  } else if (Status s = (*writer)->AddIndex(*std::move(index), &ticket);
             !s.ok()) {
    return s;
  }
  // Without a thread it is built when the store is opened again.
  static_cast<void>(builder_.Wake(number).ok());
  lock.unlock();
  return (*writer)->Await(ticket);
}

Status StoreState::DropIndex(std::string_view path,
                             std::optional<FieldKind> kind) {
  std::unique_lock lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  if (!writer.ok()) return writer.status();
  auto catalog = (*writer)->database()->catalog();
  const Mapping& mapping = catalog->mapping;
  Result<IndexDefinition> index =
      ChooseIndex(catalog->indexes.declared, path, kind, mapping);
  if (!index.ok()) return index.status();
  if (IsDeclaredBy(mapping, *index)) {
    std::string name = IndexName(*index, mapping);
    return InvalidArgument(
        "the index on " + name + " is the mapping's; it goes with a mapping " +
        (index->field
             ? "that defines the field " + name + " without index: true"
             : "that does not declare it"));
  }
  std::uint64_t ticket = 0;
  if (Status s = (*writer)->DropIndex(index->number, &ticket); !s.ok()) {
    return s;
  }
  static_cast<void>(builder_.Wake(index->number).ok());
  lock.unlock();
  return (*writer)->Await(ticket);
}

Result<std::vector<IndexState>> StoreState::Indexes() const {
  Result<std::shared_ptr<Database>> database = Use();
  if (!database.ok()) return database.status();
  auto reader = Database::Read(*database);
  if (!reader.ok()) return reader.status();
  return IndexStatesOf(**reader, builder_.stopped());
}

Status StoreState::AwaitIndexes(const IndexWatch& watch) {
  for (;;) {
    Result<std::shared_ptr<Database>> database = Use();
    if (!database.ok()) return database.status();
    if (!IsUnfinished((*database)->catalog()->indexes)) break;
    if (watch) {
      Result<std::vector<IndexState>> states = Indexes();
      if (!states.ok()) return states.status();
      if (!watch(*states)) {
        return Interrupted("interrupted before the indexes were ready");
      }
    }
    bool idle = builder_.AwaitIdle(kWatchInterval);
    // First what ended the building: it may be why nothing is written now.
    Status reason = ReasonOf(*(*database)->catalog(), builder_.stopped());
    if (reason.ok()) reason = builder_.failure();
    if (idle && !reason.ok()) return reason;
    {
      std::lock_guard lock(write_mutex_);
      Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
      if (!writer.ok()) return writer.status();
    }
    if (!idle) continue;
    if (Status s = builder_.Wake(); !s.ok()) return s;
  }
  std::unique_lock lock(write_mutex_);
  Result<std::shared_ptr<Writer>> writer = UseWriter();
  // What is open for reading only is as durable as it gets.
  if (!writer.ok()) return {};
  lock.unlock();
  return (*writer)->Await((*writer)->last_ticket());
}

void StoreState::ResumeIndexes() {
  if (writer_ == nullptr || !restriction_.empty()) return;
  if (!IsUnfinished(database_->catalog()->indexes)) return;
  // Without a thread nothing is built; AwaitIndexes tells.
  static_cast<void>(builder_.Wake().ok());
}

Result<bool> StoreState::WorkOnIndexes(const IndexBuilder::Excluded& excluded) {
  write_mutex_.LockInBackground();
  std::lock_guard lock(write_mutex_, std::adopt_lock);
  Result<std::shared_ptr<Writer>> writer = UseUnrestricted();
  if (!writer.ok()) return writer.status();
  auto catalog = (*writer)->database()->catalog();
  std::optional<std::uint32_t> index =
      NextIndexWork(catalog->indexes, excluded);
  if (!index) return false;
  ChunkLimits limits;
  limits.entries = std::max<std::size_t>(1, options_.index_step);
  Status s =
      schema::Guarded([&] { return (*writer)->WorkOnIndex(*index, limits); });
  // Under the mutex, so that nobody wakes it for this index in between.
  if (!s.ok()) builder_.GiveUp(*index, std::move(s));
  return true;
}

}  // namespace pressmark::engine
