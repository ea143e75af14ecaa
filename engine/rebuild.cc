#include "engine/rebuild.h"

#include <algorithm>
#include <utility>

#include "engine/batch_plan.h"
#include "engine/change_horizon.h"
#include "engine/changes.h"
#include "engine/id_allocator.h"
#include "engine/key_entry.h"
#include "engine/keys.h"
#include "engine/known_paths.h"
#include "engine/prepared_article.h"
#include "engine/saved_queries.h"
#include "engine/term_changes.h"
#include "schema/hash.h"
#include "schema/record.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

// What is gathered before it is written.
constexpr std::size_t kBatchBytes = std::size_t{8} << 20;
constexpr std::size_t kBatchKeys = 1000;

// Copies one database into another, deriving what can be derived.
class Rebuilder {
 public:
  Rebuilder(std::shared_ptr<const Reader> from, Database* to)
      : from_(std::move(from)),
        to_(to),
        ids_(from_->snapshot(), Family::kSources),
        paths_(to->catalog()->limits.known_paths) {
    counters_.sequence = from_->sequence();
  }

  Status Run() {
    if (Status s = CopyKeys(); !s.ok()) return s;
    if (counters_.articles != from_->article_count()) {
      if (Status s = RescueKeyless(); !s.ok()) return s;
    }
    if (Status s = CopyRecords(); !s.ok()) return s;
    PutCounters(counters_, &batch_);
    paths_.PutChanged(true, &batch_);
    if (Status s = WriteBatch(); !s.ok()) return s;
    if (Status s = to_->kv().Flush(); !s.ok()) return s;
    return to_->kv().Compact();
  }

 private:
  Status CopyRecords();
  Status CopyKeys();
  Status CopyKey(const std::string& key, KeyEntry entry);
  Status RescueKeyless();
  Status RescueRecord(std::string_view id_key, std::string_view value);
  Status CopyArticle(const std::string& key, KeyEntry* entry);
  ChangeKind SettleChange(const std::string& key, KeyEntry* entry);
  Result<ArticleId> IdFor(ArticleId before, const std::optional<Date>& date);
  std::int64_t ImportedAt(ArticleId id) const;
  Status WriteBatch();

  std::shared_ptr<const Reader> from_;
  Database* to_;
  IdAllocator ids_;
  KnownPaths paths_;
  Counters counters_;
  KvBatch batch_;
  TermChanges terms_;
  std::size_t gathered_keys_ = 0;
  std::size_t gathered_bytes_ = 0;
};

// What the catalog holds that nothing derives.
Status Rebuilder::CopyRecords() {
  Result<std::uint64_t> horizon =
      ReadHorizon(from_->snapshot(), from_->sequence());
  if (horizon.ok()) {
    if (*horizon != 0) PutHorizon(*horizon, &batch_);
  } else if (horizon.status().code() == StatusCode::kCorruption) {
    // Anything may be forgotten: whoever is not up to date begins anew.
    PutHorizon(counters_.sequence + 1, &batch_);
  } else {
    return horizon.status();
  }
  return CopySavedQueries(from_->snapshot(), &batch_);
}

Status Rebuilder::CopyKeys() {
  auto scan = from_->snapshot().Scan(Family::kKeys, {}, {});
  if (!scan.ok()) return scan.status();
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    std::string key((*scan)->key());
    Result<KeyEntry> entry = DecodeKeyEntry((*scan)->value());
    Status s = entry.ok() ? CopyKey(key, *std::move(entry)) : entry.status();
    if (!s.ok()) return s.WithContext("article " + schema::Excerpt(key));
  }
  return (*scan)->status();
}

Status Rebuilder::CopyKey(const std::string& key, KeyEntry entry) {
  ChangeKind kind = SettleChange(key, &entry);
  if (entry.live) {
    if (Status s = CopyArticle(key, &entry); !s.ok()) return s;
  }
  PutChange({entry.sequence, kind, key}, 0, &batch_);
  PutKey(key, entry, &batch_);
  ++gathered_keys_;
  // Loss of the counters may have left changes above them.
  counters_.sequence = std::max(counters_.sequence, entry.sequence);
  bool full = gathered_keys_ >= kBatchKeys || gathered_bytes_ >= kBatchBytes;
  return full ? WriteBatch() : Status();
}

// Articles whose keys are lost: a record says its key, though not its label.
Status Rebuilder::RescueKeyless() {
  auto scan = from_->snapshot().Scan(Family::kArticles, {}, {});
  if (!scan.ok()) return scan.status();
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    Status s = RescueRecord((*scan)->key(), (*scan)->value());
    if (!s.ok()) return s;
  }
  return (*scan)->status();
}

