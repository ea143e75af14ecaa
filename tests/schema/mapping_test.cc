#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <pressmark/mapping.h>

#include "tests/support/status_matchers.h"
#include "tests/support/text_cases.h"

namespace pressmark {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

TEST(Mapping, BuiltInFieldsHaveTheirNumbers) {
  const Mapping mapping = Mapping::BuiltIn();
  ASSERT_EQ(mapping.fields().size(), 6u);
  EXPECT_EQ(mapping.Find("title"), kTitleField);
  EXPECT_EQ(mapping.Find("date"), kDateField);
  EXPECT_EQ(mapping.Find("topic"), kTopicField);
  EXPECT_EQ(mapping.Find("brand"), kBrandField);
  EXPECT_EQ(mapping.Find("author"), kAuthorField);
  EXPECT_EQ(mapping.Find("slug"), kSlugField);
  EXPECT_EQ(mapping.Find("Title"), std::nullopt);
  EXPECT_TRUE(mapping.fields()[kTopicField].indexed);
  EXPECT_TRUE(mapping.fields()[kBrandField].indexed);
  EXPECT_FALSE(mapping.fields()[kAuthorField].indexed);
}

TEST(Mapping, ANamedFieldIsDefinedAnewAndOthersKeepTheirDefault) {
  const Mapping mapping = ValueOf(Mapping::Parse(R"(fields:
  topic:  { kind: text, paths: [labels] }
  rating: { kind: number, paths: [review.rating], index: true }
)"));
  ASSERT_EQ(mapping.fields().size(), 7u);
  const FieldDefinition& topic = mapping.fields()[kTopicField];
  EXPECT_EQ(topic.kind, FieldKind::kText);
  EXPECT_FALSE(topic.many);
  EXPECT_FALSE(topic.indexed);
  EXPECT_EQ(topic.paths, (std::vector<FieldPath>{{{"labels"}, false}}));
  EXPECT_EQ(mapping.Find("rating"), 6u);
  EXPECT_EQ(mapping.fields()[kTitleField],
            Mapping::BuiltIn().fields()[kTitleField]);
}

TEST(Mapping, ReadsHostsAmongItsPaths) {
  const Mapping mapping = ValueOf(Mapping::Parse(R"(fields:
  date:   { kind: date,   paths: [date, publishDate] }
  topic:  { kind: folded, many: true, paths: [topics, tags], index: true }
  brand:
    { kind: folded, paths: [link.brand, { host: externalUrl }], index: true }
  rating: { kind: number, paths: [review.rating], index: true }
)"));
  const FieldDefinition& brand = mapping.fields()[kBrandField];
  ASSERT_EQ(brand.paths.size(), 2u);
  EXPECT_EQ(brand.paths[0], (FieldPath{{"link", "brand"}, false}));
  EXPECT_EQ(brand.paths[1], (FieldPath{{"externalUrl"}, true}));
}

TEST(Mapping, PrintsWhatItReads) {
  for (std::string_view yaml : {
           "fields: { title: { kind: text, paths: [title] } }",
           "fields: { x-1: { kind: bool, many: true, paths: ['a b.c'] } }",
           "fields: { größe: { kind: number, paths: [größe], index: true } }",
           R"(fields: { a: { kind: text, paths: ['"x.y".z', '"a\"b\\"'] } })",
           R"(fields: { a: { kind: text, paths: ["\"\\u0001\".\"\\x9b\""] } })",
           "fields: { a: { kind: text, paths: ['\" \".\"\"', no, '1'] } }",
           "fields: { a: { kind: folded, paths: [{ host: 'a.\"b.c\"' }] } }",
       }) {
    const Result<Mapping> mapping = Mapping::Parse(yaml);
    ASSERT_THAT(mapping, IsOk()) << yaml;
    const Result<Mapping> again = Mapping::Parse(mapping->ToYaml());
    ASSERT_THAT(again, IsOk()) << mapping->ToYaml();
    EXPECT_EQ(*again, *mapping) << mapping->ToYaml();
    EXPECT_EQ(again->ToYaml(), mapping->ToYaml());
  }
  EXPECT_EQ(ValueOf(Mapping::Parse(Mapping::BuiltIn().ToYaml())),
            Mapping::BuiltIn());
}

