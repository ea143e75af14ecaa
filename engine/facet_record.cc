#include "engine/facet_record.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/bytes.h"
#include "engine/fixed_integer.h"

namespace pressmark::engine {

namespace {

constexpr std::uint8_t kGivenUp = 1;
constexpr std::size_t kHeadBytes = 4;

Status Malformed(std::string_view what) {
  return Corruption("facets: " + std::string(what));
}

Status CheckFormat(std::string_view bytes, std::string_view what) {
  if (bytes.size() < kHeadBytes) {
    return Malformed(std::string(what) + " are cut short");
  }
  auto format = static_cast<std::uint8_t>(bytes.front());
  if (format > kFacetFormat) {
    return UnsupportedFormat("facets: " + std::string(what) +
                             " are of format " + std::to_string(format));
  }
  if (format != kFacetFormat) return Malformed(std::string(what) + " are none");
  return {};
}

// The counts' bytes behind their head.
Result<std::string_view> CountBytes(std::string_view bytes) {
  if (Status s = CheckFormat(bytes, "counts"); !s.ok()) return s;
  std::string_view counts = bytes.substr(kHeadBytes);
  bool sound = bytes.substr(1, 3) == std::string_view("\0\0\0", 3) &&
               counts.size() % sizeof(std::uint32_t) == 0 &&
               counts.size() <= kFacetSlots * sizeof(std::uint32_t);
  if (!sound) return Malformed("counts are none");
  return counts;
}

}  // namespace

std::string EncodeFacetNames(const FacetNames& names) {
  std::string bytes;
  AppendByte(kFacetFormat, &bytes);
  AppendByte(names.given_up ? kGivenUp : 0, &bytes);
  AppendLittleEndian(static_cast<std::uint16_t>(names.slots.size()), &bytes);
  for (const FacetName& name : names.slots) {
    AppendText(name.term, &bytes);
    AppendText(name.spelling, &bytes);
  }
  return bytes;
}

Result<FacetNamesView> FacetNamesView::Parse(std::string_view bytes) {
  if (Status s = CheckFormat(bytes, "names"); !s.ok()) return s;
  auto flags = static_cast<std::uint8_t>(bytes[1]);
  FacetNamesView view;
  view.given_up_ = flags == kGivenUp;
  view.slots_ = LoadLittleEndian<std::uint16_t>(bytes.data() + 2);
  view.names_ = bytes.substr(kHeadBytes);
  bool sound = flags <= kGivenUp && view.slots_ <= kFacetSlots &&
               !(view.given_up_ && view.slots_ > 0);
  if (!sound) return Malformed("names are none");
  return view;
}

Result<std::vector<FacetNamesView::Name>> FacetNamesView::Names() const {
  std::vector<Name> names;
  names.reserve(slots_);
  ByteReader reader(names_);
  for (std::size_t i = 0; i < slots_; ++i) {
    std::string_view term = reader.Text();
    names.push_back({term, reader.Text()});
  }
  if (!reader.Complete()) return Malformed("names are cut short or too long");
  return names;
}

Result<FacetNames> FacetNamesView::Copy() const {
  auto names = Names();
  if (!names.ok()) return names.status();
  FacetNames copy;
  copy.given_up = given_up_;
  for (const Name& name : *names) {
    copy.slots.push_back({std::string(name.term), std::string(name.spelling)});
  }
  return copy;
}

std::string EncodeFacetCounts(const FacetCounts& counts) {
  auto last = std::find_if(counts.rbegin(), counts.rend(),
                           [](std::uint32_t count) { return count > 0; });
  std::string bytes;
  if (last == counts.rend()) return bytes;
  auto size = static_cast<std::size_t>(counts.rend() - last);
  bytes.reserve(kHeadBytes + size * sizeof(std::uint32_t));
  AppendLittleEndian(std::uint32_t{kFacetFormat}, &bytes);
  for (std::size_t i = 0; i < size; ++i) {
    AppendLittleEndian(counts[i], &bytes);
  }
  return bytes;
}

Status AddFacetCounts(std::string_view bytes,
                      std::vector<std::uint64_t>* sums) {
  Result<std::string_view> counts = CountBytes(bytes);
  if (!counts.ok()) return counts.status();
  std::size_t size = counts->size() / sizeof(std::uint32_t);
  if (sums->size() < size) sums->resize(size);
  std::uint64_t* sum = sums->data();
  for (std::size_t i = 0; i < size; ++i) {
    sum[i] += LoadLittleEndian<std::uint32_t>(counts->data() +
                                              i * sizeof(std::uint32_t));
  }
  return {};
}

Result<FacetCounts> DecodeFacetCounts(std::string_view bytes) {
  Result<std::string_view> stored = CountBytes(bytes);
  if (!stored.ok()) return stored.status();
  FacetCounts counts(stored->size() / sizeof(std::uint32_t));
  if (!counts.empty()) {
    std::memcpy(counts.data(), stored->data(), stored->size());
  }
  return counts;
}

}  // namespace pressmark::engine
