#include "tests/engine/naive_terms.h"

#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "engine/terms.h"
#include "schema/fold.h"
#include "schema/utf8.h"
#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::test {

namespace {

using engine::IndexDefinition;

// What stands at a path.
struct Found {
  bool present = false;
  bool filled = false;
  std::vector<Value> values;  // but for lists
};

void Search(const Value& value, std::span<const std::string> path,
            Found* found) {
  if (path.empty()) found->present = true;
  if (value.kind() == ValueKind::kList) {
    for (const Value item : value) Search(item, path, found);
  } else if (path.empty()) {
    if (!value.blank()) found->filled = true;
    found->values.push_back(value);
  } else if (value.kind() == ValueKind::kMapping) {
    for (const Value member : value) {
      if (member.key() == path[0]) Search(member, path.subspan(1), found);
    }
  }
}

std::string NaiveTextTerm(std::string_view text, FieldKind kind) {
  if (kind == FieldKind::kFolded) {
    return engine::TextTerm(schema::Fold(text));
  }
  return engine::TextTerm(text);
}

std::string NaiveTerm(const Value& value, FieldKind kind) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return engine::NullTerm();
    case ValueKind::kMapping:
      return engine::MappingTerm();
    case ValueKind::kBool:
      return engine::BoolTerm(value.boolean());
    case ValueKind::kInteger:
      return engine::NumberTerm(value.integer());
    case ValueKind::kDecimal:
      return engine::NumberTerm(value.number());
    default:
      break;
  }
  std::optional<Date> date;
  if (kind == FieldKind::kDate) date = ParseDate(value.text());
  return date ? engine::DateTerm(*date) : NaiveTextTerm(value.text(), kind);
}

std::string NaiveTerm(const FieldValue& value, FieldKind kind) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? NaiveTextTerm(*text, kind) : engine::TermOf(value);
}

std::vector<std::uint64_t> IdsOf(engine::PostingList* list) {
  std::vector<std::uint64_t> ids;
  for (bool more = list->Seek(0); more; more = list->Seek(list->bucket() + 1)) {
    engine::IdSpan bucket = list->Ids();
    ids.insert(ids.end(), bucket.begin(), bucket.end());
  }
  EXPECT_THAT(list->status(), IsOk());
  return ids;
}

IdsByTerm StoredTerms(const engine::Reader& reader, std::uint32_t index) {
  IdsByTerm stored;
  auto terms = ValueOf(reader.Terms(index, {}, {}));
  while (terms->Next()) {
    std::string term(terms->term());
    stored[term] = IdsOf(ValueOf(terms->Postings()).get());
    EXPECT_EQ(terms->entry().total(), stored[term].size());
  }
  EXPECT_THAT(terms->status(), IsOk());
  return stored;
}

void Compare(const IdsByTerm& stored, const IdsByTerm& expected,
             const IndexDefinition& index) {
  for (const auto& [term, ids] : expected) {
    auto found = stored.find(term);
    if (found == stored.end()) {
      ADD_FAILURE() << "index " << index.number << " lacks the term "
                    << schema::Excerpt(term) << " of " << ids.size();
    } else {
      EXPECT_EQ(found->second, ids)
          << "index " << index.number << ' ' << schema::Excerpt(term);
    }
  }
  for (const auto& [term, ids] : stored) {
    EXPECT_TRUE(expected.contains(term))
        << "index " << index.number << " has " << schema::Excerpt(term);
  }
}

const char* RandomScalar(std::mt19937_64& random) {
  static constexpr const char* kScalars[] = {
      "~",
      "''",
      "' '",
      "true",
      "no",
      "12",
      "12.0",
      "'12'",
      "9007199254740993",
      "-0.0",
      ".nan",
      "Tea",
      "tea",
      "TEA",
      "Straße",
      "2021-10-02",
      "'2021-10-02T11:48:50+03:00'",
      "2021-02-30",
      "[]",
      "{}",
      "{ x: 1 }",
      "\"a\\0b\"",
  };
  return kScalars[Below(std::size(kScalars), random)];
}

std::string RandomValue(std::mt19937_64& random, int depth = 0) {
  if (depth == 3 || Below(4, random) != 0) return RandomScalar(random);
  std::string list = "[";
  for (std::size_t i = Below(4, random); i > 0; --i) {
    list += RandomValue(random, depth + 1) + (i > 1 ? ", " : "");
  }
  return list + "]";
}

}  // namespace

