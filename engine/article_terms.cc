#include <algorithm>
#include <tuple>
#include <utility>

#include <pressmark/limits.h>

#include "engine/terms.h"
#include "schema/fold.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

// Gathers the terms an article has in one index.
class TermGatherer {
 public:
  TermGatherer(const IndexDefinition& index, std::vector<ArticleTerm>* terms)
      : index_(index), terms_(terms) {}

  void AddField(const schema::FieldView& field);
  void AddPath(const Value& front_matter);
  // Ends with the terms of what holds nothing.
  void Finish() {
    if (filled_) return;
    Add(AbsentTerm());
    if (present_) Add(EmptyTerm());
  }

 private:
  void Add(std::string term, std::string spelling = {}) {
    terms_->push_back({index_.number, std::move(term), std::move(spelling)});
  }
  void AddText(std::string_view text);
  void AddFieldValue(const schema::FieldValueView& value);
  void AddScalar(const Value& value);

  const IndexDefinition& index_;
  std::vector<ArticleTerm>* terms_;
  bool present_ = false;  // the path is there, whatever it holds
  bool filled_ = false;
};

void TermGatherer::AddText(std::string_view text) {
  if (index_.kind != FieldKind::kFolded) return Add(TextTerm(text));
  Add(TextTerm(schema::Fold(text)),
      std::string(schema::PrefixOnCharacterBoundary(text, kTermBytes)));
}

void TermGatherer::AddFieldValue(const schema::FieldValueView& value) {
  using Kind = schema::FieldValueView::Kind;
  switch (value.kind()) {
    case Kind::kBool:
      return Add(BoolTerm(value.boolean()));
    case Kind::kInteger:
      return Add(NumberTerm(value.integer()));
    case Kind::kDecimal:
      return Add(NumberTerm(value.decimal()));
    case Kind::kText:
      return AddText(value.text());
    case Kind::kDate:
      return Add(DateTerm(value.date()));
  }
}

void TermGatherer::AddField(const schema::FieldView& field) {
  filled_ = !field.empty();
  for (std::size_t i = 0; i < field.size(); ++i) AddFieldValue(field[i]);
}

void TermGatherer::AddScalar(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return Add(BoolTerm(value.boolean()));
    case ValueKind::kInteger:
      return Add(NumberTerm(value.integer()));
    case ValueKind::kDecimal:
      return Add(NumberTerm(value.number()));
    case ValueKind::kText:
      if (index_.kind == FieldKind::kDate) {
        std::optional<Date> date = ParseDate(value.text());
        if (date) return Add(DateTerm(*date));
      }
      return AddText(value.text());
    case ValueKind::kNull:
      return Add(NullTerm());
    case ValueKind::kMapping:
      return Add(MappingTerm());
    case ValueKind::kList:
      return;
  }
}

// Lists may lie in lists as deep as the front matter allows, so what is still
// to be seen waits in a queue and not on the stack.
void TermGatherer::AddPath(const Value& front_matter) {
  std::vector<std::pair<Value, std::size_t>> queue = {{front_matter, 0}};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    auto [value, depth] = queue[i];
    present_ = present_ || depth == index_.path.size();
    if (value.kind() == ValueKind::kList) {
      for (Value item : value) queue.emplace_back(item, depth);
    } else if (depth == index_.path.size()) {
      filled_ = filled_ || !value.blank();
      AddScalar(value);
    } else if (value.kind() == ValueKind::kMapping) {
      std::optional<Value> member = value.Find(index_.path[depth]);
      if (member) queue.emplace_back(*member, depth + 1);
    }
  }
}

bool StandsBefore(const ArticleTerm& left, const ArticleTerm& right) {
  return std::tie(left.index, left.term) < std::tie(right.index, right.term);
}

bool IsSameTerm(const ArticleTerm& left, const ArticleTerm& right) {
  return left.index == right.index && left.term == right.term;
}

}  // namespace

std::vector<ArticleTerm> TermsOf(const schema::RecordView& record,
                                 const std::vector<IndexDefinition>& indexes) {
  std::vector<ArticleTerm> terms = {{kAllIndex, AllTerm(), {}}};
  for (const IndexDefinition& index : indexes) {
    if (index.number == kAllIndex) continue;
    TermGatherer gatherer(index, &terms);
    if (index.field) {
      gatherer.AddField(record.field(*index.field));
    } else {
      gatherer.AddPath(record.front_matter());
    }
    gatherer.Finish();
  }
  std::stable_sort(terms.begin(), terms.end(), StandsBefore);
  terms.erase(std::unique(terms.begin(), terms.end(), IsSameTerm), terms.end());
  return terms;
}

}  // namespace pressmark::engine
