#ifndef PRESSMARK_ENGINE_SNAPSHOT_H_
#define PRESSMARK_ENGINE_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/changes.h>
#include <pressmark/date.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/saved_query.h>
#include <pressmark/value.h>

namespace pressmark {

namespace engine {
class Reader;
struct ArticleData;
}  // namespace engine

// A stored article without its body: its key, fields and front matter. Owns
// its bytes; values taken from it live as long as it does, also where it is
// moved. Moved, not copied; one that was moved from may only be destroyed or
// assigned to. It may outlive its snapshot. Threads may read one together.
class Article {
 public:
  // For the library, which makes them.
  explicit Article(std::unique_ptr<const engine::ArticleData> data);
  Article(Article&&) noexcept;
  Article& operator=(Article&&) noexcept;
  ~Article();

  // Lives as long as the article.
  std::string_view key() const;
  // Position of its last change in the store's change order.
  std::uint64_t sequence() const;
  // When it was last written, microseconds since 1970-01-01T00:00Z.
  std::int64_t imported() const;
  // Hash of its source, 32 hexadecimal digits.
  std::string hash() const;
  // The values of the field of that name under the store's mapping; empty
  // where it has none or there is no such field. Copies the values.
  std::vector<FieldValue> field(std::string_view name) const;
  // The whole front matter, a mapping. Lives as long as the article.
  Value front_matter() const;
  // The record as one JSON object on one line. Linear in the front matter.
  std::string ToJson() const;

 private:
  std::unique_ptr<const engine::ArticleData> data_;
};

// What a store knows of a key without reading the article.
struct KeyState {
  std::uint64_t sequence = 0;
  std::string source_hash;  // 32 hexadecimal digits
  std::string label;        // of the import it came from
};

// A path that articles have had in their front matter, and how often each kind
// of value stood there, over all articles written since the path was first
// seen.
struct KnownPath {
  std::string path;
  std::uint64_t nulls = 0;
  std::uint64_t bools = 0;
  std::uint64_t numbers = 0;
  std::uint64_t texts = 0;
  std::uint64_t lists = 0;
  std::uint64_t mappings = 0;
};

// Which store it is. Sequence numbers and page tokens mean something in the
// store and incarnation that they came from, and nowhere else.
struct StoreIdentity {
  std::string store_id;           // 32 hexadecimal digits, for life
  std::uint64_t incarnation = 0;  // counts restores and accepted losses

  bool operator==(const StoreIdentity&) const = default;
};

// One state of a store, unmoved by later writes. A query, a page or an export
// reads one. Cheap to take and to copy; it shares the store's inner state, so
// it may outlive the Store it was taken from, and keeps its folder locked; it
// keeps old versions on disk alive, so it should not be held for hours. Any
// thread may use it, several at once. One that was moved from may only be
// destroyed or assigned to.
//
// Each read fails with kCorruption where stored bytes are damaged, with
// kIoError where the operating system refuses.
class Snapshot {
 public:
  // For the library: Store::TakeSnapshot makes them.
  explicit Snapshot(std::shared_ptr<const engine::Reader> reader);
  Snapshot(const Snapshot&);
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(const Snapshot&);
  Snapshot& operator=(Snapshot&&) noexcept;
  ~Snapshot();

  // The article under exactly this key, or kNotFound; kCorruption also where
  // its record is lost. Two point reads.
  Result<Article> Get(std::string_view key) const;
  // The exact bytes the article was written from. As Get.
  Result<std::string> Source(std::string_view key) const;
  // What is known of a key; nothing, and no error, where no article has it. One
  // point read.
  Result<std::optional<KeyState>> Find(std::string_view key) const;

  // The keys in byte order from `from` on, that carry `label`, at most `limit`
  // of them; an empty label is that of articles without one. Linear in the keys
  // passed over. kCorruption where one of those is damaged.
  Result<std::vector<std::string>> Keys(std::string_view from,
                                        std::string_view label,
                                        std::size_t limit) const;

  // Constant time; counted as articles are written.
  std::uint64_t article_count() const;
  // The number of the last change in this state; 0 in a store never written.
  std::uint64_t sequence() const;
  StoreIdentity identity() const;
  // The mapping of this state. Lives as long as the snapshot or a copy of it.
  const Mapping& mapping() const;
  // Every front matter path seen so far, in byte order. Linear in their
  // number.
  Result<std::vector<KnownPath>> KnownPaths() const;

  // What changed after change `since`: of each key that did, its last change,
  // in commit order. Whoever knows the state as it was at that number and takes
  // all of this to it knows the present one. Opening it is a seek; walking it
  // is linear in the changes.
  //   kInvalidArgument  `since` lies before ChangeHorizon(), so that removals
  //                     after it may be forgotten, or beyond sequence(), as
  //                     another store's number may
  Result<ChangeCursor> Changes(std::uint64_t since) const;
  // From the beginning, for whoever knows nothing yet: every article there is,
  // and those removals that are not forgotten.
  Result<ChangeCursor> Changes() const;
  // The first number that Changes takes; 0 unless
  // Store::ForgetChangesBefore was called. One point read.
  Result<std::uint64_t> ChangeHorizon() const;

  // The queries the store keeps, by name, and the text of one of them; nothing,
  // and no error, where there is none of that name. Linear in the queries, and
  // one point read. kCorruption names the query that is damaged.
  Result<std::vector<SavedQuery>> SavedQueries() const;
  Result<std::optional<std::string>> FindSavedQuery(
      std::string_view name) const;

  // For the query layer. Null where the snapshot was moved from.
  const std::shared_ptr<const engine::Reader>& reader() const {
    return reader_;
  }

 private:
  std::shared_ptr<const engine::Reader> reader_;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_SNAPSHOT_H_
