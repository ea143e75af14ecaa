#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "query/parser/hint.h"

// Queries of document stores, put into this language:
//
//   db.articles.find({topic: "Health", date: {$gte: "2021"}})
//   topic = "Health" and date >= "2021"
namespace pressmark::query::parser {

namespace {

constexpr int kDeepest = 8;  // of documents inside each other

struct Operator {
  std::string_view written;
  std::string_view sign;
};

constexpr std::array<Operator, 11> kOperators = {{{"$eq", " = "},
                                                  {"$ne", " != "},
                                                  {"$gt", " > "},
                                                  {"$gte", " >= "},
                                                  {"$lt", " < "},
                                                  {"$lte", " <= "},
                                                  {"$in", " in "},
                                                  {"$nin", " not in "},
                                                  {"$all", " all of "},
                                                  {"$regex", " ~ "},
                                                  {"$search", " ~ "}}};

// Reads one document. `failed` once it is none, or says what no query can.
class DocumentReader {
 public:
  DocumentReader(std::string_view text, std::size_t at)
      : text_(text), at_(at) {}

  bool failed() const { return failed_; }
  std::size_t at() const { return at_; }

  // The conditions of `{ … }`, joined; empty of `{}`.
  std::string ReadDocument() {
    return ReadMembers(&DocumentReader::ReadMember, " and ");
  }

 private:
  using ReadOne = std::string (DocumentReader::*)(const std::string&);

