#ifndef PRESSMARK_TESTS_CLI_REPEATED_EXPORTS_H_
#define PRESSMARK_TESTS_CLI_REPEATED_EXPORTS_H_

#include <filesystem>
#include <string>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {

// Runs of `export --state`.
class RepeatedExports : public PressmarkRuns {
 protected:
  void Put(const std::string& key, const std::string& title,
           const std::string& more = "") const {
    Process::Options options;
    options.input = Article(title, more);
    Expect(0, {"put", key, "-"}, options);
  }
  Arguments Export(const std::string& format, const std::string& path,
                   const std::string& query = "*") const {
    return {"export", query, "--format", format,
            "-o",     path,  "--state",  "state." + format};
  }
  // What the next delta says, which is read once.
  std::string Delta(const std::string& query = "*") const {
    Expect(0, Export("jsonl", "delta", query));
    std::string delta = Read("delta");
    std::filesystem::remove(Path("delta"));
    return delta;
  }
};

}  // namespace pressmark::cli

#endif  // PRESSMARK_TESTS_CLI_REPEATED_EXPORTS_H_
