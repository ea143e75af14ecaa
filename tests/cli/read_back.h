#ifndef PRESSMARK_TESTS_CLI_READ_BACK_H_
#define PRESSMARK_TESTS_CLI_READ_BACK_H_

#include <string>

#include "tests/cli/run_pressmark.h"

namespace pressmark::cli {

// Exports all that the store holds in every format, below `back`, and has it
// read by tools that are not ours: tests/cli/read_back.py.
class ReadBackRuns : public PressmarkRuns {
 protected:
  // By key, of rows all built-in fields and `more`, ", rating". The exit status
  // of markdown's export is `tree`.
  void ExportAll(const std::string& more, int tree) const;
  // What the tools say that read it: "35 articles, 35 bodies\n". Only where
  // HasReaders().
  std::string Readers() const;
  // What `diff -r` tells of back/tree beside the folder `site`, but for files
  // that only the site has.
  std::string Differences() const;

 private:
  void Export(const std::string& question, const std::string& format,
              const std::string& name) const;
};

// Whether all those tools are there.
bool HasReaders();

}  // namespace pressmark::cli

#endif  // PRESSMARK_TESTS_CLI_READ_BACK_H_
