#ifndef PRESSMARK_CLI_EXPORT_KEPT_H_
#define PRESSMARK_CLI_EXPORT_KEPT_H_

#include <memory>

#include <pressmark/result.h>

#include "cli/export_sink.h"
#include "cli/export_target.h"

// Sinks of exports that are repeated: what changed, and what was removed.
namespace pressmark::cli {

// Rows and removals, a JSON object a line, in a new file. A row begins with the
// article's key, whatever is selected: {"@key":"a.md","title":"A"}; a removal
// is {"@key":"b.md","@deleted":true}. As AtomicFile::Create.
Result<std::unique_ptr<ExportSink>> MakeDeltaSink(const ExportTarget& target);

// The folder of an earlier export to markdown, each file changed by itself. As
// ArticleMirror::Open.
Result<std::unique_ptr<ExportSink>> MakeMirrorSink(const ExportTarget& target);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_KEPT_H_
