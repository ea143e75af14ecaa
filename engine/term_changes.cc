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

// Calls visit(bucket, changes) for each bucket of changes that ascend.
template <typename Visit>
void ForEachBucket(std::span<const PostingChange> changes, Visit visit) {
  while (!changes.empty()) {
    Bucket bucket = BucketOf({changes.front().id});
    std::uint64_t last = LastIdIn(bucket).bits;
    auto end = std::find_if(
        changes.begin(), changes.end(),
        [last](const PostingChange& change) { return change.id > last; });
    auto size = static_cast<std::size_t>(end - changes.begin());
    visit(bucket, changes.first(size));
    changes = changes.subspan(size);
  }
}

// How many more articles there are by these changes.
std::int64_t GrowthBy(std::span<const PostingChange> changes) {
  auto entering =
      std::count_if(changes.begin(), changes.end(),
                    [](const PostingChange& change) { return change.present; });
  return 2 * entering - static_cast<std::int64_t>(changes.size());
}

// One operand a block, of changes in the order of their ids.
void MergeIntoBlocks(const TermKeyParts& term,
                     std::span<const PostingChange> changes, KvBatch* batch) {
  ForEachBucket(changes, [&](Bucket bucket, auto some) {
    batch->Merge(Family::kPostings, PostingKey(term.index, term.term, bucket),
                 EncodePostingOperand(some));
  });
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

std::string_view FirstSpelling(const StoredTermEntry& entry) {
  return entry.spellings.empty() ? std::string_view()
                                 : std::string_view(entry.spellings[0].text);
}

// What the changes of a term are to the facets of its index; gives it a slot
// where it is new.
Status ChangeFacets(const TermKeyParts& term, bool is_new,
                    std::string_view old_spelling,
                    std::span<const PostingChange> changes,
                    StoredTermEntry* entry, FacetChanges* facets) {
  if (term.index == kAllIndex) return {};
  std::string_view spelling = FirstSpelling(*entry);
  if (is_new) {
    auto slot = facets->Enter(term.index, term.term, spelling);
    if (!slot.ok()) return slot.status();
    entry->slot = *slot;
  }
  if (!entry->slot) return {};
  ForEachBucket(changes, [&](Bucket bucket, auto some) {
    facets->Count(term.index, *entry->slot, bucket, GrowthBy(some));
  });
  if (entry->total == 0) return facets->Leave(term.index, *entry->slot);
  if (is_new || spelling == old_spelling) return {};
  return facets->Respell(term.index, *entry->slot, spelling);
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
  FacetChanges facets(snapshot);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Status s = ApplyOne(keys[i], changes_.at(keys[i]), (*stored)[i].get(),
                        &facets, batch);
    if (!s.ok()) return s;
  }
  return facets.Put(batch);
}

Status TermChanges::ApplyOne(const std::string& key, const TermChange& change,
                             const KvValue* stored, FacetChanges* facets,
                             KvBatch* batch) {
  Result<TermKeyParts> term = ParseTermKey(key);
  if (!term.ok()) return term.status();
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
  std::string old_spelling(FirstSpelling(entry));
  for (const auto& [spelling, added] : change.spellings) {
    CountSpelling(spelling, added, &entry.spellings);
  }
  Status s = ChangeFacets(*term, stored == nullptr, old_spelling, postings,
                          &entry, facets);
  if (!s.ok()) return s;
  if (!entry.in_blocks) {
    if (!ChangeIds(postings, &entry.ids)) return Mismatch(key);
    postings.clear();
    if (entry.ids.size() > kInlineIds) postings = Spill(&entry);
  }
  MergeIntoBlocks(*term, postings, batch);
  if (entry.total == 0) {
    batch->Delete(Family::kTerms, key);
  } else {
    batch->Put(Family::kTerms, key, EncodeTermEntry(entry));
  }
  return {};
}

}  // namespace pressmark::engine
