#ifndef PRESSMARK_SCHEMA_JSON_H_
#define PRESSMARK_SCHEMA_JSON_H_

#include <string>
#include <string_view>

#include <pressmark/mapping.h>
#include <pressmark/value.h>

#include "schema/record_view.h"

namespace pressmark::schema {

// Appends `text` as a JSON string (RFC 8259): controls, U+2028, U+2029 and
// `</` escaped, bytes that are not UTF-8 as U+FFFD. Always valid JSON.
void AppendJsonString(std::string_view text, std::string* json);

// Appends a double as a JSON number, the shortest that reads back equal;
// infinities and NaN as the strings ".inf", "-.inf", ".nan".
void AppendJsonNumber(double number, std::string* json);

// Appends a front matter value. Members keep their order. Decimals stand as
// written where that is a JSON number.
void AppendJson(const Value& value, std::string* json);

// Appends one value of a field; a date as its ISO 8601 text.
void AppendJson(const FieldValueView& value, std::string* json);

// Appends a field as its kind wants: an array where it is of many values, else
// the value or null.
void AppendJson(const FieldView& field, bool many, std::string* json);

// The whole record as one object on one line: {"@key": …, "@seq": …, "@hash":
// …, "@imported": …, "fields": {…}, "front_matter": {…}}.
std::string RecordToJson(const RecordView& record, const Mapping& mapping);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_JSON_H_
