#ifndef PRESSMARK_TESTS_SUPPORT_FAULT_KV_H_
#define PRESSMARK_TESTS_SUPPORT_FAULT_KV_H_

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "engine/kv.h"

namespace pressmark::test {

// A key-value store that fails at one of its writes, syncs and flushes, which
// are counted together, and at each after it. Everything else goes through.
class FaultKv : public engine::KvStore {
 public:
  // What the failing call leaves behind.
  enum class Effect { kNone, kMade };

  explicit FaultKv(std::shared_ptr<engine::KvStore> kv) : kv_(std::move(kv)) {}

  // The call of this number from now on fails: 0 is the next.
  void FailAt(int number, Effect effect, Status status) {
    status_ = std::move(status);
    effect_ = effect;
    left_ = number;
  }
  // Whether a call has failed.
  bool failed() const { return left_ < 0; }
  int calls() const { return calls_; }

  Status Write(engine::KvBatch batch, bool sync) override {
    return Count([&] { return kv_->Write(std::move(batch), sync); });
  }
  Status WriteUnlogged(engine::KvBatch batch) override {
    return Count([&] { return kv_->WriteUnlogged(std::move(batch)); });
  }
  Status SyncLog() override {
    return Count([&] { return kv_->SyncLog(); });
  }
  Status Flush() override {
    return Count([&] { return kv_->Flush(); });
  }
  Result<std::shared_ptr<const engine::KvSnapshot>> Snapshot() const override {
    return kv_->Snapshot();
  }
  Status Compact() override { return kv_->Compact(); }
  Status SetAutomaticCompaction(bool on) override {
    return kv_->SetAutomaticCompaction(on);
  }
  Status Checkpoint(const std::string& folder) const override {
    return kv_->Checkpoint(folder);
  }
  Result<engine::KvFamilySize> Size(engine::Family family) const override {
    return kv_->Size(family);
  }
  Status VerifyChecksums() const override { return kv_->VerifyChecksums(); }
  Status Close() override { return kv_->Close(); }

 private:
  static constexpr int kNever = 1 << 30;

  template <typename Call>
  Status Count(Call call) {
    ++calls_;
    bool first = left_ == 0;
    if (left_-- > 0) return call();
    if (first && effect_ == Effect::kMade) static_cast<void>(call().ok());
    return status_;
  }

  std::shared_ptr<engine::KvStore> kv_;
  std::atomic<int> left_ = kNever;
  std::atomic<int> calls_ = 0;
  Effect effect_ = Effect::kNone;
  Status status_;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_FAULT_KV_H_
