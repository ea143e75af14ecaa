#include <algorithm>
#include <array>
#include <mutex>
#include <utility>
#include <vector>

#include <rocksdb/snapshot.h>

#include "engine/kv_rocksdb_database.h"
#include "engine/kv_rocksdb_status.h"

namespace pressmark::engine {

namespace {

using SharedDatabase = std::shared_ptr<const RocksDatabase>;

// A member that was pinned in the cache must go before the database does:
// members are destroyed from the last to the first.
class RocksValue : public KvValue {
 public:
  RocksValue(SharedDatabase database, rocksdb::PinnableSlice value)
      : database_(std::move(database)), value_(std::move(value)) {}
  std::string_view bytes() const override { return value_.ToStringView(); }

 private:
  SharedDatabase database_;
  rocksdb::PinnableSlice value_;
};

// An iterator with the bound that it was made with; the bound's bytes may be
// changed before a seek.
struct BoundedIterator {
  std::string upper;
  rocksdb::Slice upper_slice;
  std::unique_ptr<rocksdb::Iterator> iterator;
};

// A snapshot's iterators whose scans have ended, for the next scans: to make
// one takes as long as several seeks, and a query may ask for hundreds.
class IdleIterators {
 public:
  explicit IdleIterators(SharedDatabase database)
      : database_(std::move(database)) {
    // What gives one back is a destructor, and must not throw.
    for (List& idle : idle_) idle.reserve(kMost);
  }

  // Null where none is idle.
  std::unique_ptr<BoundedIterator> Take(Family family) {
    std::lock_guard lock(mutex_);
    List& idle = idle_[static_cast<std::size_t>(family)];
    if (idle.empty()) return nullptr;
    std::unique_ptr<BoundedIterator> taken = std::move(idle.back());
    idle.pop_back();
    return taken;
  }
  void Give(Family family, std::unique_ptr<BoundedIterator> iterator) {
    std::lock_guard lock(mutex_);
    List& idle = idle_[static_cast<std::size_t>(family)];
    if (idle.size() < kMost) idle.push_back(std::move(iterator));
  }
  const RocksDatabase& database() const { return *database_; }

 private:
  using List = std::vector<std::unique_ptr<BoundedIterator>>;
  // Each pins the files of its state and the block it stands at.
  static constexpr std::size_t kMost = 4;

  SharedDatabase database_;
  std::mutex mutex_;
  std::array<List, kFamilyCount> idle_;
};

// RocksDB aborts the process where an iterator is moved past its end or
// outlives its database; this one does neither.
class RocksIterator : public KvIterator {
 public:
  RocksIterator(std::shared_ptr<IdleIterators> idle, Family family,
                std::string lower)
      : idle_(std::move(idle)), family_(family), lower_(std::move(lower)) {}
  RocksIterator(const RocksIterator&) = delete;
  RocksIterator& operator=(const RocksIterator&) = delete;
  ~RocksIterator() override {
    bool sound = thrown_.ok() && scan_ && scan_->iterator != nullptr &&
                 scan_->iterator->status().ok();
    if (sound && !scan_->upper.empty()) idle_->Give(family_, std::move(scan_));
  }

  void Open(std::string upper, rocksdb::ReadOptions options) {
    // One that was made without a bound cannot get one later, so only bounded
    // ones are kept.
    if (!upper.empty()) scan_ = idle_->Take(family_);
    bool made = scan_ != nullptr;
    if (!made) scan_ = std::make_unique<BoundedIterator>();
    scan_->upper = std::move(upper);
    scan_->upper_slice = scan_->upper;
    if (made) return;
    if (!scan_->upper.empty()) {
      options.iterate_upper_bound = &scan_->upper_slice;
    }
    const RocksDatabase& database = idle_->database();
    scan_->iterator.reset(
        database.db->NewIterator(options, database.family(family_)));
  }

  void Seek(std::string_view key) override {
    key = std::max(key, std::string_view(lower_));
    Move([&] { scan_->iterator->Seek(rocksdb::Slice(key)); });
  }
  void Next() override {
    if (valid_) Move([&] { scan_->iterator->Next(); });
  }
  bool Valid() const override { return valid_; }
  std::string_view key() const override {
    return scan_->iterator->key().ToStringView();
  }
  std::string_view value() const override {
    return scan_->iterator->value().ToStringView();
  }
  Status status() const override {
    return thrown_.ok() ? FromRocksDb(scan_->iterator->status()) : thrown_;
  }

