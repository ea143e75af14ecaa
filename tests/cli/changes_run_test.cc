// What changed, from the command line, and queries that the store keeps.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "tests/cli/run_pressmark.h"
#include "tests/support/status_matchers.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Changes : public PressmarkRuns {
 protected:
  void Put(const std::string& key, const std::string& title) const {
    Process::Options options;
    options.input = Article(title);
    Expect(0, {"put", key, "-"}, options);
  }
  // a.md updated by change 4, b.md removed by change 3.
  void Fill() const {
    Put("a.md", "A");
    Put("b.md", "B");
    Expect(0, {"delete", "b.md"});
    Put("a.md", "A, again");
  }
  Store Open() const {
    return test::ValueOf(Store::Open(Path("pressmark.store")));
  }
};

TEST_F(Changes, ArePrintedInTheirOrder) {
  Fill();
  Finished all = Expect(0, {"changes"});
  EXPECT_EQ(all.out,
            "{\"sequence\":3,\"change\":\"removed\",\"key\":\"b.md\"}\n"
            "{\"sequence\":4,\"change\":\"updated\",\"key\":\"a.md\"}\n");
  EXPECT_THAT(all.err, IsEmpty());
  EXPECT_EQ(Output({"changes", "--since", "0"}), all.out);
  EXPECT_EQ(Output({"changes", "--since", "3"}),
            "{\"sequence\":4,\"change\":\"updated\",\"key\":\"a.md\"}\n");
  EXPECT_THAT(Output({"changes", "--since", "4"}), IsEmpty());
}

TEST_F(Changes, AreRowsOfTheseFormats) {
  Fill();
  Put("t\tb.md", "T");
  EXPECT_EQ(Output({"changes", "--since", "3", "--format", "tsv"}),
            "sequence\tchange\tkey\n4\tupdated\ta.md\n5\tadded\tt\\tb.md\n");
  EXPECT_EQ(Output({"changes", "--since", "4", "--format", "csv"}),
            "sequence,change,key\r\n5,added,t\tb.md\r\n");
  EXPECT_EQ(Output({"changes", "--since", "2", "--format", "keys"}),
            "b.md\na.md\nt\tb.md\n");
  EXPECT_THAT(Expect(2, {"changes", "--format", "table"}).err,
              HasSubstr("jsonl"));
}

TEST_F(Changes, AreNotToldByHalves) {
  EXPECT_THAT(Expect(5, {"changes"}).err, HasSubstr("import PATH"));
  Fill();
  Expect(0, {"compact", "--forget-before", "4"});
  EXPECT_EQ(Output({"changes"}),
            "{\"sequence\":4,\"change\":\"updated\",\"key\":\"a.md\"}\n");
  EXPECT_EQ(Output({"changes", "--since", "3"}), Output({"changes"}));
  for (const char* since : {"0", "2"}) {
    Finished gone = Expect(2, {"changes", "--since", since});
    EXPECT_THAT(gone.out, IsEmpty());
    EXPECT_EQ(gone.err,
              "pressmark: what was removed after change " + std::string(since) +
                  " may be forgotten: the store tells what changed since 3, or "
                  "since a later number; begin anew\n");
  }
  for (const char* since : {"5", "18446744073709551615"}) {
    Finished beyond = Expect(2, {"changes", "--since", since});
    EXPECT_THAT(beyond.out, IsEmpty());
    EXPECT_THAT(beyond.err, HasSubstr("the last is 4"));
  }
  EXPECT_THAT(Expect(2, {"compact", "--forget-before", "6"}).err,
              HasSubstr("before 6 cannot be forgotten: the last is 4"));
  for (const char* number : {"-1", "x", "", "1x", "18446744073709551616"}) {
    EXPECT_THAT(Expect(2, {"changes", "--since", number}).err,
                HasSubstr(": --since: expected the number of a change"));
    EXPECT_THAT(Expect(2, {"compact", "--forget-before", number}).err,
                HasSubstr("--forget-before: expected the number of a change"));
  }
  Expect(0, {"check"});
}

