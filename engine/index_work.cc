#include "engine/index_work.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "engine/facet_changes.h"
#include "engine/keys.h"
#include "engine/term_changes.h"
#include "engine/terms.h"
#include "schema/record_view.h"

namespace pressmark::engine {

namespace {

// The catalog after a change of what is declared.
CatalogChange Declare(CatalogChange change) {
  CatalogState& catalog = change.catalog;
  catalog.derivation = DerivationOf(catalog.mapping, catalog.indexes.declared);
  PutDerivation(catalog.derivation, &change.writes);
  return change;
}

// Adds what the article at the iterator has in the index.
Status EnterArticle(const KvIterator& articles, const IndexDefinition& index,
                    ArticleId id, TermChanges* changes) {
  Result<schema::Record> record = schema::Record::Copy(articles.value());
  if (!record.ok()) {
    return record.status().WithContext("article id " + std::to_string(id.bits));
  }
  std::vector<ArticleTerm> terms = TermsOf(record->view(), {index});
  std::erase_if(
      terms, [](const ArticleTerm& term) { return term.index == kAllIndex; });
  changes->Enter(id, terms);
  return {};
}

Result<CatalogChange> PlanBuildChunk(const KvSnapshot& snapshot,
                                     const CatalogState& catalog,
                                     IndexBuild build,
                                     const ChunkLimits& limits) {
  const IndexDefinition& index = *catalog.indexes.Find(build.number);
  auto articles = snapshot.Scan(Family::kArticles, IdKey({build.next_id}), {});
  if (!articles.ok()) return articles.status();
  KvIterator& article = **articles;
  TermChanges terms;
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (article.Seek({});
       article.Valid() && count < limits.entries && bytes < limits.bytes;
       article.Next()) {
    Result<ArticleId> id = ParseIdKey(article.key());
    if (!id.ok()) return id.status();
    Status s = EnterArticle(article, index, *id, &terms);
    if (!s.ok()) return s;
    ++count;
    bytes += article.value().size();
    // Of the very last id this is 0, but then nothing follows.
    build.next_id = id->bits + 1;
  }
  if (Status s = article.status(); !s.ok()) return s;
  CatalogChange change = {{}, catalog};
  if (Status s = terms.Apply(snapshot, &change.writes); !s.ok()) return s;
  if (article.Valid()) {
    change.catalog.indexes.Advance(build, &change.writes);
  } else {
    change.catalog.indexes.FinishBuild(build.number, &change.writes);
  }
  return change;
}

// Deletes keys of one family from `drop->next_key` on. Whether all are gone.
Result<bool> DeleteKeys(const KvSnapshot& snapshot, Family family,
                        std::size_t most, IndexDrop* drop, KvBatch* batch) {
  KeyRange range = IndexKeyRange(drop->number);
  auto scan =
      snapshot.Scan(family, std::max(range.lower, drop->next_key), range.upper);
  if (!scan.ok()) return scan.status();
  std::size_t count = 0;
  for ((*scan)->Seek({}); (*scan)->Valid() && count < most; (*scan)->Next()) {
    std::string key((*scan)->key());
    drop->next_key = key + '\0';
    batch->Delete(family, std::move(key));
    ++count;
  }
  if (Status s = (*scan)->status(); !s.ok()) return s;
  return !(*scan)->Valid();
}

Result<CatalogChange> PlanDropChunk(const KvSnapshot& snapshot,
                                    const CatalogState& catalog, IndexDrop drop,
                                    const ChunkLimits& limits) {
  CatalogChange change = {{}, catalog};
  Family family = drop.terms_gone ? Family::kPostings : Family::kTerms;
  Result<bool> gone =
      DeleteKeys(snapshot, family, limits.entries, &drop, &change.writes);
  if (!gone.ok()) return gone.status();
  if (*gone && drop.terms_gone) {
    Status s =
        DeleteFacets(snapshot, IndexKeyRange(drop.number), &change.writes);
    if (!s.ok()) return s;
    change.catalog.indexes.FinishDrop(drop.number, &change.writes);
    return change;
  }
  if (*gone) drop = {drop.number, true, {}};
  change.catalog.indexes.Advance(drop, &change.writes);
  return change;
}

}  // namespace

CatalogChange PlanIndexAddition(const CatalogState& catalog,
                                IndexDefinition index) {
  CatalogChange change = {{}, catalog};
  change.catalog.indexes.Add(std::move(index), &change.writes);
  return Declare(std::move(change));
}

CatalogChange PlanIndexDrop(const CatalogState& catalog, std::uint32_t number) {
  CatalogChange change = {{}, catalog};
  change.catalog.indexes.Drop(number, &change.writes);
  return Declare(std::move(change));
}

std::optional<std::uint32_t> NextIndexWork(
    const IndexCatalog& indexes,
    const std::function<bool(std::uint32_t)>& excluded) {
  for (const IndexDrop& drop : indexes.dropped) {
    if (!excluded(drop.number)) return drop.number;
  }
  for (const IndexBuild& build : indexes.building) {
    if (!excluded(build.number)) return build.number;
  }
  return std::nullopt;
}

Result<CatalogChange> PlanIndexChunk(const KvSnapshot& snapshot,
                                     const CatalogState& catalog,
                                     std::uint32_t number,
                                     const ChunkLimits& limits) {
  if (const IndexDrop* drop = catalog.indexes.FindDrop(number)) {
    return PlanDropChunk(snapshot, catalog, *drop, limits);
  }
  if (const IndexBuild* build = catalog.indexes.FindBuild(number)) {
    return PlanBuildChunk(snapshot, catalog, *build, limits);
  }
  return Internal("index " + std::to_string(number) + " needs no work");
}

}  // namespace pressmark::engine
