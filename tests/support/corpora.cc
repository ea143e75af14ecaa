#include "tests/support/corpora.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace pressmark::test {
namespace {

namespace fs = std::filesystem;

// For the shell: any bytes but a NUL, as one word.
std::string Quoted(const std::string& word) {
  std::string quoted = "'";
  for (char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace

const std::vector<std::string>& CorpusNames() {
  static const std::vector<std::string> kNames = {
      "digitalgov", "18f", "carpentries", "roweb3", "history-oddities"};
  return kNames;
}

std::string SharedPath(std::string_view name) {
  const char* set = std::getenv("PRESSMARK_SHARED");
  const fs::path root =
      set != nullptr ? fs::path(set)
                     : fs::path(PRESSMARK_SOURCE_ROOT).parent_path() / "shared";
  const fs::path path = root / name;
  return fs::exists(path) ? path.string() : std::string();
}

void UnpackCorpus(std::string_view name, const std::string& folder) {
  const std::string archive =
      SharedPath("corpora/" + std::string(name) + ".tar.gz");
  const std::string command =
      "tar -xzf " + Quoted(archive) + " -C " + Quoted(folder);
  if (archive.empty() || std::system(command.c_str()) != 0) {
    throw std::runtime_error("cannot unpack the corpus " + std::string(name));
  }
}

std::string ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw std::runtime_error("cannot read " + path);
  return bytes;
}

std::vector<std::string> FilesBelow(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files.push_back(entry.path().lexically_relative(folder).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace pressmark::test
