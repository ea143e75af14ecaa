#ifndef PRESSMARK_TESTS_SCHEMA_RANDOM_YAML_H_
#define PRESSMARK_TESTS_SCHEMA_RANDOM_YAML_H_

#include <random>
#include <string>
#include <string_view>

namespace pressmark::test {

// A mapping in YAML, some lines long: block mappings and lists in each other at
// any indentation, scalars of every style over one or several lines, brackets,
// comments, empty lines, keys that repeat. Nearly always well-formed, and
// mostly of the subset that is read fast.
std::string RandomYaml(std::mt19937_64& random);

// The text after some accidents: bytes changed, inserted and lost, lines lost,
// doubled and indented otherwise, characters that mean something put in.
std::string MutatedYaml(std::string text, std::mt19937_64& random);

// Some lines in a row out of a text, at most `most` of them.
std::string SomeLines(std::string_view text, std::size_t most,
                      std::mt19937_64& random);

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SCHEMA_RANDOM_YAML_H_
