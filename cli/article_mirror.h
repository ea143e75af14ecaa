#ifndef PRESSMARK_CLI_ARTICLE_MIRROR_H_
#define PRESSMARK_CLI_ARTICLE_MIRROR_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <pressmark/result.h>

#include "cli/files.h"

namespace pressmark::cli {

// A folder of article files, as ArticleTree makes it, that is kept in step
// with what changes: each file is the old one or the new one, whenever one
// looks. Never follows a symbolic link, and leaves alone what no key names.
class ArticleMirror {
 public:
  // Holds the folder against other mirrors of it. kNotFound, kInvalidArgument
  // where no folder is there; kBusy where another holds it; kIoError. Takes
  // away the file that a killed run was about to put in its place.
  static Result<ArticleMirror> Open(const std::filesystem::path& folder);

  // Puts an article's file in the place of what is there. kInvalidArgument
  // where the key is no plain path, is too long for the file system, or needs a
  // name that another file or folder has.
  Status Put(std::string_view key, std::string_view source);
  // Takes it away, and the folders that are empty then. No error where it is
  // not there.
  Status Remove(std::string_view key);
  // Makes all of it durable.
  Status Sync();

 private:
  explicit ArticleMirror(Descriptor root) : root_(std::move(root)) {}

  Descriptor root_;  // locked
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_ARTICLE_MIRROR_H_
