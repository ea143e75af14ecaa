#include "engine/recovery.h"

#include <algorithm>
#include <utility>

#include "engine/catalog.h"
#include "engine/posting_list.h"
#include "engine/terms.h"

namespace pressmark::engine {

namespace {

constexpr std::string_view kAccept =
    "; opened with accept_loss it goes on with what is left";

Status CheckWatermark(const StoreFolder& folder, const Counters& counters) {
  Result<std::uint64_t> watermark = folder.ReadWatermark();
  if (!watermark.ok()) {
    return Corruption(std::string(watermark.status().message()) +
                      ", so lost writes would not show" + std::string(kAccept));
  }
  if (counters.sequence >= *watermark) return {};
  return Corruption(
      "the acknowledged changes " + std::to_string(counters.sequence + 1) +
      " to " + std::to_string(*watermark) +
      " are lost: the log was damaged or removed" + std::string(kAccept));
}

// Gives the store a new incarnation above everything it ever acknowledged.
Status AcceptLoss(StoreFolder* folder, Database* database, Counters counters) {
  StoreFormat format = folder->format();
  ++format.incarnation;
  if (Status s = folder->Publish(format); !s.ok()) return s;
  Result<std::uint64_t> watermark = folder->ReadWatermark();
  if (watermark.ok()) {
    counters.sequence = std::max(counters.sequence, *watermark);
  }
  KvBatch batch;
  PutCounters(counters, &batch);
  if (Status s = database->kv().Write(std::move(batch), true); !s.ok()) {
    return s;
  }
  return folder->RenewWatermark(counters.sequence);
}

// Whether what was read is not as it should be, rather than not to be had now.
// A store of this format holds nothing of a newer one.
bool IsDamage(const Status& status) {
  return status.code() == StatusCode::kCorruption ||
         status.code() == StatusCode::kUnsupportedFormat;
}

// The length of the list of all articles, from its blocks' headers.
Result<std::uint64_t> CountAll(const Reader& reader) {
  auto list = reader.Postings(kAllIndex, AllTerm());
  if (!list.ok()) return list.status();
  std::uint64_t count = 0;
  bool more = (*list)->Seek(0);
  for (; more; more = (*list)->Seek((*list)->bucket() + 1)) {
    count += (*list)->count();
  }
  if (Status s = (*list)->status(); !s.ok()) return s;
  return count;
}

Status CheckCount(const Reader& reader, std::uint64_t listed) {
  if (listed == reader.article_count()) return {};
  return Corruption(
      "the store should hold " + std::to_string(reader.article_count()) +
      " articles, but lists " + std::to_string(listed) +
      ": files of it were damaged or removed" + std::string(kAccept));
}

std::string RestrictionOf(const CatalogState& catalog,
                          const Result<std::uint64_t>& listed,
                          const Status& counted) {
  if (!listed.ok()) {
    return "its list of all articles is damaged (" +
           listed.status().ToString() + ')';
  }
  if (!counted.ok()) return "its list of all articles is not complete";
  if (DerivationOf(catalog.mapping, catalog.indexes.declared) !=
      catalog.derivation) {
    return "its records and indexes were derived by another version";
  }
  return {};
}

// What a database looks like, held against what it should be.
struct Findings {
  Counters counters;
  Status lost;
  Status counted;
  std::string restriction;
};

Result<Findings> Examine(const StoreFolder& folder,
                         const std::shared_ptr<const Database>& database) {
  auto reader = Database::Read(database);
  if (!reader.ok()) return reader.status();
  Findings findings;
  findings.counters = (*reader)->counters();
  findings.lost = CheckWatermark(folder, findings.counters);
  Result<std::uint64_t> listed = CountAll(**reader);
  if (listed.ok()) {
    findings.counted = CheckCount(**reader, *listed);
  } else if (!IsDamage(listed.status())) {
    return listed.status();
  }
  findings.restriction =
      RestrictionOf(*database->catalog(), listed, findings.counted);
  return findings;
}

// What was found wrong that only an accepted loss gets over.
Status RefusalOf(const Findings& findings) {
  return findings.lost.ok() ? findings.counted : findings.lost;
}

// To open for writing replays the log into tables and drops it, with what
// could not be read of it; where it fails, on a cut MANIFEST say, RocksDB may
// even remove tables that it no longer knows of. So the store is looked at
// before, and left alone where that fails.
Status LookBeforeWriting(const std::shared_ptr<StoreFolder>& folder,
                         OpenOptions options) {
  if (options.mode != OpenMode::kWrite) return {};
  options.mode = OpenMode::kRead;
  auto database = Database::Open(folder, options);
  if (!database.ok()) return database.status();
  Result<Findings> findings = Examine(*folder, *database);
  if (!findings.ok() || options.accept_loss) return findings.status();
  return RefusalOf(*findings);
}

}  // namespace

Result<SoundDatabase> OpenSound(std::shared_ptr<StoreFolder> folder,
                                const OpenOptions& options) {
  if (Status s = LookBeforeWriting(folder, options); !s.ok()) return s;
  auto database = Database::Open(folder, options);
  if (!database.ok()) return database.status();
  Result<Findings> findings = Examine(*folder, *database);
  if (!findings.ok()) return findings.status();
  if (Status refusal = RefusalOf(*findings); !refusal.ok()) {
    if (!options.accept_loss) return refusal;
    Status s = AcceptLoss(folder.get(), database->get(), findings->counters);
    if (!s.ok()) return s;
    // Opened anew, since its identity is another now.
    database->reset();
    database = Database::Open(std::move(folder), options);
    if (!database.ok()) return database.status();
  }
  return SoundDatabase{*std::move(database), std::move(findings->restriction)};
}

}  // namespace pressmark::engine
