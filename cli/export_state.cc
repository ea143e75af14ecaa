#include "cli/export_state.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/byte_writer.h"
#include "cli/sqlite_file.h"
#include "schema/hash.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

constexpr std::string_view kMagic = "pressmark export state ";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kChecksum = "checksum ";
constexpr std::string_view kNone = "none";
// A query and its parameters are as long as a command line may be.
constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr int kAttempts = 100;

std::string ChecksumOf(std::string_view lines) {
  return schema::ToHex(schema::HashOf(lines));
}

bool ParseNumber(std::string_view text, std::uint64_t* number) {
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, *number);
  return error == std::errc() && rest == end;
}

bool ParseSequence(std::string_view text,
                   std::optional<std::uint64_t>* number) {
  if (text == kNone) return true;
  return ParseNumber(text, &number->emplace());
}

std::string SequenceText(const std::optional<std::uint64_t>& number) {
  return number ? std::to_string(*number) : std::string(kNone);
}

// "name value", or "name" alone.
std::pair<std::string_view, std::string_view> Parted(std::string_view line) {
  std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return {line, {}};
  return {line.substr(0, blank), line.substr(blank + 1)};
}

bool ParseLine(std::string_view line, ExportState* state) {
  auto [name, value] = Parted(line);
  if (name == "sequence") return ParseSequence(value, &state->sequence);
  if (name == "whole") return state->whole = true;
  if (name == "output") {
    ExportState::Output& output = state->output.emplace();
    auto [process, rest] = Parted(value);
    auto [from, path] = Parted(rest);
    output.path = path;
    return ParseNumber(process, &output.process) &&
           ParseSequence(from, &output.from);
  }
  if (name == "made") {
    auto [mark, sequence] = Parted(value);
    ExportState::Made& made = state->made.emplace_back();
    made.mark = mark;
    return ParseSequence(sequence, &made.sequence);
  }
  state->origin.push_back({std::string(name), std::string(value)});
  return true;
}

Status Damaged() { return InvalidArgument("it is damaged"); }

Status Held() {
  return Status(StatusCode::kBusy, "another export with this state is running");
}

bool IsSameFile(int descriptor, const std::string& path) {
  struct stat open = {};
  struct stat named = {};
  return ::fstat(descriptor, &open) == 0 &&
         ::lstat(path.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

// The file that is to take the state's place, empty and held. Only one run
// writes it: it becomes the state with the lock on it.
Result<Descriptor> OpenNext(const std::string& path) {
  Descriptor file(::open(path.c_str(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                         0666));
  std::string shown = schema::EscapeControls(path);
  if (!file.valid()) return SystemError(errno, shown);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? Held() : SystemError(errno, shown);
  }
  if (!IsSameFile(file.get(), path)) return Held();
  struct stat information = {};
  if (::fstat(file.get(), &information) != 0) return SystemError(errno, shown);
  if (!S_ISREG(information.st_mode)) {
    return InvalidArgument(shown + " is there and no regular file");
  }
  if (::ftruncate(file.get(), 0) != 0) return SystemError(errno, shown);
  return file;
}

Status WriteDurably(std::string_view text, const Descriptor& file,
                    const std::string& path) {
  std::string shown = schema::EscapeControls(path);
  ByteWriter writer(file.get(), shown);
  writer.Append(text);
  writer.Flush();
  if (!writer.ok()) return writer.status();
  return ::fsync(file.get()) == 0 ? Status() : SystemError(errno, shown);
}

}  // namespace

std::string OnOneLine(std::string_view text) {
  std::string line;
  for (char c : text) {
    switch (c) {
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      case '\\':
        line += "\\\\";
        break;
      default:
        line += c;
    }
  }
  return line;
}

std::string FromOneLine(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    bool escaped = line[i] == '\\' && i + 1 < line.size();
    char c = escaped ? line[++i] : line[i];
    text += escaped && c == 'n' ? '\n' : escaped && c == 'r' ? '\r' : c;
  }
  return text;
}

