#include "query/profile.h"

#include <utility>

namespace pressmark::query {

namespace {

class ProfiledStream : public IdStream {
 public:
  ProfiledStream(IdStreamPointer stream, StepProfile* step)
      : stream_(std::move(stream)), step_(*step) {
    Charge();
  }

  bool Seek(engine::Bucket bucket) override {
    Stopwatch watch(&step_.time);
    told_ = false;
    bool found = stream_->Seek(bucket);
    Charge();
    return found;
  }
  engine::Bucket bucket() const override { return stream_->bucket(); }
  IdSpan Ids() override {
    Stopwatch watch(&step_.time);
    IdSpan ids = stream_->Ids();
    Tell(ids.size());
    return ids;
  }
  engine::Bucket End() const override { return stream_->End(); }
  std::uint64_t Count() override {
    Stopwatch watch(&step_.time);
    std::uint64_t count = stream_->Count();
    Tell(count);
    return count;
  }
  std::uint64_t AtMost() const override { return stream_->AtMost(); }
  Status status() const override { return stream_->status(); }
  engine::PostingCost cost() const override { return stream_->cost(); }

 private:
  // The bucket's number, once.
  void Tell(std::uint64_t articles) {
    if (!told_) step_.articles += articles;
    told_ = true;
    Charge();
  }
  void Charge() {
    engine::PostingCost cost = stream_->cost();
    step_.cost += cost - charged_;
    charged_ = cost;
  }

  IdStreamPointer stream_;
  StepProfile& step_;
  bool told_ = false;
  engine::PostingCost charged_;
};

}  // namespace

IdStreamPointer MakeProfiledStream(IdStreamPointer stream, StepProfile* step) {
  return std::make_unique<ProfiledStream>(std::move(stream), step);
}

}  // namespace pressmark::query
