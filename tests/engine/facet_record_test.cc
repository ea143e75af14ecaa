#include "engine/facet_record.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::IsOk;
using test::ValueOf;

using Sums = std::vector<std::uint64_t>;

FacetNames Sample() { return {false, {{"\4tea", "Tea"}, {}, {"\1", ""}}}; }

FacetNames Read(const std::string& bytes) {
  return ValueOf(ValueOf(FacetNamesView::Parse(bytes)).Copy());
}

// The outcome of reading all of it.
Status ReadAll(const std::string& bytes) {
  Result<FacetNamesView> view = FacetNamesView::Parse(bytes);
  return view.ok() ? view->Names().status() : view.status();
}

TEST(FacetNames, AreTheseBytes) {
  EXPECT_EQ(EncodeFacetNames({false, {{"ab", "C"}}}), std::string("\1\0\1\0"
                                                                  "\2\0\0\0ab"
                                                                  "\1\0\0\0C",
                                                                  15));
  EXPECT_EQ(EncodeFacetNames({true, {}}), std::string("\1\1\0\0", 4));
}

TEST(FacetNames, AreReadBack) {
  for (const FacetNames& names : {Sample(), FacetNames{true, {}}, {}}) {
    EXPECT_EQ(Read(EncodeFacetNames(names)), names);
  }
}

TEST(FacetNames, CutOrGrownAreCorrupt) {
  std::string bytes = EncodeFacetNames(Sample());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_THAT(ReadAll(bytes.substr(0, length)),
                Fails(StatusCode::kCorruption, "facets: names are"))
        << length;
  }
  EXPECT_THAT(ReadAll(bytes + 'x'),
              Fails(StatusCode::kCorruption, "facets: names are"));
}

TEST(FacetNames, OfANewerFormatAreSaidToBe) {
  std::string bytes = EncodeFacetNames(Sample());
  bytes[0] = 2;
  EXPECT_THAT(ReadAll(bytes),
              Fails(StatusCode::kUnsupportedFormat, "are of format 2"));
}

TEST(FacetNames, AnyFlippedBitIsReadWithoutHarm) {
  std::string bytes = EncodeFacetNames(Sample());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    if (!ReadAll(flipped).ok()) continue;
    EXPECT_EQ(EncodeFacetNames(Read(flipped)), flipped);
  }
}

TEST(FacetCounts, AreTheseBytes) {
  EXPECT_EQ(EncodeFacetCounts({0, 0x0102, 0, 0}), std::string("\1\0\0\0"
                                                              "\0\0\0\0"
                                                              "\2\1\0\0",
                                                              12));
  EXPECT_EQ(EncodeFacetCounts({0, 0}), "");
  EXPECT_EQ(EncodeFacetCounts({}), "");
}

TEST(FacetCounts, AddUp) {
  Sums sums = {1};
  ASSERT_THAT(AddFacetCounts(EncodeFacetCounts({4, 0, 5}), &sums), IsOk());
  ASSERT_THAT(AddFacetCounts(EncodeFacetCounts({~0u, 7}), &sums), IsOk());
  EXPECT_EQ(sums, (Sums{4 + 1ull + ~0u, 7, 5}));
}

TEST(FacetCounts, ThatAreNoneAreCorrupt) {
  std::string bytes = EncodeFacetCounts({1, 2});
  std::string many(4 + 4 * (kFacetSlots + 1), '\0');
  many[0] = 1;
  std::string filled = bytes;
  filled[2] = 1;
  Sums sums = {9};
  for (const std::string& wrong :
       {std::string(), bytes.substr(0, 3), bytes.substr(0, 7), bytes + 'x',
        filled, many}) {
    EXPECT_THAT(AddFacetCounts(wrong, &sums),
                Fails(StatusCode::kCorruption, "facets: counts are"));
    EXPECT_THAT(DecodeFacetCounts(wrong),
                Fails(StatusCode::kCorruption, "facets: counts are"));
  }
  EXPECT_EQ(sums, Sums{9});
}

}  // namespace
}  // namespace pressmark::engine