class FollowedChanges : public Changes {
 protected:
  // Waits until a follower has printed a line with `text`; what it printed.
  static std::string Await(const Process& process, const std::string& text) {
    for (int i = 0; i < 3000; ++i) {
      std::string out = process.OutSoFar();
      std::size_t place = out.find(text);
      if (place != std::string::npos &&
          out.find('\n', place) != std::string::npos) {
        return out;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "nothing of " << text << " in " << process.OutSoFar();
    return {};
  }
  Process Follow(const Arguments& more = {}) const {
    Arguments arguments = {"changes", "--follow"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Process(Path(""), arguments, {});
  }
};

TEST_F(FollowedChanges, AreToldAsTheyCome) {
  Fill();
  Process process = Follow({"--since", "3"});
  Await(process, "a.md");
  Put("c.md", "C");
  Await(process, "c.md");
  Expect(0, {"delete", "a.md"});
  Expect(0, {"compact"});
  Await(process, "removed");
  ::kill(process.id(), SIGTERM);
  Finished finished = process.Wait();
  EXPECT_EQ(finished.exit, 143);
  EXPECT_EQ(finished.out,
            "{\"sequence\":4,\"change\":\"updated\",\"key\":\"a.md\"}\n"
            "{\"sequence\":5,\"change\":\"added\",\"key\":\"c.md\"}\n"
            "{\"sequence\":6,\"change\":\"removed\",\"key\":\"a.md\"}\n");
}

// One that writes for long has the store to itself; the follower waits.
TEST_F(FollowedChanges, ComeOnceTheWriterLetsGoOfTheStore) {
  Fill();
  std::optional<Store> writer = Open();
  Process process = Follow();
  process.AwaitSignalHandlers();
  ASSERT_THAT(writer->Put("c.md", Article("C")), test::IsOk());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_THAT(process.OutSoFar(), IsEmpty());
  writer.reset();
  std::string out = Await(process, "c.md");
  EXPECT_THAT(out, HasSubstr("\"sequence\":5"));
  // And a follower that waits for news keeps no writer out.
  Put("d.md", "D");
  Await(process, "d.md");
  ::kill(process.id(), SIGINT);
  EXPECT_EQ(process.Wait().exit, 130);
}

TEST_F(FollowedChanges, EndWithTheirReader) {
  Fill();
  Process::Options options;
  options.piped_into = "head -n 1";
  Finished finished =
      Expect(141, {"changes", "--follow", "--format", "keys"}, options);
  EXPECT_EQ(finished.out, "b.md\n");
  EXPECT_THAT(finished.err, IsEmpty());
}

TEST_F(FollowedChanges, EndWhereTheHorizonPassesThem) {
  Fill();
  std::optional<Store> writer = Open();
  Process process = Follow({"--since", "2"});
  process.AwaitSignalHandlers();
  ASSERT_THAT(writer->ForgetChangesBefore(5), test::IsOk());
  writer.reset();
  Finished finished = process.Wait();
  EXPECT_EQ(finished.exit, 2);
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, HasSubstr("may be forgotten"));
}

TEST_F(FollowedChanges, EndWhereTheStoreIsAnother) {
  Fill();
  Process process = Follow();
  Await(process, "a.md");
  fs::rename(Path("pressmark.store"), Path("old.store"));
  Put("z.md", "Z");
  Finished finished = process.Wait();
  EXPECT_THAT(finished.exit, testing::AnyOf(2, 5)) << finished.err;
  EXPECT_THAT(finished.out, Not(HasSubstr("z.md")));
  // It may have looked while there was none.
  EXPECT_THAT(finished.err, testing::AnyOf(HasSubstr("another store has taken"),
                                           HasSubstr("import PATH")));
}

TEST_F(FollowedChanges, EndWhereTheStoreHasLostSome) {
  Fill();
  Process process = Follow();
  Await(process, "a.md");
  fs::remove(Path("pressmark.store") / "watermark");
  Expect(0, {"check", "--accept-loss"});
  Finished finished = process.Wait();
  // It may have looked while it was lost and not accepted.
  EXPECT_THAT(finished.exit, testing::AnyOf(2, 5)) << finished.err;
  EXPECT_THAT(finished.err, testing::AnyOf(HasSubstr("has lost changes"),
                                           HasSubstr("accept-loss")));
}

using SavedQueries = Changes;

TEST_F(SavedQueries, StandForTheExpression) {
  Put("a.md", "A");
  Put("b.md", "B");
  ASSERT_THAT(Open().SaveQuery("one", "title = :t select @key"), test::IsOk());
  EXPECT_EQ(Output({"query", "--saved", "one", "--param", "t=A"}),
            "{\"@key\":\"a.md\"}\n");
  EXPECT_EQ(Output({"explain", "--text", "--saved", "one"}),
            "title = :t select @key\n");
  ASSERT_THAT(Open().SaveQuery("some", "title = B"), test::IsOk());
  EXPECT_EQ(Output({"count", "--saved", "some"}), "1\n");
  Expect(0, {"export", "--saved", "some", "--format", "jsonl", "-o", "x"});
  EXPECT_THAT(Read("x"), HasSubstr("b.md"));
  EXPECT_EQ(Output({"delete", "--saved", "some"}), "deleted 1\n");
}

TEST_F(SavedQueries, FailAsWrittenOnes) {
  Put("a.md", "A");
  {
    Store store = Open();
    ASSERT_THAT(store.SaveQuery("wrong", "title = A B"), test::IsOk());
    ASSERT_THAT(store.SaveQuery("unknown", "titel = A"), test::IsOk());
  }
  Finished wrong = Expect(3, {"query", "--saved", "wrong"});
  EXPECT_THAT(wrong.err, StartsWith("line 1, column 11: expected "));
  EXPECT_THAT(wrong.err, HasSubstr("\n  title = A B\n            ^"));
  EXPECT_THAT(Expect(3, {"count", "--saved", "unknown"}).err,
              HasSubstr("did you mean title?"));
  Finished none = Expect(2, {"query", "--saved", "wrang"});
  EXPECT_EQ(none.err,
            "pressmark: the store keeps no query \"wrang\"; did you mean "
            "wrong?\n");
  EXPECT_THAT(Expect(2, {"query", "--saved", "a/b"}).err,
              HasSubstr("keeps no query \"a/b\""));
  EXPECT_THAT(Expect(2, {"query", "--saved", "wrong", "title = A"}).err,
              HasSubstr("excludes"));
  EXPECT_THAT(Expect(2, {"query", "--saved", "wrong", "--file", "-"}).err,
              HasSubstr("excludes"));
  EXPECT_THAT(Expect(2, {"delete", "a.md", "--saved", "wrong"}).err,
              HasSubstr("excludes"));
}

}  // namespace
}  // namespace pressmark::cli
