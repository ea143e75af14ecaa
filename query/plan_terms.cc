#include "query/plan_terms.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/terms.h"
#include "query/term_ranges.h"

namespace pressmark::query {

namespace {

// What ranges of terms of one index hold.
struct Found {
  std::vector<PlanNode> terms;           // the first kMergedTerms of them
  std::vector<TermsNode::Range> ranges;  // where there are more
  std::uint64_t count = 0;
  std::uint64_t total = 0;
  bool exact = true;
};

bool IsOneTerm(const TermRange& range) {
  return range.upper.size() == range.lower.size() + 1 &&
         range.upper.back() == '\0' && range.upper.starts_with(range.lower);
}

// Reads the terms of ranges, and keeps those whose text a pattern matches.
class TermFinder {
 public:
  TermFinder(const engine::Reader& reader, std::uint32_t index,
             std::uint64_t terms_worth, const Budget& budget)
      : reader_(reader),
        index_(index),
        terms_left_(terms_worth),
        budget_(budget) {}

  Status Find(std::vector<TermRange> ranges, const Glob* glob) {
    for (TermRange& range : ranges) {
      if (gave_up_) return {};
      if (!range.exact) found_.exact = false;
      Status s =
          IsOneTerm(range) ? FindOne(std::move(range)) : Scan(range, glob);
      if (!s.ok()) return s;
    }
    return {};
  }
  Found Take() { return std::move(found_); }
  // Whether there were more terms than it is worth to walk.
  bool gave_up() const { return gave_up_; }

 private:
  Status FindOne(TermRange range) {
    if (Status s = budget_.Check(); !s.ok()) return s;
    auto entry = reader_.FindTerm(index_, range.lower);
    if (!entry.ok()) return entry.status();
    if (*entry == nullptr) return {};
    std::uint64_t total = (*entry)->total();
    Keep({index_, range.lower, *std::move(entry)}, total);
    found_.ranges.push_back({std::move(range.lower), std::move(range.upper)});
    return {};
  }

  Status Scan(const TermRange& range, const Glob* glob) {
    auto cursor = reader_.Terms(index_, range.lower, range.upper);
    if (!cursor.ok()) return cursor.status();
    while ((*cursor)->Next()) {
      if (Status s = budget_.Check(); !s.ok()) return s;
      gave_up_ = terms_left_ == 0;
      if (gave_up_) return {};
      --terms_left_;
      std::string term((*cursor)->term());
      std::uint64_t total = (*cursor)->entry().total();
      if (glob == nullptr) {
        Keep({index_, std::move(term), {}}, total);
        continue;
      }
      auto value = engine::DecodeTerm(term);
      if (!value.ok()) return value.status();
      const auto* text = std::get_if<std::string>(&value->value);
      if (text == nullptr) continue;
      // Of a cut text the end is not known.
      if (!value->cut && !glob->Matches(*text)) continue;
      if (value->cut) found_.exact = false;
      bytes_left_ -= std::min(bytes_left_, BytesOf(term));
      if (bytes_left_ == 0) terms_left_ = 0;
      found_.ranges.push_back({term, term + '\0'});
      Keep({index_, std::move(term), {}}, total);
    }
    if (glob == nullptr) found_.ranges.push_back({range.lower, range.upper});
    return (*cursor)->status();
  }

  void Keep(TermNode term, std::uint64_t total) {
    ++found_.count;
    found_.total += total;
    if (found_.count > kMergedTerms) {
      found_.terms.clear();
    } else {
      found_.terms.push_back({std::move(term), total});
    }
  }

  const engine::Reader& reader_;
  std::uint32_t index_;
  static std::size_t BytesOf(const std::string& term) {
    return sizeof(TermsNode::Range) + 2 * term.size();
  }

