#ifndef PRESSMARK_CLI_FEED_TEXT_H_
#define PRESSMARK_CLI_FEED_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <pressmark/date.h>

// Texts as feeds write them.
namespace pressmark::cli {

enum class XmlPlace : std::uint8_t { kElement, kAttribute };

// Appends text fit to stand in an element or a quoted attribute of XML 1.0:
// markup escaped, bytes that are not UTF-8 and characters that XML does not
// take as U+FFFD. A reader gets every other character back as it was.
void AppendXml(std::string_view text, XmlPlace place, std::string* xml);

// The text as HTML that shows it.
std::string HtmlOf(std::string_view text);

// Whether it is an address of the web: `http://` or `https://` and a host.
bool IsWebAddress(std::string_view text);
// An address with what RFC 3986 does not take written as %XX.
std::string AddressOf(std::string_view text);
// A text as a part of an address's path: all but letters, digits, `-._~/` as
// %XX.
std::string AddressPartOf(std::string_view text);

// A moment by RFC 3339, to the second at least; a day is its first moment in
// UTC.
std::string Rfc3339(Date date);
// The same by RFC 822, with the year in full: "Mon, 02 Dec 2013 07:37:00
// -0400".
std::string Rfc822(const Date& date);

// A URN of what has no address: `urn:uuid:` and a UUID (RFC 9562, version 8)
// that is a hash of the text.
std::string UrnOf(std::string_view text);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_FEED_TEXT_H_
