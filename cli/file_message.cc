#include "cli/file_message.h"

#include <optional>

#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

std::string At(std::string_view path, std::optional<TextPosition> position) {
  std::string place = schema::EscapeControls(path);
  if (position && position->line > 0) {
    place += ':' + std::to_string(position->line) + ':' +
             std::to_string(position->column);
  }
  return place + ": ";
}

}  // namespace

std::string FileMessage(std::string_view path, const Status& status) {
  return At(path, status.position()) + schema::EscapeControls(status.message());
}

std::string SkippedMessage(std::string_view path, const Status& status) {
  return At(path, status.position()) +
         "skipped: " + schema::EscapeControls(status.message());
}

std::string FileMessage(std::string_view path, const Warning& warning) {
  return At(path, warning.position) +
         "warning: " + schema::EscapeControls(warning.message);
}

}  // namespace pressmark::cli
