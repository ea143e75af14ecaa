#include "engine/reader.h"

#include <utility>

#include "engine/bytes.h"
#include "engine/key_entry.h"
#include "engine/keys.h"
#include "engine/known_paths.h"
#include "engine/stored_source.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

std::string NameOf(ArticleId id) {
  return "article id " + std::to_string(id.bits);
}

Result<std::unique_ptr<PostingList>> ListOf(const KvSnapshot& snapshot,
                                            std::uint32_t index,
                                            std::string_view term,
                                            const TermEntry& entry) {
  if (entry.in_blocks()) return OpenPostingList(snapshot, index, term);
  auto ids = entry.Ids();
  if (!ids.ok()) return ids.status();
  return MakePostingList(*std::move(ids));
}

class TermScan final : public TermCursor {
 public:
  TermScan(std::shared_ptr<const KvSnapshot> snapshot,
           std::unique_ptr<KvIterator> scan, std::uint32_t index)
      : snapshot_(std::move(snapshot)), scan_(std::move(scan)), index_(index) {}

  bool Next() override {
    if (!status_.ok()) return false;
    started_ ? scan_->Next() : scan_->Seek({});
    started_ = true;
    if (!scan_->Valid()) {
      status_ = scan_->status();
      return false;
    }
    status_ = Read();
    return status_.ok();
  }

  std::string_view term() const override { return term_; }
  const TermEntry& entry() const override { return entry_; }

  Result<std::unique_ptr<PostingList>> Postings() const override {
    return ListOf(*snapshot_, index_, term_, entry_);
  }

  Status status() const override { return status_; }

 private:
  Status Read() {
    Result<TermKeyParts> key = ParseTermKey(scan_->key());
    if (!key.ok()) return key.status();
    Result<TermEntry> entry = TermEntry::Parse(scan_->value());
    if (!entry.ok()) return entry.status();
    term_ = key->term;
    entry_ = *entry;
    return {};
  }

  std::shared_ptr<const KvSnapshot> snapshot_;
  std::unique_ptr<KvIterator> scan_;
  std::uint32_t index_;
  bool started_ = false;
  std::string_view term_;
  TermEntry entry_;
  Status status_;
};

Result<KeyEntry> DecodeEntryOf(std::string_view key, std::string_view value) {
  Result<KeyEntry> entry = DecodeKeyEntry(value);
  if (entry.ok()) return entry;
  return entry.status().WithContext("article " + schema::Excerpt(key));
}

// The entry of a key that an article has; nothing for tombstones.
Result<std::optional<KeyEntry>> ReadLiveKey(const KvSnapshot& snapshot,
                                            std::string_view key) {
  auto value = snapshot.Get(Family::kKeys, key);
  if (!value.ok()) return value.status();
  if (*value == nullptr) return std::optional<KeyEntry>();
  Result<KeyEntry> entry = DecodeEntryOf(key, (*value)->bytes());
  if (!entry.ok()) return entry.status();
  if (!entry->live) return std::optional<KeyEntry>();
  return std::optional(*std::move(entry));
}

}  // namespace

Reader::Reader(std::shared_ptr<const KvSnapshot> snapshot,
               std::shared_ptr<const CatalogState> catalog,
               const Counters& counters, std::shared_ptr<const void> owner)
    : owner_(std::move(owner)),
      catalog_(std::move(catalog)),
      snapshot_(std::move(snapshot)),
      counters_(counters) {}

const Mapping& Reader::mapping() const { return catalog_->mapping; }
const Limits& Reader::limits() const { return catalog_->limits; }
std::uint64_t Reader::article_count() const { return counters_.articles; }
std::uint64_t Reader::sequence() const { return counters_.sequence; }

std::string Reader::identity() const {
  std::string identity = catalog_->format.store_id;
  AppendUint64(catalog_->format.incarnation, &identity);
  return identity;
}

const std::vector<IndexDefinition>& Reader::indexes() const {
  return catalog_->indexes.ready;
}

Result<bool> Reader::IsKnownPath(std::string_view path) const {
  return engine::IsKnownPath(*snapshot_, path);
}

Result<std::vector<KnownPath>> Reader::KnownPaths() const {
  return ReadKnownPaths(*snapshot_);
}

