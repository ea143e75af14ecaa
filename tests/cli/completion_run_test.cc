// The completions and the manual page that the program prints, put before the
// shells themselves.
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

class Completions : public PressmarkRuns {
 protected:
  void SetUp() override {
    PressmarkRuns::SetUp();
    Write("content/a file.md", Article("A"));
    Write("fields.yaml", "fields: {}");
  }

  // Runs a shell in the folder.
  Finished Shell(const std::string& shell, const std::string& script) const {
    Process::Options options;
    options.wrapper = {shell, "-c", script, shell};
    return Run({}, options);
  }

  // What bash offers for the last of these words.
  std::vector<std::string> Bash(const std::vector<std::string>& words) const {
    std::string script = "source <(\"$1\" completion bash); COMP_WORDS=(";
    for (const std::string& word : words) script += "'" + word + "' ";
    script +=
        "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _pressmark; "
        "printf '%s\\n' \"${COMPREPLY[@]}\"";
    Finished finished = Shell("bash", script);
    EXPECT_THAT(finished.err, IsEmpty());
    std::vector<std::string> lines = Lines(finished.out);
    std::erase(lines, "");
    return lines;
  }

  // What fish offers for a command line, without the descriptions.
  std::vector<std::string> Fish(const std::string& line) const {
    Finished finished = Shell(
        "fish", "$argv[2] completion fish | source; complete -C'" + line + "'");
    EXPECT_THAT(finished.err, IsEmpty());
    std::vector<std::string> lines = Lines(finished.out);
    for (std::string& text : lines) text = text.substr(0, text.find('\t'));
    return lines;
  }
};

TEST_F(Completions, BashOffersCommandsAndTheirOptions) {
  EXPECT_THAT(Bash({"pressmark", "que"}), ElementsAre("query"));
  EXPECT_THAT(Bash({"pressmark", ""}), IsSupersetOf({"import", "index"}));
  EXPECT_THAT(Bash({"pressmark", "index", ""}),
              ElementsAre("add", "drop", "list"));
  EXPECT_THAT(Bash({"pressmark", "query", "--form"}), ElementsAre("--format"));
  EXPECT_THAT(Bash({"pressmark", "index", "add", "--"}),
              IsSupersetOf({"--kind", "--store", "--wait"}));
  EXPECT_THAT(Bash({"pressmark", "count", "--"}), Not(Contains("--format")));
  EXPECT_THAT(Bash({"pressmark", "get", "--", "--for"}), IsEmpty());
}

TEST_F(Completions, BashOffersWhatAnOptionTakes) {
  EXPECT_THAT(Bash({"pressmark", "query", "x", "--format", "js"}),
              ElementsAre("json", "jsonl"));
  EXPECT_THAT(Bash({"pressmark", "query", "--format", "=", "c"}),
              ElementsAre("csv"));
  EXPECT_THAT(Bash({"pressmark", "query", "--format", "="}),
              Contains("markdown"));
  EXPECT_THAT(Bash({"pressmark", "--store", "query", "get", "--format", "m"}),
              ElementsAre("markdown"))
      << "the value of an option is no command";
  EXPECT_THAT(Bash({"pressmark", "--store", ""}), ElementsAre("content"));
  EXPECT_THAT(Bash({"pressmark", "import", "content", "--mapping", "f"}),
              ElementsAre("fields.yaml"));
  EXPECT_THAT(Bash({"pressmark", "export", "-o", "content/"}),
              ElementsAre("content/a file.md"));
  EXPECT_THAT(Bash({"pressmark", "query", "--tz", ""}), IsEmpty());
}

TEST_F(Completions, BashOffersFilesWhereAFileStands) {
  EXPECT_THAT(Bash({"pressmark", "import", "co"}), ElementsAre("content"));
  EXPECT_THAT(Bash({"pressmark", "put", "key", "fi"}),
              ElementsAre("fields.yaml"));
  EXPECT_THAT(Bash({"pressmark", "query", "co"}), IsEmpty());
  EXPECT_THAT(Bash({"pressmark", "completion", "z"}), ElementsAre("zsh"));
}

TEST_F(Completions, FishOffersTheSame) {
  if (!HasProgram("fish")) GTEST_SKIP() << "needs fish";
  EXPECT_THAT(Fish("pressmark que"), ElementsAre("query"));
  EXPECT_THAT(Fish("pressmark index "), ElementsAre("add", "drop", "list"));
  EXPECT_THAT(Fish("pressmark query x --format js"),
              ElementsAre("json", "jsonl"));
  EXPECT_THAT(Fish("pressmark query --form"), ElementsAre("--format"));
  EXPECT_THAT(Fish("pressmark --store query get --format m"),
              ElementsAre("markdown"));
  EXPECT_THAT(Fish("pressmark index add --ki"), ElementsAre("--kind"));
  EXPECT_THAT(Fish("pressmark import co"), ElementsAre("content/"));
  EXPECT_THAT(Fish("pressmark query co"), IsEmpty());
}

TEST_F(Completions, ShellsReadThem) {
  for (std::string shell : {"bash", "zsh", "fish"}) {
    if (!HasProgram(shell)) continue;
    Write("script", Output({"completion", shell}));
    Finished finished = Shell(shell, shell + " -n script");
    EXPECT_EQ(finished.exit, 0) << shell;
    EXPECT_THAT(finished.err, IsEmpty()) << shell;
  }
  Expect(2, {"completion"});
  Expect(2, {"completion", "csh"});
}

