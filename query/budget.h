#ifndef PRESSMARK_QUERY_BUDGET_H_
#define PRESSMARK_QUERY_BUDGET_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <pressmark/limits.h>
#include <pressmark/query.h>
#include <pressmark/status.h>

namespace pressmark::query {

// What a running query may still use: time, articles, memory. Asked at every
// bucket, batch and group. Not for two threads at once.
class Budget {
 public:
  Budget(const QueryOptions& options, const Limits& limits)
      : deadline_(options.deadline),
        cancelled_(options.cancelled),
        articles_left_(options.examined_articles.value_or(
            std::numeric_limits<std::uint64_t>::max())),
        memory_(limits.query_memory_bytes) {}

  // kInterrupted once the query was cancelled or is past its deadline.
  Status Check() const {
    if (cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed)) {
      return Interrupted("the query was cancelled");
    }
    if (deadline_ && std::chrono::steady_clock::now() >= *deadline_) {
      return Interrupted("the query ran past its deadline");
    }
    return {};
  }

  // Whether Check would fail.
  bool Over() const {
    return (cancelled_ != nullptr &&
            cancelled_->load(std::memory_order_relaxed)) ||
           (deadline_ && std::chrono::steady_clock::now() >= *deadline_);
  }

  // How many articles may still be read.
  std::uint64_t articles_left() const { return articles_left_; }
  // kLimitExceeded where fewer than `count` articles may still be read.
  Status TakeArticles(std::uint64_t count) {
    if (count > articles_left_) {
      return LimitExceeded("the query examined " + std::to_string(examined_) +
                           " articles, as many as it may");
    }
    articles_left_ -= count;
    examined_ += count;
    return {};
  }

  // kLimitExceeded where the query would hold more than its limit; `what` is
  // what the memory is for, `advice` how to need less.
  Status TakeMemory(std::size_t bytes, const char* what, const char* advice) {
    if (bytes > memory_ - used_) {
      return LimitExceeded(std::string(what) + " take more than " +
                           std::to_string(memory_) + " bytes; " + advice);
    }
    used_ += bytes;
    return {};
  }
  void ReturnMemory(std::size_t bytes) { used_ -= bytes; }
  std::size_t memory_left() const { return memory_ - used_; }

 private:
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  const std::atomic<bool>* cancelled_;
  std::uint64_t articles_left_;
  std::uint64_t examined_ = 0;
  std::size_t memory_;
  std::size_t used_ = 0;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_BUDGET_H_
