#include "engine/kv_rocksdb_postings.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/compaction_filter.h>
#include <rocksdb/merge_operator.h>

#include "engine/posting_block.h"
#include "engine/posting_merge.h"

namespace pressmark::engine {

namespace {

template <typename Slices>
std::vector<std::string_view> ViewsOf(const Slices& slices) {
  std::vector<std::string_view> views;
  views.reserve(slices.size());
  for (const rocksdb::Slice& slice : slices) {
    views.push_back(slice.ToStringView());
  }
  return views;
}

class PostingMergeOperator : public rocksdb::MergeOperator {
 public:
  // To return false would make the whole store read-only, so this is only
  // done where there is no memory: then nothing is lost.
  bool FullMergeV2(const MergeOperationInput& input,
                   MergeOperationOutput* output) const override {
    try {
      std::optional<std::string_view> base;
      if (input.existing_value != nullptr) {
        base = input.existing_value->ToStringView();
      }
      std::vector<std::string_view> operands = ViewsOf(input.operand_list);
      output->new_value = ApplyPostingOperands(base, operands);
      return true;
    } catch (...) {
      return false;
    }
  }

  // False leaves the operands as they are.
  bool PartialMergeMulti(const rocksdb::Slice&,
                         const std::deque<rocksdb::Slice>& operands,
                         std::string* combined,
                         rocksdb::Logger*) const override {
    try {
      std::optional<std::string> result =
          CombinePostingOperands(ViewsOf(operands));
      if (!result) return false;
      *combined = *std::move(result);
      return true;
    } catch (...) {
      return false;
    }
  }

  const char* Name() const override { return "pressmark.postings.1"; }
};

class PostingFilter : public rocksdb::CompactionFilter {
 public:
  bool Filter(int, const rocksdb::Slice&, const rocksdb::Slice& value,
              std::string*, bool*) const override {
    try {
      return IsEmptyPostingBlock(value.ToStringView());
    } catch (...) {
      return false;
    }
  }
  const char* Name() const override { return "pressmark.postings"; }
};

class PostingFilterFactory : public rocksdb::CompactionFilterFactory {
 public:
  std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
      const rocksdb::CompactionFilter::Context&) override {
    return std::make_unique<PostingFilter>();
  }
  const char* Name() const override { return "pressmark.postings"; }
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> MakePostingMergeOperator() {
  return std::make_shared<PostingMergeOperator>();
}

std::shared_ptr<rocksdb::CompactionFilterFactory> MakePostingFilterFactory() {
  return std::make_shared<PostingFilterFactory>();
}

}  // namespace pressmark::engine
