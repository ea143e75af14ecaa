#ifndef PRESSMARK_TESTS_ENGINE_STORE_FILES_H_
#define PRESSMARK_TESTS_ENGINE_STORE_FILES_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "engine/kv.h"

// What tests do to the files of a store behind its back.
namespace pressmark::test {

// Throws where the file cannot be read.
std::string ReadFile(const std::filesystem::path& path);
void WriteFile(const std::filesystem::path& path, const std::string& bytes);
// Cuts a file to its first `size` bytes.
void CutFile(const std::filesystem::path& path, std::size_t size);
void FlipBit(const std::filesystem::path& path, std::size_t offset);

// Every name below a folder, with the bytes of what is a regular file: two
// are equal where nothing was changed.
std::map<std::string, std::string> Contents(
    const std::filesystem::path& folder);

// A copy of a folder as it stands, also of an open store: what a kill at this
// moment would leave. Whatever was at `to` is removed before.
void CopyFolder(const std::filesystem::path& from,
                const std::filesystem::path& to);

// The only file of a folder whose name begins with `prefix` and ends with
// `suffix`; throws where there is none or another.
std::filesystem::path FindFile(const std::filesystem::path& folder,
                               const std::string& prefix,
                               const std::string& suffix);

// The folder of the first database, and its newest log.
std::filesystem::path DatabaseOf(const std::filesystem::path& store);
std::filesystem::path LogOf(const std::filesystem::path& store);

// Lets `change` gather writes to a closed store's database, and makes them.
void ChangeDatabase(const std::filesystem::path& database,
                    const std::function<void(const engine::KvSnapshot&,
                                             engine::KvBatch*)>& change);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_ENGINE_STORE_FILES_H_
