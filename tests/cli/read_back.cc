#include "tests/cli/read_back.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace pressmark::cli {

void ReadBackRuns::ExportAll(const std::string& more, int tree) const {
  const std::string by_key = "* order by @key";
  Write("back/count", Output({"count", "*"}));
  for (std::string format : {"jsonl", "json", "csv", "tsv"}) {
    Export(by_key +
               " select @key, @hash, title, date, brand, slug, topic, "
               "author" +
               more,
           format, "rows." + format);
  }
  Export(by_key + " select *", "jsonl", "whole.jsonl");
  Export(by_key, "sqlite", "db.sqlite");
  for (std::string format : {"atom", "rss"}) {
    Export(by_key, format, "feed." + format);
    Export("* limit 20", format, "new." + format);
  }
  Export(by_key, "jsonfeed", "feed.json");
  Expect(tree, {"export", by_key, "--format", "markdown", "-o", "back/tree"});
}

void ReadBackRuns::Export(const std::string& question,
                          const std::string& format,
                          const std::string& name) const {
  Arguments arguments = {"export", question, "--format",
                         format,   "-o",     "back/" + name};
  if (format == "atom" || format == "rss" || format == "jsonfeed") {
    for (const char* more :
         {"--feed-title", "All <of> it & \"more\"", "--feed-url",
          "https://site.example/", "--feed-self",
          "https://site.example/feed?a=b&c"}) {
      arguments.emplace_back(more);
    }
  }
  Expect(0, arguments);
}

std::string ReadBackRuns::Readers() const {
  const std::string root = PRESSMARK_SOURCE_ROOT;
  std::string command = "/usr/bin/python3 '" + root +
                        "/tests/cli/read_back.py' '" + Path("back").native() +
                        "' '" + root + "/tests/data/feeds' >'" +
                        Path("said").native() + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  return Read("said");
}

std::string ReadBackRuns::Differences() const {
  std::string command = "cd '" + Path("").native() +
                        "' && diff -r back/tree site/ | grep -v '^Only in "
                        "site/' >said";
  EXPECT_NE(std::system(command.c_str()), -1);
  return Read("said");
}

bool HasReaders() {
  for (const char* program : {"jq", "sqlite3", "xmllint", "diff"}) {
    if (!HasProgram(program)) return false;
  }
  return std::system("/usr/bin/python3 -c 'import feedparser' 2>/dev/null") ==
         0;
}

}  // namespace pressmark::cli
