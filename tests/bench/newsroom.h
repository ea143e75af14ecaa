#ifndef PRESSMARK_TESTS_BENCH_NEWSROOM_H_
#define PRESSMARK_TESTS_BENCH_NEWSROOM_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace pressmark::bench {

// Made-up articles in the shape of curated news: 500 topics and 5,000 brands,
// both skewed as words are (Zipf), one to five topics an article, dates spread
// over fifteen years. Article i is a function of i alone.
std::string KeyOf(std::size_t article);
std::string SourceOf(std::size_t article);

// Names by rank; 0 is the most frequent.
std::string TopicName(std::size_t rank);
std::string BrandName(std::size_t rank);

// The environment's PRESSMARK_ARTICLES, else 100,000.
std::size_t ArticleCount();

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_NEWSROOM_H_
