#include "engine/check.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>

#include "engine/change_horizon.h"
#include "engine/changes.h"
#include "engine/check_cards.h"
#include "engine/check_terms.h"
#include "engine/index_catalog.h"
#include "engine/key_entry.h"
#include "engine/keys.h"
#include "engine/known_paths.h"
#include "engine/prepared_article.h"
#include "engine/saved_queries.h"
#include "engine/stored_source.h"
#include "engine/terms.h"
#include "schema/record.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

std::optional<Date> DateOf(const schema::RecordView& record) {
  schema::FieldView field = record.field(kDateField);
  bool dated =
      !field.empty() && field[0].kind() == schema::FieldValueView::Kind::kDate;
  return dated ? std::optional(field[0].date()) : std::nullopt;
}

std::string NameOf(std::string_view key) {
  return "article " + schema::Excerpt(key);
}

// What the state itself says of its indexes, which after a write of unknown
// outcome may be more than the open store knows.
IndexCatalog IndexesIn(const Reader& reader, CheckReport* report) {
  auto problems = CheckIndexCatalog(reader.snapshot());
  if (AddProblem(problems.status(), report)) {
    for (std::string& problem : *problems) {
      AddProblem(std::move(problem), report);
    }
  }
  Result<IndexCatalog> indexes = ReadIndexCatalog(reader.snapshot());
  return indexes.ok() ? *std::move(indexes) : reader.catalog()->indexes;
}

class StoreCheck {
 public:
  StoreCheck(const Reader& reader, CheckReport* report)
      : reader_(reader),
        report_(report),
        indexes_(IndexesIn(reader, report)),
        terms_(reader, indexes_),
        cards_(reader, report) {
    const CatalogState& catalog = *reader.catalog();
    derivable_ = DerivationOf(catalog.mapping, catalog.indexes.declared) ==
                 catalog.derivation;
  }

  void CheckArticles();
  void CheckKeys();
  void CheckChanges();
  void CheckTerms() { terms_.Compare(report_); }
  void CheckCards() { cards_.Finish(); }
  void CheckCounters();
  void CheckRecords();

 private:
  const KvSnapshot& snapshot() const { return reader_.snapshot(); }
  void Problem(std::string text) { AddProblem(std::move(text), report_); }
  // A scan of a whole family, at its first key; null where it cannot be read.
  std::unique_ptr<KvIterator> ScanAll(Family family);

  void CheckArticle(ArticleId id, std::string_view stored,
                    std::optional<std::string_view> source);
  void CheckKeyOf(ArticleId id, const schema::RecordView& record);
  void CheckSource(const schema::Record& record, std::string_view stored);
  void CheckPaths(const schema::RecordView& record);
  void CheckKey(const std::string& key, const KeyEntry& entry);

  const Reader& reader_;
  CheckReport* report_;
  const IndexCatalog indexes_;
  TermAudit terms_;
  CardAudit cards_;
  bool derivable_ = false;
  Counters counted_;
  std::unordered_set<std::string> paths_;
};

std::unique_ptr<KvIterator> StoreCheck::ScanAll(Family family) {
  auto scan = snapshot().Scan(family, {}, {});
  if (!AddProblem(scan.status(), report_)) return nullptr;
  (*scan)->Seek({});
  return *std::move(scan);
}

// Records and sources lie under the same ids, so both are read in one pass.
void StoreCheck::CheckArticles() {
  auto records = ScanAll(Family::kArticles);
  auto sources = ScanAll(Family::kSources);
  if (records == nullptr || sources == nullptr) return;
  while (records->Valid() || sources->Valid()) {
    bool has_record = records->Valid() &&
                      (!sources->Valid() || records->key() <= sources->key());
    bool has_source = sources->Valid() &&
                      (!records->Valid() || sources->key() <= records->key());
    Result<ArticleId> id =
        ParseIdKey(has_record ? records->key() : sources->key());
    if (!AddProblem(id.status(), report_)) {
      // Nothing more can be said of it.
    } else if (has_record) {
      CheckArticle(*id, records->value(),
                   has_source ? std::optional(sources->value()) : std::nullopt);
    } else {
      Problem("the source under id " + std::to_string(id->bits) +
              " has no record");
    }
    if (has_record) records->Next();
    if (has_source) sources->Next();
  }
  AddProblem(records->status().WithContext("articles"), report_);
  AddProblem(sources->status().WithContext("sources"), report_);
}

