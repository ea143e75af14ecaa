#ifndef PRESSMARK_TESTS_BENCH_PEER_CHANGED_ARTICLES_H_
#define PRESSMARK_TESTS_BENCH_PEER_CHANGED_ARTICLES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <pressmark/store.h>

namespace pressmark::bench {

// An article as it is stored, and as somebody might have edited it.
struct ChangedArticle {
  std::string key;
  std::string source;
  std::string changed;  // another first topic, another title
};

// Different articles drawn at random from a store made by RunImport, the same
// for the same seed: `count` of them, or all.
std::vector<ChangedArticle> DrawArticles(const Store& store, std::size_t count,
                                         std::uint64_t seed);

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_CHANGED_ARTICLES_H_
