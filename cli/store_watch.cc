#include "cli/store_watch.h"

#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pressmark::cli {

namespace {

// A reader of the store modifies nothing and opens nothing for writing, so
// whoever watches does not see himself.
constexpr std::uint32_t kEvents = IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE |
                                  IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF |
                                  IN_ONLYDIR;

Descriptor Watch(const std::filesystem::path& folder) {
  Descriptor events(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!events.valid() ||
      ::inotify_add_watch(events.get(), folder.c_str(), kEvents) < 0) {
    return Descriptor();
  }
  return events;
}

void Drain(int descriptor) {
  char bytes[4096];
  while (::read(descriptor, bytes, sizeof bytes) > 0) continue;
}

}  // namespace

StoreWatch::StoreWatch(std::filesystem::path store_folder, int out)
    : folder_(std::move(store_folder)),
      out_(out),
      events_(Watch(folder_)),
      looked_(Look()) {}

std::string StoreWatch::Look() const {
  std::string looked;
  for (const char* name : {"FORMAT", "LOCK", "watermark"}) {
    struct stat file = {};
    if (::stat((folder_ / name).c_str(), &file) != 0) continue;
    looked += name;
    for (auto number : {static_cast<long long>(file.st_ino),
                        static_cast<long long>(file.st_mtim.tv_sec),
                        static_cast<long long>(file.st_mtim.tv_nsec)}) {
      looked += ' ' + std::to_string(number);
    }
  }
  return looked;
}

StoreWatch::Seen StoreWatch::Wait(std::chrono::milliseconds most) {
  // A pipe whose reader has left says so unasked; poll passes over -1.
  pollfd waited[2] = {{events_.get(), POLLIN, 0}, {out_, 0, 0}};
  int count = ::poll(waited, 2, static_cast<int>(most.count()));
  if (count > 0 && (waited[1].revents & POLLERR) != 0) return Seen::kReaderGone;
  if (count > 0 && waited[0].revents != 0) {
    Drain(events_.get());
    return Seen::kChange;
  }
  return Look() == looked_ ? Seen::kNothing : Seen::kChange;
}

}  // namespace pressmark::cli
