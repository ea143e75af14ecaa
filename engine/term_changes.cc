#include "engine/term_changes.h"

#include <algorithm>
#include <memory>
#include <span>
#include <tuple>

#include "engine/keys.h"
#include "engine/posting_merge.h"
#include "engine/term_entry.h"
#include "engine/term_name.h"

namespace pressmark::engine {

namespace {

Status Mismatch(std::string_view key) {
  return Corruption(TermName(key) +
                    " does not hold what its articles say; rebuild the store");
}

// One operand a block, of changes in the order of their ids.
Status MergeIntoBlocks(const std::string& key,
                       std::span<const PostingChange> changes, KvBatch* batch) {
  Result<TermKeyParts> parts = ParseTermKey(key);
  if (!parts.ok()) return parts.status();
  while (!changes.empty()) {
    Bucket bucket = BucketOf({changes.front().id});
    std::uint64_t last = LastIdIn(bucket).bits;
    auto end = std::find_if(
        changes.begin(), changes.end(),
        [last](const PostingChange& change) { return change.id > last; });
    auto size = static_cast<std::size_t>(end - changes.begin());
    batch->Merge(Family::kPostings,
                 PostingKey(parts->index, parts->term, bucket),
                 EncodePostingOperand(changes.first(size)));
    changes = changes.subspan(size);
  }
  return {};
}

// Applies the changes to ids kept in the entry itself. False where one enters
// that is there, or leaves that is not.
bool ChangeIds(std::span<const PostingChange> changes,
               std::vector<std::uint64_t>* ids) {
  for (const PostingChange& change : changes) {
    auto place = std::lower_bound(ids->begin(), ids->end(), change.id);
    bool there = place != ids->end() && *place == change.id;
    if (there == change.present) return false;
    if (change.present) {
      ids->insert(place, change.id);
    } else {
      ids->erase(place);
    }
  }
  return true;
}

// Moves an entry's ids out into blocks, once they are too many.
std::vector<PostingChange> Spill(StoredTermEntry* entry) {
  std::vector<PostingChange> all;
  all.reserve(entry->ids.size());
  for (std::uint64_t id : entry->ids) all.push_back({id, true});
  entry->ids.clear();
  entry->in_blocks = true;
  return all;
}

auto OrderOf(const ArticleTerm& term) {
  return std::tie(term.index, term.term);
}

}  // namespace

void TermChanges::Add(ArticleId id, const ArticleTerm& term, bool present) {
  TermChange& change = changes_[TermKey(term.index, term.term)];
  change.postings.push_back({id.bits, present});
  if (!term.spelling.empty()) {
    change.spellings.emplace_back(term.spelling, present);
  }
}

void TermChanges::Respell(const ArticleTerm& before, const ArticleTerm& after) {
  if (before.spelling == after.spelling) return;
  TermChange& change = changes_[TermKey(after.index, after.term)];
  change.spellings.emplace_back(before.spelling, false);
  change.spellings.emplace_back(after.spelling, true);
}

void TermChanges::Leave(ArticleId id, const std::vector<ArticleTerm>& terms) {
  for (const ArticleTerm& term : terms) Add(id, term, false);
}

void TermChanges::Enter(ArticleId id, const std::vector<ArticleTerm>& terms) {
  for (const ArticleTerm& term : terms) Add(id, term, true);
}

void TermChanges::Replace(ArticleId id, const std::vector<ArticleTerm>& before,
                          const std::vector<ArticleTerm>& after) {
  auto old_term = before.begin();
  auto new_term = after.begin();
  while (old_term != before.end() || new_term != after.end()) {
    if (new_term == after.end() ||
        (old_term != before.end() && OrderOf(*old_term) < OrderOf(*new_term))) {
      Add(id, *old_term++, false);
    } else if (old_term == before.end() ||
               OrderOf(*new_term) < OrderOf(*old_term)) {
      Add(id, *new_term++, true);
    } else {
      Respell(*old_term++, *new_term++);
    }
  }
}

Status TermChanges::Apply(const KvSnapshot& snapshot, KvBatch* batch) const {
  std::vector<std::string> keys;
  keys.reserve(changes_.size());
  for (const auto& [key, change] : changes_) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  auto stored = snapshot.MultiGet(Family::kTerms, keys);
  if (!stored.ok()) return stored.status();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Status s =
        ApplyOne(keys[i], changes_.at(keys[i]), (*stored)[i].get(), batch);
    if (!s.ok()) return s;
  }
  return {};
}

Status TermChanges::ApplyOne(const std::string& key, const TermChange& change,
                             const KvValue* stored, KvBatch* batch) {
  StoredTermEntry entry;
  if (stored != nullptr) {
    Result<StoredTermEntry> decoded = DecodeTermEntry(stored->bytes());
    if (!decoded.ok()) return decoded.status().WithContext(TermName(key));
    entry = *std::move(decoded);
  }
  std::vector<PostingChange> postings = change.postings;
  std::sort(postings.begin(), postings.end(),
            [](const PostingChange& left, const PostingChange& right) {
              return left.id < right.id;
            });
  std::uint64_t entering = static_cast<std::uint64_t>(
      std::count_if(postings.begin(), postings.end(),
                    [](const PostingChange& one) { return one.present; }));
  std::uint64_t leaving = postings.size() - entering;
  if (entry.total < leaving) return Mismatch(key);
  entry.total += entering - leaving;
  for (const auto& [spelling, added] : change.spellings) {
    CountSpelling(spelling, added, &entry.spellings);
  }
  if (!entry.in_blocks) {
    if (!ChangeIds(postings, &entry.ids)) return Mismatch(key);
    postings.clear();
    if (entry.ids.size() > kInlineIds) postings = Spill(&entry);
  }
  if (Status s = MergeIntoBlocks(key, postings, batch); !s.ok()) return s;
  if (entry.total == 0) {
    batch->Delete(Family::kTerms, key);
  } else {
    batch->Put(Family::kTerms, key, EncodeTermEntry(entry));
  }
  return {};
}

}  // namespace pressmark::engine
