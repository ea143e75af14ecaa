// Imports a corpus into a new store. Each job takes a run of articles, reads
// and prepares them, and writes them as one batch when its turn has come: the
// articles are written in the order of the corpus whatever the number of jobs,
// and one job is one thread.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <pressmark/store.h>

#include "schema/hash.h"
#include "tests/bench/peer/commands.h"
#include "tests/bench/peer/measure.h"
#include "tests/bench/peer/report_line.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

constexpr std::size_t kBatchArticles = 1'000;

class Import {
 public:
  // Passes over what `before`, unless null, has unchanged.
  Import(Store* store, const CorpusPlace& corpus, const Snapshot* before)
      : store_(*store), corpus_(Corpus::Open(corpus)), before_(before) {}

  // How many articles there were.
  std::uint64_t Run(unsigned jobs) {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < jobs; ++i) {
      others.emplace_back([this] { Work(); });
    }
    Work();
    for (std::thread& other : others) other.join();
    return articles_;
  }

 private:
  void Work() {
    while (true) {
      std::vector<CorpusItem> items;
      std::uint64_t turn = 0;
      {
        std::lock_guard lock(mutex_);
        items = corpus_->Next(kBatchArticles);
        turn = taken_++;
        articles_ += items.size();
      }
      if (items.empty()) return;
      Write(turn, Prepared(items));
    }
  }

  WriteBatch Prepared(const std::vector<CorpusItem>& items) const {
    WriteBatch batch;
    for (const CorpusItem& item : items) {
      std::string source = corpus_->SourceOf(item);
      if (IsStored(item.key, source)) continue;
      batch.Put(Take(store_.Prepare(item.key, std::move(source))));
    }
    return batch;
  }

  bool IsStored(const std::string& key, const std::string& source) const {
    if (before_ == nullptr) return false;
    std::optional<KeyState> state = Take(before_->Find(key));
    return state && state->source_hash == schema::ToHex(schema::HashOf(source));
  }

  void Write(std::uint64_t turn, WriteBatch batch) {
    std::unique_lock lock(mutex_);
    turned_.wait(lock, [this, turn] { return turn_ == turn; });
    lock.unlock();
    if (!batch.empty()) Take(store_.Write(std::move(batch), {.sync = false}));
    lock.lock();
    ++turn_;
    turned_.notify_all();
  }

  Store& store_;
  std::unique_ptr<Corpus> corpus_;
  const Snapshot* before_;

  std::mutex mutex_;
  std::condition_variable turned_;
  // All below is guarded by mutex_, as is corpus_->Next.
  std::uint64_t taken_ = 0;
  std::uint64_t turn_ = 0;  // whose batch is written
  std::uint64_t articles_ = 0;
};

std::uint64_t BytesOf(const Store& store) {
  return Take(store.Statistics()).disk_bytes;
}

}  // namespace

void RunImport(const std::filesystem::path& path,
               const ImportOptions& options) {
  Stopwatch importing;
  Store store = Take(Store::Create(path));
  Require(store.BeginBulk());
  std::uint64_t articles =
      Import(&store, options.corpus, nullptr).Run(options.jobs);
  Require(store.Flush());
  double seconds = importing.seconds();

  ReportLine line("pressmark-" + std::to_string(options.jobs), "import");
  line.Add("jobs", std::uint64_t{options.jobs});
  line.Add("articles", articles);
  line.Add("s", seconds, 3);
  line.Add("articles_per_s", static_cast<double>(articles) / seconds, 0);
  line.Add("db_bytes", BytesOf(store));
  Stopwatch compacting;
  Require(store.EndBulk());
  line.Add("compact_s", compacting.seconds(), 3);
  line.Add("compacted_bytes", BytesOf(store));
  if (options.again) {
    Stopwatch comparing;
    Snapshot before = Take(store.TakeSnapshot());
    Import(&store, options.corpus, &before).Run(options.jobs);
    line.Add("again_per_s", static_cast<double>(articles) / comparing.seconds(),
             0);
  }
  line.Add("rss_mb", PeakMegabytes());
  Require(store.Close());
  line.Print();
}

}  // namespace pressmark::bench
