#include "query/article_part.h"

#include <gtest/gtest.h>

#include "tests/support/query_text.h"
#include "tests/support/sample_article.h"

namespace pressmark::query {
namespace {

class ArticlePartTest : public testing::Test {
 protected:
  BoundQuery Bind(std::string_view text) {
    QueryOptions options;
    options.lax = true;
    return *test::ParseAndBind(text, vocabulary_, {}, options);
  }
  ArticlePart OfFilter(std::string_view text) {
    return PartOf(Bind(text).filter);
  }
  ArticlePart OfRows(std::string_view text) { return PartOfRows(Bind(text)); }
  ArticlePart OfOrder(std::string_view text) {
    return PartOfOrder(Bind(text).order);
  }

  test::SampleVocabulary vocabulary_{std::set<std::string>{"deep.items"}};
};

TEST_F(ArticlePartTest, FieldsOfOneValueAndTheKeyAreOnTheCard) {
  EXPECT_EQ(OfFilter("title = x and not @key = y"), ArticlePart::kCard);
  EXPECT_EQ(OfFilter("year(date) = 2021 or has slug"), ArticlePart::kCard);
  EXPECT_EQ(OfFilter("slug = @key"), ArticlePart::kCard);
  EXPECT_EQ(OfFilter("*"), ArticlePart::kId);
}

TEST_F(ArticlePartTest, TheRestIsInTheRecord) {
  EXPECT_EQ(OfFilter("title = x or topic = y"), ArticlePart::kRecord);
  EXPECT_EQ(OfFilter("deep.items = 1"), ArticlePart::kRecord);
  EXPECT_EQ(OfFilter("deep.items[n = 1]"), ArticlePart::kRecord);
  EXPECT_EQ(OfFilter("@seq > 7"), ArticlePart::kRecord);
  EXPECT_EQ(OfFilter("@hash = x"), ArticlePart::kRecord);
  EXPECT_EQ(OfFilter("@imported < now"), ArticlePart::kRecord);
}

TEST_F(ArticlePartTest, BodyAndSourceAreInTheSource) {
  EXPECT_EQ(OfFilter("title = x or not @body ~ x"), ArticlePart::kSource);
  EXPECT_EQ(OfFilter("title in [x, @source]"), ArticlePart::kSource);
  EXPECT_EQ(OfFilter("has @body"), ArticlePart::kSource);
  EXPECT_EQ(OfFilter("deep.items[@body = x]"), ArticlePart::kSource);
}

TEST_F(ArticlePartTest, RowsTakeWhatTheirColumnsDo) {
  EXPECT_EQ(OfRows("*"), ArticlePart::kRecord);
  EXPECT_EQ(OfRows("* select @key, date, title"), ArticlePart::kCard);
  EXPECT_EQ(OfRows("* select title, topic"), ArticlePart::kRecord);
  EXPECT_EQ(OfRows("* select *"), ArticlePart::kRecord);
  EXPECT_EQ(OfRows("* select @body"), ArticlePart::kSource);
}

TEST_F(ArticlePartTest, GroupsTakeWhatTheyAreMadeOf) {
  EXPECT_EQ(OfRows("* count by slug"), ArticlePart::kCard);
  EXPECT_EQ(OfRows("* count by author"), ArticlePart::kRecord);
  EXPECT_EQ(OfRows("* max(deep.items) by slug"), ArticlePart::kRecord);
}

TEST_F(ArticlePartTest, TheDateIsAnOrderOfIds) {
  EXPECT_EQ(OfOrder("* order by date"), ArticlePart::kId);
  EXPECT_EQ(OfOrder("* order by date, title"), ArticlePart::kCard);
  EXPECT_EQ(OfOrder("* order by deep.items"), ArticlePart::kRecord);
}

}  // namespace
}  // namespace pressmark::query
