#ifndef PRESSMARK_CLI_FILE_MESSAGE_H_
#define PRESSMARK_CLI_FILE_MESSAGE_H_

#include <string>
#include <string_view>

#include <pressmark/article.h>
#include <pressmark/status.h>

namespace pressmark::cli {

// "path:line:column: reason", as compilers write it, or "path: reason" where
// no place is known. Controls in the path and the reason are escaped.
std::string FileMessage(std::string_view path, const Status& status);
// "path:line:column: skipped: reason".
std::string SkippedMessage(std::string_view path, const Status& status);
// "path:line:column: warning: what".
std::string FileMessage(std::string_view path, const Warning& warning);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_FILE_MESSAGE_H_
