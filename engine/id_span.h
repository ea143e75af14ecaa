#ifndef PRESSMARK_ENGINE_ID_SPAN_H_
#define PRESSMARK_ENGINE_ID_SPAN_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/fixed_integer.h"

namespace pressmark::engine {

// Ids one after another in memory, seen in place at whatever address: those of
// a stored block are seldom aligned, and to copy a month of them takes longer
// than to look at the twenty that a list shows. A std::span otherwise: a view,
// as long as what it was made on, whose indexes must be in range.
class IdSpan {
 public:
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = std::uint64_t;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::uint64_t*;
    using reference = std::uint64_t;

    Iterator() = default;
    explicit Iterator(const char* place) : place_(place) {}

    std::uint64_t operator*() const {
      return LoadLittleEndian<std::uint64_t>(place_);
    }
    std::uint64_t operator[](std::ptrdiff_t n) const { return *(*this + n); }
    Iterator& operator+=(std::ptrdiff_t n) {
      place_ += n * static_cast<std::ptrdiff_t>(sizeof(std::uint64_t));
      return *this;
    }
    Iterator& operator-=(std::ptrdiff_t n) { return *this += -n; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int) { return std::exchange(*this, *this + 1); }
    Iterator operator--(int) { return std::exchange(*this, *this - 1); }
    Iterator operator+(std::ptrdiff_t n) const { return Iterator(*this) += n; }
    Iterator operator-(std::ptrdiff_t n) const { return Iterator(*this) -= n; }
    friend Iterator operator+(std::ptrdiff_t n, Iterator i) { return i + n; }
    std::ptrdiff_t operator-(Iterator other) const {
      return (place_ - other.place_) /
             static_cast<std::ptrdiff_t>(sizeof(std::uint64_t));
    }
    auto operator<=>(const Iterator&) const = default;

   private:
    const char* place_ = nullptr;
  };

  IdSpan() = default;
  // `bytes` are whole ids, little-endian.
  explicit IdSpan(std::string_view bytes)
      : bytes_(bytes.data()), size_(bytes.size() / sizeof(std::uint64_t)) {}
  IdSpan(std::span<const std::uint64_t> ids)
      : bytes_(reinterpret_cast<const char*>(ids.data())), size_(ids.size()) {}
  IdSpan(const std::vector<std::uint64_t>& ids)
      : IdSpan(std::span<const std::uint64_t>(ids)) {}

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::uint64_t operator[](std::size_t index) const {
    return LoadLittleEndian<std::uint64_t>(bytes_ +
                                           index * sizeof(std::uint64_t));
  }
  std::uint64_t front() const { return (*this)[0]; }
  std::uint64_t back() const { return (*this)[size_ - 1]; }
  Iterator begin() const { return Iterator(bytes_); }
  Iterator end() const {
    return Iterator(bytes_ + size_ * sizeof(std::uint64_t));
  }

  IdSpan first(std::size_t count) const {
    IdSpan part = *this;
    part.size_ = count;
    return part;
  }
  IdSpan subspan(std::size_t from) const {
    IdSpan part = *this;
    part.bytes_ += from * sizeof(std::uint64_t);
    part.size_ -= from;
    return part;
  }
  IdSpan subspan(std::size_t from, std::size_t count) const {
    return subspan(from).first(count);
  }
  // Those of [begin, end), two places in this span.
  IdSpan subspan(Iterator begin, Iterator end) const {
    return subspan(static_cast<std::size_t>(begin - this->begin()),
                   static_cast<std::size_t>(end - begin));
  }

  // As they lie there.
  std::string_view bytes() const {
    return {bytes_, size_ * sizeof(std::uint64_t)};
  }
  // Copies all of them, to where there is room for so many.
  void CopyTo(std::uint64_t* ids) const {
    // An empty span may have no address.
    if (size_ > 0) std::memcpy(ids, bytes_, size_ * sizeof(std::uint64_t));
  }

 private:
  const char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_ID_SPAN_H_
