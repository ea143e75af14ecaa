#ifndef PRESSMARK_ENGINE_CHECK_TERMS_H_
#define PRESSMARK_ENGINE_CHECK_TERMS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/store.h>

#include "engine/article_id.h"
#include "engine/check_facets.h"
#include "engine/index_catalog.h"
#include "engine/reader.h"
#include "engine/term_entry.h"
#include "engine/terms.h"
#include "schema/record_view.h"

namespace pressmark::engine {

// Holds the terms and postings of a store against those its articles should
// have. Remembers a sum for each term, not its ids; where a sum differs the
// articles are read again to name the ids.
class TermAudit {
 public:
  // Both must outlive it; `indexes` are those of the reader's state.
  TermAudit(const Reader& reader, const IndexCatalog& indexes)
      : reader_(reader), indexes_(indexes), facets_(reader, indexes) {}

  // There is such an article.
  void Expect(ArticleId id, const schema::RecordView& record);

  // Walks terms, postings and facets, adding problems and the report's own
  // counts.
  void Compare(CheckReport* report);

 private:
  // Ids as a number and a sum of their hashes: equal for equal sets.
  struct Digest {
    std::uint64_t count = 0;
    std::uint64_t sum = 0;

    void Add(std::uint64_t id);
    bool operator==(const Digest&) const = default;
  };
  struct Expected {
    Digest ids;
    std::unordered_map<std::string, std::uint64_t> spellings;
    bool seen = false;
  };

  // The terms under which an article should stand.
  std::vector<ArticleTerm> TermsExpected(
      ArticleId id, const schema::RecordView& record) const;
  // Whether a key of terms or postings is of an index that there is. One of
  // none is a problem, unless it is being deleted.
  bool IsOfIndex(std::string_view key);
  void CompareTerm(std::string_view key, std::string_view value);
  void CompareSpellings(std::string_view key, const StoredTermEntry& stored,
                        const Expected& expected);
  void CompareBlocks();
  void NameIds();
  Result<std::vector<std::uint64_t>> StoredIds(std::string_view key) const;

  const Reader& reader_;
  const IndexCatalog& indexes_;
  FacetAudit facets_;
  CheckReport* report_ = nullptr;
  std::unordered_map<std::string, Expected> expected_;
  // Keys of the terms whose ids are in blocks.
  std::unordered_set<std::string> in_blocks_;
  // Of those whose ids differ: the ids they should have.
  std::map<std::string, std::vector<std::uint64_t>> differing_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHECK_TERMS_H_
