#ifndef PRESSMARK_ENGINE_POSTING_LIST_H_
#define PRESSMARK_ENGINE_POSTING_LIST_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <pressmark/result.h>
#include <pressmark/status.h>

#include "engine/article_id.h"
#include "engine/id_span.h"
#include "engine/kv.h"

namespace pressmark::engine {

// What it took to read posting lists.
struct PostingCost {
  std::uint64_t seeks = 0;     // jumps to a block; a step to the next is none
  std::uint64_t blocks = 0;    // whose ids were asked for
  std::uint64_t postings = 0;  // the ids in those

  PostingCost& operator+=(const PostingCost& other) {
    seeks += other.seeks;
    blocks += other.blocks;
    postings += other.postings;
    return *this;
  }
  PostingCost operator-(const PostingCost& before) const {
    return {seeks - before.seeks, blocks - before.blocks,
            postings - before.postings};
  }
  bool operator==(const PostingCost&) const = default;
};

// The ids of one term, bucket after bucket, newest first. Not for two threads
// at once.
class PostingList {
 public:
  virtual ~PostingList() = default;

  // To the first bucket at or after `bucket` that holds an id. False where
  // there is none, and after an error: ask status() which.
  virtual bool Seek(Bucket bucket) = 0;
  // Where Seek returned true:
  virtual Bucket bucket() const = 0;
  // The bucket's number of ids, from its header.
  virtual std::uint32_t count() const = 0;
  // The bucket's ids, ascending. Valid until the next Seek.
  virtual IdSpan Ids() = 0;
  // How many of some ids, ascending, are in the bucket: made for ids that are
  // few beside the bucket's.
  virtual std::size_t CountAmong(IdSpan ids) = 0;

  virtual Status status() const = 0;
  // What it took so far; for explain and the plan tests.
  virtual const PostingCost& cost() const = 0;
};

// The list of these ids, which must be ascending, each once.
std::unique_ptr<PostingList> MakePostingList(std::vector<std::uint64_t> ids);

// The list of the posting blocks of a term, empty where it has none. A block
// that cannot be read ends the list with kCorruption. Keeps the snapshot's
// state alive.
Result<std::unique_ptr<PostingList>> OpenPostingList(const KvSnapshot& snapshot,
                                                     std::uint32_t index,
                                                     std::string_view term);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_POSTING_LIST_H_
