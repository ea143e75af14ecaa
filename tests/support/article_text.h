#ifndef PRESSMARK_TESTS_SUPPORT_ARTICLE_TEXT_H_
#define PRESSMARK_TESTS_SUPPORT_ARTICLE_TEXT_H_

#include <random>
#include <string>
#include <vector>

namespace pressmark::test {

// What tests say of an article; the rest is made up.
struct ArticleText {
  std::string date = "2021-10-02";  // empty: undated
  std::vector<std::string> topics = {};
  std::string brand = {};
  std::string title = "A title";
  std::string body = "A body.\n";
};

// The article file.
std::string SourceOf(const ArticleText& article);

// An article of any shape that occurs: dated to the day or the second, in few
// seconds or many, or undated; of few topics, written in several ways.
ArticleText RandomArticle(std::mt19937_64& random);

// A key out of `count`.
std::string RandomKey(std::size_t count, std::mt19937_64& random);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_ARTICLE_TEXT_H_
