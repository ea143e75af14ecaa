#ifndef PRESSMARK_SCHEMA_CARD_H_
#define PRESSMARK_SCHEMA_CARD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <pressmark/date.h>
#include <pressmark/mapping.h>
#include <pressmark/result.h>

#include "schema/record_view.h"

// A card is what a list shows of an article: its key and its fields of one
// value, in a hundred bytes or so where a record takes thousands.
//
//   whole:1   1; 0: the article has too much for a card, and nothing follows
//   key       length:2 bytes
//   values    by field number, ascending: number:2 kind:1 value
//             value: bool 1; integer, decimal 8; text length:2 bytes;
//             date microseconds:8 offset minutes:2 precision:1
//
// Little-endian; kinds are those of FieldValueView.
namespace pressmark::schema {

// A card of more bytes is not made.
inline constexpr std::size_t kCardBytes = 1024;

// A value on a card. Texts live as long as the card's bytes.
using CardValue =
    std::variant<bool, std::int64_t, double, std::string_view, Date>;

// Whether articles have the field on their cards.
inline bool IsOnCard(const FieldDefinition& field) { return !field.many; }

// The card of a record under the mapping it was made by. Linear in the record's
// fields.
std::string BuildCard(const RecordView& record, const Mapping& mapping);

// A card, seen in place: it lives as long as the bytes it was opened on.
// Threads may share one.
class CardView {
 public:
  // Looks at all of it. kCorruption where the bytes are no card.
  static Result<CardView> Open(std::string_view bytes);

  // False where the record must be read instead; then it has nothing else.
  bool whole() const { return !bytes_.empty(); }
  std::string_view key() const;
  // The value of the field of this number, if it has one and is on cards.
  // Linear in the fields.
  std::optional<CardValue> field(std::uint16_t number) const;

 private:
  explicit CardView(std::string_view bytes) : bytes_(bytes) {}

  std::string_view bytes_;  // from the key's length on; empty: not whole
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_CARD_H_
