// The fast reader of front matter gives what the reference gives, or nothing:
// over the corpora, over generated YAML, and over both after accidents. What it
// must decline, and that it reads nearly all there is.

#include "schema/common_yaml.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "schema/fences.h"
#include "schema/front_matter.h"
#include "tests/schema/random_yaml.h"
#include "tests/schema/yaml_difference.h"
#include "tests/support/corpora.h"
#include "tests/support/random.h"
#include "tests/support/text_cases.h"

namespace pressmark::schema {
namespace {

using test::Below;
using test::YamlDifference;

// How many documents a random test reads: PRESSMARK_DOCUMENTS where it is set.
int Documents(int documents) {
  const char* given = std::getenv("PRESSMARK_DOCUMENTS");
  return given != nullptr ? std::atoi(given) : test::Rounds(documents);
}

// Mostly the limits as they are, sometimes ones that a document will pass.
Limits RandomLimits(std::mt19937_64& random) {
  Limits limits;
  if (Below(8, random) != 0) return limits;
  limits.front_matter_depth = Below(6, random);
  limits.front_matter_nodes = Below(30, random);
  limits.name_bytes = Below(12, random);
  if (Below(4, random) == 0) limits.front_matter_bytes = Below(200, random);
  return limits;
}

// The front matter of every file of a corpus, by path.
std::map<std::string, std::string> FrontMatterOf(const std::string& corpus) {
  std::map<std::string, std::string> texts;
  for (const auto& [path, source] : test::ReadCorpus(corpus)) {
    const Result<Fences> fences = FindFences(source);
    if (fences.ok()) texts.emplace(path, fences->front_matter);
  }
  return texts;
}

class CommonYamlCorpus : public testing::TestWithParam<std::string> {};

TEST_P(CommonYamlCorpus, IsReadAsByTheReference) {
  PRESSMARK_NEEDS_SHARED("corpora/" + GetParam() + ".tar.gz");
  YamlDifference difference;
  for (const auto& [path, text] : FrontMatterOf(GetParam())) {
    EXPECT_EQ(difference.Find({text, 2, 4}), "") << path;
  }
  std::cout << GetParam() << ": " << difference.Summary() << std::endl;
  EXPECT_GT(difference.accepted(), 0u);
  EXPECT_GE(difference.share_taken(), 0.99);
}

std::string TestName(const testing::TestParamInfo<std::string>& parameter) {
  std::string name = parameter.param;
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, CommonYamlCorpus,
                         testing::ValuesIn(test::CorpusNames()), TestName);

bool IsTaken(std::string_view yaml) {
  YamlDifference difference;
  EXPECT_EQ(difference.Find({yaml, 1, 0}), "");
  return difference.taken() == 1;
}

TEST(CommonYaml, ReadsWhatFrontMatterIsMadeOf) {
  for (const std::string_view yaml :
       {"a: 1\n", "# c\n\na: 1 # c\n \n# c\nb:\n", "  a: 1\n  b: 2\n",
        "a:\n  b:\n    c: 1\nd: 2\n", "a:\n- 1\n-\n- - 2\n  - 3\nb: 1\n",
        "a:\n  - b: 1\n    c:\n    - d\n  -\n    e: 1\n", "a:\n  b\n  c\n",
        "a: 'b\n\n  c'\n\"d\" : \"e\\\n  f\"\n",
        "a: >-\n  b\n\n  c\nd: |+\n  e\n\n", "a: [1, 'b', c d, ~,]\nb: []\n",
        "a: [\n  b,\nc\n]\n", "a: {b: 1, \"c\": x}\nd: {}\n",
        "a: 1\r\nb:\r\n  - c\r\n", "a: 1\na: 2\n", "a:\tb\t# c\n",
        "null: ~\nb: null\n"}) {
    EXPECT_TRUE(IsTaken(yaml)) << yaml;
  }
}

TEST(CommonYaml, LeavesTheRestToTheReference) {
  for (const std::string_view yaml : {"",
                                      "\n",
                                      "# c\n",
                                      "a: 1",
                                      "\xEF\xBB\xBF"
                                      "a: 1\n",
                                      "a: &x 1\nb: *x\n",
                                      "a: !!str 1\n",
                                      "? a\n: b\n",
                                      "<<: {a: 1}\n",
                                      "---\na: 1\n",
                                      "a: 1\n...\n",
                                      "%YAML 1.2\n---\na: 1\n",
                                      "{a: 1}\n",
                                      "a: |2\n   b\n",
                                      "a: [[b]]\n",
                                      "a: [b, # c\n  d]\n",
                                      "a: [b: c]\n",
                                      "a: {b}\n",
                                      "a: \"\\N\"\n",
                                      "a: 'b'\n\t\n",
                                      "- a\n",
                                      "a\n"}) {
    EXPECT_FALSE(IsTaken(yaml)) << yaml;
  }
}

TEST(CommonYaml, ReadsTheExemplarOfTheCorpus) {
  constexpr std::string_view kExemplar = "seeds/000_62d505119cd71b29.txt";
  PRESSMARK_NEEDS_SHARED(kExemplar);
  const std::string source = test::ReadWholeFile(test::SharedPath(kExemplar));
  const Result<Fences> fences = FindFences(source);
  ASSERT_TRUE(fences.ok());
  YamlDifference difference;
  EXPECT_EQ(difference.Find({fences->front_matter, fences->first_line, 0}), "");
  EXPECT_EQ(difference.taken(), 1u);
}

// Every case of the front matter tests, also without its last line feed, with
// CRLF, and cut anywhere.
TEST(CommonYaml, AgreesOnTheCasesOfTheReference) {
  YamlDifference difference;
  for (const test::TextCase& c :
       test::ReadTextCases("schema/front_matter.test")) {
    std::string crlf;
    for (const char byte : c.input) {
      crlf += byte == '\n' ? "\r\n" : std::string(1, byte);
    }
    EXPECT_EQ(difference.Find({crlf, 1, 0}), "") << c.line;
    for (std::size_t end = 0; end <= c.input.size(); ++end) {
      const std::string cut = c.input.substr(0, end);
      EXPECT_EQ(difference.Find({cut, 1, 0}), "") << c.line;
      EXPECT_EQ(difference.Find({cut + "\n", 1, 0}), "") << c.line;
    }
  }
  std::cout << difference.Summary() << std::endl;
  EXPECT_GT(difference.taken(), 1'000u);
}

TEST(CommonYaml, AgreesOnGeneratedDocuments) {
  std::mt19937_64 random = test::MakeRandom();
  YamlDifference whole;
  YamlDifference mutated;
  for (int round = Documents(200'000); round > 0; --round) {
    const std::string yaml = test::RandomYaml(random);
    if (Below(4, random) == 0) {
      ASSERT_EQ(whole.Find({yaml, 1, 0}, RandomLimits(random)), "");
    } else {
      const std::string damaged = test::MutatedYaml(yaml, random);
      ASSERT_EQ(mutated.Find({damaged, 7, 0}, RandomLimits(random)), "");
    }
  }
  std::cout << "whole: " << whole.Summary() << std::endl;
  std::cout << "mutated: " << mutated.Summary() << std::endl;
  EXPECT_GT(whole.accepted(), whole.documents() / 3);
  EXPECT_GT(whole.share_taken(), 0.8);
  EXPECT_GT(mutated.accepted(), mutated.documents() / 8);
  EXPECT_GT(mutated.share_taken(), 0.7);
}

TEST(CommonYaml, AgreesOnMutatedFrontMatterOfACorpus) {
  std::vector<std::string> texts;
  for (const std::string& corpus : test::CorpusNames()) {
    PRESSMARK_NEEDS_SHARED("corpora/" + corpus + ".tar.gz");
    for (auto& [path, text] : FrontMatterOf(corpus)) {
      texts.push_back(std::move(text));
    }
  }
  std::mt19937_64 random = test::MakeRandom();
  YamlDifference difference;
  for (int round = Documents(50'000); round > 0; --round) {
    const std::string& text = texts[Below(texts.size(), random)];
    const std::string yaml = test::SomeLines(text, 20, random);
    ASSERT_EQ(difference.Find({test::MutatedYaml(yaml, random), 2, 0},
                              RandomLimits(random)),
              "");
  }
  std::cout << difference.Summary() << std::endl;
  EXPECT_GT(difference.share_taken(), 0.7);
}

}  // namespace
}  // namespace pressmark::schema
