#ifndef PRESSMARK_QUERY_BIND_SUBJECT_H_
#define PRESSMARK_QUERY_BIND_SUBJECT_H_

#include <string>
#include <string_view>
#include <vector>

#include <pressmark/query.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "query/bound.h"
#include "query/date_literal.h"
#include "query/parser/ast.h"
#include "query/vocabulary.h"

// Names to subjects.
namespace pressmark::query {

// What binding a query needs to know. Refers to what the caller of Bind owns.
struct BindContext {
  std::string_view text;
  const Vocabulary& vocabulary;
  const Parameters& parameters;
  Clock clock;
  bool lax = false;

  // `status` at a place in the query.
  Status At(const Status& status, parser::Span span) const;
  // kInvalidArgument at a place in the query.
  Status Wrong(std::string message, parser::Span span) const;
};

// Where a name is looked up: in the article, or inside `[…]` in the element,
// whose names stand below those of the list.
struct Scope {
  bool element = false;
  std::vector<std::string> names;
};

// All fail with kInvalidArgument at the place: for a path that no article ever
// had, unless lax or the store is empty, with the name most like it; for an
// unknown system name; for a function on what it cannot take.
Result<Subject> BindPath(const parser::Path& path, const Scope& scope,
                         const BindContext& context);
Result<Subject> BindOperand(const parser::Operand& operand, const Scope& scope,
                            const BindContext& context);
// On the right of a test, where the leading dot only tells a path from a word.
Result<Subject> BindReference(const parser::Path& path, const Scope& scope,
                              const BindContext& context);
// What stands before `[…]`; fields, which hold no mappings, cannot.
Result<Subject> BindElements(const parser::Path& path, const Scope& scope,
                             const BindContext& context);

// Where names inside the brackets behind `elements` are looked up.
Scope InsideOf(const Subject& elements, const Scope& scope);

// The names of a path without its element numbers.
std::vector<std::string> NamesOf(const std::vector<parser::Segment>& path);

// An error where no article ever had the front matter path `names`, found or
// not found by the names in `scope`.
Status CheckKnown(const std::vector<std::string>& names, parser::Span span,
                  const Scope& scope, const BindContext& context);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_BIND_SUBJECT_H_
