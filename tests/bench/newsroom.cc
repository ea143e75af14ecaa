#include "tests/bench/newsroom.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace pressmark::bench {

namespace {

constexpr std::size_t kTopics = 500;
constexpr std::size_t kBrands = 5'000;
constexpr std::size_t kYears = 15;

// A rank below `count` whose chance falls as 1 / (rank + 1), by the inverse of
// the integral.
std::size_t SkewedRank(std::size_t count, std::mt19937_64& random) {
  std::uniform_real_distribution<double> uniform(0, 1);
  double drawn = std::pow(static_cast<double>(count), uniform(random)) - 1;
  return static_cast<std::size_t>(drawn) % count;
}

std::string DateOf(std::mt19937_64& random) {
  char text[32];
  std::snprintf(text, sizeof text, "%u-%02u-%02uT%02u:%02u:%02uZ",
                static_cast<unsigned>(2010 + random() % kYears),
                static_cast<unsigned>(1 + random() % 12),
                static_cast<unsigned>(1 + random() % 28),
                static_cast<unsigned>(random() % 24),
                static_cast<unsigned>(random() % 60),
                static_cast<unsigned>(random() % 60));
  return text;
}

}  // namespace

std::string TopicName(std::size_t rank) {
  return "Topic " + std::to_string(rank);
}

std::string BrandName(std::size_t rank) {
  return "brand-" + std::to_string(rank) + ".example";
}

std::string KeyOf(std::size_t article) {
  return "news/" + std::to_string(article) + ".md";
}

std::string SourceOf(std::size_t article) {
  std::mt19937_64 random(article);
  std::string number = std::to_string(article);
  std::string source = "---\ntitle: Article " + number +
                       " of many\nslug: article-" + number + "\nid: " + number +
                       "\ndate: " + DateOf(random) + "\ntopics:\n";
  for (std::size_t topics = 1 + random() % 5; topics > 0; --topics) {
    source += "  - " + TopicName(SkewedRank(kTopics, random)) + "\n";
  }
  source += "link:\n  brand: " + BrandName(SkewedRank(kBrands, random)) +
            "\n  href: https://example.org/" + number +
            "\nstatus: ''\nfeaturedImage:\n  alt: A picture\n  size:\n    - " +
            std::to_string(random() % 2000) + "\n    - 600\n---\n";
  for (std::size_t line = 0; line < 20; ++line) {
    source += "<p>A paragraph that says nothing, " +
              std::to_string(random() % 1'000'000) + " times over.</p>\n";
  }
  return source;
}

std::size_t ArticleCount() {
  const char* given = std::getenv("PRESSMARK_ARTICLES");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 100'000;
}

}  // namespace pressmark::bench
