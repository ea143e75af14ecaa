#ifndef PRESSMARK_CLI_XML_TEXT_H_
#define PRESSMARK_CLI_XML_TEXT_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "cli/feed_text.h"

namespace pressmark::cli {

// Writes elements of XML, one a line.
class XmlText {
 public:
  using Attributes =
      std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // A line of markup as it stands.
  void Line(std::string_view markup) {
    xml_ += markup;
    xml_ += '\n';
  }
  // <name …/>
  void Empty(std::string_view name, Attributes attributes) {
    Start(name, attributes);
    Line("/>");
  }
  // <name …>text</name>
  void Element(std::string_view name, std::string_view text,
               Attributes attributes = {}) {
    Start(name, attributes);
    xml_ += '>';
    AppendXml(text, XmlPlace::kElement, &xml_);
    xml_ += "</";
    xml_ += name;
    Line(">");
  }
  // All so far; it starts anew after this.
  std::string Take() { return std::exchange(xml_, {}); }

 private:
  void Start(std::string_view name, Attributes attributes) {
    xml_ += '<';
    xml_ += name;
    for (const auto& [attribute, value] : attributes) {
      xml_ += ' ';
      xml_ += attribute;
      xml_ += "=\"";
      AppendXml(value, XmlPlace::kAttribute, &xml_);
      xml_ += '"';
    }
  }

  std::string xml_;
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_XML_TEXT_H_
