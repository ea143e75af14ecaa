#ifndef PRESSMARK_CLI_EXPORT_TARGET_H_
#define PRESSMARK_CLI_EXPORT_TARGET_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include <pressmark/result.h>

// Where an export goes. What is written gets a temporary name beside its
// target, and the target's own name only once it is complete and on the disk.
namespace pressmark::cli {

enum class Replace : std::uint8_t { kNo, kYes };

// A place for a file or folder, in a folder that is there.
struct ExportTarget {
  std::filesystem::path path;
  std::filesystem::path folder;  // that it lies in
  Replace replace = Replace::kNo;
};

// The target that the user named. kInvalidArgument where it has no name of its
// own (`.`, `..`) or is or lies in the store's folder, under whatever path;
// kNotFound where the folder above is missing.
Result<ExportTarget> ResolveTarget(const std::string& named,
                                   const std::filesystem::path& store_folder,
                                   Replace replace);

// Whether a file may be written at the target: nothing is there, or a regular
// file that may be replaced and written. Else kAlreadyExists,
// kInvalidArgument, kIoError, saying what is there.
Status CheckFileTarget(const ExportTarget& target);

// Whether a folder may be written at the target: nothing is there, or an empty
// folder, or one that may be replaced and holds nothing but articles, which
// is looked at. Else kAlreadyExists, kInvalidArgument, kIoError.
Status CheckFolderTarget(const ExportTarget& target);

// How many temporary names of one process are tried.
inline constexpr int kTemporaryAttempts = 100;
// A hidden name beside the target that no other process takes, the `attempt`th
// such name of this one.
std::filesystem::path TemporaryName(const ExportTarget& target, int attempt);
// Removes what the process of this number, which is no more, left under such
// names.
void RemoveTemporary(const ExportTarget& target, std::uint64_t process);

// Gives the complete file or folder its target's name, in one step, and makes
// that durable. Where nothing may be replaced and something came to be there
// meanwhile: kAlreadyExists. A folder that is replaced is removed.
Status MoveIntoPlace(const std::filesystem::path& temporary,
                     const ExportTarget& target);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_TARGET_H_
