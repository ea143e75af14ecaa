#ifndef PRESSMARK_QUERY_FOLDED_TEXT_H_
#define PRESSMARK_QUERY_FOLDED_TEXT_H_

#include <array>
#include <string>
#include <string_view>

namespace pressmark::query {

// A text under case folding, made without allocating where it is ASCII and
// short, as most are. Lives no longer than the text it was made from.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);
  FoldedText(const FoldedText&) = delete;
  FoldedText& operator=(const FoldedText&) = delete;

  std::string_view view() const { return view_; }

 private:
  std::array<char, 128> short_;
  std::string long_;
  std::string_view view_;
};

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_FOLDED_TEXT_H_
