#include "engine/index_state.h"

#include <algorithm>
#include <memory>
#include <span>

#include "engine/index_name.h"
#include "engine/posting_list.h"
#include "engine/terms.h"

namespace pressmark {

std::string_view IndexOriginName(IndexOrigin origin) {
  switch (origin) {
    case IndexOrigin::kBuiltIn:
      return "built in";
    case IndexOrigin::kMapping:
      return "mapping";
    case IndexOrigin::kAdded:
      return "added";
  }
  return "unknown";
}

namespace engine {

namespace {

// Articles whose id is smaller.
Result<std::uint64_t> CountBefore(const Reader& reader, std::uint64_t id) {
  auto list = reader.Postings(kAllIndex, AllTerm());
  if (!list.ok()) return list.status();
  Bucket last = BucketOf({id});
  std::uint64_t count = 0;
  bool more = (*list)->Seek(0);
  for (; more && (*list)->bucket() < last;
       more = (*list)->Seek((*list)->bucket() + 1)) {
    count += (*list)->count();
  }
  if (more && (*list)->bucket() == last) {
    IdSpan ids = (*list)->Ids();
    count += static_cast<std::uint64_t>(
        std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
  }
  if (Status s = (*list)->status(); !s.ok()) return s;
  return count;
}

IndexOrigin OriginOf(const IndexDefinition& index, const Mapping& mapping) {
  if (index.number == kAllIndex) return IndexOrigin::kBuiltIn;
  if (!IsDeclaredBy(mapping, index)) return IndexOrigin::kAdded;
  Mapping built_in = Mapping::BuiltIn();
  bool is_default =
      index.field && *index.field < built_in.fields().size() &&
      mapping.fields()[*index.field] == built_in.fields()[*index.field];
  return is_default ? IndexOrigin::kBuiltIn : IndexOrigin::kMapping;
}

}  // namespace

Result<std::vector<IndexState>> IndexStatesOf(
    const Reader& reader, const std::map<std::uint32_t, Status>& stopped) {
  const IndexCatalog& indexes = reader.catalog()->indexes;
  std::vector<IndexState> states;
  for (const IndexDefinition& index : indexes.declared) {
    IndexState& state = states.emplace_back();
    state.path = IndexName(index, reader.mapping());
    state.kind = index.number == kAllIndex ? FieldKind::kDate : index.kind;
    state.origin = OriginOf(index, reader.mapping());
    state.articles = reader.article_count();
    state.articles_done = state.articles;
    const IndexBuild* build = indexes.FindBuild(index.number);
    if (build == nullptr) continue;
    state.ready = false;
    Result<std::uint64_t> done = CountBefore(reader, build->next_id);
    if (!done.ok()) return done.status();
    state.articles_done = *done;
    auto reason = stopped.find(index.number);
    if (reason != stopped.end()) state.stopped = reason->second;
  }
  return states;
}

}  // namespace engine
}  // namespace pressmark
