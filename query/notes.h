#ifndef PRESSMARK_QUERY_NOTES_H_
#define PRESSMARK_QUERY_NOTES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/query.h>
#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/budget.h"
#include "query/parser/ast.h"

namespace pressmark::query {

// What is odd about the form of a query that Bind takes with the same
// arguments, and about its values. Reads the known paths and some terms; no
// article.
Result<std::vector<std::string>> NotesOn(const parser::Query& query,
                                         std::string_view text,
                                         const engine::Reader& reader,
                                         const Parameters& parameters,
                                         const QueryOptions& options,
                                         const Budget& budget);

// How many notes a query gets at most, and how many terms are looked at for
// all of them.
inline constexpr std::size_t kMostNotes = 8;
inline constexpr std::size_t kNotedTerms = 10'000;

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_NOTES_H_
