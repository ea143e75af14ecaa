#include "cli/prepared_file.h"

#include <utility>

#include "schema/hash.h"
#include "schema/utf8.h"

namespace pressmark::cli {

namespace {

using Outcome = PreparedFile::Outcome;

Status CheckKey(std::string_view key, const Limits& limits) {
  if (schema::FindInvalidUtf8(key)) {
    return InvalidArgument("its name is not UTF-8 and cannot be a key");
  }
  if (key.size() > limits.key_bytes) {
    return LimitExceeded("its key has more than the limit of " +
                         std::to_string(limits.key_bytes) + " bytes");
  }
  return {};
}

Result<std::string> ReadSource(
    const PreparedFile& prepared, const Limits& limits,
    const std::function<void(std::size_t bytes)>& reserve) {
  const ImportFile& file = prepared.file;
  if (!file.problem.ok()) return file.problem;
  if (Status s = CheckKey(file.key, limits); !s.ok()) return s;
  Result<OpenFile> open =
      OpenRegularFile(file.path, file.links, limits.article_bytes);
  if (!open.ok()) return open.status();
  reserve(open->size);
  Result<std::string> source =
      ReadToEnd(open->descriptor.get(), open->size, limits.article_bytes);
  if (source.ok() && source->empty()) {
    return InvalidArgument("the file is empty");
  }
  return source;
}

// Compares with what the store has under the key: unchanged, refused for its
// label, or to be taken apart.
void CompareWithStored(const PrepareContext& context, const std::string& source,
                       PreparedFile* prepared) {
  if (context.snapshot == nullptr) return;
  Result<std::optional<KeyState>> state =
      context.snapshot->Find(prepared->file.key);
  if (!state.ok()) {
    prepared->outcome = Outcome::kFailed;
    prepared->status = state.status();
    return;
  }
  prepared->stored = state->has_value();
  if (!prepared->stored) return;
  const KeyState& stored = **state;
  if (stored.label != context.label) {
    prepared->outcome = Outcome::kRefused;
    prepared->status = InvalidArgument(
        "its key " + schema::Excerpt(prepared->file.key) +
        (stored.label.empty()
             ? " belongs to articles imported without --as"
             : " belongs to the import --as " + schema::Excerpt(stored.label)));
  } else if (stored.source_hash == schema::ToHex(schema::HashOf(source))) {
    prepared->outcome = Outcome::kUnchanged;
  }
}

Status TakeApart(const PrepareContext& context, std::string source,
                 PreparedFile* prepared) {
  if (context.store == nullptr) {
    Result<ParsedArticle> parsed =
        ParseArticle(source, context.mapping, context.limits);
    if (!parsed.ok()) return parsed.status();
    prepared->warnings = std::move(parsed->warnings);
    return {};
  }
  Result<PreparedArticle> article =
      context.store->Prepare(prepared->file.key, std::move(source));
  if (!article.ok()) return article.status();
  prepared->warnings = article->warnings();
  prepared->article = std::move(*article);
  return {};
}

}  // namespace

PreparedFile PrepareFile(
    const PrepareContext& context, ImportFile file,
    const std::function<void(std::size_t bytes)>& reserve) {
  PreparedFile prepared;
  prepared.file = std::move(file);
  if (prepared.file.problem.code() == StatusCode::kInternal) {
    prepared.outcome = Outcome::kFailed;
    prepared.status = prepared.file.problem;
    return prepared;
  }
  if (prepared.file.skipped_link) {
    prepared.outcome = Outcome::kSkipped;
    prepared.status =
        InvalidArgument("it is a symbolic link, which is not followed");
    return prepared;
  }
  Result<std::string> source = ReadSource(prepared, context.limits, reserve);
  if (!source.ok()) {
    prepared.outcome = Outcome::kRefused;
    prepared.status = source.status();
    return prepared;
  }
  CompareWithStored(context, *source, &prepared);
  if (prepared.outcome != Outcome::kReady) return prepared;
  prepared.status = TakeApart(context, std::move(*source), &prepared);
  if (!prepared.status.ok()) {
    bool no_article = prepared.status.code() == StatusCode::kNotFound;
    prepared.outcome = no_article ? Outcome::kSkipped : Outcome::kRefused;
  }
  return prepared;
}

}  // namespace pressmark::cli
