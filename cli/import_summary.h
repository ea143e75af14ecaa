#ifndef PRESSMARK_CLI_IMPORT_SUMMARY_H_
#define PRESSMARK_CLI_IMPORT_SUMMARY_H_

#include <cstdint>
#include <string>

namespace pressmark::cli {

// What an import did, or would have done. seen = added + updated + unchanged +
// skipped + refused, where the import came to its end.
struct ImportSummary {
  std::uint64_t seen = 0;  // files, and folders that could not be read
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t skipped = 0;
  std::uint64_t refused = 0;
  std::uint64_t warnings = 0;  // those for skipped files among them
  double seconds = 0;

  // The members above, under these names and in this order, as one object.
  std::string ToJson() const;
  // For people, on one line.
  std::string ToText() const;
  // "3 updated, 1 removed in 0.012 s"; empty where nothing was changed, refused
  // or warned about.
  std::string ToChangesText() const;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_SUMMARY_H_
