#ifndef PRESSMARK_CLI_TERMINAL_INPUT_H_
#define PRESSMARK_CLI_TERMINAL_INPUT_H_

#include <csignal>
#include <cstdint>
#include <string>

namespace pressmark::cli {

// What a person types at a terminal, a character at a time, and what else
// happens meanwhile. Not for two threads at once.
class TerminalInput {
 public:
  enum class Event : std::uint8_t {
    kCharacter,
    kEnd,          // nothing more will come
    kInterrupted,  // InterruptRequested() was raised
    kResized,      // the terminal has another size
    kStopped,      // the user wants to stop the process for a while
    kContinued,    // the process was stopped and goes on
    kIdle,         // nothing happened for a second
  };

  explicit TerminalInput(int descriptor) : descriptor_(descriptor) {}

  // From construction to destruction signals are held back until Next waits,
  // so that none comes between a look at it and the wait.
  class Attention {
   public:
    Attention();
    Attention(const Attention&) = delete;
    Attention& operator=(const Attention&) = delete;
    ~Attention();

   private:
    sigset_t mask_before_;
    struct sigaction before_[3];
  };

  // Waits for the next thing to happen, under an Attention. Bytes that are not
  // UTF-8 come as U+FFFD.
  Event Next(char32_t* character);

  // After the key that begins a paste in brackets: the pasted text, without
  // line breaks at its end and without controls but tabs and line breaks. What
  // is beyond 1 MiB comes as if typed.
  std::string ReadPaste();

  // Whether more is there to be read. After a line that came in one piece with
  // other bytes, and so was pasted, it waits a moment for more of it.
  bool waiting();

  // Stops the process, as the terminal would have done, until it is continued.
  static void Stop();

 private:
  bool Readable(int milliseconds) const;
  // Reads what there is; false at the end.
  bool Fill();
  char32_t TakeCharacter();

  int descriptor_;
  std::string bytes_;          // read, and not yet taken
  std::size_t taken_ = 0;      // of them
  std::size_t last_read_ = 0;  // bytes that came at once
  bool ended_ = false;
};

// Appends the character in UTF-8.
void AppendUtf8(char32_t character, std::string* text);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_TERMINAL_INPUT_H_
