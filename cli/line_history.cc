#include "cli/line_history.h"

namespace pressmark::cli {

void LineHistory::Add(const std::string& entry) {
  if (!entries_.empty() && entries_.back() == entry) return;
  entries_.push_back(entry);
  if (entries_.size() > most_) entries_.pop_front();
  Begin();
}

void LineHistory::Begin() {
  place_ = entries_.size();
  changed_.clear();
}

const std::string* LineHistory::Older(std::string_view present) {
  return place_ == 0 ? nullptr : StepTo(place_ - 1, present);
}

const std::string* LineHistory::Newer(std::string_view present) {
  return place_ == entries_.size() ? nullptr : StepTo(place_ + 1, present);
}

const std::string* LineHistory::StepTo(std::size_t place,
                                       std::string_view present) {
  changed_[place_] = present;
  place_ = place;
  auto changed = changed_.find(place);
  return changed == changed_.end() ? &entries_[place] : &changed->second;
}

}  // namespace pressmark::cli
