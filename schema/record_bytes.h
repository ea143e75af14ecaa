#ifndef PRESSMARK_SCHEMA_RECORD_BYTES_H_
#define PRESSMARK_SCHEMA_RECORD_BYTES_H_

#include <cstddef>
#include <cstdint>

// A record's bytes, as BuildRecord writes and RecordView reads them:
//
//   record := flatbuffer padding checksum
//   flatbuffer: a pressmark.schema.fb.Article with identifier "PMAR"
//   padding:    zeros up to a multiple of 8 bytes
//   checksum:   8 bytes, little-endian: ChecksumOf all bytes before it
namespace pressmark::schema {

inline constexpr std::uint16_t kRecordVersion = 1;
inline constexpr std::size_t kRecordAlignment = 8;
inline constexpr std::size_t kChecksumBytes = 8;

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_RECORD_BYTES_H_
