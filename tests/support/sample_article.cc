#include "tests/support/sample_article.h"

#include <stdexcept>
#include <utility>

#include <pressmark/article.h>
#include <pressmark/date.h>

#include "engine/known_paths.h"
#include "query/bind.h"
#include "query/parser/parse.h"
#include "schema/hash.h"
#include "schema/record.h"

namespace pressmark::test {

SampleArticle::SampleArticle(std::string source, const Mapping& mapping)
    : source_(std::move(source)) {
  Result<ParsedArticle> parsed = ParseArticle(source_, mapping);
  if (!parsed.ok()) throw std::runtime_error(parsed.status().ToString());
  std::string bytes = schema::BuildRecord("sample.md", *parsed, source_.size(),
                                          schema::HashOf(source_));
  Status stamped =
      schema::StampRecord({7, 1'633'435'200'000'000}, &bytes);  // 2021-10-05
  if (!stamped.ok()) throw std::runtime_error(stamped.ToString());
  Result<schema::Record> record = schema::Record::Copy(bytes);
  if (!record.ok()) throw std::runtime_error(record.status().ToString());
  record_ = *std::move(record);
}

SampleVocabulary::SampleVocabulary(const SampleArticle& article)
    : mapping_(Mapping::BuiltIn()) {
  engine::SeenPaths seen =
      engine::PathsOf(article.view().front_matter(), limits_);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    paths_.emplace(seen[i].path);
  }
}

std::int64_t SampleNow() {
  return ParseDate("2021-10-05T12:00Z")->microseconds;
}

Result<query::BoundQuery> ParseAndBind(std::string_view text,
                                       const query::Vocabulary& vocabulary,
                                       const Parameters& parameters,
                                       QueryOptions options) {
  Result<query::parser::Query> parsed = query::parser::Parse(text);
  if (!parsed.ok()) return parsed.status();
  if (!options.now) options.now = SampleNow();
  return query::Bind(*parsed, text, vocabulary, parameters, options);
}

}  // namespace pressmark::test
