#ifndef PRESSMARK_ENGINE_TERM_NAME_H_
#define PRESSMARK_ENGINE_TERM_NAME_H_

#include <string>
#include <string_view>

namespace pressmark::engine {

// A term for messages, from its key in family terms: `term "machine learning"
// of index 1`.
std::string TermName(std::string_view term_key);

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_TERM_NAME_H_
