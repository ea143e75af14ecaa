#include "schema/yaml_message.h"

#include <algorithm>

#include "schema/utf8.h"

namespace pressmark::schema {
namespace {

// What a message of yaml-cpp 0.7 (yaml-cpp/exceptions.h) begins with, and what
// it means. Where `found` is set, what stands there is quoted behind it.
struct Explanation {
  std::string_view message;
  std::string_view meaning;
  bool found;
};

constexpr Explanation kExplanations[] = {
    {"end of map not found", "expected \"key: value\"", true},
    {"end of map flow not found", "expected \",\" or \"}\" in {…}", true},
    {"end of sequence not found", "expected \"- \" and a list item", true},
    {"end of sequence flow not found", "expected \",\" or \"]\" in […]", true},
    {"cannot assign multiple tags", "a value can have only one tag", false},
    {"cannot assign multiple anchors", "a value can have only one anchor",
     false},
    {"bad character found while scanning hex",
     "expected hexadecimal digits in an escape", false},
    {"invalid unicode", "the escape stands for no character of Unicode", false},
    {"unknown escape character", "unknown escape in double quotes", false},
    {"unknown token", "a value cannot begin like this; quote it:", true},
    {"illegal document indicator in scalar",
     "a line of --- or ... inside quoted text", false},
    {"illegal EOF in scalar", "quoted text never ends", false},
    {"illegal tab when looking", "a tab cannot indent; use spaces", false},
    {"illegal flow end", "a bracket closes that was not opened:", true},
    {"illegal map key", "a \"? \" cannot stand here; quote the value:", true},
    {"alias not found after *", "quote a value that begins with *:", true},
    {"anchor not found after &", "quote a value that begins with &:", true},
    {"illegal character found while scanning alias",
     "quote a value that begins with *:", true},
    {"illegal character found while scanning anchor",
     "quote a value that begins with &:", true},
    {"cannot set zero indentation",
     "the indentation of a block text is 1 to 9, not 0", false},
    {"unexpected character in block scalar",
     "expected the end of the line after | or >", true},
    {"the referenced anchor is not defined",
     "no anchor of this name stands before; quote a value that begins with *:",
     true},
    {"illegal character found while scanning tag",
     "quote a value that begins with !:", true},
    {"tag handle with no suffix", "quote a value that begins with !:", true},
    {"end of verbatim tag not found",
     "quote a value that begins with !:", true},
};

// The text from `offset` to the end of its line.
std::string_view RestOfLine(std::string_view text, std::size_t offset) {
  text = text.substr(std::min(offset, text.size()));
  return text.substr(0, text.find_first_of("\r\n"));
}

std::string Found(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return "the end";
  const std::string_view rest = RestOfLine(text, offset);
  return rest.empty() ? "the end of the line" : Excerpt(rest);
}

std::string_view StartOfLine(std::string_view text, std::size_t offset) {
  text = text.substr(0, std::min(offset, text.size()));
  return text.substr(text.rfind('\n') + 1);
}

// A dash where no list can begin.
std::string ExplainDash(std::string_view text, std::size_t offset) {
  const std::string_view before = StartOfLine(text, offset);
  if (before.find('\t') != std::string_view::npos &&
      before.find_first_not_of(" \t") == std::string_view::npos) {
    return "a tab cannot indent; use spaces";
  }
  return "a list item (\"- \") cannot stand here; put it on a line of its own, "
         "or quote the value: " +
         Found(text, offset);
}

// A colon where none can be: inside an unquoted value, or after a line that
// ought to have had one itself.
std::string ExplainColon(std::string_view text, std::size_t offset) {
  const std::string_view before = StartOfLine(text, offset);
  if (before.find(": ") != std::string_view::npos) {
    return "a \": \" inside an unquoted value; quote the value";
  }
  return "unexpected \":\" after " + Excerpt(before) +
         "; check the indentation, and that the line before is a \"key: "
         "value\" with its quotes closed";
}

}  // namespace

std::string ExplainYamlError(std::string_view message, std::string_view text,
                             std::size_t offset) {
  if (message.starts_with("illegal map value")) {
    return ExplainColon(text, offset);
  }
  if (message.starts_with("illegal block entry")) {
    return ExplainDash(text, offset);
  }
  for (const Explanation& explanation : kExplanations) {
    if (!message.starts_with(explanation.message)) continue;
    std::string words(explanation.meaning);
    if (!explanation.found) return words;
    words += words.ends_with(':') ? " " : ", found ";
    return words + Found(text, offset);
  }
  return std::string(message);
}

}  // namespace pressmark::schema
