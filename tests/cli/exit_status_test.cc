#include "cli/exit_status.h"

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

}  // namespace
}  // namespace pressmark::cli
