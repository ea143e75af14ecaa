// libedit's native interface (histedit(3)). It edits a buffer that may hold
// line breaks, and calls back for every character and for the keys that are
// bound below.
#include "cli/line_editor.h"

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <utility>

#include <histedit.h>
#include <unistd.h>

#include "cli/completion_list.h"
#include "cli/line_history.h"
#include "cli/line_keys.h"
#include "cli/line_motion.h"
#include "cli/terminal.h"
#include "cli/terminal_input.h"
#include "cli/terminal_width.h"

namespace pressmark::cli {

namespace {

constexpr int kHistoryEntries = 1'000;

// Through libedit's own stream, so that what it wrote stands before it.
void Put(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

struct LineEditor::State {
  explicit State(Hooks given) : input(STDIN_FILENO), hooks(std::move(given)) {}

  // What libedit calls.
  static State& Of(EditLine* line);
  static char* OnPrompt(EditLine* line);
  static int OnRead(EditLine* line, wchar_t* character);
  static unsigned char OnTab(EditLine* line, int key);
  static unsigned char OnUp(EditLine* line, int key);
  static unsigned char OnDown(EditLine* line, int key);
  static unsigned char OnPaste(EditLine* line, int key);
  static unsigned char OnBreak(EditLine* line, int key);
  static unsigned char OnSequence(EditLine* line, int key);

  void Start();
  void Bind();
  void EditLineInto(std::string* typed);
  void ReadLineInto(std::string* typed);
  // Sees to what happened; false where the line ends with it.
  bool SeeTo(TerminalInput::Event event);
  void Drop();
  void Suspend();
  void Refit();
  void ShowAnew();

  std::string_view Buffer() const;
  std::string_view BeforeCursor() const;
  void ReplaceFrom(std::size_t begin, std::string_view text);
  std::size_t RowOfCursor() const;
  void GoBelow() const;
  unsigned char Show(const std::string* entry);
  unsigned char Complete();
  void ShowList(const LineCompletions& found);
  unsigned char TakeBack();

  EditLine* line = nullptr;    // none on a dumb terminal
  History* history = nullptr;  // what Ctrl-R searches
  LineHistory entries{kHistoryEntries};
  TerminalInput input;
  Hooks hooks;
  std::string prompt;
  std::string first_prompt;
  std::string before;  // what the line goes on with
  std::size_t width = 0;
  Outcome outcome = Outcome::kText;
};

LineEditor::State& LineEditor::State::Of(EditLine* line) {
  void* state = nullptr;
  el_get(line, EL_CLIENTDATA, &state);
  return *static_cast<State*>(state);
}

char* LineEditor::State::OnPrompt(EditLine* line) {
  return Of(line).prompt.data();
}

int LineEditor::State::OnRead(EditLine* line, wchar_t* character) {
  State& state = Of(line);
  for (;;) {
    char32_t typed = 0;
    TerminalInput::Event event = state.input.Next(&typed);
    if (event == TerminalInput::Event::kCharacter) {
      *character = static_cast<wchar_t>(typed);
      return 1;
    }
    if (state.SeeTo(event)) continue;
    errno = 0;
    return state.outcome == Outcome::kEnd ? 0 : -1;
  }
}

unsigned char LineEditor::State::OnTab(EditLine* line, int) {
  return Of(line).Complete();
}

unsigned char LineEditor::State::OnUp(EditLine* line, int) {
  State& state = Of(line);
  int move = MoveUp(state.Buffer(), state.BeforeCursor().size());
  if (move == 0 && !state.before.empty()) return state.TakeBack();
  if (move == 0) return state.Show(state.entries.Older(state.Buffer()));
  el_cursor(line, move);
  return CC_CURSOR;
}

unsigned char LineEditor::State::OnDown(EditLine* line, int) {
  State& state = Of(line);
  int move = MoveDown(state.Buffer(), state.BeforeCursor().size());
  if (move == 0) return state.Show(state.entries.Newer(state.Buffer()));
  el_cursor(line, move);
  return CC_CURSOR;
}

unsigned char LineEditor::State::OnPaste(EditLine* line, int) {
  std::string text = Of(line).input.ReadPaste();
  if (!text.empty()) el_insertstr(line, text.c_str());
  return CC_REFRESH;
}

unsigned char LineEditor::State::OnBreak(EditLine* line, int) {
  el_insertstr(line, "\n");
  return CC_REFRESH;
}

unsigned char LineEditor::State::OnSequence(EditLine* line, int key) {
  Of(line).input.SkipSequence(key);
  return CC_NORM;
}

void LineEditor::State::Start() {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  line = el_init("pressmark", stdin, stdout, stderr);
  if (line == nullptr) return;
  history = history_init();
  HistEvent event;
  ::history(history, &event, H_SETSIZE, kHistoryEntries);
  ::history(history, &event, H_SETUNIQUE, 1);
  el_set(line, EL_CLIENTDATA, this);
  el_set(line, EL_PROMPT, &OnPrompt);
  el_set(line, EL_HIST, &::history, history);
  el_set(line, EL_GETCFN, &OnRead);
  el_set(line, EL_EDITOR, "emacs");
  // What is typed while nothing is read will be shown at the next prompt.
  el_set(line, EL_SETTY, "-x", "-echo", nullptr);
  // A Ctrl-C in a paste is no key, and drops nothing of it.
  el_set(line, EL_SETTY, "-d", "-isig", nullptr);
  Bind();
  // What the user has in ~/.editrc comes last, and stands.
  el_source(line, nullptr);
}

void LineEditor::State::Bind() {
  // Wide, since el_set copies narrow ones and never frees them.
  struct Added {
    const wchar_t* name;
    const wchar_t* help;
    unsigned char (*key)(EditLine*, int);
  };
  for (const Added& added : {
           Added{L"pressmark-complete", L"Complete the word", &OnTab},
           Added{L"pressmark-up", L"A line up, or the entry before", &OnUp},
           Added{L"pressmark-down", L"A line down, or the next entry", &OnDown},
           Added{L"pressmark-paste", L"Take what is pasted", &OnPaste},
           Added{L"pressmark-break", L"Insert a line break", &OnBreak},
           Added{L"pressmark-sequence", L"Pass over a key", &OnSequence},
       }) {
    el_wset(line, EL_ADDFN, added.name, added.help, added.key);
  }
  for (const LineKey& key : LineKeys()) {
    el_set(line, EL_BIND, key.sequence, key.function, nullptr);
  }
}

void LineEditor::State::EditLineInto(std::string* typed) {
  TerminalInput::Attention attention;
  width = OutputWidth();
  el_resize(line);
  // Before the prompt is seen: what is typed then is a key, not a line's.
  el_set(line, EL_PREP_TERM, 1);
  Put("\x1b[?2004h");  // pastes come in brackets (xterm)
  int count = 0;
  const char* text = el_gets(line, &count);
  Put("\x1b[?2004l");
  if (text != nullptr && count > 0) {
    typed->assign(text, static_cast<std::size_t>(count));
    if (typed->ends_with('\n')) typed->pop_back();
  } else if (outcome == Outcome::kText) {
    outcome = Outcome::kEnd;
  }
  if (outcome == Outcome::kEnd) Put("\n");
}

// Where the terminal edits the line itself.
void LineEditor::State::ReadLineInto(std::string* typed) {
  TerminalInput::Attention attention;
  Put(prompt);
  for (;;) {
    char32_t character = 0;
    TerminalInput::Event event = input.Next(&character);
    if (event == TerminalInput::Event::kCharacter) {
      if (character == '\n') return;
      AppendUtf8(character, typed);
    } else if (!SeeTo(event)) {
      return;
    }
  }
}

bool LineEditor::State::SeeTo(TerminalInput::Event event) {
  switch (event) {
    case TerminalInput::Event::kInterrupted:
      Drop();
      return false;
    case TerminalInput::Event::kEnd:
      outcome = Outcome::kEnd;
      return false;
    case TerminalInput::Event::kStopped:
      Suspend();
      return true;
    case TerminalInput::Event::kContinued:
      ShowAnew();
      return true;
    case TerminalInput::Event::kResized:
      Refit();
      return true;
    case TerminalInput::Event::kIdle:
      if (hooks.idle) hooks.idle();
      return true;
    case TerminalInput::Event::kCharacter:
      return true;
  }
  return true;
}

void LineEditor::State::Drop() {
  outcome = Outcome::kDropped;
  Put(line != nullptr ? "^C" : "\n");
  if (line != nullptr) GoBelow();
}

void LineEditor::State::Suspend() {
  if (line != nullptr) el_set(line, EL_PREP_TERM, 0);
  Put("\n");
  if (hooks.stop) hooks.stop();
  TerminalInput::Stop();
  ShowAnew();
}

void LineEditor::State::ShowAnew() {
  if (line == nullptr) return Put(prompt);
  // Another program has set the terminal meanwhile.
  el_set(line, EL_PREP_TERM, 0);
  el_set(line, EL_PREP_TERM, 1);
  Put("\r\x1b[J");
  el_set(line, EL_REFRESH);
}

void LineEditor::State::Refit() {
  if (line == nullptr) return;
  std::size_t row = RowOfCursor();
  width = OutputWidth();
  el_resize(line);
  if (row > 0) Put("\x1b[" + std::to_string(row) + "A");
  Put("\r\x1b[J");
  el_set(line, EL_REFRESH);
}

std::string_view LineEditor::State::Buffer() const {
  const LineInfo* info = el_line(line);
  return {info->buffer,
          static_cast<std::size_t>(info->lastchar - info->buffer)};
}

std::string_view LineEditor::State::BeforeCursor() const {
  const LineInfo* info = el_line(line);
  return {info->buffer, static_cast<std::size_t>(info->cursor - info->buffer)};
}

// Puts `text` in the place of what stands from `begin` to the cursor.
void LineEditor::State::ReplaceFrom(std::size_t begin, std::string_view text) {
  std::string_view replaced = BeforeCursor().substr(begin);
  if (!replaced.empty()) el_deletestr(line, CountCharacters(replaced));
  el_insertstr(line, std::string(text).c_str());
}

std::size_t LineEditor::State::RowOfCursor() const {
  return RowsOf(BeforeCursor(), DisplayWidth(prompt), width) - 1;
}

// To the start of the row below the whole line.
void LineEditor::State::GoBelow() const {
  std::size_t rows = RowsOf(Buffer(), DisplayWidth(prompt), width);
  Put(std::string(rows - RowOfCursor(), '\n'));
}

// Puts an entry in the place of the whole line.
unsigned char LineEditor::State::Show(const std::string* entry) {
  if (entry == nullptr) return CC_ERROR;
  el_cursor(line, CountCharacters(Buffer().substr(BeforeCursor().size())));
  ReplaceFrom(0, *entry);
  return CC_REFRESH;
}

unsigned char LineEditor::State::Complete() {
  if (!hooks.complete) return CC_ERROR;
  std::string lead = before.empty() ? "" : before + "\n";
  std::string typed(BeforeCursor());
  LineCompletions found =
      hooks.complete(lead + std::string(Buffer()), lead.size() + typed.size());
  bool usable = !found.candidates.empty() && found.begin >= lead.size() &&
                found.begin <= lead.size() + typed.size();
  if (!usable) return CC_ERROR;
  std::size_t begin = found.begin - lead.size();
  if (found.candidates.size() == 1 && !found.cut) {
    const LineCompletion& only = found.candidates.front();
    ReplaceFrom(begin, only.text + (only.whole ? " " : ""));
    return CC_REFRESH;
  }
  std::string common = CommonBeginning(found.candidates);
  if (common.size() > typed.size() - begin) ReplaceFrom(begin, common);
  ShowList(found);
  return CC_NORM;
}

void LineEditor::State::ShowList(const LineCompletions& found) {
  GoBelow();
  std::size_t rows = OutputRows();
  Put(RenderCompletions(found, width, rows > 4 ? rows - 3 : 1));
  el_set(line, EL_REFRESH);
}

// The lines above go on the screen, and come into the buffer.
unsigned char LineEditor::State::TakeBack() {
  std::string typed(BeforeCursor());
  el_cursor(line, -CountCharacters(typed));
  std::size_t rows = RowOfCursor();
  rows += RowsOfPrompted(before, DisplayWidth(prompt), width);
  el_insertstr(line, (before + "\n").c_str());
  el_cursor(line, -1);
  before.clear();
  prompt = first_prompt;
  Put("\r\x1b[" + std::to_string(rows) + "A\x1b[J");
  el_set(line, EL_REFRESH);
  return CC_NORM;
}

LineEditor::LineEditor(Hooks hooks)
    : state_(std::make_unique<State>(std::move(hooks))) {
  // Where the cursor cannot be moved there is nothing to edit on.
  if (!IsDumbTerminal()) state_->Start();
}

LineEditor::~LineEditor() {
  if (state_->line == nullptr) return;
  el_end(state_->line);
  history_end(state_->history);
}

LineEditor::Outcome LineEditor::Read(const Prompts& prompts,
                                     std::string* text) {
  state_->outcome = Outcome::kText;
  state_->before = *text;
  state_->entries.Begin();
  state_->first_prompt = prompts.first;
  state_->prompt = text->empty() ? prompts.first : prompts.next;
  std::string typed;
  bool edits = state_->line != nullptr;
  edits ? state_->EditLineInto(&typed) : state_->ReadLineInto(&typed);
  if (state_->outcome != Outcome::kText) return state_->outcome;
  *text = state_->before.empty() ? typed : state_->before + "\n" + typed;
  return Outcome::kText;
}

bool LineEditor::input_waiting() { return state_->input.waiting(); }

void LineEditor::TakeTypedAhead() { state_->input.TakeTypedAhead(); }

void LineEditor::Remember(const std::string& text) {
  if (state_->history == nullptr) return;
  HistEvent event;
  ::history(state_->history, &event, H_ENTER, text.c_str());
  state_->entries.Add(text);
}

}  // namespace pressmark::cli
