// A libFuzzer target: the reader of the common subset against the reference.
// tests/README.md says how to build and run it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/schema/yaml_difference.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const pressmark::Limits tight = {
      .front_matter_depth = 3, .front_matter_nodes = 12, .name_bytes = 6};
  pressmark::test::YamlDifference difference;
  for (const pressmark::Limits& limits : {pressmark::Limits(), tight}) {
    const std::string found = difference.Find({text, 1, 0}, limits);
    if (found.empty()) continue;
    std::fputs(found.c_str(), stderr);
    std::abort();
  }
  return 0;
}
