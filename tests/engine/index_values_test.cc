// Values of every length and make in the indexes of every kind: each is found
// under its own term, and no two share one.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pressmark/store.h>

#include "engine/reader.h"
#include "engine/terms.h"
#include "schema/fold.h"
#include "schema/utf8.h"
#include "tests/engine/naive_terms.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace pressmark {
namespace {

using engine::IndexDefinition;
using test::Below;
using test::ValueOf;

// A double-quoted scalar of YAML that is exactly `text`, which is UTF-8.
std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (char byte : text) {
    auto code = static_cast<unsigned char>(byte);
    if (byte == '"' || byte == '\\') quoted += '\\';
    if (code < 0x20 || code == 0x7F) {
      quoted += std::string("\\x") + kHex[code >> 4] + kHex[code & 15];
    } else {
      quoted += byte;
    }
  }
  return quoted + '"';
}

// Texts of `length` bytes that differ in their make, or only at the end: of
// letters, of zeros, of characters of two, three and four bytes, which end
// anywhere beside the cut, and of all mixed.
std::vector<std::string> TextsOf(std::size_t length, std::mt19937_64& random) {
  const std::vector<std::string> alphabets[] = {
      {"x"},
      {std::string(1, '\0')},
      {"\x7F", "\x01"},
      {"\xC3\xBF"},
      {"\xEF\xBF\xBD"},
      {"\xF4\x8F\xBF\xBF"},
      {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8D\xB5",
       std::string(1, '\0')}};
  std::vector<std::string> texts;
  for (const auto& alphabet : alphabets) {
    std::string text;
    while (text.size() < length) {
      const std::string& next = alphabet[Below(alphabet.size(), random)];
      if (text.size() + next.size() > length) {
        text += 'x';
      } else {
        text += next;
      }
    }
    texts.push_back(text);
    if (length == 0) break;
    // The same but for its last character.
    text.resize(schema::PrefixOnCharacterBoundary(text, length - 1).size());
    text.append(length - text.size(), 'y');
    texts.push_back(text);
  }
  return texts;
}

