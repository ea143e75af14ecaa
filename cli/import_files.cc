#include "cli/import_files.h"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include <sys/stat.h>

#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

std::string BaseName(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string Joined(std::string_view root, std::string_view path) {
  std::string joined(root);
  if (!path.empty() && !joined.ends_with('/')) joined += '/';
  joined += path;
  return joined;
}

}  // namespace

bool IsFolder(const std::string& path, Links links) {
  struct stat information = {};
  auto look = links == Links::kFollow ? ::stat : ::lstat;
  return look(path.c_str(), &information) == 0 && S_ISDIR(information.st_mode);
}

bool IsBelowAny(const std::string& path, const std::set<std::string>& paths) {
  if (!path.empty() && paths.contains("")) return true;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (paths.contains(path.substr(0, slash))) return true;
  }
  return false;
}

Status CheckImportPaths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    struct stat information = {};
    if (::stat(path.c_str(), &information) != 0) {
      return SystemError(errno, schema::EscapeControls(path));
    }
  }
  return {};
}

Result<ImportFiles> ImportFiles::Open(const std::vector<std::string>& paths,
                                      const std::string& prefix,
                                      std::optional<FileIdentity> skip) {
  if (Status s = CheckImportPaths(paths); !s.ok()) return s;
  ImportFiles files;
  std::size_t number = 0;
  for (const std::string& path : paths) {
    Source source;
    source.number = number++;
    source.root = path;
    source.key_prefix = prefix.empty() ? prefix : prefix + '/';
    if (IsFolder(path)) {
      source.walk = std::make_unique<Walk>(path, skip);
      if (!Advance(&source)) continue;
    } else {
      source.head.path = path;
      source.head.key = source.key_prefix + BaseName(path);
      source.head.links = Links::kFollow;
    }
    files.Push(std::move(source));
  }
  return files;
}

ImportFiles ImportFiles::At(const std::string& folder,
                            const std::set<std::string>& places,
                            const std::string& prefix,
                            std::optional<FileIdentity> skip) {
  ImportFiles files;
  for (const std::string& place : places) {
    if (IsBelowAny(place, places)) continue;
    Source source;
    source.number = files.sources_.size();
    source.root = Joined(folder, place);
    source.key_prefix = prefix.empty() ? prefix : prefix + '/';
    struct stat information = {};
    if (place.empty() || IsFolder(source.root, Links::kRefuse)) {
      if (!place.empty()) source.key_prefix += place + '/';
      source.walk = std::make_unique<Walk>(source.root, skip);
      if (!Advance(&source)) continue;
    } else if (::lstat(source.root.c_str(), &information) == 0) {
      source.head.path = source.root;
      source.head.key = source.key_prefix + place;
      source.head.skipped_link = S_ISLNK(information.st_mode);
    } else {
      continue;
    }
    files.Push(std::move(source));
  }
  return files;
}

std::optional<ImportFile> ImportFiles::Next() {
  if (sources_.empty()) return std::nullopt;
  std::pop_heap(sources_.begin(), sources_.end(), ComesLater);
  Source source = std::move(sources_.back());
  sources_.pop_back();
  ImportFile file = std::move(source.head);
  if (Advance(&source)) Push(std::move(source));

  if (file.problem.ok() && file.key == last_key_) {
    file.problem = InvalidArgument(
        "its key " + schema::Excerpt(file.key) + " is also that of " +
        schema::Excerpt(last_path_) + "; import the two under different --as");
  } else {
    last_key_ = file.key;
    last_path_ = file.path;
  }
  return file;
}

bool ImportFiles::ComesLater(const Source& left, const Source& right) {
  if (left.head.key != right.head.key) return left.head.key > right.head.key;
  return left.number > right.number;
}

bool ImportFiles::Advance(Source* source) {
  if (source->walk == nullptr) return false;
  std::optional<WalkEntry> entry = source->walk->Next();
  if (!entry) return false;
  source->head = ImportFile();
  source->head.path = Joined(source->root, entry->path);
  source->head.key = source->key_prefix + entry->path;
  source->head.skipped_link = entry->kind == WalkEntry::Kind::kLink;
  source->head.problem = std::move(entry->status);
  return true;
}

void ImportFiles::Push(Source source) {
  sources_.push_back(std::move(source));
  std::push_heap(sources_.begin(), sources_.end(), ComesLater);
}

}  // namespace pressmark::cli
