#ifndef PRESSMARK_ENGINE_KV_ROCKSDB_POSTINGS_H_
#define PRESSMARK_ENGINE_KV_ROCKSDB_POSTINGS_H_

#include <memory>

namespace rocksdb {
class CompactionFilterFactory;
class MergeOperator;
}  // namespace rocksdb

namespace pressmark::engine {

// ApplyPostingOperands as RocksDB calls it. Its name is stored and must stay.
std::shared_ptr<rocksdb::MergeOperator> MakePostingMergeOperator();

// Drops posting blocks that hold no id when RocksDB compacts.
std::shared_ptr<rocksdb::CompactionFilterFactory> MakePostingFilterFactory();

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_KV_ROCKSDB_POSTINGS_H_