void StoreCheck::CheckArticle(ArticleId id, std::string_view stored,
                              std::optional<std::string_view> source) {
  Result<schema::Record> record = schema::Record::Copy(stored);
  if (!record.ok()) {
    return Problem("the record under id " + std::to_string(id.bits) + ": " +
                   record.status().ToString());
  }
  const schema::RecordView& view = record->view();
  ++counted_.articles;
  counted_.source_bytes += view.source_size();
  if (MakeArticleId(DateOf(view), SerialOf(id)) != id) {
    Problem(NameOf(view.key()) + " lies under the id of another date");
  }
  CheckKeyOf(id, view);
  CheckPaths(view);
  terms_.Expect(id, view);
  cards_.Expect(id, view);
  if (source) {
    CheckSource(*record, *source);
  } else {
    Problem(NameOf(view.key()) + " has no source");
  }
}

void StoreCheck::CheckKeyOf(ArticleId id, const schema::RecordView& record) {
  std::string name = NameOf(record.key());
  auto value = snapshot().Get(Family::kKeys, record.key());
  if (!AddProblem(value.status().WithContext(name), report_)) return;
  if (*value == nullptr) return Problem(name + " has no key entry");
  Result<KeyEntry> entry = DecodeKeyEntry((*value)->bytes());
  if (!entry.ok()) return;  // CheckKeys tells
  if (!entry->live || entry->id != id) {
    return Problem(name + " has a key entry that leads elsewhere");
  }
  if (entry->sequence != record.sequence()) {
    Problem(name + " and its key entry differ in their sequence number");
  }
  if (entry->source_hash != record.source_hash()) {
    Problem(name + " and its key entry differ in their source's hash");
  }
}

void StoreCheck::CheckSource(const schema::Record& record,
                             std::string_view stored) {
  const schema::RecordView& view = record.view();
  std::string name = NameOf(view.key());
  Result<std::string_view> source = DecodeSource(stored);
  if (!AddProblem(source.status().WithContext(name), report_)) return;
  if (schema::HashOf(*source) != view.source_hash() ||
      source->size() != view.source_size()) {
    return Problem(name + " has another source than its record says");
  }
  if (!derivable_) return;
  Result<PreparedArticleData> anew = PrepareArticle(
      std::string(view.key()), std::string(*source), *reader_.catalog());
  if (!AddProblem(anew.status().WithContext(name), report_)) return;
  Status stamped =
      schema::StampRecord({view.sequence(), view.imported()}, &anew->record);
  if (!AddProblem(stamped.WithContext(name), report_)) return;
  if (anew->record != record.bytes()) {
    Problem(name + " has a record that its source does not give");
  }
}

void StoreCheck::CheckPaths(const schema::RecordView& record) {
  SeenPaths paths = PathsOf(record.front_matter(), reader_.limits());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    SeenPath path = paths[i];
    if (!paths_.insert(std::string(path.path)).second) continue;
    Result<bool> known = reader_.IsKnownPath(path.path);
    if (!AddProblem(known.status(), report_)) return;
    if (!*known) {
      Problem("the catalog does not know the path " +
              schema::Excerpt(path.path) + " of " + NameOf(record.key()));
    }
  }
}

