#include "engine/kv_memory.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "engine/merge_rules.h"

// Every key has its versions, the oldest first, each with the number of the
// write that made it. A snapshot is the number of the last write it sees.
namespace pressmark::engine {

namespace {

using Bytes = std::shared_ptr<const std::string>;

struct Version {
  std::uint64_t write = 0;
  Bytes value;  // null: deleted
};

using VersionMap = std::map<std::string, std::vector<Version>, std::less<>>;

struct MemoryState {
  mutable std::shared_mutex mutex;
  std::array<VersionMap, kFamilyCount> families;
  std::uint64_t last_write = 0;

  VersionMap& family(Family family) {
    return families[static_cast<std::size_t>(family)];
  }
  const VersionMap& family(Family family) const {
    return families[static_cast<std::size_t>(family)];
  }
};

using SharedState = std::shared_ptr<const MemoryState>;

// The value a snapshot sees; null where there is none.
Bytes VisibleAt(const std::vector<Version>& versions, std::uint64_t write) {
  auto after = std::upper_bound(versions.begin(), versions.end(), write,
                                [](std::uint64_t each, const Version& version) {
                                  return each < version.write;
                                });
  return after == versions.begin() ? nullptr : std::prev(after)->value;
}

class MemoryValue : public KvValue {
 public:
  explicit MemoryValue(Bytes value) : value_(std::move(value)) {}
  std::string_view bytes() const override { return *value_; }

 private:
  Bytes value_;
};

class MemoryIterator : public KvIterator {
 public:
  MemoryIterator(SharedState state, std::uint64_t write, Family family,
                 std::string lower, std::string upper)
      : state_(std::move(state)),
        write_(write),
        family_(family),
        lower_(std::move(lower)),
        upper_(std::move(upper)) {}

  void Seek(std::string_view key) override {
    std::shared_lock lock(state_->mutex);
    const VersionMap& map = state_->family(family_);
    Take(map, map.lower_bound(std::max(key, std::string_view(lower_))));
  }
  void Next() override {
    if (!Valid()) return;
    std::shared_lock lock(state_->mutex);
    const VersionMap& map = state_->family(family_);
    Take(map, map.upper_bound(key_));
  }
  bool Valid() const override { return value_ != nullptr; }
  std::string_view key() const override { return key_; }
  std::string_view value() const override { return *value_; }
  Status status() const override { return {}; }

 private:
  // Moves to the first key from `place` on that the snapshot sees.
  void Take(const VersionMap& map, VersionMap::const_iterator place) {
    value_ = nullptr;
    for (; place != map.end(); ++place) {
      if (!upper_.empty() && place->first >= upper_) return;
      value_ = VisibleAt(place->second, write_);
      if (value_ == nullptr) continue;
      key_ = place->first;
      return;
    }
  }

  SharedState state_;
  std::uint64_t write_;
  Family family_;
  std::string lower_;
  std::string upper_;
  std::string key_;
  Bytes value_;  // null: nowhere
};

class MemorySnapshot : public KvSnapshot {
 public:
  MemorySnapshot(SharedState state, std::uint64_t write)
      : state_(std::move(state)), write_(write) {}

  Result<std::unique_ptr<KvValue>> Get(Family family,
                                       std::string_view key) const override {
    std::shared_lock lock(state_->mutex);
    const VersionMap& map = state_->family(family);
    auto place = map.find(key);
    Bytes value;
    if (place != map.end()) value = VisibleAt(place->second, write_);
    if (value == nullptr) return std::unique_ptr<KvValue>();
    return std::unique_ptr<KvValue>(
        std::make_unique<MemoryValue>(std::move(value)));
  }

  Result<std::vector<std::unique_ptr<KvValue>>> MultiGet(
      Family family, std::span<const std::string> keys) const override {
    std::vector<std::unique_ptr<KvValue>> values;
    for (const std::string& key : keys) {
      values.push_back(*Get(family, key));
    }
    return values;
  }

  Result<std::unique_ptr<KvIterator>> Scan(Family family, std::string lower,
                                           std::string upper) const override {
    return std::unique_ptr<KvIterator>(std::make_unique<MemoryIterator>(
        state_, write_, family, std::move(lower), std::move(upper)));
  }

 private:
  SharedState state_;
  std::uint64_t write_;
};

class MemoryStore : public KvStore {
 public:
  Status Write(KvBatch batch, bool sync) override;
  Status WriteUnlogged(KvBatch batch) override {
    return MemoryStore::Write(std::move(batch), false);
  }
  Status SyncLog() override { return {}; }
  Result<std::shared_ptr<const KvSnapshot>> Snapshot() const override {
    std::shared_lock lock(state_->mutex);
    return std::shared_ptr<const KvSnapshot>(
        std::make_shared<MemorySnapshot>(state_, state_->last_write));
  }
  Status Flush() override { return {}; }
  Status Compact() override { return {}; }
  Status SetAutomaticCompaction(bool) override { return {}; }
  Status Checkpoint(const std::string&) const override {
    return Unsupported("a store in memory has no checkpoints");
  }
  Result<KvFamilySize> Size(Family family) const override;
  Status VerifyChecksums() const override { return {}; }
  Status Close() override { return {}; }

 private:
  std::shared_ptr<MemoryState> state_ = std::make_shared<MemoryState>();
};

Status MemoryStore::Write(KvBatch batch, bool) {
  std::unique_lock lock(state_->mutex);
  std::uint64_t write = ++state_->last_write;
  for (KvBatch::Operation& operation : batch.operations) {
    std::vector<Version>& versions =
        state_->family(operation.family)[std::move(operation.key)];
    Bytes value;
    if (operation.kind == KvBatch::Kind::kPut) {
      value = std::make_shared<const std::string>(std::move(operation.value));
    } else if (operation.kind == KvBatch::Kind::kMerge) {
      std::optional<std::string_view> base;
      if (!versions.empty() && versions.back().value != nullptr) {
        base = *versions.back().value;
      }
      std::string_view operand = operation.value;
      value = std::make_shared<const std::string>(
          MergeRulesOf(operation.family)->apply(base, {&operand, 1}));
    }
    versions.push_back({write, std::move(value)});
  }
  return {};
}

Result<KvFamilySize> MemoryStore::Size(Family family) const {
  std::shared_lock lock(state_->mutex);
  KvFamilySize size;
  for (const auto& [key, versions] : state_->family(family)) {
    if (versions.back().value == nullptr) continue;
    ++size.keys;
    size.bytes += key.size() + versions.back().value->size();
  }
  return size;
}

}  // namespace

std::shared_ptr<KvStore> MakeMemoryStore() {
  return std::make_shared<MemoryStore>();
}

}  // namespace pressmark::engine
