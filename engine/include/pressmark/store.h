#ifndef PRESSMARK_ENGINE_STORE_H_
#define PRESSMARK_ENGINE_STORE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/index.h>
#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/result.h>
#include <pressmark/snapshot.h>
#include <pressmark/status.h>
#include <pressmark/store_report.h>

namespace pressmark {

namespace engine {
class StoreState;
}  // namespace engine

// A store of articles in a folder. Move-only; destroying it closes it.
//
// Threads: every method may be called from any thread, several at once; writes
// are taken one after another. Snapshots taken from it may outlive it, and keep
// the folder locked as long as they live.
//
// Every method that returns a Status or Result may also fail with:
//   kInvalidArgument  the store was closed or moved from
//   kUnsupported      this process is a fork of the one that opened it
//   kIoError          the operating system refused
//   kCorruption       stored bytes that it needs are damaged
// and each that changes the store, those not const and not Close, with:
//   kReadOnly         it is open for reading only, or a write has failed
//   kNoSpace          the disk or a quota is full
//
// A write or sync that fails in the storage leaves the outcome of that write
// unknown, and the store read-only until it is opened again. A write that is
// refused for what it holds leaves everything as it was.
class Store {
 public:
  // Makes a new store in `folder`, which must be absent or empty, and opens it
  // for writing; options.mode and options.accept_loss do not matter. A creation
  // that fails or is killed leaves what the next one there starts over from:
  //   kAlreadyExists    the folder holds anything else
  //   kInvalidArgument  an empty path
  //   kBusy             another creates a store there
  //   kReadOnly, kNoSpace, kIoError
  static Result<Store> Create(const std::filesystem::path& folder,
                              const Mapping& mapping = Mapping::BuiltIn(),
                              const OpenOptions& options = {});

  // Opens the store in `folder`. Changes nothing where it fails:
  //   kNotFound           there is no such folder, or it is empty, or holds a
  //                       creation that was cut short
  //   kUnsupportedFormat  it is not a store, or one of a newer version
  //   kBusy               another handle writes it, here or in another process,
  //                       or, for OpenMode::kWrite, has it open
  //   kReadOnly           OpenMode::kWrite on what may not be written
  //   kCorruption         it is damaged, or has lost acknowledged writes
  //   kInvalidArgument    an empty path, or accept_loss with OpenMode::kRead
  //   kUnsupported        its files need what this build's storage lacks
  //   kNoSpace, kIoError  also where it may not even be read
  // Where the derivation of the stored terms differs from this build's, or the
  // list of all articles is damaged, the store opens *restricted*: until
  // Rebuild or Remap, what writes articles fails with kReadOnly.
  static Result<Store> Open(const std::filesystem::path& folder,
                            const OpenOptions& options = {});

  // A store that was moved from fails every call with kInvalidArgument.
  Store(Store&&) noexcept;
  // Swaps the two: the store held before is closed with the other one.
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Parses an article and serializes its record: the costly part of a write,
  // linear in the source, without a lock, also of a handle opened for reading.
  // Fails as ParseArticle, with kInvalidArgument for a key that is empty
  // or not UTF-8, and kLimitExceeded for one beyond Limits::key_bytes.
  Result<PreparedArticle> Prepare(std::string key, std::string source) const;

  // Writes a batch: all of it or nothing. Reads each key and each article that
  // it replaces or removes. Others write while it waits for the disk. An
  // article prepared under another mapping is prepared again, under the lock.
  //   kInvalidArgument  a key is held by another label; a key is empty or not
  //                     UTF-8; a label is not UTF-8
  //   kLimitExceeded    beyond Limits::batch_bytes; a key or label beyond
  //                     Limits::key_bytes; no room for one more article of the
  //                     same second, or without a date
  //   kCorruption       what the store holds of a key is damaged
  //   kReadOnly         also: the store is restricted
  // and as Prepare, where an article is prepared again.
  Result<WriteOutcome> Write(WriteBatch batch,
                             const WriteOptions& options = {});
  // Batches of one, of no label. Fail as Write, Put also as Prepare.
  Result<WriteEffect> Put(std::string key, std::string source,
                          const WriteOptions& options = {});
  Result<WriteEffect> Delete(std::string key, const WriteOptions& options = {});

  // The present state, with every write that returned before the call. One
  // point read; waits for no write of articles.
  Result<Snapshot> TakeSnapshot() const;

