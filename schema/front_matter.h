#ifndef PRESSMARK_SCHEMA_FRONT_MATTER_H_
#define PRESSMARK_SCHEMA_FRONT_MATTER_H_

#include <optional>

#include <pressmark/limits.h>
#include <pressmark/result.h>

#include "schema/draft_tree.h"
#include "schema/yaml_source.h"

namespace pressmark::schema {

// Reads YAML 1.2 into a tree, typed by the core schema.
//
// Stricter than YAML in what front matter has no use for: the top is a mapping
// (nothing but blanks is an empty one), keys are scalars, there is one document
// without directives, no control characters stand unescaped, and no tags but
// !!str !!int !!float !!bool !!null !!seq !!map. Kinder in that keys may
// repeat: see draft_tree.h, also for merge keys.
//
// A key is its text, whatever it would be as a value. A position is that of the
// value, or of its tag or anchor; of an alias's descendants, that of the
// original.
//
// kParseError and kLimitExceeded, with the place in the file. Memory is bounded
// by the limits, time linear in the text and in what its aliases stand for.
Result<FrontMatter> ParseYaml(const YamlText& yaml, const Limits& limits);

// The two ways that ParseYaml goes. The first reads the common subset
// (schema/common_yaml.h) and nothing else; where it gives an answer, that is
// the second's to the last place and warning. The second is the wall around
// yaml-cpp: nothing it throws passes.
std::optional<FrontMatter> ParseCommonYaml(const YamlText& yaml,
                                           const Limits& limits);
Result<FrontMatter> ParseYamlByReference(const YamlText& yaml,
                                         const Limits& limits);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_FRONT_MATTER_H_
