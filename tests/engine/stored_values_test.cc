// The small values that the engine stores: to the byte, there and back, and
// what is no such value.

#include <gtest/gtest.h>

#include "engine/bytes.h"
#include "engine/key_entry.h"
#include "engine/store_format.h"
#include "engine/stored_source.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {
namespace {

using test::Fails;
using test::ValueOf;

std::string Hex(std::string_view bytes) {
  std::string text;
  for (char byte : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    auto code = static_cast<unsigned char>(byte);
    text += {kDigits[code >> 4], kDigits[code & 15]};
  }
  return text;
}

TEST(KeyEntry, IsTheseBytes) {
  KeyEntry entry;
  entry.id = {0x0102030405060708};
  entry.sequence = 9;
  entry.source_hash = {1, 2};
  entry.label = "site";
  EXPECT_EQ(Hex(EncodeKeyEntry(entry)),
            "0101"
            "0807060504030201"
            "0900000000000000"
            "0100000000000000"
            "0200000000000000"
            "73697465");
  EXPECT_EQ(ValueOf(DecodeKeyEntry(EncodeKeyEntry(entry))), entry);
  entry.live = false;
  EXPECT_EQ(ValueOf(DecodeKeyEntry(EncodeKeyEntry(entry))), entry);
}

TEST(KeyEntry, RefusesWhatIsCutOrUnknown) {
  std::string bytes = EncodeKeyEntry({});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(DecodeKeyEntry(bytes.substr(0, size)),
                Fails(StatusCode::kCorruption, "damaged"));
  }
  bytes[1] = 2;
  EXPECT_THAT(DecodeKeyEntry(bytes), Fails(StatusCode::kCorruption, ""));
  bytes[0] = 2;
  EXPECT_THAT(DecodeKeyEntry(bytes),
              Fails(StatusCode::kUnsupportedFormat, "format 2"));
}

TEST(StoredSource, KeepsEveryByte) {
  for (const std::string& source :
       {std::string(), std::string("\0\xff", 2), std::string(100'000, 'x')}) {
    std::string stored = EncodeSource(source);
    EXPECT_EQ(stored.size(), source.size() + 9);
    EXPECT_EQ(ValueOf(DecodeSource(stored)), source);
  }
}

TEST(StoredSource, NoticesEveryFlippedBitAndCut) {
  std::string stored = EncodeSource("an article");
  for (std::size_t i = 0; i < stored.size(); ++i) {
    EXPECT_FALSE(DecodeSource(stored.substr(0, i)).ok());
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = stored;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_FALSE(DecodeSource(flipped).ok());
    }
  }
  EXPECT_FALSE(DecodeSource(stored + "x").ok());
}

TEST(StoreFormat, IsGivenBack) {
  StoreFormat format = ValueOf(NewStoreFormat());
  EXPECT_NE(format.store_id, ValueOf(NewStoreFormat()).store_id);
  format.incarnation = 5;
  format.generation = 7;
  std::string bytes = EncodeStoreFormat(format);
  EXPECT_EQ(bytes.size(), 64u);
  EXPECT_TRUE(bytes.starts_with("pressmark store\n"));
  EXPECT_EQ(ValueOf(DecodeStoreFormat(bytes)), format);
}

TEST(Watermark, IsOfOneStoreToTheBit) {
  std::string id(kStoreIdBytes, 'i');
  std::string bytes = EncodeWatermark(id, 77);
  EXPECT_EQ(bytes.size(), 16u);
  EXPECT_EQ(ValueOf(DecodeWatermark(id, bytes)), 77u);
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string flipped = bytes;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    EXPECT_THAT(DecodeWatermark(id, flipped),
                Fails(StatusCode::kCorruption, "watermark"));
  }
  EXPECT_FALSE(DecodeWatermark(std::string(kStoreIdBytes, 'j'), bytes).ok());
  EXPECT_FALSE(DecodeWatermark(id, bytes + "x").ok());
  EXPECT_FALSE(DecodeWatermark(id, "").ok());
}

TEST(ByteReader, GivesZerosPastTheEndAndSaysSo) {
  std::string bytes;
  AppendByte(1, &bytes);
  AppendUint32(0x01020304, &bytes);
  AppendUint64(5, &bytes);
  AppendText("text", &bytes);
  EXPECT_EQ(Hex(bytes),
            "01"
            "04030201"
            "0500000000000000"
            "0400000074657874");
  ByteReader reader(bytes);
  EXPECT_EQ(reader.Byte(), 1);
  EXPECT_EQ(reader.Uint32(), 0x01020304u);
  EXPECT_EQ(reader.Uint64(), 5u);
  EXPECT_FALSE(reader.Complete());
  EXPECT_EQ(reader.Text(), "text");
  EXPECT_TRUE(reader.Complete());
  EXPECT_EQ(reader.Uint32(), 0u);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.Rest(), "");
  EXPECT_FALSE(reader.Complete());
}

TEST(ByteReader, BelievesNoLengthThatIsTooGreat) {
  ByteReader reader(
      std::string_view("\xff\xff\xff\xff"
                       "abc",
                       7));
  EXPECT_EQ(reader.Text(), "");
  EXPECT_FALSE(reader.ok());
}

}  // namespace
}  // namespace pressmark::engine
