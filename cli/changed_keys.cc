#include "cli/changed_keys.h"

#include <algorithm>

namespace pressmark::cli {

namespace {

constexpr std::size_t kKeysAtOnce = 500;

// A name for the keys that the question has not taken for something else.
std::string ParameterName(const Question& question) {
  std::vector<std::string> taken = question.query.ParameterNames();
  std::string name = "keys";
  while (std::binary_search(taken.begin(), taken.end(), name)) name += '_';
  return name;
}

Parameter ListOf(const std::vector<std::string>& keys) {
  std::vector<Parameter::Scalar> list(keys.begin(), keys.end());
  return {std::move(list)};
}

}  // namespace

Result<ChangedKeys> ChangedKeys::Open(const Snapshot& snapshot,
                                      std::uint64_t since) {
  Result<ChangeCursor> cursor = snapshot.Changes(since);
  if (!cursor.ok()) return cursor.status();
  return ChangedKeys(*std::move(cursor));
}

bool ChangedKeys::Next() {
  keys_.clear();
  while (keys_.size() < kKeysAtOnce && cursor_.Next()) {
    keys_.push_back(cursor_.change().key);
  }
  return cursor_.status().ok() && !keys_.empty();
}

Result<Question> AmongKeys(const Question& question,
                           const std::vector<std::string>& keys) {
  std::string name = ParameterName(question);
  Result<Query> filter = Query::Parse("@key in :" + name);
  if (!filter.ok()) return filter.status();
  Question among = {question.query.And(*filter), question.parameters,
                    question.options};
  among.parameters[name] = ListOf(keys);
  return among;
}

Result<Question> KeysAmong(const Question& question,
                           const std::vector<std::string>& keys) {
  std::string name = ParameterName(question);
  Result<Query> among = Query::Parse("@key in :" + name + " select @key");
  if (!among.ok()) return among.status();
  Question found = {among->And(question.query), question.parameters,
                    question.options};
  found.parameters[name] = ListOf(keys);
  return found;
}

}  // namespace pressmark::cli
