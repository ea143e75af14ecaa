// Random trees come back from their records equal; random and mutated bytes
// end in a result or a status, whatever reads them.

#include "tests/support/random.h"

#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <pthread.h>

#include <pressmark/article.h>

#include "schema/fences.h"
#include "schema/hash.h"
#include "schema/json.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "tests/support/status_matchers.h"

namespace pressmark::schema {
namespace {

using test::Below;
using test::Rounds;
using test::ValueOf;
using Random = std::mt19937_64;

std::string RandomBytes(std::size_t most, Random& random) {
  std::string bytes(Below(most + 1, random), '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// Appends a random tree in pre-order.
void AppendTree(int depth, bool keyed, ValueKind kind, Random& random,
                ValueTree* tree) {
  const std::size_t number = tree->nodes.size();
  ValueNode node;
  node.kind = static_cast<std::uint8_t>(kind);
  node.start = static_cast<std::uint32_t>(tree->text.size());
  const std::string key = keyed ? RandomBytes(12, random) : std::string();
  const bool scalar = kind < ValueKind::kList;
  const std::string text = scalar ? RandomBytes(20, random) : std::string();
  node.key_length = static_cast<std::uint16_t>(key.size());
  node.text_length = static_cast<std::uint32_t>(text.size());
  tree->text += key + text;
  tree->nodes.push_back(node);
  tree->positions.emplace_back();
  for (std::size_t n = scalar ? 0 : Below(6, random); n > 0; --n) {
    const auto child = static_cast<ValueKind>(Below(depth > 0 ? 7 : 5, random));
    AppendTree(depth - 1, kind == ValueKind::kMapping, child, random, tree);
  }
  tree->nodes[number].end = static_cast<std::uint32_t>(tree->nodes.size());
}

FieldValue RandomValue(Random& random) {
  switch (Below(5, random)) {
    case 0:
      return Below(2, random) == 1;
    case 1:
      return static_cast<std::int64_t>(random());
    case 2:
      return static_cast<double>(random()) / 3;
    case 3:
      return RandomBytes(30, random);
    default:
      return Date{static_cast<std::int64_t>(random() >> 4),
                  static_cast<std::int16_t>(Below(2'879, random)),
                  static_cast<DatePrecision>(Below(6, random))};
  }
}

ParsedArticle RandomParsed(Random& random) {
  ParsedArticle article;
  AppendTree(6, false, ValueKind::kMapping, random, &article.front_matter);
  article.fields.resize(Below(9, random));
  for (auto& values : article.fields) {
    for (auto n = Below(4, random); n > 0; --n) {
      values.push_back(RandomValue(random));
    }
  }
  article.body_offset = static_cast<std::size_t>(random());
  return article;
}

bool Equal(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.key() != b.key() || a.text() != b.text()) {
    return false;
  }
  if (a.is_scalar()) return true;
  auto other = b.begin();
  for (const Value child : a) {
    if (other == b.end() || !Equal(child, *other)) return false;
    ++other;
  }
  return other == b.end();
}

FieldValue ValueOf(const FieldValueView& view) {
  switch (view.kind()) {
    case FieldValueView::Kind::kBool:
      return view.boolean();
    case FieldValueView::Kind::kInteger:
      return view.integer();
    case FieldValueView::Kind::kDecimal:
      return view.decimal();
    case FieldValueView::Kind::kText:
      return std::string(view.text());
    case FieldValueView::Kind::kDate:
      return view.date();
  }
  return false;
}

void ExpectEqual(const RecordView& record, const ParsedArticle& article) {
  EXPECT_TRUE(Equal(record.front_matter(), article.front_matter.root()));
  EXPECT_EQ(record.body_offset(), article.body_offset);
  for (std::uint16_t i = 0; i < article.fields.size(); ++i) {
    const FieldView field = record.field(i);
    ASSERT_EQ(field.size(), article.fields[i].size());
    for (std::size_t j = 0; j < field.size(); ++j) {
      EXPECT_EQ(ValueOf(field[j]), article.fields[i][j]);
    }
  }
}

TEST(RandomSchema, TreesComeBackFromTheirRecords) {
  Random random = test::MakeRandom();
  std::size_t nodes = 0;
  for (int round = Rounds(2'000); round > 0; --round) {
    const ParsedArticle article = RandomParsed(random);
    nodes += article.front_matter.nodes.size();
    const std::string key = RandomBytes(40, random);
    const Hash128 hash = {random(), random()};
    const Record record =
        ValueOf(Record::Copy(BuildRecord(key, article, random(), hash)));
    EXPECT_EQ(record.view().key(), key);
    EXPECT_EQ(record.view().source_hash(), hash);
    ExpectEqual(record.view(), article);
    boost::json::error_code error;
    boost::json::parse(RecordToJson(record.view(), Mapping::BuiltIn()), error);
    ASSERT_FALSE(error) << error.message();
  }
  EXPECT_GT(nodes, static_cast<std::size_t>(Rounds(2'000)) * 5);
}

TEST(RandomSchema, DamagedRecordsAreNeverReadAsOthers) {
  Random random = test::MakeRandom();
  for (int round = Rounds(4'000); round > 0; --round) {
    const ParsedArticle article = RandomParsed(random);
    const std::string bytes = BuildRecord("key", article, 1, {2, 3});
    std::string damaged = bytes;
    switch (Below(4, random)) {
      case 0:
        damaged[Below(damaged.size(), random)] ^=
            static_cast<char>(1 << Below(8, random));
        break;
      case 1:
        damaged.resize(Below(damaged.size(), random));
        break;
      case 2:
        damaged += RandomBytes(16, random) + "x";
        break;
      default:
        for (int n = 0; n < 8; ++n) {
          damaged[Below(damaged.size(), random)] = static_cast<char>(random());
        }
    }
    const Result<Record> record = Record::Copy(damaged);
    if (damaged == bytes) {
      EXPECT_TRUE(record.ok());
    } else {
      ASSERT_FALSE(record.ok());
      EXPECT_EQ(record.status().code(), StatusCode::kCorruption);
    }
  }
}

TEST(RandomSchema, RandomBytesAreNoRecord) {
  Random random = test::MakeRandom();
  for (int round = Rounds(20'000); round > 0; --round) {
    EXPECT_FALSE(Record::Copy(RandomBytes(200, random)).ok());
  }
}

// Front matter of every shape that occurs.
constexpr std::string_view kSeeds[] = {
    "---\ntitle: \"A: b\"\ndate: '2021-10-02'\ntopics:\n  - x\n  - y z\n"
    "link:\n  brand: b.org\n  href: >-\n    https://b.org/a\n---\nbody\n",
    "---\n# a comment\nauthors: [a, {name: \"b\"}, 'it''s']\nempty:\nnull: ~\n"
    "text: |+\n  one\n\n  two\n\nlast: 1.5e3 # end\n---\n",
    "---\nbase: &base {a: 1, b: [x, *y]}\nc: &c [1, *base]\nd:\n  <<: *base\n"
    "  e: !!str 12\n? key\n: - - 1\n  - {k: v, l}\n---\n---\n",
    "\xEF\xBB\xBF\r\n--- \r\na: \"x\\\r\n  \\u00e9\\x41\"\r\nb: plain\r\n"
    "  more\r\n---\r\nb\xC3\xA9\xFF",
};

constexpr std::string_view kSnippets[] = {": ",
                                          "- ",
                                          "\n",
                                          "\n  ",
                                          "&a ",
                                          "*a",
                                          "!!str ",
                                          "? ",
                                          "|\n",
                                          ">",
                                          "'",
                                          "\"",
                                          "[",
                                          "]",
                                          "{",
                                          "}",
                                          "#",
                                          ",",
                                          "---\n",
                                          "...\n",
                                          "~",
                                          "\t",
                                          "<<: ",
                                          "\\",
                                          "%",
                                          "@",
                                          "\r",
                                          "\xC2",
                                          "\xEF\xBB\xBF",
                                          "null",
                                          "*base",
                                          "&c ",
                                          "\xE2\x80\xA8",
                                          "\x01"};

std::string Mutated(std::string text, Random& random) {
  for (auto n = Below(6, random) + 1; n > 0; --n) {
    const std::size_t at = Below(text.size() + 1, random);
    const auto length = Below(10, random);
    switch (Below(4, random)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(Below(text.size() + 1, random), length));
        break;
      case 2:
        text.insert(at, RandomBytes(3, random));
        break;
      default:
        text.insert(at, kSnippets[Below(std::size(kSnippets), random)]);
    }
  }
  return text;
}

// Reads a source with every reader there is; true where it is an article.
bool ReadAll(const std::string& source) {
  const Result<Mapping> mapping = Mapping::Parse(source);
  if (mapping.ok()) {
    EXPECT_EQ(ValueOf(Mapping::Parse(mapping->ToYaml())), *mapping);
  }
  const Result<ParsedArticle> article =
      ParseArticle(source, Mapping::BuiltIn());
  const Result<std::size_t> body = FindBody(source);
  EXPECT_EQ(body.ok(), FindFences(source).ok());
  if (!article.ok()) {
    EXPECT_TRUE(article.status().position()) << article.status().ToString();
    return false;
  }
  EXPECT_EQ(*body, article->body_offset);
  for (const Warning& warning : article->warnings) {
    EXPECT_GE(warning.position.line, 1u);
  }
  const Record record = ValueOf(
      Record::Copy(BuildRecord("k", *article, source.size(), HashOf(source))));
  ExpectEqual(record.view(), *article);
  return true;
}

TEST(RandomSchema, MutatedArticlesAreReadOrRefused) {
  Random random = test::MakeRandom();
  int read = 0;
  int refused = 0;
  for (int round = Rounds(60'000); round > 0; --round) {
    const std::string seed(kSeeds[Below(std::size(kSeeds), random)]);
    ++(ReadAll(Mutated(seed, random)) ? read : refused);
  }
  EXPECT_GT(read, Rounds(60'000) / 100);
  EXPECT_GT(refused, Rounds(60'000) / 10);
}

TEST(RandomSchema, RandomBytesAreReadOrRefused) {
  Random random = test::MakeRandom();
  for (int round = Rounds(20'000); round > 0; --round) {
    ReadAll(RandomBytes(100, random));
    ReadAll("---\n" + RandomBytes(60, random) + "\n---\n");
  }
}

TEST(RandomSchema, MutatedMappingsAreReadOrRefused) {
  Random random = test::MakeRandom();
  const std::string yaml = Mapping::BuiltIn().ToYaml();
  int read = 0;
  for (int round = Rounds(20'000); round > 0; --round) {
    const Result<Mapping> mapping = Mapping::Parse(Mutated(yaml, random));
    if (!mapping.ok()) {
      EXPECT_TRUE(mapping.status().position()) << mapping.status().ToString();
      continue;
    }
    ++read;
    EXPECT_EQ(ValueOf(Mapping::Parse(mapping->ToYaml())), *mapping);
  }
  EXPECT_GT(read, 0);
}

// Runs `work` on a thread with a stack of so many bytes.
void RunOnStack(std::size_t bytes, const std::function<void()>& work) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, bytes), 0);
  pthread_t thread;
  const auto run = [](void* argument) -> void* {
    (*static_cast<const std::function<void()>*>(argument))();
    return nullptr;
  };
  auto copy = work;
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &copy), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

std::string Repeat(std::string_view text, std::size_t times) {
  std::string repeated;
  for (; times > 0; --times) repeated += text;
  return repeated;
}

// An instrumented frame is several times as large.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kStackBytes = 2 << 20;
#else
constexpr std::size_t kStackBytes = 256 << 10;
#endif

TEST(RandomSchema, DeepInputNeedsLittleStack) {
  std::vector<std::string> sources;
  for (std::string_view open : {"[", "{a: ", "- ", "? ", "a: [", "- ? ",
                                "[{a: ", "&a [", "!!seq [", "<<: {"}) {
    for (const std::size_t times : {62, 63, 64, 500, 20'000, 100'000}) {
      sources.push_back("---\na: " + Repeat(open, times) + "\n---\n");
      sources.push_back("---\n" + Repeat(open, times) + "\n---\n");
    }
  }
  std::string levels;
  for (std::size_t i = 0; i < 2'000; ++i) {
    levels += std::string(i, ' ') + "a:\n";
  }
  sources.push_back("---\n" + levels.substr(0, 900'000) + "\n---\n");
  sources.push_back("---\na: " + Repeat("[", 63) + Repeat("]", 63) + "\n---\n");
  int read = 0;
  RunOnStack(kStackBytes, [&] {
    for (const std::string& source : sources) read += ReadAll(source) ? 1 : 0;
  });
  EXPECT_GT(read, 0);
  EXPECT_LT(read, static_cast<int>(sources.size()) / 2);
}

}  // namespace
}  // namespace pressmark::schema
