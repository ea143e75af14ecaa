#include "query/id_stream.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace pressmark::query {

namespace {

using engine::Bucket;
using engine::PostingCost;

class ListStream : public IdStream {
 public:
  explicit ListStream(std::unique_ptr<engine::PostingList> list)
      : list_(std::move(list)) {}

  bool Seek(Bucket bucket) override { return list_->Seek(bucket); }
  Bucket bucket() const override { return list_->bucket(); }
  IdSpan Ids() override { return list_->Ids(); }
  std::uint64_t Count() override { return list_->count(); }
  std::uint64_t CountAmong(IdSpan few) override {
    bool are_few = list_->count() / kStrideRatio > few.size();
    return are_few ? list_->CountAmong(few) : CountCommon(few, Ids());
  }
  std::uint64_t AtMost() const override { return list_->count(); }
  Status status() const override { return list_->status(); }
  PostingCost cost() const override { return list_->cost(); }

 private:
  std::unique_ptr<engine::PostingList> list_;
};

class VectorStream : public IdStream {
 public:
  VectorStream(std::shared_ptr<const IdVector> ids, const PostingCost& cost)
      : ids_(std::move(ids)), cost_(cost) {}

  bool Seek(Bucket bucket) override {
    std::optional<std::uint64_t> from = FirstIdFrom(bucket);
    if (!from) return false;
    IdSpan ids(*ids_);
    auto first = std::lower_bound(ids.begin(), ids.end(), *from);
    if (first == ids.end()) return false;
    bucket_ = engine::BucketOf({*first});
    auto last =
        std::upper_bound(first, ids.end(), engine::LastIdIn(bucket_).bits);
    present_ = ids.subspan(first, last);
    return true;
  }
  Bucket bucket() const override { return bucket_; }
  IdSpan Ids() override { return present_; }
  std::uint64_t AtMost() const override { return present_.size(); }
  Status status() const override { return {}; }
  PostingCost cost() const override { return cost_; }

 private:
  std::shared_ptr<const IdVector> ids_;
  PostingCost cost_;
  Bucket bucket_ = 0;
  IdSpan present_;
};

// An operand, and where it stands, so that a seek that would not move it costs
// nothing.
class Operand {
 public:
  explicit Operand(IdStreamPointer stream) : stream_(std::move(stream)) {}

  bool Seek(Bucket bucket) {
    bool stands =
        from_ && bucket >= *from_ && (!found_ || bucket <= stream_->bucket());
    if (stands) return found_;
    from_ = bucket;
    found_ = stream_->Seek(bucket);
    return found_;
  }
  // Whether it has ids of exactly this bucket; it then stands there.
  bool SeekExactly(Bucket bucket) {
    return Seek(bucket) && stream_->bucket() == bucket;
  }
  IdStream& operator*() const { return *stream_; }
  IdStream* operator->() const { return stream_.get(); }

 private:
  IdStreamPointer stream_;
  std::optional<Bucket> from_;  // the last seek that moved it
  bool found_ = false;
};

// What streams over other streams have in common.
class CombinedStream : public IdStream {
 public:
  Bucket bucket() const override { return bucket_; }
  IdSpan Ids() override {
    if (!ready_) present_ = Combine();
    ready_ = true;
    return present_;
  }
  Status status() const override {
    for (const Operand& operand : operands_) {
      if (Status s = operand->status(); !s.ok()) return s;
    }
    return {};
  }
  PostingCost cost() const override {
    PostingCost cost;
    for (const Operand& operand : operands_) cost += operand->cost();
    return cost;
  }

 protected:
  void Add(IdStreamPointer operand) {
    operands_.emplace_back(std::move(operand));
  }
  bool StandAt(Bucket bucket) {
    bucket_ = bucket;
    ready_ = false;
    return true;
  }
  // The present bucket's ids: some operand's own, or in `ids_`.
  virtual IdSpan Combine() = 0;

  std::vector<Operand> operands_;
  Bucket bucket_ = 0;
  IdVector ids_;

 private:
  bool ready_ = false;
  IdSpan present_;
};

class Intersection : public CombinedStream {
 public:
  explicit Intersection(std::vector<IdStreamPointer> operands) {
    for (IdStreamPointer& operand : operands) Add(std::move(operand));
  }

  // Goes round the operands until all stand at one bucket.
  bool Seek(Bucket bucket) override {
    std::size_t agreed = 0;
    for (std::size_t i = 0; agreed < operands_.size();
         i = (i + 1) % operands_.size()) {
      if (!operands_[i].Seek(bucket)) return false;
      Bucket found = operands_[i]->bucket();
      agreed = found == bucket ? agreed + 1 : 1;
      bucket = found;
    }
    return StandAt(bucket);
  }
  std::uint64_t Count() override {
    if (operands_.size() != 2) return Ids().size();
    bool swapped = operands_[1]->AtMost() < operands_[0]->AtMost();
    IdSpan few = operands_[swapped ? 1 : 0]->Ids();
    return few.empty() ? 0 : operands_[swapped ? 0 : 1]->CountAmong(few);
  }
  Bucket End() const override {
    Bucket end = std::numeric_limits<Bucket>::max();
    for (const Operand& operand : operands_) {
      end = std::min(end, operand->End());
    }
    return end;
  }
  std::uint64_t AtMost() const override {
    std::uint64_t least = operands_.front()->AtMost();
    for (const Operand& operand : operands_) {
      least = std::min(least, operand->AtMost());
    }
    return least;
  }

