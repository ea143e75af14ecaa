#include "cli/feed_text.h"

#include <string>

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

std::string Xml(std::string_view text, XmlPlace place = XmlPlace::kElement) {
  std::string xml;
  AppendXml(text, place, &xml);
  return xml;
}

TEST(FeedTexts, XmlHasNoMarkupAndNothingThatXmlRefuses) {
  EXPECT_EQ(Xml("a<b>&\"c\" ü"), "a&lt;b&gt;&amp;&quot;c&quot; ü");
  EXPECT_EQ(Xml("]]>"), "]]&gt;");
  EXPECT_EQ(Xml("a\r\n\tb"), "a&#13;\n\tb");
  EXPECT_EQ(Xml("a\r\n\tb", XmlPlace::kAttribute), "a&#13;&#10;&#9;b");
  EXPECT_EQ(Xml(std::string("\0\x1b\x7f", 3)), "\ufffd\ufffd\x7f");
  EXPECT_EQ(Xml("\xff\xed\xa0\x80x"), "\ufffd\ufffd\ufffd\ufffdx");
  EXPECT_EQ(Xml("\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd"),
            "\ufffd\ufffd\xef\xbf\xbd");
  EXPECT_EQ(Xml(""), "");
}

TEST(FeedTexts, Addresses) {
  for (const char* text : {"http://a", "HTTPS://a.example/", "https://[::1]/",
                           "https://ü.example"}) {
    EXPECT_TRUE(IsWebAddress(text)) << text;
  }
  for (const char* text : {"", "a.example", "/a", "http://", "https:///a",
                           "ftp://a", "javascript:alert(1)", " http://a"}) {
    EXPECT_FALSE(IsWebAddress(text)) << text;
  }
  EXPECT_EQ(AddressOf("https://a/ü b?<x>=\"%41%zz&c#d"),
            "https://a/%C3%BC%20b?%3Cx%3E=%22%41%25zz&c#d");
  EXPECT_EQ(AddressPartOf("a/b c?d#e%41&ü"), "a/b%20c%3Fd%23e%2541%26%C3%BC");
}

TEST(FeedTexts, Dates) {
  Date day = *ParseDate("2013-12-02");
  EXPECT_EQ(Rfc3339(day), "2013-12-02T00:00:00Z");
  EXPECT_EQ(Rfc822(day), "Mon, 02 Dec 2013 00:00:00 +0000");
  Date moment = *ParseDate("2024-02-29T23:07-04:30");
  EXPECT_EQ(Rfc3339(moment), "2024-02-29T23:07:00-04:30");
  EXPECT_EQ(Rfc822(moment), "Thu, 29 Feb 2024 23:07:00 -0430");
  EXPECT_EQ(Rfc822(*ParseDate("0001-01-01")),
            "Mon, 01 Jan 0001 00:00:00 +0000");
  EXPECT_EQ(Rfc822(*ParseDate("9999-12-31T23:59:59.999999Z")),
            "Fri, 31 Dec 9999 23:59:59 +0000");
}

TEST(FeedTexts, UrnsAreUuidsAndStayTheSame) {
  EXPECT_EQ(UrnOf("a"), UrnOf("a"));
  EXPECT_NE(UrnOf("a"), UrnOf("b"));
  for (int i = 0; i < 100; ++i) {
    std::string urn = UrnOf(std::to_string(i));
    ASSERT_EQ(urn.size(), 45u);
    EXPECT_EQ(urn[23], '8') << urn;
    EXPECT_NE(std::string("89ab").find(urn[28]), std::string::npos) << urn;
  }
}

}  // namespace
}  // namespace pressmark::cli
