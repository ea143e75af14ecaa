#ifndef PRESSMARK_QUERY_PARSER_DIRECTIVES_H_
#define PRESSMARK_QUERY_PARSER_DIRECTIVES_H_

#include <string>
#include <string_view>

#include <boost/spirit/home/x3/core/parser.hpp>
#include <boost/spirit/home/x3/core/skip_over.hpp>

#include "query/parser/error_handler.h"
#include "query/parser/lexicon.h"

// What the grammar needs and Spirit lacks: keywords with word boundaries, an
// expectation with words for people, and a bound on recursion.
namespace pressmark::query::parser::grammar {

// A keyword, lower case here, in any case in the text.
struct Word : x3::parser<Word> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  std::string_view word;

  constexpr explicit Word(std::string_view text) : word(text) {}

  template <typename Context, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context,
             RuleContext&, Attribute&) const {
    x3::skip_over(first, last, context);
    if (!StartsWithKeyword({first, last}, word)) return false;
    first += word.size();
    return true;
  }
};

// One byte of a class.
template <bool (*kMatches)(char)>
struct ByteOf : x3::char_parser<ByteOf<kMatches>> {
  using char_type = char;
  using attribute_type = char;
  static constexpr bool has_attribute = true;

  template <typename Context>
  bool test(char c, const Context&) const {
    return kMatches(c);
  }
};

// `Need("a value")[p]` is p; where p does not match, the query is refused
// with "expected a value".
template <typename Subject>
struct NeedDirective : x3::unary_parser<Subject, NeedDirective<Subject>> {
  using Base = x3::unary_parser<Subject, NeedDirective<Subject>>;
  static constexpr bool is_pass_through_unary = true;

  std::string_view expected;

  constexpr NeedDirective(const Subject& inner, std::string_view words)
      : Base(inner), expected(words) {}

  template <typename Context, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context,
             RuleContext& rule_context, Attribute& attribute) const {
    if (this->subject.parse(first, last, context, rule_context, attribute)) {
      return true;
    }
    throw ExpectationFailure(first, std::string(expected));
  }
};

struct Need {
  std::string_view expected;

  constexpr explicit Need(std::string_view words) : expected(words) {}

  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return NeedDirective<Parser>(x3::as_parser(subject), expected);
  }
};

// `kSpanned[p]` is p, and gives the tree of the rule around it the bytes that
// it was read from.
template <typename Subject>
struct SpannedDirective : x3::unary_parser<Subject, SpannedDirective<Subject>> {
  using Base = x3::unary_parser<Subject, SpannedDirective<Subject>>;
  static constexpr bool is_pass_through_unary = true;

  constexpr explicit SpannedDirective(const Subject& inner) : Base(inner) {}

  template <typename Context, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context,
             RuleContext& tree, Attribute& attribute) const {
    x3::skip_over(first, last, context);
    Iterator begin = first;
    if (!this->subject.parse(first, last, context, tree, attribute)) {
      return false;
    }
    tree.span = StateOf(context).SpanOf(begin, first);
    return true;
  }
};

struct SpannedGenerator {
  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return SpannedDirective<Parser>(x3::as_parser(subject));
  }
};
inline constexpr SpannedGenerator kSpanned;

// `Nested(n)[p]` is p, one level deeper. It stands after the token of `n`
// bytes that opens the level; a level too many is refused there.
template <typename Subject>
struct NestedDirective : x3::unary_parser<Subject, NestedDirective<Subject>> {
  using Base = x3::unary_parser<Subject, NestedDirective<Subject>>;
  static constexpr bool is_pass_through_unary = true;

  std::size_t token_bytes;

  constexpr NestedDirective(const Subject& inner, std::size_t bytes)
      : Base(inner), token_bytes(bytes) {}

  template <typename Context, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator& last, const Context& context,
             RuleContext& rule_context, Attribute& attribute) const {
    ParseState& state = StateOf(context);
    if (state.depth == state.limits.query_depth) {
      RefuseDepth(state, state.SpanOf(first - token_bytes, first));
    }
    ++state.depth;
    bool matched =
        this->subject.parse(first, last, context, rule_context, attribute);
    --state.depth;
    return matched;
  }

 private:
  [[noreturn]] static void RefuseDepth(ParseState& state, Span span) {
    Refuse(state, span,
           LimitExceeded("nested deeper than " +
                         std::to_string(state.limits.query_depth) +
                         " levels of (, not and ["));
  }
};

struct Nested {
  std::size_t token_bytes;

  constexpr explicit Nested(std::size_t bytes) : token_bytes(bytes) {}

  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return NestedDirective<Parser>(x3::as_parser(subject), token_bytes);
  }
};

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_DIRECTIVES_H_
