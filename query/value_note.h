#ifndef PRESSMARK_QUERY_VALUE_NOTE_H_
#define PRESSMARK_QUERY_VALUE_NOTE_H_

#include <optional>
#include <string>
#include <string_view>

#include "query/bound.h"
#include "query/fields.h"
#include "query/parser/ast.h"

// What is odd about a value as it is written, whatever the store holds.
namespace pressmark::query {

// One value beside one subject. All must outlive it.
struct Pair {
  const parser::Comparison& comparison;
  const Subject& subject;
  const parser::Atom& atom;

  bool IsText() const {
    return atom.form == parser::AtomForm::kBare ||
           atom.form == parser::AtomForm::kString;
  }
  bool Equals() const {
    return comparison.comparator == parser::Comparator::kEqual ||
           comparison.comparator == parser::Comparator::kIn ||
           comparison.comparator == parser::Comparator::kAllOf;
  }
  bool Globs() const {
    return comparison.comparator == parser::Comparator::kGlob ||
           comparison.comparator == parser::Comparator::kNotGlob;
  }
  bool IsNegative() const { return TraitsOf(comparison.comparator).negative; }
  // The operand as it is written.
  const std::string& name() const { return subject.name; }
};

// `p ~ "*part*"`.
std::string Containing(const std::string& operand, std::string_view part);
// The number that the whole of the text is.
std::optional<double> NumberIn(const parser::Atom& atom);

// What is wrong with the form of the value; empty where nothing is.
std::string FormNote(const Pair& pair);
// What to try of a value that no article need have: a part of it, another case.
// Empty where there is nothing.
std::string PartNote(const Pair& pair);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_VALUE_NOTE_H_
