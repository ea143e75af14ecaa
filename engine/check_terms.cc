#include "engine/check_terms.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "engine/check.h"
#include "engine/fixed_integer.h"
#include "engine/keys.h"
#include "engine/posting_block.h"
#include "engine/posting_list.h"
#include "engine/term_name.h"
#include "schema/hash.h"
#include "schema/record_view.h"

namespace pressmark::engine {

namespace {

// Terms whose ids are named; of more it is only said that they differ.
constexpr std::size_t kNamedTerms = 100;

// All ids of a list, ascending.
Result<std::vector<std::uint64_t>> IdsOf(PostingList* list) {
  std::vector<std::uint64_t> ids;
  bool more = list->Seek(0);
  for (; more; more = list->Seek(list->bucket() + 1)) {
    IdSpan bucket = list->Ids();
    ids.insert(ids.end(), bucket.begin(), bucket.end());
  }
  if (Status s = list->status(); !s.ok()) return s;
  return ids;
}

std::vector<std::uint64_t> Without(const std::vector<std::uint64_t>& ids,
                                   const std::vector<std::uint64_t>& others) {
  std::vector<std::uint64_t> rest;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

}  // namespace

void TermAudit::Digest::Add(std::uint64_t id) {
  ++count;
  sum += schema::ChecksumOf({reinterpret_cast<const char*>(&id), sizeof id});
}

std::vector<ArticleTerm> TermAudit::TermsExpected(
    ArticleId id, const schema::RecordView& record) const {
  std::vector<ArticleTerm> terms = TermsOf(record, indexes_.declared);
  indexes_.KeepHeld(id, &terms);
  return terms;
}

void TermAudit::Expect(ArticleId id, const schema::RecordView& record) {
  for (const ArticleTerm& term : TermsExpected(id, record)) {
    Expected& expected = expected_[TermKey(term.index, term.term)];
    expected.ids.Add(id.bits);
    if (!term.spelling.empty()) ++expected.spellings[term.spelling];
  }
}

void TermAudit::Compare(CheckReport* report) {
  report_ = report;
  auto scan = reader_.snapshot().Scan(Family::kTerms, {}, {});
  if (!AddProblem(scan.status(), report_)) return;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    if (!IsOfIndex((*scan)->key())) continue;
    ++report_->terms;
    CompareTerm((*scan)->key(), (*scan)->value());
  }
  AddProblem((*scan)->status().WithContext("terms"), report_);
  for (const auto& [key, expected] : expected_) {
    if (!expected.seen) {
      AddProblem(TermName(key) + " has no entry, but " +
                     std::to_string(expected.ids.count) + " articles have it",
                 report_);
    }
  }
  CompareBlocks();
  NameIds();
  facets_.Compare(report_);
}

bool TermAudit::IsOfIndex(std::string_view key) {
  std::uint32_t number = 0;
  // A key too short to tell is told of as what it is not.
  if (key.size() < sizeof number) return true;
  number = LoadBigEndian<std::uint32_t>(key.data());
  if (indexes_.Find(number) != nullptr) return true;
  if (indexes_.FindDrop(number) == nullptr) {
    AddProblem("there is an entry of index " + std::to_string(number) +
                   ", which is none",
               report_);
  }
  return false;
}

void TermAudit::CompareTerm(std::string_view key, std::string_view value) {
  Expected& expected = expected_[std::string(key)];
  expected.seen = true;
  Result<StoredTermEntry> entry = DecodeTermEntry(value);
  if (!AddProblem(entry.status().WithContext(TermName(key)), report_)) return;
  if (entry->in_blocks) in_blocks_.emplace(key);
  Result<std::vector<std::uint64_t>> ids = StoredIds(key);
  if (!AddProblem(ids.status().WithContext(TermName(key)), report_)) return;
  report_->postings += ids->size();
  if (entry->total != ids->size()) {
    AddProblem(TermName(key) + " counts " + std::to_string(entry->total) +
                   " articles, but lists " + std::to_string(ids->size()),
               report_);
  }
  Result<TermKeyParts> term = ParseTermKey(key);
  if (!AddProblem(term.status(), report_)) return;
  facets_.Expect(term->index, term->term, *entry, *ids);
  Digest stored;
  for (std::uint64_t id : *ids) stored.Add(id);
  if (stored != expected.ids) differing_.try_emplace(std::string(key));
  CompareSpellings(key, *entry, expected);
}

// A term written in too many ways does not count all of them, so fewer may be
// stored than there are, but never more.
void TermAudit::CompareSpellings(std::string_view key,
                                 const StoredTermEntry& stored,
                                 const Expected& expected) {
  for (const TermEntry::Spelling& spelling : stored.spellings) {
    auto found = expected.spellings.find(spelling.text);
    if (found != expected.spellings.end() && spelling.count <= found->second) {
      continue;
    }
    AddProblem(TermName(key) + " counts spellings that no article has",
               report_);
    return;
  }
}

void TermAudit::CompareBlocks() {
  auto scan = reader_.snapshot().Scan(Family::kPostings, {}, {});
  if (!AddProblem(scan.status(), report_)) return;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    std::string_view value = (*scan)->value();
    if (!IsOfIndex((*scan)->key())) continue;
    if (IsEmptyPostingBlock(value)) continue;
    Result<PostingKeyParts> parts = ParsePostingKey((*scan)->key());
    if (!AddProblem(parts.status(), report_)) continue;
    std::string key = TermKey(parts->index, parts->term);
    if (!in_blocks_.contains(key)) {
      AddProblem(TermName(key) + " has a posting block that no entry knows",
                 report_);
    }
    Result<PostingBlockView> block = PostingBlockView::Parse(value);
    Status sound = block.ok() ? block->Validate() : block.status();
    AddProblem(sound.WithContext(TermName(key)), report_);
  }
  AddProblem((*scan)->status().WithContext("postings"), report_);
}