TEST(Mapping, DeclaresIndexesOnPaths) {
  const Mapping mapping = ValueOf(Mapping::Parse(R"(indexes:
  - link.href
  - { path: review.rating, kind: number }
  - { path: 'meta."msvalidate.01"', kind: folded }
  - { path: link.href, kind: date }
)"));
  EXPECT_EQ(mapping.fields(), Mapping::BuiltIn().fields());
  EXPECT_EQ(mapping.indexes(),
            (std::vector<PathIndex>{
                {{"link", "href"}, FieldKind::kText},
                {{"review", "rating"}, FieldKind::kNumber},
                {{"meta", "msvalidate.01"}, FieldKind::kFolded},
                {{"link", "href"}, FieldKind::kDate},
            }));
  EXPECT_NE(mapping, Mapping::BuiltIn());
  EXPECT_EQ(Mapping::BuiltIn().indexes(), std::vector<PathIndex>());
}

TEST(Mapping, PrintsTheIndexesThatItReads) {
  for (std::string_view yaml : {
           "indexes: [a]",
           "indexes: [{ path: a.b }, { path: a.b, kind: bool }]",
           "indexes: ['\"@type\"', '\"@a b\".\"@c\"', a.@b, '\"@.\".x']",
           R"(indexes: ['"x.y".z', '"a\"b\\"', 'größe', no, '1', '"".a'])",
           "{ indexes: [x], fields: { a: { kind: text, paths: [x] } } }",
       }) {
    const Mapping mapping = ValueOf(Mapping::Parse(yaml));
    ASSERT_FALSE(mapping.indexes().empty()) << yaml;
    const Result<Mapping> again = Mapping::Parse(mapping.ToYaml());
    ASSERT_THAT(again, IsOk()) << mapping.ToYaml();
    EXPECT_EQ(*again, mapping) << mapping.ToYaml();
    EXPECT_EQ(again->ToYaml(), mapping.ToYaml());
  }
}

TEST(Mapping, ADateIsIndexedWithoutAFlag) {
  const Mapping mapping = ValueOf(Mapping::Parse(
      "fields: { date: { kind: date, paths: [day], index: true } }"));
  EXPECT_FALSE(mapping.fields()[kDateField].indexed);
  EXPECT_EQ(ValueOf(Mapping::Parse(mapping.ToYaml())), mapping);
}

TEST(Mapping, MistakesAreToldWithTheirPlace) {
  const auto cases = test::ReadTextCases("schema/mapping.test");
  ASSERT_GT(cases.size(), 25u);
  for (const test::TextCase& c : cases) {
    const Result<Mapping> mapping = Mapping::Parse(c.input);
    ASSERT_FALSE(mapping.ok()) << c.file << ":" << c.line;
    ASSERT_TRUE(mapping.status().position()) << c.file << ":" << c.line;
    EXPECT_EQ(mapping.status().ToString(), c.expected)
        << c.file << ":" << c.line;
  }
}

TEST(Mapping, HasAtMostAThousandFields) {
  std::string yaml = "fields:\n";
  for (int i = 0; i < 1'000; ++i) {
    yaml += "  f" + std::to_string(i) + ": { kind: text, paths: [a] }\n";
  }
  EXPECT_THAT(Mapping::Parse(yaml), IsOk());
  EXPECT_THAT(Mapping::Parse(yaml + "  g: { kind: text, paths: [a] }\n"),
              Fails(StatusCode::kLimitExceeded, "line 1002, column 6: more"));
}

TEST(Mapping, HasAtMostAThousandIndexes) {
  std::string yaml = "indexes:\n";
  for (int i = 0; i < 1'000; ++i) yaml += "  - f" + std::to_string(i) + "\n";
  EXPECT_EQ(ValueOf(Mapping::Parse(yaml)).indexes().size(), 1'000u);
  EXPECT_THAT(Mapping::Parse(yaml + "  - g\n"),
              Fails(StatusCode::kLimitExceeded,
                    "indexes: line 1002, column 5: more than 1000"));
}

TEST(Mapping, KindsHaveNames) {
  for (const FieldKind kind :
       {FieldKind::kText, FieldKind::kFolded, FieldKind::kNumber,
        FieldKind::kDate, FieldKind::kBool}) {
    EXPECT_EQ(FieldKindFromName(FieldKindName(kind)), kind);
  }
  EXPECT_EQ(FieldKindFromName("Text"), std::nullopt);
  EXPECT_EQ(FieldKindName(static_cast<FieldKind>(9)), "unknown");
}

}  // namespace
}  // namespace pressmark
