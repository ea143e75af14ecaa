#ifndef PRESSMARK_TESTS_ENGINE_NAIVE_TERMS_H_
#define PRESSMARK_TESTS_ENGINE_NAIVE_TERMS_H_

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

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

// Terms with the ids of their articles, ascending.
using IdsByTerm = std::map<std::string, std::vector<std::uint64_t>>;

// Expects that the facets of an index are those of these terms, or that it has
// none because they are, or were, too many.
void ExpectExactFacets(const engine::Reader& reader, std::uint32_t index,
                       const IdsByTerm& terms);

// Expects that every index of the reader, each of its terms and postings, and
// its facets, are what these sources say, and that the store holds no others.
// Returns how many terms there were, so that a test knows that it saw some.
std::size_t ExpectExactIndexes(const engine::Reader& reader,
                               const Sources& sources);

// An article with values of every kind, or none, under `a`, `b.c` and `d.e`
// (where d may be a list), dated or not.
std::string RandomPathSource(std::mt19937_64& random);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_ENGINE_NAIVE_TERMS_H_
