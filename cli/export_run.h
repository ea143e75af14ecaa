#ifndef PRESSMARK_CLI_EXPORT_RUN_H_
#define PRESSMARK_CLI_EXPORT_RUN_H_

#include <cstdint>
#include <string_view>

#include "cli/export_sink.h"
#include "cli/question.h"

namespace pressmark::cli {

// The question with the columns that the sink wants; the question itself where
// it wants none. kInvalidArgument where the question chooses columns or
// aggregates of its own.
Result<Question> QuestionFor(const ExportSink& sink, const Question& question);

// The question with the columns that `selection` tells, as behind `select`.
// Fails as QuestionFor.
Result<Question> WithColumns(std::string_view selection,
                             const Question& question);

// Hands the articles of the answer to the sink, up to its End; shows how far it
// is, and names what is left out, which counts in `left_out`. The question is
// as QuestionFor gives it. As WriteAnswer; whoever called commits the sink
// where this is done.
ExitStatus ExportAnswer(Session& session, const Question& question,
                        const Snapshot& snapshot, ExportSink* sink,
                        std::uint64_t* left_out);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_EXPORT_RUN_H_
