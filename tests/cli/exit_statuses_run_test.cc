// Every command ends with the status that README.md tells for what went wrong.
#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "cli/command_line.h"
#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

struct Row {
  std::vector<std::string> command;  // one that would succeed
  bool makes_store = false;
  bool asks = false;  // its last argument is a filter
};

const std::vector<Row>& Rows() {
  static const std::vector<Row> kRows = {
      {{"import", "site"}, true},
      {{"query", "*"}, false, true},
      {{"count", "*"}, false, true},
      {{"explain", "*"}, false, true},
      {{"get", "a.md"}},
      {{"put", "a.md", "site/a.md"}, true},
      {{"delete", "a.md", "--dry-run"}},
      {{"delete", "--dry-run", "--where", "*"}, false, true},
      {{"export", "--format", "csv", "-o", "-", "*"}, false, true},
      {{"changes"}},
      {{"fields"}},
      {{"index", "list"}},
      {{"index", "add", "brand"}},
      {{"index", "drop", "author"}},
      {{"stats"}},
      {{"check"}},
      {{"compact"}},
  };
  return kRows;
}

std::string Name(const std::vector<std::string>& command) {
  return command[0] + (command[0] == "index" ? " " + command[1] : "");
}

class CommandStatuses : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Write("site/a.md", Article("A", "author: x\n"));
    Expect(0, {"import", "site"});
    Expect(0, {"index", "add", "author"});
  }

  // Runs every command with these behind it, and expects a word about it.
  void ExpectOfAll(int exit, const Arguments& more,
                   const std::function<bool(const Row&)>& which) const {
    for (const Row& row : Rows()) {
      if (!which(row)) continue;
      Arguments arguments = row.command;
      arguments.insert(arguments.end(), more.begin(), more.end());
      EXPECT_THAT(Expect(exit, arguments).err, Not(IsEmpty()));
    }
  }

  static bool Any(const Row&) { return true; }
};

void AddLeaves(const CLI::App& app, const std::string& before,
               std::set<std::string>* names) {
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    std::string name = before + command->get_name();
    if (command->get_subcommands(nullptr).empty()) {
      names->insert(name);
    } else {
      AddLeaves(*command, name + " ", names);
    }
  }
}

TEST_F(CommandStatuses, EveryCommandHasARow) {
  CLI::App app;
  GlobalOptions globals;
  CommandBody chosen;
  DefineCommandLine(&app, &globals, &chosen);
  std::set<std::string> commands;
  AddLeaves(app, "", &commands);
  std::set<std::string> rows;
  for (const Row& row : Rows()) rows.insert(Name(row.command));
  // These need no store; what the statements of a shell end with is its own.
  for (const char* name : {"completion", "manual", "shell"}) {
    EXPECT_EQ(commands.erase(name), 1u);
  }
  EXPECT_EQ(commands, rows);
}

TEST_F(CommandStatuses, DoneIsZero) {
  for (const Row& row : Rows()) Expect(0, row.command);
}

TEST_F(CommandStatuses, ASlipInTheCommandLineIsTwo) {
  ExpectOfAll(2, {"--bogus"}, Any);
  ExpectOfAll(2, {"--wait", "x"}, Any);
  ExpectOfAll(2, {"one", "two", "three"}, [](const Row& row) {
    return row.command[0] != "import" && row.command[0] != "get" &&
           row.command != Rows()[6].command;
  });
}

TEST_F(CommandStatuses, AWrongQueryIsThree) {
  for (std::string filter : {"a =", "brandd = x", "topic = :t", "count by ("}) {
    for (const Row& row : Rows()) {
      if (!row.asks) continue;
      Arguments arguments = row.command;
      arguments.back() = filter;
      EXPECT_THAT(Expect(3, arguments).err, Not(IsEmpty()));
    }
  }
}

TEST_F(CommandStatuses, AnAbsentStoreIsFive) {
  ExpectOfAll(5, {"--store", "absent"},
              [](const Row& row) { return !row.makes_store; });
}

TEST_F(CommandStatuses, WhatIsNoStoreIsFive) {
  ExpectOfAll(5, {"--store", "site"}, Any);
}

TEST_F(CommandStatuses, ABusyStoreIsFive) {
  Result<Store> writer = Store::Open(Path("pressmark.store"));
  ASSERT_TRUE(writer.ok()) << writer.status().ToString();
  ExpectOfAll(5, {"--wait", "0"}, Any);
}

TEST_F(CommandStatuses, ADamagedStoreIsFive) {
  Write("pressmark.store/FORMAT", "nonsense");
  ExpectOfAll(5, {}, Any);
}

TEST_F(CommandStatuses, WhatIsNotThereIsOne) {
  Expect(1, {"get", "absent.md"});
  Expect(1, {"index", "drop", "absent"});
}

TEST_F(CommandStatuses, WhatWasRefusedIsFour) {
  Write("site/bad.md", "---\ntitle: [\n---\n");
  Write("mapping.yaml", "fields: [");
  Expect(4, {"import", "site"});
  Expect(4, {"import", "site", "--strict"});
  Expect(4, {"import", "site", "--dry-run"});
  Expect(4, {"import", "site", "--mapping", "mapping.yaml"});
  Expect(4, {"put", "a.md", "site/bad.md"});
  std::filesystem::remove(Path("site/a.md"));
  Expect(4, {"import", "site", "--prune"});
  Process::Options article;
  article.input = Article("A");
  Expect(0, {"put", "../up.md", "-"}, article);
  Expect(4, {"export", "*", "--format", "markdown", "-o", "tree"});
}

TEST_F(CommandStatuses, ATargetThatIsThereIsTwo) {
  Write("there/a.md", "x");
  Write("there.csv", "x");
  Expect(2, {"export", "*", "--format", "markdown", "-o", "there"});
  Expect(2, {"export", "*", "--format", "csv", "-o", "there.csv"});
  Expect(2, {"import", "absent"});
  Expect(2, {"put", "b.md", "absent"});
  Expect(2, {"count", "--file", "absent"});
}

TEST_F(CommandStatuses, AFullDiskIsSix) {
  Process::Options full;
  full.wrapper = {"/bin/bash", "-c", "exec \"$@\" > /dev/full", "bash"};
  for (const Row& row : Rows()) {
    if (Name(row.command) == "index drop") continue;  // not done twice
    Finished finished = Run(row.command, full);
    bool prints = !Output(row.command).empty();
    EXPECT_EQ(finished.exit, prints ? 6 : 0) << Name(row.command);
    EXPECT_EQ(finished.err.find("standard output") != std::string::npos, prints)
        << finished.err;
  }
}

TEST_F(CommandStatuses, NobodyWhoReadsIsABrokenPipe) {
  for (int i = 0; i < 200; ++i) {
    Write("site/" + std::to_string(i) + ".md",
          Article("T" + std::string(3'000, 'x')));
  }
  Expect(0, {"import", "site"});
  Process::Options piped;
  piped.piped_into = "exec 0<&-; sleep 0";
  Finished finished = Run({"query", "*"}, piped);
  EXPECT_EQ(finished.exit, 141) << finished.err;
  EXPECT_THAT(finished.err, IsEmpty());
}

}  // namespace
}  // namespace pressmark::cli
