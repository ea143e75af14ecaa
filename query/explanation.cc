#include <array>
#include <cstddef>
#include <cstdio>
#include <string_view>
#include <utility>

#include <pressmark/explanation.h>

#include "schema/json.h"

namespace pressmark {

namespace {

// The counts of a step, as they are named in JSON and in words.
struct CountName {
  std::uint64_t StepCost::*count;
  std::string_view json;
  std::string_view one;
  std::string_view many;
};

constexpr std::array<CountName, 7> kCounts = {{
    {&StepCost::articles, "articles", "out", "out"},
    {&StepCost::seeks, "seeks", "seek", "seeks"},
    {&StepCost::posting_blocks, "posting_blocks", "block", "blocks"},
    {&StepCost::postings, "postings", "posting", "postings"},
    {&StepCost::records, "records", "record", "records"},
    {&StepCost::records_rejected, "records_rejected", "dropped", "dropped"},
    {&StepCost::type_mismatches, "type_mismatches", "for its type",
     "for their type"},
}};

std::string Milliseconds(std::chrono::nanoseconds time) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.3f ms",
                static_cast<double>(time.count()) / 1e6);
  return text.data();
}

std::string CostText(const StepCost& cost) {
  std::string text = "  [";
  for (const CountName& name : kCounts) {
    std::uint64_t count = cost.*name.count;
    bool shown = count > 0 || name.count == &StepCost::articles;
    if (!shown) continue;
    text += std::to_string(count) + ' ';
    text.append(count == 1 ? name.one : name.many).append(", ");
  }
  return text + Milliseconds(cost.time) + ']';
}

void AppendText(const PlanStep& step, std::size_t depth, std::string* text) {
  text->append(2 * depth, ' ').append(step.words);
  if (step.actual) *text += CostText(*step.actual);
  *text += '\n';
  for (const PlanStep& below : step.steps) AppendText(below, depth + 1, text);
}

void AppendMember(std::string_view name, std::string* json) {
  if (json->back() != '{') *json += ',';
  *json += '"';
  json->append(name).append("\":");
}

void AppendCost(const StepCost& cost, std::string* json) {
  *json += '{';
  for (const CountName& name : kCounts) {
    AppendMember(name.json, json);
    *json += std::to_string(cost.*name.count);
  }
  AppendMember("nanoseconds", json);
  *json += std::to_string(cost.time.count());
  *json += '}';
}

void AppendSteps(const std::vector<PlanStep>& steps, std::string* json);

void AppendStep(const PlanStep& step, std::string* json) {
  *json += '{';
  AppendMember("step", json);
  schema::AppendJsonString(step.kind, json);
  AppendMember("words", json);
  schema::AppendJsonString(step.words, json);
  if (step.at_most) {
    AppendMember("at_most", json);
    *json += std::to_string(*step.at_most);
  }
  if (step.actual) {
    AppendMember("actual", json);
    AppendCost(*step.actual, json);
  }
  if (!step.steps.empty()) {
    AppendMember("of", json);
    AppendSteps(step.steps, json);
  }
  *json += '}';
}

// No deeper than the plan, which is no deeper than Limits::query_depth.
void AppendSteps(const std::vector<PlanStep>& steps, std::string* json) {
  *json += '[';
  for (const PlanStep& step : steps) {
    if (&step != steps.data()) *json += ',';
    AppendStep(step, json);
  }
  *json += ']';
}

}  // namespace

std::string Explanation::ToText() const {
  std::string text;
  for (const PlanStep& step : steps) AppendText(step, 0, &text);
  return text;
}

std::string Explanation::ToJson() const {
  std::string json = "{";
  AppendMember("query", &json);
  schema::AppendJsonString(query, &json);
  AppendMember("plan", &json);
  AppendSteps(steps, &json);
  return json + "}";
}

}  // namespace pressmark
