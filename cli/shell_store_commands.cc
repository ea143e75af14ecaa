// The commands of the shell that read or write a store.
#include <algorithm>
#include <functional>
#include <utility>

#include "cli/pager.h"
#include "cli/shell_answer.h"
#include "cli/shell_commands.h"
#include "cli/text_table.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

// A command of the command line, with the words behind the dot command's name.
ExitStatus RunNamed(ShellState& state, Session& session, const char* name,
                    const ShellWords& words) {
  std::vector<std::string> all = {name};
  all.insert(all.end(), words.begin(), words.end());
  return RunWords(state, session, std::move(all));
}

// Whether a command would read what the shell itself reads.
bool ReadsInput(const ShellWords& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    bool target = i > 0 && (words[i - 1] == "-o" || words[i - 1] == "--output");
    if ((words[i] == "-" && !target) || words[i] == "--file=-") return true;
  }
  return false;
}

ExitStatus RefuseInput(Session& session) {
  return Fail(session,
              InvalidArgument("standard input is what the shell reads; name a "
                              "file"),
              ExitStatus::kUsage);
}

// A source as a terminal may show it.
std::string Showable(std::string_view source) {
  std::string text;
  while (!source.empty()) {
    std::size_t end = std::min(source.find_first_of("\n\t"), source.size());
    std::string_view piece = source.substr(0, end);
    bool line_end = end < source.size() && source[end] == '\n';
    if (line_end && piece.ends_with('\r')) piece.remove_suffix(1);
    text += schema::EscapeControls(piece);
    if (end < source.size()) text += source[end];
    source.remove_prefix(std::min(end + 1, source.size()));
  }
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

}  // namespace

ExitStatus ShellOpen(ShellState& state, Session& session,
                     const ShellWords& words) {
  if (words.empty()) {
    session.out.Append(schema::EscapeControls(state.folder.native()) + "\n");
    return ExitStatus::kDone;
  }
  Session other{words.front(), session.out, session.console};
  other.wait = session.wait;
  OpenOptions options;
  options.mode = OpenMode::kRead;
  ExitStatus exit = ExitStatus::kDone;
  LetGo(state);
  std::optional<Store> store = OpenStoreIfThere(other, options, &exit);
  if (exit != ExitStatus::kDone) return exit;
  state.folder = words.front();
  if (!store) {
    session.console.Say("there is no store yet; .import PATH makes it");
  }
  state.store = std::move(store);
  return ExitStatus::kDone;
}

ExitStatus ShellImport(ShellState& state, Session& session,
                       const ShellWords& words) {
  if (ReadsInput(words)) return RefuseInput(session);
  LetGo(state);
  return RunNamed(state, session, "import", words);
}

ExitStatus ShellExport(ShellState& state, Session& session,
                       const ShellWords& words) {
  if (ReadsInput(words)) return RefuseInput(session);
  std::vector<std::string> all = words;
  auto given = [&](std::string_view option) {
    for (const std::string& word : words) {
      if (word.starts_with(option)) return true;
    }
    return false;
  };
  const ShellSettings& settings = state.settings;
  if (!settings.zone.empty() && !given("--tz")) {
    all.insert(all.begin(), "--tz=" + settings.zone);
  }
  if (settings.lax && !given("--lax")) all.insert(all.begin(), "--lax");
  return RunNamed(state, session, "export", all);
}

ExitStatus ShellFields(ShellState& state, Session& session,
                       const ShellWords& words) {
  return RunNamed(state, session, "fields", words);
}

ExitStatus ShellIndexes(ShellState& state, Session& session,
                        const ShellWords&) {
  return RunNamed(state, session, "index", {"list"});
}

ExitStatus ShellStats(ShellState& state, Session& session, const ShellWords&) {
  return RunNamed(state, session, "stats", {});
}

ExitStatus ShellShow(ShellState& state, Session& session,
                     const ShellWords& words) {
  std::string source;
  ExitStatus exit = WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::string> found = snapshot.Source(words.front());
    if (found.status().code() == StatusCode::kNotFound) {
      return Fail(session, NotFound("no article has the key " +
                                    schema::Excerpt(words.front())));
    }
    if (!found.ok()) return Fail(session, found.status());
    source = std::move(*found);
    return ExitStatus::kDone;
  });
  if (exit != ExitStatus::kDone) return exit;
  if (!AnswersToTerminal(state)) {
    session.out.Append(source);
    return exit;
  }
  std::string text = Showable(source);
  session.out.Flush();
  // A person may read for an hour.
  if (!state.rows) LetGo(state);
  if (!state.at_terminal || !ShowInPager(text).ok()) session.out.Append(text);
  return exit;
}

namespace {

// Opens the store for writing, which takes that nobody reads it.
ExitStatus WithWritable(ShellState& state, Session& session,
                        const std::function<Status(Store*)>& use) {
  LetGo(state);
  ExitStatus exit = ExitStatus::kDone;
  std::optional<Store> store = OpenStore(session, {}, &exit);
  if (!store) return exit;
  Status status = use(&*store);
  if (status.ok()) status = store->Close();
  return status.ok() ? ExitStatus::kDone : Fail(session, status);
}

ExitStatus ListSaved(Session& session) {
  return WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::vector<SavedQuery>> saved = snapshot.SavedQueries();
    if (!saved.ok()) return Fail(session, saved.status());
    std::vector<TextTable::Row> rows;
    for (const SavedQuery& query : *saved) {
      rows.push_back({{CellText::Kind::kText, query.name},
                      {CellText::Kind::kText, query.text}});
    }
    session.out.Append(RenderTable({"name", "query"}, rows, OutputWidth()));
    return ExitStatus::kDone;
  });
}

}  // namespace

ExitStatus ShellSave(ShellState& state, Session& session,
                     const ShellWords& words) {
  bool drops = words.front() == "--drop";
  if (drops != (words.size() == 2)) {
    return Fail(session, InvalidArgument("expected NAME or --drop NAME"),
                ExitStatus::kUsage);
  }
  if (drops) {
    return WithWritable(state, session, [&](Store* store) {
      return store->DropSavedQuery(words.back());
    });
  }
  if (state.last.empty()) {
    return Fail(session, InvalidArgument("nothing was asked yet"),
                ExitStatus::kUsage);
  }
  if (Status status = Query::Parse(state.last).status(); !status.ok()) {
    return FailQuestion(session, state.last, status);
  }
  return WithWritable(state, session, [&](Store* store) {
    return store->SaveQuery(words.front(), state.last);
  });
}

ExitStatus ShellRun(ShellState& state, Session& session,
                    const ShellWords& words) {
  if (words.empty()) return ListSaved(session);
  std::optional<std::string> text;
  ExitStatus exit = WithSnapshot(session, [&](const Snapshot& snapshot) {
    Result<std::optional<std::string>> found =
        snapshot.FindSavedQuery(words.front());
    if (!found.ok()) return Fail(session, found.status());
    text = std::move(*found);
    return ExitStatus::kDone;
  });
  if (exit != ExitStatus::kDone) return exit;
  if (!text) {
    return Fail(session, NotFound("no query was saved as " +
                                  schema::Excerpt(words.front()) +
                                  "; .run lists those there are"));
  }
  return Ask(state, session, *text);
}

}  // namespace pressmark::cli
