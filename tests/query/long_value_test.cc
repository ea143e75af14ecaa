#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>
#include <pressmark/store.h>

#include "tests/support/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

// Values of every length and of any characters: an answer is the same whether
// a path has an index of any kind, or none.
namespace pressmark::query {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;

// Characters of one to four bytes, zero and other controls among them, few
// enough that values begin alike.
std::string Characters(std::size_t bytes, std::mt19937_64& random) {
  static const std::string kCharacters[] = {
      "a", "a", "a",      "b",      std::string(1, '\0'), "\x01", "\x7F",
      "ß", "é", "\u2028", "\uFFFD", "\U0001F600",         " "};
  std::string text;
  while (text.size() < bytes) {
    text += kCharacters[test::Below(std::size(kCharacters), random)];
  }
  return text;
}

// Lengths about those where a term is cut, and any others.
std::size_t Length(std::mt19937_64& random) {
  switch (test::Below(12, random)) {
    case 0:
      return test::Below(kMostBytes + 1, random);
    case 1:
    case 2:
      return test::Below(600, random);
    case 3:
    case 4:
      return test::Below(8, random);
    default:
      return 248 + test::Below(16, random);
  }
}

// As a YAML scalar in double quotes.
std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string yaml = "\"";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      yaml += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      yaml += c;
    }
  }
  return yaml + "\"";
}

class LongValues : public testing::Test {
 protected:
  LongValues() : random_(test::MakeRandom()) {
    for (int i = 0; i < 240; ++i) values_.push_back(NewValue());
    WriteBatch batch;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      std::string value = Quoted(values_[i]);
      std::string source = "---\nnone: " + value + "\n";
      for (const char* path : {"text", "folded", "date_like", "number"}) {
        source += std::string(path) + ": " + value + "\n";
      }
      bytes += source.size();
      batch.Put(test::ValueOf(
          store_.Prepare("k" + std::to_string(i), source + "---\n")));
      if (bytes < (std::size_t{16} << 20)) continue;
      test::ValueOf(store_.Write(std::exchange(batch, {})));
      bytes = 0;
    }
    test::ValueOf(store_.Write(std::move(batch)));
  }

  // One that is there already and a little more or less of it, or a new one.
  std::string NewValue() {
    std::string value;
    if (!values_.empty() && test::Below(3, random_) == 0) {
      value = values_[test::Below(values_.size(), random_)];
      if (test::Below(2, random_) == 0) return value + "a";
      if (!value.empty() && value.back() == 'a') value.pop_back();
      return value;
    }
    // Two in three begin with the same long text.
    if (test::Below(3, random_) > 0) value = std::string(250, 'x');
    return value + Characters(Length(random_), random_);
  }

  std::vector<std::string> KeysOf(const std::string& text,
                                  const std::string& value) {
    Query query = test::ValueOf(Query::Parse(text));
    Cursor cursor =
        test::ValueOf(query.Run(test::ValueOf(store_.TakeSnapshot()),
                                {{"v", {Parameter::Scalar(value)}}}));
    std::vector<std::string> keys;
    while (cursor.Next()) keys.emplace_back(cursor.key());
    EXPECT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    records_ += cursor.statistics().records;
    return keys;
  }

  std::mt19937_64 random_;
  test::TemporaryFolder folder_;
  Store store_ = test::ValueOf(Store::Create(
      folder_ / "store",
      test::ValueOf(
          Mapping::Parse("indexes:\n- text\n- { path: folded, kind: folded }\n"
                         "- { path: date_like, kind: date }\n"
                         "- { path: number, kind: number }\n"))));
  std::vector<std::string> values_;
  std::uint64_t records_ = 0;
};

TEST_F(LongValues, AnswerTheSameUnderEveryIndex) {
  std::size_t found = 0;
  for (int i = 0; i < test::Rounds(60); ++i) {
    std::string value = test::Below(4, random_) == 0
                            ? NewValue()
                            : values_[test::Below(values_.size(), random_)];
    for (const char* test :
         {" = :v", " < :v", " >= :v", " != :v", " in [:v, x]", " = :v.."}) {
      std::vector<std::string> expected =
          KeysOf("none" + std::string(test), value);
      found += expected.size();
      for (const char* path : {"text", "folded", "date_like", "number"}) {
        ASSERT_EQ(KeysOf(path + std::string(test), value), expected)
            << path << test << " of " << value.size() << " bytes";
      }
    }
    for (const char* test : {" = :v", " ~ 'XX*'"}) {
      ASSERT_EQ(KeysOf("fold(folded)" + std::string(test), value),
                KeysOf("fold(none)" + std::string(test), value));
    }
  }
  EXPECT_GT(found, 1000u);
}

TEST_F(LongValues, AreFoundWithoutLookingAtOthers) {
  std::uint64_t rows = 0;
  for (const std::string& value : values_) {
    std::size_t equal = KeysOf("text = :v", value).size();
    ASSERT_GE(equal, 1u);
    rows += equal;
  }
  EXPECT_EQ(records_, rows);
}

}  // namespace
}  // namespace pressmark::query
