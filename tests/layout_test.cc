// The rules of the house that a compiler does not check: which layer may
// include which, where each outside library is met, how long a file may be.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace pressmark {
namespace {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;  // from the root, with /
  std::vector<std::string> lines;
};

std::vector<SourceFile> SourcesBelow(const std::string& folder) {
  std::vector<SourceFile> sources;
  fs::path root = PRESSMARK_SOURCE_ROOT;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    std::string extension = entry.path().extension().string();
    if (extension != ".cc" && extension != ".h") continue;
    SourceFile source;
    source.path = fs::relative(entry.path(), root).generic_string();
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      source.lines.push_back(line);
    }
    sources.push_back(std::move(source));
  }
  EXPECT_FALSE(sources.empty()) << folder;
  return sources;
}

const std::vector<std::string>& Layers() {
  static const std::vector<std::string> kLayers = {"schema", "engine", "query",
                                                   "cli"};
  return kLayers;
}

// The layer whose public header `name` is; empty where it is none of ours.
std::string LayerOfPublicHeader(const std::string& name) {
  for (const std::string& layer : Layers()) {
    fs::path header =
        fs::path(PRESSMARK_SOURCE_ROOT) / layer / "include" / "pressmark";
    if (fs::exists(header / name)) return layer;
  }
  return {};
}

// The layer an include line reaches into; empty where it is outside.
std::string IncludedLayer(const std::string& line) {
  static const std::regex kInternal("^#include \"([a-z]+)/.*");
  static const std::regex kPublic("^#include <pressmark/(.*)>.*");
  std::smatch match;
  if (std::regex_match(line, match, kInternal)) return match[1];
  if (std::regex_match(line, match, kPublic)) {
    return LayerOfPublicHeader(match[1]);
  }
  return {};
}

TEST(Layout, IncludesPointOnlyToTheLeft) {
  int seen = 0;
  for (auto layer = Layers().begin(); layer != Layers().end(); ++layer) {
    for (const SourceFile& source : SourcesBelow(*layer)) {
      for (const std::string& line : source.lines) {
        std::string included = IncludedLayer(line);
        if (included.empty()) continue;
        ++seen;
        EXPECT_NE(std::find(Layers().begin(), layer + 1, included), layer + 1)
            << source.path << ": " << line;
      }
    }
  }
  EXPECT_GT(seen, 100);
}

TEST(Layout, EachOutsideLibraryIsMetInOnePlace) {
  struct Library {
    const char* include;  // how an include line of it begins
    const char* where;    // what the paths of its files begin with
  };
  const std::vector<Library> libraries = {
      {"#include <yaml-cpp/", "schema/front_matter"},
      {"#include \"schema/article_generated.h\"", "schema/record"},
      {"#include <xxhash", "schema/hash"},
      {"#include <rocksdb/", "engine/kv_rocksdb"},
      {"#include <boost/spirit", "query/parser/"},
      {"#include <CLI/", "cli/"},
      {"#include <sqlite3", "cli/sqlite_file"},
      {"#include <histedit", "cli/line_editor"},
  };
  for (const Library& library : libraries) {
    int seen = 0;
    for (const std::string& layer : Layers()) {
      for (const SourceFile& source : SourcesBelow(layer)) {
        for (const std::string& line : source.lines) {
          if (!line.starts_with(library.include)) continue;
          ++seen;
          EXPECT_TRUE(source.path.starts_with(library.where))
              << source.path << ": " << line;
        }
      }
    }
    EXPECT_GT(seen, 0) << library.include;
  }
}

TEST(Layout, OneTranslationUnitPaysForSpirit) {
  int paying = 0;
  for (const SourceFile& source : SourcesBelow("query")) {
    if (!source.path.ends_with(".cc")) continue;
    for (const std::string& line : source.lines) {
      bool pays = line.starts_with("#include <boost/spirit") ||
                  line == "#include \"query/parser/expression_def.h\"";
      paying += pays ? 1 : 0;
    }
  }
  EXPECT_EQ(paying, 1);
}

TEST(Layout, NoFileHoldsTwoIdeas) {
  std::vector<std::string> folders = Layers();
  folders.push_back("tests");
  for (const std::string& folder : folders) {
    for (const SourceFile& source : SourcesBelow(folder)) {
      EXPECT_LE(source.lines.size(), 400u) << source.path;
    }
  }
}

}  // namespace
}  // namespace pressmark
