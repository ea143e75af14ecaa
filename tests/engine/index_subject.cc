#include "tests/engine/index_subject.h"

#include <gmock/gmock.h>

#include "engine/check.h"
#include "engine/index_name.h"
#include "engine/kv_memory.h"
#include "engine/kv_rocksdb.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {

namespace {

using test::Below;
using test::FaultKv;
using test::IsOk;
using test::ValueOf;

constexpr const char* kPaths[] = {"a",     "b.c",    "d.e",    "author",
                                  "title", ".title", "topics", "never"};
constexpr FieldKind kKinds[] = {FieldKind::kText, FieldKind::kFolded,
                                FieldKind::kDate, FieldKind::kNumber};

}  // namespace

IndexSubject::IndexSubject()
    : folder_(std::make_shared<StoreFolder>(
          ValueOf(StoreFolder::Create(temporary_ / "store")))) {
  inner_ = GetParam() ? ValueOf(CreateRocksDb(temporary_ / "kv", {}))
                      : MakeMemoryStore();
  KvBatch batch;
  PutCatalog(folder_->format(), Mapping::BuiltIn(),
             IndexCatalogOf(Mapping::BuiltIn()), {}, &batch);
  EXPECT_THAT(inner_->Write(std::move(batch), true), IsOk());
  Open();
}

void IndexSubject::Open() {
  kv_ = std::make_shared<FaultKv>(inner_);
  database_ = ValueOf(Database::Load(folder_, folder_->format(), kv_, {}));
  writer_ = ValueOf(Writer::Open(database_));
}

void IndexSubject::Finish(std::size_t entries) {
  while (IsUnfinished()) ASSERT_THAT(Work(entries), IsOk());
}

Status IndexSubject::Write(std::mt19937_64& random) {
  test::Sources after = sources_;
  std::vector<WriteOperation> operations;
  for (std::size_t i = 1 + Below(8, random); i > 0; --i) {
    WriteOperation& operation = operations.emplace_back();
    operation.key = std::to_string(Below(keys_, random));
    after.erase(operation.key);
    if (Below(5, random) == 0) continue;
    std::string source = test::RandomPathSource(random);
    operation.article = std::make_unique<PreparedArticleData>(
        ValueOf(PrepareArticle(operation.key, source, *database_->catalog())));
    after[operation.key] = source;
  }
  std::uint64_t ticket = 0;
  auto outcome = writer_->Write(std::move(operations), {}, &ticket);
  if (!outcome.ok()) return outcome.status();
  sources_ = std::move(after);
  return {};
}

Status IndexSubject::Add(std::string_view path, std::optional<FieldKind> kind) {
  Result<IndexDefinition> index = ResolveIndex(path, kind, Mapping::BuiltIn());
  if (!index.ok()) return index.status();
  for (const IndexDefinition& other : indexes().declared) {
    index->number = other.number;
    if (IsSameIndex(*index, other)) return {};
  }
  std::uint64_t ticket = 0;
  ++adds_;
  return writer_->AddIndex(*std::move(index), &ticket);
}

Status IndexSubject::Drop(std::mt19937_64& random) {
  std::size_t added = indexes().declared.size() - 3;
  if (added == 0) return {};
  std::uint64_t ticket = 0;
  std::uint32_t number = indexes().declared[3 + Below(added, random)].number;
  ++drops_;
  return writer_->DropIndex(number, &ticket);
}

Status IndexSubject::Work(std::size_t entries) {
  auto number = NextIndexWork(indexes(), [](std::uint32_t) { return false; });
  if (!number) return {};
  ChunkLimits limits;
  limits.entries = entries;
  return writer_->WorkOnIndex(*number, limits);
}

Status IndexSubject::RandomStep(std::mt19937_64& random) {
  switch (Below(10, random)) {
    case 0: {
      const char* path = kPaths[Below(std::size(kPaths), random)];
      bool field = std::string_view(path) == "author" ||
                   std::string_view(path) == "title";
      std::optional<FieldKind> kind;
      if (!field) kind = kKinds[Below(std::size(kKinds), random)];
      return Add(path, kind);
    }
    case 1:
      return Below(2, random) == 0 ? Drop(random) : Status();
    case 2:
      Open();
      return {};
    case 3:
      return writer_->Flush();
    case 4:
    case 5:
    case 6:
      return Write(random);
    default:
      return Work(1 + Below(9, random));
  }
}

void IndexSubject::Compare() {
  auto reader = ValueOf(Database::Read(database_));
  test::ExpectExactIndexes(*reader, sources_);
  ASSERT_THAT(CheckStore(*reader, *kv_).problems, testing::IsEmpty());
}

}  // namespace pressmark::engine
