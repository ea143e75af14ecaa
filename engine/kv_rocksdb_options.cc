#include "engine/kv_rocksdb_options.h"

#include <algorithm>
#include <cstdarg>
#include <memory>
#include <utility>

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include "engine/kv_rocksdb_merge.h"

namespace pressmark::engine {

namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

// RocksDB's own log asserts where it cannot write, on a full disk for one, and
// takes the process with it.
class SilentLogger : public rocksdb::Logger {
 public:
  SilentLogger() : Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  void Logv(const char*, va_list) override {}
  void Logv(rocksdb::InfoLogLevel, const char*, va_list) override {}
  void LogHeader(const char*, va_list) override {}

 protected:
  rocksdb::Status CloseImpl() override { return rocksdb::Status::OK(); }
};

bool HoldsArticles(Family family) {
  return family == Family::kArticles || family == Family::kSources;
}

// A block larger than a shard is never cached, and a shard of a few blocks
// thrashes: 16 MiB hold sixteen of the largest posting blocks.
std::shared_ptr<rocksdb::Cache> MakeCache(std::size_t bytes) {
  int shard_bits = 0;
  while (shard_bits < 4 && bytes >> (shard_bits + 1) >= 16 * kMebibyte) {
    ++shard_bits;
  }
  return rocksdb::NewLRUCache(bytes, shard_bits);
}

rocksdb::BlockBasedTableOptions TableOptions(
    Family family, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = false;
  // Read whole at each opening; to unpack it took most of that.
  table.enable_index_compression = false;
  bool scanned = family == Family::kPostings || family == Family::kCards ||
                 family == Family::kFacets || family == Family::kChanges;
  table.block_size = scanned ? 16384 : 4096;
  if (HoldsArticles(family) || family == Family::kKeys ||
      family == Family::kTerms) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  }
  return table;
}

// Articles compress to a third by zstd with a dictionary, which costs half the
// speed of writing: so only where they come to rest.
void SetCompression(Family family, rocksdb::ColumnFamilyOptions* options) {
  options->compression = rocksdb::kLZ4Compression;
  options->bottommost_compression = rocksdb::kLZ4Compression;
  if (!HoldsArticles(family)) return;
  options->bottommost_compression = rocksdb::kZSTD;
  rocksdb::CompressionOptions& zstd = options->bottommost_compression_opts;
  zstd.enabled = true;
  zstd.level = 3;
  zstd.max_dict_bytes = 64 << 10;
  zstd.zstd_max_train_bytes = 1 << 20;
  zstd.max_dict_buffer_bytes = 4 << 20;
}

rocksdb::ColumnFamilyOptions FamilyOptions(
    Family family, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = (HoldsArticles(family) ? 24 : 16) * kMebibyte;
  options.level_compaction_dynamic_level_bytes = true;
  options.table_factory.reset(
      rocksdb::NewBlockBasedTableFactory(TableOptions(family, cache)));
  SetCompression(family, &options);
  if (const MergeRules* rules = MergeRulesOf(family)) {
    options.merge_operator = MakeMergeOperator(*rules);
    options.compaction_filter_factory = MakeSettlementFilterFactory(*rules);
    // A read resolves the operands of a key every time, so they must not pile
    // up in the memtable.
    options.max_successive_merges = 64;
  }
  return options;
}

}  // namespace

rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  if (env != nullptr) options.env = env;
  options.info_log = std::make_shared<SilentLogger>();
  // Creating where something is missing would wipe a damaged store.
  options.create_if_missing = false;
  // A log that is lost must not take away a part of a batch.
  options.atomic_flush = true;
  options.track_and_verify_wals_in_manifest = true;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.verify_sst_unique_id_in_manifest = true;
  options.max_total_wal_size = 128 * kMebibyte;
  options.max_open_files = 512;
  // Where the system refuses one of several threads RocksDB ends the process.
  options.max_file_opening_threads = 1;
  options.max_background_jobs = 2;
  // After an error the store is opened again; it never goes on by itself.
  options.max_bgerror_resume_count = 0;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> FamilyDescriptors(
    std::size_t cache_bytes) {
  std::shared_ptr<rocksdb::Cache> cache = MakeCache(cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (std::size_t i = 0; i < kFamilyCount; ++i) {
    descriptors.emplace_back(kFamilyNames[i],
                             FamilyOptions(static_cast<Family>(i), cache));
  }
  rocksdb::ColumnFamilyOptions unused;
  unused.write_buffer_size = kMebibyte;
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, unused);
  return descriptors;
}

rocksdb::CompactRangeOptions CompactionOptions(Family family) {
  rocksdb::CompactRangeOptions options;
  options.max_subcompactions = 2;
  // A lone file is moved and not rewritten, unless it is said: one of these may
  // hold operands that no value has taken in, one of articles is compressed for
  // speed. Those of the other families are well where they are.
  options.bottommost_level_compaction =
      MergeRulesOf(family) != nullptr || HoldsArticles(family)
          ? rocksdb::BottommostLevelCompaction::kForceOptimized
          : rocksdb::BottommostLevelCompaction::kIfHaveCompactionFilter;
  return options;
}

}  // namespace pressmark::engine
