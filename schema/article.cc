#include <new>
#include <string>
#include <utility>

#include <pressmark/article.h>

#include "schema/fences.h"
#include "schema/field_values.h"
#include "schema/front_matter.h"
#include "schema/utf8.h"

namespace pressmark {
namespace {

using schema::Fences;
using schema::FrontMatter;

// A body may be any bytes, but who shows it should know.
void WarnOfBody(std::string_view source, const Fences& fences,
                std::vector<Warning>* warnings) {
  const auto bad = schema::FindInvalidUtf8(source.substr(fences.body_offset));
  if (!bad) return;
  const std::size_t offset = fences.body_offset + *bad;
  schema::YamlSource place({source, 1, 0});
  warnings->push_back(
      {place.PositionOf(offset), "the body is not UTF-8, at offset " +
                                     std::to_string(offset) + " of the file"});
}

Result<ParsedArticle> Parse(std::string_view source, const Mapping& mapping,
                            const Limits& limits) {
  if (source.size() > limits.article_bytes) {
    return LimitExceeded("the file has " + std::to_string(source.size()) +
                         " bytes; at most " +
                         std::to_string(limits.article_bytes) + " are allowed");
  }
  const Result<Fences> fences = schema::FindFences(source);
  if (!fences.ok()) return fences.status();
  const std::string_view yaml = fences->front_matter;
  const auto offset = static_cast<std::size_t>(yaml.data() - source.data());
  Result<FrontMatter> front_matter =
      schema::ParseYaml({yaml, fences->first_line, offset}, limits);
  if (!front_matter.ok()) {
    return front_matter.status().WithContext("front matter");
  }
  ParsedArticle article;
  article.front_matter = std::move(front_matter->tree);
  article.warnings = std::move(front_matter->warnings);
  article.body_offset = fences->body_offset;
  article.fields = schema::DeriveFields(mapping, article.front_matter, limits,
                                        &article.warnings);
  WarnOfBody(source, *fences, &article.warnings);
  return article;
}

}  // namespace

Result<ParsedArticle> ParseArticle(std::string_view source,
                                   const Mapping& mapping,
                                   const Limits& limits) {
  try {
    return Parse(source, mapping, limits);
  } catch (const std::bad_alloc&) {
    return LimitExceeded("not enough memory to read the article");
  }
}

Result<std::size_t> FindBody(std::string_view source, const Limits& limits) {
  if (source.size() > limits.article_bytes) {
    return LimitExceeded("the file is longer than an article may be");
  }
  const Result<Fences> fences = schema::FindFences(source);
  if (!fences.ok()) return fences.status();
  return fences->body_offset;
}

}  // namespace pressmark
