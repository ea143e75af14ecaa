#ifndef PRESSMARK_CLI_BYTE_WRITER_H_
#define PRESSMARK_CLI_BYTE_WRITER_H_

#include <string>
#include <string_view>

#include <pressmark/status.h>

namespace pressmark::cli {

// Buffered writing to an open descriptor, which it does not own. After a
// failure it drops what it is given: producers look at ok() now and then and
// at status() at the end. Not for two threads at once.
class ByteWriter {
 public:
  // `name` stands in front of messages.
  ByteWriter(int descriptor, std::string name);
  ByteWriter(const ByteWriter&) = delete;
  ByteWriter& operator=(const ByteWriter&) = delete;

  void Append(std::string_view bytes);
  // Hands everything so far to the operating system.
  void Flush();

  bool ok() const { return status_.ok(); }
  // kNoSpace, kIoError; kInterrupted where the user ended a blocked write.
  const Status& status() const { return status_; }
  // The failure is a pipe whose reader has left: no reason for a message.
  bool reader_gone() const { return reader_gone_; }

 private:
  void WriteOut(std::string_view bytes);
  // Whether the write that failed with this errno may be tried again.
  bool MayRetry(int error);

  int descriptor_;
  std::string name_;
  std::string buffer_;
  Status status_;
  bool reader_gone_ = false;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_BYTE_WRITER_H_