Status Rebuilder::RescueRecord(std::string_view id_key,
                               std::string_view value) {
  Result<ArticleId> id = ParseIdKey(id_key);
  Result<schema::Record> record = schema::Record::Copy(value);
  if (!id.ok() || !record.ok()) return {};
  std::string key(record->view().key());
  auto known = from_->snapshot().Get(Family::kKeys, key);
  if (!known.ok()) return known.status();
  if (*known != nullptr || !from_->ReadSource(*id).ok()) return {};
  KeyEntry entry;
  entry.id = *id;
  entry.sequence = record->view().sequence();
  entry.source_hash = record->view().source_hash();
  return CopyKey(key, std::move(entry))
      .WithContext("article " + schema::Excerpt(key));
}

Status Rebuilder::CopyArticle(const std::string& key, KeyEntry* entry) {
  Result<std::string> source = from_->ReadSource(entry->id);
  if (!source.ok()) return source.status();
  if (schema::HashOf(*source) != entry->source_hash) {
    return Corruption("its source is another article's");
  }
  Result<PreparedArticleData> article =
      PrepareArticle(key, *std::move(source), *to_->catalog());
  if (!article.ok()) {
    return Corruption("its source can no longer be read: " +
                      article.status().ToString());
  }
  Status stamped = schema::StampRecord({entry->sequence, ImportedAt(entry->id)},
                                       &article->record);
  if (!stamped.ok()) return stamped;
  Result<ArticleId> id = IdFor(entry->id, article->date);
  if (!id.ok()) return id.status();
  entry->id = *id;
  terms_.Enter(*id, article->terms);
  paths_.Count(article->paths);
  counters_.articles += 1;
  counters_.source_bytes += article->source.size();
  gathered_bytes_ += article->source.size();
  PutArticle(*id, std::move(article->record), article->source, &batch_);
  PutCard(*id, article->card, &batch_);
  return {};
}

Result<ArticleId> Rebuilder::IdFor(ArticleId before,
                                   const std::optional<Date>& date) {
  if (MakeArticleId(date, SerialOf(before)) == before) return before;
  return ids_.Next(date);
}

// The one thing that no source says. A record that is damaged has lost it.
std::int64_t Rebuilder::ImportedAt(ArticleId id) const {
  Result<schema::Record> record = from_->ReadRecord(id);
  return record.ok() ? record->view().imported() : 0;
}

// What last happened to a key. Where its number in the list of changes is
// another key's it gets a new one.
ChangeKind Rebuilder::SettleChange(const std::string& key, KeyEntry* entry) {
  ChangeKind otherwise =
      entry->live ? ChangeKind::kUpdated : ChangeKind::kRemoved;
  Result<std::optional<Change>> change =
      ReadChange(from_->snapshot(), entry->sequence);
  if (!change.ok() || !*change) return otherwise;
  if ((*change)->key != key) {
    entry->sequence = ++counters_.sequence;
    return otherwise;
  }
  bool removed = (*change)->kind == ChangeKind::kRemoved;
  return removed == entry->live ? otherwise : (*change)->kind;
}

Status Rebuilder::WriteBatch() {
  auto snapshot = to_->kv().Snapshot();
  if (!snapshot.ok()) return snapshot.status();
  if (Status s = terms_.Apply(**snapshot, &batch_); !s.ok()) return s;
  terms_ = {};
  gathered_keys_ = 0;
  gathered_bytes_ = 0;
  return to_->kv().WriteUnlogged(std::exchange(batch_, {}));
}

Result<std::shared_ptr<Database>> Derive(
    const std::shared_ptr<Database>& present, const StoreFormat& format,
    const Mapping& mapping, const OpenOptions& options) {
  std::shared_ptr<const CatalogState> catalog = present->catalog();
  auto next = Database::Create(
      present->shared_folder(), format, mapping,
      IndexCatalogAfter(catalog->indexes, catalog->mapping, mapping), options);
  if (!next.ok()) return next;
  auto reader = Database::Read(present);
  if (!reader.ok()) return reader.status();
  if (Status s = (*next)->kv().SetAutomaticCompaction(false); !s.ok()) return s;
  if (Status s = Rebuilder(*reader, next->get()).Run(); !s.ok()) return s;
  if (Status s = (*next)->kv().SetAutomaticCompaction(true); !s.ok()) return s;
  return next;
}

}  // namespace

Result<RebuiltDatabase> RebuildDatabase(
    const std::shared_ptr<Database>& present, const Mapping& mapping,
    const OpenOptions& options) {
  const StoreFolder& folder = present->folder();
  StoreFormat format = folder.format();
  ++format.generation;
  if (Status s = folder.RemoveDatabase(format.generation); !s.ok()) return s;
  auto next = Derive(present, format, mapping, options);
  if (next.ok()) return RebuiltDatabase{*std::move(next), std::move(format)};
  // What this cannot remove the next attempt does, or the next open.
  static_cast<void>(folder.RemoveDatabase(format.generation).ok());
  return next.status();
}

}  // namespace pressmark::engine
