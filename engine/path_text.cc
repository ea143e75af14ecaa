#include "engine/path_text.h"

#include <algorithm>
#include <utility>

#include "schema/name.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

bool IsQuote(char byte) { return byte == '"' || byte == '\''; }

// path := [ "." ] name { "." name }, where a quoted first name needs its dot.
class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {}

  Result<ParsedPath> Read() {
    if (auto bad = schema::FindInvalidUtf8(text_)) {
      at_ = *bad;
      return Wrong("the text is not UTF-8");
    }
    ParsedPath path;
    path.dotted = Skip('.');
    if (Status s = CheckFirst(path.dotted); !s.ok()) return s;
    do {
      Result<std::string> name = ReadName();
      if (!name.ok()) return name.status();
      path.names.push_back(*std::move(name));
    } while (Skip('.'));
    if (at_ == text_.size()) return path;
    if (text_[at_] == '[') {
      return Wrong("a path takes every element of a list, without a number");
    }
    return Wrong("expected a dot or the end");
  }

 private:
  bool Skip(char byte) {
    if (at_ == text_.size() || text_[at_] != byte) return false;
    ++at_;
    return true;
  }

  // The words, and the place where it stands.
  Status Wrong(std::string_view words) const {
    std::string_view before = text_.substr(0, at_);
    auto starts = std::count_if(before.begin(), before.end(), [](char byte) {
      return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    });
    return InvalidArgument("path " + schema::Excerpt(text_) + ", character " +
                           std::to_string(starts + 1) + ": " +
                           std::string(words));
  }

  Status CheckFirst(bool dotted) const {
    std::string_view rest = text_.substr(at_);
    if (rest.starts_with('@')) {
      return Wrong("names with @ are the system's and no front matter");
    }
    if (!dotted && !rest.empty() && IsQuote(rest.front())) {
      return Wrong("a dot stands before a path that begins with a quote");
    }
    return {};
  }

  Result<std::string> ReadName() {
    if (at_ < text_.size() && IsQuote(text_[at_])) return ReadQuoted();
    std::size_t end = at_;
    while (end < text_.size() &&
           (schema::IsNameByte(text_[end]) || text_[end] == '-'))
      ++end;
    std::string_view name = text_.substr(at_, end - at_);
    if (name.empty()) return Wrong("expected a name, as in link.href");
    if (!schema::IsName(name)) {
      return Wrong(schema::Excerpt(name) + " stands in quotes");
    }
    at_ = end;
    return std::string(name);
  }

  // A backslash is special only before the quote and a backslash.
  Result<std::string> ReadQuoted() {
    std::size_t begin = at_;
    char quote = text_[at_++];
    std::string name;
    for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
      bool escape = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                    (text_[at_ + 1] == quote || text_[at_ + 1] == '\\');
      if (escape) ++at_;
      name.push_back(text_[at_]);
    }
    if (Skip(quote)) return name;
    at_ = begin;
    return Wrong("a quote that never ends");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string ChildPath(std::string_view parent, std::string_view name) {
  std::string text(parent);
  if (schema::IsName(name)) {
    return parent.empty() ? std::string(name) : text.append(".").append(name);
  }
  text += ".\"";
  for (char byte : name) {
    if (byte == '"' || byte == '\\') text.push_back('\\');
    text.push_back(byte);
  }
  text.push_back('"');
  return text;
}

std::string PathText(std::span<const std::string> names) {
  std::string text;
  for (const std::string& name : names) text = ChildPath(text, name);
  return text;
}

Result<ParsedPath> ParsePathText(std::string_view text) {
  return PathReader(text).Read();
}

}  // namespace pressmark::engine
