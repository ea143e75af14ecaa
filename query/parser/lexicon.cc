#include "query/parser/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pressmark::query::parser {

namespace {

constexpr std::array<std::string_view, 8> kFunctions = {
    "", "len", "date", "num", "fold", "year", "month", "day"};

char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The end of the quoted value that begins at `at`, or of the text.
std::size_t QuotedEnd(std::string_view text, std::size_t at) {
  char quote = text[at];
  while (++at < text.size()) {
    if (text[at] == quote) return at + 1;
    bool escape = text[at] == '\\' && at + 1 < text.size() &&
                  (text[at + 1] == quote || text[at + 1] == '\\');
    if (escape) ++at;
  }
  return text.size();
}

template <typename Predicate>
std::size_t RunEnd(std::string_view text, std::size_t at, Predicate holds) {
  while (at < text.size() && holds(text[at])) ++at;
  return at;
}

}  // namespace

bool BeginsWith(std::string_view text, std::string_view prefix) {
  return prefix.size() <= text.size() &&
         std::equal(
             prefix.begin(), prefix.end(), text.begin(),
             [](char a, char b) { return LowerAscii(a) == LowerAscii(b); });
}

bool StartsWithKeyword(std::string_view text, std::string_view word) {
  return BeginsWith(text, word) &&
         !schema::NameGoesOn(text.substr(word.size()));
}

bool IsBare(std::string_view text) {
  return !text.empty() && !IsBareMark(text[0]) && !text.starts_with("--") &&
         !IsReserved(text) && text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), IsBareByte);
}

std::string_view FunctionName(Function function) {
  return kFunctions[static_cast<std::size_t>(function)];
}

Function FunctionNamed(std::string_view name) {
  for (std::size_t i = 1; i < kFunctions.size(); ++i) {
    if (name.size() == kFunctions[i].size() &&
        BeginsWith(name, kFunctions[i])) {
      return static_cast<Function>(i);
    }
  }
  return Function::kNone;
}

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text.substr(at).starts_with("--")) {
      at = std::min(text.find('\n', at), text.size());
    } else if (IsBlank(text[at])) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

Span TokenAt(std::string_view text, std::size_t at) {
  at = SkipBlanks(text, at);
  std::size_t end = at;
  if (at == text.size()) {
    // An empty token.
  } else if (text[at] == '"' || text[at] == '\'') {
    end = QuotedEnd(text, at);
  } else if (IsOperatorByte(text[at])) {
    end = RunEnd(text, at, IsOperatorByte);
  } else if (IsBareByte(text[at])) {
    end = RunEnd(text, at, IsBareByte);
  } else {
    end = at + 1;
  }
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
}

std::string_view TextAt(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

std::string Quoted(std::string_view text) {
  bool single = text.find('"') != std::string_view::npos &&
                text.find('\'') == std::string_view::npos;
  return QuotedBy(single ? '\'' : '"', text);
}

std::string QuotedBy(char quote, std::string_view text) {
  std::string quoted(1, quote);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char next = i + 1 < text.size() ? text[i + 1] : quote;
    bool escape = text[i] == quote ||
                  (text[i] == '\\' && (next == quote || next == '\\'));
    if (escape) quoted += '\\';
    quoted += text[i];
  }
  return quoted + quote;
}

}  // namespace pressmark::query::parser
