// The smaller commands of the built program.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Commands : public PressmarkRuns {
 protected:
  static Process::Options Input(std::string text) {
    Process::Options options;
    options.input = std::move(text);
    return options;
  }
};

TEST_F(Commands, PutAndGetGiveBackTheBytes) {
  std::string article = "---\r\ntitle: x\r\n---\r\nb\0dy\xff";
  article += std::string("\0\n", 2);
  EXPECT_EQ(Expect(0, {"put", "k/a.md", "-"}, Input(article)).out,
            "added k/a.md\n");
  EXPECT_EQ(Output({"get", "k/a.md"}), article);
  EXPECT_EQ(Expect(0, {"put", "k/a.md", "-"}, Input(article)).out,
            "unchanged k/a.md\n");
  Write("file.md", Article("Y"));
  EXPECT_EQ(Output({"put", "k/a.md", "file.md"}), "updated k/a.md\n");
  EXPECT_EQ(Output({"get", "k/a.md"}), Article("Y"));
}

TEST_F(Commands, GetAsJson) {
  Expect(0, {"put", "a.md", "-"}, Input(Article("A", "tags: [x]\n")));
  std::string json = Output({"get", "a.md", "--format", "json"});
  EXPECT_EQ(Member(json, "@key"), "\"a.md\"");
  EXPECT_THAT(json, HasSubstr("\"front_matter\":{\"title\":\"A\","));
  EXPECT_THAT(json, testing::EndsWith("}\n"));
}

