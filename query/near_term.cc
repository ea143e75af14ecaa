#include "query/near_term.h"

#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "engine/terms.h"
#include "query/diagnostic.h"
#include "schema/fold.h"

namespace pressmark::query {

Result<NearTerm> FindNearTerm(const engine::Reader& reader,
                              const engine::IndexDefinition& index,
                              std::string_view text, std::size_t most,
                              const Budget& budget) {
  NearTerm near;
  std::string folded = schema::Fold(text);
  std::string wanted =
      index.kind == FieldKind::kFolded ? folded : std::string(text);
  auto found = reader.FindTerm(index.number, engine::TextTerm(wanted));
  if (!found.ok()) return found.status();
  near.there = *found != nullptr;
  if (near.there) return near;
  engine::TermRange range = engine::TagRange(engine::TermTag::kText);
  auto cursor = reader.Terms(index.number, range.lower, range.upper);
  if (!cursor.ok()) return cursor.status();
  std::vector<std::string> texts;
  for (; most > 0 && (*cursor)->Next(); --most) {
    if (Status s = budget.Check(); !s.ok()) return s;
    auto value = engine::DecodeTerm((*cursor)->term());
    if (!value.ok()) return value.status();
    const auto* term = std::get_if<std::string>(&value->value);
    if (term == nullptr || value->cut) continue;
    auto spelling = (*cursor)->entry().FirstSpelling();
    if (!spelling.ok()) return spelling.status();
    std::string shown(spelling->empty() ? *term : *spelling);
    bool part = near.containing.empty() &&
                schema::Fold(*term).find(folded) != std::string::npos;
    if (part) near.containing = shown;
    texts.push_back(std::move(shown));
  }
  if (Status s = (*cursor)->status(); !s.ok()) return s;
  near.like = Nearest(text, texts);
  return near;
}

}  // namespace pressmark::query
