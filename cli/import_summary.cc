#include "cli/import_summary.h"

#include <cmath>
#include <string_view>

#include "cli/json_object.h"
#include "schema/json.h"

namespace pressmark::cli {

namespace {

std::string Rounded(double number, double unit) {
  std::string text;
  schema::AppendJsonNumber(std::round(number * unit) / unit, &text);
  return text;
}

}  // namespace

std::string ImportSummary::ToJson() const {
  JsonObject object;
  object.Add("seen", seen);
  object.Add("added", added);
  object.Add("updated", updated);
  object.Add("unchanged", unchanged);
  object.Add("removed", removed);
  object.Add("skipped", skipped);
  object.Add("refused", refused);
  object.Add("warnings", warnings);
  object.AddJson("seconds", Rounded(seconds, 1'000));
  return object.Take();
}

std::string ImportSummary::ToChangesText() const {
  std::string text;
  auto add = [&text](std::uint64_t number, std::string_view word) {
    if (number == 0) return;
    text += (text.empty() ? "" : ", ") + std::to_string(number) + " ";
    text += word;
  };
  add(added, "added");
  add(updated, "updated");
  add(removed, "removed");
  add(skipped, "skipped");
  add(refused, "refused");
  add(warnings, warnings == 1 ? "warning" : "warnings");
  return text.empty() ? text : text + " in " + Rounded(seconds, 1'000) + " s";
}

std::string ImportSummary::ToText() const {
  std::string text = std::to_string(seen) +
                     (seen == 1 ? " file in " : " files in ") +
                     Rounded(seconds, 10) + " s: " + std::to_string(added) +
                     " added, " + std::to_string(updated) + " updated, " +
                     std::to_string(unchanged) + " unchanged";
  auto add = [&text](std::uint64_t number, std::string_view word) {
    if (number == 0) return;
    text += ", " + std::to_string(number) + " ";
    text += word;
  };
  add(removed, "removed");
  add(skipped, "skipped");
  add(refused, "refused");
  add(warnings, warnings == 1 ? "warning" : "warnings");
  return text;
}

}  // namespace pressmark::cli
