#ifndef PRESSMARK_ENGINE_STORE_H_
#define PRESSMARK_ENGINE_STORE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/result.h>
#include <pressmark/snapshot.h>
#include <pressmark/status.h>

namespace pressmark {

namespace engine {
class StoreState;
}  // namespace engine

// Numbers about a store, for people and for monitoring.
struct StoreStatistics {
  std::uint64_t articles = 0;
  std::uint64_t sequence = 0;      // of the last change
  std::uint64_t source_bytes = 0;  // sum of the articles' sources
  std::uint64_t disk_bytes = 0;    // what the folder takes
  std::uint64_t known_paths = 0;
  std::string store_id;           // 32 hexadecimal digits, for life
  std::uint64_t incarnation = 0;  // counts restores and accepted losses
  struct Family {
    std::string name;
    std::uint64_t keys = 0;  // estimated
    std::uint64_t bytes = 0;
  };
  std::vector<Family> families;
};

// What a check found. An empty list of problems is a sound store.
struct CheckReport {
  std::uint64_t articles = 0;
  std::uint64_t postings = 0;
  std::uint64_t terms = 0;
  // Each names the key, id or term concerned. Cut after 1,000.
  std::vector<std::string> problems;
  std::uint64_t problem_count = 0;
};

// A store of articles in a folder. Move-only; destroying it closes it.
//
// Threads: every method may be called from any thread, several at once; writes
// are taken one after another. Snapshots taken from it may outlive it. After
// fork() the child must not use it: each call there fails with kUnsupported.
//
// A failed write or sync leaves the outcome of that write unknown, and the
// store read-only until it is opened again.
class Store {
 public:
  // Makes a new store in `folder`, which must be absent or empty, and opens it
  // for writing. kAlreadyExists where the folder holds anything.
  static Result<Store> Create(const std::filesystem::path& folder,
                              const Mapping& mapping = Mapping::BuiltIn(),
                              const OpenOptions& options = {});

  // Opens the store in `folder`. Changes nothing where it fails:
  //   kNotFound           there is no such folder
  //   kUnsupportedFormat  it is not a store, or one of a newer version
  //   kBusy               another process writes it, or, for OpenMode::kWrite,
  //                       has it open
  //   kReadOnly           OpenMode::kWrite on what may not be written
  //   kCorruption         it is damaged, or has lost acknowledged writes
  // Where the derivation of the stored terms differs from this build's, the
  // store opens for reading and Rebuild only.
  static Result<Store> Open(const std::filesystem::path& folder,
                            const OpenOptions& options = {});

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Parses an article and serializes its record: the costly part of a write,
  // without any lock. Fails as ParseArticle, and with kInvalidArgument or
  // kLimitExceeded for a key that is empty, too long or not UTF-8.
  Result<PreparedArticle> Prepare(std::string key, std::string source) const;

  // Writes a batch: all of it or nothing. kInvalidArgument where a key is held
  // by another label, kLimitExceeded beyond Limits::batch_bytes, kReadOnly,
  // kNoSpace, kIoError.
  Result<WriteOutcome> Write(WriteBatch batch,
                             const WriteOptions& options = {});
  // Batches of one.
  Result<WriteEffect> Put(std::string key, std::string source,
                          const WriteOptions& options = {});
  Result<WriteEffect> Delete(std::string key, const WriteOptions& options = {});

  // The present state. Sees every write that returned before the call.
  Result<Snapshot> TakeSnapshot() const;

  Mapping mapping() const;
  // Derives every record and index anew from the sources under `mapping`, in
  // one step that is complete or not begun. Linear in the store. Articles that
  // the new mapping warns about are kept.
  Status Remap(const Mapping& mapping);
  // Derives everything anew under the present mapping: mends damaged indexes
  // and a differing derivation. Fails where a source is damaged, naming it.
  Status Rebuild();

  // Makes every write so far durable.
  Status Flush();
  // Rewrites the folder's files without what is dead. Linear in the store.
  Status Compact();

  // Tells the store that much is about to be written: compaction waits until
  // EndBulk, which does it once. BeginBulk on a store that is in bulk is no
  // error. A store closed or killed in between finishes at the next EndBulk.
  Status BeginBulk();
  Status EndBulk();

  Result<StoreStatistics> Statistics() const;
  // Holds every record, source, key, term and posting against each other, both
  // ways, and verifies every checksum. Linear in the store.
  Result<CheckReport> Check() const;

  // Flushes and closes. Later calls fail with kInvalidArgument; snapshots stay
  // usable. The destructor does the same and drops the status.
  Status Close();

 private:
  explicit Store(std::shared_ptr<engine::StoreState> state);

  std::shared_ptr<engine::StoreState> state_;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_STORE_H_
