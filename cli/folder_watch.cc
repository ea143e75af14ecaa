// inotify(7) watches folders one by one, each by a number. A folder that is
// moved takes its watch with it, so the watches below a place are dropped when
// a folder leaves it, and set when one comes. What happens in a folder before
// its watch is set is told by nobody: so a folder that comes is told as a
// whole, and looked through by whoever asks, which is after that.
#include "cli/folder_watch.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "cli/import_files.h"
#include "cli/walk.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kEvents = IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE |
                                  IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t kEnd =
    IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;
constexpr std::uint32_t kGone = IN_DELETE | IN_MOVED_FROM;
// So many places are no fewer to look at than all of the folder.
constexpr std::size_t kMostPlaces = 100'000;
// How often the folder itself is looked at, whose fate no watch tells where a
// folder above it is moved.
constexpr std::chrono::milliseconds kLook{500};
constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

Status WatchError(int error, const std::string& path) {
  std::string name = "watch " + schema::EscapeControls(path);
  if (error == ENOSPC || error == EMFILE) {
    return IoError(name +
                   ": the system gives no more watches; raise "
                   "fs.inotify.max_user_watches or max_user_instances");
  }
  return SystemError(error, name);
}

std::chrono::milliseconds Rounded(std::chrono::steady_clock::duration time) {
  return std::chrono::ceil<std::chrono::milliseconds>(time);
}

}  // namespace

FolderWatch::FolderWatch(std::string folder, fs::path skip,
                         const Patience& patience)
    : folder_(std::move(folder)), skip_(std::move(skip)), patience_(patience) {}

Result<FolderWatch> FolderWatch::Open(std::string folder, fs::path skip) {
  return Open(std::move(folder), std::move(skip), Patience());
}

Result<FolderWatch> FolderWatch::Open(std::string folder, fs::path skip,
                                      const Patience& patience) {
  FolderWatch watch(std::move(folder), std::move(skip), patience);
  if (Status s = watch.Start(); !s.ok()) return s;
  if (!watch.watched_) return WatchError(ENOENT, watch.folder_);
  watch.returned_ = false;
  return watch;
}

Result<FolderChanges> FolderWatch::Next(int stop) {
  bool stopped = false;
  while (true) {
    if (Status s = ReadEvents(); !s.ok()) return s;
    if (Status s = LookAtFolder(); !s.ok()) return s;
    bool away = !watched_ && !told_away_;
    if (!watched_) pending_.clear();
    if (stopped || away || Due()) {
      told_away_ = !watched_;
      return FolderChanges{std::exchange(pending_, {}), away,
                           std::exchange(returned_, false), watched_};
    }
    Result<bool> ended = Wait(stop);
    if (!ended.ok()) return ended.status();
    stopped = *ended;
  }
}

void FolderWatch::Lose() {
  watched_.reset();
  // Else what goes on in one that was moved away wakes the wait for it.
  events_ = Descriptor();
}

Status FolderWatch::Start() {
  places_.clear();
  watches_.clear();
  std::optional<FileIdentity> before = std::exchange(watched_, std::nullopt);
  events_ = Descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!events_.valid()) return WatchError(errno, folder_);
  std::optional<FileIdentity> identity = IdentityOf(folder_);
  if (Status s = AddTree(""); !s.ok()) return s;
  // Where it was replaced in between, the next look at it finds another one.
  if (!watches_.empty()) watched_ = identity;
  returned_ = returned_ || watched_ != before;
  return {};
}

Status FolderWatch::AddTree(const std::string& place) {
  std::vector<std::string> left = {place};
  while (!left.empty()) {
    std::string folder = std::move(left.back());
    left.pop_back();
    Result<bool> added = AddFolder(folder);
    if (!added.ok()) return added.status();
    if (!*added) continue;
    std::error_code error;
    fs::directory_iterator entries(PathOf(folder), error);
    for (; !error && entries != fs::directory_iterator();
         entries.increment(error)) {
      std::string name = entries->path().filename().native();
      std::error_code unknown;
      bool is_folder =
          entries->symlink_status(unknown).type() == fs::file_type::directory;
      if (name.starts_with('.') || !is_folder) continue;
      left.push_back(folder.empty() ? name : folder + '/' + name);
    }
  }
  return {};
}

