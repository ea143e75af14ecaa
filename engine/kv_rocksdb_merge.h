#ifndef PRESSMARK_ENGINE_KV_ROCKSDB_MERGE_H_
#define PRESSMARK_ENGINE_KV_ROCKSDB_MERGE_H_

#include <memory>

#include "engine/merge_rules.h"

namespace rocksdb {
class CompactionFilterFactory;
class MergeOperator;
}  // namespace rocksdb

namespace pressmark::engine {

// The rules as RocksDB calls them; they must live for ever.
std::shared_ptr<rocksdb::MergeOperator> MakeMergeOperator(
    const MergeRules& rules);

// Settles values by the rules when RocksDB compacts.
std::shared_ptr<rocksdb::CompactionFilterFactory> MakeSettlementFilterFactory(
    const MergeRules& rules);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_ROCKSDB_MERGE_H_