TEST_F(Completions, ZshOffersCommandsOptionsAndChoices) {
  if (!HasProgram("zsh")) GTEST_SKIP() << "needs zsh";
  // Completion lives in zsh's line editor, which needs a terminal: zpty.
  Write("_pressmark", Output({"completion", "zsh"}));
  const std::string script = R"(
zmodload zsh/zpty
zpty shell "zsh -f -i"
zpty -w shell "PS1=; PROMPT_EOL_MARK=; fpath=($PWD \$fpath); autoload -Uz compinit; compinit -u -D; bindkey '^I' complete-word; zstyle ':completion:*' list-prompt ''; LISTMAX=1000; print rea''dy"
zpty -r -m shell line '*ready*'
zpty -w -n shell $'pressmark index add brand --kind fol\t'
zpty -r -m shell line '*folded*' && print -r -- folded
zpty -w -n shell $'\C-upressmark expl\t'
zpty -r -m shell line '*explain*' && print -r -- explain
zpty -w -n shell $'\C-upressmark query --saf\t'
zpty -r -m shell line '*--safe-csv*' && print -r -- safe-csv
zpty -d shell
)";
  EXPECT_EQ(Shell("zsh", "timeout 60 zsh -f -c " + ("'" +
                                                    [&] {
                                                      std::string quoted;
                                                      for (char c : script) {
                                                        if (c == '\'')
                                                          quoted += "'\\''";
                                                        else
                                                          quoted += c;
                                                      }
                                                      return quoted;
                                                    }() +
                                                    "'"))
                .out,
            "folded\nexplain\nsafe-csv\n");
}

TEST_F(Completions, TheManualIsSoundToMandoc) {
  if (!HasProgram("mandoc")) GTEST_SKIP() << "needs mandoc";
  Write("pressmark.1", Output({"manual"}));
  Finished lint = Shell("bash", "mandoc -T lint -W warning pressmark.1");
  EXPECT_EQ(lint.exit, 0);
  EXPECT_THAT(lint.out, IsEmpty());
  Finished text =
      Shell("bash", "mandoc -T ascii pressmark.1 | sed $'s/.\\b//g'");
  for (std::string part :
       {"EXIT STATUS", "ENVIRONMENT", "PRESSMARK_STORE", "pressmark index add",
        "pressmark query 'count by topic limit 10'"}) {
    EXPECT_THAT(text.out, HasSubstr(part));
  }
}

// What a --help lists: "-0,--null" and "--store" as they are written there,
// and the commands.
struct Listed {
  std::set<std::string> options;
  std::set<std::string> commands;
};

Listed ListedIn(const std::string& help) {
  Listed listed;
  std::string part;
  for (const std::string& line : Lines(help)) {
    if (!line.starts_with("  ")) part = line;
    if (!line.starts_with("  ") || line.starts_with("   ")) continue;
    std::string word = line.substr(2, line.find(' ', 2) - 2);
    if (part == "Commands:") listed.commands.insert(word);
    if (part != "Options:") continue;
    std::istringstream names(word);
    for (std::string name; std::getline(names, name, ',');) {
      listed.options.insert(name);
    }
  }
  return listed;
}

class Everything : public Completions {
 protected:
  // Calls `see` with each option and command that any --help lists.
  void Each(const std::vector<std::string>& command) {
    std::vector<std::string> arguments = command;
    arguments.push_back("--help");
    Listed listed = ListedIn(Output(arguments));
    options_.merge(listed.options);
    for (const std::string& name : listed.commands) {
      commands_.insert(name);
      std::vector<std::string> whole = command;
      whole.push_back(name);
      Each(whole);
    }
  }

  std::set<std::string> options_;
  std::set<std::string> commands_;
};

TEST_F(Everything, OfEveryHelpIsInAllFour) {
  Each({});
  EXPECT_THAT(options_, IsSupersetOf({"--store", "-0", "--mapping", "--kind"}));
  EXPECT_THAT(commands_, IsSupersetOf({"import", "add", "completion"}));
  const std::string bash = Output({"completion", "bash"});
  const std::string zsh = Output({"completion", "zsh"});
  const std::string fish = Output({"completion", "fish"});
  const std::string page = Output({"manual"});
  for (const std::string& command : commands_) {
    EXPECT_THAT(bash, HasSubstr("/" + command + "') command="));
    EXPECT_THAT(zsh, HasSubstr("'" + command + ":"));
    EXPECT_THAT(fish, HasSubstr("-a '" + command + "' -d"));
    EXPECT_THAT(page, HasSubstr(command + "\n"));
  }
  for (const std::string& option : options_) {
    EXPECT_THAT(bash, HasSubstr(option)) << option;
    EXPECT_THAT(zsh, HasSubstr(option)) << option;
    bool whole = option.starts_with("--");
    EXPECT_THAT(fish, HasSubstr(whole ? " -l " + option.substr(2)
                                      : " -s " + option.substr(1)))
        << option;
    std::string escaped;
    for (char c : option) escaped += c == '-' ? "\\-" : std::string(1, c);
    EXPECT_THAT(page, HasSubstr("\\fB" + escaped + "\\fR")) << option;
  }
}

}  // namespace
}  // namespace pressmark::cli
