#ifndef PRESSMARK_ENGINE_READER_H_
#define PRESSMARK_ENGINE_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/snapshot.h>

#include "engine/article_id.h"
#include "engine/catalog.h"
#include "engine/facets.h"
#include "engine/index.h"
#include "engine/kv.h"
#include "engine/posting_list.h"
#include "engine/term_entry.h"
#include "schema/record_view.h"

namespace pressmark::engine {

// What one state of a store knows of a term that articles have. Immutable;
// threads may share one.
class FoundTerm {
 public:
  // `entry` is that of the value's bytes.
  FoundTerm(std::unique_ptr<const KvValue> value, const TermEntry& entry)
      : value_(std::move(value)), entry_(entry) {}

  const TermEntry& entry() const { return entry_; }
  std::uint64_t total() const { return entry_.total(); }

 private:
  std::unique_ptr<const KvValue> value_;
  TermEntry entry_;
};

// Walks the terms of one index in byte order. Not for two threads at once.
class TermCursor {
 public:
  virtual ~TermCursor() = default;
  // To the first, then the following; false at the end and after an error.
  virtual bool Next() = 0;
  // Where Next was true; both valid until the next Next. The term is its tag
  // and encoded value: see terms.h.
  virtual std::string_view term() const = 0;
  virtual const TermEntry& entry() const = 0;
  // Ids of the present term.
  virtual Result<std::unique_ptr<PostingList>> Postings() const = 0;
  virtual Status status() const = 0;
};

// One state of a store as the query layer reads it. Immutable; any number of
// threads may share one.
class Reader {
 public:
  // `counters` are those of the snapshot; `owner` is kept as long as the
  // reader, and may be null.
  Reader(std::shared_ptr<const KvSnapshot> snapshot,
         std::shared_ptr<const CatalogState> catalog, const Counters& counters,
         std::shared_ptr<const void> owner);

  const Mapping& mapping() const;
  const Limits& limits() const;
  std::uint64_t article_count() const;
  std::uint64_t sequence() const;
  // Sixteen bytes of store id and the incarnation: what page tokens carry.
  std::string identity() const;
  // The indexes that may be read, "all" (number 0) first.
  const std::vector<IndexDefinition>& indexes() const;

  // Whether an article ever had a front matter path, in the canonical text of
  // PathText (path_text.h); also true where the store no longer tells the
  // children of one of its ancestors apart.
  Result<bool> IsKnownPath(std::string_view path) const;
  Result<std::vector<KnownPath>> KnownPaths() const;

  // Null where no article has the term. One point read.
  Result<std::shared_ptr<const FoundTerm>> FindTerm(
      std::uint32_t index, std::string_view term) const;
  // The terms of an index from `lower` (inclusive) to `upper` (exclusive;
  // empty: the end).
  Result<std::unique_ptr<TermCursor>> Terms(std::uint32_t index,
                                            std::string_view lower,
                                            std::string_view upper) const;
  // The ids of one term; an empty list where no article has it.
  Result<std::unique_ptr<PostingList>> Postings(std::uint32_t index,
                                                std::string_view term) const;
  // The same of a term that was found before.
  Result<std::unique_ptr<PostingList>> Postings(std::uint32_t index,
                                                std::string_view term,
                                                const TermEntry& entry) const;

  // Counts of the terms of an index; nothing where it has none.
  Result<std::optional<Facets>> OpenFacets(std::uint32_t index) const {
    return Facets::Open(*snapshot_, index);
  }

  // kCorruption where the id has no record: an index that lies is damage.
  Result<schema::Record> ReadRecord(ArticleId id) const;
  // As ReadRecord, in the order asked, at one batched read.
  Result<std::vector<schema::Record>> ReadRecords(
      std::span<const std::uint64_t> ids) const;
  // The source's exact bytes.
  Result<std::string> ReadSource(ArticleId id) const;
  // The id of the article under a key.
  Result<std::optional<ArticleId>> FindKey(std::string_view key) const;
  // What is known of a key, and the keys of a label; see Snapshot.
  Result<std::optional<KeyState>> FindKeyState(std::string_view key) const;
  Result<std::vector<std::string>> Keys(std::string_view from,
                                        std::string_view label,
                                        std::size_t limit) const;

  const Counters& counters() const { return counters_; }
  const KvSnapshot& snapshot() const { return *snapshot_; }
  const std::shared_ptr<const KvSnapshot>& shared_snapshot() const {
    return snapshot_;
  }
  const std::shared_ptr<const CatalogState>& catalog() const {
    return catalog_;
  }

 private:
  Result<schema::Record> OpenRecord(ArticleId id, const KvValue* stored) const;

  // Before the snapshot, so that it goes after it: it holds the folder's lock.
  std::shared_ptr<const void> owner_;
  std::shared_ptr<const CatalogState> catalog_;
  std::shared_ptr<const KvSnapshot> snapshot_;
  Counters counters_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_READER_H_
