#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/query.h>

#include "query/parser/lexicon.h"
#include "schema/utf8.h"
#include "tests/support/corpora.h"
#include "tests/support/query_check.h"
#include "tests/support/query_text.h"
#include "tests/support/random.h"
#include "tests/support/random_store.h"
#include "tests/support/sample_article.h"
#include "tests/support/status_matchers.h"

// Queries about real articles, with values that are in them.
namespace pressmark::query {
namespace {

using Keys = std::vector<std::string>;

std::unique_ptr<test::ModelStore> Imported(std::string_view corpus) {
  test::TemporaryFolder folder;
  test::UnpackCorpus(corpus, folder.path().string());
  auto model = std::make_unique<test::ModelStore>(Mapping::BuiltIn());
  std::vector<std::pair<std::string, std::string>> batch;
  for (const std::string& file : test::FilesBelow(folder.path().string())) {
    std::string source = test::ReadWholeFile(folder / file);
    if (!ParseArticle(source, Mapping::BuiltIn()).ok()) continue;
    batch.emplace_back(file, std::move(source));
  }
  model->Write(std::move(batch));
  return model;
}

// Some of the values that a name has, as a query writes them.
test::QueryName NameWith(std::string path, const std::set<std::string>& values,
                         std::mt19937_64& random) {
  test::QueryName name;
  name.path = std::move(path);
  for (int i = 0; i < 12 && !values.empty(); ++i) {
    auto any = std::next(
        values.begin(),
        static_cast<std::ptrdiff_t>(test::Below(values.size(), random)));
    std::string quoted = parser::Quoted(*any);
    bool bare = parser::IsBare(*any);
    name.values.push_back(bare ? *any : quoted);
    std::size_t bytes = std::min<std::size_t>(any->size(), 4);
    bool plain = std::all_of(any->begin(),
                             any->begin() + static_cast<std::ptrdiff_t>(bytes),
                             [](char c) { return parser::IsNameByte(c); });
    if (plain)
      name.globs.push_back(
          "'" + std::string(schema::PrefixOnCharacterBoundary(*any, bytes)) +
          "*'");
  }
  return name;
}

using ValuesByPath = std::map<std::string, std::set<std::string>>;

// Dates in values are cut to a day, a month or a year.
std::string ValueText(const FieldValue& value, std::mt19937_64& random) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  constexpr std::size_t kLengths[] = {4, 7, 10};
  const auto* date = std::get_if<Date>(&value);
  return date == nullptr
             ? "1"
             : FormatDate(*date).substr(0, kLengths[test::Below(3, random)]);
}

void AddFields(const test::NaiveArticle& article, std::mt19937_64& random,
               ValuesByPath* values) {
  const Mapping mapping = Mapping::BuiltIn();
  const auto& fields = mapping.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const FieldValue& value : article.parsed.fields[i]) {
      (*values)[fields[i].name].insert(ValueText(value, random));
    }
  }
}

void AddFrontMatter(const test::NaiveArticle& article, ValuesByPath* values) {
  Value top = article.parsed.front_matter.root();
  for (const Value member : top) {
    std::string key(member.key());
    if (!parser::IsName(key)) continue;
    Subject subject;
    subject.path.push_back({key, {}});
    for (const Value& item : test::NaiveItems(subject, {&article})) {
      bool short_scalar = item.is_scalar() && item.text().size() <= 60;
      if (short_scalar) (*values)["." + key].emplace(item.text());
    }
  }
}

// The fields, twice, and the paths that have some values.
std::vector<test::QueryName> NamesOf(const test::ModelStore& model,
                                     std::mt19937_64& random) {
  ValuesByPath values;
  for (const test::NaiveArticle* article : model.articles()) {
    AddFields(*article, random, &values);
    AddFrontMatter(*article, &values);
  }
  std::vector<test::QueryName> names;
  for (const auto& [path, of_path] : values) {
    bool field = path.front() != '.';
    if (of_path.size() < 5 && !field) continue;
    test::QueryName name = NameWith(path, of_path, random);
    name.ordered = path != "topic" && path != "author";
    if (path == "date") name.globs.clear();
    names.push_back(name);
    if (field) names.push_back(std::move(name));
  }
  return names;
}

QueryOptions Options() {
  QueryOptions options;
  options.now = test::SampleNow();
  return options;
}

