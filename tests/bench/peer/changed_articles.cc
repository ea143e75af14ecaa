#include "tests/bench/peer/changed_articles.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <string_view>

#include "tests/bench/peer/corpus.h"
#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

constexpr std::string_view kTopics = "\n  medigyTopics:\n";
constexpr std::string_view kTitle = "\ntitle: '";

// Where the line of the first topic begins, and how long it is.
struct TopicLine {
  std::size_t start = 0;
  std::size_t length = 0;
};

TopicLine TopicLineIn(const std::string& source) {
  TopicLine line;
  line.start = source.find(kTopics) + kTopics.size();
  line.length = source.find('\n', line.start) - line.start;
  return line;
}

// `source` with the first topic of `other`, and a longer title.
std::string Edited(std::string source, const std::string& other) {
  source.insert(source.rfind(kTitle) + kTitle.size(), "Edited: ");
  TopicLine from = TopicLineIn(other);
  TopicLine to = TopicLineIn(source);
  return source.replace(to.start, to.length, other, from.start, from.length);
}

std::vector<std::uint64_t> DrawNumbers(std::uint64_t articles,
                                       std::size_t count, std::uint64_t seed) {
  std::vector<std::uint64_t> numbers(articles);
  std::iota(numbers.begin(), numbers.end(), std::uint64_t{1});
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937_64(seed));
  numbers.resize(std::min<std::size_t>(count, articles));
  return numbers;
}

}  // namespace

std::vector<ChangedArticle> DrawArticles(const Store& store, std::size_t count,
                                         std::uint64_t seed) {
  Snapshot snapshot = Take(store.TakeSnapshot());
  bool lean = Take(snapshot.Find(LeanKeyOf(1))).has_value();
  std::vector<ChangedArticle> articles;
  for (std::uint64_t number :
       DrawNumbers(snapshot.article_count(), count, seed)) {
    ChangedArticle article;
    article.key = lean ? LeanKeyOf(number) : FileKeyOf(number);
    article.source = Take(snapshot.Source(article.key));
    articles.push_back(std::move(article));
  }
  const std::string* other = &articles.back().source;
  for (ChangedArticle& article : articles) {
    article.changed = Edited(article.source, *other);
    other = &article.source;
  }
  return articles;
}

}  // namespace pressmark::bench
