// How an app embeds Pressmark: makes a store, writes three articles, asks two
// questions, changes one article while a snapshot stays as it was.
//
//   embed FOLDER        FOLDER must be absent or empty

#include <iostream>
#include <string>
#include <variant>

#include <pressmark/query.h>
#include <pressmark/store.h>

namespace {

constexpr const char* kHarbour = R"(---
title: Forty harbours share one gauge
date: 2023-03-14
topics: [Oceans, Open Data]
brand: harbourpost.example
---
Forty small harbours publish their water levels in one format.
)";
constexpr const char* kRiver = R"(---
title: A river with an interface
date: 2022-05-02T08:00:00Z
topics: [Open Data]
brand: harbourpost.example
---
The gauge under the bridge answers questions now.
)";
constexpr const char* kBread = R"(---
title: Bread without a clock
topics: [Food]
brand: crumb.example
---
Dough does not know what time it is.
)";

int Fail(const pressmark::Status& status) {
  std::cerr << "embed: " << status.ToString() << "\n";
  return 1;
}

pressmark::Status WriteArticles(pressmark::Store* store) {
  pressmark::WriteBatch batch;
  for (auto [key, source] : {std::pair{"harbours.md", kHarbour},
                             {"river.md", kRiver},
                             {"bread.md", kBread}}) {
    auto article = store->Prepare(key, source);
    if (!article.ok()) return article.status();
    batch.Put(std::move(*article));
  }
  return store->Write(std::move(batch)).status();
}

// Prints the titles that a query finds, newest first.
pressmark::Status PrintTitles(const pressmark::Query& query,
                              const pressmark::Snapshot& snapshot,
                              const std::string& topic) {
  pressmark::Parameters parameters{
      {"topic", {pressmark::Parameter::Typed{topic}}}};
  auto cursor = query.Run(snapshot, parameters);
  if (!cursor.ok()) return cursor.status();
  while (cursor->Next()) {
    const auto& title = std::get<std::string_view>(cursor->row()[0].value);
    std::cout << topic << ": " << title << "\n";
  }
  return cursor->status();
}

pressmark::Status Run(const std::string& folder) {
  auto store = pressmark::Store::Create(folder);
  if (!store.ok()) return store.status();
  if (auto status = WriteArticles(&*store); !status.ok()) return status;

  auto before = store->TakeSnapshot();
  if (!before.ok()) return before.status();
  // Parsed once, run many times, from many threads.
  auto query = pressmark::Query::Parse("topic = :topic limit 20 select title");
  if (!query.ok()) return query.status();
  for (const char* topic : {"Open Data", "food"}) {
    auto status = PrintTitles(*query, *before, topic);
    if (!status.ok()) return status;
  }

  auto removed = store->Delete("bread.md");
  if (!removed.ok()) return removed.status();
  auto after = store->TakeSnapshot();
  if (!after.ok()) return after.status();
  std::cout << before->article_count() << " articles, then "
            << after->article_count() << "\n";
  return store->Close();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: embed FOLDER\n";
    return 2;
  }
  pressmark::Status status = Run(argv[1]);
  return status.ok() ? 0 : Fail(status);
}
