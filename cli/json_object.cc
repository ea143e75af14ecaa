#include "cli/json_object.h"

#include "schema/json.h"

namespace pressmark::cli {

void JsonObject::Add(std::string_view name, std::string_view text) {
  std::string json;
  schema::AppendJsonString(text, &json);
  AddJson(name, json);
}

void JsonObject::Add(std::string_view name, std::uint64_t number) {
  AddJson(name, std::to_string(number));
}

void JsonObject::AddJson(std::string_view name, std::string_view json) {
  if (json_.size() > 1) json_ += ',';
  schema::AppendJsonString(name, &json_);
  json_ += ':';
  json_ += json;
}

std::string JsonObject::Take() {
  json_ += '}';
  return std::exchange(json_, "{");
}

void JsonArray::Add(std::string_view text) {
  std::string json;
  schema::AppendJsonString(text, &json);
  AddJson(json);
}

void JsonArray::AddJson(std::string_view json) {
  if (json_.size() > 1) json_ += ',';
  json_ += json;
}

std::string JsonArray::Take() {
  json_ += ']';
  return std::exchange(json_, "[");
}

}  // namespace pressmark::cli
