#ifndef PRESSMARK_QUERY_DESCRIBE_H_
#define PRESSMARK_QUERY_DESCRIBE_H_

#include <string>

#include "query/bound.h"
#include "query/date_clip.h"

// Bound queries in words, for explain and for people who read tests.
namespace pressmark::query {

// A condition much as a query says it, with what its literals stand for: dates
// as moments in UTC. One line; quoted texts are cut as messages cut them, and
// lists after a few items.
std::string Describe(const Condition& condition);

// A clip as ranges of dates in UTC, cut after a few.
std::string Describe(const DateClip& clip);

}  // namespace pressmark::query

#endif  // PRESSMARK_QUERY_DESCRIBE_H_