Result<std::vector<std::uint64_t>> TermAudit::StoredIds(
    std::string_view key) const {
  Result<TermKeyParts> parts = ParseTermKey(key);
  if (!parts.ok()) return parts.status();
  auto list = reader_.Postings(parts->index, parts->term);
  if (!list.ok()) return list.status();
  return IdsOf(list->get());
}

void TermAudit::NameIds() {
  if (differing_.empty()) return;
  while (differing_.size() > kNamedTerms) {
    auto last = std::prev(differing_.end());
    AddProblem(TermName(last->first) + " lists other articles than have it",
               report_);
    differing_.erase(last);
  }
  auto scan = reader_.snapshot().Scan(Family::kArticles, {}, {});
  if (!AddProblem(scan.status(), report_)) return;
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    Result<ArticleId> id = ParseIdKey((*scan)->key());
    Result<schema::Record> record = schema::Record::Copy((*scan)->value());
    if (!id.ok() || !record.ok()) continue;
    for (const ArticleTerm& term : TermsExpected(*id, record->view())) {
      auto place = differing_.find(TermKey(term.index, term.term));
      if (place != differing_.end()) place->second.push_back(id->bits);
    }
  }
  if (!AddProblem((*scan)->status().WithContext("articles"), report_)) return;
  for (const auto& [key, ids] : differing_) {
    Result<std::vector<std::uint64_t>> stored = StoredIds(key);
    if (!stored.ok()) continue;
    for (std::uint64_t id : Without(ids, *stored)) {
      AddProblem(TermName(key) + " does not list article id " +
                     std::to_string(id) + ", which has it",
                 report_);
    }
    for (std::uint64_t id : Without(*stored, ids)) {
      AddProblem(TermName(key) + " lists article id " + std::to_string(id) +
                     ", which does not have it",
                 report_);
    }
  }
}

}  // namespace pressmark::engine
