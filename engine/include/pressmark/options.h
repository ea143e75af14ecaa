#ifndef PRESSMARK_ENGINE_OPTIONS_H_
#define PRESSMARK_ENGINE_OPTIONS_H_

#include <cstddef>
#include <cstdint>

#include <pressmark/limits.h>

namespace pressmark {

// What a handle may do with its store.
enum class OpenMode : std::uint8_t {
  // Reads only. Any number of processes may hold a store so while none writes;
  // the folder and the disk may be read-only.
  kRead,
  // Reads and writes. One handle in one process holds a store so, alone.
  kWrite,
};

// How a store is opened. The defaults suit an app that embeds one store.
struct OpenOptions {
  OpenMode mode = OpenMode::kWrite;

  // Memory for uncompressed blocks of articles and postings, in bytes. Index
  // and filter blocks come on top, about 1 % of the store's size.
  std::size_t block_cache_bytes = std::size_t{24} << 20;

  // Looks into all of each record that is read, not at its checksum alone,
  // which takes a quarter of the time of a read. For stores that others made:
  // a record that somebody made up, checksum and all, may end the process
  // where this is off. The command and Check always do it.
  bool verify_records = false;

  // Opens a store that has lost acknowledged writes (its log was damaged or
  // removed), with what is left, as a new incarnation: what lies in the log
  // behind the damage is dropped for good. Without it such a store is refused
  // with kCorruption. Needs OpenMode::kWrite. Does nothing to a sound store.
  bool accept_loss = false;

  // How many articles an index that is being built takes at a step, or terms
  // one that is being deleted. Between two steps writers get their turn.
  std::size_t index_step = 1000;

  // What the store takes; see limits.h.
  Limits limits;
};

// How one write is made.
struct WriteOptions {
  // Returns only once the write would survive a power cut. Without it a write
  // survives the death of the process (but see Store::BeginBulk), and a later
  // synced write or Flush makes it durable with everything before it.
  bool sync = true;

  // Writes an article anew even where the same source is stored already.
  bool rewrite_unchanged = false;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_OPTIONS_H_