std::vector<std::size_t> Lengths(std::mt19937_64& random) {
  std::vector<std::size_t> lengths;
  for (std::size_t length = 0; length <= 12; ++length) {
    lengths.push_back(length);
  }
  for (std::size_t length = 245; length <= 270; ++length) {
    lengths.push_back(length);
  }
  for (std::size_t near : {511, 512, 513, 4096, 32'767, 65'535, 65'536}) {
    lengths.push_back(near);
  }
  for (int i = 0; i < test::Rounds(25); ++i) {
    lengths.push_back(Below(65'537, random));
  }
  return lengths;
}

constexpr FieldKind kKinds[] = {FieldKind::kText, FieldKind::kFolded,
                                FieldKind::kNumber, FieldKind::kDate,
                                FieldKind::kBool};

std::vector<std::uint64_t> IdsOf(engine::PostingList* list) {
  std::vector<std::uint64_t> ids;
  for (bool more = list->Seek(0); more; more = list->Seek(list->bucket() + 1)) {
    engine::IdSpan bucket = list->Ids();
    ids.insert(ids.end(), bucket.begin(), bucket.end());
  }
  EXPECT_THAT(list->status(), test::IsOk());
  return ids;
}

class IndexValues : public testing::Test {
 protected:
  // Puts an article with one value; the same value goes to the same list.
  void Put(const std::string& yaml, WriteBatch* batch) {
    std::string key = std::to_string(sources_.size());
    sources_[key] = "---\nv: " + yaml + "\n---\n";
    batch->Put(ValueOf(store_.Prepare(key, sources_[key])));
  }

  void Compare() {
    Snapshot snapshot = ValueOf(store_.TakeSnapshot());
    ASSERT_EQ(snapshot.reader()->indexes().size(), 3 + std::size(kKinds));
    test::ExpectExactIndexes(*snapshot.reader(), sources_);
    ASSERT_THAT(ValueOf(store_.Check()).problems, testing::IsEmpty());
  }

  test::TemporaryFolder folder_;
  Store store_ = ValueOf(Store::Create(folder_ / "store"));
  test::Sources sources_;
};

TEST_F(IndexValues, OfEveryLengthHaveTheirOwnTerm) {
  std::mt19937_64 random = test::MakeRandom();
  std::map<std::string, std::string> keys;  // of each text, once
  WriteBatch batch;
  for (std::size_t length : Lengths(random)) {
    for (const std::string& text : TextsOf(length, random)) {
      std::string key = std::to_string(sources_.size());
      if (!keys.emplace(text, key).second) continue;
      Put(Quoted(text), &batch);
    }
  }
  ValueOf(store_.Write(std::move(batch)));
  ASSERT_GT(keys.size(), 400u);
  for (FieldKind kind : kKinds) {
    ASSERT_THAT(store_.AddIndex("v", kind), test::IsOk());
  }
  ASSERT_THAT(store_.AwaitIndexes(), test::IsOk());
  Snapshot snapshot = ValueOf(store_.TakeSnapshot());
  const engine::Reader& reader = *snapshot.reader();
  for (const IndexDefinition& index : reader.indexes()) {
    if (index.path.empty()) continue;
    std::map<std::string, std::set<std::string>> texts_of_term;
    for (const auto& [text, key] : keys) {
      bool folds = index.kind == FieldKind::kFolded;
      std::string held = folds ? schema::Fold(text) : text;
      std::string term = engine::TextTerm(held);
      EXPECT_LE(term.size(), 2 * 256 + 3u + 16u);
      std::uint64_t id = ValueOf(reader.FindKey(key))->bits;
      std::vector<std::uint64_t> ids =
          IdsOf(ValueOf(reader.Postings(index.number, term)).get());
      EXPECT_TRUE(std::find(ids.begin(), ids.end(), id) != ids.end())
          << text.size() << " bytes, kind " << FieldKindName(index.kind);
      texts_of_term[term].insert(held);
    }
    for (const auto& [term, texts] : texts_of_term) {
      EXPECT_EQ(texts.size(), 1u);
    }
  }
  Compare();
}

// Under every kind, a value that looks like another's is not it.
TEST_F(IndexValues, OfEveryTypeKeepTheirType) {
  WriteBatch batch;
  for (const char* yaml : {"12",
                           "'12'",
                           "12.0",
                           "12.5",
                           "'12.0'",
                           "true",
                           "'true'",
                           "~",
                           "'~'",
                           "''",
                           "' '",
                           "2021-10-02",
                           "'2021-10-02'",
                           "2021-10-02T00:00:00Z",
                           "2021-13-01",
                           "9007199254740992",
                           "9007199254740993",
                           "9007199254740992.0",
                           "-0.0",
                           "0",
                           ".inf",
                           ".nan",
                           "[]",
                           "{}",
                           "{ x: 1 }",
                           "[12, '12', true, ~, 2021-10-02]"}) {
    Put(yaml, &batch);
  }
  ValueOf(store_.Write(std::move(batch)));
  for (FieldKind kind : kKinds) {
    ASSERT_THAT(store_.AddIndex("v", kind), test::IsOk());
  }
  ASSERT_THAT(store_.AwaitIndexes(), test::IsOk());
  Compare();
  Snapshot snapshot = ValueOf(store_.TakeSnapshot());
  auto count = [&](FieldKind kind, const std::string& term) -> std::uint64_t {
    for (const IndexDefinition& index : snapshot.reader()->indexes()) {
      if (index.path.empty() || index.kind != kind) continue;
      auto entry = ValueOf(snapshot.reader()->FindTerm(index.number, term));
      return entry ? entry->total() : 0;
    }
    return 99;
  };
  for (FieldKind kind : kKinds) {
    EXPECT_EQ(count(kind, engine::NumberTerm(std::int64_t{12})), 3u);
    EXPECT_EQ(count(kind, engine::TextTerm("12")), 2u);
    EXPECT_EQ(count(kind, engine::BoolTerm(true)), 2u);
    EXPECT_EQ(count(kind, engine::TextTerm("true")), 1u);
    EXPECT_EQ(count(kind, engine::NullTerm()), 2u);
    EXPECT_EQ(count(kind, engine::NumberTerm(std::int64_t{9007199254740993})),
              1u);
    bool dates = kind == FieldKind::kDate;
    EXPECT_EQ(count(kind, engine::TextTerm("2021-10-02")), dates ? 0u : 3u);
    EXPECT_EQ(count(kind, engine::DateTerm(*ParseDate("2021-10-02"))),
              dates ? 3u : 0u);
    EXPECT_EQ(count(kind, engine::TextTerm("2021-13-01")), 1u);
  }
}

}  // namespace
}  // namespace pressmark
