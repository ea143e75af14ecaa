#include "engine/changes.h"

#include <utility>

#include "engine/bytes.h"
#include "engine/keys.h"

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

ChangeCursor::ChangeCursor(std::unique_ptr<KvIterator> scan)
    : scan_(std::move(scan)) {}

Result<ChangeCursor> ChangeCursor::Open(const KvSnapshot& snapshot,
                                        std::uint64_t after) {
  // Behind the key of `after`, also where that is the last number there is.
  auto scan = snapshot.Scan(Family::kChanges, ChangeKey(after) + '\0', {});
  if (!scan.ok()) return scan.status();
  return ChangeCursor(*std::move(scan));
}

bool ChangeCursor::Next() {
  if (!status_.ok()) return false;
  if (started_) {
    scan_->Next();
  } else {
    scan_->Seek({});
    started_ = true;
  }
  if (!scan_->Valid()) {
    status_ = scan_->status();
    return false;
  }
  Result<Change> change = DecodeChange(scan_->key(), scan_->value());
  if (change.ok()) {
    change_ = *std::move(change);
  } else {
    status_ = change.status();
  }
  return status_.ok();
}

}  // namespace pressmark::engine
