#include "engine/saved_queries.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "engine/bytes.h"
#include "engine/keys.h"
#include "schema/utf8.h"

namespace pressmark::engine {

namespace {

constexpr std::uint8_t kSavedQueryFormat = 1;
constexpr std::size_t kNameBytes = 64;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytes &&
         std::all_of(name.begin(), name.end(), IsNameCharacter);
}

Result<SavedQuery> Decode(std::string_view name, std::string_view value) {
  ByteReader reader(value);
  std::uint8_t format = reader.Byte();
  std::string_view text = reader.Rest();
  if (format != kSavedQueryFormat || !IsName(name) ||
      schema::FindInvalidUtf8(text)) {
    return Corruption("the saved query " + schema::Excerpt(name) +
                      " is damaged; save it anew, or drop it");
  }
  return SavedQuery{std::string(name), std::string(text)};
}

// Calls `use` with the name and value of each record, by name.
Status ForEach(
    const KvSnapshot& snapshot,
    const std::function<Status(std::string_view, std::string_view)>& use) {
  KeyRange range = PrefixRange(kSavedPrefix);
  auto scan = snapshot.Scan(Family::kCatalog, range.lower, range.upper);
  if (!scan.ok()) return scan.status();
  for ((*scan)->Seek({}); (*scan)->Valid(); (*scan)->Next()) {
    auto name = ParseCatalogKey(kSavedPrefix, (*scan)->key());
    if (!name.ok()) return name.status();
    if (Status s = use(*name, (*scan)->value()); !s.ok()) return s;
  }
  return (*scan)->status();
}

Status CheckArguments(const SavedQuery& query, const Limits& limits) {
  if (!IsName(query.name)) {
    return InvalidArgument(
        "the name of a saved query is 1 to " + std::to_string(kNameBytes) +
        " letters, digits, _ and -, not " + schema::Excerpt(query.name));
  }
  if (schema::FindInvalidUtf8(query.text)) {
    return InvalidArgument("the text of a saved query is not UTF-8");
  }
  if (query.text.size() <= limits.query_bytes) return {};
  return LimitExceeded("a query of " + std::to_string(query.text.size()) +
                       " bytes is larger than " +
                       std::to_string(limits.query_bytes));
}

}  // namespace

Result<std::vector<SavedQuery>> ReadSavedQueries(const KvSnapshot& snapshot) {
  std::vector<SavedQuery> queries;
  Status s = ForEach(
      snapshot, [&](std::string_view name, std::string_view value) -> Status {
        Result<SavedQuery> query = Decode(name, value);
        if (query.ok()) queries.push_back(*std::move(query));
        return query.status();
      });
  if (!s.ok()) return s;
  return queries;
}

Result<std::optional<std::string>> FindSavedQuery(const KvSnapshot& snapshot,
                                                  std::string_view name) {
  auto value = snapshot.Get(Family::kCatalog, CatalogKey(kSavedPrefix, name));
  if (!value.ok()) return value.status();
  if (*value == nullptr) return std::optional<std::string>();
  Result<SavedQuery> query = Decode(name, (*value)->bytes());
  if (!query.ok()) return query.status();
  return std::optional(std::move(query->text));
}

Status PlanSave(const KvSnapshot& snapshot, const SavedQuery& query,
                const Limits& limits, KvBatch* batch) {
  if (Status s = CheckArguments(query, limits); !s.ok()) return s;
  std::size_t others = 0;
  Status s = ForEach(snapshot, [&](std::string_view name, std::string_view) {
    others += name != query.name ? 1 : 0;
    return Status();
  });
  if (!s.ok()) return s;
  if (others >= limits.saved_queries) {
    return LimitExceeded("the store keeps " + std::to_string(others) +
                         " queries, and no more than " +
                         std::to_string(limits.saved_queries));
  }
  std::string value;
  AppendByte(kSavedQueryFormat, &value);
  batch->Put(Family::kCatalog, CatalogKey(kSavedPrefix, query.name),
             value += query.text);
  return {};
}

Status PlanDrop(const KvSnapshot& snapshot, std::string_view name,
                KvBatch* batch) {
  std::string key = CatalogKey(kSavedPrefix, name);
  auto value = snapshot.Get(Family::kCatalog, key);
  if (!value.ok()) return value.status();
  if (*value == nullptr) {
    return NotFound("the store keeps no query " + schema::Excerpt(name));
  }
  batch->Delete(Family::kCatalog, std::move(key));
  return {};
}

Result<std::vector<std::string>> CheckSavedQueries(const KvSnapshot& snapshot) {
  std::vector<std::string> problems;
  Status s =
      ForEach(snapshot, [&](std::string_view name, std::string_view value) {
        Status status = Decode(name, value).status();
        if (!status.ok()) problems.emplace_back(status.message());
        return Status();
      });
  if (!s.ok()) return s;
  return problems;
}

Status CopySavedQueries(const KvSnapshot& snapshot, KvBatch* batch) {
  return ForEach(snapshot, [&](std::string_view name, std::string_view value) {
    batch->Put(Family::kCatalog, CatalogKey(kSavedPrefix, name),
               std::string(value));
    return Status();
  });
}

}  // namespace pressmark::engine
