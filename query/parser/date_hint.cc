#include <array>
#include <cstddef>
#include <string>

#include "query/parser/hint.h"

// Spans of time as people and databases write them:
//
//   today - 7d    now() - interval '7 days'    7 days ago    last week
//
// where a query has -7d, now-7d, -7d and last-week.
namespace pressmark::query::parser {

namespace {

struct UnitWord {
  std::string_view word;
  std::string_view unit;
};

constexpr std::array<UnitWord, 16> kUnits = {{{"s", "s"},
                                              {"sec", "s"},
                                              {"second", "s"},
                                              {"min", "min"},
                                              {"minute", "min"},
                                              {"h", "h"},
                                              {"hr", "h"},
                                              {"hour", "h"},
                                              {"d", "d"},
                                              {"day", "d"},
                                              {"w", "w"},
                                              {"week", "w"},
                                              {"mo", "mo"},
                                              {"month", "mo"},
                                              {"y", "y"},
                                              {"year", "y"}}};

// The unit of a word, in the singular or the plural; empty where it is none.
std::string_view UnitOf(std::string_view word) {
  for (const UnitWord& entry : kUnits) {
    bool plural = word.size() == entry.word.size() + 1 && word.size() > 2 &&
                  (word.back() == 's' || word.back() == 'S');
    std::string_view stem = plural ? word.substr(0, entry.word.size()) : word;
    if (IsWord(stem, entry.word)) return entry.unit;
  }
  return {};
}

// Reads a span of time token by token, and what stands for it here.
class SpanReader {
 public:
  SpanReader(std::string_view text, Span first) : text_(text) { Set(first); }

  // What the query would have; empty where it is no span of time.
  std::string Read() {
    std::string_view first = word_;
    if (IsAnyWord(first, {"last", "this"})) return ReadPeriod();
    bool now = IsWord(first, "now");
    bool anchored =
        now || IsAnyWord(first, {"today", "current_date", "current_timestamp"});
    if (!anchored) return ReadAmount(false, {});
    if (IsWord(first, "current_timestamp")) now = true;
    Advance();
    if (word_ == "(") {
      Advance();
      if (word_ != ")") return {};
      Advance();
    }
    bool shifted = word_.starts_with('-') || word_.starts_with('+');
    if (!shifted) return now ? "now" : "today";
    return ReadAmount(now, now ? "" : "d");
  }

  // Behind the last token that was read.
  std::size_t end() const { return end_; }

 private:
  void Set(Span span) {
    span_ = span;
    word_ = TextAt(text_, span);
  }

  void Advance() {
    end_ = span_.end;
    Set(TokenAt(text_, span_.end));
  }

  std::string ReadPeriod() {
    std::string name = IsWord(word_, "last") ? "last-" : "this-";
    Advance();
    if (!IsAnyWord(word_, {"week", "month", "year"})) return {};
    for (char c : word_) name += static_cast<char>(c | 0x20);
    Advance();
    return name;
  }

  // `-7d`, `- 7 days`, `- interval '7 days'`, `7 days ago`.
  std::string ReadAmount(bool from_now, std::string_view otherwise) {
    std::string amount(word_);
    Advance();
    if (amount == "-" || amount == "+") amount += Next();
    std::size_t digits = amount.find_last_of("0123456789");
    if (digits == std::string::npos) return {};
    std::string_view unit = UnitOf(std::string_view(amount).substr(digits + 1));
    if (digits + 1 == amount.size()) {
      unit = UnitOf(word_);
      if (!unit.empty()) Advance();
      if (unit.empty()) unit = otherwise;
    }
    if (unit.empty()) return {};
    bool sign = amount[0] == '-' || amount[0] == '+';
    std::string number = amount.substr(sign ? 1 : 0, digits + (sign ? 0 : 1));
    if (!sign && !TakeAgo()) return {};
    for (char c : number) {
      if (!IsDigit(c)) return {};
    }
    char way = sign ? amount[0] : '-';
    return (from_now ? "now" : "") + std::string(1, way) + number +
           std::string(unit);
  }

  bool TakeAgo() {
    if (!IsWord(word_, "ago")) return false;
    Advance();
    return true;
  }

  // The next token; of `interval '7 days'` what is in the quotes.
  std::string Next() {
    if (IsWord(word_, "interval")) Advance();
    std::string next;
    for (char c : Unquoted(word_)) {
      if (c != ' ') next += c;
    }
    Advance();
    return next;
  }

  std::string_view text_;
  Span span_;
  std::string_view word_;
  std::size_t end_ = 0;
};

}  // namespace

Hint DateHint(const Mistake& mistake) {
  bool follows = mistake.TooMuch() || mistake.expected.starts_with(", or");
  if (!mistake.bare_is_last || !follows || mistake.found.empty()) return {};
  SpanReader reader(mistake.text, mistake.bare);
  std::string meant = reader.Read();
  if (meant.empty() || reader.end() <= mistake.token.begin) return {};
  Span span{mistake.bare.begin, static_cast<std::uint32_t>(reader.end())};
  return {Join({"a span of time is one word: ", meant}), Edit{span, meant}};
}

}  // namespace pressmark::query::parser
