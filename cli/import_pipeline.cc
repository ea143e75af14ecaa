#include "cli/import_pipeline.h"

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace pressmark::cli {

namespace {

// Files ahead of the one to hand out, and the bytes they may hold together. A
// file that is next may always be read, however large, so nothing can lock up.
constexpr std::uint64_t kFilesAhead = 1'024;
constexpr std::size_t kBytesAhead = std::size_t{32} << 20;
// To wake a thread costs a third of what it does for a file, so Next waits for
// some files at once, though not for long, and the threads for much room.
constexpr std::uint64_t kFilesAtOnce = 64;
constexpr std::chrono::milliseconds kPatience{20};

PreparedFile Failed(ImportFile file, std::string message) {
  PreparedFile prepared;
  prepared.file = std::move(file);
  prepared.outcome = PreparedFile::Outcome::kFailed;
  prepared.status = Internal(std::move(message));
  return prepared;
}

// As files->Next(), but lets no exception out.
std::optional<ImportFile> NextOf(ImportFiles* files) {
  try {
    return files->Next();
  } catch (const std::exception& error) {
    ImportFile file;
    file.problem = Internal(error.what());
    return file;
  }
}

}  // namespace

ImportPipeline::ImportPipeline(ImportFiles files, Prepare prepare,
                               unsigned threads)
    : prepare_(std::move(prepare)), files_(std::move(files)) {
  for (unsigned i = 0; i < threads; ++i) {
    try {
      threads_.emplace_back([this] { Work(); });
    } catch (const std::system_error&) {
      // As many as the system gives; without a single one nothing can be done.
      if (threads_.empty()) throw;
      return;
    }
  }
}

ImportPipeline::~ImportPipeline() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  room_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool ImportPipeline::HasReady(std::uint64_t files) const {
  return in_order_ >= files || (exhausted_ && in_order_ == taken_);
}

std::optional<PreparedFile> ImportPipeline::Next() {
  std::unique_lock lock(mutex_);
  if (!HasReady(handed_out_ + 1)) {
    wanted_ = handed_out_ + kFilesAtOnce;
    ready_.wait_for(lock, kPatience, [this] {
      return HasReady(wanted_) || (reserving_ > 0 && in_order_ > handed_out_);
    });
    wanted_ = handed_out_ + 1;
    ready_.wait(lock, [this] { return HasReady(wanted_); });
  }
  auto slot = slots_.find(handed_out_);
  if (slot == slots_.end()) return std::nullopt;
  std::optional<PreparedFile> file = std::move(slot->second.file);
  bytes_ -= slot->second.bytes;
  slots_.erase(slot);
  ++handed_out_;
  bool room = reserving_ > 0 || taken_ - handed_out_ == kFilesAhead / 2;
  lock.unlock();
  if (room) room_.notify_all();
  return file;
}

void ImportPipeline::Finish(std::uint64_t number, PreparedFile prepared) {
  std::lock_guard lock(mutex_);
  slots_[number].file = std::move(prepared);
  for (auto slot = slots_.find(in_order_);
       slot != slots_.end() && slot->second.file; ++slot) {
    ++in_order_;
  }
  if (HasReady(wanted_) || reserving_ > 0) ready_.notify_one();
}

void ImportPipeline::Work() {
  std::uint64_t number = 0;
  while (std::optional<ImportFile> file = Take(&number)) {
    Reserve reserve = [this, number](std::size_t bytes) {
      ReserveBytes(number, bytes);
    };
    PreparedFile prepared;
    // A thread that lets an exception out ends the process.
    try {
      prepared = prepare_(*file, reserve);
    } catch (const std::exception& error) {
      prepared = Failed(std::move(*file), error.what());
    }
    Finish(number, std::move(prepared));
  }
}

std::optional<ImportFile> ImportPipeline::Take(std::uint64_t* number) {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [this] {
    return stopped_ || exhausted_ || taken_ - handed_out_ < kFilesAhead;
  });
  if (stopped_ || exhausted_) return std::nullopt;
  std::optional<ImportFile> file = NextOf(&files_);
  if (file) {
    *number = taken_++;
    slots_[*number];
  } else {
    exhausted_ = true;
    lock.unlock();
    ready_.notify_one();
    room_.notify_all();
  }
  return file;
}

void ImportPipeline::ReserveBytes(std::uint64_t number, std::size_t bytes) {
  std::unique_lock lock(mutex_);
  auto fits = [this, number, bytes] {
    return stopped_ || number == handed_out_ || bytes_ + bytes <= kBytesAhead;
  };
  if (!fits()) {
    ++reserving_;
    ready_.notify_one();
    room_.wait(lock, fits);
    --reserving_;
  }
  slots_[number].bytes += bytes;
  bytes_ += bytes;
}

}  // namespace pressmark::cli