 private:
  template <typename Movement>
  void Move(Movement movement) {
    thrown_ = Guard([&] {
      movement();
      return Status();
    });
    valid_ = thrown_.ok() && scan_->iterator->Valid();
  }

  std::shared_ptr<IdleIterators> idle_;
  Family family_;
  std::string lower_;
  std::unique_ptr<BoundedIterator> scan_;
  bool valid_ = false;
  Status thrown_;
};

class RocksSnapshot : public KvSnapshot {
 public:
  explicit RocksSnapshot(SharedDatabase database)
      : database_(std::move(database)),
        idle_(std::make_shared<IdleIterators>(database_)),
        snapshot_(database_->db->GetSnapshot()) {}
  RocksSnapshot(const RocksSnapshot&) = delete;
  RocksSnapshot& operator=(const RocksSnapshot&) = delete;
  ~RocksSnapshot() override { database_->db->ReleaseSnapshot(snapshot_); }

  Result<std::unique_ptr<KvValue>> Get(Family family,
                                       std::string_view key) const override {
    return Guard([&] { return GetValue(family, key); });
  }
  Result<std::vector<std::unique_ptr<KvValue>>> MultiGet(
      Family family, std::span<const std::string> keys) const override {
    return Guard([&] { return GetValues(family, keys); });
  }
  Result<std::unique_ptr<KvIterator>> Scan(Family family, std::string lower,
                                           std::string upper) const override {
    return Guard([&]() -> Result<std::unique_ptr<KvIterator>> {
      auto iterator =
          std::make_unique<RocksIterator>(idle_, family, std::move(lower));
      iterator->Open(std::move(upper), ReadOptions());
      return std::unique_ptr<KvIterator>(std::move(iterator));
    });
  }

 private:
  rocksdb::ReadOptions ReadOptions() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    return options;
  }
  Result<std::unique_ptr<KvValue>> GetValue(Family family,
                                            std::string_view key) const;
  Result<std::vector<std::unique_ptr<KvValue>>> GetValues(
      Family family, std::span<const std::string> keys) const;
  // The value a read gave; null where there is none.
  Result<std::unique_ptr<KvValue>> ValueOf(const rocksdb::Status& status,
                                           rocksdb::PinnableSlice value) const;

  SharedDatabase database_;
  std::shared_ptr<IdleIterators> idle_;
  const rocksdb::Snapshot* snapshot_;
};

Result<std::unique_ptr<KvValue>> RocksSnapshot::ValueOf(
    const rocksdb::Status& status, rocksdb::PinnableSlice value) const {
  if (status.IsNotFound()) return std::unique_ptr<KvValue>();
  if (!status.ok()) return FromRocksDb(status);
  return std::unique_ptr<KvValue>(
      std::make_unique<RocksValue>(database_, std::move(value)));
}

Result<std::unique_ptr<KvValue>> RocksSnapshot::GetValue(
    Family family, std::string_view key) const {
  rocksdb::PinnableSlice value;
  rocksdb::Status status = database_->db->Get(
      ReadOptions(), database_->family(family), rocksdb::Slice(key), &value);
  return ValueOf(status, std::move(value));
}

Result<std::vector<std::unique_ptr<KvValue>>> RocksSnapshot::GetValues(
    Family family, std::span<const std::string> keys) const {
  std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  database_->db->MultiGet(ReadOptions(), database_->family(family), keys.size(),
                          slices.data(), found.data(), statuses.data());
  std::vector<std::unique_ptr<KvValue>> values;
  values.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Result<std::unique_ptr<KvValue>> value =
        ValueOf(statuses[i], std::move(found[i]));
    if (!value.ok()) return value.status();
    values.push_back(*std::move(value));
  }
  return values;
}

}  // namespace

RocksDatabase::~RocksDatabase() {
  if (db == nullptr) return;
  for (rocksdb::ColumnFamilyHandle* handle : families) {
    db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  db->Close().PermitUncheckedError();
}

Result<std::shared_ptr<const KvSnapshot>> TakeRocksSnapshot(
    std::shared_ptr<const RocksDatabase> database) {
  return Guard([&]() -> Result<std::shared_ptr<const KvSnapshot>> {
    return std::shared_ptr<const KvSnapshot>(
        std::make_shared<RocksSnapshot>(std::move(database)));
  });
}

}  // namespace pressmark::engine
