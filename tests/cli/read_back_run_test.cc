// Every format of export is read back by tools that are not ours, and says what
// the others say. corpus_run_test.cc does the same with real sites.
#include <cstddef>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/cli/read_back.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

class ReadBack : public ReadBackRuns {
 protected:
  void SetUp() override {
    ReadBackRuns::SetUp();
    if (!HasReaders()) GTEST_SKIP() << "a program that reads is not there";
  }
};

TEST_F(ReadBack, TheSampleNewsroom) {
  fs::create_directory_symlink(PRESSMARK_SOURCE_ROOT "/tests/data/newsroom",
                               Path("site"));
  Expect(4, {"import", "site"});
  ExportAll("", 0);
  EXPECT_EQ(Readers(), "35 articles, 35 bodies\n");
  EXPECT_EQ(Differences(), "");
}

TEST_F(ReadBack, HostileArticles) {
  Write("mapping.yaml",
        "fields:\n"
        "  rating: { kind: number, paths: [rating] }\n"
        "  open: { kind: bool, paths: [open] }\n"
        "  seen: { kind: date, many: true, paths: [seen] }\n"
        "  body: { kind: text, paths: [note] }\n");
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  std::string large;
  while (large.size() < (std::size_t{1} << 20) - 300) {
    large += std::string(80, 'x') + "<&>]]> é";
  }
  Write("site/plain.md",
        Article("']]> <![CDATA[ &amp; \"q\"'",
                "date: 2013-12-02T07:37:00-04:00\nrating: 4.5\nopen: true\n"
                "seen: [2021-10-02, 0001-01-01]\nauthors: ['=1+1', '@x']\n") +
            "]]>\r\n\r" + every_byte + "\xed\xa0\x80\xef\xbf\xbe\xef\xbf\xbf");
  Write("site/markup.html",
        Article("\"\\0\\a\\e[31m\\u2028\\uFFFE\\U0001F600\\r\\n\\t\"",
                "date: 0101-01-01\nrating: -9223372036854775808\n"
                "topics: [\"a\\nb\\tc\", \"=cmd()\", 'a,\"b\"', \"\\0\"]\n"
                "link: { href: \"https://a.example/ü ?<b>&\\\"c\" }\n"
                "summary: \"1 < 2 & \\0\"\n") +
            "<p>&nbsp;" + large + "</p>");
  Write("site/large.md",
        Article("L", "note: '" + large + "'\nopen: false\n" +
                         "date: 9999-12-31T23:59:59.999999\n"));
  Write("site/empty.md", "---\n---\n");
  Write("site/it's \"so\" <&> %41.md", Article("Key"));
  Expect(0, {"import", "site", "--mapping", "mapping.yaml"});
  for (std::string key :
       {"'; DROP TABLE article; --", "../outside.md", "new\nline\x1b[2J", "\"",
        "a,b\t=c", "\xf0\x9f\x98\x80"}) {
    Process::Options options;
    options.input = Article("=HYPERLINK(\"\")", "date: 2021-10-02T11:48\n");
    Expect(0, {"put", "--", key, "-"}, options);
  }
  ExportAll(", rating, open, seen, body as body_", 4);
  EXPECT_EQ(Readers(), "11 articles, 8 bodies\n");
  EXPECT_EQ(Differences().find("differ"), std::string::npos);
}

}  // namespace
}  // namespace pressmark::cli
