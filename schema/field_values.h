#ifndef PRESSMARK_SCHEMA_FIELD_VALUES_H_
#define PRESSMARK_SCHEMA_FIELD_VALUES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pressmark/article.h>
#include <pressmark/limits.h>
#include <pressmark/mapping.h>
#include <pressmark/value.h>

namespace pressmark::schema {

// The values of every field of `mapping` in a front matter tree, by field
// number; what could not be used is told in `warnings`.
//
// Of a field's paths the first one that has a usable value is taken, and no
// other. A path goes through mappings by key and takes every element of a list
// on its way; where it ends in a list, the elements are its values. Never used,
// by kind:
//   any             null and, where a scalar is wanted, a mapping or a list
//                   inside a list
//   text, folded    what is blank when trimmed; numbers and booleans are taken
//                   as they were written
//   number          what is not written as a YAML number, in quotes or not, and
//                   .nan
//   date            what ParseDate refuses
//   bool            what is no boolean
// A path of a host (see Mapping) uses the texts that HostOf understands.
//
// A field of one takes the first usable value, with a warning where it stood
// in a list; a field of many takes them all, equal ones once (folded texts:
// those that fold to the same, as first spelled), up to Limits::field_values.
// Linear in the values at the paths.
std::vector<std::vector<FieldValue>> DeriveFields(
    const Mapping& mapping, const ValueTree& front_matter, const Limits& limits,
    std::vector<Warning>* warnings);

// The host of a URL `scheme://[user@]host[:port][/…]`: ASCII letters in lower
// case, without `www.` in front and a dot behind. Nothing where there is no
// such host, or blanks or controls in it.
std::optional<std::string> HostOf(std::string_view url);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_FIELD_VALUES_H_
