#include "tests/support/random_store.h"

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "tests/support/random.h"
#include "tests/support/status_matchers.h"

namespace pressmark::test {

namespace {

template <std::size_t n>
std::string Pick(const std::array<std::string_view, n>& table,
                 std::mt19937_64& random) {
  return std::string(table[Below(n, random)]);
}

// The first of a table half of the time, the second a quarter and so on.
template <std::size_t n>
std::string Skewed(const std::array<std::string_view, n>& table,
                   std::mt19937_64& random) {
  std::size_t i = 0;
  while (i + 1 < n && Below(2, random) == 0) ++i;
  return std::string(table[i]);
}

constexpr std::array<std::string_view, 9> kTopics = {"Machine Learning",
                                                     "machine learning",
                                                     "Bread",
                                                     "Straße",
                                                     "STRASSE",
                                                     "Night Trains",
                                                     "bread",
                                                     "a*b?c\\\\",
                                                     "2021"};

std::string LongText(std::size_t number) {
  return std::string(260, 'x') + std::to_string(number);
}

std::string Topic(std::mt19937_64& random) {
  if (Below(6, random) == 0) {
    return "Topic " + std::to_string(Below(150, random));
  }
  if (Below(40, random) == 0) return LongText(Below(3, random));
  return Skewed(kTopics, random);
}

std::string DateText(std::mt19937_64& random) {
  constexpr std::array<std::string_view, 13> kDates = {
      "2021-10-02",
      "2021-10-02T00:00:00Z",
      "2021-10-02T00:00:00.5Z",
      "2021-10-02T11:48:50+03:00",
      "2021-10-02T08:48:50Z",
      "2021-10-01T23:30:00Z",
      "2021-10-31",
      "2021-11-01",
      "2020-03-05",
      "2020-02-29T12:00Z",
      "2019-12-31T23:59:59.999999Z",
      "2016-06-31",
      "0001-01-01"};
  if (Below(3, random) > 0) return Skewed(kDates, random);
  std::size_t day = 1 + Below(28, random);
  std::string month = Pick<3>({"01", "05", "12"}, random);
  return std::to_string(2018 + Below(4, random)) + "-" + month +
         (day < 10 ? "-0" : "-") + std::to_string(day);
}

std::string Mixed(std::mt19937_64& random) {
  constexpr std::array<std::string_view, 18> kMixed = {"315",
                                                       "'315'",
                                                       "3.5",
                                                       "-7",
                                                       "null",
                                                       "true",
                                                       "''",
                                                       "2021-10-02",
                                                       "text",
                                                       "'2021-10-02'",
                                                       "[1, 2, two]",
                                                       "0",
                                                       "-0.0",
                                                       "[]",
                                                       "{}",
                                                       "{a: 1}",
                                                       "[null, [3, [x]]]",
                                                       "9007199254740993"};
  return Skewed(kMixed, random);
}

std::string Person(std::mt19937_64& random) {
  constexpr std::array<std::string_view, 5> kPeople = {"Ann", "Bob", "ann",
                                                       "Zoë", "ZOË"};
  std::string name = Skewed(kPeople, random);
  if (Below(8, random) == 0) return name;
  std::string person = "{name: " + name;
  if (Below(4, random) > 0) {
    person += ", age: " + std::to_string(20 + 10 * Below(4, random));
  }
  return person + "}";
}

template <typename Make>
std::string List(std::size_t most, std::mt19937_64& random, Make make) {
  std::string list;
  for (std::size_t i = Below(most + 1, random); i > 0; --i) {
    list += make(random) + (i > 1 ? ", " : "");
  }
  return "[" + list + "]";
}

std::string Quoted(std::string text) { return '"' + std::move(text) + '"'; }

}  // namespace

ModelStore::ModelStore(const Mapping& mapping, const OpenOptions& options)
    : mapping_(mapping),
      store_(ValueOf(Store::Create(folder_ / "store", mapping, options))) {}

void ModelStore::Write(
    std::vector<std::pair<std::string, std::string>> articles) {
  WriteBatch batch;
  for (auto& [key, source] : articles) {
    if (source.empty()) {
      batch.Delete(key);
    } else {
      batch.Put(ValueOf(store_.Prepare(key, source)));
    }
  }
  WriteOptions options;
  options.sync = false;
  ValueOf(store_.Write(std::move(batch), options));
  for (auto& [key, source] : articles) Track(key, std::move(source));
  Snapshot snapshot = ValueOf(store_.TakeSnapshot());
  for (auto& [key, article] : articles_) {
    article.sequence = ValueOf(snapshot.Find(key))->sequence;
  }
}

void ModelStore::Track(const std::string& key, std::string source) {
  if (source.empty()) {
    articles_.erase(key);
    return;
  }
  NaiveArticle article;
  article.key = key;
  article.parsed = ValueOf(ParseArticle(source, mapping_));
  article.source = std::move(source);
  auto before = articles_.find(key);
  auto second = [](const NaiveArticle& a) {
    std::optional<Date> date = a.date();
    return std::pair(date ? date->seconds() : -1, date && date->civil());
  };
  bool stays =
      before != articles_.end() && second(before->second) == second(article);
  article.inserted = stays ? before->second.inserted : ++inserted_;
  articles_[key] = std::move(article);
}

std::vector<const NaiveArticle*> ModelStore::articles() const {
  std::vector<const NaiveArticle*> articles;
  for (const auto& [key, article] : articles_) articles.push_back(&article);
  return articles;
}

namespace {

// Which indexes a mapping declares.
class IndexChoice {
 public:
  explicit IndexChoice(std::mt19937_64& random)
      : random_(random), mode_(Below(6, random)) {}

