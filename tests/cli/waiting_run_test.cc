// A store that another holds, and commands that wait for it.
#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Waiting : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Write("site/a.md", Article("A"));
    Expect(0, {"import", "site"});
  }

  // Holds the store, as long as the result lives.
  std::optional<Store> Hold(OpenMode mode) const {
    OpenOptions options;
    options.mode = mode;
    Result<Store> store = Store::Open(Path("pressmark.store"), options);
    if (!store.ok()) return std::nullopt;
    return std::move(*store);
  }

  // Starts a command and gives it the time to find the store busy.
  Process Start(const Arguments& arguments) const {
    Process process(Path(""), arguments, {});
    process.AwaitSignalHandlers();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return process;
  }
};

TEST_F(Waiting, ACommandWaitsUntilTheStoreIsFree) {
  for (OpenMode mode : {OpenMode::kWrite, OpenMode::kRead}) {
    std::optional<Store> held = Hold(mode);
    ASSERT_TRUE(held);
    Expect(5, {"delete", "b.md", "--wait", "0"});
    Process process = Start({"delete", "b.md", "--wait", "1000"});
    held.reset();
    Finished finished = process.Wait();
    EXPECT_EQ(finished.exit, 0) << finished.err;
    EXPECT_EQ(finished.out, "deleted 0\n");
  }
}

TEST_F(Waiting, ItEndsByItself) {
  std::optional<Store> held = Hold(OpenMode::kWrite);
  Finished finished = Expect(5, {"--wait", "0.05", "count", "*"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, HasSubstr("--wait SECONDS"));
}

TEST_F(Waiting, TheUserEndsIt) {
  std::optional<Store> held = Hold(OpenMode::kWrite);
  for (int number : {SIGINT, SIGTERM}) {
    Process process = Start({"count", "*", "--wait", "1000"});
    ::kill(process.id(), number);
    Finished finished = process.Wait();
    EXPECT_EQ(finished.exit, 128 + number) << finished.signal;
    EXPECT_THAT(finished.err, HasSubstr("interrupted while waiting"));
  }
}

TEST_F(Waiting, WhatIsNoTimeIsRefused) {
  for (std::string text : {"soon", "-1", "nan", "1e9"}) {
    EXPECT_THAT(Expect(2, {"count", "*", "--wait", text}).err,
                HasSubstr("a number of seconds"));
  }
}

TEST_F(Waiting, ManyCommandsTakeTurns) {
  std::vector<Process> processes;
  constexpr int kCommands = 8;
  processes.reserve(kCommands);
  for (int i = 0; i < kCommands; ++i) {
    std::string store = Path("new.store").native();
    std::string key = std::to_string(i) + ".md";
    processes.emplace_back(Folder("run" + std::to_string(i)),
                           Arguments{"put", key, "../site/a.md", "--store",
                                     store, "--wait", "1000"},
                           Process::Options{});
  }
  for (Process& process : processes) {
    Finished finished = process.Wait();
    EXPECT_EQ(finished.exit, 0) << finished.err;
  }
  EXPECT_EQ(Output({"count", "*", "--store", "new.store"}), "8\n");
}

}  // namespace
}  // namespace pressmark::cli
