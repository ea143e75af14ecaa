// Single writes, each a batch of its own: changes and deletions as the peer
// makes them, and what the disk itself allows beside durable ones.

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <pressmark/store.h>

#include "tests/bench/peer/changed_articles.h"
#include "tests/bench/peer/commands.h"
#include "tests/bench/peer/measure.h"
#include "tests/bench/peer/report_line.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

constexpr WriteOptions kUnsynced{.sync = false};

constexpr int kRounds = 5;
constexpr std::size_t kDurableWrites = 200;  // a round
constexpr std::size_t kUnsyncedPuts = 2'000;

void Expect(WriteEffect effect, WriteEffect expected) {
  if (effect == expected) return;
  Require(Internal("a write had another effect than it should have"));
}

void Change(Store* store, const std::string& key, const std::string& source,
            const WriteOptions& options) {
  Expect(Take(store->Put(key, source, options)), WriteEffect::kUpdated);
}

double Rate(std::size_t count, const Stopwatch& stopwatch) {
  return static_cast<double>(count) / stopwatch.seconds();
}

// Appends blocks to a file of its own, and syncs each.
class SyncedFile {
 public:
  explicit SyncedFile(const std::filesystem::path& path)
      : path_(path),
        descriptor_(::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_EXCL,
                           0600)) {
    if (descriptor_ < 0) FailWithErrno();
  }
  SyncedFile(const SyncedFile&) = delete;
  SyncedFile& operator=(const SyncedFile&) = delete;
  ~SyncedFile() {
    ::close(descriptor_);
    ::unlink(path_.c_str());
  }

  void Append() {
    static constexpr std::array<char, 4'096> kBlock{};
    if (::write(descriptor_, kBlock.data(), kBlock.size()) !=
            static_cast<ssize_t>(kBlock.size()) ||
        ::fdatasync(descriptor_) != 0) {
      FailWithErrno();
    }
  }

 private:
  void FailWithErrno() const {
    std::string reason = std::generic_category().message(errno);
    Require(IoError(path_.native() + ": " + reason));
  }

  std::filesystem::path path_;
  int descriptor_;
};

// Puts articles that differ each time from what is stored.
class Puts {
 public:
  explicit Puts(Store* store)
      : store_(*store), articles_(DrawArticles(*store, kUnsyncedPuts, 7)) {}

  double Rate(std::size_t count, const WriteOptions& options) {
    Stopwatch stopwatch;
    for (std::size_t i = 0; i < count; ++i) PutNext(options);
    return bench::Rate(count, stopwatch);
  }

 private:
  void PutNext(const WriteOptions& options) {
    const ChangedArticle& article = articles_[next_];
    Change(&store_, article.key, edited_ ? article.source : article.changed,
           options);
    if (++next_ < articles_.size()) return;
    next_ = 0;
    edited_ = !edited_;
  }

  Store& store_;
  std::vector<ChangedArticle> articles_;
  std::size_t next_ = 0;
  bool edited_ = false;  // those that come next
};

double Median(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[numbers.size() / 2];
}

}  // namespace

void RunUpdate(const std::filesystem::path& path, std::size_t count) {
  Store store = Take(Store::Open(path));
  ReportLine line("pressmark", "update");
  line.Add("n", std::uint64_t{count});

  // There and back, so that the query set has the same answers after it.
  std::vector<ChangedArticle> articles = DrawArticles(store, count, 9);
  Stopwatch changing;
  for (const ChangedArticle& article : articles) {
    Change(&store, article.key, article.changed, kUnsynced);
  }
  for (const ChangedArticle& article : articles) {
    Change(&store, article.key, article.source, kUnsynced);
  }
  line.Add("updates_per_s", Rate(2 * articles.size(), changing), 0);

  articles = DrawArticles(store, count, 10);
  Stopwatch replacing;
  for (const ChangedArticle& article : articles) {
    Expect(Take(store.Delete(article.key, kUnsynced)), WriteEffect::kRemoved);
    Expect(Take(store.Put(article.key, article.source, kUnsynced)),
           WriteEffect::kAdded);
  }
  line.Add("delete_plus_reinsert_per_s", Rate(articles.size(), replacing), 0);
  line.Add("rss_mb", PeakMegabytes());
  Require(store.Close());
  line.Print();
}

void RunPuts(const std::filesystem::path& path) {
  Store store = Take(Store::Open(path));
  SyncedFile file(path.native() + ".synced");
  Puts puts(&store);
  std::vector<double> synced;
  std::vector<double> durable;
  std::vector<double> unsynced;
  for (int round = 0; round < kRounds; ++round) {
    Stopwatch appending;
    for (std::size_t i = 0; i < kDurableWrites; ++i) file.Append();
    synced.push_back(Rate(kDurableWrites, appending));
    durable.push_back(puts.Rate(kDurableWrites, {}));
    unsynced.push_back(puts.Rate(kUnsyncedPuts, kUnsynced));
  }
  Require(store.Close());

  ReportLine line("pressmark", "puts");
  line.Add("fdatasync_per_s", Median(synced), 0);
  line.Add("durable_puts_per_s", Median(durable), 0);
  line.Add("unsynced_puts_per_s", Median(unsynced), 0);
  line.Print();
}

}  // namespace pressmark::bench
