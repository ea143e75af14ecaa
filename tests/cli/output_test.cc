#include "cli/output.h"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include <pressmark/article.h>

#include "cli/files.h"
#include "cli/terminal_width.h"

namespace pressmark::cli {
namespace {

// A pipe that the rows are written to; what fits into its buffer.
class Output : public testing::Test {
 protected:
  void SetUp() override {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    reader_ = Descriptor(ends[0]);
    writer_ = Descriptor(ends[1]);
  }

  struct TestRow {
    std::vector<Cell> cells;
    std::string key = "k.md";
  };

  std::string Write(OutputOptions options, const std::vector<Column>& columns,
                    const std::vector<TestRow>& rows,
                    const std::optional<std::string>& next = {}) {
    ByteWriter out(writer_.get(), "test");
    std::unique_ptr<RowWriter> writer = MakeRowWriter(options, &out);
    writer->Begin(columns);
    for (const TestRow& row : rows) {
      Status status = writer->Row(row.cells, row.key);
      EXPECT_TRUE(status.ok()) << status.ToString();
    }
    writer->End(next);
    out.Flush();
    EXPECT_TRUE(out.ok());
    writer_ = Descriptor();
    Result<std::string> text = ReadToEnd(reader_.get(), 0, 1 << 20);
    EXPECT_TRUE(text.ok());
    return *text;
  }

  static Cell Text(std::string_view text) { return Cell{text}; }

  const std::vector<Column> columns_ = {{"title", false, {}}, {"n", false, {}}};
  Descriptor reader_;
  Descriptor writer_;
};

TEST_F(Output, EveryFormatHasItsName) {
  for (std::string_view name :
       {"table", "json", "jsonl", "csv", "tsv", "keys", "markdown"}) {
    EXPECT_TRUE(FormatNamed(name)) << name;
  }
  EXPECT_FALSE(FormatNamed("xml"));
  EXPECT_FALSE(FormatNamed(""));
}

TEST_F(Output, JsonLines) {
  EXPECT_EQ(Write({Format::kJsonLines}, columns_,
                  {{{Text("a\"b"), Cell{std::int64_t{1}}}, "k"},
                   {{Cell{}, Cell{true}}, "k"}}),
            "{\"title\":\"a\\\"b\",\"n\":1}\n"
            "{\"title\":null,\"n\":true}\n");
}

TEST_F(Output, JsonIsOneObject) {
  EXPECT_EQ(Write({Format::kJson}, columns_,
                  {{{Text("a"), Cell{2.5}}, "k"}, {{Cell{}, Cell{}}, "k"}},
                  "tok\"en"),
            "{\"rows\":[\n{\"title\":\"a\",\"n\":2.5},\n"
            "{\"title\":null,\"n\":null}\n],\"next\":\"tok\\\"en\"}\n");
}

TEST_F(Output, JsonWithoutRows) {
  EXPECT_EQ(Write({Format::kJson}, columns_, {}),
            "{\"rows\":[],\"next\":null}\n");
}

TEST_F(Output, JsonStarOmitsWhatIsMissing) {
  Result<ParsedArticle> parsed =
      ParseArticle("---\nb: 1\ntitle: t\n---\n", Mapping::BuiltIn());
  ASSERT_TRUE(parsed.ok());
  std::vector<Column> columns = {{"title", false, {}},
                                 {"*", true, {"a", "b", "title"}}};
  EXPECT_EQ(Write({Format::kJsonLines}, columns,
                  {{{Text("x"), Cell{parsed->front_matter.root()}}, "k"}}),
            "{\"title\":\"x\",\"b\":1}\n");
}

TEST_F(Output, CsvQuotesWhatNeedsIt) {
  EXPECT_EQ(Write({Format::kCsv}, columns_,
                  {{{Text("a,b"), Text("say \"x\"")}, "k"},
                   {{Text("two\nlines"), Text(" blank")}, "k"},
                   {{Text("plain"), Cell{std::int64_t{-5}}}, "k"}}),
            "title,n\r\n\"a,b\",\"say \"\"x\"\"\"\r\n"
            "\"two\nlines\",\" blank\"\r\nplain,-5\r\n");
}

TEST_F(Output, CsvTellsMissingFromEmpty) {
  EXPECT_EQ(Write({Format::kCsv}, columns_, {{{Cell{}, Text("")}, "k"}}),
            "title,n\r\n,\"\"\r\n");
  SetUp();
  EXPECT_EQ(Write({Format::kCsv}, {{"a", false, {}}}, {{{Cell{}}, "k"}}),
            "a\r\n\"\"\r\n");
}

TEST_F(Output, SafeCsvGuardsFormulas) {
  OutputOptions options{Format::kCsv};
  options.safe = true;
  EXPECT_EQ(Write(options, columns_,
                  {{{Text("=1+2"), Text("@x")}, "k"},
                   {{Text("-a"), Cell{std::int64_t{-5}}}, "k"},
                   {{Text("a=b"), Text("\tx")}, "k"}}),
            "title,n\r\n'=1+2,'@x\r\n'-a,-5\r\na=b,'\tx\r\n");
}

TEST_F(Output, CsvLeavesFormulasUnlessAsked) {
  EXPECT_EQ(Write({Format::kCsv}, columns_, {{{Text("=1"), Cell{}}, "k"}}),
            "title,n\r\n=1,\r\n");
}

TEST_F(Output, TsvEscapesWhatWouldEndACell) {
  EXPECT_EQ(Write({Format::kTsv}, columns_,
                  {{{Text("a\tb"), Text("c\nd\\e\r")}, "k"}}),
            "title\tn\na\\tb\tc\\nd\\\\e\\r\n");
}

TEST_F(Output, KeysAreOneALine) {
  EXPECT_EQ(Write({Format::kKeys}, columns_,
                  {{{Cell{}, Cell{}}, "a b.md"},
                   {{Cell{}, Cell{}}, "x\ny.md"},
                   {{Cell{}, Cell{}}, "\x1b[31m.md"}}),
            "a b.md\nx\\ny.md\n\x1b[31m.md\n");
}

TEST_F(Output, KeysAreEscapedOnATerminal) {
  OutputOptions options{Format::kKeys};
  options.terminal = true;
  EXPECT_EQ(Write(options, columns_, {{{}, "\x1b[31m.md"}}), "\\x1b[31m.md\n");
}

TEST_F(Output, KeysOfAggregatesAreAnError) {
  ByteWriter out(writer_.get(), "test");
  std::unique_ptr<RowWriter> writer = MakeKeysWriter(false, false, &out);
  Status status = writer->Row({}, "");
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
}

TEST_F(Output, TableAlignsAndEscapes) {
  OutputOptions options{Format::kTable};
  options.width = 40;
  EXPECT_EQ(Write(options, columns_,
                  {{{Text("a\x1b[2Jb"), Cell{std::int64_t{1}}}, "k"},
                   {{Text("日本"), Cell{std::int64_t{100}}}, "k"}}),
            "title        n\n"
            "---------  ---\n"
            "a\\x1b[2Jb    1\n"
            "日本       100\n");
}

TEST_F(Output, TableOfMoreRowsThanItMeasures) {
  OutputOptions options{Format::kTable};
  options.width = 40;
  std::vector<TestRow> rows(250, TestRow{{Text("x"), Cell{}}, "k"});
  std::string text = Write(options, columns_, rows);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 252);
}

TEST_F(Output, TableOfTooManyColumnsIsABlockARow) {
  OutputOptions options{Format::kTable};
  options.width = 10;
  EXPECT_EQ(Write(options, columns_,
                  {{{Text("a"), Cell{std::int64_t{1}}}, "k"},
                   {{Text("b"), Cell{}}, "k"}}),
            "ti…  a\nn    1\n\nti…  b\n\n");
}

class BarOutput : public Output {
 protected:
  static TestRow Group(Cell group, std::int64_t count) {
    return {{std::move(group), Cell{count}}, ""};
  }

