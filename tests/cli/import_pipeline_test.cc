#include "cli/import_pipeline.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

class Pipelines : public testing::Test {
 protected:
  // Makes files 000.md, 001.md … and names them.
  ImportFiles Make(int count) {
    for (int i = 0; i < count; ++i) {
      std::string name = std::to_string(1'000 + i).substr(1) + ".md";
      std::ofstream(folder_.path() / name) << "x";
      names_.push_back(name);
    }
    return *ImportFiles::Open({folder_.path().native()}, "", {});
  }
  static PreparedFile Prepared(ImportFile file) {
    PreparedFile prepared;
    prepared.file = std::move(file);
    return prepared;
  }
  static std::vector<std::string> Keys(ImportPipeline& pipeline) {
    std::vector<std::string> keys;
    while (std::optional<PreparedFile> file = pipeline.Next()) {
      keys.push_back(file->file.key);
    }
    return keys;
  }

  test::TemporaryFolder folder_;
  std::vector<std::string> names_;
};

TEST_F(Pipelines, KeepTheOrderWhateverTheThreads) {
  ImportFiles files = Make(100);
  for (unsigned threads : {1u, 2u, 7u}) {
    ImportPipeline pipeline(
        *ImportFiles::Open({folder_.path().native()}, "", {}),
        [](ImportFile file, const ImportPipeline::Reserve& reserve) {
          reserve(10);
          // The later the file, the sooner it is ready.
          if (file.key < "050.md") std::this_thread::yield();
          return Prepared(std::move(file));
        },
        threads);
    EXPECT_EQ(Keys(pipeline), names_);
  }
}

TEST_F(Pipelines, LargeFilesGoOneAfterAnother) {
  ImportFiles files = Make(20);
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  ImportPipeline pipeline(
      std::move(files),
      [&](ImportFile file, const ImportPipeline::Reserve& reserve) {
        reserve(std::size_t{30} << 20);
        int now = ++inside;
        if (now > most) most = now;
        std::this_thread::yield();
        --inside;
        return Prepared(std::move(file));
      },
      4);
  EXPECT_EQ(Keys(pipeline), names_);
  // The one to hand out may always go on, beside the one that had room.
  EXPECT_LE(most, 2);
}

TEST_F(Pipelines, AnExceptionIsAFailedFile) {
  ImportPipeline pipeline(
      Make(3),
      [](ImportFile file, const ImportPipeline::Reserve&) -> PreparedFile {
        if (file.key == "001.md") throw std::runtime_error("no memory");
        return Prepared(std::move(file));
      },
      2);
  ASSERT_TRUE(pipeline.Next());
  std::optional<PreparedFile> failed = pipeline.Next();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->outcome, PreparedFile::Outcome::kFailed);
  EXPECT_EQ(failed->status.message(), "no memory");
  EXPECT_TRUE(pipeline.Next());
  EXPECT_FALSE(pipeline.Next());
}

TEST_F(Pipelines, MayBeLeftInTheMiddle) {
  ImportPipeline pipeline(
      Make(50),
      [](ImportFile file, const ImportPipeline::Reserve& reserve) {
        reserve(std::size_t{20} << 20);
        return Prepared(std::move(file));
      },
      4);
  EXPECT_TRUE(pipeline.Next());
}

class PreparedFiles : public testing::Test {
 protected:
  PreparedFile Prepare(std::string_view text) const {
    std::string path = (folder_.path() / "a.md").native();
    std::ofstream(path, std::ios::binary) << text;
    ImportFile file;
    file.path = path;
    file.key = "a.md";
    return PrepareFile(context_, std::move(file), [](std::size_t) {});
  }

  test::TemporaryFolder folder_;
  PrepareContext context_{nullptr, nullptr, Mapping::BuiltIn(), Limits{}, ""};
};

using Outcome = PreparedFile::Outcome;

TEST_F(PreparedFiles, AreReadyRefusedOrSkipped) {
  EXPECT_EQ(Prepare("---\ntitle: x\n---\n").outcome, Outcome::kReady);
  EXPECT_EQ(Prepare("no front matter\n").outcome, Outcome::kSkipped);
  EXPECT_EQ(Prepare("---\ntitle: [\n---\n").outcome, Outcome::kRefused);
  EXPECT_EQ(Prepare("").outcome, Outcome::kRefused);
}

TEST_F(PreparedFiles, OfTheLimitAndOneByteBeyond) {
  context_.limits.article_bytes = 30;
  std::string text = "---\ntitle: x\n---\n";
  text.resize(30, 'b');
  EXPECT_EQ(Prepare(text).outcome, Outcome::kReady);
  PreparedFile beyond = Prepare(text + "b");
  EXPECT_EQ(beyond.outcome, Outcome::kRefused);
  EXPECT_EQ(beyond.status.code(), StatusCode::kLimitExceeded);
}

TEST_F(PreparedFiles, NeedAKey) {
  for (std::string key : {std::string("\xff.md"), std::string(1'025, 'k')}) {
    ImportFile file;
    file.path = "/dev/null";
    file.key = key;
    PreparedFile prepared =
        PrepareFile(context_, std::move(file), [](std::size_t) {});
    EXPECT_EQ(prepared.outcome, Outcome::kRefused);
    EXPECT_EQ(prepared.status.message().find("null"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace pressmark::cli
