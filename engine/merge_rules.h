#ifndef PRESSMARK_ENGINE_MERGE_RULES_H_
#define PRESSMARK_ENGINE_MERGE_RULES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/kv.h"

namespace pressmark::engine {

enum class Settlement : std::uint8_t {
  kKeep,
  kReplace,  // by one that says the same and is quicker to read
  kDrop,     // it says no more than none at all
};

// How the values of a family take in what is merged into them. Pure functions
// that throw nothing but std::bad_alloc; any thread may call them.
struct MergeRules {
  // The value after `operands`, the oldest first, are applied to `base`
  // (nothing: no such key). Never fails: what it cannot read it keeps.
  std::string (*apply)(std::optional<std::string_view> base,
                       std::span<const std::string_view> operands);
  // One operand that does what these do one after another; nothing where one
  // of them cannot be read.
  std::optional<std::string> (*combine)(
      std::span<const std::string_view> operands);
  // What becomes of a value that a compaction comes by; `settled` is only set
  // for kReplace.
  Settlement (*settle)(std::string_view value, std::string* settled);
  // What RocksDB stores as the name of operator and filter: they must stay.
  const char* operator_name;
  const char* filter_name;
};

// The rules of a family; null where nothing may be merged into it. Lives for
// ever.
const MergeRules* MergeRulesOf(Family family);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_MERGE_RULES_H_
