#include "cli/usage_error.h"

#include <algorithm>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

// What a small application says to a command line.
std::string Said(std::vector<std::string> arguments) {
  CLI::App app("", "pressmark");
  app.require_subcommand(0, 1);
  std::string text;
  std::string key;
  CLI::App* query = app.add_subcommand("query");
  query->add_option("EXPR", text);
  query->add_option("--format", text)->check(CLI::IsMember({"csv", "json"}));
  CLI::App* get = app.add_subcommand("get");
  get->add_option("KEY", key)->required();
  for (CLI::App* command : {query, get}) command->fallthrough();
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    return UsageMessage(app, error);
  }
  return {};
}

TEST(UsageErrors, AnUnknownCommand) {
  EXPECT_EQ(Said({"querry", "*"}),
            "pressmark: there is no command \"querry\"; did you mean query?\n"
            "  `pressmark --help` tells more\n");
  EXPECT_EQ(Said({"topic = Tea"}),
            "pressmark: there is no command \"topic = Tea\"; the commands are "
            "query, get\n"
            "  `pressmark --help` tells more\n");
}

TEST(UsageErrors, AnUnknownOption) {
  EXPECT_EQ(Said({"query", "*", "--fromat=csv"}),
            "pressmark: query has no option \"--fromat\"; did you mean "
            "--format?\n"
            "  `pressmark query --help` tells more\n");
  EXPECT_EQ(Said({"--colour"}),
            "pressmark: pressmark has no option \"--colour\"\n"
            "  `pressmark --help` tells more\n");
}

TEST(UsageErrors, AnExpressionWithoutQuotes) {
  EXPECT_EQ(Said({"query", "topic", "=", "Tea"}),
            "pressmark: query does not take the argument \"=\"; a whole "
            "expression stands in one pair of quotes\n"
            "  `pressmark query --help` tells more\n");
  EXPECT_EQ(Said({"get", "a", "b"}),
            "pressmark: get does not take the argument \"b\"\n"
            "  `pressmark get --help` tells more\n");
}

TEST(UsageErrors, WhatTheParserSays) {
  EXPECT_EQ(Said({"get"}),
            "pressmark: KEY is required\n"
            "  `pressmark get --help` tells more\n");
  EXPECT_EQ(Said({"query", "--format", "x\x1b[2J"}),
            "pressmark: --format: x\\x1b[2J not in {csv,json}\n"
            "  `pressmark query --help` tells more\n");
}

}  // namespace
}  // namespace pressmark::cli
