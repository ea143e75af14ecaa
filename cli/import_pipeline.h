#ifndef PRESSMARK_CLI_IMPORT_PIPELINE_H_
#define PRESSMARK_CLI_IMPORT_PIPELINE_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "cli/import_files.h"
#include "cli/prepared_file.h"

namespace pressmark::cli {

// Prepares files on several threads and hands them out in the order of the
// files, whatever the number of threads. Bounded: a thread waits where too
// many files, or too many bytes of them, are ahead of the one to hand out.
class ImportPipeline {
 public:
  // What a thread does with a file. It calls `reserve` once it knows how many
  // bytes it will hold, before it reads them; that call may wait.
  using Reserve = std::function<void(std::size_t bytes)>;
  using Prepare =
      std::function<PreparedFile(ImportFile file, const Reserve& reserve)>;

  // `prepare` is called from `threads` (at least 1) threads at once, until
  // this is destroyed.
  ImportPipeline(ImportFiles files, Prepare prepare, unsigned threads);
  // Waits for the files that are being prepared, and drops them.
  ~ImportPipeline();

  // The next file, prepared; nothing at the end. One thread only.
  std::optional<PreparedFile> Next();

 private:
  // A file that is being prepared, or waits to be handed out.
  struct Slot {
    std::size_t bytes = 0;  // reserved
    std::optional<PreparedFile> file;
  };

  void Work();
  // Puts a prepared file in its place, and tells Next where it waits for it.
  void Finish(std::uint64_t number, PreparedFile prepared);
  // Whether so many files can be handed out, or all that are left.
  bool HasReady(std::uint64_t files) const;
  // Waits for room and takes the next file; nothing at the end.
  std::optional<ImportFile> Take(std::uint64_t* number);
  void ReserveBytes(std::uint64_t number, std::size_t bytes);

  Prepare prepare_;

  std::mutex mutex_;
  std::condition_variable ready_;  // for Next
  std::condition_variable room_;   // for the threads
  // All below is guarded by mutex_.
  ImportFiles files_;
  std::map<std::uint64_t, Slot> slots_;
  std::uint64_t taken_ = 0;       // files taken from files_
  std::uint64_t handed_out_ = 0;  // of those
  std::uint64_t in_order_ = 0;    // as many can be or were handed out
  std::uint64_t wanted_ = 0;      // as many Next waits for to be so
  std::size_t bytes_ = 0;         // reserved by all slots
  unsigned reserving_ = 0;        // threads that wait for bytes
  bool exhausted_ = false;
  bool stopped_ = false;

  std::vector<std::thread> threads_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_PIPELINE_H_
