#include "cli/exit_status.h"

#include <fstream>
#include <regex>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(ExitStatuses, StandForTheKindOfFailure) {
  EXPECT_EQ(ExitStatusOf(Status()), ExitStatus::kDone);
  EXPECT_EQ(ExitStatusOf(NotFound("x")), ExitStatus::kNotFound);
  EXPECT_EQ(ExitStatusOf(InvalidArgument("x")), ExitStatus::kUsage);
  EXPECT_EQ(ExitStatusOf(ParseError("x")), ExitStatus::kDataError);
  EXPECT_EQ(ExitStatusOf(Busy("x")), ExitStatus::kCannotOpen);
  EXPECT_EQ(ExitStatusOf(ReadOnly("x")), ExitStatus::kCannotOpen);
  EXPECT_EQ(ExitStatusOf(NoSpace("x")), ExitStatus::kIoError);
  EXPECT_EQ(ExitStatusOf(Corruption("x")), ExitStatus::kIoError);
  EXPECT_EQ(ExitStatusOf(Interrupted("x")), ExitStatus::kInterrupted);
  EXPECT_EQ(ExitStatusOf(Internal("x")), ExitStatus::kInternal);
}

TEST(ExitStatuses, HaveARowInTheReadme) {
  std::ifstream file(PRESSMARK_SOURCE_ROOT "/cli/README.md");
  std::set<std::string> rows;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    static const std::regex kRow(R"(\| ([0-9]+)(, ([0-9]+))? \| .*)");
    if (!std::regex_match(line, match, kRow)) continue;
    rows.insert(match[1]);
    if (match[3].matched) rows.insert(match[3]);
  }
  std::set<std::string> listed;
  for (const ExitMeaning& meaning : ExitMeanings()) {
    listed.insert(std::to_string(static_cast<int>(meaning.status)));
  }
  EXPECT_EQ(rows, listed);
}

}  // namespace
}  // namespace pressmark::cli
