#ifndef PRESSMARK_TESTS_ENGINE_DAMAGES_H_
#define PRESSMARK_TESTS_ENGINE_DAMAGES_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "engine/kv.h"

// A store to damage, and all the ways to do it.
namespace pressmark::engine {

// Articles "0" to "199" of one day, all of topic "Many", the first also of
// "Rare".
inline constexpr int kArticles = 200;
inline constexpr std::uint32_t kTopicIndex = 1;
std::string SourceOfArticle(int number);

// A value, which must be there.
std::string Get(const KvSnapshot& kv, Family family, const std::string& key);
// The key in articles and sources of the article of that number.
std::string IdOf(std::uint32_t number);
// The keys of the topics' entries, and of the one posting block of "Many".
std::string RareTerm();
std::string ManyTerm();
std::string ManyBlock();
std::string Flipped(std::string bytes, std::size_t place);

struct Damage {
  const char* name;
  void (*make)(const KvSnapshot& kv, KvBatch* batch);
  // What a problem says of it.
  std::string words;
  // Whether a rebuild gives back a sound store.
  bool mends = true;
};

inline void PrintTo(const Damage& damage, std::ostream* out) {
  *out << damage.name;
}

const std::vector<Damage>& Damages();

}  // namespace pressmark::engine

#endif  // PRESSMARK_TESTS_ENGINE_DAMAGES_H_
