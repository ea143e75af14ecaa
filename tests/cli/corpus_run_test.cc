// The whole path over the articles of real sites: in, found, and out again.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/read_back.h"
#include "tests/cli/run_pressmark.h"
#include "tests/support/corpora.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What another reader (PyYAML) counts in a corpus. Five files have a tab
// before a value, which YAML allows and that reader refuses: one of 18f, one of
// carpentries and three of history-oddities. They count here.
struct Corpus {
  std::string name;
  std::size_t files;
  std::size_t added;
  std::size_t skipped;
  std::size_t refused;
  // Filter and how many articles it finds.
  std::vector<std::pair<std::string, std::size_t>> counts;
};

std::vector<Corpus> Corpora() {
  return {
      {"digitalgov",
       4'043,
       4'043,
       0,
       0,
       {{"has title", 2'941},
        {"has date", 2'841},
        {"has topic", 2'697},
        {"has brand", 371},
        {"has author", 2'236},
        {"has slug", 3'761},
        {"not has date", 1'202},
        {"topic = content-strategy", 710},
        {"topic = Content-STRATEGY", 710},
        {"brand = 18f", 65},
        {"date = 2016", 334},
        {"topic = content-strategy and date in 2016-01..2016-12", 168},
        {"has date and has topic and has brand", 315}}},
      {"18f",
       581,
       580,
       0,
       1,
       {{"has title", 558},
        {"has date", 422},
        {"has topic", 509},
        {"has brand", 0},
        {"has author", 509},
        {"has slug", 0},
        {"topic = \"how we work\"", 151},
        {"date = 2016", 103},
        {"topic = \"best practices\" and date = 2016", 23}}},
      {"carpentries",
       2'967,
       2'967,
       0,
       0,
       {{"has title", 2'965},
        {"has date", 2'891},
        {"has topic", 2'885},
        {"has brand", 0},
        {"has author", 2'908},
        {"has slug", 0},
        {"topic = noticed", 241},
        {"date = 2016", 263},
        {"topic = \"Software Carpentry\" and date = 2016", 221}}},
      {"roweb3",
       1'718,
       1'668,
       0,
       50,
       {{"has title", 1'178},
        {"has date", 1'121},
        {"has topic", 873},
        {"has brand", 0},
        {"has author", 949},
        {"has slug", 955},
        {"topic = \"software peer review\"", 140},
        {"date = 2016", 36},
        {"topic = community and date = 2016", 5}}},
      {"history-oddities",
       268,
       93,
       20,
       155,
       {{"has title", 84},
        {"has date", 63},
        {"has topic", 55},
        {"has brand", 0},
        {"has author", 52},
        {"has slug", 25}}},
  };
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

class CorpusRuns : public ReadBackRuns,
                   public testing::WithParamInterface<Corpus> {
 protected:
  void SetUp() override {
    PRESSMARK_NEEDS_SHARED("corpora/" + GetParam().name + ".tar.gz");
    PressmarkRuns::SetUp();
    fs::create_directory_symlink(Unpacked(GetParam().name), Path("site"));
  }

  // The folder of a corpus, unpacked once for all tests, which leave it alone:
  // making so many files takes longer than all else.
  static fs::path Unpacked(const std::string& name) {
    static std::map<std::string, test::TemporaryFolder> folders;
    auto [folder, is_new] = folders.try_emplace(name);
    if (is_new) test::UnpackCorpus(name, folder->second.path());
    return folder->second.path();
  }

  // 4 where files were refused.
  static int ImportStatus() { return GetParam().refused == 0 ? 0 : 4; }

  Finished Import(Arguments arguments) const {
    arguments.insert(arguments.begin(), {"import", "site", "--json"});
    return Expect(ImportStatus(), arguments);
  }

  // What an import prints, without the seconds.
  static std::string Summary(const Finished& finished) {
    return finished.out.substr(0, finished.out.find(",\"warnings\""));
  }

  static std::string SummaryOf(std::size_t seen, std::size_t added,
                               std::size_t updated, std::size_t unchanged,
                               std::size_t removed) {
    const Corpus& corpus = GetParam();
    std::ostringstream json;
    json << "{\"seen\":" << seen << ",\"added\":" << added
         << ",\"updated\":" << updated << ",\"unchanged\":" << unchanged
         << ",\"removed\":" << removed << ",\"skipped\":" << corpus.skipped
         << ",\"refused\":" << corpus.refused;
    return json.str();
  }

  std::vector<std::string> Keys() const {
    return LinesOf(Output({"query", "* order by @key", "--format", "keys"}));
  }

  std::string Sequence() const {
    return Member(Output({"stats", "--json"}), "sequence");
  }
};

// The path at the start of "site/PATH:LINE:COLUMN: …"; empty for other lines.
std::string PlacedPath(const std::string& line) {
  std::size_t end = line.find(": ");
  if (!line.starts_with("site/") || end == std::string::npos) return {};
  for (int number = 0; number < 2; ++number) {
    std::size_t colon = line.rfind(':', end - 1);
    if (colon == std::string::npos || colon + 1 == end) return {};
    for (std::size_t i = colon + 1; i < end; ++i) {
      if (std::isdigit(static_cast<unsigned char>(line[i])) == 0) return {};
    }
    end = colon;
  }
  return line.substr(5, end - 5);
}

TEST_P(CorpusRuns, EveryFileIsStoredOrNamed) {
  const Corpus& corpus = GetParam();
  Finished finished = Import({"--verbose"});
  EXPECT_EQ(Summary(finished), SummaryOf(corpus.files, corpus.added, 0, 0, 0));
  std::vector<std::string> accounted = Keys();
  EXPECT_EQ(accounted.size(), corpus.added);
  std::size_t skipped = 0;
  std::size_t refused = 0;
  for (const std::string& line : LinesOf(finished.err)) {
    if (line.find(": warning: ") != std::string::npos) continue;
    std::string path = PlacedPath(line);
    if (path.empty()) continue;
    ++(line.find(": skipped: ") != std::string::npos ? skipped : refused);
    accounted.push_back(path);
  }
  EXPECT_EQ(skipped, corpus.skipped);
  EXPECT_EQ(refused, corpus.refused) << "each by path, line and column";
  std::sort(accounted.begin(), accounted.end());
  EXPECT_EQ(accounted, FilesBelow("site"));
}

TEST_P(CorpusRuns, FiltersFindWhatAnotherReaderCounts) {
  Import({});
  EXPECT_EQ(Output({"count", "*"}), std::to_string(GetParam().added) + "\n");
  for (const auto& [filter, count] : GetParam().counts) {
    EXPECT_EQ(Output({"count", filter, "--lax"}), std::to_string(count) + "\n")
        << filter;
    std::string keys = Output({"query", filter, "--lax", "--format", "keys"});
    EXPECT_EQ(LinesOf(keys).size(), count) << filter;
  }
  EXPECT_THAT(Expect(0, {"check"}).out, IsEmpty());
}

TEST_P(CorpusRuns, ExportGivesBackEveryByte) {
  Import({});
  ExportAll("", 0);
  std::vector<std::string> files = FilesBelow("back/tree");
  EXPECT_EQ(files, Keys());
  EXPECT_EQ(files.size(), GetParam().added);
  for (const std::string& file : files) {
    EXPECT_TRUE(Read("back/tree/" + file) == Read("site/" + file)) << file;
  }
  EXPECT_EQ(Differences(), "");
  if (!HasReaders()) GTEST_SKIP() << "a program that reads is not there";
  std::string all = std::to_string(files.size());
  EXPECT_EQ(Readers(), all + " articles, " + all + " bodies\n");
}

TEST_P(CorpusRuns, ASecondImportWritesNothing) {
  const Corpus& corpus = GetParam();
  Import({});
  std::string sequence = Sequence();
  EXPECT_EQ(sequence, std::to_string(corpus.added));
  Finished again = Import({});
  EXPECT_EQ(Summary(again), SummaryOf(corpus.files, 0, 0, corpus.added, 0));
  EXPECT_EQ(Sequence(), sequence);
}

TEST_P(CorpusRuns, ThreeOfEachChangeAreReportedExactly) {
  const Corpus& corpus = GetParam();
  fs::remove(Path("site"));
  fs::copy(Unpacked(corpus.name), Path("site"),
           fs::copy_options::recursive | fs::copy_options::create_hard_links);
  Import({});
  std::vector<std::string> keys = Keys();
  ASSERT_GT(keys.size(), 41u);
  for (std::size_t i : {1u, 20u, 40u}) {
    std::string article = Read("site/" + keys[i]);
    fs::remove(Path("site/" + keys[i]));  // not into the file all share
    Write("site/" + keys[i], article + "\nOne more line.\n");
    Write("site/new/" + std::to_string(i) + ".md", Article("New"));
    fs::remove(Path("site/" + keys[i + 1]));
  }
  std::string expected = SummaryOf(corpus.files, 3, 3, corpus.added - 6, 3);
  std::string sequence = Sequence();
  EXPECT_EQ(Summary(Import({"--prune", "--dry-run"})), expected);
  EXPECT_EQ(Sequence(), sequence);
  EXPECT_EQ(Keys(), keys);
  EXPECT_EQ(Summary(Import({"--prune"})), expected);
  std::vector<std::string> present = Keys();
  std::vector<std::string> gone;
  std::set_difference(keys.begin(), keys.end(), present.begin(), present.end(),
                      std::back_inserter(gone));
  EXPECT_THAT(gone, ElementsAre(keys[2], keys[21], keys[41]));
  EXPECT_THAT(Output({"get", keys[20]}), HasSubstr("\nOne more line.\n"));
  EXPECT_EQ(Output({"get", "new/40.md"}), Article("New"));
  EXPECT_THAT(Expect(0, {"check"}).out, IsEmpty());
}

TEST_P(CorpusRuns, TheNumberOfJobsChangesNothing) {
  std::vector<std::string> answers;
  for (std::string jobs : {"1", "2", "7"}) {
    Arguments store = {"--store", "store" + jobs};
    Import({"--jobs", jobs, store[0], store[1]});
    answers.push_back(
        Output({"query", "* select @key, @seq, @hash, *", store[0], store[1]}));
  }
  EXPECT_EQ(LinesOf(answers[0]).size(), GetParam().added);
  EXPECT_TRUE(answers[0] == answers[1]);
  EXPECT_TRUE(answers[0] == answers[2]);
}

std::string NameOfCorpus(const testing::TestParamInfo<Corpus>& corpus) {
  std::string name = corpus.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpora, CorpusRuns, testing::ValuesIn(Corpora()),
                         NameOfCorpus);

class CorpusExemplar : public PressmarkRuns {};

TEST_F(CorpusExemplar, IsFoundAndComesBack) {
  const std::string name = "000_62d505119cd71b29.txt";
  PRESSMARK_NEEDS_SHARED("seeds/" + name);
  std::string path = test::SharedPath("seeds/" + name);
  Expect(0, {"import", path, "--as", "seeds"});
  EXPECT_EQ(Output({"get", "seeds/" + name}), test::ReadWholeFile(path));
  EXPECT_EQ(Output({"query",
                    "brand = demigos.com and date in 2021-10..2021-12 and "
                    "categoryLabel = \"Machine Learning\" select @key"}),
            "{\"@key\":\"seeds/" + name + "\"}\n");
  EXPECT_EQ(Output({"count", "topic = \"machine learning\""}), "0\n");
  std::string json = Output({"get", "seeds/" + name, "--format", "json"});
  EXPECT_THAT(json, HasSubstr("\"msvalidate.01\":null"));
  Expect(0, {"export", "*", "--format", "markdown", "-o", "out"});
  EXPECT_EQ(Read("out/seeds/" + name), test::ReadWholeFile(path));
}

}  // namespace
}  // namespace pressmark::cli
