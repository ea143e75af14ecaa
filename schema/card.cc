#include "schema/card.h"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <type_traits>

namespace pressmark::schema {

namespace {

using Kind = FieldValueView::Kind;

constexpr std::size_t kMostText = std::numeric_limits<std::uint16_t>::max();

template <typename Number>
void Append(Number number, std::string* bytes) {
  char buffer[sizeof number];
  std::memcpy(buffer, &number, sizeof number);
  bytes->append(buffer, sizeof number);
}

// False where it is too long for any card.
bool AppendText(std::string_view text, std::string* bytes) {
  if (text.size() > kMostText) return false;
  Append(static_cast<std::uint16_t>(text.size()), bytes);
  bytes->append(text);
  return true;
}

bool AppendValue(const FieldValueView& value, std::string* bytes) {
  Append(static_cast<std::uint8_t>(value.kind()), bytes);
  switch (value.kind()) {
    case Kind::kBool:
      Append(static_cast<std::uint8_t>(value.boolean()), bytes);
      return true;
    case Kind::kInteger:
      Append(value.integer(), bytes);
      return true;
    case Kind::kDecimal:
      Append(value.decimal(), bytes);
      return true;
    case Kind::kText:
      return AppendText(value.text(), bytes);
    case Kind::kDate: {
      Date date = value.date();
      Append(date.microseconds, bytes);
      Append(date.offset_minutes, bytes);
      Append(static_cast<std::uint8_t>(date.precision), bytes);
      return true;
    }
  }
  return false;
}

// Whether stored bytes can be a date of the years there are.
bool IsSoundDate(std::int64_t microseconds, std::int16_t offset_minutes,
                 std::uint8_t precision) {
  constexpr std::int64_t kDay = kSecondsPerDay * kMicrosecondsPerSecond;
  // An offset moves the first and the last day's moments out of their years.
  static const std::int64_t kEnd = (DaysFromCivil({9999, 12, 31}) + 2) * kDay;
  return microseconds >= -kDay && microseconds < kEnd &&
         std::abs(offset_minutes) < 24 * 60 &&
         precision <= static_cast<std::uint8_t>(DatePrecision::kFraction);
}

// Takes a card apart from the front. What is not there is told by ok() alone.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  Number Take() {
    Number number{};
    if (bytes_.size() < sizeof number) return Fail(number);
    std::memcpy(&number, bytes_.data(), sizeof number);
    bytes_.remove_prefix(sizeof number);
    return number;
  }

  std::string_view TakeText() {
    auto size = Take<std::uint16_t>();
    if (bytes_.size() < size) return Fail(std::string_view());
    std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }

  Date TakeDate() {
    Date date;
    date.microseconds = Take<std::int64_t>();
    date.offset_minutes = Take<std::int16_t>();
    auto precision = Take<std::uint8_t>();
    if (!IsSoundDate(date.microseconds, date.offset_minutes, precision)) {
      return Fail(Date());
    }
    date.precision = static_cast<DatePrecision>(precision);
    return date;
  }

  CardValue TakeValue() {
    switch (static_cast<Kind>(Take<std::uint8_t>())) {
      case Kind::kBool:
        return Take<std::uint8_t>() != 0;
      case Kind::kInteger:
        return Take<std::int64_t>();
      case Kind::kDecimal:
        return Take<double>();
      case Kind::kText:
        return TakeText();
      case Kind::kDate:
        return TakeDate();
    }
    return Fail(CardValue());
  }

  // Passes over a value; quicker than to take it.
  void SkipValue() {
    switch (static_cast<Kind>(Take<std::uint8_t>())) {
      case Kind::kBool:
        return Skip(sizeof(std::uint8_t));
      case Kind::kInteger:
      case Kind::kDecimal:
        return Skip(sizeof(std::int64_t));
      case Kind::kText:
        return Skip(Take<std::uint16_t>());
      case Kind::kDate:
        return static_cast<void>(TakeDate());
    }
    ok_ = false;
  }

  bool ok() const { return ok_; }
  bool more() const { return ok_ && !bytes_.empty(); }

 private:
  void Skip(std::size_t size) {
    ok_ = ok_ && size <= bytes_.size();
    if (ok_) bytes_.remove_prefix(size);
  }

  template <typename Value>
  Value Fail(Value value) {
    ok_ = false;
    return value;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace

std::string BuildCard(const RecordView& record, const Mapping& mapping) {
  std::string card(1, '\1');
  bool fits = AppendText(record.key(), &card);
  const auto& fields = mapping.fields();
  for (std::size_t i = 0; fits && i < fields.size(); ++i) {
    if (!IsOnCard(fields[i])) continue;
    FieldView values = record.field(static_cast<std::uint16_t>(i));
    if (values.empty()) continue;
    Append(static_cast<std::uint16_t>(i), &card);
    fits = AppendValue(values[0], &card) && card.size() <= kCardBytes;
  }
  fits = fits && card.size() <= kCardBytes;
  return fits ? card : std::string(1, '\0');
}

Result<CardView> CardView::Open(std::string_view bytes) {
  Parts parts(bytes);
  auto whole = parts.Take<std::uint8_t>();
  if (whole == 0 && bytes.size() == 1) return CardView({});
  parts.TakeText();
  while (parts.more()) {
    parts.Take<std::uint16_t>();
    parts.SkipValue();
  }
  if (whole != 1 || !parts.ok()) return Corruption("a card is damaged");
  return CardView(bytes.substr(1));
}

std::string_view CardView::key() const { return Parts(bytes_).TakeText(); }

std::optional<CardValue> CardView::field(std::uint16_t number) const {
  Parts parts(bytes_);
  parts.TakeText();
  while (parts.more()) {
    auto each = parts.Take<std::uint16_t>();
    if (each > number) break;
    if (each == number) return parts.TakeValue();
    parts.SkipValue();
  }
  return std::nullopt;
}

}  // namespace pressmark::schema
