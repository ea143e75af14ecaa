#include <algorithm>
#include <utility>

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

// RocksDB aborts the process where an iterator is moved past its end or
// outlives its database; this one does neither.
class RocksIterator : public KvIterator {
 public:
  RocksIterator(SharedDatabase database, std::string lower, std::string upper)
      : database_(std::move(database)),
        lower_(std::move(lower)),
        upper_(std::move(upper)),
        lower_slice_(lower_),
        upper_slice_(upper_) {}

  void Open(Family family, rocksdb::ReadOptions options) {
    options.iterate_lower_bound = &lower_slice_;
    if (!upper_.empty()) options.iterate_upper_bound = &upper_slice_;
    iterator_.reset(
        database_->db->NewIterator(options, database_->family(family)));
  }

  void Seek(std::string_view key) override {
    key = std::max(key, std::string_view(lower_));
    Move([&] { iterator_->Seek(rocksdb::Slice(key)); });
  }
  void Next() override {
    if (valid_) Move([&] { iterator_->Next(); });
  }
  bool Valid() const override { return valid_; }
  std::string_view key() const override {
    return iterator_->key().ToStringView();
  }
  std::string_view value() const override {
    return iterator_->value().ToStringView();
  }
  Status status() const override {
    return thrown_.ok() ? FromRocksDb(iterator_->status()) : thrown_;
  }

 private:
  template <typename Movement>
  void Move(Movement movement) {
    thrown_ = Guard([&] {
      movement();
      return Status();
    });
    valid_ = thrown_.ok() && iterator_->Valid();
  }

  SharedDatabase database_;
  std::string lower_;
  std::string upper_;
  rocksdb::Slice lower_slice_;
  rocksdb::Slice upper_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
  bool valid_ = false;
  Status thrown_;
};

class RocksSnapshot : public KvSnapshot {
 public:
  explicit RocksSnapshot(SharedDatabase database)
      : database_(std::move(database)),
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
      auto iterator = std::make_unique<RocksIterator>(
          database_, std::move(lower), std::move(upper));
      iterator->Open(family, ReadOptions());
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
