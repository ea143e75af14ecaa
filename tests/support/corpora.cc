#include "tests/support/corpora.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

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

std::string Archive(std::string_view corpus) {
  std::string name = "corpora/" + std::string(corpus) + ".tar.gz";
  std::string path = SharedPath(name);
  if (path.empty()) throw std::runtime_error(name + " is not there");
  return path;
}

// What a command prints.
std::string OutputOf(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  char bytes[1 << 16];
  for (std::size_t got; (got = std::fread(bytes, 1, sizeof bytes, pipe)) > 0;) {
    output.append(bytes, got);
  }
  if (::pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return output;
}

// A header of a tar archive is a block: the name from byte 0 on, the size in
// octal digits at 124, the type at 156. The data follow, filled up to a block.
constexpr std::size_t kTarBlock = 512;

// The path of an extended header, which is lines of `LENGTH NAME=VALUE`.
std::string ExtendedPath(const std::string& records) {
  constexpr std::string_view kPath = " path=";
  std::size_t start = records.find(kPath);
  if (start == std::string::npos) return {};
  start += kPath.size();
  return records.substr(start, records.find('\n', start) - start);
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
  const std::string command =
      "tar -xzf " + Quoted(Archive(name)) + " -C " + Quoted(folder);
  if (std::system(command.c_str()) != 0) {
    throw std::runtime_error("cannot unpack the corpus " + std::string(name));
  }
}

std::map<std::string, std::string> ReadCorpus(std::string_view name) {
  const std::string tar = OutputOf("gzip -dc " + Quoted(Archive(name)));
  std::map<std::string, std::string> files;
  std::string long_path;
  std::size_t at = 0;
  while (at + kTarBlock <= tar.size() && tar[at] != '\0') {
    const char* header = tar.data() + at;
    std::size_t size = std::stoul(std::string(header + 124, 11), nullptr, 8);
    std::string data = tar.substr(at + kTarBlock, size);
    if (header[156] == 'x') {
      long_path = ExtendedPath(data);
    } else if (header[156] == '0') {
      std::string path(header, ::strnlen(header, 100));
      files.emplace(long_path.empty() ? path : long_path, std::move(data));
      long_path.clear();
    }
    at += kTarBlock + (size + kTarBlock - 1) / kTarBlock * kTarBlock;
  }
  return files;
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
