#ifndef PRESSMARK_TESTS_SUPPORT_SAMPLE_ARTICLE_H_
#define PRESSMARK_TESTS_SUPPORT_SAMPLE_ARTICLE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/mapping.h>
#include <pressmark/query.h>

#include "query/bound.h"
#include "query/evaluate.h"
#include "query/vocabulary.h"
#include "schema/record_view.h"

// What tests of binding and evaluation stand on: one article without a store.
namespace pressmark::test {

// A record made from an article's source. Throws where the source is none.
class SampleArticle {
 public:
  explicit SampleArticle(std::string source,
                         const Mapping& mapping = Mapping::BuiltIn());

  query::Subjected subjected() const { return {&record_->view(), source_}; }
  const schema::RecordView& view() const { return record_->view(); }
  const std::string& source() const { return source_; }

 private:
  std::string source_;
  std::optional<schema::Record> record_;
};

// A vocabulary that knows the paths it was given.
class SampleVocabulary : public query::Vocabulary {
 public:
  explicit SampleVocabulary(std::set<std::string> paths,
                            Mapping mapping = Mapping::BuiltIn())
      : paths_(std::move(paths)), mapping_(std::move(mapping)) {}
  // Knows the paths of an article.
  explicit SampleVocabulary(const SampleArticle& article);

  const Mapping& mapping() const override { return mapping_; }
  const Limits& limits() const override { return limits_; }
  bool empty() const override { return paths_.empty(); }
  Result<bool> IsKnownPath(std::string_view path) const override {
    return paths_.contains(std::string(path));
  }
  Result<std::vector<std::string>> KnownPaths() const override {
    return std::vector<std::string>(paths_.begin(), paths_.end());
  }

  Limits* mutable_limits() { return &limits_; }

 private:
  std::set<std::string> paths_;
  Mapping mapping_;
  Limits limits_;
};

// 2021-10-05T12:00Z, which is `now` wherever tests do not say another.
std::int64_t SampleNow();

// Parses and binds. `options.now` is SampleNow() unless set.
Result<query::BoundQuery> ParseAndBind(std::string_view text,
                                       const query::Vocabulary& vocabulary,
                                       const Parameters& parameters = {},
                                       QueryOptions options = {});

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_SAMPLE_ARTICLE_H_
