#ifndef PRESSMARK_QUERY_PARSER_ACTIONS_H_
#define PRESSMARK_QUERY_PARSER_ACTIONS_H_

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/spirit/home/x3/core/action.hpp>
#include <boost/spirit/home/x3/core/call.hpp>

#include "query/parser/error_handler.h"
#include "query/parser/lexicon.h"

// The semantic actions of the grammar: how what was read goes into the tree
// that the rule around it builds.
namespace pressmark::query::parser::grammar {

// What was read becomes a member of the tree, the next element of a member,
// or the whole tree.
template <typename Tree, typename Member>
constexpr auto Set(Member Tree::*member) {
  return [member](const auto& context) {
    x3::_val(context).*member = std::move(x3::_attr(context));
  };
}

template <typename Tree, typename Member>
constexpr auto Add(Member Tree::*member) {
  return [member](const auto& context) {
    (x3::_val(context).*member).push_back(std::move(x3::_attr(context)));
  };
}

inline constexpr auto kAssign = [](const auto& context) {
  x3::_val(context) = std::move(x3::_attr(context));
};

// A member of the tree becomes `value`, whatever was read.
template <typename Tree, typename Member>
constexpr auto Put(Member Tree::*member, Member value) {
  return [member, value](const auto& context) {
    x3::_val(context).*member = value;
  };
}

template <typename Range>
std::string_view TextOf(const Range& range) {
  return {range.begin(), range.end()};
}

// Tokens

inline constexpr auto kCutShort = [](const auto& context) {
  StateOf(context).cut_short = true;
};

inline constexpr auto kUnlessReserved = [](const auto& context) {
  std::string_view text = TextOf(x3::_attr(context));
  x3::_pass(context) = !IsReserved(text);
  x3::_val(context) = text;
};

inline constexpr auto kOpenQuote = [](const auto& context) {
  Iterator after = x3::_where(context).begin();
  StateOf(context).last_quote = StateOf(context).SpanOf(after - 1, after);
};

inline constexpr auto kBare = [](const auto& context) {
  kUnlessReserved(context);
  if (!x3::_pass(context)) return;
  auto& range = x3::_attr(context);
  ParseState& state = StateOf(context);
  state.last_bare = state.SpanOf(range.begin(), range.end());
};

inline constexpr auto kRememberPath = [](const auto& context) {
  StateOf(context).last_path = x3::_attr(context).span;
};

inline constexpr auto kNameOfPath = [](const auto& context) {
  x3::_val(context).segments.push_back({std::move(x3::_attr(context)), {}});
};

inline constexpr auto kFunction = [](const auto& context) {
  Function function = FunctionNamed(x3::_attr(context));
  x3::_pass(context) = function != Function::kNone;
  x3::_val(context) = function;
};

constexpr auto Form(AtomForm form) {
  return [form](const auto& context) {
    x3::_val(context).form = form;
    x3::_val(context).text = std::move(x3::_attr(context));
  };
}

inline constexpr auto kReference = [](const auto& context) {
  StateOf(context).last_reference = x3::_attr(context).span;
  x3::_val(context).form = AtomForm::kReference;
  x3::_val(context).path = std::move(x3::_attr(context));
};

// A value that is typed goes to one end of an item.
constexpr auto SetAtom(std::optional<Atom> Item::*end) {
  return [end](const auto& context) {
    Atom& atom = x3::_attr(context);
    if (atom.form != AtomForm::kParameter) {
      StateOf(context).last_atom = atom.span;
    }
    x3::_val(context).*end = std::move(atom);
  };
}

// Conditions

inline constexpr auto kSubject = [](const auto& context) {
  StateOf(context).last_operand = x3::_attr(context).span;
  x3::_val(context).operand = std::move(x3::_attr(context));
};

inline constexpr auto kOpenElement = [](const auto& context) {
  ParseState& state = StateOf(context);
  state.elements.push_back(state.last_path);
};
inline constexpr auto kCloseElement = [](const auto& context) {
  StateOf(context).elements.pop_back();
};

inline void CountTerms(ParseState& state, Span span) {
  if (++state.terms <= state.limits.query_terms) return;
  Refuse(state, span,
         LimitExceeded("more than " + std::to_string(state.limits.query_terms) +
                       " terms and list items"));
}

inline constexpr auto kAddItem = [](const auto& context) {
  Item& item = x3::_attr(context);
  CountTerms(StateOf(context), item.span);
  x3::_val(context).items.push_back(std::move(item));
};

// A single operand stands for itself.
inline Expression Simplified(Junction junction) {
  if (junction.operands.size() > 1) return {std::move(junction)};
  return std::move(junction.operands.front());
}

// `a and (b and c)` is one list of three.
inline void AddOperand(Junction& junction, Expression operand) {
  auto* inner = std::get_if<Junction>(&operand.node);
  if (inner == nullptr || inner->conjunction != junction.conjunction) {
    junction.operands.push_back(std::move(operand));
    return;
  }
  std::vector<Expression>& from = inner->operands;
  junction.operands.insert(junction.operands.end(),
                           std::make_move_iterator(from.begin()),
                           std::make_move_iterator(from.end()));
}

inline constexpr auto kAddConjunction = [](const auto& context) {
  x3::_val(context).conjunction = false;
  AddOperand(x3::_val(context), Simplified(std::move(x3::_attr(context))));
};

inline constexpr auto kAddNegation = [](const auto& context) {
  AddOperand(x3::_val(context), std::move(x3::_attr(context)));
};

inline constexpr auto kGroup = [](const auto& context) {
  x3::_val(context) = Simplified(std::move(x3::_attr(context)));
};

inline constexpr auto kNode = [](const auto& context) {
  x3::_val(context).node = std::move(x3::_attr(context));
};

inline constexpr auto kPresence = [](const auto& context) {
  Presence& presence = x3::_attr(context);
  CountTerms(StateOf(context), presence.span);
  x3::_val(context).node = std::move(presence);
};

inline constexpr auto kOperator = [](const auto& context) {
  StateOf(context).last_comparator = x3::_attr(context).comparator;
  x3::_val(context).comparator = x3::_attr(context).comparator;
  x3::_val(context).comparator_span = x3::_attr(context).span;
};

inline constexpr auto kElementCondition = [](const auto& context) {
  x3::_val(context).condition.push_back(
      Simplified(std::move(x3::_attr(context))));
};

inline constexpr auto kNegate = [](const auto& context) {
  x3::_val(context).operand.push_back(std::move(x3::_attr(context)));
};

inline constexpr auto kFilter = [](const auto& context) {
  x3::_val(context).filter = Simplified(std::move(x3::_attr(context)));
};

}  // namespace pressmark::query::parser::grammar

#endif  // PRESSMARK_QUERY_PARSER_ACTIONS_H_
