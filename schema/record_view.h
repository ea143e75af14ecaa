#ifndef PRESSMARK_SCHEMA_RECORD_VIEW_H_
#define PRESSMARK_SCHEMA_RECORD_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/date.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>
#include <pressmark/value.h>

#include "schema/hash.h"

namespace pressmark::schema {

namespace fb {
struct Article;
struct Field;
struct FieldValue;
}  // namespace fb

// One value of a field, seen in place in a record.
class FieldValueView {
 public:
  explicit FieldValueView(const fb::FieldValue* value) : value_(value) {}

  // Of a field's kind: which of the accessors below holds the value. A number
  // field holds kInteger or kDecimal; text and folded fields kText.
  enum class Kind : std::uint8_t {
    kBool = 0,
    kInteger = 1,
    kDecimal = 2,
    kText = 3,
    kDate = 4,
  };
  Kind kind() const;
  bool boolean() const;
  std::int64_t integer() const;
  double decimal() const;
  std::string_view text() const;
  Date date() const;

 private:
  const fb::FieldValue* value_;
};

// The values of one field, seen in place. Empty where the article lacks it.
class FieldView {
 public:
  explicit FieldView(const fb::Field* field) : field_(field) {}

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  // `index` < size().
  FieldValueView operator[](std::size_t index) const;

 private:
  const fb::Field* field_;
};

// How thoroughly Open looks at a record before it is read.
enum class RecordTrust : std::uint8_t {
  kVerify,   // checksum, FlatBuffers verifier and our own layout checks
  kSealed,   // checksum, identifier and version: whole as it was built
  kTrusted,  // identifier and version only: bytes this process just built
};

// A stored record (schema/article.fbs), read in place. The view lives as long
// as the bytes it was opened on, and may be read by many threads.
class RecordView {
 public:
  // `bytes` must be aligned to 8. kCorruption where they are not what
  // BuildRecord wrote, kUnsupportedFormat where they are of another schema or
  // a newer version.
  static Result<RecordView> Open(std::span<const std::byte> bytes,
                                 RecordTrust trust = RecordTrust::kVerify);

  std::string_view key() const;
  // The position of the article's last change in the store's change order.
  std::uint64_t sequence() const;
  // When it was last written, microseconds since 1970-01-01T00:00Z.
  std::int64_t imported() const;
  std::uint64_t source_size() const;
  std::uint64_t body_offset() const;
  Hash128 source_hash() const;
  // The values of the field of this number; empty for any other number.
  FieldView field(std::uint16_t number) const;
  // The whole front matter, a mapping.
  Value front_matter() const;

 private:
  explicit RecordView(const fb::Article* article) : article_(article) {}

  const fb::Article* article_;
};

// A record's bytes, 8-byte aligned, and the view of them. Moved, never copied;
// the view stays valid when the record is moved.
class Record {
 public:
  // Copies `bytes` (of any alignment) and opens them, as RecordView::Open.
  static Result<Record> Copy(std::string_view bytes,
                             RecordTrust trust = RecordTrust::kVerify);

  const RecordView& view() const { return view_; }
  // The bytes as they are stored.
  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(words_.get()), size_};
  }

 private:
  Record(std::unique_ptr<std::uint64_t[]> words, std::size_t size,
         RecordView view)
      : words_(std::move(words)), size_(size), view_(view) {}

  std::unique_ptr<std::uint64_t[]> words_;
  std::size_t size_;
  RecordView view_;
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_RECORD_VIEW_H_
