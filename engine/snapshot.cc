#include <utility>

#include <pressmark/snapshot.h>

#include "engine/catalog.h"
#include "engine/change_horizon.h"
#include "engine/changes.h"
#include "engine/reader.h"
#include "engine/saved_queries.h"
#include "schema/guard.h"
#include "schema/hash.h"
#include "schema/json.h"
#include "schema/record_view.h"
#include "schema/utf8.h"

namespace pressmark {

namespace engine {

struct ArticleData {
  schema::Record record;
  std::shared_ptr<const CatalogState> catalog;
};

}  // namespace engine

namespace {

FieldValue ValueOf(const schema::FieldValueView& value) {
  using Kind = schema::FieldValueView::Kind;
  switch (value.kind()) {
    case Kind::kBool:
      return value.boolean();
    case Kind::kInteger:
      return value.integer();
    case Kind::kDecimal:
      return value.decimal();
    case Kind::kText:
      return std::string(value.text());
    case Kind::kDate:
      return value.date();
  }
  return false;
}

std::string Hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (char byte : bytes) {
    auto code = static_cast<unsigned char>(byte);
    text.push_back(kDigits[code >> 4]);
    text.push_back(kDigits[code & 15]);
  }
  return text;
}

Result<ChangeCursor> OpenChanges(
    const std::shared_ptr<const engine::Reader>& reader, std::uint64_t since) {
  return engine::OpenChanges(reader->snapshot(), since, reader->sequence(),
                             reader);
}

Result<engine::ArticleId> FindArticle(const engine::Reader& reader,
                                      std::string_view key) {
  Result<std::optional<engine::ArticleId>> id = reader.FindKey(key);
  if (!id.ok()) return id.status();
  if (!*id) return NotFound("there is no article " + schema::Excerpt(key));
  return **id;
}

}  // namespace

Article::Article(std::unique_ptr<const engine::ArticleData> data)
    : data_(std::move(data)) {}
Article::Article(Article&&) noexcept = default;
Article& Article::operator=(Article&&) noexcept = default;
Article::~Article() = default;

std::string_view Article::key() const { return data_->record.view().key(); }

std::uint64_t Article::sequence() const {
  return data_->record.view().sequence();
}

std::int64_t Article::imported() const {
  return data_->record.view().imported();
}

std::string Article::hash() const {
  return schema::ToHex(data_->record.view().source_hash());
}

std::vector<FieldValue> Article::field(std::string_view name) const {
  std::vector<FieldValue> values;
  std::optional<std::uint16_t> number = data_->catalog->mapping.Find(name);
  if (!number) return values;
  schema::FieldView field = data_->record.view().field(*number);
  for (std::size_t i = 0; i < field.size(); ++i) {
    values.push_back(ValueOf(field[i]));
  }
  return values;
}

Value Article::front_matter() const {
  return data_->record.view().front_matter();
}

std::string Article::ToJson() const {
  return schema::RecordToJson(data_->record.view(), data_->catalog->mapping);
}

Snapshot::Snapshot(std::shared_ptr<const engine::Reader> reader)
    : reader_(std::move(reader)) {}
Snapshot::Snapshot(const Snapshot&) = default;
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(const Snapshot&) = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

Result<Article> Snapshot::Get(std::string_view key) const {
  return schema::Guarded([&]() -> Result<Article> {
    Result<engine::ArticleId> id = FindArticle(*reader_, key);
    if (!id.ok()) return id.status();
    Result<schema::Record> record = reader_->ReadRecord(*id);
    if (!record.ok()) {
      return record.status().WithContext("article " + schema::Excerpt(key));
    }
    return Article(std::make_unique<const engine::ArticleData>(
        engine::ArticleData{*std::move(record), reader_->catalog()}));
  });
}

Result<std::string> Snapshot::Source(std::string_view key) const {
  return schema::Guarded([&]() -> Result<std::string> {
    Result<engine::ArticleId> id = FindArticle(*reader_, key);
    if (!id.ok()) return id.status();
    Result<std::string> source = reader_->ReadSource(*id);
    if (source.ok()) return source;
    return source.status().WithContext("article " + schema::Excerpt(key));
  });
}

Result<std::optional<KeyState>> Snapshot::Find(std::string_view key) const {
  return schema::Guarded([&]() -> Result<std::optional<KeyState>> {
    return reader_->FindKeyState(key);
  });
}

Result<std::vector<std::string>> Snapshot::Keys(std::string_view from,
                                                std::string_view label,
                                                std::size_t limit) const {
  return schema::Guarded([&]() -> Result<std::vector<std::string>> {
    return reader_->Keys(from, label, limit);
  });
}

std::uint64_t Snapshot::article_count() const {
  return reader_->article_count();
}

std::uint64_t Snapshot::sequence() const { return reader_->sequence(); }

StoreIdentity Snapshot::identity() const {
  const engine::StoreFormat& format = reader_->catalog()->format;
  return {Hexadecimal(format.store_id), format.incarnation};
}

const Mapping& Snapshot::mapping() const { return reader_->mapping(); }

Result<std::vector<KnownPath>> Snapshot::KnownPaths() const {
  return schema::Guarded([&]() -> Result<std::vector<KnownPath>> {
    return reader_->KnownPaths();
  });
}

Result<std::uint64_t> Snapshot::ChangeHorizon() const {
  return schema::Guarded([&]() -> Result<std::uint64_t> {
    Result<std::uint64_t> horizon =
        engine::ReadHorizon(reader_->snapshot(), sequence());
    if (!horizon.ok() || *horizon == 0) return horizon;
    return *horizon - 1;
  });
}

Result<ChangeCursor> Snapshot::Changes(std::uint64_t since) const {
  return schema::Guarded([&]() -> Result<ChangeCursor> {
    Result<std::uint64_t> first = ChangeHorizon();
    if (!first.ok()) return first.status();
    if (since < *first) {
      return InvalidArgument(
          "what was removed after change " + std::to_string(since) +
          " may be forgotten: the store tells what changed since " +
          std::to_string(*first) + ", or since a later number; begin anew");
    }
    if (since > sequence()) {
      return InvalidArgument("there is no change " + std::to_string(since) +
                             " yet: the last is " + std::to_string(sequence()) +
                             "; a number is of the store that gave it");
    }
    return OpenChanges(reader_, since);
  });
}

Result<ChangeCursor> Snapshot::Changes() const {
  return schema::Guarded([&] { return OpenChanges(reader_, 0); });
}

Result<std::vector<SavedQuery>> Snapshot::SavedQueries() const {
  return schema::Guarded(
      [&] { return engine::ReadSavedQueries(reader_->snapshot()); });
}

Result<std::optional<std::string>> Snapshot::FindSavedQuery(
    std::string_view name) const {
  return schema::Guarded(
      [&] { return engine::FindSavedQuery(reader_->snapshot(), name); });
}

}  // namespace pressmark
