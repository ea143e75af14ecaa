// Times the query set and random reads by key, each run on the present state,
// as each of the peer's statements sees it.

#include <cstdint>
#include <random>
#include <string>

#include <pressmark/store.h>

#include "tests/bench/peer/commands.h"
#include "tests/bench/peer/measure.h"
#include "tests/bench/peer/query_set.h"
#include "tests/bench/peer/report_line.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

constexpr std::uint64_t kReads = 20'000;

// Reads random articles by their keys, the same each time it is made.
class RandomReads {
 public:
  RandomReads(const Store& store, std::uint64_t articles, bool lean)
      : store_(store), lean_(lean), numbers_(1, articles) {}

  std::size_t Titles() { return Fields(title_); }
  std::size_t Brands() { return Fields(brand_); }

  // What an app renders: front matter and body.
  std::size_t Documents() {
    return EachKey([this](const std::string& key) {
      return Take(Take(store_.TakeSnapshot()).Source(key)).size();
    });
  }

 private:
  // One text by a query for the article's key.
  std::size_t Fields(const Query& query) {
    return EachKey([&](std::string key) {
      Snapshot snapshot = Take(store_.TakeSnapshot());
      Parameters parameters = {{"key", {{std::move(key)}}}};
      Cursor cursor = Take(query.Run(snapshot, parameters));
      if (!cursor.Next()) Require(cursor.status());
      return std::get<std::string_view>(cursor.row().front().value).size();
    });
  }

  template <typename Read>
  std::size_t EachKey(const Read& read) {
    std::size_t bytes = 0;
    for (std::uint64_t i = 0; i < kReads; ++i) {
      std::uint64_t number = numbers_(random_);
      bytes += read(lean_ ? LeanKeyOf(number) : FileKeyOf(number));
    }
    return bytes;
  }

  const Store& store_;
  bool lean_;
  Query title_ = Take(Query::Parse("@key = :key select title"));
  Query brand_ = Take(Query::Parse("@key = :key select brand"));
  std::mt19937_64 random_{5};
  std::uniform_int_distribution<std::uint64_t> numbers_;
};

void TimeReads(const Store& store, ReportLine* line) {
  Snapshot snapshot = Take(store.TakeSnapshot());
  bool lean = Take(snapshot.Find(LeanKeyOf(1))).has_value();
  RandomReads reads(store, snapshot.article_count(), lean);
  volatile std::size_t bytes = 0;
  line->Add("get_title_20k_ms",
            MedianMilliseconds([&] { bytes = reads.Titles(); }), 4);
  // As the peer, which keeps no documents of a lean corpus.
  if (lean) return;
  line->Add("get_doc_20k_ms",
            MedianMilliseconds([&] { bytes = reads.Documents(); }), 4);
  line->Add("get_json_field_20k_ms",
            MedianMilliseconds([&] { bytes = reads.Brands(); }), 4);
}

}  // namespace

void RunQuery(const std::filesystem::path& path, const std::string& parameters,
              OpenOptions options) {
  std::vector<Question> questions = ReadQuerySet(parameters);
  Stopwatch opening;
  options.mode = OpenMode::kRead;
  Store store = Take(Store::Open(path, options));
  std::uint64_t articles = Take(store.TakeSnapshot()).article_count();
  double open_seconds = opening.seconds();

  ReportLine line("pressmark", "query");
  line.Add("articles", articles);
  line.Add("open_ms", open_seconds * 1e3, 3);
  for (const Question& question : questions) {
    std::uint64_t answer = 0;
    double median = MedianMilliseconds([&] {
      Snapshot snapshot = Take(store.TakeSnapshot());
      answer = AnswerOf(
          question, Take(question.query.Run(snapshot, question.parameters)));
    });
    line.Add(question.name + "_ms", median, 4);
    line.AddAnswer(question.name, answer);
  }
  TimeReads(store, &line);
  line.Add("rss_mb", PeakMegabytes());
  line.Print();
}

}  // namespace pressmark::bench
