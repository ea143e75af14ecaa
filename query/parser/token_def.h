#ifndef PRESSMARK_QUERY_PARSER_TOKEN_DEF_H_
#define PRESSMARK_QUERY_PARSER_TOKEN_DEF_H_

#include <string>

#include <boost/spirit/home/x3.hpp>

#include "query/parser/actions.h"
#include "query/parser/directives.h"

// Names, paths and values. No blanks stand inside any of them; the rules of
// expression_def.h put them into lexeme[…].
namespace pressmark::query::parser::grammar {

using x3::lit;
using x3::raw;

constexpr x3::rule<struct IdentifierId, std::string> identifier = "identifier";
constexpr x3::rule<struct NameId, std::string> name = "name";
constexpr x3::rule<struct QuotedId, std::string, true> quoted = "quoted";
constexpr x3::rule<struct DottedNameId, std::string> dotted_name = "dotted";
constexpr x3::rule<struct SegmentId, Segment> segment = "segment";
constexpr x3::rule<struct PathId, Path> path = "path";
constexpr x3::rule<struct BareId, std::string> bare = "bare";
constexpr x3::rule<struct AtomId, Atom> atom = "atom";
constexpr x3::rule<struct OtherAtomId, Atom> other_atom = "other_atom";
constexpr x3::rule<struct ItemId, Item> item = "item";
constexpr x3::rule<struct ValueId, Item> value = "value";

constexpr ByteOf<IsNameStart> name_start;
constexpr ByteOf<IsNameByte> name_byte;
constexpr ByteOf<IsBareMark> bare_mark;
constexpr ByteOf<IsBareByte> bare_byte;

constexpr auto name_bytes = name_start >> *name_byte >>
                            *(lit('-') >> +name_byte);
constexpr auto identifier_def = raw[name_bytes];
constexpr auto name_def = raw[name_bytes][kUnlessReserved];

// A backslash is special only before the quote and before a backslash.
template <char kQuote>
constexpr auto quoted_by = lit(kQuote)[kOpenQuote] >>
                           *((lit('\\') >>
                              (x3::char_('\\') | x3::char_(kQuote))) |
                             ~x3::char_(kQuote)) >>
                           Need(kClosingQuote)[lit(kQuote)];
constexpr auto quoted_def = quoted_by<'"'> | quoted_by<'\''>;

constexpr auto dot = lit('.') >> !lit('.');
constexpr auto dotted_name_def = identifier | quoted;
constexpr auto name_after_dot = Need(kNameAfterDot)[dotted_name];

// Matches nothing, and notes where the text ends that something has to follow
// that is no expectation.
constexpr auto cut_short = x3::eoi[kCutShort] >> !x3::eps;

constexpr auto segment_def =
    (dot >> name_after_dot[Set(&Segment::name)]) |
    (lit('[') >> x3::uint32[Set(&Segment::element)] >> lit(']')) |
    (lit('[') >> -x3::uint32 >> cut_short);

constexpr auto path_def =
    kSpanned[(lit('@')[Put(&Path::system, true)] >>
              Need(kNameAfterAt)[identifier][kNameOfPath]) |
             (((dot[Put(&Path::dotted, true)] >> name_after_dot[kNameOfPath]) |
               name[kNameOfPath]) >>
              *segment[Add(&Path::segments)])];

constexpr auto bare_def =
    raw[!(bare_mark | lit("--")) >> +(!lit("..") >> bare_byte)][kBare];

constexpr auto parameter = lit(':') >> Need(kParameterName)[identifier];

constexpr auto atom_def =
    kSpanned[quoted[Form(AtomForm::kString)] | bare[Form(AtomForm::kBare)] |
             parameter[Form(AtomForm::kParameter)]];

constexpr auto other_atom_def =
    kSpanned[Word("null")[Put(&Atom::form, AtomForm::kNull)] |
             Word("true")[Put(&Atom::form, AtomForm::kTrue)] |
             Word("false")[Put(&Atom::form, AtomForm::kFalse)] |
             (&(lit('.') | lit('@')) >> path[kReference])];

constexpr auto value_def =
    kSpanned[atom[SetAtom(&Item::low)] | other_atom[Set(&Item::low)]];

// value | atom ".." [ atom ] | ".." atom
constexpr auto item_def =
    kSpanned[(atom[SetAtom(&Item::low)] >>
              -(lit("..")[Put(&Item::range, true)] >>
                -atom[SetAtom(&Item::high)])) |
             (lit("..")[Put(&Item::range, true)] >>
              Need("a value after ..")[atom][SetAtom(&Item::high)]) |
             other_atom[Set(&Item::low)]];

BOOST_SPIRIT_DEFINE(identifier, name, quoted, dotted_name, segment, path, bare,
                    atom, other_atom, value, item)

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_TOKEN_DEF_H_
