#ifndef PRESSMARK_TESTS_BENCH_PEER_COMMANDS_H_
#define PRESSMARK_TESTS_BENCH_PEER_COMMANDS_H_

#include <cstddef>
#include <filesystem>
#include <string>

#include <pressmark/options.h>

#include "tests/bench/peer/corpus.h"

namespace pressmark::bench {

// What the commands of pressmark-bench do. Each prints one line of JSON; see
// tests/README.md for its members.

struct ImportOptions {
  CorpusPlace corpus;
  unsigned jobs = 1;
  bool again = false;  // then import the same once more, with nothing changed
};
// `store` must be absent.
void RunImport(const std::filesystem::path& store,
               const ImportOptions& options);

// Times the questions of the query set, whose parameters are in the JSON file
// `parameters`, and random reads by key.
void RunQuery(const std::filesystem::path& store, const std::string& parameters,
              OpenOptions options);

// Changes `count` articles and changes them back, then deletes and puts again
// as many others, each write a batch of its own. Leaves the store uncompacted,
// with the articles that it had.
void RunUpdate(const std::filesystem::path& store, std::size_t count);

// Times single puts, durable and not, between appends to a file beside the
// store, each with an fdatasync. Leaves changed articles behind.
void RunPuts(const std::filesystem::path& store);

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_COMMANDS_H_
