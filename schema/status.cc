#include <cassert>
#include <utility>

#include <pressmark/status.h>

namespace pressmark {

struct Status::Rep {
  StatusCode code;
  std::string message;
  std::optional<TextPosition> position;
  std::string context;
};

std::string_view StatusCodeName(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return "ok";
    case StatusCode::kNotFound:
      return "not found";
    case StatusCode::kInvalidArgument:
      return "invalid argument";
    case StatusCode::kParseError:
      return "parse error";
    case StatusCode::kLimitExceeded:
      return "limit exceeded";
    case StatusCode::kAlreadyExists:
      return "already exists";
    case StatusCode::kBusy:
      return "busy";
    case StatusCode::kReadOnly:
      return "read only";
    case StatusCode::kIoError:
      return "i/o error";
    case StatusCode::kNoSpace:
      return "no space";
    case StatusCode::kCorruption:
      return "corruption";
    case StatusCode::kUnsupportedFormat:
      return "unsupported format";
    case StatusCode::kInterrupted:
      return "interrupted";
    case StatusCode::kUnsupported:
      return "unsupported";
    case StatusCode::kInternal:
      return "internal error";
  }
  return "unknown";
}

Status::Status(StatusCode code, std::string message)
    : rep_(std::make_shared<const Rep>(Rep{code, std::move(message), {}, {}})) {
  assert(code != StatusCode::kOk);
}

StatusCode Status::code() const { return ok() ? StatusCode::kOk : rep_->code; }

std::string_view Status::message() const {
  return ok() ? std::string_view() : std::string_view(rep_->message);
}

std::optional<TextPosition> Status::position() const {
  return ok() ? std::nullopt : rep_->position;
}

Status Status::At(TextPosition position) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.position = position;
  return Status(std::make_shared<const Rep>(std::move(rep)));
}

Status Status::WithContext(std::string_view context) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.context = std::string(context) + ": " + rep.context;
  return Status(std::make_shared<const Rep>(std::move(rep)));
}

std::string Status::ToString() const {
  if (ok()) return "ok";
  std::string text = rep_->context;
  if (rep_->position) {
    text += "line " + std::to_string(rep_->position->line) + ", column " +
            std::to_string(rep_->position->column) + ": ";
  }
  return text + rep_->message;
}

Status NotFound(std::string message) {
  return {StatusCode::kNotFound, std::move(message)};
}
Status InvalidArgument(std::string message) {
  return {StatusCode::kInvalidArgument, std::move(message)};
}
Status ParseError(std::string message) {
  return {StatusCode::kParseError, std::move(message)};
}
Status LimitExceeded(std::string message) {
  return {StatusCode::kLimitExceeded, std::move(message)};
}
Status AlreadyExists(std::string message) {
  return {StatusCode::kAlreadyExists, std::move(message)};
}
Status Busy(std::string message) {
  return {StatusCode::kBusy, std::move(message)};
}
Status ReadOnly(std::string message) {
  return {StatusCode::kReadOnly, std::move(message)};
}
Status IoError(std::string message) {
  return {StatusCode::kIoError, std::move(message)};
}
Status NoSpace(std::string message) {
  return {StatusCode::kNoSpace, std::move(message)};
}
Status Corruption(std::string message) {
  return {StatusCode::kCorruption, std::move(message)};
}
Status UnsupportedFormat(std::string message) {
  return {StatusCode::kUnsupportedFormat, std::move(message)};
}
Status Interrupted(std::string message) {
  return {StatusCode::kInterrupted, std::move(message)};
}
Status Unsupported(std::string message) {
  return {StatusCode::kUnsupported, std::move(message)};
}
Status Internal(std::string message) {
  return {StatusCode::kInternal, std::move(message)};
}

}  // namespace pressmark