  std::uint64_t terms_left_;
  const Budget& budget_;
  // Of terms that must be remembered one by one.
  std::size_t bytes_left_ = budget_.memory_left() / 4;
  bool gave_up_ = false;
  Found found_;
};

// The pattern that terms are to be matched with one by one, else null: a
// prefix alone is a range.
const Glob* PatternOf(const Test& test) {
  if (test.kind != TestKind::kGlob) return nullptr;
  const Glob& glob = *std::get<Literal>(test.items.front()).glob;
  return glob.takes_whole_prefix() ? nullptr : &glob;
}

Candidate ToCandidate(Found found, std::uint32_t index,
                      const PlanMaker& maker) {
  if (found.count == 0) return {};
  if (found.count <= kMergedTerms) {
    return {maker.Unite(std::move(found.terms)), found.exact};
  }
  PlanNode node;
  node.at_most = found.total;
  node.node = TermsNode{index, std::move(found.ranges), found.count};
  // Ids that would not fit into memory are told apart on the records.
  if (!maker.MayGather(node)) return maker.Unknown();
  return {std::move(node), found.exact};
}

// The list of one term; nothing where no article has it.
Result<PlanNode> FindList(const engine::IndexDefinition& index,
                          std::string term, const engine::Reader& reader) {
  auto entry = reader.FindTerm(index.number, term);
  if (!entry.ok()) return entry.status();
  PlanNode node;
  if (*entry != nullptr) {
    node.at_most = (*entry)->total();
    node.node = TermNode{index.number, std::move(term), *std::move(entry)};
  }
  return node;
}

}  // namespace

Result<Candidate> PlanTerms(const Test& test,
                            const engine::IndexDefinition& index,
                            std::uint64_t terms_worth,
                            std::int16_t zone_minutes,
                            const engine::Reader& reader,
                            const PlanMaker& maker, const Budget& budget) {
  bool each = test.kind == TestKind::kAllOf;
  if (each && test.items.empty()) return maker.Unknown();
  RangeFinder finder(index, test.subject, zone_minutes);
  std::vector<std::vector<TermRange>> wanted;  // one of each
  for (const auto& item : test.items) {
    auto ranges = finder.Find(test.kind, item);
    if (!ranges) return maker.Unknown();
    if (each || wanted.empty()) {
      wanted.push_back(std::move(*ranges));
    } else {
      wanted.front().insert(wanted.front().end(),
                            std::make_move_iterator(ranges->begin()),
                            std::make_move_iterator(ranges->end()));
    }
  }
  std::vector<Candidate> candidates;
  for (std::vector<TermRange>& some : wanted) {
    std::vector<TermRange> ranges = Joined(std::move(some));
    if (ranges.size() == 1 && IsOneTerm(ranges.front())) {
      bool exact = ranges.front().exact;
      auto list = FindList(index, std::move(ranges.front().lower), reader);
      if (!list.ok()) return list.status();
      bool found = !std::holds_alternative<NothingNode>(list->node);
      candidates.push_back({*std::move(list), exact || !found});
      continue;
    }
    TermFinder terms(reader, index.number, terms_worth, budget);
    Status s = terms.Find(std::move(ranges), PatternOf(test));
    if (!s.ok()) return s;
    if (terms.gave_up()) return maker.Unknown();
    candidates.push_back(ToCandidate(terms.Take(), index.number, maker));
  }
  if (test.items.empty()) return Candidate{};
  return maker.And(std::move(candidates));
}

Result<Candidate> PlanPresence(const engine::IndexDefinition& index, bool has,
                               const engine::Reader& reader,
                               const PlanMaker& maker) {
  Result<PlanNode> absent = FindList(index, engine::AbsentTerm(), reader);
  if (!absent.ok()) return absent.status();
  PlanNode missing = *std::move(absent);
  if (!has) {
    Result<PlanNode> empty = FindList(index, engine::EmptyTerm(), reader);
    if (!empty.ok()) return empty.status();
    std::vector<PlanNode> both;
    both.push_back(std::move(missing));
    both.push_back(maker.Complement(*std::move(empty)));
    missing = maker.Intersect(std::move(both));
  }
  return Candidate{maker.Complement(std::move(missing))};
}

}  // namespace pressmark::query