std::string EncodeExportState(const ExportState& state) {
  std::string text(kMagic);
  text += std::string(kVersion) + "\nsequence " + SequenceText(state.sequence) +
          '\n';
  if (state.whole) text += "whole\n";
  if (state.output) {
    text += "output " + std::to_string(state.output->process) + ' ' +
            SequenceText(state.output->from) + ' ' + state.output->path + '\n';
  }
  for (const ExportState::Made& made : state.made) {
    text += "made " + made.mark + ' ' + SequenceText(made.sequence) + '\n';
  }
  for (const OriginTrait& trait : state.origin) {
    text += trait.name + ' ' + trait.value + '\n';
  }
  return text + std::string(kChecksum) + ChecksumOf(text) + '\n';
}

Result<ExportState> DecodeExportState(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    return InvalidArgument("it is no state of an export");
  }
  std::string_view version =
      bytes.substr(kMagic.size(), bytes.find('\n') - kMagic.size());
  if (version != kVersion) {
    return InvalidArgument("it is of another version of pressmark");
  }
  std::size_t last = bytes.rfind(std::string("\n") + std::string(kChecksum));
  if (last == std::string_view::npos) return Damaged();
  std::string_view lines = bytes.substr(0, last + 1);
  std::string checksum = std::string(kChecksum) + ChecksumOf(lines) + '\n';
  if (bytes.substr(last + 1) != checksum) return Damaged();
  ExportState state;
  lines.remove_prefix(kMagic.size() + kVersion.size() + 1);
  while (!lines.empty()) {
    std::size_t end = lines.find('\n');
    if (!ParseLine(lines.substr(0, end), &state)) return Damaged();
    lines.remove_prefix(end + 1);
  }
  return state;
}

std::filesystem::path NextStatePath(const ExportTarget& place) {
  return place.folder / ("." + place.path.filename().native() + ".partial");
}

Status CheckApart(const ExportTarget& target, const ExportTarget& state) {
  auto [left, right] = std::mismatch(target.path.begin(), target.path.end(),
                                     state.path.begin(), state.path.end());
  bool clash = left == target.path.end() || target.path == NextStatePath(state);
  for (std::string_view ending : kCompanions) {
    clash = clash ||
            target.path.native() + std::string(ending) == state.path.native();
  }
  if (!clash) return {};
  return InvalidArgument("--state " + schema::Excerpt(state.path.native()) +
                         " lies where the export is written; give it another "
                         "place");
}

Result<ExportStateFile> ExportStateFile::Open(ExportTarget place) {
  ExportStateFile opened(std::move(place));
  const std::string& path = opened.place_.path.native();
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Result<OpenFile> file = OpenRegularFile(path, Links::kRefuse, kMostBytes);
    if (file.status().code() == StatusCode::kNotFound) return opened;
    if (!file.ok()) return file.status();
    if (::flock(file->descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
      return Held();
    }
    // One that another run has replaced just now.
    if (!IsSameFile(file->descriptor.get(), path)) continue;
    Result<std::string> bytes =
        ReadToEnd(file->descriptor.get(), file->size, kMostBytes);
    if (!bytes.ok()) return bytes.status();
    Result<ExportState> state = DecodeExportState(*bytes);
    if (!state.ok()) return state.status();
    opened.lock_ = std::move(file->descriptor);
    opened.state_ = *std::move(state);
    return opened;
  }
  return Held();
}

Status ExportStateFile::Write(ExportState state) {
  std::string next = NextStatePath(place_).native();
  Result<Descriptor> file = OpenNext(next);
  if (!file.ok()) return file.status();
  Status written = WriteDurably(EncodeExportState(state), *file, next);
  // Where there was none when this run began, there must be none now.
  place_.replace = lock_.valid() ? Replace::kYes : Replace::kNo;
  if (written.ok()) written = MoveIntoPlace(next, place_);
  if (!written.ok()) {
    if (IsSameFile(file->get(), next)) ::unlink(next.c_str());
    return written.code() == StatusCode::kAlreadyExists ? Held() : written;
  }
  lock_ = *std::move(file);
  state_ = std::move(state);
  return {};
}

Status ExportStateFile::Remove() {
  const std::string& path = place_.path.native();
  if (!lock_.valid() || ::unlink(path.c_str()) == 0) return {};
  return SystemError(errno, schema::EscapeControls(path));
}

}  // namespace pressmark::cli
