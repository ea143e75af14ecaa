#ifndef PRESSMARK_ENGINE_CHECK_CARDS_H_
#define PRESSMARK_ENGINE_CHECK_CARDS_H_

#include <cstdint>

#include "engine/card_reader.h"
#include "engine/check.h"
#include "engine/reader.h"
#include "schema/record_view.h"

namespace pressmark::engine {

// Holds the cards of a store against those its articles should have.
class CardAudit {
 public:
  // Both must outlive it.
  CardAudit(const Reader& reader, CheckReport* report)
      : reader_(reader), report_(report), cards_(reader.shared_snapshot()) {}

  // There is such an article. Cheap where the ids ascend.
  void Expect(ArticleId id, const schema::RecordView& record);

  // Walks all pages for cards that no article has.
  void Finish();

 private:
  void CheckPage(std::string_view key, std::string_view value);

  const Reader& reader_;
  CheckReport* report_;
  CardReader cards_;
};

}  // namespace pressmark::engine

#endif  // PRESSMARK_ENGINE_CHECK_CARDS_H_
