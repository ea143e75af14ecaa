#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include <pressmark/completion.h>
#include <pressmark/query.h>

#include "engine/reader.h"
#include "engine/terms.h"
#include "schema/fold.h"
#include "tests/support/corpora.h"
#include "tests/support/random_store.h"
#include "tests/support/status_matchers.h"

namespace pressmark {
namespace {

using test::ValueOf;

// Real values: each is offered, and found by what is offered in its place as
// often as is told.
class CorpusCompletion : public testing::TestWithParam<std::string> {
 protected:
  void Import() {
    std::vector<std::pair<std::string, std::string>> batch;
    for (auto& [file, source] : test::ReadCorpus(GetParam())) {
      if (!ParseArticle(source, Mapping::BuiltIn()).ok()) continue;
      batch.emplace_back(file, source);
    }
    model_.Write(std::move(batch));
  }

  std::int64_t CountOf(const Snapshot& snapshot, const std::string& filter) {
    Query query = ValueOf(Query::Parse(filter)).Counted();
    Cursor cursor = ValueOf(query.Run(snapshot));
    EXPECT_TRUE(cursor.Next());
    return std::get<std::int64_t>(cursor.row().at(0).value);
  }

  // The texts of a folded field as the index has them.
  std::set<std::string> TermsOf(const Snapshot& snapshot,
                                std::string_view field) {
    std::set<std::string> texts;
    for (const auto& index : snapshot.reader()->indexes()) {
      if (index.field != snapshot.mapping().Find(field)) continue;
      auto range = engine::TagRange(engine::TermTag::kText);
      auto terms = ValueOf(
          snapshot.reader()->Terms(index.number, range.lower, range.upper));
      while (terms->Next()) {
        auto value = ValueOf(engine::DecodeTerm(terms->term()));
        if (!value.cut) texts.insert(std::get<std::string>(value.value));
      }
    }
    return texts;
  }

  test::ModelStore model_{Mapping::BuiltIn()};
};

std::string TextOf(const std::string& filter) {
  auto tree = ValueOf(Query::Parse(filter));
  std::string text = tree.ToText();
  // Canonical text quotes what needs it; what it compares with comes last.
  std::size_t at = text.find(" = ") + 3;
  bool quoted = text[at] == '"' || text[at] == '\'';
  if (!quoted) return text.substr(at);
  std::string plain;
  for (std::size_t i = at + 1; i + 1 < text.size(); ++i) {
    bool escape = text[i] == '\\' &&
                  (text[i + 1] == '\\' || text[i + 1] == text[at]) &&
                  i + 2 < text.size();
    if (escape) ++i;
    plain += text[i];
  }
  return plain;
}

TEST_P(CorpusCompletion, EveryValueIsOfferedAndFoundAsOftenAsIsTold) {
  PRESSMARK_NEEDS_SHARED("corpora/" + GetParam() + ".tar.gz");
  Import();
  Snapshot snapshot = ValueOf(model_.store().TakeSnapshot());
  CompletionOptions options;
  options.limit = 20'000;
  for (std::string_view field : {"topic", "brand"}) {
    std::set<std::string> terms = TermsOf(snapshot, field);
    for (std::string_view quote : {"", "\"", "'"}) {
      std::string text = std::string(field) + " = " + std::string(quote);
      Completions of = ValueOf(Complete(snapshot, text, text.size(), options));
      std::set<std::string> offered;
      for (const Completion& candidate : of.candidates) {
        std::string filter = text.substr(0, of.begin) + candidate.text;
        ASSERT_TRUE(candidate.articles) << filter;
        ASSERT_EQ(CountOf(snapshot, filter),
                  static_cast<std::int64_t>(*candidate.articles))
            << filter;
        offered.insert(schema::Fold(TextOf(filter)));
      }
      EXPECT_EQ(offered, terms) << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Corpora, CorpusCompletion,
                         testing::ValuesIn(test::CorpusNames()),
                         [](const auto& corpus) {
                           std::string name = corpus.param;
                           for (char& c : name) {
                             if (c == '-') c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace pressmark