Result<std::shared_ptr<const FoundTerm>> Reader::FindTerm(
    std::uint32_t index, std::string_view term) const {
  auto value = snapshot_->Get(Family::kTerms, TermKey(index, term));
  if (!value.ok()) return value.status();
  if (*value == nullptr) return std::shared_ptr<const FoundTerm>();
  Result<TermEntry> entry = TermEntry::Parse((*value)->bytes());
  if (!entry.ok()) return entry.status();
  return std::make_shared<const FoundTerm>(*std::move(value), *entry);
}

Result<std::unique_ptr<TermCursor>> Reader::Terms(
    std::uint32_t index, std::string_view lower, std::string_view upper) const {
  KeyRange range = TermKeyRange(index, lower, upper);
  auto scan = snapshot_->Scan(Family::kTerms, range.lower, range.upper);
  if (!scan.ok()) return scan.status();
  return std::unique_ptr<TermCursor>(
      std::make_unique<TermScan>(snapshot_, *std::move(scan), index));
}

Result<std::unique_ptr<PostingList>> Reader::Postings(
    std::uint32_t index, std::string_view term) const {
  auto found = FindTerm(index, term);
  if (!found.ok()) return found.status();
  return Postings(index, term, *found ? (*found)->entry() : TermEntry());
}

Result<std::unique_ptr<PostingList>> Reader::Postings(
    std::uint32_t index, std::string_view term, const TermEntry& entry) const {
  return ListOf(*snapshot_, index, term, entry);
}

Result<schema::Record> Reader::OpenRecord(ArticleId id,
                                          const KvValue* stored) const {
  if (stored == nullptr) {
    return Corruption("its record is lost; rebuild the store")
        .WithContext(NameOf(id));
  }
  Result<schema::Record> record =
      schema::Record::Copy(stored->bytes(), catalog_->record_trust);
  if (record.ok()) return record;
  return record.status().WithContext(NameOf(id));
}

Result<schema::Record> Reader::ReadRecord(ArticleId id) const {
  auto value = snapshot_->Get(Family::kArticles, IdKey(id));
  if (!value.ok()) return value.status();
  return OpenRecord(id, value->get());
}

Result<std::vector<schema::Record>> Reader::ReadRecords(
    std::span<const std::uint64_t> ids) const {
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (std::uint64_t id : ids) keys.push_back(IdKey({id}));
  auto values = snapshot_->MultiGet(Family::kArticles, keys);
  if (!values.ok()) return values.status();
  std::vector<schema::Record> records;
  records.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Result<schema::Record> record = OpenRecord({ids[i]}, (*values)[i].get());
    if (!record.ok()) return record.status();
    records.push_back(*std::move(record));
  }
  return records;
}

Result<std::string> Reader::ReadSource(ArticleId id) const {
  auto value = snapshot_->Get(Family::kSources, IdKey(id));
  if (!value.ok()) return value.status();
  if (*value == nullptr) {
    return Corruption("its source is lost").WithContext(NameOf(id));
  }
  Result<std::string_view> source = DecodeSource((*value)->bytes());
  if (!source.ok()) return source.status().WithContext(NameOf(id));
  return std::string(*source);
}

Result<std::optional<ArticleId>> Reader::FindKey(std::string_view key) const {
  auto entry = ReadLiveKey(*snapshot_, key);
  if (!entry.ok()) return entry.status();
  if (!*entry) return std::optional<ArticleId>();
  return std::optional((*entry)->id);
}

Result<std::optional<KeyState>> Reader::FindKeyState(
    std::string_view key) const {
  auto entry = ReadLiveKey(*snapshot_, key);
  if (!entry.ok()) return entry.status();
  if (!*entry) return std::optional<KeyState>();
  return std::optional(KeyState{(*entry)->sequence,
                                schema::ToHex((*entry)->source_hash),
                                std::move((*entry)->label)});
}

Result<std::vector<std::string>> Reader::Keys(std::string_view from,
                                              std::string_view label,
                                              std::size_t limit) const {
  auto scan = snapshot_->Scan(Family::kKeys, std::string(from), {});
  if (!scan.ok()) return scan.status();
  std::vector<std::string> keys;
  for ((*scan)->Seek({}); (*scan)->Valid() && keys.size() < limit;
       (*scan)->Next()) {
    Result<KeyEntry> entry = DecodeEntryOf((*scan)->key(), (*scan)->value());
    if (!entry.ok()) return entry.status();
    if (entry->live && entry->label == label) keys.emplace_back((*scan)->key());
  }
  if (Status s = (*scan)->status(); !s.ok()) return s;
  return keys;
}

}  // namespace pressmark::engine
