#ifndef PRESSMARK_TESTS_BENCH_BENCH_STORE_H_
#define PRESSMARK_TESTS_BENCH_BENCH_STORE_H_

#include <pressmark/store.h>

namespace pressmark::bench {

// A store of ArticleCount() made-up articles (newsroom.h), made when it is
// first asked for. Its folder goes with the program.
Store& TheStore();

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_BENCH_STORE_H_
