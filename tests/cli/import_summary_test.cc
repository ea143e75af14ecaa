#include "cli/import_summary.h"

#include <gtest/gtest.h>

namespace pressmark::cli {
namespace {

TEST(ImportSummaries, JsonHasEveryMemberInOrder) {
  ImportSummary summary{10, 1, 2, 3, 4, 1, 3, 7, 1.23456};
  EXPECT_EQ(summary.ToJson(),
            R"({"seen":10,"added":1,"updated":2,"unchanged":3,"removed":4,)"
            R"("skipped":1,"refused":3,"warnings":7,"seconds":1.235})");
}

TEST(ImportSummaries, TextLeavesOutWhatDidNotHappen) {
  ImportSummary summary;
  summary.seen = 1;
  summary.unchanged = 1;
  EXPECT_EQ(summary.ToText(), "1 file in 0 s: 0 added, 0 updated, 1 unchanged");
  summary.refused = 2;
  summary.warnings = 1;
  EXPECT_EQ(summary.ToText(),
            "1 file in 0 s: 0 added, 0 updated, 1 unchanged, 2 refused, "
            "1 warning");
}

TEST(ImportSummaries, ChangesAreToldAlone) {
  ImportSummary summary;
  summary.seen = 5;
  summary.unchanged = 5;
  summary.seconds = 0.0123;
  EXPECT_EQ(summary.ToChangesText(), "");
  summary.updated = 3;
  summary.removed = 1;
  EXPECT_EQ(summary.ToChangesText(), "3 updated, 1 removed in 0.012 s");
}

}  // namespace
}  // namespace pressmark::cli
