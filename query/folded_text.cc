#include "query/folded_text.h"

#include <algorithm>

#include "schema/fold.h"

namespace pressmark::query {

FoldedText::FoldedText(std::string_view text) {
  bool ascii = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
  if (!ascii || text.size() > short_.size()) {
    long_ = schema::Fold(text);
    view_ = long_;
    return;
  }
  std::transform(text.begin(), text.end(), short_.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  view_ = {short_.data(), text.size()};
}

}  // namespace pressmark::query
