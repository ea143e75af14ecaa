#include "cli/progress_text.h"

namespace pressmark::cli {

namespace {

std::string Whole(double number) {
  return std::to_string(static_cast<std::uint64_t>(number + 0.5));
}

// "35 s", or "2 min 5 s".
std::string Duration(double seconds) {
  auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  std::string text = std::to_string(whole % 60) + " s";
  return whole < 60 ? text : std::to_string(whole / 60) + " min " + text;
}

}  // namespace

std::string ProgressText(const Progress& progress, std::string_view noun,
                         std::string_view more) {
  bool known = progress.total >= progress.done && progress.total > 0;
  auto done = static_cast<double>(progress.done);
  double rate = progress.seconds > 0 ? done / progress.seconds : 0;
  std::string text = std::to_string(progress.done);
  if (known) text += " of " + std::to_string(progress.total);
  text += " ";
  text += noun;
  text += ", " + Whole(rate) + " articles/s";
  text += more;
  if (known && rate > 0) {
    auto left = static_cast<double>(progress.total - progress.done);
    text += ", " + Duration(left / rate) + " left";
  }
  return text;
}

}  // namespace pressmark::cli
