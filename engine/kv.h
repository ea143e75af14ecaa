#ifndef PRESSMARK_ENGINE_KV_H_
#define PRESSMARK_ENGINE_KV_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/status.h>

// The storage port: all that the engine asks of an ordered key-value store.
// kv_rocksdb.h and kv_memory.h stand behind it.
namespace pressmark::engine {

// The column families. The order is that of kFamilyNames.
enum class Family : std::uint8_t {
  kArticles,
  kSources,
  kCards,
  kKeys,
  kTerms,
  kPostings,
  kFacets,
  kChanges,
  kCatalog,
};
inline constexpr std::size_t kFamilyCount = 9;
inline constexpr const char* kFamilyNames[kFamilyCount] = {
    "articles", "sources", "cards",   "keys",   "terms",
    "postings", "facets",  "changes", "catalog"};

// Writes that are made together or not at all, in order.
struct KvBatch {
  enum class Kind : std::uint8_t { kPut, kDelete, kMerge };
  struct Operation {
    Kind kind;
    Family family;
    std::string key;
    std::string value;
  };
  std::vector<Operation> operations;

  void Put(Family family, std::string key, std::string value) {
    operations.push_back(
        {Kind::kPut, family, std::move(key), std::move(value)});
  }
  void Delete(Family family, std::string key) {
    operations.push_back({Kind::kDelete, family, std::move(key), {}});
  }
  // Only on families with rules for it: see merge_rules.h.
  void Merge(Family family, std::string key, std::string operand) {
    operations.push_back(
        {Kind::kMerge, family, std::move(key), std::move(operand)});
  }
};

// Walks keys in byte order within [lower, upper). Not for two threads at once.
// Shares ownership of what it reads.
class KvIterator {
 public:
  virtual ~KvIterator() = default;

  // To the first key at or after `key` (and the lower bound).
  virtual void Seek(std::string_view key) = 0;
  virtual void Next() = 0;  // only where Valid()
  // False at the end and after an error: ask status() which.
  virtual bool Valid() const = 0;
  // Both live until the next Seek or Next. Only where Valid().
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
  virtual Status status() const = 0;
};

// A value that a get pinned; released when destroyed.
class KvValue {
 public:
  virtual ~KvValue() = default;
  virtual std::string_view bytes() const = 0;
};

// One state of the store. Threads may share it. It keeps the store's inner
// state alive.
class KvSnapshot {
 public:
  virtual ~KvSnapshot() = default;

  // Null where there is no such key.
  virtual Result<std::unique_ptr<KvValue>> Get(Family family,
                                               std::string_view key) const = 0;
  // One result a key, in order; null where there is no such key.
  virtual Result<std::vector<std::unique_ptr<KvValue>>> MultiGet(
      Family family, std::span<const std::string> keys) const = 0;
  // Positioned nowhere: Seek first. An empty upper bound is the end.
  virtual Result<std::unique_ptr<KvIterator>> Scan(Family family,
                                                   std::string lower,
                                                   std::string upper) const = 0;
};

struct KvFamilySize {
  std::uint64_t keys = 0;  // estimated
  std::uint64_t bytes = 0;
};

// An ordered store of bytes. Any thread may call any method.
class KvStore {
 public:
  virtual ~KvStore() = default;

  virtual Status Write(KvBatch batch, bool sync) = 0;
  // Writes into memory alone, which spares the log the bulk of an import: the
  // death of the process takes away what no Flush has put into tables since,
  // always whole batches and the last ones. The next Write or SyncLog flushes.
  virtual Status WriteUnlogged(KvBatch batch) = 0;
  // Syncs what Write and WriteUnlogged left unsynced.
  virtual Status SyncLog() = 0;
  virtual Result<std::shared_ptr<const KvSnapshot>> Snapshot() const = 0;

  virtual Status Flush() = 0;
  // All of it, down to the last level.
  virtual Status Compact() = 0;
  // While off, articles and sources, the families that hold the bulk, are not
  // compacted in the background, and flushed as they are: Compact, which is to
  // come, compresses them.
  virtual Status SetAutomaticCompaction(bool on) = 0;
  // A consistent copy in `folder`, which must not be there; hard links where
  // it can.
  virtual Status Checkpoint(const std::string& folder) const = 0;
  virtual Result<KvFamilySize> Size(Family family) const = 0;
  // Reads every block and checks its checksum.
  virtual Status VerifyChecksums() const = 0;
  // Flushes and lets go of the files once the last snapshot is gone.
  virtual Status Close() = 0;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_H_
