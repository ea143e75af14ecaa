#include "tests/engine/model_subject.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/change_horizon.h"
#include "engine/check.h"
#include "engine/database.h"
#include "engine/kv_memory.h"
#include "engine/prepared_article.h"
#include "engine/writer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::test {

namespace {

class RocksSubject : public ModelSubject {
 public:
  RocksSubject() {
    store_ = ValueOf(
        Store::Create(folder_ / "store", Mapping::BuiltIn(), SmallSteps()));
  }

  Result<WriteOutcome> Write(
      const std::vector<ModelStore::Operation>& operations) override {
    WriteBatch batch;
    for (const ModelStore::Operation& operation : operations) {
      if (operation.text) {
        batch.Put(
            ValueOf(store_->Prepare(operation.key, SourceOf(*operation.text))),
            operation.label);
      } else {
        batch.Delete(operation.key);
      }
    }
    WriteOptions options;
    options.sync = ++writes_ % 4 == 0;
    return store_->Write(std::move(batch), options);
  }

  Status Forget(std::uint64_t before) override {
    return store_->ForgetChangesBefore(before);
  }

  std::shared_ptr<const engine::Reader> Read() override {
    return ValueOf(store_->TakeSnapshot()).reader();
  }
  CheckReport Check() override { return ValueOf(store_->Check()); }

  void Disturb(std::size_t number) override {
    switch (number % 8) {
      case 0:
        return Demand(store_->Flush());
      case 1:
        return Demand(store_->Compact());
      case 2:
        return Demand(store_->BeginBulk());
      case 3:
        return Demand(store_->EndBulk());
      case 4:
        return Demand(store_->Rebuild());
      case 5:
        Demand(store_->Close());
        break;
      default:
        break;
    }
    store_.reset();
    store_ = ValueOf(Store::Open(folder_ / "store", SmallSteps()));
  }

 private:
  static OpenOptions SmallSteps() {
    OpenOptions options;
    options.index_step = 3;
    return options;
  }
  static void Demand(const Status& status) {
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }

  TemporaryFolder folder_;
  std::optional<Store> store_;
  int writes_ = 0;
};

class MemorySubject : public ModelSubject {
 public:
  MemorySubject()
      : folder_(std::make_shared<engine::StoreFolder>(
            ValueOf(engine::StoreFolder::Create(temporary_ / "store")))),
        kv_(engine::MakeMemoryStore()) {
    engine::KvBatch batch;
    engine::PutCatalog(folder_->format(), Mapping::BuiltIn(),
                       engine::IndexCatalogOf(Mapping::BuiltIn()), {}, &batch);
    if (!kv_->Write(std::move(batch), true).ok()) throw std::bad_alloc();
    Open();
  }

  Result<WriteOutcome> Write(
      const std::vector<ModelStore::Operation>& operations) override {
    std::vector<engine::WriteOperation> writes;
    for (const ModelStore::Operation& operation : operations) {
      engine::WriteOperation& write = writes.emplace_back();
      write.key = operation.key;
      write.label = operation.label;
      if (!operation.text) continue;
      write.article = std::make_unique<engine::PreparedArticleData>(ValueOf(
          engine::PrepareArticle(operation.key, SourceOf(*operation.text),
                                 *database_->catalog())));
    }
    std::uint64_t ticket = 0;
    auto outcome = writer_->Write(std::move(writes), {}, &ticket);
    if (!outcome.ok()) return outcome;
    if (Status s = writer_->Await(ticket); !s.ok()) return s;
    return outcome;
  }

  // As the store does it, at steps of three changes.
  Status Forget(std::uint64_t before) override {
    std::uint64_t last = Read()->sequence();
    if (before > last + 1) return InvalidArgument("the last is another");
    std::uint64_t horizon = std::max(
        before, ValueOf(engine::ReadHorizon(Read()->snapshot(), last)));
    if (horizon == 0) return {};
    engine::KvBatch first;
    engine::PutHorizon(horizon, &first);
    if (Status s = writer_->LogRecords(std::move(first)); !s.ok()) return s;
    for (std::uint64_t from = 0; from < horizon;) {
      engine::KvBatch step;
      from = ValueOf(
          engine::PlanForgetting(Read()->snapshot(), from, horizon, 3, &step));
      if (Status s = writer_->LogRecords(std::move(step)); !s.ok()) return s;
    }
    return {};
  }

  std::shared_ptr<const engine::Reader> Read() override {
    return ValueOf(engine::Database::Read(database_));
  }
  CheckReport Check() override { return engine::CheckStore(*Read(), *kv_); }

  void Disturb(std::size_t) override {
    if (!writer_->Flush().ok()) throw std::bad_alloc();
    Open();
  }

 private:
  void Open() {
    database_ = ValueOf(
        engine::Database::Load(folder_, folder_->format(), kv_, OpenOptions()));
    writer_ = ValueOf(engine::Writer::Open(database_));
  }

  TemporaryFolder temporary_;
  std::shared_ptr<engine::StoreFolder> folder_;
  std::shared_ptr<engine::KvStore> kv_;
  std::shared_ptr<engine::Database> database_;
  std::shared_ptr<engine::Writer> writer_;
};

}  // namespace

std::unique_ptr<ModelSubject> MakeRocksSubject() {
  return std::make_unique<RocksSubject>();
}

std::unique_ptr<ModelSubject> MakeMemorySubject() {
  return std::make_unique<MemorySubject>();
}

}  // namespace pressmark::test
