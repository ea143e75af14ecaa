#include "cli/command_line.h"

#include <cstdio>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "cli/command_model.h"

namespace pressmark::cli {
namespace {

// A defined command line, of its own for each parse.
struct Definition {
  Definition() { DefineCommandLine(&app, &globals, &chosen); }

  CLI::App app;
  GlobalOptions globals;
  CommandBody chosen;
};

// The line without a redirection at its end.
std::string WithoutTarget(const std::string& line) {
  std::size_t to = line.rfind(" > ");
  if (to == std::string::npos) return line;
  bool quoted = line.find_first_of("'\"", to) != std::string::npos;
  return quoted ? line : line.substr(0, to);
}

// What a line of the shell calls `pressmark` with, one for each call. Nothing
// else in it is run.
std::vector<std::vector<std::string>> CallsIn(const std::string& line) {
  const std::string script =
      "exec 3>&1 1>/dev/null 2>&1; cd /; PATH=/nowhere\n"
      "pressmark() { printf '%s\\0' \"$@\" $'\\x01' >&3; }\n" +
      WithoutTarget(line);
  std::string quoted = "'";
  for (char c : script) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  std::vector<std::vector<std::string>> calls;
  FILE* shell = ::popen(("bash -c " + quoted + "'").c_str(), "r");
  if (shell == nullptr) return calls;
  std::string word;
  std::vector<std::string> words;
  for (int c; (c = std::fgetc(shell)) != EOF;) {
    if (c != 0) {
      word += static_cast<char>(c);
    } else if (word == "\x01") {
      calls.push_back(std::exchange(words, {}));
      word.clear();
    } else {
      words.push_back(std::exchange(word, ""));
    }
  }
  ::pclose(shell);
  return calls;
}

// "index add" of a command line that names that command.
std::string NamedBy(const CLI::App& app) {
  std::string name;
  for (const CLI::App* command = &app; !command->get_subcommands().empty();) {
    command = command->get_subcommands().front();
    name += (name.empty() ? "" : " ") + command->get_name();
  }
  return name;
}

TEST(Examples, OfEveryCommandAreThreeAndCanBeRun) {
  int parsed = 0;
  for (const CommandModel& command : ModelOf(Definition().app)) {
    EXPECT_GE(command.examples.size(), 3u) << command.name;
    for (const std::string& line : command.examples) {
      std::vector<std::vector<std::string>> calls = CallsIn(line);
      EXPECT_FALSE(calls.empty()) << line;
      bool names_it = false;
      for (const std::vector<std::string>& words : calls) {
        Definition definition;
        EXPECT_NO_THROW(ParseCommandLine(&definition.app, words)) << line;
        EXPECT_TRUE(definition.chosen) << line;
        std::string named = NamedBy(definition.app) + " ";
        names_it = names_it || command.name.empty() ||
                   named.starts_with(command.name + " ");
        ++parsed;
      }
      EXPECT_TRUE(names_it) << line;
    }
  }
  EXPECT_GT(parsed, 50);
}

TEST(Questions, MayComeFromAFileWithParametersOfEveryCommandThatAsks) {
  int asking = 0;
  for (const CommandModel& command : ModelOf(Definition().app)) {
    std::set<std::string> names;
    for (const OptionModel& argument : command.arguments) {
      names.insert(argument.names[0]);
    }
    for (const OptionModel& option : command.options) {
      names.insert(option.names.begin(), option.names.end());
    }
    if (!names.contains("EXPR") && !names.contains("FILTER") &&
        !names.contains("--where")) {
      continue;
    }
    ++asking;
    for (const char* option : {"--file", "--param", "--tz", "--lax"}) {
      EXPECT_TRUE(names.contains(option)) << command.name << " " << option;
    }
  }
  EXPECT_GE(asking, 5);
}

TEST(Seconds, AreANumber) {
  using std::chrono::milliseconds;
  EXPECT_EQ(ParseSeconds("0"), milliseconds(0));
  EXPECT_EQ(ParseSeconds("2"), milliseconds(2'000));
  EXPECT_EQ(ParseSeconds("0.25"), milliseconds(250));
  EXPECT_EQ(ParseSeconds("1000000"), milliseconds(1'000'000'000));
  for (const char* text :
       {"", " 1", "1 ", "1s", "-1", "1e3", "nan", "inf", "1000000.5", "0x1"}) {
    EXPECT_FALSE(ParseSeconds(text)) << text;
  }
}

}  // namespace
}  // namespace pressmark::cli
