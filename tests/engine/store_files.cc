#include "tests/engine/store_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "engine/kv_rocksdb.h"
#include "tests/support/status_matchers.h"

namespace pressmark::test {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

void CutFile(const fs::path& path, std::size_t size) {
  fs::resize_file(path, size);
}

void FlipBit(const fs::path& path, std::size_t offset) {
  std::string bytes = ReadFile(path);
  bytes.at(offset) = static_cast<char>(bytes[offset] ^ 1);
  WriteFile(path, bytes);
}

std::map<std::string, std::string> Contents(const fs::path& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    contents[entry.path().lexically_relative(folder).string()] =
        entry.is_regular_file() ? ReadFile(entry.path()) : "(no file)";
  }
  return contents;
}

void CopyFolder(const fs::path& from, const fs::path& to) {
  // A file that is of no use any more may go away meanwhile: then once again.
  std::error_code error;
  for (int i = 0; i < 10; ++i) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive, error);
    if (!error) return;
  }
  throw std::runtime_error("cannot copy: " + error.message());
}

fs::path FindFile(const fs::path& folder, const std::string& prefix,
                  const std::string& suffix) {
  fs::path found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) continue;
    if (!found.empty()) throw std::runtime_error("more than one " + suffix);
    found = entry.path();
  }
  if (found.empty()) throw std::runtime_error("no " + prefix + "*" + suffix);
  return found;
}

fs::path DatabaseOf(const fs::path& store) { return store / "db-1"; }

fs::path LogOf(const fs::path& store) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(DatabaseOf(store))) {
    if (entry.path().extension() == ".log") {
      newest = std::max(newest, entry.path());
    }
  }
  if (newest.empty()) throw std::runtime_error("no log");
  return newest;
}

void ChangeDatabase(const fs::path& database,
                    const std::function<void(const engine::KvSnapshot&,
                                             engine::KvBatch*)>& change) {
  auto kv = ValueOf(
      engine::OpenRocksDb(database.string(), OpenMode::kWrite, OpenOptions()));
  engine::KvBatch batch;
  change(*ValueOf(kv->Snapshot()), &batch);
  if (batch.operations.empty()) throw std::runtime_error("nothing to change");
  Status status = kv->Write(std::move(batch), true);
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

}  // namespace pressmark::test