std::set<std::string> NaiveTerms(const ParsedArticle& article,
                                 const IndexDefinition& index) {
  std::set<std::string> terms;
  if (index.number == engine::kAllIndex) return {engine::AllTerm()};
  if (index.field) {
    for (const FieldValue& value : article.fields.at(*index.field)) {
      terms.insert(NaiveTerm(value, index.kind));
    }
    if (terms.empty()) terms.insert(engine::AbsentTerm());
    return terms;
  }
  Found found;
  Search(article.front_matter.root(), index.path, &found);
  for (const Value& value : found.values) {
    terms.insert(NaiveTerm(value, index.kind));
  }
  if (found.filled) return terms;
  terms.insert(engine::AbsentTerm());
  if (found.present) terms.insert(engine::EmptyTerm());
  return terms;
}

void ExpectExactFacets(const engine::Reader& reader, std::uint32_t index,
                       const IdsByTerm& terms) {
  auto facets = ValueOf(reader.OpenFacets(index));
  if (index == engine::kAllIndex) {
    EXPECT_FALSE(facets);
    return;
  }
  if (!facets) return;
  std::map<std::string, std::map<engine::Bucket, std::uint64_t>> expected;
  for (const auto& [term, ids] : terms) {
    for (std::uint64_t id : ids) ++expected[term][engine::BucketOf({id})];
  }
  decltype(expected) stored;
  bool more = facets->Seek(0);
  for (; more; more = facets->Seek(facets->bucket() + 1)) {
    std::vector<std::uint64_t> counts;
    ASSERT_THAT(facets->AddTo(&counts), IsOk());
    for (std::size_t slot = 0; slot < counts.size(); ++slot) {
      if (counts[slot] == 0) continue;
      std::string term(facets->names()[slot].term);
      EXPECT_TRUE(stored[term].emplace(facets->bucket(), counts[slot]).second);
    }
  }
  ASSERT_THAT(facets->status(), IsOk());
  EXPECT_EQ(stored, expected) << "facets of index " << index;
  for (std::size_t slot = 0; slot < facets->names().size(); ++slot) {
    const engine::Facets::Name& name = facets->names()[slot];
    if (name.term.empty()) continue;
    auto found = ValueOf(reader.FindTerm(index, name.term));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->entry().slot(), slot);
    EXPECT_EQ(ValueOf(found->entry().FirstSpelling()), name.spelling);
  }
}

std::size_t ExpectExactIndexes(const engine::Reader& reader,
                               const Sources& sources) {
  EXPECT_EQ(reader.article_count(), sources.size());
  std::map<std::uint64_t, ParsedArticle> articles;
  for (const auto& [key, source] : sources) {
    auto id = ValueOf(reader.FindKey(key));
    if (!id) {
      ADD_FAILURE() << key << " is lost";
      continue;
    }
    EXPECT_EQ(ValueOf(reader.ReadSource(*id)), source);
    articles.emplace(id->bits, ValueOf(ParseArticle(source, reader.mapping())));
  }
  EXPECT_EQ(reader.indexes().front().number, engine::kAllIndex);
  std::size_t terms = 0;
  for (const IndexDefinition& index : reader.indexes()) {
    IdsByTerm expected;
    for (const auto& [id, article] : articles) {
      for (const std::string& term : NaiveTerms(article, index)) {
        expected[term].push_back(id);
      }
    }
    Compare(StoredTerms(reader, index.number), expected, index);
    ExpectExactFacets(reader, index.number, expected);
    terms += expected.size();
  }
  return terms;
}

std::string RandomPathSource(std::mt19937_64& random) {
  std::string yaml = "title: t\n";
  if (Below(5, random) != 0) {
    yaml += "date: 20" + std::to_string(10 + Below(3, random)) + "-0" +
            std::to_string(1 + Below(9, random)) + "-10\n";
  }
  if (Below(4, random) != 0) yaml += "a: " + RandomValue(random) + '\n';
  if (Below(4, random) != 0) {
    yaml += "b: { c: " + RandomValue(random) + ", x: 1 }\n";
  }
  if (Below(3, random) == 0) yaml += "topics: [Tea, tea, Cake]\n";
  if (Below(2, random) == 0) {
    yaml += "d: { e: " + RandomValue(random) + " }\n";
  } else {
    yaml += "d: [{ e: " + RandomValue(random) +
            " }, 3, [{ e: " + RandomValue(random) + " }]]\n";
  }
  return "---\n" + yaml + "---\nBody.\n";
}

}  // namespace pressmark::test
