#ifndef PRESSMARK_CLI_FOLDER_WATCH_H_
#define PRESSMARK_CLI_FOLDER_WATCH_H_

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <pressmark/result.h>

#include "cli/files.h"

struct inotify_event;

namespace pressmark::cli {

// What changed below a folder in a burst of changes.
struct FolderChanges {
  // Paths below the folder. A file there, or a folder with all that is below
  // it, came, went or changed, or nothing did. The empty path is all of it.
  std::set<std::string> places;
  // The folder itself is no longer there. It is waited for.
  bool away = false;
  // It was away, or another took its place: what is missing from it was not
  // seen to go. All of it is told.
  bool returned = false;
  // The one that this is told of.
  std::optional<FileIdentity> folder;
};

// Tells what changes below a folder, in bursts: what is changed together is
// told together, once nothing more has come for a while. Sees what a Walk sees:
// names of articles, nothing hidden, no links but the folder itself. Where the
// system lost changes all of the folder is told. Not for two threads at once.
class FolderWatch {
 public:
  struct Patience {
    std::chrono::milliseconds quiet{200};      // that ends a burst
    std::chrono::milliseconds longest{2'000};  // a burst lasts
  };

  // Watches from now on. `skip` is a folder to pass over, which need not be
  // there yet. kNotFound; kIoError, also where the system gives no more
  // watches.
  static Result<FolderWatch> Open(std::string folder,
                                  std::filesystem::path skip);
  static Result<FolderWatch> Open(std::string folder,
                                  std::filesystem::path skip,
                                  const Patience& patience);

  // Waits for the next burst, or for the folder to go away. Once the descriptor
  // `stop` can be read: what is known by then, perhaps nothing. kIoError.
  Result<FolderChanges> Next(int stop);

  // To be called where the folder was not the one told of any more when it was
  // looked at: it is told as one that returned, once it is there.
  void Lose();

 private:
  using Clock = std::chrono::steady_clock;

  FolderWatch(std::string folder, std::filesystem::path skip,
              const Patience& patience);

  // Watches all of the folder anew.
  Status Start();
  // Watches a folder and those below it. One that went away meanwhile, or that
  // may not be read, is passed over.
  Status AddTree(const std::string& place);
  Result<bool> AddFolder(const std::string& place);
  void ForgetTree(const std::string& place);
  // Takes in all that the system has to tell by now.
  Status ReadEvents();
  Status Handle(const inotify_event& event);
  void Add(std::string place);
  // Notices that the folder itself has gone, or is another one.
  Status LookAtFolder();
  bool Due() const;
  // Until something happens or is due; whether `stop` can be read.
  Result<bool> Wait(int stop) const;
  std::string PathOf(const std::string& place) const;

  std::string folder_;
  std::filesystem::path skip_;
  Patience patience_;
  Descriptor events_;
  std::map<int, std::string> places_;    // of the watches
  std::map<std::string, int> watches_;   // the other way round
  std::optional<FileIdentity> watched_;  // the folder; nothing while it is away
  bool told_away_ = false;
  bool returned_ = false;  // goes with what is pending
  std::set<std::string> pending_;
  Clock::time_point first_;  // when something became pending
  Clock::time_point last_;   // when something was added to it
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_FOLDER_WATCH_H_
