#ifndef PRESSMARK_ENGINE_PREPARED_ARTICLE_H_
#define PRESSMARK_ENGINE_PREPARED_ARTICLE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/batch.h>
#include <pressmark/date.h>
#include <pressmark/limits.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/catalog.h"
#include "engine/known_paths.h"
#include "engine/terms.h"
#include "schema/hash.h"

namespace pressmark::engine {

// All that a write needs to know of an article, worked out without any lock.
struct PreparedArticleData {
  std::string key;
  std::string source;
  schema::Hash128 source_hash;
  std::string record;  // with a stamp of zeros
  std::string card;
  std::optional<Date> date;
  std::vector<ArticleTerm> terms;
  SeenPaths paths;
  std::vector<Warning> warnings;
  // What it was derived by. Under another one it must be prepared anew.
  schema::Hash128 derivation;
  schema::Hash128 record_derivation;
};

// kInvalidArgument or kLimitExceeded for a key that no article may have:
// empty, too long, or not UTF-8.
Status CheckKey(std::string_view key, const Limits& limits);
// Likewise for the label of an import, which may be empty.
Status CheckLabel(std::string_view label, const Limits& limits);

// Parses an article, types it and serializes its record. Fails as
// Store::Prepare. Any thread may call it.
Result<PreparedArticleData> PrepareArticle(std::string key, std::string source,
                                           const CatalogState& catalog);

// Prepares an article for a catalog that derives in another way. Where only the
// indexes are others the source is not parsed again. Fails as PrepareArticle,
// and leaves the article of no use.
Status PrepareAgain(const CatalogState& catalog, PreparedArticleData* article);

// One put or delete of a batch.
struct WriteOperation {
  std::string key;
  std::string label;
  std::unique_ptr<PreparedArticleData> article;  // null: a delete
};

}  // namespace pressmark::engine

namespace pressmark {

struct WriteBatch::Operation {
  engine::WriteOperation operation;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_PREPARED_ARTICLE_H_
