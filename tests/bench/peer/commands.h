#ifndef PRESSMARK_TESTS_BENCH_PEER_COMMANDS_H_
#define PRESSMARK_TESTS_BENCH_PEER_COMMANDS_H_

#include <cstddef>
#include <filesystem>
#include <string>

#include "tests/bench/peer/corpus.h"

namespace pressmark::bench {

// What the commands of pressmark-bench do. Each prints one line of JSON; see
// tests/README.md for its members.

struct ImportOptions {
  CorpusPlace corpus;
  unsigned jobs = 1;
  bool again = false;  // then import the same once more, with nothing changed
};
void RunImport(const std::filesystem::path& store,
               const ImportOptions& options);

// Times the questions of the query set, whose parameters are in the JSON file
// `parameters`, and random reads by key.
void RunQuery(const std::filesystem::path& store,
              const std::string& parameters);

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_COMMANDS_H_
