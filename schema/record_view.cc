#include "schema/record_view.h"

#include <cstring>
#include <new>
#include <string>

#include "schema/article_generated.h"
#include "schema/record_bytes.h"

namespace pressmark::schema {

namespace {

// Deeper than Limits::front_matter_depth is ever set, and shallow enough for
// everything that recurses over values.
constexpr std::size_t kMaxDepth = 1024;

std::string_view ViewOf(const flatbuffers::String* text) {
  return text == nullptr ? std::string_view()
                         : std::string_view(text->c_str(), text->size());
}

std::string_view CharactersOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const ValueNode> NodesOf(const fb::Article* article) {
  static_assert(sizeof(ValueNode) == 16 && sizeof(fb::Node) == 16);
  static_assert(offsetof(ValueNode, text_length) == 4);
  static_assert(offsetof(ValueNode, end) == 8);
  static_assert(offsetof(ValueNode, key_length) == 12);
  static_assert(offsetof(ValueNode, kind) == 14);
  const auto* nodes = article->nodes();
  return {reinterpret_cast<const ValueNode*>(nodes->Data()), nodes->size()};
}

bool IsSoundNode(const ValueNode& node, std::size_t number,
                 std::size_t node_count, std::size_t text_size) {
  if (node.kind > static_cast<std::uint8_t>(ValueKind::kMapping)) return false;
  if (node.end <= number || node.end > node_count) return false;
  bool scalar = node.kind < static_cast<std::uint8_t>(ValueKind::kList);
  if (scalar && node.end != number + 1) return false;
  std::size_t end = std::size_t{node.start} + node.key_length;
  return end + node.text_length <= text_size;
}

// Whether the nodes are one mapping's tree in pre-order, in bounds throughout.
bool IsSoundTree(std::span<const ValueNode> nodes, std::size_t text_size) {
  if (nodes.empty() || nodes[0].end != nodes.size()) return false;
  if (nodes[0].kind != static_cast<std::uint8_t>(ValueKind::kMapping)) {
    return false;
  }
  std::vector<std::uint32_t> open_ends;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!IsSoundNode(nodes[i], i, nodes.size(), text_size)) return false;
    while (!open_ends.empty() && open_ends.back() <= i) open_ends.pop_back();
    if (!open_ends.empty() && nodes[i].end > open_ends.back()) return false;
    if (nodes[i].end == i + 1) continue;
    open_ends.push_back(nodes[i].end);
    if (open_ends.size() > kMaxDepth) return false;
  }
  return true;
}

bool IsSoundField(const fb::Field* field) {
  if (field->values() == nullptr) return false;
  for (const fb::FieldValue* value : *field->values()) {
    auto kind = static_cast<FieldValueView::Kind>(value->kind());
    if (kind > FieldValueView::Kind::kDate) return false;
    if (kind == FieldValueView::Kind::kText && value->text() == nullptr) {
      return false;
    }
    if (kind != FieldValueView::Kind::kDate) continue;
    if (value->date() == nullptr || value->date()->precision() > 5)
      return false;
  }
  return true;
}

bool IsSoundArticle(const fb::Article* article) {
  bool complete = article->key() != nullptr && article->stamp() != nullptr &&
                  article->source_hash() != nullptr &&
                  article->fields() != nullptr && article->nodes() != nullptr &&
                  article->text() != nullptr;
  if (!complete) return false;
  for (const fb::Field* field : *article->fields()) {
    if (!IsSoundField(field)) return false;
  }
  return IsSoundTree(NodesOf(article), article->text()->size());
}

Status VerifyChecksum(std::string_view bytes) {
  if (bytes.size() % kRecordAlignment != 0 ||
      bytes.size() < 2 * kRecordAlignment + kChecksumBytes) {
    return Corruption("a record of " + std::to_string(bytes.size()) +
                      " bytes is cut or grown");
  }
  std::size_t end = bytes.size() - kChecksumBytes;
  std::uint64_t stored = 0;
  std::memcpy(&stored, bytes.data() + end, kChecksumBytes);
  if (stored != ChecksumOf(bytes.substr(0, end))) {
    return Corruption("a record's checksum does not match its bytes");
  }
  return Status();
}

