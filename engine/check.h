#ifndef PRESSMARK_ENGINE_CHECK_H_
#define PRESSMARK_ENGINE_CHECK_H_

#include <string>

#include <pressmark/result.h>
#include <pressmark/store.h>

#include "engine/kv.h"
#include "engine/reader.h"

namespace pressmark::engine {

// Problems that a report lists; those beyond are only counted.
inline constexpr std::size_t kListedProblems = 1000;

void AddProblem(std::string problem, CheckReport* report);
// Adds the status's words where it is not ok. Whether it was.
bool AddProblem(const Status& status, CheckReport* report);

// Holds everything in one state of a store against everything else:
//
//   every file's checksums
//   every record, source and key with each other, both ways; the record is
//     derived anew from its source, where the store's derivation is this
//     build's
//   every key and change, both ways
//   every term and posting with the records, both ways; of an index that is
//     being built, with those it should hold by now
//   the counters and known paths with all of them
//
// Damage never ends it: what cannot be read is a problem like others. Linear
// in the store; memory as the number of terms.
CheckReport CheckStore(const Reader& reader, const KvStore& kv);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHECK_H_
