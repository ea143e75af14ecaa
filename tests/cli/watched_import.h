#ifndef PRESSMARK_TESTS_CLI_WATCHED_IMPORT_H_
#define PRESSMARK_TESTS_CLI_WATCHED_IMPORT_H_

#include <chrono>
#include <csignal>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {

// `import site --watch`, run beside the test.
class WatchedImport : public PressmarkRuns {
 protected:
  void TearDown() override {
    if (process_) ::kill(process_->id(), SIGKILL);
    if (process_) process_->Wait();
  }

  void Start(Arguments options = {}) {
    options.insert(options.begin(), {"import", "site", "--watch"});
    process_.emplace(Path(""), options, Process::Options{});
    AwaitText("watching site\n");
  }

  static bool Eventually(const std::function<bool()>& holds) {
    for (int i = 0; i < 3'000; ++i) {
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
  void AwaitText(const std::string& text) const {
    EXPECT_TRUE(Eventually([&] {
      return process_->ErrSoFar().find(text) != std::string::npos;
    })) << text
        << "\nin " << process_->ErrSoFar();
  }

  // Key and hash of the source of every article, as lines in order.
  std::string Articles(const std::string& store) const {
    return Output({"query", "* order by @key select @key, @hash", "--format",
                   "jsonl", "--store", store, "--wait", "60"});
  }
  // Waits until the store is what a fresh import makes of the folder as it is.
  void ExpectInStep(const std::string& what, Arguments options = {}) {
    std::string fresh = "fresh" + std::to_string(++fresh_);
    options.insert(options.begin(), {"import", "site", "--store", fresh});
    Run(options);
    std::string expected = Articles(fresh);
    std::string found;
    EXPECT_TRUE(Eventually([&] {
      found = Articles("pressmark.store");
      return found == expected;
    })) << what
        << "\n"
        << process_->ErrSoFar() << "\nexpected\n"
        << expected.substr(0, 2'000) << "\nfound\n"
        << found.substr(0, 2'000);
  }

  // Ends the watch in good order.
  Finished Stop(int number = SIGINT) {
    ::kill(process_->id(), number);
    Finished finished = process_->Wait();
    process_.reset();
    EXPECT_EQ(finished.exit, 128 + number) << finished.signal << finished.err;
    EXPECT_THAT(Expect(0, {"check"}).out, testing::IsEmpty());
    return finished;
  }

  // How many bursts were written.
  static std::size_t Bursts(const std::string& err) {
    std::size_t count = 0;
    std::size_t at = err.find("watching site\n");
    while ((at = err.find(" s\n", at)) != std::string::npos) {
      ++count;
      ++at;
    }
    return count;
  }

  std::optional<Process> process_;
  int fresh_ = 0;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_TESTS_CLI_WATCHED_IMPORT_H_
