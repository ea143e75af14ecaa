// What a folder must be to be made a store, and to be opened as one; and that
// a refusal changes nothing in it.

#include "engine/store_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <pressmark/store.h>

#include "engine/bytes.h"
#include "engine/kv_rocksdb.h"
#include "schema/hash.h"
#include "tests/engine/store_files.h"
#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

using test::Contents;
using test::Fails;
using test::IsOk;
using test::SourceOf;
using test::ValueOf;
using test::WriteFile;

class StoreFolderTest : public testing::Test {
 protected:
  fs::path path() const { return folder_.path() / "store"; }

  static OpenOptions For(OpenMode mode) {
    OpenOptions options;
    options.mode = mode;
    return options;
  }
  // A store with an article, closed.
  void MakeStore() {
    Store store = ValueOf(Store::Create(path()));
    ValueOf(store.Put("a", SourceOf({})));
    ASSERT_THAT(store.Close(), IsOk());
  }
  // In either mode, and the folder stays as it is.
  void ExpectRefused(StatusCode code, const std::string& words) {
    auto before = Contents(folder_.path());
    for (OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
      Result<Store> opened = Store::Open(path(), For(mode));
      EXPECT_THAT(opened, Fails(code, words));
      EXPECT_THAT(opened, Fails(code, "store"));
    }
    EXPECT_EQ(Contents(folder_.path()), before);
  }
  void ExpectNotMade(const std::string& words) {
    auto before = Contents(folder_.path());
    EXPECT_THAT(Store::Create(path()),
                Fails(StatusCode::kAlreadyExists, words));
    EXPECT_EQ(Contents(folder_.path()), before);
  }

  test::TemporaryFolder folder_;
};

TEST_F(StoreFolderTest, IsMadeWhereNothingIs) {
  EXPECT_THAT(Store::Create(path() / "in" / "folders"), IsOk());
  EXPECT_THAT(Store::Open(path() / "in" / "folders"), IsOk());
}

TEST_F(StoreFolderTest, IsMadeInAnEmptyFolder) {
  fs::create_directory(path());
  EXPECT_THAT(Store::Create(path() / ""), IsOk());
  EXPECT_THAT(Store::Open(path()), IsOk());
}

TEST_F(StoreFolderTest, IsNotMadeWhereAnythingIs) {
  WriteFile(path(), "a file");
  ExpectNotMade("not an empty folder");
  fs::remove(path());
  fs::create_directory(path());
  WriteFile(path() / "mine", "");
  ExpectNotMade("not an empty folder");
}

TEST_F(StoreFolderTest, IsNotMadeTwice) {
  MakeStore();
  ExpectNotMade("already");
}

TEST_F(StoreFolderTest, HasAName) {
  EXPECT_THAT(Store::Create(""), Fails(StatusCode::kInvalidArgument, "\"\""));
  EXPECT_THAT(Store::Open(""), Fails(StatusCode::kInvalidArgument, "\"\""));
}

TEST_F(StoreFolderTest, IsNotFoundWhereNothingIs) {
  ExpectRefused(StatusCode::kNotFound, "there is no store");
  fs::create_directory(path());
  ExpectRefused(StatusCode::kNotFound, "the folder is empty");
}

TEST_F(StoreFolderTest, IsNoFileAndNoOtherFolder) {
  WriteFile(path(), "a file");
  ExpectRefused(StatusCode::kUnsupportedFormat, "is not a store");
  fs::remove(path());
  fs::create_directory(path());
  WriteFile(path() / "mine", "my file");
  ExpectRefused(StatusCode::kUnsupportedFormat, "is not a store");
}

TEST_F(StoreFolderTest, IsNotAnotherProgramsDatabase) {
  ValueOf(engine::CreateRocksDb(path().string(), OpenOptions()));
  ExpectRefused(StatusCode::kUnsupportedFormat, "is not a store");
  ExpectNotMade("not an empty folder");
}

TEST_F(StoreFolderTest, IsNotWhatHasAnotherFileOfThatName) {
  fs::create_directory(path());
  WriteFile(path() / "FORMAT", "a4, two columns and a margin");
  ExpectRefused(StatusCode::kUnsupportedFormat, "not that of a store");
}

// What a creation killed at one point or another leaves.
TEST_F(StoreFolderTest, IsMadeAnewWhereACreationWasCutShort) {
  const std::vector<std::vector<std::string>> stages = {
      {},
      {"watermark.new"},
      {"watermark"},
      {"watermark", "db-1/CURRENT", "db-1/MANIFEST-000001"},
      {"watermark", "db-1/CURRENT", "FORMAT.new"}};
  for (const std::vector<std::string>& files : stages) {
    fs::remove_all(path());
    fs::create_directories(path() / "db-1");
    if (files.size() < 2) fs::remove(path() / "db-1");
    WriteFile(path() / "LOCK", "pressmark lock\n");
    for (const std::string& file : files) WriteFile(path() / file, "half");
    ExpectRefused(StatusCode::kNotFound, "its creation was cut short");
    EXPECT_THAT(Store::Create(path()), IsOk());
    EXPECT_THAT(Store::Open(path()), IsOk());
  }
  fs::remove_all(path());
  fs::create_directory(path());
  WriteFile(path() / "LOCK", "");
  EXPECT_THAT(Store::Create(path()), IsOk());
}

