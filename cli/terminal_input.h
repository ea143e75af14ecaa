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

  // The terminal's keys for an interrupt and for a stop are events as well,
  // where it hands them over: ISIG is off.
  explicit TerminalInput(int descriptor);

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
  // is beyond 1 MiB comes as if typed. A second's silence and then the key for
  // an interrupt give up a paste that never ends.
  std::string ReadPaste();

  // Passes over the rest of what a terminal sends for a key or reports. `last`
  // was read of it: `]` of a string, which ends with BEL or ESC \, `M` of a
  // mouse's three characters, another of a control sequence (ECMA-48, 5.4).
  void SkipSequence(int last);

  // Whether more is there to be read. After a line that came in one piece with
  // other bytes, and so was pasted, it waits a moment for more of it.
  bool waiting();

  // Whoever reads was busy, and had no more to read before: what is there now
  // was typed line by line meanwhile, and is not what waiting tells of.
  void TakeTypedAhead();

  // Stops the process, as the terminal would have done, until it is continued.
  static void Stop();

 private:
  bool Readable(int milliseconds) const;
  // Reads what there is; false at the end.
  bool Fill();
  char32_t TakeCharacter();
  unsigned char TakeByte();
  // Passes over characters while they come at once, up to one that `ends`.
  template <typename Predicate>
  void SkipTo(const Predicate& ends);

  int descriptor_;
  std::string bytes_;            // read, and not yet taken
  std::size_t taken_ = 0;        // of them
  std::size_t last_read_ = 0;    // bytes that came at once
  std::size_t typed_ahead_ = 0;  // bytes not yet taken
  char32_t interrupt_key_ = 0;   // 0: none
  char32_t stop_key_ = 0;
  bool pasting_ = false;
  bool ended_ = false;
};

// Appends the character in UTF-8.
void AppendUtf8(char32_t character, std::string* text);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_TERMINAL_INPUT_H_
