// What is wrong is named, and nothing of it is stored: bad files, stores that
// are held, missing or read-only, and commands cut short.
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <pressmark/store.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class BadInput : public PressmarkRuns {
 protected:
  // Lists of ten aliases each, ten to the eighth values in all.
  static std::string AliasBomb() {
    std::string yaml = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char name = 'b'; name < 'i'; ++name) {
      std::string list;
      for (int i = 0; i < 10; ++i) {
        list += (i == 0 ? "*" : ", *") + std::string(1, char(name - 1));
      }
      yaml += std::string(1, name) + ": &" + name + " [" + list + "]\n";
    }
    return yaml;
  }
};

TEST_F(BadInput, FilesBeyondALimitAreRefusedByPlaceAndTheRestIsStored) {
  struct Case {
    std::string name;
    std::string front_matter;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"big", "note: " + std::string(std::size_t{1} << 20, 'y') + "\n",
       "at most 1048576"},
      {"deep", "a: " + std::string(100, '[') + std::string(100, ']') + "\n",
       "64 levels"},
      {"aliases", AliasBomb(), "100000 values"},
      {"cycle", "a: &a [*a]\n", "alias"},
      {"latin", "note: caf\xe9\n", "UTF-8"},
  };
  Write("site/good.md", Article("Good"));
  for (const Case& bad : cases) {
    Write("site/" + bad.name + ".md", Article("Bad", bad.front_matter));
  }
  Finished finished = Expect(4, {"import", "site", "--json"});
  EXPECT_EQ(Member(finished.out, "added"), "1");
  EXPECT_EQ(Member(finished.out, "refused"), std::to_string(cases.size()));
  for (const Case& bad : cases) {
    EXPECT_THAT(finished.err,
                ContainsRegex("site/" + bad.name +
                              "\\.md:[0-9]+:[0-9]+: [^\n]*" + bad.message))
        << bad.name;
    Expect(1, {"get", bad.name + ".md"});
  }
  EXPECT_EQ(Output({"count", "*"}), "1\n");
  EXPECT_THAT(Expect(0, {"check"}).out, IsEmpty());
}

TEST_F(BadInput, ARefusedChangeKeepsTheArticleAsItWas) {
  Write("site/a.md", Article("A"));
  Expect(0, {"import", "site"});
  Write("site/a.md", "---\ntitle: [\n---\n");
  Expect(4, {"import", "site", "--prune"});
  EXPECT_EQ(Output({"get", "a.md"}), Article("A"));
  Process::Options broken;
  broken.input = "---\ntitle: [\n---\n";
  Expect(4, {"put", "a.md", "-"}, broken);
  EXPECT_EQ(Output({"get", "a.md"}), Article("A"));
}

TEST_F(BadInput, AKeyThatIsTooLongIsRefused) {
  std::string folder = "site";
  for (int i = 0; i < 5; ++i) folder += "/" + std::string(220, 'd');
  Write(folder + "/x.md", Article("Deep"));
  Write("site/a.md", Article("A"));
  Finished finished = Expect(4, {"import", "site"});
  EXPECT_THAT(finished.err, HasSubstr("more than the limit of 1024 bytes"));
  EXPECT_EQ(Output({"query", "*", "--format", "keys"}), "a.md\n");
}

TEST_F(BadInput, AStoreThatIsWrittenToIsBusyForAllOthers) {
  Write("site/a.md", Article("A"));
  Expect(0, {"import", "site"});
  Result<Store> writer = Store::Open(Path("pressmark.store"));
  ASSERT_TRUE(writer.ok()) << writer.status().ToString();
  for (const Arguments& command : std::vector<Arguments>{
           {"import", "site"},
           {"put", "b.md", "site/a.md"},
           {"delete", "a.md"},
           {"count", "*"},
           {"query", "*"},
           {"check"},
           {"compact"},
           {"export", "*", "--format", "csv", "-o", "o.csv"}}) {
    Arguments at_once = {"--wait", "0"};
    at_once.insert(at_once.end(), command.begin(), command.end());
    Finished finished = Expect(5, at_once);
    EXPECT_THAT(finished.err, HasSubstr("wait until")) << finished.err;
    EXPECT_THAT(finished.out, IsEmpty());
  }
  EXPECT_FALSE(fs::exists(Path("o.csv")));
}

TEST_F(BadInput, AStoreThatIsReadMayBeReadByOthers) {
  Write("site/a.md", Article("A"));
  Expect(0, {"import", "site"});
  OpenOptions reading;
  reading.mode = OpenMode::kRead;
  Result<Store> reader = Store::Open(Path("pressmark.store"), reading);
  ASSERT_TRUE(reader.ok()) << reader.status().ToString();
  EXPECT_EQ(Output({"count", "*"}), "1\n");
  Expect(0, {"import", "site", "--dry-run"});
  Expect(5, {"import", "site", "--wait", "0"});
}

