#include "schema/name.h"

#include <gtest/gtest.h>

namespace pressmark::schema {
namespace {

TEST(IsName, TakesLettersDigitsAndSingleHyphens) {
  for (const char* name : {"a", "_", "ab-c", "a1-2", "größe", "A_b-9"}) {
    EXPECT_TRUE(IsName(name)) << name;
  }
  for (const char* text :
       {"", "1a", "-a", "a-", "a--b", "a.b", "a b", "a:", "\"a\""}) {
    EXPECT_FALSE(IsName(text)) << text;
  }
}

TEST(IsReserved, KnowsTheKeywordsInAnyCase) {
  for (const char* word : {"and", "AND", "Exists", "true", "after", "of"}) {
    EXPECT_TRUE(IsReserved(word)) << word;
  }
  for (const char* text : {"", "an", "ands", "count", "len", "title"}) {
    EXPECT_FALSE(IsReserved(text)) << text;
  }
}

}  // namespace
}  // namespace pressmark::schema
