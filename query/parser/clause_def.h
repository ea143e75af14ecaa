#ifndef PRESSMARK_QUERY_PARSER_CLAUSE_DEF_H_
#define PRESSMARK_QUERY_PARSER_CLAUSE_DEF_H_

#include <string>
#include <string_view>

#include <boost/spirit/home/x3.hpp>

#include "query/parser/clause_actions.h"
#include "query/parser/expression_def.h"

// Clauses and the whole query, as in the grammar of query/README.md.
namespace pressmark::query::parser::grammar {

constexpr x3::rule<struct OrderKeyId, OrderKey> order_key = "order_key";
constexpr x3::rule<struct AmountId, ClauseArgument> amount = "amount";
constexpr x3::rule<struct TokenId, ClauseArgument> token = "token";
constexpr x3::rule<struct PickId, Pick> pick = "pick";
constexpr x3::rule<struct AggregateId, Aggregate> aggregate = "aggregate";
constexpr x3::rule<ErrorHandler, Query> query = "query";

// The first word of a clause that may stand once.
template <typename Member>
constexpr auto First(std::string_view word, Member Query::*member) {
  return raw[Word(word)][Once(member, word)];
}

template <typename Tree>
constexpr auto Named(std::string Tree::*member) {
  return -(Word("as") >> Need(kNameAfterAs)[lexeme[name]][Set(member)]);
}

// order by

constexpr auto ascending = Put(&OrderKey::direction, Direction::kAscending);
constexpr auto descending = Put(&OrderKey::direction, Direction::kDescending);
constexpr auto order_key_def =
    kSpanned[operand[Set(&OrderKey::operand)] >>
             -(Word("asc")[ascending] | Word("desc")[descending])];

constexpr auto a_key = Need("a name to order by")[order_key];
constexpr auto order_by = First("order", &Query::order) >>
                          Need("by after order")[Word("by")] >>
                          CommaList(a_key[Add(&Query::order)]);

// limit, offset, after

constexpr ByteOf<IsDigit> digit;
constexpr auto whole_number = raw[+digit] >> !bare_byte;
constexpr auto amount_def =
    kSpanned[lexeme[whole_number[kNumber] | parameter[kParameter]]];
constexpr auto token_def = kSpanned[lexeme[quoted[Set(&ClauseArgument::text)] |
                                           parameter[kParameter]]];

constexpr auto an_amount = Need("a whole number or a parameter")[amount];
constexpr auto a_token = Need("a page token in quotes or a parameter")[token];
constexpr auto limit =
    First("limit", &Query::limit) >> an_amount[Set(&Query::limit)];
constexpr auto offset =
    First("offset", &Query::offset) >> an_amount[Set(&Query::offset)];
constexpr auto after =
    First("after", &Query::after) >> a_token[Set(&Query::after)];

// select

constexpr auto excepted = Need("a name after except")[a_path];
constexpr auto except = Word("except") >>
                        CommaList(excepted[Add(&Pick::except)]);
constexpr auto pick_def =
    kSpanned[(lit('*')[Put(&Pick::star, true)] >> -except) |
             (operand[Set(&Pick::operand)] >> Named(&Pick::name))];

constexpr auto a_pick = Need("a name or * after select")[pick];
constexpr auto select = First("select", &Query::select) >>
                        CommaList(a_pick[Add(&Query::select)]);

// count, min, max, sum

constexpr auto Of(AggregateKind kind) { return Put(&Aggregate::kind, kind); }

// `count(distinct topic)`, but `count(distinct)` and `count(distinct.x)` count
// a key of that name.
constexpr auto distinct =
    lexeme[Word("distinct") >> &ByteOf<IsBlank>()] >> !lit(')');
constexpr auto aggregated =
    Need(kNameInParentheses)[a_path][Set(&Aggregate::path)] >>
    Need(")")[lit(')')];
constexpr auto count = Word("count")[Of(AggregateKind::kCount)] >>
                       -(lit('(') >>
                         -distinct[Put(&Aggregate::distinct, true)] >>
                         aggregated);
constexpr auto opened = lit('(') | cut_short;
constexpr auto extreme = (Word("min") >> opened)[Of(AggregateKind::kMin)] |
                         (Word("max") >> opened)[Of(AggregateKind::kMax)] |
                         (Word("sum") >> opened)[Of(AggregateKind::kSum)];
constexpr auto aggregate_def =
    kSpanned[(count | (extreme >> aggregated)) >> Named(&Aggregate::name)];

// At the start of a query `count = 3` is a condition, `count by topic` is not.
constexpr auto compared = equality | ordering | membership | match;
constexpr auto aggregate_start =
    (Word("count") >> !(lit('.') | lit('[') | compared)) |
    ((Word("min") | Word("max") | Word("sum")) >> opened);

constexpr auto an_aggregate = Need("count, min, max or sum")[aggregate];
constexpr auto a_group = Need("a name after by")[operand];
constexpr auto aggregates =
    raw[&aggregate_start][Once(&Query::aggregates, "list of aggregates")] >>
    CommaList(an_aggregate[Add(&Query::aggregates)]) >>
    -(Word("by") >> CommaList(a_group[Add(&Query::group_by)]));

constexpr auto clause = order_by | limit | offset | after | select | aggregates;
constexpr auto clause_start = Word("order") | Word("limit") | Word("offset") |
                              Word("after") | Word("select") | aggregate_start;

constexpr auto end_of_clauses = Need("a clause or the end")[x3::eoi];
constexpr auto end_of_filter = Need("and, or, a clause or the end")[x3::eoi];
constexpr auto filtered = Need(kConditionExpected)[disjunction][kFilter] >>
                          ((+clause >> end_of_clauses) | end_of_filter);
constexpr auto query_def =
    ((lit('*') | &clause_start) >> *clause >> end_of_clauses) | filtered;

BOOST_SPIRIT_DEFINE(order_key, amount, token, pick, aggregate, query)

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_CLAUSE_DEF_H_
