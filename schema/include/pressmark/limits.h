#ifndef PRESSMARK_SCHEMA_LIMITS_H_
#define PRESSMARK_SCHEMA_LIMITS_H_

#include <cstddef>

namespace pressmark {

// Every size the library refuses to go beyond, in one place. Each is tested at
// the limit and one beyond. Lower them to guard an app against its users;
// raising one costs memory in proportion.
struct Limits {
  // Bytes of one article file.
  std::size_t article_bytes = 16u << 20;
  // Bytes of front matter between the fences.
  std::size_t front_matter_bytes = 1u << 20;
  // Levels of nesting in front matter; the top mapping is level 1.
  std::size_t front_matter_depth = 64;
  // Nodes (mappings, lists and scalars) of front matter, aliases expanded.
  std::size_t front_matter_nodes = 100'000;
  // Bytes of one key inside front matter.
  std::size_t name_bytes = 1024;
  // Bytes of an article's key; a key has at least 1.
  std::size_t key_bytes = 1024;
  // Values a field of many takes; those beyond are left out with a warning.
  std::size_t field_values = 256;
  // Distinct front matter paths a store remembers by name.
  std::size_t known_paths = 10'000;
  // Bytes of the sources in one batch of writes.
  std::size_t batch_bytes = 64u << 20;
  // Bytes of a query's text.
  std::size_t query_bytes = 64u << 10;
  // Queries that a store keeps by name.
  std::size_t saved_queries = 1000;
  // Levels of parentheses, `not` and `[…]` in a query.
  std::size_t query_depth = 64;
  // Terms and list items of a query together.
  std::size_t query_terms = 10'000;
  // Bytes of a query's working memory (ids and rows held before output).
  std::size_t query_memory_bytes = 256u << 20;
};

// Bytes of an offending text that a message quotes before it is cut.
inline constexpr std::size_t kExcerptBytes = 80;

// Bytes of a value that its index term holds; a longer value is cut there,
// within a character if need be, and told apart by a hash. Part of the stored
// format.
inline constexpr std::size_t kTermBytes = 256;

}  // namespace pressmark

#endif  // PRESSMARK_SCHEMA_LIMITS_H_