TEST_F(StoreFolderTest, TakesNothingElseForACreationCutShort) {
  fs::create_directory(path());
  WriteFile(path() / "watermark", "mine");
  ExpectNotMade("not an empty folder");
  WriteFile(path() / "LOCK", "");
  ExpectNotMade("not an empty folder");
  WriteFile(path() / "LOCK", "my own lock");
  ExpectNotMade("not an empty folder");
  ExpectRefused(StatusCode::kUnsupportedFormat, "is not a store");
}

TEST_F(StoreFolderTest, OfANewerFormatIsRefusedByItsNumber) {
  MakeStore();
  std::string format = test::ReadFile(path() / "FORMAT");
  format[16] = 3;
  for (const std::string& newer : {format, format + "and more"}) {
    WriteFile(path() / "FORMAT", newer);
    ExpectRefused(StatusCode::kUnsupportedFormat, "format version 3");
  }
}

TEST_F(StoreFolderTest, WithAFormatCutShortIsDamaged) {
  MakeStore();
  std::string format = test::ReadFile(path() / "FORMAT");
  ASSERT_EQ(format.size(), 64u);
  for (std::size_t size = 0; size < format.size(); ++size) {
    WriteFile(path() / "FORMAT", format.substr(0, size));
    EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kCorruption, "FORMAT"))
        << size;
  }
  WriteFile(path() / "FORMAT", format + "x");
  EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kCorruption, "FORMAT"));
  WriteFile(path() / "FORMAT", std::string(1 << 20, 'x'));
  EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kCorruption, "FORMAT"));
}

TEST_F(StoreFolderTest, WithAGarbledFormatIsRefused) {
  MakeStore();
  std::string format = test::ReadFile(path() / "FORMAT");
  for (std::size_t i = 0; i < format.size(); ++i) {
    std::string garbled = format;
    garbled[i] = static_cast<char>(garbled[i] ^ 0x40);
    WriteFile(path() / "FORMAT", garbled);
    if (i < 16) {
      EXPECT_THAT(Store::Open(path()),
                  Fails(StatusCode::kUnsupportedFormat, "not that of a store"));
    } else if (i < 20) {
      EXPECT_THAT(Store::Open(path()),
                  Fails(StatusCode::kUnsupportedFormat, "format version"));
    } else {
      EXPECT_THAT(Store::Open(path()),
                  Fails(StatusCode::kCorruption, "FORMAT is damaged"));
    }
  }
}

TEST_F(StoreFolderTest, OpensNothingThatIsNoRegularFile) {
  for (const char* name :
       {"FORMAT", "LOCK", "watermark", "db-1/CURRENT", "db-1/IDENTITY"}) {
    fs::remove_all(path());
    MakeStore();
    fs::rename(path() / name, folder_.path() / "moved");
    ASSERT_EQ(::mkfifo((path() / name).c_str(), 0600), 0);
    for (OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
      EXPECT_THAT(Store::Open(path(), For(mode)),
                  Fails(StatusCode::kCorruption, ""))
          << name;
    }
    fs::remove(path() / name);
    fs::create_symlink(folder_.path() / "moved", path() / name);
    EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kCorruption, ""))
        << name;
  }
}

TEST_F(StoreFolderTest, WithoutItsDatabaseIsDamagedAndNotMadeAnew) {
  MakeStore();
  fs::remove(path() / "db-1" / "CURRENT");
  ExpectRefused(StatusCode::kCorruption, "CURRENT");
  fs::rename(path() / "db-1", path() / "db-2");
  ExpectRefused(StatusCode::kCorruption, "\"db-1\"");
}

TEST_F(StoreFolderTest, WithAnotherStoresDatabaseIsDamaged) {
  MakeStore();
  ASSERT_THAT(Store::Create(folder_ / "other"), IsOk());
  test::CopyFolder(folder_.path() / "other" / "db-1", path() / "db-1");
  EXPECT_THAT(Store::Open(path()),
              Fails(StatusCode::kCorruption, "another store"));
}

TEST_F(StoreFolderTest, LosesWhatAKilledRebuildLeftWhenOpenedForWriting) {
  MakeStore();
  fs::create_directory(path() / "db-7");
  WriteFile(path() / "db-7" / "CURRENT", "half");
  EXPECT_THAT(Store::Open(path(), For(OpenMode::kRead)), IsOk());
  EXPECT_TRUE(fs::exists(path() / "db-7"));
  EXPECT_THAT(Store::Open(path()), IsOk());
  EXPECT_FALSE(fs::exists(path() / "db-7"));
}

TEST_F(StoreFolderTest, WithoutItsLockIsOpenedForWritingFirst) {
  MakeStore();
  fs::remove(path() / "LOCK");
  EXPECT_THAT(Store::Open(path(), For(OpenMode::kRead)),
              Fails(StatusCode::kCorruption, "LOCK"));
  EXPECT_THAT(Store::Open(path()), IsOk());
  EXPECT_THAT(Store::Open(path(), For(OpenMode::kRead)), IsOk());
}

