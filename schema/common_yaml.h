#ifndef PRESSMARK_SCHEMA_COMMON_YAML_H_
#define PRESSMARK_SCHEMA_COMMON_YAML_H_

#include "schema/tree_builder.h"
#include "schema/yaml_source.h"

namespace pressmark::schema {

// Reads the YAML that nearly all front matter is made of, some thirty times as
// fast as yaml-cpp: block mappings and lists in each other, scalars of every
// style over one or several lines, comments, and lists and mappings of scalars
// in brackets. What else there is in YAML, from anchors and tags to tabs as
// indentation, and whatever may be a mistake, is outside of this subset.
//
// True where all of the text is in the subset: `builder` has then been told
// what yaml-cpp's events, checked, would have told it, with equal places. False
// where it is not, or the builder refused something; the builder may then only
// be destroyed, and yaml-cpp has the word.
//
// The text must have passed YamlSource::CheckCharacters. Linear in the text.
bool ReadCommonYaml(const YamlText& yaml, TreeBuilder* builder);

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_COMMON_YAML_H_