Result<bool> FolderWatch::AddFolder(const std::string& place) {
  std::string path = PathOf(place);
  std::optional<FileIdentity> identity = IdentityOf(path);
  if (!identity || identity == IdentityOf(skip_.native())) return false;
  std::uint32_t how = kEvents | IN_ONLYDIR;
  if (!place.empty()) how |= IN_DONT_FOLLOW;
  int watch = ::inotify_add_watch(events_.get(), path.c_str(), how);
  if (watch < 0) {
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
        errno == EACCES) {
      return false;
    }
    return WatchError(errno, path);
  }
  // Of one that was moved here it is the number it had, which is not to be
  // dropped when its leaving is read.
  if (auto had = places_.find(watch); had != places_.end()) {
    watches_.erase(had->second);
  }
  places_[watch] = place;
  watches_[place] = watch;
  return true;
}

void FolderWatch::ForgetTree(const std::string& place) {
  auto forget = [this](std::map<std::string, int>::iterator watch) {
    ::inotify_rm_watch(events_.get(), watch->second);
    places_.erase(watch->second);
    return watches_.erase(watch);
  };
  auto watch = watches_.find(place);
  if (watch != watches_.end()) forget(watch);
  std::string below = place + '/';
  watch = watches_.lower_bound(below);
  while (watch != watches_.end() && watch->first.starts_with(below)) {
    watch = forget(watch);
  }
}

Status FolderWatch::ReadEvents() {
  alignas(inotify_event) char buffer[kBufferBytes];
  while (watched_) {
    ssize_t got = ::read(events_.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return {};
    if (got < 0) return WatchError(errno, folder_);
    for (ssize_t at = 0; at < got && watched_;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
      if ((event->mask & IN_Q_OVERFLOW) != 0) {
        // The numbers of the watches begin anew: what is read is of old ones.
        Add("");
        return Start();
      }
      if (Status s = Handle(*event); !s.ok()) return s;
    }
  }
  return {};
}

Status FolderWatch::Handle(const inotify_event& event) {
  auto folder = places_.find(event.wd);
  if (folder == places_.end()) return {};  // of a watch that was dropped
  if (event.len == 0) {
    // Of the folder itself: the one above tells, if that is watched.
    if (folder->second.empty() && (event.mask & kEnd) != 0) Lose();
    return {};
  }
  std::string_view name = event.name;
  if (name.starts_with('.')) return {};
  std::string place = folder->second;
  if (!place.empty()) place += '/';
  place += name;
  if ((event.mask & IN_ISDIR) != 0) {
    ForgetTree(place);
    if ((event.mask & kGone) == 0) {
      if (Status s = AddTree(place); !s.ok()) return s;
    }
  } else if (!HasArticleName(name)) {
    return {};
  }
  Add(std::move(place));
  return {};
}

void FolderWatch::Add(std::string place) {
  last_ = Clock::now();
  if (pending_.empty()) first_ = last_;
  if (pending_.size() >= kMostPlaces) {
    pending_.clear();
    place.clear();
  }
  pending_.insert(std::move(place));
}

Status FolderWatch::LookAtFolder() {
  std::optional<FileIdentity> identity = IdentityOf(folder_);
  if (identity == watched_) return {};
  if (Status s = Start(); !s.ok()) return s;
  if (watched_) Add("");
  return {};
}

bool FolderWatch::Due() const {
  if (pending_.empty()) return false;
  Clock::time_point now = Clock::now();
  return now - last_ >= patience_.quiet || now - first_ >= patience_.longest;
}

Result<bool> FolderWatch::Wait(int stop) const {
  std::chrono::milliseconds time = kLook;
  if (!pending_.empty()) {
    Clock::time_point due =
        std::min(last_ + patience_.quiet, first_ + patience_.longest);
    time = std::clamp(Rounded(due - Clock::now()), std::chrono::milliseconds(0),
                      kLook);
  }
  pollfd ready[] = {{stop, POLLIN, 0}, {events_.get(), POLLIN, 0}};
  if (::poll(ready, 2, static_cast<int>(time.count())) < 0 && errno != EINTR) {
    return WatchError(errno, folder_);
  }
  return (ready[0].revents & POLLIN) != 0;
}

std::string FolderWatch::PathOf(const std::string& place) const {
  return place.empty() ? folder_ : folder_ + '/' + place;
}

}  // namespace pressmark::cli
