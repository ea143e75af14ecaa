#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/known_paths.h"
#include "tests/support/random_store.h"

namespace pressmark::test {

namespace {

using Texts = std::vector<std::string>;

Texts Dates() {
  return {"2021",
          "2021-10",
          "2021-10-02",
          "2021-10-02T00:00:00Z",
          "2021-10-02T00:00:00.5Z",
          "2021-10-02T11:48",
          "2020-02",
          "2019",
          "0001",
          "-1y",
          "-3mo",
          "today",
          "this-year",
          "last-month",
          "2018-05-07",
          "9999"};
}

Texts MixedValues() {
  return {"315",
          "'315'",
          "3.5",
          "-7",
          "true",
          "false",
          "''",
          "text",
          "2021",
          "two",
          "2021-10-02",
          "2021-10",
          "0",
          "1",
          "3",
          "x",
          "'2021-10-02'",
          "9007199254740993",
          "1e3",
          "a",
          "9007199254740992",
          "-3d"};
}

Texts Numbers() {
  return {"3",
          "4",
          "0.5",
          "-2",
          "4.0",
          "0",
          "1e3",
          "9007199254740993",
          "9007199254740992",
          "7"};
}

QueryName Fields(std::string path, Texts values, Texts globs,
                 bool ordered = true) {
  bool summed = path == "scores" || path == "authors.age";
  return {std::move(path), std::move(values), std::move(globs), ordered, {},
          summed};
}

std::vector<QueryName> FieldNames() {
  std::string most = std::string(260, 'x');
  Texts topics = {"\"Machine Learning\"",
                  "bread",
                  "BREAD",
                  "Strasse",
                  "\"Topic 7\"",
                  "2021",
                  "\"night trains\"",
                  "\"Topic 3\"",
                  "zzz",
                  "\"" + most + "1\""};
  Texts topic_globs = {"topic*",     "*r*",  "stra?e",   "MACHINE*",
                       "'topic 1*'", "*",    "'a\\*b*'", most + "*",
                       most + "1*",  "bread"};
  Texts brands = {"brand0.com", "Brand1.COM", "brand3.com", "brand", "other"};
  Texts brand_globs = {"brand*", "*0.com", "BRAND?.com"};
  Texts titles = {
      "\"Title 7\"",       "\"Title 50\"",      "Größe", "größe", "\"Title 9\"",
      "\"" + most + "0\"", "\"" + most + "9\"", "Title"};
  Texts title_globs = {"'Title 1*'", "'Title ?'", "*e",  "Gr??e",
                       most + "*",   "'Title*'",  "'*7'"};
  return {Fields("title", titles, title_globs),
          Fields("date", Dates(), {}),
          Fields("date", Dates(), {}),
          Fields("topic", topics, topic_globs, false),
          Fields("topic", topics, topic_globs, false),
          Fields("brand", brands, brand_globs),
          Fields("brand", brands, brand_globs),
          Fields("rating", Numbers(), {}),
          Fields("scores", Numbers(), {}, false),
          Fields("updated", Dates(), {}),
          Fields("public", {"true", "false"}, {})};
}

}  // namespace

std::vector<QueryName> EveryKindNames() {
  Texts states = {"draft", "live", "Draft", "''", "' '", "zzz"};
  Texts globs = {"*", "d*", "?raft", "2021*", "3*", "t*"};
  QueryName people = Fields("authors", {"Ann", "Bob"}, {"A*"});
  people.inside = {Fields("name", {"Ann", "Bob", "ann", "Zoë"}, {"A*", "*n"}),
                   Fields("age", {"20", "30", "40"}, {})};
  Texts last_mods = Dates();
  for (std::string_view text :
       {"'2021-10-02'", "text", "'2021'", "315", "true", "null",
        "'2021-10-02T11:48:50+03:00'", "'2021-10-02T08:48:50Z'"}) {
    last_mods.emplace_back(text);
  }
  QueryName same = people;
  same.path = ".authors";
  people.inside.push_back(std::move(same));
  people.inside.push_back(Fields(".status", states, globs));
  people.inside.push_back(Fields(".n", MixedValues(), globs));
  std::vector<QueryName> names = FieldNames();
  for (const QueryName& name :
       {Fields("author", {"ann", "Bob", "zoë"}, {"A*"}, false),
        Fields("state", states, globs), Fields("status", states, globs),
        Fields("n", MixedValues(), globs), Fields("tags", MixedValues(), globs),
        Fields(".topics", {"Bread", "bread", "2021"}, {"*a*"}),
        Fields("tags[1]", MixedValues(), globs),
        Fields("authors.name", {"Ann", "Bob", "Zoë"}, {"A*", "?nn"}),
        Fields("authors.age", {"20", "30"}, {}),
        Fields("meta.\"a b\"", MixedValues(), globs),
        Fields("meta.deep.x", MixedValues(), globs),
        Fields("lastMod", last_mods, {"2021*", "*", "t*"}),

        Fields("@key", {"k1", "k100", "k2", "k350", "K1", "k4000"},
               {"k1*", "*7", "k2"}),
        Fields("@seq", {"1", "50", "100", "1000"}, {}), people}) {
    names.push_back(name);
  }
  return names;
}

std::vector<QueryName> IndexedNames(const Mapping& mapping) {
  std::set<std::string, std::less<>> indexed = {"date", "@key"};
  for (const FieldDefinition& field : mapping.fields()) {
    if (field.indexed) indexed.insert(field.name);
  }
  for (const PathIndex& index : mapping.indexes()) {
    std::string path = engine::PathText(index.path);
    indexed.insert(mapping.Find(path) ? "." + path : path);
    // Its elements' names as well.
    indexed.insert(index.path.front());
  }
  std::vector<QueryName> names;
  for (QueryName& name : EveryKindNames()) {
    std::string_view path(name.path);
    if (indexed.contains(path.substr(0, path.find('[')))) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace pressmark::test