 private:
  IdSpan Combine() override {
    order_.clear();
    for (const Operand& operand : operands_) order_.push_back(&*operand);
    std::sort(order_.begin(), order_.end(), [](IdStream* a, IdStream* b) {
      return a->AtMost() < b->AtMost();
    });
    IdSpan common = order_.front()->Ids();
    for (std::size_t i = 1; i < order_.size() && !common.empty(); ++i) {
      Intersect(common, order_[i]->Ids(), &scratch_);
      std::swap(ids_, scratch_);
      common = ids_;
    }
    return common;
  }

  std::vector<IdStream*> order_;
  IdVector scratch_;
};

class Union : public CombinedStream {
 public:
  explicit Union(std::vector<IdStreamPointer> operands) {
    for (IdStreamPointer& operand : operands) Add(std::move(operand));
  }

  bool Seek(Bucket bucket) override {
    standing_.clear();
    Bucket first = 0;
    for (Operand& operand : operands_) {
      if (!operand.Seek(bucket)) {
        if (!operand->status().ok()) return false;
        continue;
      }
      if (standing_.empty() || operand->bucket() < first) {
        first = operand->bucket();
        standing_.clear();
      }
      if (operand->bucket() == first) standing_.push_back(&*operand);
    }
    return !standing_.empty() && StandAt(first);
  }
  std::uint64_t Count() override {
    return standing_.size() == 1 ? standing_.front()->Count() : Ids().size();
  }
  std::uint64_t AtMost() const override {
    std::uint64_t sum = 0;
    for (const IdStream* operand : standing_) sum += operand->AtMost();
    return sum;
  }

 private:
  IdSpan Combine() override {
    if (standing_.size() == 1) return standing_.front()->Ids();
    if (standing_.size() == 2) {
      Unite(standing_[0]->Ids(), standing_[1]->Ids(), &ids_);
      return ids_;
    }
    ids_.clear();
    for (IdStream* operand : standing_) {
      IdSpan ids = operand->Ids();
      ids_.insert(ids_.end(), ids.begin(), ids.end());
    }
    SortAndMerge(&ids_);
    return ids_;
  }

  std::vector<IdStream*> standing_;  // those that have the present bucket
};

class Difference : public CombinedStream {
 public:
  Difference(IdStreamPointer left, IdStreamPointer right) {
    Add(std::move(left));
    Add(std::move(right));
  }

  bool Seek(Bucket bucket) override {
    return operands_[0].Seek(bucket) && StandAt(operands_[0]->bucket());
  }
  std::uint64_t Count() override {
    if (operands_[1].SeekExactly(bucket_)) {
      IdSpan left = operands_[0]->Ids();
      return left.size() - CountCommon(left, operands_[1]->Ids());
    }
    return operands_[1]->status().ok() ? operands_[0]->Count() : 0;
  }
  Bucket End() const override { return operands_[0]->End(); }
  std::uint64_t AtMost() const override { return operands_[0]->AtMost(); }

 private:
  IdSpan Combine() override {
    IdSpan left = operands_[0]->Ids();
    if (left.empty()) return left;
    if (!operands_[1].SeekExactly(bucket_)) {
      return operands_[1]->status().ok() ? left : IdSpan();
    }
    Subtract(left, operands_[1]->Ids(), &ids_);
    return ids_;
  }
};

class Clipped : public CombinedStream {
 public:
  Clipped(const DateClip& clip, IdStreamPointer operand) : clipper_(clip) {
    Add(std::move(operand));
  }

  bool Seek(Bucket bucket) override {
    while (true) {
      std::optional<Bucket> inside = clipper_.NextBucket(bucket);
      if (!inside || !operands_[0].Seek(*inside)) return false;
      bucket = operands_[0]->bucket();
      if (bucket == *inside || clipper_.NextBucket(bucket) == bucket) {
        return StandAt(bucket);
      }
    }
  }
  std::uint64_t Count() override {
    bool whole = clipper_.CoversAll(bucket_);
    return whole ? operands_[0]->Count() : clipper_.Count(operands_[0]->Ids());
  }
  std::uint64_t AtMost() const override { return operands_[0]->AtMost(); }
  Bucket End() const override {
    return std::min(clipper_.End(), operands_[0]->End());
  }

 private:
  IdSpan Combine() override {
    if (clipper_.CoversAll(bucket_)) return operands_[0]->Ids();
    clipper_.Filter(operands_[0]->Ids(), &ids_);
    return ids_;
  }

  IdClipper clipper_;
};

}  // namespace

IdStreamPointer MakeListStream(std::unique_ptr<engine::PostingList> list) {
  return std::make_unique<ListStream>(std::move(list));
}

IdStreamPointer MakeVectorStream(std::shared_ptr<const IdVector> ids,
                                 const PostingCost& cost) {
  return std::make_unique<VectorStream>(std::move(ids), cost);
}

IdStreamPointer MakeIntersection(std::vector<IdStreamPointer> operands) {
  return std::make_unique<Intersection>(std::move(operands));
}

IdStreamPointer MakeUnion(std::vector<IdStreamPointer> operands) {
  return std::make_unique<Union>(std::move(operands));
}

IdStreamPointer MakeDifference(IdStreamPointer left, IdStreamPointer right) {
  return std::make_unique<Difference>(std::move(left), std::move(right));
}

IdStreamPointer MakeClipped(const DateClip& clip, IdStreamPointer operand) {
  return std::make_unique<Clipped>(clip, std::move(operand));
}

}  // namespace pressmark::query
