#include "cli/export_state.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

using test::Fails;
using test::IsOk;
using test::ValueOf;

ExportState Sample() {
  ExportState state;
  state.sequence = 4711;
  state.output = {12, 4700, "/a b\\nc"};
  state.origin = {{"query", "topic = \"a b\""}, {"target", ""}};
  return state;
}

TEST(ExportState, IsTheseLines) {
  EXPECT_THAT(EncodeExportState(Sample()),
              testing::MatchesRegex("pressmark export state 1\n"
                                    "sequence 4711\n"
                                    "output 12 4700 /a b\\\\nc\n"
                                    "query topic = \"a b\"\n"
                                    "target \n"
                                    "checksum [0-9a-f]+\n"));
}

TEST(ExportState, IsGivenBack) {
  ExportState state = ValueOf(DecodeExportState(EncodeExportState(Sample())));
  EXPECT_EQ(state.sequence, 4711u);
  EXPECT_FALSE(state.whole);
  EXPECT_EQ(state.output->process, 12u);
  EXPECT_EQ(state.output->from, 4700u);
  EXPECT_EQ(state.output->path, "/a b\\nc");
  EXPECT_EQ(state.origin, Sample().origin);
  ExportState begun;
  begun.whole = true;
  begun = ValueOf(DecodeExportState(EncodeExportState(begun)));
  EXPECT_FALSE(begun.sequence);
  EXPECT_FALSE(begun.output);
  EXPECT_TRUE(begun.whole);
}

TEST(ExportState, TellsWhatWasMade) {
  ExportState state = Sample();
  state.made = {{"12-3.4", 4711}, {"13", std::nullopt}};
  std::string bytes = EncodeExportState(state);
  EXPECT_THAT(bytes, testing::HasSubstr("made 12-3.4 4711\nmade 13 none\n"));
  state = ValueOf(DecodeExportState(bytes));
  ASSERT_EQ(state.made.size(), 2u);
  EXPECT_EQ(state.made[0].mark, "12-3.4");
  EXPECT_EQ(state.made[0].sequence, 4711u);
  EXPECT_FALSE(state.made[1].sequence);
}

TEST(ExportState, IsNoneWhenAnyByteIsAnother) {
  std::string bytes = EncodeExportState(Sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_THAT(DecodeExportState(bytes.substr(0, i)),
                Fails(StatusCode::kInvalidArgument, ""));
    std::string other = bytes;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_THAT(DecodeExportState(other),
                Fails(StatusCode::kInvalidArgument, ""));
  }
  EXPECT_THAT(DecodeExportState(bytes + "x"),
              Fails(StatusCode::kInvalidArgument, "damaged"));
  EXPECT_THAT(DecodeExportState("---\ntitle: A\n"),
              Fails(StatusCode::kInvalidArgument, "no state of an export"));
  EXPECT_THAT(DecodeExportState("pressmark export state 2\nx\n"),
              Fails(StatusCode::kInvalidArgument, "another version"));
}

TEST(OnOneLine, KeepsTextsApart) {
  EXPECT_EQ(OnOneLine("a\nb\r\\n"), "a\\nb\\r\\\\n");
  EXPECT_NE(OnOneLine("\n"), OnOneLine("\\n"));
  for (const char* text : {"", "a\nb\r\\n", "\\", "\\\\n\n"}) {
    EXPECT_EQ(FromOneLine(OnOneLine(text)), text);
  }
}

class ExportStateFileTest : public testing::Test {
 protected:
  ExportTarget Place() const {
    return {folder_.path() / "state", folder_.path(), Replace::kNo};
  }
  std::string Bytes(const char* name) const {
    std::ifstream file(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  int Files() const {
    return static_cast<int>(
        std::distance(fs::directory_iterator(folder_.path()), {}));
  }

  test::TemporaryFolder folder_;
};

TEST_F(ExportStateFileTest, IsThereOnceWritten) {
  {
    ExportStateFile file = ValueOf(ExportStateFile::Open(Place()));
    EXPECT_FALSE(file.state());
    EXPECT_EQ(Files(), 0);
    ASSERT_THAT(file.Write(Sample()), IsOk());
    ASSERT_THAT(file.Write(Sample()), IsOk());
    EXPECT_EQ(file.state()->sequence, 4711u);
  }
  EXPECT_EQ(Files(), 1);
  EXPECT_EQ(Bytes("state"), EncodeExportState(Sample()));
  EXPECT_EQ(ValueOf(ExportStateFile::Open(Place())).state()->sequence, 4711u);
}

TEST_F(ExportStateFileTest, IsHeldByOneRun) {
  std::optional<ExportStateFile> first =
      ValueOf(ExportStateFile::Open(Place()));
  ExportStateFile second = ValueOf(ExportStateFile::Open(Place()));
  ASSERT_THAT(first->Write(Sample()), IsOk());
  EXPECT_THAT(second.Write({}), Fails(StatusCode::kBusy, "is running"));
  EXPECT_THAT(ExportStateFile::Open(Place()),
              Fails(StatusCode::kBusy, "is running"));
  ASSERT_THAT(first->Write(Sample()), IsOk());
  EXPECT_THAT(ExportStateFile::Open(Place()),
              Fails(StatusCode::kBusy, "is running"));
  first.reset();
  EXPECT_THAT(ExportStateFile::Open(Place()), IsOk());
  EXPECT_EQ(Files(), 1);
}

TEST_F(ExportStateFileTest, IsNothingElse) {
  fs::create_directory(folder_.path() / "state");
  EXPECT_THAT(ExportStateFile::Open(Place()),
              Fails(StatusCode::kInvalidArgument, ""));
  fs::remove(folder_.path() / "state");
  ASSERT_EQ(::mkfifo((folder_.path() / "state").c_str(), 0600), 0);
  EXPECT_THAT(ExportStateFile::Open(Place()),
              Fails(StatusCode::kInvalidArgument, ""));
  fs::remove(folder_.path() / "state");
  fs::create_symlink("elsewhere", folder_.path() / "state");
  EXPECT_THAT(ExportStateFile::Open(Place()),
              Fails(StatusCode::kInvalidArgument, ""));
  fs::remove(folder_.path() / "state");
  std::ofstream(folder_.path() / "state").close();
  EXPECT_THAT(ExportStateFile::Open(Place()),
              Fails(StatusCode::kInvalidArgument, "no state of an export"));
}

// What a killed run left of the next state is written over.
TEST_F(ExportStateFileTest, TakesNoNoticeOfWhatAKilledRunLeft) {
  std::ofstream(folder_.path() / ".state.partial") << std::string(5000, 'x');
  ExportStateFile file = ValueOf(ExportStateFile::Open(Place()));
  ASSERT_THAT(file.Write(Sample()), IsOk());
  EXPECT_EQ(Bytes("state"), EncodeExportState(Sample()));
  EXPECT_EQ(Files(), 1);
}

}  // namespace
}  // namespace pressmark::cli