TEST(CorpusQueries, AgreeWithTheNaiveEvaluator) {
  PRESSMARK_NEEDS_SHARED("corpora/18f.tar.gz");
  std::mt19937_64 random = test::MakeRandom();
  auto model = Imported("18f");
  std::vector<test::QueryName> names = NamesOf(*model, random);
  ASSERT_GT(names.size(), 15u);
  test::QueryText texts(names, random);
  Snapshot snapshot = test::ValueOf(model->store().TakeSnapshot());
  std::vector<const test::NaiveArticle*> articles = model->articles();
  QueryOptions options = Options();
  test::QueryTally tally;
  test::QueryCheck check(snapshot, articles, options, random, &tally);
  for (int i = 0; i < test::Rounds(1500) && !HasFatalFailure(); ++i) {
    bool aggregates = test::Below(4, random) == 0;
    std::string text =
        aggregates ? texts.AggregateQuery() : texts.ArticleQuery();
    check.Ask(text, texts.TakeParameters());
  }
  EXPECT_GT(tally.answered, tally.asked / 2);
  EXPECT_GT(tally.found, tally.answered / 2);
}

// Keys and counts of filters over one corpus.
class Laws {
 public:
  explicit Laws(const Snapshot& snapshot) : snapshot_(snapshot) {}

  Keys All(const std::string& filter) const {
    Cursor cursor = Run(filter);
    Keys keys;
    while (cursor.Next()) keys.emplace_back(cursor.key());
    EXPECT_TRUE(cursor.status().ok()) << cursor.status().ToString();
    return keys;
  }
  std::size_t Count(const std::string& filter) const {
    Cursor cursor = Run(filter + " count");
    EXPECT_TRUE(cursor.Next()) << cursor.status().ToString();
    return static_cast<std::size_t>(
        std::get<std::int64_t>(cursor.row().at(0).value));
  }
  bool Binds(const std::string& filter) const {
    return test::ValueOf(Query::Parse(filter))
        .Run(snapshot_, parameters, options_)
        .ok();
  }

  Parameters parameters;

 private:
  Cursor Run(const std::string& text) const {
    return test::ValueOf(
        test::ValueOf(Query::Parse(text)).Run(snapshot_, parameters, options_));
  }

  const Snapshot& snapshot_;
  QueryOptions options_ = Options();
};

// The keys of `left` that are, or are not, among those of `right`, in order.
Keys Kept(const Keys& left, const Keys& right, bool common) {
  std::set<std::string_view> others(right.begin(), right.end());
  Keys kept;
  std::copy_if(
      left.begin(), left.end(), std::back_inserter(kept),
      [&](const std::string& key) { return others.contains(key) == common; });
  return kept;
}

void CheckLaws(const Laws& laws, const std::string& p, const std::string& q) {
  SCOPED_TRACE("p: " + p + "\nq: " + q);
  Keys everything = laws.All("*");
  Keys of_p = laws.All(p);
  Keys of_q = laws.All(q);
  ASSERT_EQ(laws.Count(p), of_p.size());
  ASSERT_EQ(laws.All("not (" + p + ")"), Kept(everything, of_p, false));
  ASSERT_EQ(laws.All("(" + p + ") and (" + q + ")"), Kept(of_p, of_q, true));
  Keys neither = Kept(Kept(everything, of_p, false), of_q, false);
  ASSERT_EQ(laws.All("(" + p + ") or (" + q + ")"),
            Kept(everything, neither, false));
  ASSERT_EQ(laws.All("not (" + p + ") and not (" + q + ")"), neither);
  ASSERT_EQ(laws.All("not ((" + p + ") or (" + q + "))"), neither);
  ASSERT_EQ(laws.All("not ((" + p + ") and (" + q + "))"),
            laws.All("not (" + p + ") or not (" + q + ")"));
  ASSERT_EQ(laws.Count("not (" + p + ")") + of_p.size(), everything.size());
}

TEST(CorpusLaws, HoldOfAnyTwoFilters) {
  PRESSMARK_NEEDS_SHARED("corpora/digitalgov.tar.gz");
  std::mt19937_64 random = test::MakeRandom();
  auto model = Imported("digitalgov");
  std::vector<test::QueryName> names = NamesOf(*model, random);
  test::QueryText texts(names, random);
  Snapshot snapshot = test::ValueOf(model->store().TakeSnapshot());
  ASSERT_GT(snapshot.article_count(), 4000u);
  Laws laws(snapshot);
  int held = 0;
  std::size_t parted = 0;  // where p is neither nothing nor everything
  for (int i = 0; i < test::Rounds(60) && !HasFatalFailure(); ++i) {
    std::string p = texts.Filter(2);
    std::string q = texts.Filter(1);
    laws.parameters = texts.TakeParameters();
    if (!laws.Binds(p) || !laws.Binds(q)) continue;
    CheckLaws(laws, p, q);
    std::size_t count = laws.Count(p);
    parted += count > 0 && count < snapshot.article_count() ? 1 : 0;
    ++held;
  }
  EXPECT_GT(held, test::Rounds(60) / 2);
  EXPECT_GT(parted, static_cast<std::size_t>(held) / 6);
}

}  // namespace
}  // namespace pressmark::query
