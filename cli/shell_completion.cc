#include "cli/shell_completion.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>

#include <pressmark/completion.h>

#include "cli/shell_commands.h"
#include "cli/shell_words.h"

namespace pressmark::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostCandidates = 200;
constexpr std::chrono::milliseconds kKeyTime{200};

void AddBeginning(std::string_view name, std::string_view typed,
                  LineCompletions* found) {
  if (!name.starts_with(typed)) return;
  found->candidates.push_back({QuoteWord(name), {}, true});
}

void AddCommands(std::string_view typed, LineCompletions* found) {
  for (const ShellCommand& command : ShellCommands()) {
    if (!command.name.starts_with(typed)) continue;
    found->candidates.push_back({std::string(command.name), {}, true});
  }
}

void AddFiles(std::string_view typed, LineCompletions* found) {
  std::size_t name = typed.rfind('/') + 1;
  std::string folder(typed.substr(0, name));
  std::error_code error;
  fs::directory_iterator entries(folder.empty() ? "." : folder, error);
  for (; !error && entries != fs::directory_iterator();
       entries.increment(error)) {
    std::string file = entries->path().filename().native();
    bool hidden = file.starts_with('.') && !typed.substr(name).starts_with('.');
    if (hidden || !file.starts_with(typed.substr(name))) continue;
    std::error_code unknown;
    bool within = entries->is_directory(unknown);
    std::string path = folder + file + (within ? "/" : "");
    std::string word = QuoteWord(path);
    // What is typed next belongs within the quotes.
    if (within && word != path) word.pop_back();
    found->candidates.push_back({std::move(word), {}, !within});
  }
}

void AddPaths(ShellState& state, std::string_view typed,
              LineCompletions* found) {
  std::optional<Snapshot> snapshot = QuietSnapshot(state);
  if (!snapshot) return;
  for (const FieldDefinition& field : snapshot->mapping().fields()) {
    AddBeginning(field.name, typed, found);
  }
  Result<std::vector<KnownPath>> paths = snapshot->KnownPaths();
  if (!paths.ok()) return;
  for (const KnownPath& path : *paths) AddBeginning(path.path, typed, found);
}

// Keys are offered a folder at a time, as files are.
void AddKeys(ShellState& state, std::string_view typed,
             LineCompletions* found) {
  std::optional<Snapshot> snapshot = QuietSnapshot(state);
  Result<Query> query = Query::Parse("@key ~ :k select @key");
  if (!snapshot || !query.ok()) return;
  std::string pattern;
  for (char c : typed) {
    if (c == '*' || c == '?' || c == '\\') pattern += '\\';
    pattern += c;
  }
  QueryOptions options;
  options.deadline = std::chrono::steady_clock::now() + kKeyTime;
  Result<Cursor> cursor = query->Run(
      *snapshot, {{"k", {Parameter::Typed{pattern + '*'}}}}, options);
  std::set<std::string> words;
  while (cursor.ok() && cursor->Next() && words.size() < kMostCandidates) {
    std::string_view key = cursor->key();
    std::size_t slash = key.find('/', typed.size());
    words.emplace(key.substr(0, slash == key.npos ? slash : slash + 1));
  }
  found->cut = words.size() == kMostCandidates;
  for (const std::string& word : words) {
    found->candidates.push_back({QuoteWord(word), {}, !word.ends_with('/')});
  }
}

void AddSavedQueries(ShellState& state, std::string_view typed,
                     LineCompletions* found) {
  std::optional<Snapshot> snapshot = QuietSnapshot(state);
  if (!snapshot) return;
  Result<std::vector<SavedQuery>> saved = snapshot->SavedQueries();
  if (!saved.ok()) return;
  for (const SavedQuery& query : *saved) AddBeginning(query.name, typed, found);
}

LineCompletions CompleteCommand(ShellState& state, std::string_view typed) {
  WordAtEnd word = FindWordAtEnd(typed);
  LineCompletions found;
  found.begin = word.begin;
  if (word.before.empty()) {
    AddCommands(word.text, &found);
    return found;
  }
  const ShellCommand* command = FindShellCommand(word.before.front());
  if (command == nullptr || word.before.size() > command->most) return found;
  switch (command->word) {
    case ShellWord::kNone:
      break;
    case ShellWord::kChoice:
      if (word.before.size() > 1) break;
      for (const std::string& choice : command->choices) {
        AddBeginning(choice, word.text, &found);
      }
      break;
    case ShellWord::kCommand:
      AddCommands(word.text, &found);
      break;
    case ShellWord::kFile:
      AddFiles(word.text, &found);
      break;
    case ShellWord::kKey:
      AddKeys(state, word.text, &found);
      break;
    case ShellWord::kPath:
      AddPaths(state, word.text, &found);
      break;
    case ShellWord::kParameter:
      for (const auto& [name, values] : state.settings.parameters) {
        AddBeginning(name, word.text, &found);
      }
      break;
    case ShellWord::kSavedQuery:
      for (const std::string& choice : command->choices) {
        if (word.before.size() > 1 || word.text.empty()) break;
        AddBeginning(choice, word.text, &found);
      }
      AddSavedQueries(state, word.text, &found);
      break;
  }
  std::sort(found.candidates.begin(), found.candidates.end(),
            [](const auto& left, const auto& right) {
              return left.text < right.text;
            });
  return found;
}

LineCompletions CompleteQuery(ShellState& state, std::string_view text,
                              std::size_t cursor) {
  LineCompletions found;
  std::optional<Snapshot> snapshot = QuietSnapshot(state);
  if (!snapshot) return found;
  CompletionOptions options;
  options.limit = kMostCandidates;
  Result<Completions> completions = Complete(*snapshot, text, cursor, options);
  if (!completions.ok()) return found;
  found.begin = completions->begin;
  found.cut = completions->cut;
  for (const Completion& candidate : completions->candidates) {
    using Kind = Completion::Kind;
    // Behind a function or a path more may follow at once.
    bool whole =
        candidate.kind != Kind::kFunction && candidate.kind != Kind::kPath;
    found.candidates.push_back(
        {candidate.text, candidate.articles ? Grouped(*candidate.articles) : "",
         whole});
  }
  return found;
}

}  // namespace

LineCompletions CompleteShellText(ShellState& state, std::string_view text,
                                  std::size_t cursor) {
  LineCompletions found = text.starts_with('.')
                              ? CompleteCommand(state, text.substr(0, cursor))
                              : CompleteQuery(state, text, cursor);
  // A name with a line break in it would come out of the line as commands of
  // its own.
  std::erase_if(found.candidates, [](const LineCompletion& candidate) {
    return candidate.text.find_first_of("\r\n") != std::string::npos;
  });
  return found;
}

}  // namespace pressmark::cli
