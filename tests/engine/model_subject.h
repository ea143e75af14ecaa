#ifndef PRESSMARK_TESTS_ENGINE_MODEL_SUBJECT_H_
#define PRESSMARK_TESTS_ENGINE_MODEL_SUBJECT_H_

#include <memory>
#include <string>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/result.h>
#include <pressmark/store.h>

#include "engine/reader.h"
#include "tests/engine/model_store.h"

namespace pressmark::test {

// A store under test, over whichever backend.
class ModelSubject {
 public:
  virtual ~ModelSubject() = default;

  virtual Result<WriteOutcome> Write(
      const std::vector<ModelStore::Operation>& operations) = 0;
  virtual Status Forget(std::uint64_t before) = 0;
  virtual std::shared_ptr<const engine::Reader> Read() = 0;
  Snapshot TakeSnapshot() { return Snapshot(Read()); }
  virtual CheckReport Check() = 0;
  // Something that must change nothing: flush, compact, close and open, begin
  // or end of bulk. `number` says what.
  virtual void Disturb(std::size_t number) = 0;
};

// In a folder, over RocksDB.
std::unique_ptr<ModelSubject> MakeRocksSubject();
// Over the map in memory.
std::unique_ptr<ModelSubject> MakeMemorySubject();

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_ENGINE_MODEL_SUBJECT_H_
