#ifndef PRESSMARK_QUERY_INDEX_MATCH_H_
#define PRESSMARK_QUERY_INDEX_MATCH_H_

#include <span>
#include <string>
#include <vector>

#include "engine/index.h"
#include "engine/reader.h"
#include "query/bound.h"

namespace pressmark::query {

// An index that holds the values of a subject.
struct IndexMatch {
  const engine::IndexDefinition* index = nullptr;
  // It holds values besides that the subject leaves out (`[n]` takes one item
  // of many), so what it finds is to be rechecked.
  bool wider = false;
};

// The indexes that hold all values of a subject, under its function. `above`
// is the path from the front matter's top to the element that a kElement
// subject begins at. They live as long as the reader.
std::vector<IndexMatch> MatchIndexes(const engine::Reader& reader,
                                     const Subject& subject,
                                     std::span<const std::string> above = {});

// The index whose terms are the values of the subject and no others, one for
// each group of it; else null.
const engine::IndexDefinition* GroupIndexOf(const engine::Reader& reader,
                                            const Subject& subject);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_INDEX_MATCH_H_
