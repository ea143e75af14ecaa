#ifndef PRESSMARK_TESTS_SUPPORT_RANDOM_H_
#define PRESSMARK_TESTS_SUPPORT_RANDOM_H_

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace pressmark::test {

// A generator with a seed of its own, which it prints; PRESSMARK_SEED in the
// environment sets it, to see a failure again.
inline std::mt19937_64 MakeRandom() {
  const char* given = std::getenv("PRESSMARK_SEED");
  std::uint64_t seed =
      given != nullptr ? std::stoull(given) : std::random_device()();
  std::cout << "seed " << seed << std::endl;
  return std::mt19937_64(seed);
}

// How often a random test goes round: a fifth of `rounds` where
// PRESSMARK_QUICK is set, as under sanitizers.
inline int Rounds(int rounds) {
  return std::getenv("PRESSMARK_QUICK") != nullptr ? (rounds + 4) / 5 : rounds;
}

// A number below `limit`, which is not 0.
inline std::size_t Below(std::size_t limit, std::mt19937_64& random) {
  return static_cast<std::size_t>(random() % limit);
}

}  // namespace pressmark::test

#endif  // PRESSMARK_TESTS_SUPPORT_RANDOM_H_
