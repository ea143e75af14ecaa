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
#include "engine/reader.h"
#include "engine/term_entry.h"
#include "engine/terms.h"

namespace pressmark::engine {

// Holds the terms and postings of a store against those its articles should
// have. Remembers a sum for each term, not its ids; where a sum differs the
// articles are read again to name the ids.
class TermAudit {
 public:
  // `reader` must outlive it.
  explicit TermAudit(const Reader& reader) : reader_(reader) {}

  // An article should stand under these terms.
  void Expect(ArticleId id, const std::vector<ArticleTerm>& terms);

  // Walks terms and postings, adding problems and the report's own counts.
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

  void CompareTerm(std::string_view key, std::string_view value);
  void CompareSpellings(std::string_view key, const StoredTermEntry& stored,
                        const Expected& expected);
  void CompareBlocks();
  void NameIds();
  Result<std::vector<std::uint64_t>> StoredIds(std::string_view key) const;

  const Reader& reader_;
  CheckReport* report_ = nullptr;
  std::unordered_map<std::string, Expected> expected_;
  // Keys of the terms whose ids are in blocks.
  std::unordered_set<std::string> in_blocks_;
  // Of those whose ids differ: the ids they should have.
  std::map<std::string, std::vector<std::uint64_t>> differing_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHECK_TERMS_H_
