#include "engine/kv_rocksdb_status.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pressmark::engine {
namespace {

using Rocks = rocksdb::Status;

TEST(KvRocksDbStatus, HasOurCodes) {
  const struct {
    Rocks status;
    StatusCode code;
  } cases[] = {
      {Rocks::OK(), StatusCode::kOk},
      {Rocks::NotFound(), StatusCode::kNotFound},
      {Rocks::Corruption("x"), StatusCode::kCorruption},
      {Rocks::NotSupported("x"), StatusCode::kUnsupported},
      {Rocks::InvalidArgument("x"), StatusCode::kInvalidArgument},
      {Rocks::IOError("x"), StatusCode::kIoError},
      {Rocks::NoSpace(), StatusCode::kNoSpace},
      {Rocks::SpaceLimit(), StatusCode::kNoSpace},
      {Rocks::Busy(), StatusCode::kBusy},
      {Rocks::TimedOut(), StatusCode::kBusy},
      {Rocks::Aborted(), StatusCode::kInterrupted},
      {Rocks::ShutdownInProgress(), StatusCode::kInterrupted},
      {Rocks::ColumnFamilyDropped(), StatusCode::kInternal},
  };
  for (const auto& [status, code] : cases) {
    EXPECT_EQ(FromRocksDb(status).code(), code) << status.ToString();
  }
}

TEST(KvRocksDbStatus, KeepsTheWordsWithoutControls) {
  Status status = FromRocksDb(Rocks::Corruption("bad block in \x1b[31m.sst"));
  EXPECT_EQ(status.message(), "storage: bad block in \\x1b[31m.sst");
}

TEST(KvRocksDbStatus, KnowsAHeldLock) {
  EXPECT_EQ(FromRocksDb(Rocks::IOError("While lock file: db/LOCK",
                                       "Resource temporarily unavailable"))
                .code(),
            StatusCode::kBusy);
}

TEST(KvRocksDbStatus, OfOpeningCallsWhatIsMissingDamage) {
  EXPECT_TRUE(FromRocksDbOpen(Rocks::OK()).ok());
  EXPECT_EQ(FromRocksDbOpen(Rocks::InvalidArgument("x")).code(),
            StatusCode::kCorruption);
  EXPECT_EQ(FromRocksDbOpen(Rocks::PathNotFound("x")).code(),
            StatusCode::kCorruption);
  EXPECT_EQ(FromRocksDbOpen(Rocks::NoSpace()).code(), StatusCode::kNoSpace);
}

TEST(KvRocksDbStatus, GuardLetsNothingThrough) {
  EXPECT_TRUE(Guard([] { return Status(); }).ok());
  EXPECT_EQ(Guard([]() -> Status { throw std::bad_alloc(); }).code(),
            StatusCode::kIoError);
  Status status =
      Guard([]() -> Status { throw std::runtime_error("of RocksDB"); });
  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_THAT(status.message(), testing::HasSubstr("of RocksDB"));
}

}  // namespace
}  // namespace pressmark::engine
