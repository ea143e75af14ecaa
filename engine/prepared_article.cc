#include "engine/prepared_article.h"

#include <utility>

#include <pressmark/article.h>

#include "schema/card.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

Status CheckName(std::string_view what, std::string_view name,
                 const Limits& limits) {
  if (name.size() > limits.key_bytes) {
    return LimitExceeded(std::string(what) + ' ' + schema::Excerpt(name) +
                         " is longer than " + std::to_string(limits.key_bytes) +
                         " bytes");
  }
  if (schema::FindInvalidUtf8(name)) {
    return InvalidArgument(std::string(what) + ' ' + schema::Excerpt(name) +
                           " is not UTF-8");
  }
  return {};
}

std::optional<Date> DateOf(const ParsedArticle& article) {
  if (article.fields.size() <= kDateField) return std::nullopt;
  const std::vector<FieldValue>& values = article.fields[kDateField];
  if (values.empty()) return std::nullopt;
  const Date* date = std::get_if<Date>(&values.front());
  return date != nullptr ? std::optional(*date) : std::nullopt;
}

}  // namespace

Status CheckKey(std::string_view key, const Limits& limits) {
  if (key.empty()) return InvalidArgument("an article's key is empty");
  return CheckName("the key", key, limits);
}

Status CheckLabel(std::string_view label, const Limits& limits) {
  return CheckName("the label", label, limits);
}

Result<PreparedArticleData> PrepareArticle(std::string key, std::string source,
                                           const CatalogState& catalog) {
  if (Status s = CheckKey(key, catalog.limits); !s.ok()) return s;
  Result<ParsedArticle> parsed =
      ParseArticle(source, catalog.mapping, catalog.limits);
  if (!parsed.ok()) return parsed.status();
  PreparedArticleData article;
  article.source_hash = schema::HashOf(source);
  article.record =
      schema::BuildRecord(key, *parsed, source.size(), article.source_hash);
  Result<schema::RecordView> record = schema::ViewOfBuilt(article.record);
  if (!record.ok()) return record.status();
  article.card = schema::BuildCard(*record, catalog.mapping);
  article.date = DateOf(*parsed);
  article.terms = TermsOf(*record, catalog.indexes.declared);
  article.paths = PathsOf(parsed->front_matter.root(), catalog.limits);
  article.warnings = std::move(parsed->warnings);
  article.derivation = catalog.derivation;
  article.record_derivation = catalog.record_derivation;
  article.key = std::move(key);
  article.source = std::move(source);
  return article;
}

Status PrepareAgain(const CatalogState& catalog, PreparedArticleData* article) {
  if (article->record_derivation != catalog.record_derivation) {
    Result<PreparedArticleData> anew = PrepareArticle(
        std::move(article->key), std::move(article->source), catalog);
    if (!anew.ok()) return anew.status();
    *article = *std::move(anew);
    return {};
  }
  Result<schema::RecordView> record = schema::ViewOfBuilt(article->record);
  if (!record.ok()) return record.status();
  article->terms = TermsOf(*record, catalog.indexes.declared);
  article->derivation = catalog.derivation;
  return {};
}

}  // namespace pressmark::engine
