#include "tests/support/article_text.h"

#include <iterator>

#include "tests/support/random.h"

namespace pressmark::test {

namespace {

std::string TwoDigits(std::size_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string RandomDate(std::mt19937_64& random) {
  std::string day = std::to_string(2020 + Below(2, random)) + '-' +
                    TwoDigits(1 + Below(12, random)) + '-' +
                    TwoDigits(1 + Below(3, random));
  switch (Below(4, random)) {
    case 0:
      return {};
    case 1:
      return "2021-10-02T11:48:50Z";
    case 2:
      return day + 'T' + TwoDigits(Below(24, random)) + ":00:00+05:30";
    default:
      return day;
  }
}

std::string RandomTopic(std::mt19937_64& random) {
  static constexpr const char* kTopics[] = {
      "Machine Learning", "machine learning", "MACHINE LEARNING", "Bread",
      "Straße",           "STRASSE",          "Night Trains",     "a: b",
      "\\0 \\\" '"};
  if (Below(8, random) == 0) return "Topic " + std::to_string(random() % 300);
  if (Below(50, random) == 0) return std::string(300, 'x');
  return kTopics[Below(std::size(kTopics), random)];
}

}  // namespace

std::string SourceOf(const ArticleText& article) {
  std::string source = "---\ntitle: \"" + article.title + "\"\n";
  if (!article.date.empty()) source += "date: " + article.date + '\n';
  if (!article.topics.empty()) source += "topics:\n";
  for (const std::string& topic : article.topics) {
    source += "  - \"" + topic + "\"\n";
  }
  if (!article.brand.empty()) source += "brand: \"" + article.brand + "\"\n";
  return source + "---\n" + article.body;
}

ArticleText RandomArticle(std::mt19937_64& random) {
  ArticleText article;
  article.date = RandomDate(random);
  for (std::size_t i = Below(4, random); i > 0; --i) {
    article.topics.push_back(RandomTopic(random));
  }
  if (Below(3, random) > 0) {
    article.brand = "brand" + std::to_string(Below(5, random)) + ".com";
  }
  article.title = "Title " + std::to_string(Below(1000, random));
  article.body = std::string(Below(2000, random), 'b') + "\n---\n\xff\n";
  return article;
}

std::string RandomKey(std::size_t count, std::mt19937_64& random) {
  return "articles/" + std::to_string(Below(count, random)) + ".md";
}

}  // namespace pressmark::test
