#ifndef PRESSMARK_TESTS_ENGINE_MODEL_STORE_H_
#define PRESSMARK_TESTS_ENGINE_MODEL_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <pressmark/batch.h>

#include "engine/changes.h"
#include "tests/support/article_text.h"

namespace pressmark::test {

// What a store should hold, in maps. It is told what the articles say, and
// works out ids and terms by its own arithmetic, so that neither a writer nor
// a check bears witness for itself.
class ModelStore {
 public:
  struct Operation {
    std::string key;
    std::string label;
    std::optional<ArticleText> text;  // nothing: a delete
  };
  struct Article {
    ArticleText text;
    std::string source;
    std::string label;
    std::uint64_t sequence = 0;
    std::uint64_t id = 0;
  };
  struct Change {
    ChangeKind kind;
    std::string key;
  };
  struct Term {
    std::set<std::uint64_t> ids;
    std::map<std::string, std::uint64_t> spellings;
  };
  // By the index's name, "all", "topic" or "brand", and the term.
  using Terms = std::map<std::pair<std::string, std::string>, Term>;

  // The effects of a batch; nothing where it is refused because of a label.
  std::optional<std::vector<WriteEffect>> Apply(
      const std::vector<Operation>& operations);

  // Forgets the removals before a number; false where that is refused.
  bool Forget(std::uint64_t before);

  const std::map<std::string, Article>& articles() const { return articles_; }
  const std::map<std::uint64_t, Change>& changes() const { return changes_; }
  std::uint64_t sequence() const { return sequence_; }
  // The first number whose following changes are all told.
  std::uint64_t first_change() const { return horizon_ > 0 ? horizon_ - 1 : 0; }
  // How many removals were forgotten.
  int forgotten() const { return forgotten_; }
  std::uint64_t source_bytes() const;
  Terms ExpectedTerms() const;

  // How often an article got another id; so that a test knows it saw that.
  int moves() const { return moves_; }

 private:
  bool IsRefused(const std::vector<Operation>& operations) const;
  WriteEffect ApplyOne(const Operation& operation,
                       const std::set<std::uint64_t>& taken);
  void Note(const std::string& key, ChangeKind kind);
  std::uint64_t NextId(const std::string& date,
                       const std::set<std::uint64_t>& taken) const;

  std::map<std::string, Article> articles_;
  std::map<std::uint64_t, Change> changes_;
  std::map<std::string, std::uint64_t> changed_;  // a key's last change
  std::set<std::uint64_t> ids_;
  std::uint64_t sequence_ = 0;
  std::uint64_t horizon_ = 0;
  int forgotten_ = 0;
  int moves_ = 0;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_ENGINE_MODEL_STORE_H_
