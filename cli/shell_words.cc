#include "cli/shell_words.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace pressmark::cli {

namespace {

constexpr std::string_view kBlanks = " \t\n";
constexpr std::string_view kSpecial = " \t\n'\"\\$`;&|<>()*?[]#~!{}";

struct Word {
  std::string text;
  std::size_t begin = 0;
  bool closed = true;  // no quote is open at its end
};

std::string_view Home() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? "" : home;
}

// Takes the word that begins at `*at`, and steps behind it.
Word TakeWord(std::string_view text, std::size_t* at) {
  Word word;
  word.begin = *at;
  if (text.substr(*at).starts_with("~/") && !Home().empty()) {
    word.text = Home();
    ++*at;
  }
  char quote = 0;
  for (; *at < text.size(); ++*at) {
    char c = text[*at];
    if (quote == 0 && kBlanks.find(c) != std::string_view::npos) break;
    bool last = *at + 1 == text.size();
    char next = last ? '\0' : text[*at + 1];
    bool escapes = c == '\\' && !last &&
                   (quote == 0 || (quote == '"' && (next == '"' || next == c)));
    if (escapes) {
      word.text += next;
      ++*at;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else {
      word.text += c;
    }
  }
  word.closed = quote == 0;
  return word;
}

std::vector<Word> TakeWords(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0;;) {
    at = std::min(text.find_first_not_of(kBlanks, at), text.size());
    if (at == text.size()) return words;
    words.push_back(TakeWord(text, &at));
  }
}

}  // namespace

Result<std::vector<std::string>> SplitWords(std::string_view text) {
  std::vector<std::string> words;
  for (Word& word : TakeWords(text)) {
    if (!word.closed) return InvalidArgument("quoted text never ends");
    words.push_back(std::move(word.text));
  }
  return words;
}

WordAtEnd FindWordAtEnd(std::string_view text) {
  WordAtEnd found;
  found.begin = text.size();
  std::vector<Word> words = TakeWords(text);
  bool behind_blank =
      text.empty() || kBlanks.find(text.back()) != std::string_view::npos;
  bool typing = !words.empty() && !(behind_blank && words.back().closed);
  if (typing) {
    found.begin = words.back().begin;
    found.text = std::move(words.back().text);
    words.pop_back();
  }
  for (Word& word : words) found.before.push_back(std::move(word.text));
  return found;
}

std::string QuoteWord(std::string_view word) {
  bool plain =
      !word.empty() && word.find_first_of(kSpecial) == std::string_view::npos;
  if (plain) return std::string(word);
  if (word.find('\'') == std::string_view::npos) {
    return "'" + std::string(word) + "'";
  }
  std::string quoted = "\"";
  for (char c : word) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace pressmark::cli
