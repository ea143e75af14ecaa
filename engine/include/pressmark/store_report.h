#ifndef PRESSMARK_ENGINE_STORE_REPORT_H_
#define PRESSMARK_ENGINE_STORE_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

namespace pressmark {

// Numbers about a store, for people and for monitoring.
struct StoreStatistics {
  std::uint64_t articles = 0;
  std::uint64_t sequence = 0;      // of the last change
  std::uint64_t source_bytes = 0;  // sum of the articles' sources
  std::uint64_t disk_bytes = 0;    // what the folder takes
  std::uint64_t known_paths = 0;
  std::string store_id;           // 32 hexadecimal digits, for life
  std::uint64_t incarnation = 0;  // counts restores and accepted losses
  struct Family {
    std::string name;
    std::uint64_t keys = 0;  // estimated
    std::uint64_t bytes = 0;
  };
  std::vector<Family> families;
};

// What a check found. An empty list of problems is a sound store.
struct CheckReport {
  std::uint64_t articles = 0;
  std::uint64_t postings = 0;
  std::uint64_t terms = 0;
  // Each names the key, id or term concerned. Cut after 1,000.
  std::vector<std::string> problems;
  std::uint64_t problem_count = 0;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_STORE_REPORT_H_
