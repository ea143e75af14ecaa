#ifndef PRESSMARK_CLI_JSON_OBJECT_H_
#define PRESSMARK_CLI_JSON_OBJECT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace pressmark::cli {

// Writes one JSON object, member after member, on one line.
class JsonObject {
 public:
  void Add(std::string_view name, std::string_view text);
  void Add(std::string_view name, std::uint64_t number);
  // `json` must be valid JSON.
  void AddJson(std::string_view name, std::string_view json);
  // The whole object; it starts anew after this.
  std::string Take();

 private:
  std::string json_ = "{";
};

// Likewise an array.
class JsonArray {
 public:
  void Add(std::string_view text);
  void AddJson(std::string_view json);
  std::string Take();

 private:
  std::string json_ = "[";
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_JSON_OBJECT_H_