  // A copy of the present mapping. Mapping::BuiltIn() once the store was closed
  // or moved from, and in a fork.
  Mapping mapping() const;
  // Derives every record and index anew from the sources under `mapping`, in
  // one step that is complete or not begun. Articles that the new mapping warns
  // about are kept. Linear in the store; takes the disk space of a second one
  // until the last snapshot of the old state is gone. All writers wait, readers
  // do not. Fails with
  //   kCorruption     a source is damaged or can no longer be read; names it
  //   kLimitExceeded  more articles of one second than there is room for
  // and then leaves the store as it was. Only where the last step itself fails,
  // whether it was made shows when the store is opened again; till then
  // what writes articles fails with kReadOnly.
  Status Remap(const Mapping& mapping);
  // Remap under the present mapping: mends damaged indexes and a differing
  // derivation, and ends a restriction.
  Status Rebuild();

  // Puts an index on what `path` names in a query, a field or a path of the
  // front matter, beside those of the mapping; of a path, `kind` is how it is
  // kept (see PathIndex), kText unless given. It is durable when this returns,
  // and built in the background from then on, also by the next to open the
  // store for writing; queries use it once it is ready. It outlives Remap.
  // One that is there is no error. Where building was given up it begins again.
  //   kInvalidArgument  what is no path, the date, which needs none, or the
  //                     system's; a field and another kind than its own
  //   kReadOnly         also: the store is restricted
  Status AddIndex(std::string_view path, std::optional<FieldKind> kind = {});
  // Takes away an index that was added; `kind` tells one of several on a path.
  // No query uses it from then on; it is deleted in the background. Fails as
  // AddIndex, and with kNotFound where there is none, and kInvalidArgument
  // where the mapping declares it, or there are several.
  Status DropIndex(std::string_view path, std::optional<FieldKind> kind = {});
  // All of them, and how far they are.
  Result<std::vector<IndexState>> Indexes() const;
  // Returns once every index is ready and durable and what was dropped is
  // deleted. kInterrupted where `watch`, which may be empty, says so; otherwise
  // fails with what ended the building, kCorruption naming a damaged article
  // for one. A store opened for reading only fails with kReadOnly if there is
  // anything to wait for.
  Status AwaitIndexes(const IndexWatch& watch = {});

  // Forgets what was removed before change `sequence`: from then on
  // Snapshot::Changes takes no number below the one before it, which is durable
  // first. The removals are then deleted by steps, writers in between, and the
  // store is compacted; what a death cuts short the next call finishes, also
  // with 0. Fails as Write; kInvalidArgument beyond the next change's number.
  Status ForgetChangesBefore(std::uint64_t sequence);
  // Keeps a query in the place of the one of that name, or takes it away; see
  // saved_query.h. Durable when they return. kReadOnly also: restricted.
  Status SaveQuery(std::string_view name, std::string_view text);
  Status DropSavedQuery(std::string_view name);

  // Makes every write so far durable, in tables rather than the log.
  Status Flush();
  // Flushes, and rewrites the folder's files without what is dead. Linear in
  // the store; all writers wait. Both also of a restricted store.
  Status Compact();

  // Tells the store that much is about to be written: compaction waits until
  // EndBulk, which does it once, and a write without WriteOptions::sync is
  // gathered in memory and put into tables with others, so that the death of
  // the process takes away the last of them. BeginBulk on a store that is in
  // bulk is no error, nor is EndBulk on one that is not. A store closed or
  // killed in between, or whose EndBulk failed, finishes at the next EndBulk,
  // and logs its writes until the next BeginBulk. EndBulk costs a Compact. Both
  // fail with kReadOnly on a restricted store.
  Status BeginBulk();
  Status EndBulk();

  // Numbers of the present state. Linear in the folder's files, of which those
  // that cannot be looked at count for nothing, and in the known paths.
  Result<StoreStatistics> Statistics() const;
  // Holds every record, source, key, term and posting against each other, both
  // ways, and verifies every checksum. Linear in the store; writers go on.
  // Fails only where there is no state to check: damage is in the report.
  Result<CheckReport> Check() const;

  // Flushes and closes, after the writes under way; snapshots stay usable.
  // Closed also where the flush fails, and after a failed write, when it says
  // kReadOnly. The destructor does the same, and nothing in a fork.
  Status Close();

 private:
  explicit Store(std::shared_ptr<engine::StoreState> state);

  std::shared_ptr<engine::StoreState> state_;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_STORE_H_
