#ifndef PRESSMARK_CLI_CHANGED_KEYS_H_
#define PRESSMARK_CLI_CHANGED_KEYS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <pressmark/changes.h>
#include <pressmark/result.h>
#include <pressmark/snapshot.h>

#include "cli/question.h"

namespace pressmark::cli {

// The keys that changed since a number, some hundred at a time, so that memory
// does not depend on how many there are. Not for two threads at once.
class ChangedKeys {
 public:
  // Fails as Snapshot::Changes.
  static Result<ChangedKeys> Open(const Snapshot& snapshot,
                                  std::uint64_t since);

  // To the first keys, then the following; false at the end and after an
  // error.
  bool Next();
  const std::vector<std::string>& keys() const { return keys_; }
  const Status& status() const { return cursor_.status(); }

 private:
  explicit ChangedKeys(ChangeCursor cursor) : cursor_(std::move(cursor)) {}

  ChangeCursor cursor_;
  std::vector<std::string> keys_;
};

// The question, of the articles under these keys alone.
Result<Question> AmongKeys(const Question& question,
                           const std::vector<std::string>& keys);
// The keys of those articles, and nothing else of them.
Result<Question> KeysAmong(const Question& question,
                           const std::vector<std::string>& keys);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_CHANGED_KEYS_H_
