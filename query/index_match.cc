#include "query/index_match.h"

#include <algorithm>

namespace pressmark::query {

namespace {

using engine::IndexDefinition;
using parser::Function;

// Whether an index of this kind can tell what values come to under the
// subject's function.
bool TellsFunction(const Subject& subject, const IndexDefinition& index) {
  switch (subject.function) {
    case Function::kNone:
      return true;
    case Function::kFold:
      return index.kind == FieldKind::kFolded;
    case Function::kDate:
      return index.kind == FieldKind::kDate;
    default:
      return false;
  }
}

// The names of a path, elements of lists left out.
std::vector<std::string> PathNames(const Subject& subject,
                                   std::span<const std::string> above) {
  std::vector<std::string> names;
  if (subject.root == SubjectRoot::kElement) {
    names.assign(above.begin(), above.end());
  }
  for (const parser::Segment& segment : subject.path) {
    if (!segment.element) names.push_back(segment.name);
  }
  return names;
}

bool HasElements(const Subject& subject) {
  return std::any_of(
      subject.path.begin(), subject.path.end(),
      [](const parser::Segment& segment) { return bool{segment.element}; });
}

}  // namespace

std::vector<IndexMatch> MatchIndexes(const engine::Reader& reader,
                                     const Subject& subject,
                                     std::span<const std::string> above) {
  std::vector<IndexMatch> matches;
  if (subject.root == SubjectRoot::kSystem) return matches;
  bool field = subject.root == SubjectRoot::kField;
  bool wider = subject.root == SubjectRoot::kElement || HasElements(subject);
  std::vector<std::string> names;
  if (!field) names = PathNames(subject, above);
  for (const IndexDefinition& index : reader.indexes()) {
    if (index.number == engine::kAllIndex) continue;
    bool same = field ? index.field == subject.field
                      : !index.field && index.path == names;
    if (same && TellsFunction(subject, index)) {
      matches.push_back({&index, wider});
    }
  }
  return matches;
}

const IndexDefinition* GroupIndexOf(const engine::Reader& reader,
                                    const Subject& subject) {
  for (const IndexMatch& match : MatchIndexes(reader, subject)) {
    const IndexDefinition& index = *match.index;
    if (match.wider || index.kind == FieldKind::kDate) continue;
    if (subject.folded == (index.kind == FieldKind::kFolded)) return &index;
  }
  return nullptr;
}

}  // namespace pressmark::query
