// Night after night: files change, are imported, and what changed is exported.
// What comes of it is a whole export, also where imports and exports are
// killed and repeated.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_pressmark.h"
#include "tests/support/corpora.h"
#include "tests/support/random.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using test::Below;
using test::Rounds;

class NightlyRuns : public PressmarkRuns {
 protected:
  enum class Kills : bool { kNone, kAtRandom };

  // A few nights over what lies in "site".
  void Run(int nights, std::size_t changes, Kills kills);

 private:
  void ChangeFiles(std::size_t changes);
  void ChangeFile(const std::string& name);
  // Runs a command to its end, after having killed it, at times, and begun
  // again.
  void Repeat(const std::string& name, const Arguments& arguments);
  void ExportChanges(int night);
  // Compares it all with whole exports.
  void Compare(int night);
  void ExpectNothingLeftOver() const;

  std::mt19937_64 random_ = test::MakeRandom();
  Kills kills_ = Kills::kNone;
  // How long a command took that was not killed, or how long the first may.
  std::map<std::string, microseconds> durations_;
  std::map<std::string, int> killed_;
  Arguments deltas_;
};

void NightlyRuns::ChangeFile(const std::string& name) {
  switch (Below(4, random_)) {
    case 0:
      fs::remove(Path("site/" + name));
      return;
    case 1:
      Write("site/" + std::to_string(Below(50, random_)) + "/new.md",
            Article("New " + std::to_string(random_()), "topics: [New]\n"));
      return;
    case 2: {
      // Another file where it was, in a folder of that name.
      fs::remove(Path("site/" + name));
      Write("site/" + name + "/moved.md", Article("Moved"));
      return;
    }
    default:
      std::ofstream(Path("site/" + name), std::ios::app)
          << "\nNight " << random_() << ".\n";
  }
}

void NightlyRuns::ChangeFiles(std::size_t changes) {
  std::vector<std::string> names = FilesBelow("site");
  std::shuffle(names.begin(), names.end(), random_);
  names.resize(std::min(names.size(), changes));
  for (const std::string& name : names) ChangeFile(name);
}

void NightlyRuns::Repeat(const std::string& name, const Arguments& arguments) {
  std::size_t attempts = kills_ == Kills::kNone ? 0 : Below(3, random_);
  auto [duration, first] = durations_.try_emplace(name, 200'000);
  for (std::size_t i = 0; i < attempts; ++i) {
    auto longest = static_cast<std::size_t>(duration->second.count());
    Process process(Path(""), arguments, {});
    std::this_thread::sleep_for(microseconds(Below(longest, random_)));
    ::kill(process.id(), SIGKILL);
    if (process.Wait().signal == SIGKILL) ++killed_[name];
  }
  auto start = std::chrono::steady_clock::now();
  Finished finished = PressmarkRuns::Run(arguments);
  duration->second = std::chrono::duration_cast<microseconds>(
      std::chrono::steady_clock::now() - start);
  // 4: some files of the site are no articles.
  EXPECT_THAT(finished.exit, testing::AnyOf(0, name == "import" ? 4 : 0))
      << name << ": " << finished.err;
}

void NightlyRuns::ExportChanges(int night) {
  // Each run of a night writes the same file, until one is done with it.
  deltas_.push_back("delta-" + std::to_string(night));
  for (const auto& [format, path] :
       {std::pair<std::string, std::string>{"jsonl", deltas_.back()},
        {"markdown", "mirror"},
        {"sqlite", "kept.db"}}) {
    Repeat(format, {"export", "*", "--format", format, "-o", path, "--state",
                    format + ".state"});
  }
}

void NightlyRuns::Compare(int night) {
  SCOPED_TRACE(night);
  for (const auto& [format, path] :
       {std::pair<std::string, std::string>{"jsonl", "full"},
        {"markdown", "full-mirror"},
        {"sqlite", "full.db"}}) {
    Expect(0, {"export", "*", "--force", "--format", format, "-o", path});
  }
  EXPECT_EQ(FilesBelow("mirror"), FilesBelow("full-mirror"));
  // Other programs stand before ours, which they leave alone.
  Process::Options diff;
  diff.wrapper = {"bash", "-c", "diff -r mirror full-mirror"};
  Finished same = PressmarkRuns::Run({}, diff);
  EXPECT_EQ(same.exit, 0) << same.out << same.err;
  Process::Options python;
  python.wrapper = {"bash", "-c", "exec python3 \"${@:2}\"", "bash"};
  Arguments arguments = {PRESSMARK_NIGHTLY, "full", "full.db", "kept.db"};
  arguments.insert(arguments.end(), deltas_.begin(), deltas_.end());
  Finished compared = PressmarkRuns::Run(arguments, python);
  EXPECT_EQ(compared.exit, 0) << compared.out << compared.err;
  EXPECT_EQ(compared.out, Output({"count", "*"}));
}

void NightlyRuns::ExpectNothingLeftOver() const {
  for (const auto& entry : fs::recursive_directory_iterator(Path(""))) {
    std::string name = entry.path().filename().native();
    EXPECT_FALSE(name.ends_with(".partial") || name.ends_with("-journal"))
        << entry.path();
  }
}

void NightlyRuns::Run(int nights, std::size_t changes, Kills kills) {
  if (!HasProgram("python3")) GTEST_SKIP() << "needs python3";
  kills_ = kills;
  for (int night = 0; night < nights; ++night) {
    if (night > 0) ChangeFiles(changes);
    Repeat("import", {"import", "site", "--prune", "--force"});
    ExportChanges(night);
    if (night % 6 == 5 || night == nights - 1) {
      ASSERT_NO_FATAL_FAILURE(Compare(night));
    }
    ExpectNothingLeftOver();
    if (HasFailure()) return;
  }
  Expect(0, {"check"});
  int all = 0;
  for (const auto& [name, count] : killed_) {
    std::cout << "killed " << name << ' ' << count << " times" << std::endl;
    all += count;
  }
  EXPECT_EQ(all > 0, kills == Kills::kAtRandom);
}

class NightlySample : public NightlyRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    fs::copy(fs::path(PRESSMARK_SOURCE_ROOT) / "tests/data/newsroom",
             Path("site"), fs::copy_options::recursive);
  }
};

TEST_F(NightlySample, EndsAsAWholeExport) { Run(3, 6, Kills::kNone); }

TEST_F(NightlySample, EndsAsAWholeExportAlsoWhereItIsKilled) {
  Run(Rounds(12), 6, Kills::kAtRandom);
}

TEST_F(NightlyRuns, OfACorpusEndAsAWholeExportWhereTheyAreKilled) {
  PRESSMARK_NEEDS_SHARED("corpora/digitalgov.tar.gz");
  fs::create_directory(Path("site"));
  test::UnpackCorpus("digitalgov", Path("site"));
  // A fourth of it is enough to be killed in, and sooner compared.
  std::vector<std::string> names = FilesBelow("site");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i % 4 != 0) fs::remove(Path("site/" + names[i]));
  }
  Run(3, 40, Kills::kAtRandom);
}

}  // namespace
}  // namespace pressmark::cli