TEST_F(StoreFolderTest, IsTheSameStoreByWhateverPath) {
  Store store = ValueOf(Store::Create(path()));
  fs::create_directory_symlink(path(), folder_.path() / "link");
  fs::path here = fs::current_path();
  fs::current_path(folder_.path());
  for (const fs::path& other :
       {path(), folder_.path() / "link", folder_.path() / "." / "store",
        path() / ".." / "store" / "", fs::path("store"), fs::path("./link/")}) {
    for (OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
      EXPECT_THAT(Store::Open(other, For(mode)),
                  Fails(StatusCode::kBusy, "the store at"))
          << other;
    }
    EXPECT_THAT(Store::Create(other),
                Fails(StatusCode::kAlreadyExists, "already"));
  }
  fs::current_path(here);
}

// Another process that holds a lock on a file. Between fork and exit it only
// calls what is safe in a child of a process with threads.
class LockHolder {
 public:
  LockHolder(const fs::path& path, int kind) {
    int ready[2] = {};
    int done[2] = {};
    if (::pipe(ready) != 0 || ::pipe(done) != 0) std::abort();
    child_ = ::fork();
    if (child_ == 0) {
      ::close(done[1]);
      int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
      char byte = ::flock(file, kind | LOCK_NB) == 0 ? 'y' : 'n';
      if (::write(ready[1], &byte, 1) != 1) ::_exit(1);
      ssize_t ended = ::read(done[0], &byte, 1);
      ::_exit(ended == 0 ? 0 : 1);
    }
    ::close(ready[1]);
    ::close(done[0]);
    done_ = done[1];
    char byte = 'n';
    holds_ = ::read(ready[0], &byte, 1) == 1 && byte == 'y';
    ::close(ready[0]);
  }
  LockHolder(const LockHolder&) = delete;
  LockHolder& operator=(const LockHolder&) = delete;
  ~LockHolder() {
    ::close(done_);
    ::waitpid(child_, nullptr, 0);
  }
  bool holds() const { return holds_; }

 private:
  pid_t child_ = -1;
  int done_ = -1;
  bool holds_ = false;
};

TEST_F(StoreFolderTest, IsBusyWhileAnotherProcessWrites) {
  MakeStore();
  {
    LockHolder writer(path() / "LOCK", LOCK_EX);
    ASSERT_TRUE(writer.holds());
    ExpectRefused(StatusCode::kBusy, path().string());
  }
  EXPECT_THAT(Store::Open(path()), IsOk());
}

TEST_F(StoreFolderTest, IsSharedWithAnotherProcessThatReads) {
  MakeStore();
  LockHolder reader(path() / "LOCK", LOCK_SH);
  ASSERT_TRUE(reader.holds());
  EXPECT_THAT(Store::Open(path()), Fails(StatusCode::kBusy, "open already"));
  EXPECT_THAT(Store::Open(path(), For(OpenMode::kRead)), IsOk());
}

TEST_F(StoreFolderTest, LocksOthersOutWhileItIsOpenAndNotAfterClose) {
  MakeStore();
  Store store = ValueOf(Store::Open(path()));
  EXPECT_FALSE(LockHolder(path() / "LOCK", LOCK_SH).holds());
  EXPECT_THAT(store.Close(), IsOk());
  EXPECT_TRUE(LockHolder(path() / "LOCK", LOCK_EX).holds());
}

// As somebody who may not write there.
class ReadOnlyFolder {
 public:
  explicit ReadOnlyFolder(const fs::path& folder) {
    fs::permissions(folder, fs::perms(0755));
    if (::geteuid() == 0) {
      fs::permissions(folder.parent_path(), fs::perms(0755));
      changed_ = ::seteuid(65534) == 0;
    } else {
      fs::permissions(folder, fs::perms(0555));
      changed_ = true;
      folder_ = folder;
    }
  }
  ReadOnlyFolder(const ReadOnlyFolder&) = delete;
  ReadOnlyFolder& operator=(const ReadOnlyFolder&) = delete;
  ~ReadOnlyFolder() {
    if (folder_.empty()) {
      if (::seteuid(0) != 0) std::abort();
    } else {
      fs::permissions(folder_, fs::perms(0755));
    }
  }
  bool changed() const { return changed_; }

 private:
  fs::path folder_;
  bool changed_ = false;
};

TEST_F(StoreFolderTest, ThatMayNotBeWrittenIsReadAllTheSame) {
  MakeStore();
  ReadOnlyFolder read_only(path());
  ASSERT_TRUE(read_only.changed());
  EXPECT_THAT(Store::Open(path()),
              Fails(StatusCode::kReadOnly, path().string()));
  Store store = ValueOf(Store::Open(path(), For(OpenMode::kRead)));
  EXPECT_EQ(ValueOf(ValueOf(store.TakeSnapshot()).Source("a")), SourceOf({}));
  EXPECT_THAT(Store::Create(path() / "new"),
              Fails(StatusCode::kReadOnly, "cannot create"));
}

}  // namespace
}  // namespace pressmark
