#include "query/parameter_names.h"

#include <optional>
#include <set>
#include <variant>

namespace pressmark::query {

namespace {

class NameCollector {
 public:
  void Collect(const parser::Expression& expression) {
    std::visit([&](const auto& node) { CollectFrom(node); }, expression.node);
  }

  void Collect(const std::optional<parser::ClauseArgument>& argument) {
    if (argument && argument->parameter) names_.insert(argument->text);
  }

  std::vector<std::string> Take() const {
    return {names_.begin(), names_.end()};
  }

 private:
  void CollectFrom(const parser::Comparison& comparison) {
    for (const parser::Item& item : comparison.items) {
      for (const auto* atom : {&item.low, &item.high}) {
        bool named = *atom && (*atom)->form == parser::AtomForm::kParameter;
        if (named) names_.insert((*atom)->text);
      }
    }
  }
  void CollectFrom(const parser::Presence&) {}
  void CollectFrom(const parser::ElementMatch& match) {
    Collect(match.condition.front());
  }
  void CollectFrom(const parser::Junction& junction) {
    for (const parser::Expression& operand : junction.operands) {
      Collect(operand);
    }
  }
  void CollectFrom(const parser::Negation& negation) {
    Collect(negation.operand.front());
  }

  std::set<std::string> names_;
};

}  // namespace

std::vector<std::string> ParameterNames(const parser::Query& query) {
  NameCollector names;
  if (query.filter) names.Collect(*query.filter);
  for (const auto* argument : {&query.limit, &query.offset, &query.after}) {
    names.Collect(*argument);
  }
  return names.Take();
}

}  // namespace pressmark::query
