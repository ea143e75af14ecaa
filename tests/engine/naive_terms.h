#ifndef PRESSMARK_TESTS_ENGINE_NAIVE_TERMS_H_
#define PRESSMARK_TESTS_ENGINE_NAIVE_TERMS_H_

#include <map>
#include <random>
#include <set>
#include <string>

#include <pressmark/article.h>

#include "engine/index.h"
#include "engine/reader.h"

namespace pressmark::test {

// The sources that a store should hold, by key.
using Sources = std::map<std::string, std::string>;

// The terms an article should have in one index, worked out from what was
// parsed and not from a record.
std::set<std::string> NaiveTerms(const ParsedArticle& article,
                                 const engine::IndexDefinition& index);

// Expects that every index of the reader, and each of its terms and postings,
// is what these sources say, and that the store holds no others. Returns how
// many terms there were, so that a test knows that it saw some.
std::size_t ExpectExactIndexes(const engine::Reader& reader,
                               const Sources& sources);

// An article with values of every kind, or none, under `a`, `b.c` and `d.e`
// (where d may be a list), dated or not.
std::string RandomPathSource(std::mt19937_64& random);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_ENGINE_NAIVE_TERMS_H_
