#include "schema/field_values.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/front_matter.h"
#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::ValueOf;
using testing::ElementsAre;
using testing::IsEmpty;

struct Derived {
  std::vector<std::string> values;
  std::vector<std::string> warnings;
};

struct ToText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const {
    return std::to_string(value);
  }
  std::string operator()(double value) const {
    return "~" + std::to_string(value);
  }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Date& value) const { return FormatDate(value); }
};

// What one field is under a mapping, of a front matter.
Derived Derive(std::string_view field, std::string_view yaml,
               const Mapping& mapping = Mapping::BuiltIn(),
               const Limits& limits = {}) {
  const FrontMatter parsed = ValueOf(ParseYaml({yaml, 1, 0}, Limits()));
  std::vector<Warning> warnings;
  const auto fields = DeriveFields(mapping, parsed.tree, limits, &warnings);
  Derived derived;
  for (const FieldValue& value : fields.at(mapping.Find(field).value())) {
    derived.values.push_back(std::visit(ToText(), value));
  }
  for (const Warning& warning : warnings) {
    derived.warnings.push_back(std::to_string(warning.position.line) + ":" +
                               std::to_string(warning.position.column) + ": " +
                               warning.message);
  }
  return derived;
}

Mapping EveryKind() {
  return ValueOf(Mapping::Parse(R"(fields:
  rank: { kind: number, many: true, paths: [rank, other.rank] }
  flag: { kind: bool, paths: [flag, flags] }
  seen: { kind: date, many: true, paths: [seen] }
  site: { kind: text, many: true, paths: [{ host: url }, urls] }
)"));
}

TEST(FieldValues, AreOfTheFirstUsablePath) {
  EXPECT_THAT(
      Derive("date", "publishDate: 2020-01-02\ndate: 2021-10-02").values,
      ElementsAre("2021-10-02"));
  EXPECT_THAT(Derive("date", "date: soon\npublishDate: 2020-01-02").values,
              ElementsAre("2020-01-02"));
  EXPECT_THAT(
      Derive("date", "lastMod: '2021-10-02T11:48:50.069742Z'\ndate: ~").values,
      ElementsAre("2021-10-02T11:48:50.069742Z"));
  EXPECT_THAT(Derive("topic", "tags: [t]\ntopics: []\ncategories: c").values,
              ElementsAre("c"));
  EXPECT_THAT(
      Derive("topic",
             "topics: [t]\nopenProjectCustomFields: {medigyTopics: [m]}")
          .values,
      ElementsAre("m"));
}

TEST(FieldValues, AreNeverOfTwoPaths) {
  EXPECT_THAT(Derive("topic", "topics: [a]\ntags: [b]\ncategories: [c]").values,
              ElementsAre("a"));
}

TEST(FieldValues, OfADateThatIsNoneAreTold) {
  const Derived derived = Derive("date", "a: 1\ndate: 2016-06-31\n");
  EXPECT_THAT(derived.values, IsEmpty());
  EXPECT_THAT(derived.warnings,
              ElementsAre("2:7: date: \"2016-06-31\" is not a date"));
}

TEST(FieldValues, OfDatesThatAreNoneLeaveTheArticleUndated) {
  for (std::string_view date :
       {"2021-13-45", "2021-02-29", "0000-00-00", "soon", "-0001-01-01",
        "10000-01-01", "9999-12-31T23:59:59-01:00", "2021"}) {
    const Derived derived = Derive("date", "date: " + std::string(date));
    EXPECT_THAT(derived.values, IsEmpty()) << date;
    EXPECT_EQ(derived.warnings.size(), 1u) << date;
  }
  for (std::string_view nothing : {"", "~", "''", "'  '"}) {
    EXPECT_THAT(Derive("date", "date: " + std::string(nothing)).values,
                IsEmpty());
  }
}

TEST(FieldValues, OfKeysInAnotherCaseAreNotFound) {
  const Derived derived = Derive("date", "Date: 2021-10-02\n");
  EXPECT_THAT(derived.values, IsEmpty());
  EXPECT_THAT(derived.warnings, IsEmpty());
}

TEST(FieldValues, OfTextAreAsWritten) {
  for (std::string_view title : {"no", "on", "0o14", "1e3", "1_000", ".inf",
                                 "017", "1.10", "true", "12:30", "1e999"}) {
    EXPECT_THAT(Derive("title", "title: " + std::string(title)).values,
                ElementsAre(std::string(title)));
    EXPECT_THAT(Derive("topic", "topics: [" + std::string(title) + "]").values,
                ElementsAre(std::string(title)));
  }
}

TEST(FieldValues, OfTextAreTrimmed) {
  EXPECT_THAT(Derive("title", "title: \"\\u00a0 A  b\\n\"").values,
              ElementsAre("A  b"));
}

TEST(FieldValues, OfOneTakeTheFirstOfAList) {
  const Derived derived = Derive("title", "title: [~, '', a, b]");
  EXPECT_THAT(derived.values, ElementsAre("a"));
  EXPECT_THAT(
      derived.warnings,
      testing::Contains("1:8: title: is a list; its first value is taken"));
}

TEST(FieldValues, OfOneDoNotLookAtTheRestOfAList) {
  const Derived derived = Derive("date", "date: [2021-10-02, soon, ~]");
  EXPECT_THAT(derived.values, ElementsAre("2021-10-02"));
  EXPECT_THAT(derived.warnings,
              ElementsAre("1:7: date: is a list; its first value is taken"));
}

TEST(FieldValues, OfManyTakeOneTextForAList) {
  const Derived derived = Derive("topic", "topics: x");
  EXPECT_THAT(derived.values, ElementsAre("x"));
  EXPECT_THAT(derived.warnings, IsEmpty());
}

TEST(FieldValues, OfManyDropWhatIsNoText) {
  const Derived derived =
      Derive("topic", "topics: [a, ~, {k: v}, ' ', [b], A, a, 7]");
  EXPECT_THAT(derived.values, ElementsAre("a", "7"));
  EXPECT_THAT(
      derived.warnings,
      ElementsAre("1:13: topic: null is passed over, expected a text",
                  "1:16: topic: a mapping is passed over, expected a text",
                  "1:24: topic: \" \" is passed over, expected a text",
                  "1:29: topic: a list is passed over, expected a text"));
}

TEST(FieldValues, OfFoldedTextAreDistinctUnderFolding) {
  EXPECT_THAT(Derive("topic",
                     "topics: [Caf\xC3\xA9, cafe\xCC\x81, STRASSE, stra\xC3\x9F"
                     "e, \xC4\xB1, i]")
                  .values,
              ElementsAre("Caf\xC3\xA9", "STRASSE", "\xC4\xB1", "i"));
}

TEST(FieldValues, WarnNoMoreThanIsWorthReading) {
  std::string yaml = "topics: [";
  for (int i = 0; i < 1'000; ++i) yaml += "~, ";
  EXPECT_EQ(Derive("topic", yaml + "a]").warnings.size(), 8u);
}

TEST(FieldValues, OfAuthorsMayBeNamesInMappings) {
  EXPECT_THAT(Derive("author", "author: A").values, ElementsAre("A"));
  EXPECT_THAT(Derive("author", "authors: [A, B]").values,
              ElementsAre("A", "B"));
  const Derived derived = Derive(
      "author", "authors:\n  - {name: A, role: r}\n  - {name: B}\n  - {x: y}");
  EXPECT_THAT(derived.values, ElementsAre("A", "B"));
  EXPECT_THAT(Derive("author", "byline: {name: A}").values, ElementsAre("A"));
}

TEST(FieldValues, OfBrandPreferScalarsToHosts) {
  EXPECT_THAT(Derive("brand", "link: {brand: b, href: 'https://h.org'}").values,
              ElementsAre("b"));
  EXPECT_THAT(
      Derive("brand", "link: {href: 'https://h.org'}\nsource: s").values,
      ElementsAre("s"));
  EXPECT_THAT(
      Derive("brand", "source: {k: v}\nsource_url: 'http://WWW.H.org/x'")
          .values,
      ElementsAre("h.org"));
  EXPECT_THAT(Derive("brand",
                     "source: ~\npublisher: ''\n"
                     "link: 'https://x.org'\n"
                     "canonical_url: https://c.org:8080/")
                  .values,
              ElementsAre("c.org"));
}

TEST(FieldValues, OfAUrlWithoutAHostAreNone) {
  const Derived derived = Derive("brand", "source_url: /relative/path");
  EXPECT_THAT(derived.values, IsEmpty());
  EXPECT_THAT(derived.warnings,
              ElementsAre("1:13: brand: \"/relative/path\" is passed over, "
                          "expected the URL of a host"));
}

TEST(FieldValues, OfNumbersAreThoseOfYaml) {
  const Derived derived =
      Derive("rank", "rank: [7, '8', 2.5, 0x10, .inf, .nan, x, true, 7, 7.0]",
             EveryKind());
  EXPECT_THAT(derived.values,
              ElementsAre("7", "8", "~2.500000", "16", "~inf", "~7.000000"));
  EXPECT_EQ(derived.warnings.size(), 3u);
}

TEST(FieldValues, OfBoolsAreOnlyBools) {
  EXPECT_THAT(Derive("flag", "flag: true", EveryKind()).values,
              ElementsAre("true"));
  EXPECT_THAT(
      Derive("flag", "flag: 'true'\nflags: [no, false]", EveryKind()).values,
      ElementsAre("false"));
}

TEST(FieldValues, OfDatesMayBeMany) {
  EXPECT_THAT(Derive("seen", "seen: [2021-10-02, x, 2021-10-02T10:00+02:00]",
                     EveryKind())
                  .values,
              ElementsAre("2021-10-02", "2021-10-02T10:00+02:00"));
}

TEST(FieldValues, OfManyHostsAreDistinct) {
  EXPECT_THAT(
      Derive("site",
             "url: ['https://a.org/1', 'http://A.ORG', 'https://b.org']",
             EveryKind())
          .values,
      ElementsAre("a.org", "b.org"));
}

TEST(FieldValues, AreFoundThroughListsOnTheWay) {
  EXPECT_THAT(
      Derive("rank", "other: [{rank: 1}, {x: 2}, {rank: [3, 4]}]", EveryKind())
          .values,
      ElementsAre("1", "3", "4"));
}

TEST(FieldValues, AHostIsTheDomainOfAUrl) {
  struct Case {
    std::string_view url;
    std::optional<std::string> host;
  };
  const Case cases[] = {
      {"https://www.Example.ORG/path", "example.org"},
      {"http://example.org:8080?q#f", "example.org"},
      {"https://user:pass@example.org./", "example.org"},
      {"ftp://a@b@c.org", "c.org"},
      {"https://[2001:db8::1]:80/", "[2001:db8::1]"},
      {"https://[2001:db8::1]/", "[2001:db8::1]"},
      {"https://B\xC3\x9C"
       "cher.example/",
       "b\xC3\x9C"
       "cher.example"},
      {"https://www.www.org", "www.org"},
      {"https://example.org\\@evil.org/", "example.org"},
      {"x://", std::nullopt},
      {"https:///path", std::nullopt},
      {"https://www.", "www"},
      {"https://:80/", std::nullopt},
      {"https://a b.org/", std::nullopt},
      {"https://a\tb.org/", std::nullopt},
      {"example.org", std::nullopt},
      {"/a://b", std::nullopt},
      {"mailto:a@b.org", std::nullopt},
      {"1https://a.org", std::nullopt},
      {"", std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(HostOf(c.url), c.host) << c.url;
}

TEST(FieldValues, AHostOfManyLabelsIsKept) {
  std::string host;
  for (int i = 0; i < 2'000; ++i) host += "label.";
  EXPECT_EQ(HostOf("https://" + host + "org")->size(), host.size() + 3);
}

}  // namespace
}  // namespace pressmark::schema
