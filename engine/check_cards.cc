#include "engine/check_cards.h"

#include <string>

#include "engine/keys.h"
#include "schema/card.h"
#include "schema/utf8.h"

namespace pressmark::engine {

void CardAudit::Expect(ArticleId id, const schema::RecordView& record) {
  std::string name = "article " + schema::Excerpt(record.key());
  Result<std::string_view> stored = cards_.Find(id);
  if (!AddProblem(stored.status().WithContext(name), report_)) return;
  if (*stored != schema::BuildCard(record, reader_.mapping())) {
    AddProblem(name + " has a card that its record does not give", report_);
  }
}

void CardAudit::Finish() {
  auto pages = reader_.snapshot().Scan(Family::kCards, {}, {});
  if (!AddProblem(pages.status(), report_)) return;
  for ((*pages)->Seek({}); (*pages)->Valid(); (*pages)->Next()) {
    CheckPage((*pages)->key(), (*pages)->value());
  }
  AddProblem((*pages)->status().WithContext("cards"), report_);
}

void CardAudit::CheckPage(std::string_view key, std::string_view value) {
  Result<CardPageView> page = CardPageView::Open(value);
  if (!AddProblem(page.status(), report_)) return;
  if (!AddProblem(page->Validate(), report_)) return;
  for (std::size_t i = 0; i < page->count(); ++i) {
    ArticleId id{page->id(i)};
    auto article = reader_.snapshot().Get(Family::kArticles, IdKey(id));
    if (!AddProblem(article.status(), report_)) continue;
    if (*article == nullptr || ParseCardPageKey(key) != CardPageOf(id)) {
      AddProblem("there is a card of article id " + std::to_string(id.bits) +
                     ", which is none or has it elsewhere",
                 report_);
    }
  }
}

}  // namespace pressmark::engine
