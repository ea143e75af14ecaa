#ifndef PRESSMARK_SCHEMA_STATUS_H_
#define PRESSMARK_SCHEMA_STATUS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// The kind of an outcome. Callers branch on the code; people read the message.
enum class StatusCode : std::uint8_t {
  kOk,
  kNotFound,           // no such article, store, file or front matter
  kInvalidArgument,    // the caller asked for something that makes no sense
  kParseError,         // text that should follow a grammar does not
  kLimitExceeded,      // a member of Limits was passed
  kAlreadyExists,      // a target that must not be there is there
  kBusy,               // another process or handle holds the store
  kReadOnly,           // the store, or the handle, may not be written
  kIoError,            // the operating system refused
  kNoSpace,            // the disk or a quota is full
  kCorruption,         // stored bytes are not what was written
  kUnsupportedFormat,  // not a store, or one of a newer version
  kInterrupted,        // cancelled, or past its deadline
  kUnsupported,        // understood, and not available yet
  kInternal,           // a defect of Pressmark itself
};

// The code's name in words, "not found" for kNotFound. Static storage.
std::string_view StatusCodeName(StatusCode code);

// A place in a text. Lines and columns count from 1; a column counts code
// points, so that a caret can be put under it; length is in code points too.
struct TextPosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 0;

  bool operator==(const TextPosition&) const = default;
};

// The outcome of an operation: ok, or a code with a message and perhaps a
// place. Cheap when ok (one null pointer); copies share the message. A value:
// it may be copied and moved freely between threads.
//
// Messages are lower case, end without a full stop, and name the thing and the
// value. Each layer adds its word in front with WithContext as it passes up.
class [[nodiscard]] Status {
 public:
  Status() = default;  // ok
  // `code` must not be kOk.
  Status(StatusCode code, std::string message);

  bool ok() const { return rep_ == nullptr; }
  StatusCode code() const;
  // Empty when ok. Lives as long as this status or any copy of it.
  std::string_view message() const;
  // The place the message is about, where there is one.
  std::optional<TextPosition> position() const;

  // The same outcome, at a place. Ok stays ok.
  Status At(TextPosition position) const;
  // The same outcome with "context: " in front of the message. Ok stays ok.
  Status WithContext(std::string_view context) const;

  // "context: line 12, column 7: expected a date", or "ok".
  std::string ToString() const;

 private:
  struct Rep;
  explicit Status(std::shared_ptr<const Rep> rep) : rep_(std::move(rep)) {}

  std::shared_ptr<const Rep> rep_;
};

// An outcome of the code that each is named after, without a place.
Status NotFound(std::string message);
Status InvalidArgument(std::string message);
Status ParseError(std::string message);
Status LimitExceeded(std::string message);
Status AlreadyExists(std::string message);
Status Busy(std::string message);
Status ReadOnly(std::string message);
Status IoError(std::string message);
Status NoSpace(std::string message);
Status Corruption(std::string message);
Status UnsupportedFormat(std::string message);
Status Interrupted(std::string message);
Status Unsupported(std::string message);
Status Internal(std::string message);

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_STATUS_H_
