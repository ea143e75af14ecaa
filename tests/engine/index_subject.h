#ifndef PRESSMARK_TESTS_ENGINE_INDEX_SUBJECT_H_
#define PRESSMARK_TESTS_ENGINE_INDEX_SUBJECT_H_

#include <memory>
#include <optional>
#include <random>
#include <string_view>

#include <gtest/gtest.h>

#include "engine/database.h"
#include "engine/index_work.h"
#include "engine/writer.h"
#include "tests/engine/naive_terms.h"
#include "tests/support/fault_kv.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::engine {

// A database with built-in indexes and its writer, as a test fixture; the
// parameter says whether RocksDB is behind it. It steps by itself, with no
// thread.
class IndexSubject : public testing::TestWithParam<bool> {
 protected:
  IndexSubject();

  // A writer that has no memory of what was before.
  void Open();

  const IndexCatalog& indexes() const { return database_->catalog()->indexes; }
  bool IsUnfinished() const {
    return !indexes().building.empty() || !indexes().dropped.empty();
  }

  // Puts and deletes a few; `sources_` follow where it succeeds.
  Status Write(std::mt19937_64& random);
  Status Add(std::string_view path, std::optional<FieldKind> kind);
  // One of those that were added, building or ready.
  Status Drop(std::mt19937_64& random);
  // A chunk, of so many articles or keys.
  Status Work(std::size_t entries);
  // Any of these, or a flush, or a reopening.
  Status RandomStep(std::mt19937_64& random);
  // Works until nothing is left.
  void Finish(std::size_t entries);
  // Expects exact indexes and a clean check.
  void Compare();

  test::TemporaryFolder temporary_;
  std::shared_ptr<StoreFolder> folder_;
  std::shared_ptr<KvStore> inner_;
  std::shared_ptr<test::FaultKv> kv_;
  std::shared_ptr<Database> database_;
  std::shared_ptr<Writer> writer_;
  test::Sources sources_;
  std::size_t keys_ = 40;
  int adds_ = 0;
  int drops_ = 0;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_TESTS_ENGINE_INDEX_SUBJECT_H_
