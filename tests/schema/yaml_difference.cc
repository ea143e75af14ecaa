#include "tests/schema/yaml_difference.h"

#include <cstdio>
#include <optional>

#include "schema/front_matter.h"

namespace pressmark::test {
namespace {

using schema::FrontMatter;

std::string Numbers(const TextPosition& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column) + ":" +
         std::to_string(place.length);
}

// All there is to a tree and its warnings: a line a node.
std::string Dump(const FrontMatter& front_matter) {
  const ValueTree& tree = front_matter.tree;
  std::string dump;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const ValueNode& node = tree.nodes[i];
    const Value value(tree.nodes, tree.text, i);
    for (const std::uint32_t number :
         {node.start, node.end, std::uint32_t{node.kind}}) {
      dump += std::to_string(number) + " ";
    }
    dump += Numbers(tree.positions[i]);
    dump += " " + std::string(value.key()) + "|" + std::string(value.text());
    dump += '\n';
  }
  for (const Warning& warning : front_matter.warnings) {
    dump += Numbers(warning.position) + " " + warning.message + "\n";
  }
  return dump;
}

bool Equal(const FrontMatter& a, const FrontMatter& b) {
  const auto same_node = [](const ValueNode& x, const ValueNode& y) {
    return x.start == y.start && x.text_length == y.text_length &&
           x.end == y.end && x.key_length == y.key_length && x.kind == y.kind &&
           x.reserved == y.reserved;
  };
  const auto same_warning = [](const Warning& x, const Warning& y) {
    return x.position == y.position && x.message == y.message;
  };
  return a.tree.text == b.tree.text && a.tree.positions == b.tree.positions &&
         std::equal(a.tree.nodes.begin(), a.tree.nodes.end(),
                    b.tree.nodes.begin(), b.tree.nodes.end(), same_node) &&
         std::equal(a.warnings.begin(), a.warnings.end(), b.warnings.begin(),
                    b.warnings.end(), same_warning);
}

}  // namespace

std::string YamlDifference::Find(const schema::YamlText& yaml,
                                 const Limits& limits) {
  const std::optional<FrontMatter> common =
      schema::ParseCommonYaml(yaml, limits);
  const Result<FrontMatter> reference =
      schema::ParseYamlByReference(yaml, limits);
  ++documents_;
  if (reference.ok()) ++accepted_;
  if (!common) return {};
  const std::string text = "--- of\n" + std::string(yaml.text) + "---\n";
  if (!reference.ok()) {
    return text + "read:\n" + Dump(*common) +
           "refused by the reference: " + reference.status().ToString() + "\n";
  }
  ++taken_;
  if (Equal(*common, *reference)) return {};
  return text + "read:\n" + Dump(*common) + "by the reference:\n" +
         Dump(*reference);
}

double YamlDifference::share_taken() const {
  return accepted_ == 0
             ? 0
             : static_cast<double>(taken_) / static_cast<double>(accepted_);
}

std::string YamlDifference::Summary() const {
  char share[16];
  std::snprintf(share, sizeof share, "%.2f", 100 * share_taken());
  return std::to_string(documents_) + " documents, " +
         std::to_string(accepted_) + " accepted, " + std::to_string(taken_) +
         " of these (" + share + " %) taken";
}

}  // namespace pressmark::test
