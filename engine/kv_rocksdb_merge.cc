#include "engine/kv_rocksdb_merge.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/compaction_filter.h>
#include <rocksdb/merge_operator.h>

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

class RulesMergeOperator : public rocksdb::MergeOperator {
 public:
  explicit RulesMergeOperator(const MergeRules& rules) : rules_(rules) {}

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
      output->new_value = rules_.apply(base, operands);
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
      std::optional<std::string> result = rules_.combine(ViewsOf(operands));
      if (!result) return false;
      *combined = *std::move(result);
      return true;
    } catch (...) {
      return false;
    }
  }

  const char* Name() const override { return rules_.operator_name; }

 private:
  const MergeRules& rules_;
};

class SettlementFilter : public rocksdb::CompactionFilter {
 public:
  explicit SettlementFilter(const MergeRules& rules) : rules_(rules) {}

  bool Filter(int, const rocksdb::Slice&, const rocksdb::Slice& value,
              std::string* settled, bool* replaced) const override {
    try {
      Settlement settlement = rules_.settle(value.ToStringView(), settled);
      *replaced = settlement == Settlement::kReplace;
      return settlement == Settlement::kDrop;
    } catch (...) {
      *replaced = false;
      return false;
    }
  }
  const char* Name() const override { return rules_.filter_name; }

 private:
  const MergeRules& rules_;
};

class SettlementFilterFactory : public rocksdb::CompactionFilterFactory {
 public:
  explicit SettlementFilterFactory(const MergeRules& rules) : rules_(rules) {}

  std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
      const rocksdb::CompactionFilter::Context&) override {
    return std::make_unique<SettlementFilter>(rules_);
  }
  const char* Name() const override { return rules_.filter_name; }

 private:
  const MergeRules& rules_;
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> MakeMergeOperator(
    const MergeRules& rules) {
  return std::make_shared<RulesMergeOperator>(rules);
}

std::shared_ptr<rocksdb::CompactionFilterFactory> MakeSettlementFilterFactory(
    const MergeRules& rules) {
  return std::make_shared<SettlementFilterFactory>(rules);
}

}  // namespace pressmark::engine
