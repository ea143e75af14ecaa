// The commands of the shell that settle how queries are asked and shown.
#include <charconv>

#include <fcntl.h>

#include "cli/shell_commands.h"
#include "schema/name.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

ExitStatus Refuse(Session& session, std::string message) {
  return Fail(session, InvalidArgument(std::move(message)), ExitStatus::kUsage);
}

std::optional<bool> OnOrOff(const std::string& word) {
  if (word == "on") return true;
  if (word == "off") return false;
  return std::nullopt;
}

std::string LimitText(const ShellSettings& settings) {
  return settings.limit ? std::to_string(*settings.limit) : "auto";
}

ExitStatus SetZone(ShellSettings& settings, Session& session,
                   const std::string& value) {
  if (!ParseZone(value)) {
    return Refuse(session, "tz " + schema::Excerpt(value) +
                               ": expected an offset such as +05:30 or Z");
  }
  settings.zone = value;
  return ExitStatus::kDone;
}

ExitStatus SetLax(ShellSettings& settings, Session& session,
                  const std::string& value) {
  std::optional<bool> lax = OnOrOff(value);
  if (!lax) return Refuse(session, "lax: expected on or off");
  settings.lax = *lax;
  return ExitStatus::kDone;
}

ExitStatus SetLimit(ShellSettings& settings, Session& session,
                    const std::string& value) {
  if (value == "auto") {
    settings.limit.reset();
    return ExitStatus::kDone;
  }
  std::size_t limit = 0;
  const char* end = value.data() + value.size();
  auto [stop, error] = std::from_chars(value.data(), end, limit);
  if (error != std::errc{} || stop != end || limit == 0) {
    return Refuse(session, "limit: expected a number of rows, or auto");
  }
  settings.limit = limit;
  return ExitStatus::kDone;
}

std::string Joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    text += (text.empty() ? "" : ", ") + schema::EscapeControls(value);
  }
  return text;
}

}  // namespace

ExitStatus ShellMode(ShellState& state, Session& session,
                     const ShellWords& words) {
  std::optional<Format>& mode = state.settings.mode;
  if (words.empty()) {
    session.out.Append((mode ? std::string(FormatName(*mode)) : "auto") + "\n");
    return ExitStatus::kDone;
  }
  std::optional<Format> named = FormatNamed(words.front());
  if (!named && words.front() != "auto") {
    return Refuse(session, "there is no mode " +
                               schema::Excerpt(words.front()) +
                               "; .mode and Tab show those there are");
  }
  mode = named;
  return ExitStatus::kDone;
}

ExitStatus ShellSet(ShellState& state, Session& session,
                    const ShellWords& words) {
  ShellSettings& settings = state.settings;
  if (words.empty()) {
    session.out.Append("tz " + (settings.zone.empty() ? "Z" : settings.zone) +
                       "\nlax " + (settings.lax ? "on" : "off") + "\nlimit " +
                       LimitText(settings) + "\n");
    return ExitStatus::kDone;
  }
  if (words.size() == 2 && words[0] == "tz") {
    return SetZone(settings, session, words[1]);
  }
  if (words.size() == 2 && words[0] == "lax") {
    return SetLax(settings, session, words[1]);
  }
  if (words.size() == 2 && words[0] == "limit") {
    return SetLimit(settings, session, words[1]);
  }
  return Refuse(session,
                "expected tz OFFSET, lax on|off, limit N or limit auto");
}

ExitStatus ShellParam(ShellState& state, Session& session,
                      const ShellWords& words) {
  auto& parameters = state.settings.parameters;
  if (words.empty()) {
    for (const auto& [name, values] : parameters) {
      session.out.Append(':' + schema::EscapeControls(name) + " = " +
                         Joined(values) + "\n");
    }
    return ExitStatus::kDone;
  }
  std::string name = words.front();
  if (name.starts_with(':')) name.erase(0, 1);
  if (!schema::IsName(name)) {
    return Refuse(session, "expected a name, a blank and a value");
  }
  if (words.size() > 1) {
    parameters[name] = {words.begin() + 1, words.end()};
  } else if (parameters.erase(name) == 0) {
    return Refuse(session, "no parameter " + schema::Excerpt(name) + " is set");
  }
  return ExitStatus::kDone;
}

ExitStatus ShellExplain(ShellState& state, Session& session,
                        const ShellWords& words) {
  using Explain = ShellSettings::Explain;
  const std::string& word = words.front();
  if (word != "on" && word != "analyze" && word != "off") {
    return Refuse(session, "expected on, analyze or off");
  }
  state.settings.explain = word == "on"        ? Explain::kOn
                           : word == "analyze" ? Explain::kAnalyze
                                               : Explain::kOff;
  return ExitStatus::kDone;
}

ExitStatus ShellTimer(ShellState& state, Session& session,
                      const ShellWords& words) {
  std::optional<bool> timer = OnOrOff(words.front());
  if (!timer) return Refuse(session, "expected on or off");
  state.settings.timer = *timer;
  return ExitStatus::kDone;
}

ExitStatus ShellOutput(ShellState& state, Session& session,
                       const ShellWords& words) {
  if (words.empty() || words == ShellWords{"-"}) {
    state.output = Descriptor();
    return ExitStatus::kDone;
  }
  bool force = words.size() == 2 && words[1] == "--force";
  if (words.size() == 2 && !force) {
    return Refuse(session, "expected a file, and --force where it is there");
  }
  int flags =
      O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | (force ? O_TRUNC : O_EXCL);
  Descriptor file(::open(words[0].c_str(), flags, 0666));
  if (!file.valid()) {
    Status status = SystemError(errno, words[0]);
    if (status.code() == StatusCode::kAlreadyExists) {
      status = AlreadyExists(words[0] +
                             " is there; .output FILE --force "
                             "replaces it");
    }
    // No article is missing, but a folder.
    bool absent = status.code() == StatusCode::kNotFound;
    return absent ? Fail(session, status, ExitStatus::kUsage)
                  : Fail(session, status);
  }
  state.output = std::move(file);
  state.output_name = words[0];
  return ExitStatus::kDone;
}

}  // namespace pressmark::cli
