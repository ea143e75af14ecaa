#ifndef PRESSMARK_ENGINE_BATCH_H_
#define PRESSMARK_ENGINE_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <pressmark/article.h>
#include <pressmark/status.h>

namespace pressmark {

namespace engine {
struct PreparedArticleData;
}  // namespace engine

// An article parsed, typed and serialized, ready to be written: all the work
// that needs no lock. Made by Store::Prepare on any thread. Moved, not copied;
// one that was moved from may only be destroyed or assigned to. Threads may
// read one together.
class PreparedArticle {
 public:
  // For the library, which makes them.
  explicit PreparedArticle(std::unique_ptr<engine::PreparedArticleData> data);
  PreparedArticle(PreparedArticle&&) noexcept;
  PreparedArticle& operator=(PreparedArticle&&) noexcept;
  ~PreparedArticle();

  // Both live until the article is destroyed, assigned to, or its batch is
  // written.
  std::string_view key() const;
  // What ParseArticle warned about.
  const std::vector<Warning>& warnings() const;
  // Bytes of the source: what counts against Limits::batch_bytes.
  std::size_t source_bytes() const;

 private:
  friend class Store;
  friend class WriteBatch;
  std::unique_ptr<engine::PreparedArticleData> data_;
};

// Puts and deletes that are made together or not at all, in the order given:
// where a key occurs twice the last wins. Keys and labels are judged when it is
// written. One that was moved from is empty. Not for two threads at once.
class WriteBatch {
 public:
  WriteBatch();
  WriteBatch(WriteBatch&&) noexcept;
  WriteBatch& operator=(WriteBatch&&) noexcept;
  ~WriteBatch();

  // Adds or replaces an article. `label` names the import it came from and may
  // be empty; a key that another label holds is refused when written.
  void Put(PreparedArticle article, std::string label = {});
  // Removes an article; one that is not there is no error.
  void Delete(std::string key);

  // How many operations: those on one key count each.
  std::size_t size() const;
  bool empty() const { return size() == 0; }
  // Sum of the sources' bytes, of all operations.
  std::size_t bytes() const;

 private:
  friend class Store;
  struct Operation;
  std::vector<Operation> operations_;
  std::size_t bytes_ = 0;
};

// What became of one operation of a batch.
enum class WriteEffect : std::uint8_t {
  kAdded,
  kUpdated,
  kUnchanged,  // the same source was there
  kRemoved,
  kAbsent,    // a delete of what was not there
  kReplaced,  // a later operation on the same key in this batch took its place
};

// What became of a batch: an effect for each operation, in order, and the
// store's last sequence number after it.
struct WriteOutcome {
  std::vector<WriteEffect> effects;
  std::uint64_t sequence = 0;
};

}  // namespace pressmark

#endif  // PRESSMARK_ENGINE_BATCH_H_
