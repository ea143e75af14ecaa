#include "engine/posting_list.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/fixed_integer.h"
#include "engine/keys.h"
#include "engine/posting_block.h"

namespace pressmark::engine {

namespace {

class InlinePostingList : public PostingList {
 public:
  explicit InlinePostingList(std::vector<std::uint64_t> ids)
      : ids_(std::move(ids)) {}

  bool Seek(Bucket bucket) override {
    auto first = std::partition_point(
        ids_.begin(), ids_.end(),
        [bucket](std::uint64_t id) { return BucketOf({id}) < bucket; });
    if (first == ids_.end()) return false;
    bucket_ = BucketOf({*first});
    auto end = std::partition_point(
        first, ids_.end(),
        [this](std::uint64_t id) { return BucketOf({id}) == bucket_; });
    present_ =
        IdSpan(ids_).subspan(static_cast<std::size_t>(first - ids_.begin()),
                             static_cast<std::size_t>(end - first));
    return true;
  }

  Bucket bucket() const override { return bucket_; }
  std::uint32_t count() const override {
    return static_cast<std::uint32_t>(present_.size());
  }
  IdSpan Ids() override {
    ++cost_.blocks;
    cost_.postings += present_.size();
    return present_;
  }
  std::size_t CountAmong(IdSpan ids) override {
    IdSpan own = Ids();
    return static_cast<std::size_t>(
        std::count_if(ids.begin(), ids.end(), [own](std::uint64_t id) {
          return std::binary_search(own.begin(), own.end(), id);
        }));
  }
  Status status() const override { return {}; }
  const PostingCost& cost() const override { return cost_; }

 private:
  std::vector<std::uint64_t> ids_;
  Bucket bucket_ = 0;
  IdSpan present_;
  PostingCost cost_;
};

class BlockPostingList : public PostingList {
 public:
  BlockPostingList(std::string prefix, std::unique_ptr<KvIterator> blocks)
      : prefix_(std::move(prefix)), blocks_(std::move(blocks)) {}

  bool Seek(Bucket bucket) override;
  Bucket bucket() const override { return bucket_; }
  std::uint32_t count() const override { return block_->count(); }
  IdSpan Ids() override;
  std::size_t CountAmong(IdSpan ids) override;
  Status status() const override { return status_; }
  const PostingCost& cost() const override { return cost_; }

 private:
  // Nothing where it is no key of this list.
  std::optional<Bucket> BucketOfKey(std::string_view key) const;
  void MoveTo(Bucket bucket);
  bool ReadBlock();
  bool Fail(const Status& status);

  std::string prefix_;  // of every key: index and term
  std::string key_;     // last sought
  std::unique_ptr<KvIterator> blocks_;
  // The block the iterator is at; nothing before the first Seek, at the end
  // and after an error.
  std::optional<PostingBlockView> block_;
  Bucket bucket_ = 0;
  std::vector<std::uint64_t> buffer_;
  PostingCost cost_;
  Status status_;
};

std::optional<Bucket> BlockPostingList::BucketOfKey(
    std::string_view key) const {
  if (key.size() != prefix_.size() + sizeof(Bucket)) return std::nullopt;
  return LoadBigEndian<Bucket>(key.data() + prefix_.size());
}

bool BlockPostingList::Fail(const Status& status) {
  block_.reset();
  status_ = status.WithContext("posting list");
  return false;
}

// The next block is a step away far more often than not, and a step costs a
// tenth of a seek.
void BlockPostingList::MoveTo(Bucket bucket) {
  if (block_ && bucket_ < bucket) {
    blocks_->Next();
    if (!blocks_->Valid() || BucketOfKey(blocks_->key()) >= bucket) return;
  }
  key_ = prefix_;
  AppendBigEndian(bucket, &key_);
  ++cost_.seeks;
  blocks_->Seek(key_);
}

bool BlockPostingList::ReadBlock() {
  std::optional<Bucket> bucket = BucketOfKey(blocks_->key());
  if (!bucket) {
    return Fail(Corruption("a posting block's key has the wrong length"));
  }
  bucket_ = *bucket;
  Result<PostingBlockView> block = PostingBlockView::Parse(blocks_->value());
  if (!block.ok()) return Fail(block.status());
  block_ = *block;
  return true;
}

bool BlockPostingList::Seek(Bucket bucket) {
  if (!status_.ok()) return false;
  if (!block_ || bucket_ != bucket) MoveTo(bucket);
  while (blocks_->Valid()) {
    if (!ReadBlock()) return false;
    if (block_->count() > 0) return true;
    blocks_->Next();
  }
  block_.reset();
  if (Status status = blocks_->status(); !status.ok()) return Fail(status);
  return false;
}

IdSpan BlockPostingList::Ids() {
  IdSpan ids = block_->Ids(&buffer_);
  ++cost_.blocks;
  cost_.postings += ids.size();
  if (ids.size() != block_->count() || ids.front() < FirstIdIn(bucket_).bits ||
      ids.back() > LastIdIn(bucket_).bits) {
    Fail(Corruption("a posting block holds other ids than it says"));
    return {};
  }
  return ids;
}

std::size_t BlockPostingList::CountAmong(IdSpan ids) {
  ++cost_.blocks;
  cost_.postings += block_->count();
  return block_->CountAmong(ids);
}

}  // namespace

std::unique_ptr<PostingList> MakePostingList(std::vector<std::uint64_t> ids) {
  return std::make_unique<InlinePostingList>(std::move(ids));
}

Result<std::unique_ptr<PostingList>> OpenPostingList(const KvSnapshot& snapshot,
                                                     std::uint32_t index,
                                                     std::string_view term) {
  KeyRange range = PostingKeyRange(index, term);
  std::string prefix = range.lower;
  Result<std::unique_ptr<KvIterator>> blocks = snapshot.Scan(
      Family::kPostings, std::move(range.lower), std::move(range.upper));
  if (!blocks.ok()) return blocks.status();
  return std::unique_ptr<PostingList>(std::make_unique<BlockPostingList>(
      std::move(prefix), *std::move(blocks)));
}

}  // namespace pressmark::engine