  // Of six mappings one has none, one has all.
  bool Takes(std::size_t of) {
    if (mode_ < 2) return mode_ == 1;
    return Below(of, random_) == 0;
  }

 private:
  std::mt19937_64& random_;
  std::size_t mode_;
};

struct PathKinds {
  std::string_view path;
  std::vector<std::string_view> kinds;
};

// The paths of the articles below, and the kinds that an index may have.
const std::vector<PathKinds>& IndexablePaths() {
  static const std::vector<PathKinds> paths = {
      {"n", {"text", "folded", "number", "date"}},
      {"tags", {"text", "folded", "date"}},
      {"status", {"text", "folded"}},
      {"meta.\"a b\"", {"text", "date"}},
      {"meta.deep.x", {"number", "folded", "date"}},
      {"authors.name", {"text", "folded"}},
      {"authors.age", {"number"}},
      {"authors", {"text"}},
      {"lastMod", {"date", "text"}},
      {"topics", {"text", "folded"}},
      {"public", {"bool"}},
      {"meta", {"text"}}};
  return paths;
}

std::string IndexLines(IndexChoice* choice) {
  std::string lines;
  for (const auto& [path, kinds] : IndexablePaths()) {
    for (std::string_view kind : kinds) {
      if (!choice->Takes(3)) continue;
      lines.append("  - { path: '").append(path).append("', kind: ");
      lines.append(kind).append(" }\n");
    }
  }
  return lines;
}

}  // namespace

Mapping RandomMapping(std::mt19937_64& random) {
  IndexChoice choice(random);
  std::string yaml = "fields:\n";
  for (std::string_view field :
       {"title: { kind: text, paths: [title]",
        "topic: { kind: folded, many: true, paths: [topics]",
        "brand: { kind: folded, paths: [brand]",
        "rating: { kind: number, paths: [rating]",
        "scores: { kind: number, many: true, paths: [scores]",
        "updated: { kind: date, paths: [updated]",
        "public: { kind: bool, paths: [public]",
        "state: { kind: text, paths: [status]"}) {
    yaml.append("  ").append(field);
    yaml += choice.Takes(2) ? ", index: true }\n" : " }\n";
  }
  std::string indexes = IndexLines(&choice);
  if (!indexes.empty()) yaml += "indexes:\n" + indexes;
  return ValueOf(Mapping::Parse(yaml));
}

void ChangeIndexes(Store* store, std::mt19937_64& random) {
  for (const auto& [path, kinds] : IndexablePaths()) {
    for (std::string_view kind : kinds) {
      if (Below(6, random) > 0) continue;
      // A dot tells a path from a field of its name.
      std::string dotted = "." + std::string(path);
      Status s = store->AddIndex(dotted, *FieldKindFromName(kind));
      if (!s.ok()) throw std::runtime_error(s.ToString());
    }
  }
  for (const IndexState& index : ValueOf(store->Indexes())) {
    bool added = index.origin == IndexOrigin::kAdded;
    if (!added || Below(3, random) > 0) continue;
    Status s = store->DropIndex(index.path, index.kind);
    if (!s.ok()) throw std::runtime_error(s.ToString());
  }
}

std::string RandomSource(std::mt19937_64& random) {
  auto some = [&random](std::size_t n) { return Below(n, random) > 0; };
  std::string source = "---\n";
  auto add = [&source](std::string_view key, const std::string& value) {
    source.append(key).append(": ").append(value) += '\n';
  };
  std::string title = "Title " + std::to_string(Below(100, random));
  if (!some(8)) title = "Größe";
  if (!some(20)) title = LongText(Below(3, random));
  add("title", Quoted(title));
  if (some(8)) add("date", DateText(random));
  if (some(6))
    add("topics", List(3, random, [](auto& r) { return Quoted(Topic(r)); }));
  constexpr std::array<std::string_view, 5> kBrands = {
      "brand0.com", "Brand1.com", "BRAND0.com", "brand2.com", "brand3.com"};
  if (some(8)) add("brand", Skewed(kBrands, random));
  constexpr std::array<std::string_view, 9> kRatings = {
      "3", "4", "0.5", "-2", "4.0", "9007199254740993", "1e300", "-0.0", "x"};
  if (some(4)) add("rating", Skewed(kRatings, random));
  if (some(3))
    add("scores",
        List(4, random, [](auto& r) { return std::to_string(Below(10, r)); }));
  if (some(3)) add("updated", DateText(random));
  if (some(3)) add("public", Pick<3>({"true", "false", "maybe"}, random));
  constexpr std::array<std::string_view, 6> kStates = {"draft", "live", "Draft",
                                                       "null",  "''",   "' '"};
  if (some(4)) add("status", Skewed(kStates, random));
  if (some(5)) add("n", Mixed(random));
  if (some(3)) add("tags", List(4, random, Mixed));
  if (some(3)) add("authors", List(3, random, Person));
  if (some(4))
    add("meta",
        "{\"a b\": " + Mixed(random) + ", deep: {x: " + Mixed(random) + "}}");
  if (some(3))
    add("lastMod", some(8) ? Quoted(DateText(random)) : Mixed(random));
  return source + "---\nA body, " + std::to_string(Below(10, random)) + ".\n";
}

}  // namespace pressmark::test
