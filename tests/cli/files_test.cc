#include "cli/files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  std::string Path(std::string_view name) const {
    return (folder_.path() / name).native();
  }
  std::string Make(std::string_view name, std::string_view text) const {
    std::ofstream(Path(name), std::ios::binary) << text;
    return Path(name);
  }
  static StatusCode OpenCode(const std::string& path,
                             Links links = Links::kFollow,
                             std::size_t limit = 100) {
    return OpenRegularFile(path, links, limit).status().code();
  }

  test::TemporaryFolder folder_;
};

TEST_F(Files, AreReadWhole) {
  std::string text("a\0b\r\n\xff", 6);
  Result<std::string> read = ReadInput(Make("a", text), 6);
  ASSERT_TRUE(read.ok()) << read.status().ToString();
  EXPECT_EQ(*read, text);
}

TEST_F(Files, AreReadToTheLimitAndNotBeyond) {
  std::string path = Make("a", std::string(100, 'x'));
  EXPECT_TRUE(ReadInput(path, 100).ok());
  Result<std::string> read = ReadInput(path, 99);
  EXPECT_EQ(read.status().code(), StatusCode::kLimitExceeded);
  EXPECT_NE(read.status().ToString().find(path), std::string::npos);
}

TEST_F(Files, ThatGrowWhileTheyAreReadStayWithinTheLimit) {
  std::string path = Make("a", std::string(100'000, 'x'));
  int descriptor = ::open(path.c_str(), O_RDONLY);
  EXPECT_EQ(ReadToEnd(descriptor, 10, 99'999).status().code(),
            StatusCode::kLimitExceeded);
  ::lseek(descriptor, 0, SEEK_SET);
  Result<std::string> all = ReadToEnd(descriptor, 10, 100'000);
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all->size(), 100'000u);
  ::close(descriptor);
}

TEST_F(Files, OfATerabyteAreRefusedUnread) {
  std::string path = Make("sparse.md", "");
  ASSERT_EQ(::truncate(path.c_str(), off_t{1} << 40), 0);
  EXPECT_EQ(OpenCode(path), StatusCode::kLimitExceeded);
}

TEST_F(Files, ThatAreNoneAreRefusedWithoutWaiting) {
  ASSERT_EQ(::mkfifo(Path("fifo").c_str(), 0666), 0);
  EXPECT_EQ(OpenCode(Path("fifo")), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode(Path("")), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("/dev/zero"), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode(Path("absent")), StatusCode::kNotFound);

  int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::string path = Path("s");
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  ASSERT_EQ(
      ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address),
      0);
  EXPECT_EQ(OpenCode(path), StatusCode::kInvalidArgument);
  ::close(listener);
}

TEST_F(Files, BehindLinksAsAsked) {
  Make("real", "x");
  fs::create_symlink("real", Path("link"));
  fs::create_symlink("absent", Path("dangling"));
  fs::create_symlink("self", Path("self"));
  EXPECT_EQ(OpenCode(Path("link"), Links::kFollow), StatusCode::kOk);
  EXPECT_EQ(OpenCode(Path("link"), Links::kRefuse),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode(Path("dangling")), StatusCode::kNotFound);
  EXPECT_EQ(OpenCode(Path("self")), StatusCode::kInvalidArgument);
}

TEST(SystemErrors, TellFullDisksApart) {
  EXPECT_EQ(SystemError(ENOSPC, "a").code(), StatusCode::kNoSpace);
  EXPECT_EQ(SystemError(EDQUOT, "a").code(), StatusCode::kNoSpace);
  EXPECT_EQ(SystemError(EFBIG, "a").code(), StatusCode::kIoError);
  EXPECT_EQ(SystemError(EROFS, "a").code(), StatusCode::kReadOnly);
  EXPECT_EQ(SystemError(ENOENT, "a.md").message(),
            "a.md: No such file or directory");
}

}  // namespace
}  // namespace pressmark::cli
