#include "cli/feed_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "cli/sound_text.h"
#include "schema/hash.h"

namespace pressmark::cli {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
         (c >= 'A' && c <= 'F');
}

bool IsUnreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
}

void AppendPercent(char c, std::string* text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  auto byte = static_cast<std::uint8_t>(c);
  *text += '%';
  *text += kDigits[byte >> 4];
  *text += kDigits[byte & 0xF];
}

// What stands for a byte of well-formed UTF-8; empty for itself.
std::string_view XmlOf(char c, XmlPlace place) {
  bool attribute = place == XmlPlace::kAttribute;
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    // A reader takes line breaks as they stand for line feeds, and in
    // attributes all of these for blanks.
    case '\t':
      return attribute ? "&#9;" : "";
    case '\n':
      return attribute ? "&#10;" : "";
    case '\r':
      return "&#13;";
    default:
      return static_cast<std::uint8_t>(c) < 0x20 ? kReplacement : "";
  }
}

// U+FFFE and U+FFFF, which XML does not take.
bool IsNoCharacter(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

}  // namespace

void AppendXml(std::string_view text, XmlPlace place, std::string* xml) {
  std::string storage;
  text = SoundText(text, &storage);
  std::size_t plain = 0;  // where what is taken as it stands begins
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool none = text[i] == '\xEF' && IsNoCharacter(text.substr(i));
    std::string_view escape = none ? kReplacement : XmlOf(text[i], place);
    if (escape.empty()) continue;
    *xml += text.substr(plain, i - plain);
    *xml += escape;
    if (none) i += kReplacement.size() - 1;
    plain = i + 1;
  }
  *xml += text.substr(plain);
}

std::string HtmlOf(std::string_view text) {
  std::string html;
  for (char c : text) {
    bool markup = c == '&' || c == '<' || c == '>' || c == '"';
    if (markup) {
      html += XmlOf(c, XmlPlace::kElement);
    } else {
      html += c;
    }
  }
  return html;
}

bool IsWebAddress(std::string_view text) {
  for (std::string_view scheme : {"http://", "https://"}) {
    bool has = text.size() > scheme.size() &&
               std::equal(scheme.begin(), scheme.end(), text.begin(),
                          [](char wanted, char c) {
                            return wanted == c || (c >= 'A' && c <= 'Z' &&
                                                   wanted == c - 'A' + 'a');
                          });
    if (has)
      return IsUnreserved(text[scheme.size()]) ||
             static_cast<std::uint8_t>(text[scheme.size()]) >= 0x80 ||
             text[scheme.size()] == '[';
  }
  return false;
}

std::string AddressOf(std::string_view text) {
  static constexpr std::string_view kReserved = ":/?#[]@!$&'()*+,;=";
  std::string address;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool escape = c == '%' && i + 2 < text.size() && IsHexDigit(text[i + 1]) &&
                  IsHexDigit(text[i + 2]);
    if (escape || IsUnreserved(c) ||
        kReserved.find(c) != std::string_view::npos) {
      address += c;
    } else {
      AppendPercent(c, &address);
    }
  }
  return address;
}

std::string AddressPartOf(std::string_view text) {
  std::string part;
  for (char c : text) {
    if (IsUnreserved(c) || c == '/') {
      part += c;
    } else {
      AppendPercent(c, &part);
    }
  }
  return part;
}

std::string Rfc3339(Date date) {
  date.precision = std::max(date.precision, DatePrecision::kSecond);
  return FormatDate(date);
}

std::string Rfc822(const Date& date) {
  static constexpr std::array<const char*, 7> kDays = {
      "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<const char*, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::int64_t local = date.seconds() + std::int64_t{date.offset_minutes} * 60;
  // 0001-01-01 was a Monday; what an offset takes out of the years there are
  // is not read as a date.
  std::int64_t days = std::max<std::int64_t>(local / kSecondsPerDay, 0);
  std::int64_t second = std::max<std::int64_t>(local, 0) % kSecondsPerDay;
  CivilDay day = CivilFromDays(days);
  int zone = std::abs(date.offset_minutes);
  std::array<char, 64> text;
  std::snprintf(
      text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d",
      kDays[static_cast<std::size_t>(days % 7)], day.day,
      kMonths[static_cast<std::size_t>(day.month - 1)], day.year,
      static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60),
      static_cast<int>(second % 60), date.offset_minutes < 0 ? '-' : '+',
      zone / 60, zone % 60);
  return text.data();
}

std::string UrnOf(std::string_view text) {
  std::string digits = schema::ToHex(schema::HashOf(text));
  digits[12] = '8';
  digits[16] = "89ab"[digits[16] & 3];
  for (std::size_t place : {20, 16, 12, 8}) digits.insert(place, "-");
  return "urn:uuid:" + digits;
}

}  // namespace pressmark::cli
