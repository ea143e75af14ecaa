#include "cli/contended_keys.h"

#include <map>
#include <string>
#include <utility>

#include "cli/changed_keys.h"
#include "cli/export_run.h"

namespace pressmark::cli {

namespace {

Result<Cursor> RunOn(const Question& question, const Snapshot& snapshot) {
  return question.query.Run(snapshot, question.parameters, question.options);
}

// Which folders are keys of the answer as well.
class Folders {
 public:
  Folders(const Question& question, const Snapshot& snapshot)
      : question_(question), snapshot_(snapshot) {}

  Result<bool> IsKey(const std::string& folder) {
    auto known = known_.find(folder);
    if (known != known_.end()) return known->second;
    Result<bool> is_key = LookUp(folder);
    if (is_key.ok()) known_[folder] = *is_key;
    return is_key;
  }

 private:
  Result<bool> LookUp(const std::string& folder) const {
    Result<Question> among = KeysAmong(question_, {folder});
    if (!among.ok()) return among.status();
    Result<Cursor> cursor = RunOn(*among, snapshot_);
    if (!cursor.ok()) return cursor.status();
    if (cursor->Next()) return true;
    if (!cursor->status().ok()) return cursor->status();
    return false;
  }

  const Question& question_;
  const Snapshot& snapshot_;
  std::map<std::string, bool> known_;
};

}  // namespace

Status ForEachContended(
    const Question& question, const Snapshot& snapshot,
    const std::function<Status(std::string_view key)>& take) {
  Result<Question> keys = WithColumns("@key", question);
  if (!keys.ok()) return keys.status();
  Result<Cursor> cursor = RunOn(*keys, snapshot);
  if (!cursor.ok()) return cursor.status();
  Folders folders(question, snapshot);
  while (cursor->Next()) {
    std::string key(cursor->key());
    for (std::size_t slash = 0;
         (slash = key.find('/', slash)) != std::string::npos; ++slash) {
      std::string folder = key.substr(0, slash);
      Result<bool> contended = folders.IsKey(folder);
      if (!contended.ok()) return contended.status();
      if (!*contended) continue;
      Status s = take(key);
      if (s.ok()) s = take(folder);
      if (!s.ok()) return s;
    }
  }
  return cursor->status();
}

}  // namespace pressmark::cli
