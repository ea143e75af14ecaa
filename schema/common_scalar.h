#ifndef PRESSMARK_SCHEMA_COMMON_SCALAR_H_
#define PRESSMARK_SCHEMA_COMMON_SCALAR_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "schema/yaml_lines.h"

namespace pressmark::schema {

// Reads the scalars of the common subset (schema/common_yaml.h), with the text
// that yaml-cpp makes of them. A method returns false for what is outside the
// subset; after that neither the reader nor its lines may be used.
class ScalarReader {
 public:
  struct Scalar {
    std::string_view text;  // lives until another scalar is read
    bool plain = false;
    bool is_key = false;
    // Where it ends in the current line: behind its quote or its last
    // character; a key, behind its colon.
    std::size_t end = 0;
  };

  // `lines` must outlive the reader, which moves it forward.
  explicit ScalarReader(YamlLines* lines) : lines_(lines) {}

  // The scalar or key at `offset` of the current line: of one without quotes
  // what stands on this line, of any other all.
  bool Begin(std::size_t offset, bool in_brackets, Scalar* scalar);

  // The further lines of a scalar outside of brackets that has begun and is no
  // key; it is the value of a list or mapping at `column`. Leaves the lines at
  // the first one that is not part of it.
  bool Finish(std::size_t column, Scalar* scalar);

  // A block scalar (`|` or `>`) at `offset`, in a list or mapping at `column`.
  // Leaves the lines as Finish does.
  bool ReadBlock(std::size_t offset, std::size_t column, Scalar* scalar);

 private:
  bool IsBlankOrEnd(std::size_t offset) const;
  bool EndsKey(std::size_t offset) const;
  std::size_t FindPlainEnd(std::size_t offset, bool in_brackets) const;
  std::string_view WithoutBlanks(std::size_t begin, std::size_t end) const;
  bool BeginPlain(std::size_t offset, bool in_brackets, Scalar* scalar);
  bool FinishPlain(std::size_t column, Scalar* scalar);

  YamlLines* lines_;
  std::string buffer_;
};

}  // namespace pressmark::schema

#endif  // PRESSMARK_SCHEMA_COMMON_SCALAR_H_
