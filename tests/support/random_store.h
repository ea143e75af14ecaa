#ifndef PRESSMARK_TESTS_SUPPORT_RANDOM_STORE_H_
#define PRESSMARK_TESTS_SUPPORT_RANDOM_STORE_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/store.h>

#include "tests/support/naive_values.h"
#include "tests/support/query_text.h"
#include "tests/support/temporary_folder.h"

namespace pressmark::test {

// A store, and the articles that are in it as the naive evaluator sees them.
class ModelStore {
 public:
  // Throws, as all of its methods, where the store fails.
  explicit ModelStore(const Mapping& mapping, const OpenOptions& options = {});

  // Puts these articles in one batch, in order; an empty source deletes.
  void Write(std::vector<std::pair<std::string, std::string>> articles);
  Store& store() { return store_; }
  std::vector<const NaiveArticle*> articles() const;

 private:
  void Track(const std::string& key, std::string source);

  TemporaryFolder folder_;
  Mapping mapping_;
  Store store_;
  std::map<std::string, NaiveArticle> articles_;
  std::uint64_t inserted_ = 0;
};

// Fields of every kind; any of them indexed, and any of the paths that the
// articles below have, under any kind, or under several.
Mapping RandomMapping(std::mt19937_64& random);

// Adds some indexes on such paths, and drops some that were added.
void ChangeIndexes(Store* store, std::mt19937_64& random);

// An article of many shapes, made of few values, most of them common: lists,
// nulls, blanks, mixed types, ties, undated, civil days and instants, spellings
// that fold together, texts longer than a term.
std::string RandomSource(std::mt19937_64& random);

// Names for queries over such articles.
std::vector<QueryName> EveryKindNames();
// Those that keys and posting lists help with under a mapping.
std::vector<QueryName> IndexedNames(const Mapping& mapping);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_RANDOM_STORE_H_
