#include "tests/engine/model_store.h"

#include <chrono>

#include "engine/terms.h"
#include "schema/fold.h"

namespace pressmark::test {

namespace {

constexpr std::uint64_t kSerials = std::uint64_t{1} << 24;

int Number(const std::string& text, std::size_t at, std::size_t size) {
  return std::stoi(text.substr(at, size));
}

// What stands above the serial in an id: 39 bits of inverted second, and a 1
// for what is no civil date. `date` is as RandomArticle writes it.
std::uint64_t PlaceOf(const std::string& date) {
  if (date.empty()) return (std::uint64_t{1} << 40) - 1;
  using namespace std::chrono;
  auto month_of_year = static_cast<unsigned>(Number(date, 5, 2));
  auto day_of_month = static_cast<unsigned>(Number(date, 8, 2));
  sys_days written =
      year(Number(date, 0, 4)) / month(month_of_year) / day(day_of_month);
  sys_days first = year(1) / January / day(1);
  auto second = duration_cast<seconds>(written - first).count();
  bool instant = date.size() > 10;
  if (instant) {
    second += Number(date, 11, 2) * 3600 + Number(date, 14, 2) * 60 +
              Number(date, 17, 2);
  }
  if (date.ends_with("+05:30")) second -= 5 * 3600 + 30 * 60;
  std::uint64_t inverted =
      (std::uint64_t{1} << 39) - 2 - static_cast<std::uint64_t>(second);
  return inverted << 1 | (instant ? 1 : 0);
}

std::string Unescaped(const std::string& quoted) {
  std::string text;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    bool escape = quoted[i] == '\\';
    if (escape) ++i;
    text.push_back(escape && quoted[i] == '0' ? '\0' : quoted[i]);
  }
  return text;
}

void Expect(const std::string& index, const std::vector<std::string>& values,
            std::uint64_t id, ModelStore::Terms* terms) {
  if (values.empty()) (*terms)[{index, "\x01"}].ids.insert(id);
  for (const std::string& quoted : values) {
    std::string text = Unescaped(quoted);
    std::string term = engine::TextTerm(schema::Fold(text));
    ModelStore::Term& expected = (*terms)[{index, term}];
    // Of several spellings in one article the first counts.
    if (!expected.ids.insert(id).second) continue;
    ++expected.spellings[text.substr(0, 256)];
  }
}

}  // namespace

std::uint64_t ModelStore::NextId(const std::string& date,
                                 const std::set<std::uint64_t>& taken) const {
  std::uint64_t lowest = PlaceOf(date) * kSerials;
  std::uint64_t next = lowest + (kSerials - 1);
  for (const std::set<std::uint64_t>* ids : {&taken, &ids_}) {
    auto place = ids->lower_bound(lowest);
    if (place != ids->end()) next = std::min(next, *place - 1);
  }
  return next;
}

void ModelStore::Note(const std::string& key, ChangeKind kind) {
  ++sequence_;
  changes_.erase(changed_[key]);
  changed_[key] = sequence_;
  changes_[sequence_] = {kind, key};
}

WriteEffect ModelStore::ApplyOne(const Operation& operation,
                                 const std::set<std::uint64_t>& taken) {
  auto place = articles_.find(operation.key);
  bool there = place != articles_.end();
  if (!operation.text) {
    if (!there) return WriteEffect::kAbsent;
    Note(operation.key, ChangeKind::kRemoved);
    ids_.erase(place->second.id);
    articles_.erase(place);
    return WriteEffect::kRemoved;
  }
  std::string source = SourceOf(*operation.text);
  if (there && place->second.source == source &&
      place->second.label == operation.label) {
    return WriteEffect::kUnchanged;
  }
  Note(operation.key, there ? ChangeKind::kUpdated : ChangeKind::kAdded);
  Article& article = articles_[operation.key];
  if (!there || PlaceOf(article.text.date) != PlaceOf(operation.text->date)) {
    if (there) ids_.erase(article.id);
    article.id = NextId(operation.text->date, taken);
    ids_.insert(article.id);
    moves_ += there ? 1 : 0;
  }
  article.text = *operation.text;
  article.source = source;
  article.label = operation.label;
  article.sequence = sequence_;
  return there ? WriteEffect::kUpdated : WriteEffect::kAdded;
}

bool ModelStore::IsRefused(const std::vector<Operation>& operations) const {
  std::map<std::string, std::string> holders;
  for (const auto& [key, article] : articles_) holders[key] = article.label;
  for (const Operation& operation : operations) {
    if (!operation.text) {
      holders.erase(operation.key);
    } else if (holders.try_emplace(operation.key, operation.label)
                   .first->second != operation.label) {
      return true;
    }
  }
  return false;
}

std::optional<std::vector<WriteEffect>> ModelStore::Apply(
    const std::vector<Operation>& operations) {
  if (IsRefused(operations)) return std::nullopt;
  std::map<std::string, std::size_t> last;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    last[operations[i].key] = i;
  }
  std::set<std::uint64_t> taken = ids_;
  std::vector<WriteEffect> effects(operations.size(), WriteEffect::kReplaced);
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (last[operations[i].key] != i) continue;
    effects[i] = ApplyOne(operations[i], taken);
  }
  return effects;
}

bool ModelStore::Forget(std::uint64_t before) {
  if (before > sequence_ + 1) return false;
  horizon_ = std::max(horizon_, before);
  std::erase_if(changes_, [&](const auto& entry) {
    const auto& [sequence, change] = entry;
    bool forgotten = sequence < horizon_ && change.kind == ChangeKind::kRemoved;
    if (forgotten) changed_.erase(change.key);
    forgotten_ += forgotten ? 1 : 0;
    return forgotten;
  });
  return true;
}

std::uint64_t ModelStore::source_bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& [key, article] : articles_) bytes += article.source.size();
  return bytes;
}

ModelStore::Terms ModelStore::ExpectedTerms() const {
  Terms terms;
  for (const auto& [key, article] : articles_) {
    terms[{"all", std::string("\x02\x01")}].ids.insert(article.id);
    Expect("topic", article.text.topics, article.id, &terms);
    std::vector<std::string> brand;
    if (!article.text.brand.empty()) brand.push_back(article.text.brand);
    Expect("brand", brand, article.id, &terms);
  }
  return terms;
}

}  // namespace pressmark::test
