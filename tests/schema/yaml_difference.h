#ifndef PRESSMARK_TESTS_SCHEMA_YAML_DIFFERENCE_H_
#define PRESSMARK_TESTS_SCHEMA_YAML_DIFFERENCE_H_

#include <cstddef>
#include <string>

#include <pressmark/limits.h>

#include "schema/yaml_source.h"

namespace pressmark::test {

// Reads YAML both ways, and counts what came of it.
class YamlDifference {
 public:
  // What the reader of the common subset and the reference say differently of a
  // text, in words; empty where they agree, or the first declines.
  std::string Find(const schema::YamlText& yaml, const Limits& limits = {});

  std::size_t documents() const { return documents_; }
  // Those that the reference accepts, and of these those that the reader of
  // the common subset does.
  std::size_t accepted() const { return accepted_; }
  std::size_t taken() const { return taken_; }
  double share_taken() const;
  // "N documents, N accepted, N of these (x %) taken".
  std::string Summary() const;

 private:
  std::size_t documents_ = 0;
  std::size_t accepted_ = 0;
  std::size_t taken_ = 0;
};

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SCHEMA_YAML_DIFFERENCE_H_