Status VerifyIdentity(std::string_view bytes) {
  if (!fb::ArticleBufferHasIdentifier(bytes.data())) {
    return UnsupportedFormat("a stored value is no article record");
  }
  return Status();
}

// A table takes four bytes or more: the limit on their number is that of the
// record's size.
Status VerifyLayout(std::string_view bytes) {
  constexpr flatbuffers::uoffset_t kDepth = 64;
  flatbuffers::Verifier verifier(
      reinterpret_cast<const std::uint8_t*>(bytes.data()),
      bytes.size() - kChecksumBytes, kDepth,
      static_cast<flatbuffers::uoffset_t>(bytes.size() / 4));
  if (!fb::VerifyArticleBuffer(verifier)) {
    return Corruption("a record is no sound FlatBuffer");
  }
  return Status();
}

}  // namespace

FieldValueView::Kind FieldValueView::kind() const {
  return static_cast<Kind>(value_->kind());
}
bool FieldValueView::boolean() const { return value_->integer() != 0; }
std::int64_t FieldValueView::integer() const { return value_->integer(); }
double FieldValueView::decimal() const { return value_->decimal(); }
std::string_view FieldValueView::text() const { return ViewOf(value_->text()); }
Date FieldValueView::date() const {
  const fb::Moment* moment = value_->date();
  return {moment->microseconds(), moment->offset_minutes(),
          static_cast<DatePrecision>(moment->precision())};
}

std::size_t FieldView::size() const {
  return field_ == nullptr ? 0 : field_->values()->size();
}

FieldValueView FieldView::operator[](std::size_t index) const {
  return FieldValueView(
      field_->values()->Get(static_cast<flatbuffers::uoffset_t>(index)));
}

Result<RecordView> RecordView::Open(std::span<const std::byte> bytes,
                                    RecordTrust trust) {
  std::string_view characters = CharactersOf(bytes);
  bool verify = trust == RecordTrust::kVerify;
  if (trust != RecordTrust::kTrusted) {
    if (Status s = VerifyChecksum(characters); !s.ok()) return s;
  }
  if (Status s = VerifyIdentity(characters); !s.ok()) return s;
  if (verify) {
    if (Status s = VerifyLayout(characters); !s.ok()) return s;
  }
  const fb::Article* article = fb::GetArticle(characters.data());
  if (article->version() != kRecordVersion) {
    return UnsupportedFormat(
        "a record of version " + std::to_string(article->version()) +
        "; this build reads version " + std::to_string(kRecordVersion));
  }
  if (verify && !IsSoundArticle(article)) {
    return Corruption("a record's parts do not fit together");
  }
  return RecordView(article);
}

std::string_view RecordView::key() const { return ViewOf(article_->key()); }
std::uint64_t RecordView::sequence() const {
  return article_->stamp()->sequence();
}
std::int64_t RecordView::imported() const {
  return article_->stamp()->imported();
}
std::uint64_t RecordView::source_size() const {
  return article_->source_size();
}
std::uint64_t RecordView::body_offset() const {
  return article_->body_offset();
}
Hash128 RecordView::source_hash() const {
  return {article_->source_hash()->high(), article_->source_hash()->low()};
}

FieldView RecordView::field(std::uint16_t number) const {
  for (const fb::Field* field : *article_->fields()) {
    if (field->number() == number) return FieldView(field);
  }
  return FieldView(nullptr);
}

Value RecordView::front_matter() const {
  return Value(NodesOf(article_), ViewOf(article_->text()), 0);
}

Result<Record> Record::Copy(std::string_view bytes, RecordTrust trust) {
  // Moving the pointer keeps its buffer, so the view outlives the move.
  auto words =
      std::make_unique_for_overwrite<std::uint64_t[]>((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(words.get(), bytes.data(), bytes.size());
  Result<RecordView> view = RecordView::Open(
      {reinterpret_cast<const std::byte*>(words.get()), bytes.size()}, trust);
  if (!view.ok()) return view.status();
  return Record(std::move(words), bytes.size(), *view);
}

}  // namespace pressmark::schema