void StoreCheck::CheckKeys() {
  auto scan = ScanAll(Family::kKeys);
  if (scan == nullptr) return;
  for (; scan->Valid(); scan->Next()) {
    std::string key(scan->key());
    Result<KeyEntry> entry = DecodeKeyEntry(scan->value());
    if (AddProblem(entry.status().WithContext(NameOf(key)), report_)) {
      CheckKey(key, *entry);
    }
  }
  AddProblem(scan->status().WithContext("keys"), report_);
}

void StoreCheck::CheckKey(const std::string& key, const KeyEntry& entry) {
  counted_.sequence = std::max(counted_.sequence, entry.sequence);
  if (entry.live) {
    auto record = snapshot().Get(Family::kArticles, IdKey(entry.id));
    if (!record.ok()) {
      AddProblem(record.status().WithContext(NameOf(key)), report_);
    } else if (*record == nullptr) {
      Problem(NameOf(key) + " has lost its record");
    }
  }
  Result<std::optional<Change>> change = ReadChange(snapshot(), entry.sequence);
  if (!AddProblem(change.status().WithContext(NameOf(key)), report_)) return;
  bool removed = *change && (*change)->kind == ChangeKind::kRemoved;
  if (!*change || (*change)->key != key || removed == entry.live) {
    Problem(NameOf(key) + " is not in the list of changes under " +
            std::to_string(entry.sequence));
  }
}

void StoreCheck::CheckChanges() {
  auto scan = ScanAll(Family::kChanges);
  if (scan == nullptr) return;
  for (; scan->Valid(); scan->Next()) {
    Result<Change> change = DecodeChange(scan->key(), scan->value());
    if (!AddProblem(change.status(), report_)) continue;
    auto value = snapshot().Get(Family::kKeys, change->key);
    if (!AddProblem(value.status().WithContext(NameOf(change->key)), report_)) {
      continue;
    }
    Result<KeyEntry> entry = *value == nullptr
                                 ? Result<KeyEntry>(KeyEntry{})
                                 : DecodeKeyEntry((*value)->bytes());
    if (entry.ok() && entry->sequence != change->sequence) {
      Problem("change " + std::to_string(change->sequence) +
              " is not the last of " + NameOf(change->key));
    }
  }
  AddProblem(scan->status().WithContext("changes"), report_);
}

void StoreCheck::CheckCounters() {
  const Counters& stored = reader_.counters();
  report_->articles = counted_.articles;
  auto compare = [this](std::string_view what, std::uint64_t said,
                        std::uint64_t found) {
    if (said == found) return;
    Problem("the store says it has " + std::to_string(said) + ' ' +
            std::string(what) + ", but has " + std::to_string(found));
  };
  compare("articles", stored.articles, counted_.articles);
  compare("bytes of sources", stored.source_bytes, counted_.source_bytes);
  if (stored.sequence < counted_.sequence) {
    Problem("the store says its last change is " +
            std::to_string(stored.sequence) + ", but has change " +
            std::to_string(counted_.sequence));
  }
}

void StoreCheck::CheckRecords() {
  AddProblem(ReadHorizon(snapshot(), reader_.sequence()).status(), report_);
  auto problems = CheckSavedQueries(snapshot());
  if (!AddProblem(problems.status(), report_)) return;
  for (std::string& problem : *problems) Problem(std::move(problem));
}

}  // namespace

void AddProblem(std::string problem, CheckReport* report) {
  ++report->problem_count;
  if (report->problems.size() < kListedProblems) {
    report->problems.push_back(std::move(problem));
  }
}

bool AddProblem(const Status& status, CheckReport* report) {
  if (!status.ok()) AddProblem(status.ToString(), report);
  return status.ok();
}

CheckReport CheckStore(const Reader& reader, const KvStore& kv) {
  CheckReport report;
  AddProblem(kv.VerifyChecksums(), &report);
  StoreCheck check(reader, &report);
  check.CheckArticles();
  check.CheckKeys();
  check.CheckChanges();
  check.CheckTerms();
  check.CheckCards();
  check.CheckCounters();
  check.CheckRecords();
  return report;
}

}  // namespace pressmark::engine
