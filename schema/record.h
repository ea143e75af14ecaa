#ifndef PRESSMARK_SCHEMA_RECORD_H_
#define PRESSMARK_SCHEMA_RECORD_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/article.h>
#include <pressmark/result.h>
#include <pressmark/status.h>

#include "schema/hash.h"
#include "schema/record_view.h"

namespace pressmark::schema {

// What a record says besides what its source says.
struct RecordStamp {
  std::uint64_t sequence = 0;  // position in the change order
  std::int64_t imported = 0;   // microseconds since 1970-01-01T00:00Z
};

// Serializes an article into a record, with a stamp of zeros, ending in its
// checksum. Equal articles give equal bytes. Linear in the front matter.
std::string BuildRecord(std::string_view key, const ParsedArticle& article,
                        std::uint64_t source_size, Hash128 source_hash);

// A record that BuildRecord made in this process, seen where it lies. It lives
// as long as the string, and does not outlive a move of it.
Result<RecordView> ViewOfBuilt(const std::string& record);

// Writes the stamp into a record that BuildRecord made in this process, which
// is not verified again, and renews its checksum.
Status StampRecord(const RecordStamp& stamp, std::string* record);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_RECORD_H_
