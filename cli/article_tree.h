#ifndef PRESSMARK_CLI_ARTICLE_TREE_H_
#define PRESSMARK_CLI_ARTICLE_TREE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <pressmark/result.h>

#include "cli/export_target.h"
#include "cli/files.h"

namespace pressmark::cli {

// The file of a folder of articles that an article is written to before it
// takes the place of another.
inline constexpr const char* kPartialName = ".pressmark.partial";

// Ok where a key is a plain relative path: segments parted by `/`, none of
// them empty, `.` or `..`, and the first not kPartialName, without controls.
// Else kInvalidArgument, saying
// what it is instead. No file is ever named after a key that this refuses.
Status CheckArticlePath(std::string_view key);

// A folder of article files named after their keys, there complete or not at
// all. Destroyed before Commit it leaves nothing behind.
class ArticleTree {
 public:
  // Makes a temporary folder beside the target. As CheckFolderTarget;
  // kIoError, kNoSpace.
  static Result<std::unique_ptr<ArticleTree>> Create(
      const ExportTarget& target);

  ArticleTree(const ArticleTree&) = delete;
  ArticleTree& operator=(const ArticleTree&) = delete;
  ~ArticleTree();

  // Writes one article. kInvalidArgument where the key is no plain path, is
  // too long for the file system, or needs a name that another article has:
  // that article is left out and the tree stays usable. All else is the disk's
  // failure. Never follows a symbolic link.
  Status Add(std::string_view key, std::string_view source);
  // Where the tree lies until then.
  const std::filesystem::path& temporary() const { return temporary_; }
  // Makes the tree durable and gives it its name.
  Status Commit();

 private:
  ArticleTree(ExportTarget target, std::filesystem::path temporary,
              Descriptor root);

  // Makes the file of an article, and the folders above it.
  Status CreateFile(std::string_view key, Descriptor* file);
  // Opens the folder that `path` (perhaps empty) is below the root, making
  // what is missing, and keeps it open for the next article.
  Status EnterFolder(std::string_view path);

  ExportTarget target_;
  std::filesystem::path temporary_;  // empty once it has gone
  Descriptor root_;
  Descriptor folder_;  // the last article's
  std::string folder_path_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_ARTICLE_TREE_H_
