#include "query/page_token.h"

#include <bit>
#include <optional>
#include <utility>
#include <variant>

#include "engine/article_id.h"
#include "engine/bytes.h"
#include "query/base64.h"
#include "query/parser/print.h"
#include "schema/hash.h"

namespace pressmark::query {

namespace {

constexpr std::size_t kChecksumBytes = 8;
constexpr int kMinutesPerDay = 24 * 60;

// The numbers of the tags are those of Scalar's and Number's alternatives.
enum class KeyTag : std::uint8_t {
  kNull,
  kBool,
  kInteger,
  kDecimal,
  kText,
  kDate,
};

void AppendTag(KeyTag tag, std::string* bytes) {
  engine::AppendByte(static_cast<std::uint8_t>(tag), bytes);
}

// Appends the value of a key or of a parameter.
struct Appender {
  std::string* bytes;

  void operator()(std::nullptr_t) const { AppendTag(KeyTag::kNull, bytes); }
  void operator()(bool value) const {
    AppendTag(KeyTag::kBool, bytes);
    engine::AppendByte(value ? 1 : 0, bytes);
  }
  void operator()(std::int64_t value) const {
    AppendTag(KeyTag::kInteger, bytes);
    engine::AppendUint64(static_cast<std::uint64_t>(value), bytes);
  }
  void operator()(double value) const {
    AppendTag(KeyTag::kDecimal, bytes);
    engine::AppendUint64(std::bit_cast<std::uint64_t>(value), bytes);
  }
  void operator()(const Number& number) const { std::visit(*this, number); }
  void operator()(const std::string& text) const {
    AppendTag(KeyTag::kText, bytes);
    engine::AppendText(text, bytes);
  }
  void operator()(const Date& date) const {
    AppendTag(KeyTag::kDate, bytes);
    engine::AppendUint64(static_cast<std::uint64_t>(date.microseconds), bytes);
    auto offset = static_cast<std::uint16_t>(date.offset_minutes);
    engine::AppendByte(static_cast<std::uint8_t>(offset & 0xFF), bytes);
    engine::AppendByte(static_cast<std::uint8_t>(offset >> 8), bytes);
    engine::AppendByte(static_cast<std::uint8_t>(date.precision), bytes);
  }
  void operator()(const Parameter::Typed& typed) const {
    bytes->push_back('?');
    engine::AppendText(typed.text, bytes);
  }
  void operator()(const Parameter::Scalar& scalar) const {
    std::visit(*this, scalar);
  }
  void operator()(const std::vector<Parameter::Scalar>& list) const {
    bytes->push_back('[');
    for (const Parameter::Scalar& scalar : list) std::visit(*this, scalar);
    bytes->push_back(']');
  }
};

// Appends each parameter that a filter names, and what it is.
struct ParameterAppender {
  const Parameters& parameters;
  std::string* bytes;

  void operator()(const parser::Comparison& comparison) const {
    for (const parser::Item& item : comparison.items) {
      Append(item.low);
      Append(item.high);
    }
  }
  void operator()(const parser::Presence&) const {}
  void operator()(const parser::ElementMatch& match) const {
    AppendAll(match.condition);
  }
  void operator()(const parser::Junction& junction) const {
    AppendAll(junction.operands);
  }
  void operator()(const parser::Negation& negation) const {
    AppendAll(negation.operand);
  }

