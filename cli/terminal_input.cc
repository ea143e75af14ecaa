#include "cli/terminal_input.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <ctime>
#include <string_view>
#include <utility>

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "cli/interrupt.h"

namespace pressmark::cli {

namespace {

constexpr std::array<int, 3> kWatched = {SIGWINCH, SIGTSTP, SIGCONT};
constexpr char32_t kReplacement = 0xFFFD;
// A terminal hands a long paste on in pieces; this long between two of them.
constexpr int kPasteMilliseconds = 50;

constexpr std::size_t kPasteBytes = std::size_t{1} << 20;
constexpr std::string_view kPasteEnd = "\x1b[201~";  // xterm

// A signal handler reaches nothing but what has static storage.
std::atomic<bool> resized{false};
std::atomic<bool> stopped{false};
std::atomic<bool> continued{false};

void OnWatched(int number) {
  if (number == SIGWINCH) resized = true;
  if (number == SIGTSTP) stopped = true;
  if (number == SIGCONT) continued = true;
}

// The signals of an Attention.
sigset_t HeldBack() {
  sigset_t set;
  sigemptyset(&set);
  for (int number : {SIGINT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT}) {
    sigaddset(&set, number);
  }
  return set;
}

// The signal mask with those let through.
sigset_t LetThrough() {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  for (int number : {SIGINT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT}) {
    sigdelset(&mask, number);
  }
  return mask;
}

std::string CleanPaste(std::string_view pasted) {
  std::string text;
  for (std::size_t i = 0; i < pasted.size(); ++i) {
    char c = pasted[i];
    if (c == '\r' && i + 1 < pasted.size() && pasted[i + 1] == '\n') continue;
    if (c == '\r') c = '\n';
    bool control = static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    if (!control || c == '\n' || c == '\t') text += c;
  }
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

}  // namespace

TerminalInput::Attention::Attention() {
  struct sigaction action = {};
  action.sa_handler = OnWatched;
  for (std::size_t i = 0; i < kWatched.size(); ++i) {
    sigaction(kWatched[i], &action, &before_[i]);
  }
  sigset_t held = HeldBack();
  pthread_sigmask(SIG_BLOCK, &held, &mask_before_);
}

TerminalInput::Attention::~Attention() {
  for (std::size_t i = 0; i < kWatched.size(); ++i) {
    sigaction(kWatched[i], &before_[i], nullptr);
  }
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

TerminalInput::TerminalInput(int descriptor) : descriptor_(descriptor) {
  termios settings = {};
  if (::tcgetattr(descriptor_, &settings) != 0) return;
  auto key = [&](int which) {
    cc_t set = settings.c_cc[which];
    return set == _POSIX_VDISABLE ? char32_t{0} : char32_t{set};
  };
  interrupt_key_ = key(VINTR);
  stop_key_ = key(VSUSP);
}

TerminalInput::Event TerminalInput::Next(char32_t* character) {
  // The wait is bounded: a signal that another thread took, one of the storage
  // library's, does not end it.
  constexpr timespec kSecond = {1, 0};
  for (;;) {
    if (InterruptRequested()) return Event::kInterrupted;
    if (stopped.exchange(false)) return Event::kStopped;
    if (continued.exchange(false)) return Event::kContinued;
    if (resized.exchange(false)) return Event::kResized;
    if (taken_ < bytes_.size()) {
      *character = TakeCharacter();
      if (pasting_ || *character == 0) return Event::kCharacter;
      if (*character == interrupt_key_) return Event::kInterrupted;
      if (*character != stop_key_) return Event::kCharacter;
      // The others of our job stop as well. It comes to us in the next wait.
      ::kill(0, SIGTSTP);
      continue;
    }
    if (ended_) return Event::kEnd;
    pollfd ready = {descriptor_, POLLIN, 0};
    sigset_t mask = LetThrough();
    int count = ::ppoll(&ready, 1, &kSecond, &mask);
    if (count == 0) return Event::kIdle;
    if (count > 0 && !Fill()) ended_ = true;
    if (count < 0 && errno != EINTR) ended_ = true;
  }
}

std::string TerminalInput::ReadPaste() {
  std::string pasted;
  bool silent = false;
  pasting_ = true;  // its controls are no keys
  while (pasted.size() < kPasteBytes && !pasted.ends_with(kPasteEnd)) {
    char32_t character = 0;
    Event event = Next(&character);
    if (event == Event::kCharacter) {
      if (silent && character != 0 && character == interrupt_key_) {
        pasted.clear();
        break;
      }
      AppendUtf8(character, &pasted);
    }
    silent = event == Event::kIdle;
    // Either comes again, for whoever reads the next key.
    if (event == Event::kInterrupted || event == Event::kEnd) break;
  }
  pasting_ = false;
  std::string_view text = pasted;
  if (text.ends_with(kPasteEnd)) text.remove_suffix(kPasteEnd.size());
  return CleanPaste(text);
}

template <typename Predicate>
void TerminalInput::SkipTo(const Predicate& ends) {
  while (taken_ < bytes_.size() || (Readable(kPasteMilliseconds) && Fill())) {
    if (ends(TakeCharacter())) return;
  }
}

void TerminalInput::SkipSequence(int last) {
  char32_t before = 0;
  int taken = 0;
  SkipTo([&](char32_t c) {
    bool escaped = std::exchange(before, c) == 0x1B;
    if (last == ']') return c == 0x07 || (escaped && c == '\\');
    if (last == 'M') return ++taken == 3;
    return c >= 0x40 && c <= 0x7E;
  });
}

void TerminalInput::TakeTypedAhead() {
  while (!ended_ && Readable(0)) {
    if (!Fill()) ended_ = true;
  }
  typed_ahead_ = bytes_.size() - taken_;
}

bool TerminalInput::waiting() {
  if (typed_ahead_ > 0) return false;
  if (taken_ < bytes_.size()) return true;
  return !ended_ && Readable(last_read_ > 1 ? kPasteMilliseconds : 0);
}

void TerminalInput::Stop() {
  struct sigaction standard = {};
  standard.sa_handler = SIG_DFL;
  struct sigaction before;
  sigaction(SIGTSTP, &standard, &before);
  ::kill(::getpid(), SIGTSTP);
  sigset_t through = LetThrough();
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, &through, &mask);  // stops here
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  sigaction(SIGTSTP, &before, nullptr);
  continued = false;
}

bool TerminalInput::Readable(int milliseconds) const {
  pollfd ready = {descriptor_, POLLIN, 0};
  return ::poll(&ready, 1, milliseconds) > 0 && (ready.revents & POLLIN) != 0;
}

bool TerminalInput::Fill() {
  char bytes[4096];
  ssize_t count = ::read(descriptor_, bytes, sizeof bytes);
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  if (count == 0) return false;
  bytes_.erase(0, taken_);
  taken_ = 0;
  last_read_ = static_cast<std::size_t>(count);
  bytes_.append(bytes, last_read_);
  return true;
}

unsigned char TerminalInput::TakeByte() {
  if (typed_ahead_ > 0) --typed_ahead_;
  return static_cast<unsigned char>(bytes_[taken_++]);
}

// RFC 3629. The tail of a character that came in two pieces is waited for.
char32_t TerminalInput::TakeCharacter() {
  unsigned char first = TakeByte();
  if (first < 0x80) return first;
  int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4) return kReplacement;
  char32_t character = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    bool there =
        taken_ < bytes_.size() || (Readable(kPasteMilliseconds) && Fill());
    if (!there) return kReplacement;
    auto next = static_cast<unsigned char>(bytes_[taken_]);
    if ((next & 0xC0u) != 0x80) return kReplacement;
    TakeByte();
    character = (character << 6) | (next & 0x3Fu);
  }
  bool overlong =
      (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
  bool surrogate = character >= 0xD800 && character < 0xE000;
  if (overlong || surrogate || character > 0x10FFFF) return kReplacement;
  return character;
}

void AppendUtf8(char32_t character, std::string* text) {
  auto byte = [text](char32_t bits) { *text += static_cast<char>(bits); };
  auto tail = [&](int shift) { byte(0x80 | ((character >> shift) & 0x3F)); };
  if (character < 0x80) return byte(character);
  if (character < 0x800) {
    byte(0xC0 | (character >> 6));
  } else if (character < 0x10000) {
    byte(0xE0 | (character >> 12));
    tail(6);
  } else {
    byte(0xF0 | (character >> 18));
    tail(12);
    tail(6);
  }
  tail(0);
}

}  // namespace pressmark::cli