  static OutputOptions Options(std::size_t width, Bars bars = Bars::kBlocks) {
    OutputOptions options{Format::kTable};
    options.width = width;
    options.bars = bars;
    return options;
  }

  const std::vector<Column> counts_ = {{"topic", false, {}},
                                       {"count", false, {}}};
  const std::vector<TestRow> groups_ = {Group(Text("日本"), 8),
                                        Group(Text("b"), 3), Group({}, 1)};
};

TEST_F(BarOutput, GroupsAndTheirCountsHaveBars) {
  EXPECT_EQ(Write(Options(30), counts_, groups_),
            "topic  count\n"
            "-----  -----\n"
            "日本       8  ████████████████\n"
            "b          3  ██████\n"
            "           1  ██\n");
  SetUp();
  EXPECT_EQ(Write(Options(22, Bars::kHashes), counts_, groups_),
            "topic  count\n"
            "-----  -----\n"
            "日本       8  ########\n"
            "b          3  ###\n"
            "           1  #\n");
}

TEST_F(BarOutput, NothingElseHasBars) {
  std::string plain = Write(Options(30, Bars::kNone), counts_, groups_);
  SetUp();
  EXPECT_EQ(Write(Options(21), counts_, groups_), plain) << "no room";
  std::vector<TestRow> articles = groups_;
  for (TestRow& row : articles) row.key = "k";
  SetUp();
  EXPECT_EQ(Write(Options(30), counts_, articles), plain);
  SetUp();
  std::string least = Write(
      Options(30), {{"topic", false, {}}, {"min(n)", false, {}}}, groups_);
  EXPECT_EQ(least.find("█"), std::string::npos);
  SetUp();
  std::string one = Write(Options(30), counts_, {groups_[0]});
  EXPECT_EQ(one.find("█"), std::string::npos) << "nothing to compare";
}

TEST_F(BarOutput, ALateLongestBarIsAsLongAsMayBe) {
  std::vector<TestRow> rows;
  for (int i = 0; i < 300; ++i) rows.push_back(Group(Text("x"), i + 1));
  std::string text = Write(Options(40), counts_, rows);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 302);
  std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  EXPECT_EQ(DisplayWidth(text.substr(last, text.size() - last - 1)), 40u);
  EXPECT_NE(text.find("x          1  ▏\n"), std::string::npos);
}

TEST_F(BarOutput, ColoursAreForTheHeaderAlone) {
  OutputOptions options = Options(30);
  options.colour = true;
  EXPECT_EQ(Write(options, counts_, {groups_[1]}),
            "\x1b[1mtopic  count\x1b[m\n"
            "\x1b[2m-----  -----\x1b[m\n"
            "b          3\n");
}

TEST_F(Output, MarkdownTable) {
  EXPECT_EQ(Write({Format::kMarkdown}, columns_,
                  {{{Text("a|b"), Text("two\nlines")}, "k"}}),
            "| title | n |\n| --- | --- |\n| a\\|b | two\\\\nlines |\n");
}

}  // namespace
}  // namespace pressmark::cli