  char Peek() {
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool Take(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }

  std::string Fail() {
    failed_ = true;
    return {};
  }

  // A key, with or without quotes.
  std::string ReadKey() {
    char quote = Peek();
    std::size_t begin = at_;
    if (quote == '"' || quote == '\'') {
      std::size_t end = text_.find(quote, at_ + 1);
      if (end == std::string_view::npos) return Fail();
      at_ = end + 1;
      return std::string(text_.substr(begin + 1, end - begin - 1));
    }
    auto is_key = [](char c) {
      return IsNameByte(c) || c == '$' || c == '.' || c == '-';
    };
    while (at_ < text_.size() && is_key(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string ReadMembers(ReadOne read, std::string_view joint) {
    if (++depth_ > kDeepest || !Take('{')) return Fail();
    std::string joined;
    while (!failed_ && !Take('}')) {
      std::string key = ReadKey();
      if (failed_ || key.empty() || !Take(':')) return Fail();
      std::string condition = (this->*read)(key);
      if (!joined.empty() && !condition.empty()) joined += joint;
      joined += condition;
      if (Peek() != '}' && !Take(',')) return Fail();
    }
    --depth_;
    return joined;
  }

  // `topic: …`, `$or: [{…}, {…}]`.
  std::string ReadMember(const std::string& key) {
    if (key == "$or") return "(" + ReadAlternatives(" or ") + ")";
    if (key == "$and") return ReadAlternatives(" and ");
    if (key == "$nor") return "not (" + ReadAlternatives(" or ") + ")";
    bool text = key == "$text";
    if (key.starts_with('$') && !text) return Fail();
    std::string outer = std::move(path_);
    path_ = text ? "fold(title)" : PathOf(key);
    std::string condition =
        Peek() == '{' ? ReadMembers(&DocumentReader::ReadTest, " and ")
                      : ReadValueTest();
    path_ = std::move(outer);
    return condition;
  }

  static std::string PathOf(const std::string& key) {
    std::string path;
    std::size_t begin = 0;
    while (begin <= key.size()) {
      std::size_t end = std::min(key.find('.', begin), key.size());
      std::string name = key.substr(begin, end - begin);
      bool digits = !name.empty() && name.size() < 9 &&
                    name.find_first_not_of("0123456789") == std::string::npos;
      if (digits && !path.empty()) {
        path += "[" + name + "]";
      } else {
        bool plain = IsName(name) && (!path.empty() || !IsReserved(name));
        if (!path.empty() || !plain) path += ".";
        path += plain || IsName(name) ? name : Quoted(name);
      }
      begin = end + 1;
    }
    return path;
  }

  std::string ReadAlternatives(std::string_view joint) {
    if (!Take('[')) return Fail();
    std::string joined;
    while (!failed_ && !Take(']')) {
      if (!joined.empty()) joined += joint;
      joined += ReadDocument();
      if (Peek() != ']' && !Take(',')) return Fail();
    }
    return joined.empty() ? Fail() : joined;
  }

  // `topic: "x"`, `topic: /x/i`, `topic: null`.
  std::string ReadValueTest() {
    if (Peek() == '/') return ReadRegex();
    std::string value = ReadValue();
    if (value == "null") return "not has " + path_;
    return path_ + (value.starts_with('[') ? " in " : " = ") + value;
  }

  // `$gte: 3` of a path.
  std::string ReadTest(const std::string& key) {
    if (key == "$exists") {
      return (ReadValue() == "false" ? "not exists " : "exists ") + path_;
    }
    if (key == "$not")
      return "not (" + ReadMembers(&DocumentReader::ReadTest, " and ") + ")";
    if (key == "$elemMatch") return path_ + "[" + ReadDocument() + "]";
    if (key == "$size") return "len(" + path_ + ") = " + ReadValue();
    if (key == "$options") return ReadValue(), std::string();
    for (const Operator& entry : kOperators) {
      if (key != entry.written) continue;
      if (entry.sign != " ~ ")
        return path_ + std::string(entry.sign) + ReadValue();
      if (Peek() == '/') return ReadRegex();
      std::string value = ReadValue();
      return path_ + " ~ " + Quoted(GlobOfRegex(Unquoted(value)));
    }
    return Fail();
  }

  std::string ReadRegex() {
    std::size_t end = text_.find('/', at_ + 1);
    if (end == std::string_view::npos) return Fail();
    std::string_view pattern = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    std::string glob = Quoted(GlobOfRegex(pattern));
    bool ignores_case = false;
    while (at_ < text_.size() && IsNameByte(text_[at_])) {
      ignores_case |= text_[at_++] == 'i';
    }
    return ignores_case ? "fold(" + path_ + ") ~ " + glob
                        : path_ + " ~ " + glob;
  }

  // A value or a list of values, as this language writes it.
  std::string ReadValue() {
    if (depth_ > kDeepest) return Fail();
    if (Take('[')) {
      ++depth_;
      std::string list;
      while (!failed_ && !Take(']')) {
        if (!list.empty()) list += ", ";
        list += ReadValue();
        if (Peek() != ']' && !Take(',')) return Fail();
      }
      --depth_;
      return list.empty() ? Fail() : "[" + list + "]";
    }
    Span token = TokenAt(text_, at_);
    std::string_view value = TextAt(text_, token);
    at_ = token.end;
    if (IsQuotedToken(value)) return Quoted(Unquoted(value));
    if (std::size_t brace = value.find('}'); brace != std::string_view::npos) {
      at_ = token.begin + brace;
      value = value.substr(0, brace);
    }
    if (IsAnyWord(value, {"isodate", "date", "new"})) return ReadDate();
    bool word = IsAnyWord(value, {"null", "true", "false"});
    if (value.empty() || !(word || IsBare(value))) return Fail();
    return std::string(value);
  }

  // `ISODate("2021-10-02T00:00:00Z")`.
  std::string ReadDate() {
    if (IsWord(TextAt(text_, TokenAt(text_, at_)), "date")) {
      at_ = TokenAt(text_, at_).end;
    }
    if (++depth_ > kDeepest || !Take('(')) return Fail();
    std::string value = ReadValue();
    --depth_;
    return Take(')') ? std::string(Unquoted(value)) : Fail();
  }

  std::string_view text_;
  std::size_t at_;
  std::string path_;
  int depth_ = 0;
  bool failed_ = false;
};

// `.sort({date: -1}).limit(10)` behind `find(…)`, as clauses.
std::string ReadCalls(std::string_view text, std::size_t at) {
  std::string clauses;
  while (at < text.size()) {
    std::size_t open = text.find('(', at);
    std::size_t close = text.find(')', at);
    if (close == std::string_view::npos || open > close) break;
    std::string_view name = text.substr(at, open - at);
    std::string_view argument = text.substr(open + 1, close - open - 1);
    if (name.ends_with(".limit")) clauses += Join({" limit ", argument});
    if (name.ends_with(".skip")) clauses += Join({" offset ", argument});
    if (name.ends_with(".count") || name.ends_with(".countDocuments")) {
      clauses += " count";
    }
    std::size_t colon = argument.find(':');
    if (name.ends_with(".sort") && colon != std::string_view::npos) {
      std::string_view key = TextAt(argument, TokenAt(argument, 1));
      key = Unquoted(key.substr(0, key.find(':')));
      bool down = argument.substr(colon).find('-') != std::string_view::npos;
      clauses += Join({" order by ", key, down ? " desc" : ""});
    }
    at = close + 1;
  }
  return clauses;
}

// `topic.$exists`.
Hint DollarHint(const Mistake& mistake) {
  Span path = PathBeforeDot(mistake);
  bool dollar = path.end > path.begin && mistake.found.starts_with("$exists");
  if (!dollar) return {};
  return Write({path.begin, mistake.token.end},
               Join({"exists ", TextAt(mistake.text, path)}));
}

}  // namespace

Hint DocumentHint(const Mistake& mistake) {
  if (Hint hint = DollarHint(mistake); !hint.words.empty()) return hint;
  bool document = mistake.AtCondition() && mistake.found.starts_with('{');
  bool call =
      mistake.AtComparison() && mistake.found == "(" &&
      mistake.Next().starts_with('{') &&
      (mistake.path.ends_with(".find") || mistake.path.ends_with(".findOne") ||
       mistake.path.ends_with(".count") ||
       mistake.path.ends_with(".countDocuments"));
  if (!document && !call) return {};
  std::size_t begin = document ? mistake.token.begin : mistake.path_span.begin;
  std::size_t at = document ? begin : mistake.NextSpan().begin;
  DocumentReader reader(mistake.text, at);
  std::string filter = reader.ReadDocument();
  std::string hint = "a filter is written without braces";
  if (reader.failed()) return {hint};
  if (filter.empty()) filter = "*";
  std::size_t end = reader.at();
  if (call) {
    if (mistake.path.find(".count") != std::string_view::npos)
      filter += " count";
    filter += ReadCalls(
        mistake.text,
        std::min(mistake.text.find(')', end), mistake.text.size() - 1) + 1);
    end = mistake.text.size();
  }
  return {Join({hint, ": ", filter}), Edit{{static_cast<std::uint32_t>(begin),
                                            static_cast<std::uint32_t>(end)},
                                           filter}};
}

}  // namespace pressmark::query::parser
