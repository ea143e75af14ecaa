#ifndef PRESSMARK_QUERY_VOCABULARY_H_
#define PRESSMARK_QUERY_VOCABULARY_H_

#include <string>
#include <string_view>
#include <vector>

#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>

#include "engine/reader.h"

namespace pressmark::query {

// The names that a query may use: what binding asks of a store. Threads may
// read one together.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;

  virtual const Mapping& mapping() const = 0;
  virtual const Limits& limits() const = 0;
  // Whether the store holds no article: then every path is accepted.
  virtual bool empty() const = 0;
  // Of a path in canonical text, `a.b."c d"`. One point read.
  virtual Result<bool> IsKnownPath(std::string_view path) const = 0;
  // All of them, to suggest one. Linear in their number.
  virtual Result<std::vector<std::string>> KnownPaths() const = 0;
};

// What a state of a store knows. Must not outlive the reader.
class StoreVocabulary : public Vocabulary {
 public:
  explicit StoreVocabulary(const engine::Reader& reader) : reader_(reader) {}

  const Mapping& mapping() const override { return reader_.mapping(); }
  const Limits& limits() const override { return reader_.limits(); }
  bool empty() const override { return reader_.article_count() == 0; }
  Result<bool> IsKnownPath(std::string_view path) const override {
    return reader_.IsKnownPath(path);
  }
  Result<std::vector<std::string>> KnownPaths() const override;

 private:
  const engine::Reader& reader_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_VOCABULARY_H_
