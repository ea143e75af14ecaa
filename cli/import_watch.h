#ifndef PRESSMARK_CLI_IMPORT_WATCH_H_
#define PRESSMARK_CLI_IMPORT_WATCH_H_

#include "cli/exit_status.h"
#include "cli/importer.h"
#include "cli/session.h"

namespace pressmark::cli {

// Imports, and then keeps the store in step with the folder, a batch for each
// burst of changes, until a signal ends it or it can go on no more. Between
// two bursts the store is closed, so that others may use it.
ExitStatus WatchImport(const ImportOptions& options, Session& session);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_IMPORT_WATCH_H_