TEST_F(Commands, GetOfNothingIsNotFound) {
  Expect(0, {"put", "a.md", "-"}, Input(Article("A")));
  Finished finished = Expect(1, {"get", "b.md"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, HasSubstr("no article has the key \"b.md\""));
}

TEST_F(Commands, PutRefusesWhatIsNoArticle) {
  Finished bad = Expect(4, {"put", "a.md", "-"}, Input("---\na: [\n---\n"));
  EXPECT_THAT(bad.err, StartsWith("standard input:"));
  Expect(4, {"put", "a.md", "-"}, Input(""));
  Expect(4, {"put", "a.md", "-"}, Input("no front matter"));
  Expect(4, {"put", "a.md", "/dev/zero"});
  Expect(2, {"put", "a.md", "absent"});
  Expect(4, {"put", "", "-"}, Input(Article("A")));
  Expect(4, {"put", std::string(1'025, 'k'), "-"}, Input(Article("A")));
  Expect(0, {"put", std::string(1'024, 'k'), "-"}, Input(Article("A")));
  Expect(4, {"put", "\xff", "-"}, Input(Article("A")));
}

TEST_F(Commands, PutTakesNoMoreThanTheLimit) {
  std::string article = Article("A");
  article.resize(std::size_t{16} << 20, 'x');
  Expect(0, {"put", "a.md", "-"}, Input(article));
  Expect(4, {"put", "b.md", "-"}, Input(article + "x"));
}

TEST_F(Commands, PutKeepsTheImportsLabel) {
  Write("site/a.md", Article("A"));
  Expect(0, {"import", "site", "--as", "s"});
  EXPECT_EQ(Expect(0, {"put", "s/a.md", "-"}, Input(Article("B"))).out,
            "updated s/a.md\n");
  Expect(0, {"import", "site", "--as", "s"});
  EXPECT_EQ(Output({"get", "s/a.md"}), Article("A"));
}

TEST_F(Commands, DeleteByKey) {
  for (std::string key : {"a.md", "[b,c]", "-d.md"}) {
    Expect(0, {"put", "--", key, "-"}, Input(Article("A")));
  }
  EXPECT_EQ(Output({"delete", "--dry-run", "a.md", "[b,c]"}),
            "would delete 2\n");
  EXPECT_EQ(Output({"delete", "--dry-run", "a.md", "a.md"}),
            "would delete 1\n");
  EXPECT_EQ(Output({"delete", "a.md", "[b,c]", "a.md"}), "deleted 2\n");
  Finished absent = Expect(0, {"delete", "a.md"});
  EXPECT_EQ(absent.out, "deleted 0\n");
  EXPECT_THAT(absent.err, HasSubstr("no article has the key \"a.md\""));
  EXPECT_EQ(Output({"delete", "--", "-d.md"}), "deleted 1\n");
  Expect(2, {"delete"});
}

TEST_F(Commands, DeleteByFilter) {
  for (int i = 0; i < 30; ++i) {
    Write("site/" + std::to_string(i) + ".md",
          Article("T", "n: " + std::to_string(i) + "\n"));
  }
  Expect(0, {"import", "site"});
  EXPECT_EQ(Output({"delete", "--where", "n < 10", "--dry-run"}),
            "would delete 10\n");
  EXPECT_EQ(Output({"count", "*"}), "30\n");
  EXPECT_EQ(Output({"delete", "--where", "n < :n", "--param", "n=10"}),
            "deleted 10\n");
  EXPECT_EQ(Output({"count", "*"}), "20\n");
  Expect(3, {"delete", "--where", "n < "});
  Expect(3, {"delete", "--where", "count"});
  Expect(2, {"delete", "a.md", "--where", "*"});
  EXPECT_EQ(Output({"count", "*"}), "20\n");
}

TEST_F(Commands, FieldsAreListed) {
  Expect(0, {"put", "a.md", "-"},
         Input(Article("A", "n: 3\nlink: {brand: x}\ntags: [a, b]\n")));
  std::string text = Output({"fields"});
  EXPECT_THAT(text, StartsWith("field "));
  EXPECT_THAT(text, HasSubstr("link.brand, linkBrand, brand"));
  std::string json = Output({"fields", "--json"});
  EXPECT_THAT(json, HasSubstr("{\"name\":\"title\",\"kind\":\"text\","
                              "\"many\":false,\"indexed\":false,"
                              "\"paths\":[\"title\"]}"));
  EXPECT_THAT(json, HasSubstr("{\"name\":\"date\",\"kind\":\"date\","
                              "\"many\":false,\"indexed\":true,"));
  EXPECT_THAT(json, HasSubstr("{\"path\":\"n\",\"texts\":0,\"numbers\":1,"));
  EXPECT_THAT(json, HasSubstr("{\"path\":\"link.brand\",\"texts\":1,"));
}

TEST_F(Commands, StatsAndCompact) {
  Expect(0, {"put", "a.md", "-"}, Input(Article("A")));
  std::string json = Output({"stats", "--json"});
  EXPECT_EQ(Member(json, "articles"), "1");
  EXPECT_EQ(Member(json, "source_bytes"), std::to_string(Article("A").size()));
  EXPECT_THAT(Output({"stats"}), StartsWith("articles              1\n"));
  Finished compact = Expect(0, {"compact"});
  EXPECT_THAT(compact.err, StartsWith("compacted from "));
  EXPECT_EQ(Output({"get", "a.md"}), Article("A"));
}

TEST_F(Commands, CheckOfASoundStore) {
  Expect(0, {"put", "a.md", "-"}, Input(Article("A", "topics: [x]\n")));
  Finished finished = Expect(0, {"check"});
  EXPECT_THAT(finished.out, IsEmpty());
  EXPECT_THAT(finished.err, HasSubstr("checked 1 articles"));
  Expect(0, {"check", "--rebuild"});
}

TEST_F(Commands, CheckFindsDamage) {
  for (int i = 0; i < 50; ++i) {
    Write("site/" + std::to_string(i) + ".md",
          Article("T" + std::to_string(i)) + std::string(2'000, 'b'));
  }
  Expect(0, {"import", "site"});
  Expect(0, {"compact"});
  std::size_t damaged = 0;
  for (const std::string& name : FilesBelow("pressmark.store")) {
    if (!name.ends_with(".sst")) continue;
    std::string bytes = Read("pressmark.store/" + name);
    for (std::size_t i = bytes.size() / 4; i < bytes.size() / 2; ++i) {
      bytes[i] = static_cast<char>(bytes[i] ^ 0x5a);
    }
    Write("pressmark.store/" + name, bytes);
    ++damaged;
  }
  ASSERT_GT(damaged, 0u);
  Finished finished = Run({"check"});
  EXPECT_THAT(finished.exit, testing::AnyOf(1, 5, 6)) << finished.err;
  EXPECT_EQ(finished.signal, 0);
}

TEST_F(Commands, AStoreThatMayNotBeWrittenIsStillRead) {
  if (::geteuid() == 0 && !HasProgram("setpriv")) {
    GTEST_SKIP() << "needs setpriv to leave the rights of root";
  }
  Expect(0, {"put", "a.md", "-"}, Input(Article("A")));
  fs::permissions(Path(""), fs::perms::all);
  fs::permissions(Path("").parent_path().parent_path(), fs::perms::others_exec,
                  fs::perm_options::add);
  fs::permissions(Path("pressmark.store"),
                  fs::perms::owner_read | fs::perms::owner_exec |
                      fs::perms::others_read | fs::perms::others_exec);
  Process::Options nobody;
  if (::geteuid() == 0) {
    nobody.wrapper = {"setpriv", "--reuid=65534", "--regid=65534",
                      "--clear-groups"};
  }
  Finished count = Run({"count", "*"}, nobody);
  if (count.err.find("setpriv") != std::string::npos) {
    GTEST_SKIP() << "setpriv is not permitted here: " << count.err;
  }
  EXPECT_EQ(count.out, "1\n") << count.err;
  nobody.input = Article("B");
  EXPECT_EQ(Run({"put", "b.md", "-"}, nobody).exit, 5);
}

TEST_F(Commands, HelpOfEveryCommandHasExamples) {
  for (std::string command :
       {"import", "query", "count", "explain", "get", "put", "delete", "export",
        "fields", "stats", "check", "compact"}) {
    EXPECT_THAT(Output({command, "--help"}), HasSubstr("pressmark " + command))
        << command;
  }
  EXPECT_THAT(Output({"--version"}), StartsWith("pressmark "));
  EXPECT_THAT(Output({"--help"}), HasSubstr("compact"));
  Finished bare = Expect(2, {});
  EXPECT_THAT(bare.out, IsEmpty());
  EXPECT_THAT(bare.err, HasSubstr("Usage: pressmark"));
  Expect(2, {"bogus"});
}

TEST_F(Commands, NamesOfCommandsMayBeArguments) {
  Expect(0, {"put", "count", "-"}, Input(Article("A")));
  EXPECT_EQ(Output({"get", "count"}), Article("A"));
  EXPECT_EQ(Output({"query", "count"}), "{\"count\":1}\n");
}

}  // namespace
}  // namespace pressmark::cli
