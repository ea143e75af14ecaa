#ifndef PRESSMARK_ENGINE_SAVED_QUERY_H_
#define PRESSMARK_ENGINE_SAVED_QUERY_H_

#include <string>

namespace pressmark {

// A query that a store keeps under a name. The name is 1 to 64 ASCII letters,
// digits, `_` and `-`, the text UTF-8, which nothing parses: it need not be a
// query. Store::SaveQuery fails with kInvalidArgument for other names and
// texts, with kLimitExceeded for a text beyond Limits::query_bytes and for one
// name more than Limits::saved_queries; Store::DropSavedQuery with kNotFound
// where there is none of that name.
struct SavedQuery {
  std::string name;
  std::string text;

  bool operator==(const SavedQuery&) const = default;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_SAVED_QUERY_H_
