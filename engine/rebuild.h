#ifndef PRESSMARK_ENGINE_REBUILD_H_
#define PRESSMARK_ENGINE_REBUILD_H_

#include <memory>

#include <pressmark/mapping.h>
#include <pressmark/options.h>
#include <pressmark/result.h>

#include "engine/database.h"

namespace pressmark::engine {

// Derives every record, term and posting anew from the keys and sources of a
// database, into the folder of the next generation beside it. The new database
// is durable and complete, and not yet the store's: that is made so by
// publishing `format`. Where it fails, nothing of it is left.
//
// All indexes are ready in it: those that the mapping declares, and those that
// were added, also where they were still being built.
//
// Keys, labels, sequence numbers, changes and times of import stay; of two keys
// that claim one change the other gets a new number. An article keeps its id
// where it keeps its date. A sound record whose key is lost gets it back,
// without its label.
//
// kCorruption, naming the article, where a source is damaged or can no longer
// be read. Linear in the store; takes its size on disk a second time.
struct RebuiltDatabase {
  std::shared_ptr<Database> database;
  StoreFormat format;
};
Result<RebuiltDatabase> RebuildDatabase(
    const std::shared_ptr<Database>& present, const Mapping& mapping,
    const OpenOptions& options);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_REBUILD_H_
