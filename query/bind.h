#ifndef PRESSMARK_QUERY_BIND_H_
#define PRESSMARK_QUERY_BIND_H_

#include <string_view>

#include <pressmark/query.h>
#include <pressmark/result.h>

#include "engine/reader.h"
#include "query/bound.h"
#include "query/parser/ast.h"
#include "query/vocabulary.h"

namespace pressmark::query {

// Looks up every name of `query`, types every literal, sets every parameter.
// `text` is the query's text, for the places in errors. kInvalidArgument for
// unknown paths (unless lax, or the store is empty), literals of the wrong
// kind, and missing or ill-typed parameters; kUnsupported for what is not
// available yet.
Result<BoundQuery> Bind(const parser::Query& query, std::string_view text,
                        const engine::Reader& reader,
                        const Parameters& parameters,
                        const QueryOptions& options);
// The same against any names.
Result<BoundQuery> Bind(const parser::Query& query, std::string_view text,
                        const Vocabulary& vocabulary,
                        const Parameters& parameters,
                        const QueryOptions& options);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_BIND_H_
