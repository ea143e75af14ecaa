#include "cli/import_progress.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

ImportSummary Seen(std::uint64_t seen, std::uint64_t refused) {
  ImportSummary summary;
  summary.seen = seen;
  summary.refused = refused;
  return summary;
}

TEST(ImportProgresses, TellHowFarItIs) {
  EXPECT_EQ(ProgressText(Seen(20, 1), 100, 2),
            "20 of 100 files, 10 articles/s, 1 refused, 8 s left");
  EXPECT_EQ(ProgressText(Seen(10, 0), 10'010, 1),
            "10 of 10010 files, 10 articles/s, 0 refused, 16 min 40 s left");
}

TEST(ImportProgresses, WithoutATotalThereIsNoTimeLeft) {
  EXPECT_EQ(ProgressText(Seen(20, 0), 0, 2),
            "20 files, 10 articles/s, 0 refused");
}

TEST(ImportProgresses, FilesThatCameMeanwhileMakeTheTotalUnknown) {
  EXPECT_EQ(ProgressText(Seen(20, 0), 19, 2),
            "20 files, 10 articles/s, 0 refused");
}

TEST(ImportProgresses, AtTheVeryStart) {
  EXPECT_EQ(ProgressText(Seen(0, 0), 5, 0),
            "0 of 5 files, 0 articles/s, 0 refused");
}

}  // namespace
}  // namespace pressmark::cli
