#ifndef PRESSMARK_ENGINE_INDEX_CATALOG_H_
#define PRESSMARK_ENGINE_INDEX_CATALOG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/article_id.h"
#include "engine/index.h"
#include "engine/kv.h"
#include "engine/terms.h"

// Which indexes a store has, and how far those are that were added to articles
// already there. In the catalog family, integers little-endian, the numbers in
// keys big-endian:
//
//   indexes          next number:4 count:4, then of each:
//                    number:4 kind:1 has field:1 field:4 segments:4 text...
//   building/NUMBER  next id:8; there while the index is being built: the
//                    articles of smaller ids are in it, the others are not
//   dropped/NUMBER   terms gone:1 key; there while terms, then postings, of an
//                    index that was dropped are being deleted: of the family
//                    concerned, all before the key are
//
// A record of building or dropped is written in the batch of what it tells of.
namespace pressmark::engine {

// How far an index is that is being built.
struct IndexBuild {
  std::uint32_t number = 0;
  // Articles of smaller ids are in the index.
  std::uint64_t next_id = 0;

  bool operator==(const IndexBuild&) const = default;
};

// How much is deleted of an index that was dropped.
struct IndexDrop {
  std::uint32_t number = 0;
  bool terms_gone = false;
  // Of terms, or else of postings, where those are gone: nothing lies before.
  std::string next_key;

  bool operator==(const IndexDrop&) const = default;
};

struct IndexCatalog {
  // Every index there is, by number: "all" first.
  std::vector<IndexDefinition> declared;
  // Those that hold what every article says; "all" first.
  std::vector<IndexDefinition> ready;
  std::vector<IndexBuild> building;  // by number
  std::vector<IndexDrop> dropped;    // by number
  // Above every number ever used.
  std::uint32_t next_number = 1;

  // Whether the index holds what an article of this id says.
  bool Holds(std::uint32_t number, ArticleId id) const;
  // The terms of an article without those of indexes that do not hold it yet.
  void KeepHeld(ArticleId id, std::vector<ArticleTerm>* terms) const;

  // Null where there is none.
  const IndexDefinition* Find(std::uint32_t number) const;
  const IndexBuild* FindBuild(std::uint32_t number) const;
  const IndexDrop* FindDrop(std::uint32_t number) const;

  // The catalog with an index more, being built, or without one, being deleted;
  // or with a build or a deletion further or done. Each puts its record.
  void Add(IndexDefinition index, KvBatch* batch);
  void Drop(std::uint32_t number, KvBatch* batch);
  void Advance(const IndexBuild& build, KvBatch* batch);
  void Advance(const IndexDrop& drop, KvBatch* batch);
  void FinishBuild(std::uint32_t number, KvBatch* batch);
  void FinishDrop(std::uint32_t number, KvBatch* batch);

  // Works out `ready`.
  void Settle();
};

// The indexes of a mapping: "all", then each indexed field, then each declared
// path. The date has none of its own: "all" is in its order.
std::vector<IndexDefinition> IndexesOf(const Mapping& mapping);
// Those of a new store: all ready.
IndexCatalog IndexCatalogOf(const Mapping& mapping);
// Those of a store whose `indexes` and `before` give way to `mapping` and that
// is derived anew: what the mapping declares and what was added, each with the
// number that it had, all ready. An index on a field that is no more is one on
// the path of that name.
IndexCatalog IndexCatalogAfter(const IndexCatalog& indexes,
                               const Mapping& before, const Mapping& mapping);

// Whether both hold the same, whatever their numbers.
bool IsSameIndex(const IndexDefinition& left, const IndexDefinition& right);
// Whether the mapping declares an index of this path or field, and kind.
bool IsDeclaredBy(const Mapping& mapping, const IndexDefinition& index);

// The value of the catalog's record of definitions.
std::string EncodeIndexes(std::uint32_t next_number,
                          const std::vector<IndexDefinition>& indexes);
// kCorruption where a record cannot be read. Records of building or dropped
// that belong to nothing are left out; see CheckIndexCatalog.
Result<IndexCatalog> ReadIndexCatalog(const KvSnapshot& snapshot);
// What is wrong with the records, a line each.
Result<std::vector<std::string>> CheckIndexCatalog(const KvSnapshot& snapshot);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_INDEX_CATALOG_H_
