#ifndef PRESSMARK_QUERY_PARSER_EXPRESSION_DEF_H_
#define PRESSMARK_QUERY_PARSER_EXPRESSION_DEF_H_

#include <boost/spirit/home/x3.hpp>

#include "query/parser/token_def.h"

// Conditions, as in the grammar of query/README.md.
namespace pressmark::query::parser::grammar {

using x3::lexeme;

template <typename Parser>
constexpr auto CommaList(const Parser& element) {
  return element >> *(lit(',') >> element);
}

struct OperatorToken {
  Span span;
  Comparator comparator = Comparator::kEqual;
};

constexpr x3::rule<struct FunctionId, Function> function = "function";
constexpr x3::rule<struct CallId, Operand> call = "call";
constexpr x3::rule<struct OperandId, Operand> operand = "operand";
constexpr x3::rule<struct EqualityId, OperatorToken> equality = "equality";
constexpr x3::rule<struct OrderingId, OperatorToken> ordering = "ordering";
constexpr x3::rule<struct MembershipId, OperatorToken> membership =
    "membership";
constexpr x3::rule<struct MatchId, OperatorToken> match = "match";
constexpr x3::rule<struct ComparisonId, Comparison> comparison = "comparison";
constexpr x3::rule<struct PresenceId, Presence> presence = "presence";
constexpr x3::rule<struct ElementId, ElementMatch> element_match = "element";
constexpr x3::rule<struct PrimaryId, Expression> primary = "primary";
constexpr x3::rule<struct NegatedId, Negation> negated = "negated";
constexpr x3::rule<struct NegationId, Expression> negation = "negation";
constexpr x3::rule<struct ConjunctionId, Junction> conjunction = "conjunction";
constexpr x3::rule<struct DisjunctionId, Junction> disjunction = "disjunction";

constexpr auto a_path = lexeme[path][kRememberPath];
constexpr auto a_value = Need(kValueExpected)[lexeme[value]];
constexpr auto an_item = Need(kValueExpected)[lexeme[item]];

// Names of functions are names like any other but before a parenthesis.
constexpr auto function_def = lexeme[identifier][kFunction];
constexpr auto argument = Need(kNameInParentheses)[a_path];
constexpr auto call_def =
    kSpanned[function[Set(&Operand::function)] >> lit('(') >>
             argument[Set(&Operand::path)] >> Need(")")[lit(')')]];
constexpr auto operand_def =
    kSpanned[call[kAssign] | a_path[Set(&Operand::path)]];

// Tests

constexpr auto Is(Comparator comparator) {
  return Put(&OperatorToken::comparator, comparator);
}

constexpr auto equality_def = kSpanned[lit("!=")[Is(Comparator::kNotEqual)] |
                                       lit('=')[Is(Comparator::kEqual)]];

constexpr auto ordering_def =
    kSpanned[lit("<=")[Is(Comparator::kLessEqual)] |
             lit('<')[Is(Comparator::kLess)] |
             lit(">=")[Is(Comparator::kGreaterEqual)] |
             lit('>')[Is(Comparator::kGreater)] |
             lit("!~")[Is(Comparator::kNotGlob)] |
             lit('~')[Is(Comparator::kGlob)]];

constexpr auto not_in = Word("not") >> Need(kInExpected)[Word("in")];
constexpr auto all_of = Word("all") >> Need("of after all")[Word("of")];
constexpr auto membership_def =
    kSpanned[Word("in")[Is(Comparator::kIn)] | not_in[Is(Comparator::kNotIn)] |
             all_of[Is(Comparator::kAllOf)]];

constexpr auto match_def = kSpanned[Word("match")[Is(Comparator::kMatch)]];

constexpr auto listed = Need(kListedExpected)[lexeme[item]];
constexpr auto list = CommaList(listed[kAddItem]);
constexpr auto single = Need("a value or a list")[lexeme[item]];
constexpr auto set_of_items = (lit('[') >> list >> Need(", or ]")[lit(']')]) |
                              (lit('(') >> list >> Need(", or )")[lit(')')]) |
                              single[kAddItem];

constexpr auto test = (equality[kOperator] >> an_item[kAddItem]) |
                      (ordering[kOperator] >> a_value[kAddItem]) |
                      (membership[kOperator] >> set_of_items) |
                      (match[kOperator] >> a_value[kAddItem]);

// Conditions

constexpr auto all_operand = Need("a name after all")[operand];
constexpr auto subject =
    (Word("all")[Put(&Comparison::all, true)] >> all_operand[kSubject]) |
    operand[kSubject];
constexpr auto comparison_def =
    kSpanned[subject >> Need(kComparisonExpected)[test]];

constexpr auto had = Need("a name after has")[a_path];
constexpr auto existing = Need("a name after exists")[a_path];
constexpr auto presence_def =
    kSpanned[(Word("has")[Put(&Presence::has, true)] >>
              had[Set(&Presence::path)]) |
             (Word("exists")[Put(&Presence::has, false)] >>
              existing[Set(&Presence::path)])];

constexpr auto inner = Need(kConditionExpected)[disjunction];
constexpr auto in_brackets =
    Nested(1)[inner[kElementCondition] >>
              Need("and, or or ]")[lit(']')[kCloseElement]]];
constexpr auto in_parentheses =
    Nested(1)[inner[kGroup] >> Need("and, or or )")[lit(')')]];

constexpr auto element_match_def =
    kSpanned[a_path[Set(&ElementMatch::path)] >> lit('[')[kOpenElement] >>
             in_brackets];

constexpr auto primary_def = (lit('(') >> in_parentheses) |
                             presence[kPresence] | element_match[kNode] |
                             comparison[kNode];

constexpr auto after_not = Need("a condition after not")[negation];
constexpr auto negated_def =
    kSpanned[Word("not") >> Nested(3)[after_not[kNegate]]];
constexpr auto negation_def = negated[kNode] | primary[kAssign];

constexpr auto joined_by_and = Need("a condition after and")[negation];
constexpr auto conjunction_def =
    kSpanned[negation[kAddNegation] >>
             *(Word("and") >> joined_by_and[kAddNegation])];

constexpr auto joined_by_or = Need("a condition after or")[conjunction];
constexpr auto disjunction_def =
    kSpanned[conjunction[kAddConjunction] >>
             *(Word("or") >> joined_by_or[kAddConjunction])];

BOOST_SPIRIT_DEFINE(function, call, operand, equality, ordering, membership,
                    match, comparison, presence, element_match, primary,
                    negated, negation, conjunction, disjunction)

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_EXPRESSION_DEF_H_