TEST_F(BadInput, AStoreThatCannotBeMadeIsNamed) {
  Write("site/a.md", Article("A"));
  Write("file", "no folder");
  Finished below = Run({"import", "site", "--store", "file/store"});
  EXPECT_THAT(below.exit, testing::AnyOf(5, 6));
  EXPECT_THAT(below.err, HasSubstr("file/store"));
  EXPECT_THAT(below.err, Not(HasSubstr("pressmark import PATH")));
  Expect(0, {"import", "site", "--store", "new/deeper/store"});
}

TEST_F(BadInput, CommandsThatReadDoNotMakeAStore) {
  Write("a.md", Article("A"));
  for (const Arguments& command : std::vector<Arguments>{
           {"query", "*"},
           {"count", "*"},
           {"explain", "*"},
           {"get", "a.md"},
           {"delete", "a.md"},
           {"fields"},
           {"stats"},
           {"check"},
           {"compact"},
           {"export", "*", "--format", "markdown", "-o", "out"}}) {
    Finished finished = Expect(5, command);
    EXPECT_THAT(finished.err, HasSubstr("there is no store at"));
    EXPECT_THAT(finished.err, HasSubstr("pressmark import PATH"));
  }
  EXPECT_FALSE(fs::exists(Path("pressmark.store")));
  EXPECT_FALSE(fs::exists(Path("out")));
  Expect(0, {"put", "a.md", "a.md"});
}

TEST_F(BadInput, AStoreWhoseCreationWasKilledIsMadeAnew) {
  Write("site/a.md", Article("A"));
  Write("pressmark.store/LOCK", "pressmark lock\n");
  Write("pressmark.store/watermark", "half");
  Finished reading = Expect(5, {"count", "*"});
  EXPECT_THAT(reading.err, HasSubstr("its creation was cut short"));
  Expect(0, {"import", "site", "--dry-run"});
  Expect(0, {"import", "site"});
  EXPECT_EQ(Output({"count", "*"}), "1\n");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Sanitizers take more address space than any limit gives.
TEST_F(BadInput, LittleAddressSpaceIsEnough) {
  for (int i = 0; i < 50; ++i) {
    Write("site/" + std::to_string(i) + ".md", Article("A"));
  }
  Process::Options limited;
  limited.wrapper = {"sh", "-c", "ulimit -v 524288; exec \"$@\"", "sh"};
  Expect(0, {"import", "site", "--jobs", "2"}, limited);
  limited.wrapper[2] = "ulimit -v 262144; exec \"$@\"";
  EXPECT_EQ(Expect(0, {"count", "*"}, limited).out, "50\n");
}
#endif

TEST_F(BadInput, QueriesThatCannotBeAskedAreErrorsWithAPlace) {
  Write("site/a.md", Article("A", "date: 2021-10-02\n"));
  Expect(0, {"import", "site"});
  Finished path = Expect(3, {"query", "titel = A"});
  EXPECT_THAT(path.err, HasSubstr("did you mean title?"));
  Finished missing = Expect(3, {"query", "title = :t"});
  EXPECT_THAT(missing.err, HasSubstr(":t"));
  Finished wrong = Expect(3, {"query", "date = :d", "--param", "d=soon"});
  EXPECT_THAT(wrong.err, HasSubstr("soon"));
  for (const Finished& finished : {path, missing, wrong}) {
    EXPECT_THAT(finished.out, IsEmpty());
    EXPECT_THAT(finished.err, ContainsRegex("\n +\\^")) << finished.err;
  }
  Finished later = Expect(3, {"query", "title match A"});
  EXPECT_THAT(later.err, HasSubstr("not supported yet"));
}

TEST_F(BadInput, ASignalWhileItWaitsForInputIsTheExitStatus) {
  ASSERT_EQ(::mkfifo(Path("input").c_str(), 0600), 0);
  int writer = ::open(Path("input").c_str(), O_RDWR);
  ASSERT_GE(writer, 0);
  for (int signal : {SIGINT, SIGTERM}) {
    ASSERT_EQ(::write(writer, "---\n", 4), 4);
    Process::Options options;
    options.wrapper = {"/bin/bash", "-c", "exec \"$@\" <input", "bash"};
    Process process(Path(""), {"put", "a.md", "-"}, options);
    // What it has read it has read with its signals caught.
    for (int left = 1; left > 0;) {
      ASSERT_EQ(::ioctl(writer, FIONREAD, &left), 0);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ::kill(process.id(), signal);
    // Should it not have been waiting just then, it goes on to look.
    ASSERT_EQ(::write(writer, "x", 1), 1);
    EXPECT_EQ(process.Wait().exit, 128 + signal);
  }
  ::close(writer);
  EXPECT_FALSE(fs::exists(Path("pressmark.store")));
}

}  // namespace
}  // namespace pressmark::cli
