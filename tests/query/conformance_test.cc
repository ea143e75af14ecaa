#include <optional>
#include <string_view>

#include <gtest/gtest.h>

#include "query/diagnostic.h"
#include "query/evaluate.h"
#include "tests/support/corpora.h"
#include "tests/support/sample_article.h"

// The language's own table of examples, held against the article it is about.
namespace pressmark::query {
namespace {

constexpr std::string_view kExemplar = "seeds/000_62d505119cd71b29.txt";

struct TruthCase {
  std::string_view expression;
  bool truth;
  bool lax = false;
};

constexpr TruthCase kTruths[] = {
    {R"(topic = "Medical Subject Headings (MeSH): machine learning")", true},
    {R"(topic = "Machine Learning")", false},
    {R"(categoryLabel = "Machine Learning")", true},
    {R"(categoryLabel = "machine learning")", false},
    {R"(brand = demigos.com and date = 2021-10)", true},
    {R"(brand = Demigos.COM)", true},
    {R"(date in 2021-10..2021-12 order by date desc, title limit 20)", true},
    {R"(date > 2021)", false},
    {R"(date >= 2021 and date <= 2021)", true},
    {R"(lastMod in 2021-10-02T11:00Z..2021-10-02T12:00Z)", true},
    {R"(lastMod = 2021-10-02T14:48:50+03:00)", true},
    {R"(date >= -7d)", true},
    {R"(lastMod >= now-36h)", false},
    {R"(link.brand in [demigos.com, example.org])", true},
    {R"(slug ~ demigos-*)", true},
    {R"(title ~ "*Medical*" and title !~ "*COVID*")", true},
    {R"(has featuredImage.alt)", true},
    {R"(has status or has via)", false},
    {R"(exists status and not has status)", true},
    {R"(featuredPdf = null)", true},
    {R"(not exists galleryPdf)", true, true},
    {R"(htmlMetaData."msvalidate.01" = null)", true},
    {R"(htmlMetaData.fbapp_id = 1949238098652657)", true},
    {R"(id = 8058)", true},
    {R"(id = "8058")", false},
    {R"(openGraphMetaData.ogimageheight >= 300)", false},
    {R"(num(openGraphMetaData.ogimageheight) >= 300)", true},
    {R"(featuredImage.size[1] >= 600)", true},
    {R"(featuredImage.size[0] >= 600)", false},
    {R"(featuredImage.wpAttachment[fileName ~ "*.jpg" and link ~ "/api/*"])",
     true},
    {R"(categories all of ["Medical Subject Headings (MeSH): Machine Learning"]
        and tags != Opinion)",
     true},
    {R"(missing_key = null)", false, true},
    {R"(missing_key != x)", true, true},
    {R"((brand = demigos.com or brand = example.org) and not has offering
        select title, link.brand as brand, date limit 50)",
     true},
    {R"(date in 2021 count by topic limit 10)", true},
    {R"(brand = demigos.com count by month(date))", true},
    {R"(* count, min(date), max(date) by brand order by count desc)", true},
    {R"(* order by date desc limit 50 after "token")", true},
    {R"(id = :id select * except htmlMetaData)", true},
};

constexpr std::string_view kRejected[] = {
    "date >= -3m",       "date in 2021-13",
    "date = yesterdya",  "topic = Machine Learning",
    "slug = a?b=c",      "title limit 3",
    "* limit 3 limit 4", "topic in []",
    "date in ..",        "\"title\" = x",
    "brand == x",        "has",
    "* order by",        "* select",
    "topic = A or",      "a = 1 and and b = 2",
    "month(date) = 10",  "",
    "titel = x",         "missing_key != x",
};

class CorpusExemplar : public testing::Test {
 protected:
  void SetUp() override {
    PRESSMARK_NEEDS_SHARED(kExemplar);
    article_.emplace(test::ReadWholeFile(test::SharedPath(kExemplar)));
    vocabulary_.emplace(*article_);
    parameters_["id"] = {Parameter::Scalar(Parameter::Typed{"8058"})};
  }

  std::optional<test::SampleArticle> article_;
  std::optional<test::SampleVocabulary> vocabulary_;
  Parameters parameters_;
};

TEST_F(CorpusExemplar, EveryExampleHoldsOnTheExemplar) {
  for (const TruthCase& example : kTruths) {
    SCOPED_TRACE(example.expression);
    QueryOptions options;
    options.lax = example.lax;
    Result<BoundQuery> bound = test::ParseAndBind(
        example.expression, *vocabulary_, parameters_, options);
    ASSERT_TRUE(bound.ok()) << bound.status().ToString();
    EXPECT_EQ(Satisfies(bound->filter, article_->subjected(), 0),
              example.truth);
  }
}

TEST_F(CorpusExemplar, WhatTheLanguageRejectsIsRejectedAtAPlace) {
  for (std::string_view text : kRejected) {
    SCOPED_TRACE(text);
    Result<BoundQuery> bound = test::ParseAndBind(text, *vocabulary_);
    ASSERT_FALSE(bound.ok());
    EXPECT_TRUE(bound.status().position().has_value())
        << bound.status().ToString();
  }
}

}  // namespace
}  // namespace pressmark::query