  void Append(const std::optional<parser::Atom>& atom) const {
    if (!atom || atom->form != parser::AtomForm::kParameter) return;
    auto found = parameters.find(atom->text);
    if (found == parameters.end()) return;
    engine::AppendText(atom->text, bytes);
    std::visit(Appender{bytes}, found->second.value);
  }
  void AppendAll(const std::vector<parser::Expression>& expressions) const {
    for (const parser::Expression& e : expressions) std::visit(*this, e.node);
  }
};

std::optional<Scalar> ReadDateKey(engine::ByteReader* reader) {
  Date date;
  date.microseconds = static_cast<std::int64_t>(reader->Uint64());
  auto low = std::uint16_t{reader->Byte()};
  auto high = std::uint16_t{reader->Byte()};
  date.offset_minutes = static_cast<std::int16_t>(high << 8 | low);
  std::uint8_t precision = reader->Byte();
  std::int64_t end = DaysFromCivil({9999, 12, 31}) + 1;
  bool sound = date.microseconds >= 0 &&
               date.seconds() < end * kSecondsPerDay &&
               date.offset_minutes > -kMinutesPerDay &&
               date.offset_minutes < kMinutesPerDay &&
               precision <= static_cast<std::uint8_t>(DatePrecision::kFraction);
  if (!sound) return std::nullopt;
  date.precision = static_cast<DatePrecision>(precision);
  return date;
}

std::optional<Scalar> ReadKey(engine::ByteReader* reader) {
  switch (static_cast<KeyTag>(reader->Byte())) {
    case KeyTag::kNull:
      return nullptr;
    case KeyTag::kBool:
      return reader->Byte() != 0;
    case KeyTag::kInteger:
      return Number(static_cast<std::int64_t>(reader->Uint64()));
    case KeyTag::kDecimal:
      return Number(std::bit_cast<double>(reader->Uint64()));
    case KeyTag::kText:
      return std::string(reader->Text());
    case KeyTag::kDate:
      return ReadDateKey(reader);
  }
  return std::nullopt;
}

bool CanBeId(std::uint64_t id) {
  std::int64_t end = (DaysFromCivil({9999, 12, 31}) + 1) * kSecondsPerDay;
  return engine::IsUndated({id}) || engine::SecondOf({id}) < end;
}

Status Damaged() {
  return InvalidArgument(
      "this is no page token, or one that was changed on its way");
}

// Appends what the names stand for that order by takes from select.
void AppendNamedKeys(const parser::Query& query, std::string* bytes) {
  for (const parser::OrderKey& key : query.order) {
    std::string name = parser::Print(key.operand);
    for (const parser::Pick& pick : query.select) {
      if (pick.name != name) continue;
      engine::AppendText(parser::Print(pick.operand), bytes);
    }
  }
}

}  // namespace

std::string ScopeTextOf(const parser::Query& query) {
  parser::Query asked;
  asked.filter = query.filter;
  asked.order = query.order;
  std::string bytes = parser::Print(asked);
  bytes.push_back('\0');
  AppendNamedKeys(query, &bytes);
  return bytes;
}

TokenScope ScopeOf(const parser::Query& query, std::string_view scope_text,
                   const Parameters& parameters, std::int16_t zone_minutes,
                   const engine::Reader& reader) {
  std::string bytes(scope_text);
  if (query.filter) {
    std::visit(ParameterAppender{parameters, &bytes}, query.filter->node);
  }
  engine::AppendUint32(static_cast<std::uint32_t>(zone_minutes), &bytes);
  return {schema::ChecksumOf(reader.identity()), schema::ChecksumOf(bytes)};
}

std::string EncodePageToken(const TokenScope& scope,
                            const PagePosition& position) {
  std::string bytes;
  engine::AppendByte(kPageTokenVersion, &bytes);
  engine::AppendUint64(scope.store, &bytes);
  engine::AppendUint64(scope.query, &bytes);
  engine::AppendUint64(position.id, &bytes);
  for (const Scalar& key : position.keys) std::visit(Appender{&bytes}, key);
  engine::AppendUint64(schema::ChecksumOf(bytes), &bytes);
  return ToBase64(bytes);
}

Result<PagePosition> DecodePageToken(std::string_view token,
                                     const TokenScope& scope,
                                     std::size_t keys) {
  std::optional<std::string> bytes = FromBase64(token);
  if (!bytes || bytes->size() < 1 + kChecksumBytes) return Damaged();
  std::string_view sealed(bytes->data(), bytes->size() - kChecksumBytes);
  engine::ByteReader seal(std::string_view(*bytes).substr(sealed.size()));
  if (seal.Uint64() != schema::ChecksumOf(sealed)) return Damaged();
  engine::ByteReader reader(sealed);
  if (reader.Byte() != kPageTokenVersion) {
    return InvalidArgument(
        "the page token is of another version; start at the first page");
  }
  if (reader.Uint64() != scope.store) {
    return InvalidArgument(
        "the page token is of another store, or from before it was restored; "
        "start at the first page");
  }
  if (reader.Uint64() != scope.query) {
    return InvalidArgument(
        "the page token is of another query: filter, order, parameters and "
        "zone must stay as they were");
  }
  PagePosition position;
  position.id = reader.Uint64();
  for (std::size_t i = 0; i < keys; ++i) {
    std::optional<Scalar> key = ReadKey(&reader);
    if (!key) return Damaged();
    position.keys.push_back(*std::move(key));
  }
  if (!reader.Complete() || !CanBeId(position.id)) return Damaged();
  return position;
}

}  // namespace pressmark::query
