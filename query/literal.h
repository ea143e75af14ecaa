#ifndef PRESSMARK_QUERY_LITERAL_H_
#define PRESSMARK_QUERY_LITERAL_H_

#include <cstdint>

#include <pressmark/query.h>
#include <pressmark/result.h>

#include "query/bound.h"
#include "query/date_literal.h"
#include "query/parser/ast.h"

// Types literals: by the subject they stand beside where it has one type, else
// by their own form. Errors say what was expected and what was found; the
// caller adds the place.
namespace pressmark::query {

enum class LiteralPurpose : std::uint8_t {
  kEquality,
  // An end of a range, or what `<` and its like compare with: a number orders
  // numbers only, and null, true and false order nothing.
  kOrder,
  kPattern,  // what stands after `~`
};

struct LiteralUse {
  const Subject& subject;
  const Clock& clock;
  LiteralPurpose purpose = LiteralPurpose::kEquality;
};

// Any form but a parameter or a reference.
Result<Literal> ReadLiteral(const parser::Atom& atom, const LiteralUse& use);

// One value of a parameter. What somebody typed is read as a bare literal, but
// is never a word such as `today`, or null; all else keeps the type it has.
// kInvalidArgument also where a text is not UTF-8.
Result<Literal> ReadParameter(const Parameter::Scalar& value,
                              const LiteralUse& use);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_LITERAL_H_
