#include "engine/changes.h"

#include <utility>

#include "engine/bytes.h"
#include "engine/keys.h"
#include "schema/guard.h"

namespace pressmark::engine {

Result<Change> DecodeChange(std::string_view key, std::string_view value) {
  Result<std::uint64_t> sequence = ParseChangeKey(key);
  if (!sequence.ok()) return sequence.status();
  ByteReader reader(value);
  std::uint8_t format = reader.Byte();
  std::uint8_t kind = reader.Byte();
  Change change;
  change.sequence = *sequence;
  change.kind = static_cast<ChangeKind>(kind);
  change.key = reader.Rest();
  if (!reader.Complete() || format != kChangeFormat || kind < 1 || kind > 3) {
    return Corruption("change " + std::to_string(*sequence) + " is damaged");
  }
  return change;
}

void PutChange(const Change& change, std::uint64_t earlier, KvBatch* batch) {
  if (earlier != 0) batch->Delete(Family::kChanges, ChangeKey(earlier));
  std::string value;
  AppendByte(kChangeFormat, &value);
  AppendByte(static_cast<std::uint8_t>(change.kind), &value);
  value += change.key;
  batch->Put(Family::kChanges, ChangeKey(change.sequence), std::move(value));
}

Result<std::optional<Change>> ReadChange(const KvSnapshot& snapshot,
                                         std::uint64_t sequence) {
  std::string key = ChangeKey(sequence);
  auto value = snapshot.Get(Family::kChanges, key);
  if (!value.ok()) return value.status();
  if (*value == nullptr) return std::optional<Change>();
  Result<Change> change = DecodeChange(key, (*value)->bytes());
  if (!change.ok()) return change.status();
  return std::optional(*std::move(change));
}

Result<ChangeCursor> OpenChanges(const KvSnapshot& snapshot,
                                 std::uint64_t after, std::uint64_t last,
                                 std::shared_ptr<const void> owner) {
  // Behind the key of `after`, also where that is the last number there is.
  auto scan = snapshot.Scan(Family::kChanges, ChangeKey(after) + '\0', {});
  if (!scan.ok()) return scan.status();
  return ChangeCursor(*std::move(scan), last, std::move(owner));
}

}  // namespace pressmark::engine

namespace pressmark {

std::string_view ChangeKindName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kUpdated:
      return "updated";
    case ChangeKind::kRemoved:
      return "removed";
  }
  return "unknown";
}

ChangeCursor::ChangeCursor(std::unique_ptr<engine::KvIterator> scan,
                           std::uint64_t last,
                           std::shared_ptr<const void> owner)
    : owner_(std::move(owner)), scan_(std::move(scan)), last_(last) {}
ChangeCursor::ChangeCursor(ChangeCursor&&) noexcept = default;
ChangeCursor& ChangeCursor::operator=(ChangeCursor&&) noexcept = default;
ChangeCursor::~ChangeCursor() = default;

bool ChangeCursor::Next() {
  if (ended_) return false;
  status_ = schema::Guarded([this] { return Read(); });
  ended_ = ended_ || !status_.ok();
  return !ended_;
}

Status ChangeCursor::Read() {
  if (started_) {
    scan_->Next();
  } else {
    scan_->Seek({});
    started_ = true;
  }
  if (!scan_->Valid()) {
    ended_ = true;
    return scan_->status();
  }
  Result<Change> change = engine::DecodeChange(scan_->key(), scan_->value());
  if (!change.ok()) return change.status();
  if (change->sequence > last_) {
    return Corruption("change " + std::to_string(change->sequence) +
                      " lies beyond the last, " + std::to_string(last_));
  }
  change_ = *std::move(change);
  return {};
}

}  // namespace pressmark
