#include "schema/record.h"

#include <bit>
#include <cstring>
#include <span>
#include <variant>
#include <vector>

#include "schema/article_generated.h"
#include "schema/record_bytes.h"
#include "schema/record_view.h"

namespace pressmark::schema {

namespace {

static_assert(std::endian::native == std::endian::little,
              "stored integers are read where they lie");

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

// Puts one value into the builder, whatever its kind.
struct ValueWriter {
  FlatBufferBuilder* builder;

  Offset<fb::FieldValue> Write(FieldValueView::Kind kind, std::int64_t integer,
                               double decimal, Offset<flatbuffers::String> text,
                               const fb::Moment* date) const {
    return fb::CreateFieldValue(*builder, static_cast<std::uint8_t>(kind),
                                integer, decimal, text, date);
  }
  Offset<fb::FieldValue> operator()(bool value) const {
    return Write(FieldValueView::Kind::kBool, value ? 1 : 0, 0, 0, nullptr);
  }
  Offset<fb::FieldValue> operator()(std::int64_t value) const {
    return Write(FieldValueView::Kind::kInteger, value, 0, 0, nullptr);
  }
  Offset<fb::FieldValue> operator()(double value) const {
    return Write(FieldValueView::Kind::kDecimal, 0, value, 0, nullptr);
  }
  Offset<fb::FieldValue> operator()(const std::string& value) const {
    return Write(FieldValueView::Kind::kText, 0, 0,
                 builder->CreateString(value), nullptr);
  }
  Offset<fb::FieldValue> operator()(const Date& value) const {
    fb::Moment moment(value.microseconds, value.offset_minutes,
                      static_cast<std::uint8_t>(value.precision));
    return Write(FieldValueView::Kind::kDate, 0, 0, 0, &moment);
  }
};

std::vector<Offset<fb::Field>> WriteFields(
    const std::vector<std::vector<FieldValue>>& fields,
    FlatBufferBuilder* builder) {
  std::vector<Offset<fb::Field>> written;
  for (std::size_t number = 0; number < fields.size(); ++number) {
    if (fields[number].empty()) continue;
    std::vector<Offset<fb::FieldValue>> values;
    for (const FieldValue& value : fields[number]) {
      values.push_back(std::visit(ValueWriter{builder}, value));
    }
    written.push_back(fb::CreateField(*builder,
                                      static_cast<std::uint16_t>(number),
                                      builder->CreateVector(values)));
  }
  return written;
}

Offset<flatbuffers::Vector<const fb::Node*>> WriteNodes(
    const std::vector<ValueNode>& nodes, FlatBufferBuilder* builder) {
  static_assert(sizeof(fb::Node) == sizeof(ValueNode));
  return builder->CreateVectorOfStructs(
      reinterpret_cast<const fb::Node*>(nodes.data()), nodes.size());
}

void WriteChecksum(std::string* record) {
  std::size_t end = record->size() - kChecksumBytes;
  std::uint64_t checksum = ChecksumOf(std::string_view(*record).substr(0, end));
  std::memcpy(record->data() + end, &checksum, kChecksumBytes);
}

}  // namespace

std::string BuildRecord(std::string_view key, const ParsedArticle& article,
                        std::uint64_t source_size, Hash128 source_hash) {
  // Roomy enough that it seldom grows, which copies what is there.
  FlatBufferBuilder builder(
      1024 + key.size() + article.front_matter.text.size() +
      article.front_matter.nodes.size() * sizeof(ValueNode));
  auto key_text = builder.CreateString(key.data(), key.size());
  auto fields = builder.CreateVector(WriteFields(article.fields, &builder));
  auto nodes = WriteNodes(article.front_matter.nodes, &builder);
  auto text = builder.CreateString(article.front_matter.text);
  fb::Stamp stamp(0, 0);
  fb::Hash hash(source_hash.high, source_hash.low);
  builder.Finish(
      fb::CreateArticle(builder, kRecordVersion, key_text, &stamp, source_size,
                        article.body_offset, &hash, fields, nodes, text),
      fb::ArticleIdentifier());

  std::size_t padded = (builder.GetSize() + kRecordAlignment - 1) /
                       kRecordAlignment * kRecordAlignment;
  std::string record;
  record.reserve(padded + kChecksumBytes);
  record.append(reinterpret_cast<const char*>(builder.GetBufferPointer()),
                builder.GetSize());
  record.resize(padded + kChecksumBytes);
  WriteChecksum(&record);
  return record;
}

Result<RecordView> ViewOfBuilt(const std::string& record) {
  // A std::string long enough for a record is on the heap, where the
  // allocator aligns it to 16.
  return RecordView::Open(
      std::as_bytes(std::span(record.data(), record.size())),
      RecordTrust::kTrusted);
}

Status StampRecord(const RecordStamp& stamp, std::string* record) {
  Result<RecordView> view = ViewOfBuilt(*record);
  if (!view.ok()) return view.status();
  const fb::Stamp* stored = fb::GetArticle(record->data())->stamp();
  auto offset = static_cast<std::size_t>(reinterpret_cast<const char*>(stored) -
                                         record->data());
  fb::Stamp written(stamp.sequence, stamp.imported);
  std::memcpy(record->data() + offset, &written, sizeof(written));
  WriteChecksum(record);
  return Status();
}

}  // namespace pressmark::schema
