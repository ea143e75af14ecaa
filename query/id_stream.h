#ifndef PRESSMARK_QUERY_ID_STREAM_H_
#define PRESSMARK_QUERY_ID_STREAM_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include <pressmark/status.h>

#include "engine/article_id.h"
#include "engine/posting_list.h"
#include "query/date_clip.h"
#include "query/id_stream_algebra.h"

namespace pressmark::query {

// A set of articles as ids, bucket after bucket: a posting list, or what set
// algebra makes of several. Nothing is read before it is asked for. Not for two
// threads at once.
class IdStream {
 public:
  virtual ~IdStream() = default;

  // To the first bucket at or after `bucket` that may hold an id; buckets may
  // be sought in any order. False where there is none, and after an error: ask
  // status() which.
  virtual bool Seek(engine::Bucket bucket) = 0;
  // Where Seek returned true:
  virtual engine::Bucket bucket() const = 0;
  // The bucket's ids, ascending; perhaps none. Valid until the next Seek.
  // None, too, after an error.
  virtual IdSpan Ids() = 0;
  // How many Ids() would give, from block headers where they tell.
  virtual std::uint64_t Count() { return Ids().size(); }
  // How many of `few`, which are ids of the bucket, Ids() would give too.
  virtual std::uint64_t CountAmong(IdSpan few) {
    return CountCommon(few, Ids());
  }
  // No fewer than Ids() would give, from block headers alone.
  virtual std::uint64_t AtMost() const = 0;

  // All its buckets lie before this one; a bound, not the nearest.
  virtual engine::Bucket End() const {
    return std::numeric_limits<engine::Bucket>::max();
  }

  virtual Status status() const = 0;
  // What it took so far to read posting lists.
  virtual engine::PostingCost cost() const = 0;
};

using IdStreamPointer = std::unique_ptr<IdStream>;

// The ids of one posting list.
IdStreamPointer MakeListStream(std::unique_ptr<engine::PostingList> list);
// Ids held in memory, ascending, each once; `cost` is what it took to gather
// them.
IdStreamPointer MakeVectorStream(std::shared_ptr<const IdVector> ids,
                                 const engine::PostingCost& cost = {});
// What is in all of `operands`, at least one. Buckets that one of them lacks
// are passed over without asking any for ids; in a bucket the smallest is
// read first and the rest only while something is left.
IdStreamPointer MakeIntersection(std::vector<IdStreamPointer> operands);
// What is in any of `operands`.
IdStreamPointer MakeUnion(std::vector<IdStreamPointer> operands);
// What is in `left` and not in `right`.
IdStreamPointer MakeDifference(IdStreamPointer left, IdStreamPointer right);
// What of `operand` lies in the clip. Buckets outside are not sought.
IdStreamPointer MakeClipped(const DateClip& clip, IdStreamPointer operand);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_ID_STREAM_H_
