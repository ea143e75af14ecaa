#ifndef PRESSMARK_CLI_PAGER_H_
#define PRESSMARK_CLI_PAGER_H_

#include <string_view>

#include <pressmark/status.h>

namespace pressmark::cli {

// Shows text, fit for a terminal, in what $PAGER names, else in less or more,
// and returns when the person has left it. kNotFound where there is no pager,
// or $PAGER is set to nothing; kIoError where it cannot be started. Nothing was
// shown then.
Status ShowInPager(std::string_view text);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_PAGER_H_
