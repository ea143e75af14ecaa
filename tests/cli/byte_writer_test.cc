#include "cli/byte_writer.h"

#include <csignal>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/files.h"

namespace pressmark::cli {
namespace {

TEST(ByteWriters, WriteEverythingInOrder) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  // Non-blocking, as a program before us in a pipeline may have left it.
  ASSERT_EQ(::fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
  std::string read;
  std::thread reader([&read, &ends] {
    Result<std::string> all = ReadToEnd(ends[0], 0, 10 << 20);
    if (all.ok()) read = *all;
  });
  std::string expected;
  {
    ByteWriter writer(ends[1], "test");
    for (int i = 0; i < 1'000; ++i) {
      std::string part(static_cast<std::size_t>(i * 7 % 900),
                       static_cast<char>('a' + i % 26));
      if (i == 500) part.assign(200'000, '!');
      writer.Append(part);
      expected += part;
    }
    writer.Flush();
    EXPECT_TRUE(writer.ok()) << writer.status().ToString();
  }
  ::close(ends[1]);
  reader.join();
  ::close(ends[0]);
  EXPECT_GT(expected.size(), 500'000u);
  EXPECT_EQ(read, expected);
}

TEST(ByteWriters, TellThatTheReaderHasGone) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  ByteWriter writer(ends[1], "test");
  writer.Append("x");
  writer.Flush();
  EXPECT_FALSE(writer.ok());
  EXPECT_TRUE(writer.reader_gone());
  writer.Append("more");
  writer.Flush();
  ::close(ends[1]);
}

TEST(ByteWriters, TellThatTheDiskIsFull) {
  int full = ::open("/dev/full", O_WRONLY);
  if (full < 0) GTEST_SKIP() << "there is no /dev/full";
  ByteWriter writer(full, "standard output");
  writer.Append("x");
  writer.Flush();
  EXPECT_EQ(writer.status().code(), StatusCode::kNoSpace);
  EXPECT_FALSE(writer.reader_gone());
  EXPECT_TRUE(writer.status().message().starts_with("standard output: "));
  ::close(full);
}

TEST(ByteWriters, FailOnWhatIsClosed) {
  ByteWriter writer(-1, "test");
  writer.Append("x");
  EXPECT_TRUE(writer.ok());
  writer.Flush();
  EXPECT_EQ(writer.status().code(), StatusCode::kIoError);
}

}  // namespace
}  // namespace pressmark::cli
