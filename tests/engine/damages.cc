#include "tests/engine/damages.h"

#include <functional>
#include <stdexcept>

#include <gtest/gtest.h>

#include <pressmark/article.h>

#include "engine/article_id.h"
#include "engine/batch_plan.h"
#include "engine/card_page.h"
#include "engine/catalog.h"
#include "engine/change_horizon.h"
#include "engine/changes.h"
#include "engine/facet_record.h"
#include "engine/keys.h"
#include "engine/posting_merge.h"
#include "engine/stored_source.h"
#include "engine/term_entry.h"
#include "engine/terms.h"
#include "schema/record.h"
#include "schema/record_view.h"
#include "tests/support/article_text.h"
#include "tests/support/status_matchers.h"

namespace pressmark::engine {

using test::IsOk;
using test::SourceOf;
using test::ValueOf;

std::string SourceOfArticle(int number) {
  test::ArticleText text = {.topics = {"Many"}};
  if (number == 0) text.topics.push_back("Rare");
  return SourceOf(text);
}

std::string Get(const KvSnapshot& kv, Family family, const std::string& key) {
  auto value = ValueOf(kv.Get(family, key));
  if (value == nullptr) throw std::runtime_error("no such key");
  return std::string(value->bytes());
}

// The key of article "0" and its neighbours, in the order they were put.
ArticleId IdWithSerial(std::uint32_t number) {
  return MakeArticleId(ParseDate("2021-10-02"), number);
}
std::string IdOf(std::uint32_t number) { return IdKey(IdWithSerial(number)); }
std::string RareTerm() { return TermKey(kTopicIndex, TextTerm("rare")); }
std::string ManyTerm() { return TermKey(kTopicIndex, TextTerm("many")); }
std::string ManyBlock() {
  return PostingKey(kTopicIndex, TextTerm("many"),
                    BucketOf(MakeArticleId(ParseDate("2021-10-02"), 0)));
}

std::string ManyFacets() {
  return FacetCountsKey(kTopicIndex,
                        BucketOf(MakeArticleId(ParseDate("2021-10-02"), 0)));
}

std::string Flipped(std::string bytes, std::size_t place) {
  bytes.at(place) = static_cast<char>(bytes[place] ^ 1);
  return bytes;
}

namespace {

void ChangeEntry(const KvSnapshot& kv, const std::string& key, KvBatch* batch,
                 const std::function<void(StoredTermEntry*)>& change) {
  StoredTermEntry entry =
      ValueOf(DecodeTermEntry(Get(kv, Family::kTerms, key)));
  change(&entry);
  batch->Put(Family::kTerms, key, EncodeTermEntry(entry));
}

void ChangeKey(const KvSnapshot& kv, const std::string& key, KvBatch* batch,
               const std::function<void(KeyEntry*)>& change) {
  KeyEntry entry = ValueOf(DecodeKeyEntry(Get(kv, Family::kKeys, key)));
  change(&entry);
  PutKey(key, entry, batch);
}

void MergeInto(const std::string& key, std::uint64_t id, bool present,
               KvBatch* batch) {
  PostingChange change = {id, present};
  batch->Merge(Family::kPostings, key, EncodePostingOperand({&change, 1}));
}

}  // namespace

const std::vector<Damage>& Damages() {
  static const std::vector<Damage> kDamages = {
      {"ARecordIsFlipped",
       [](const KvSnapshot& kv, KvBatch* batch) {
         std::string record = Get(kv, Family::kArticles, IdOf(3));
         batch->Put(Family::kArticles, IdOf(3), Flipped(record, 40));
       },
       "the record under id "},
      {"ARecordIsCut",
       [](const KvSnapshot& kv, KvBatch* batch) {
         std::string record = Get(kv, Family::kArticles, IdOf(3));
         batch->Put(Family::kArticles, IdOf(3), record.substr(0, 50));
       },
       "the record under id "},
      {"ARecordIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kArticles, IdOf(3));
       },
       "article \"3\" has lost its record"},
      {"ARecordIsAnothers",
       [](const KvSnapshot& kv, KvBatch* batch) {
         batch->Put(Family::kArticles, IdOf(3),
                    Get(kv, Family::kArticles, IdOf(4)));
       },
       "article \"4\" has a key entry that leads elsewhere"},
      {"ARecordIsNotWhatItsSourceGives",
       [](const KvSnapshot& kv, KvBatch* batch) {
         // The same article, but for its title.
         std::string source = SourceOfArticle(3);
         CatalogState catalog;
         catalog.mapping = Mapping::BuiltIn();
         source.replace(source.find("A title"), 7, "B title");
         ParsedArticle parsed =
             ValueOf(ParseArticle(source, catalog.mapping, catalog.limits));
         std::string record = schema::BuildRecord(
             "3", parsed, source.size(), schema::HashOf(SourceOfArticle(3)));
         auto before =
             ValueOf(schema::Record::Copy(Get(kv, Family::kArticles, IdOf(3))));
         ASSERT_THAT(
             schema::StampRecord(
                 {before.view().sequence(), before.view().imported()}, &record),
             IsOk());
         batch->Put(Family::kArticles, IdOf(3), record);
       },
       "article \"3\" has a record that its source does not give"},
      {"ASourceIsFlipped",
       [](const KvSnapshot& kv, KvBatch* batch) {
         std::string source = Get(kv, Family::kSources, IdOf(3));
         batch->Put(Family::kSources, IdOf(3), Flipped(source, 30));
       },
       "article \"3\": a source's bytes are damaged", false},
      {"ASourceIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kSources, IdOf(3));
       },
       "article \"3\" has no source", false},
      {"ASourceIsAnothers",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kSources, IdOf(3), EncodeSource("another"));
       },
       "article \"3\" has another source than its record says", false},
      {"ASourceIsLeftOver",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kSources, IdOf(900), EncodeSource("left"));
       },
       "has no record"},
      {"AKeyIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kKeys, "3");
       },
       "article \"3\" has no key entry"},
      {"AKeyIsGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kKeys, "3", "\x01");
       },
       "article \"3\": a key's entry is damaged", false},
      {"AKeyLeadsElsewhere",
       [](const KvSnapshot& kv, KvBatch* batch) {
         ChangeKey(kv, "3", batch,
                   [](KeyEntry* entry) { entry->id.bits += 1000; });
       },
       "article \"3\" has lost its record", false},
      {"AKeyHasAnotherSequence",
       [](const KvSnapshot& kv, KvBatch* batch) {
         ChangeKey(kv, "3", batch,
                   [](KeyEntry* entry) { entry->sequence += 1; });
       },
       "differ in their sequence number"},
      {"AKeyHasAnotherHash",
       [](const KvSnapshot& kv, KvBatch* batch) {
         ChangeKey(kv, "3", batch,
                   [](KeyEntry* entry) { entry->source_hash.low ^= 1; });
       },
       "differ in their source's hash", false},
      {"AChangeIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kChanges, engine::ChangeKey(4));
       },
       "article \"3\" is not in the list of changes under 4"},
      {"AChangeIsGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kChanges, engine::ChangeKey(4), "?");
       },
       "change 4 is damaged"},
      {"AChangeIsLeftOver",
       [](const KvSnapshot&, KvBatch* batch) {
         PutChange({900, ChangeKind::kUpdated, "3"}, 0, batch);
       },
       "change 900 is not the last of article \"3\""},
      {"TheHorizonIsGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kCatalog, std::string(kHorizonName), "?");
       },
       "catalog: horizon is damaged"},
      {"TheHorizonIsBeyondTheNextChange",
       [](const KvSnapshot&, KvBatch* batch) { PutHorizon(202, batch); },
       "catalog: horizon is damaged"},
      {"ATermIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kTerms, RareTerm());
       },
       "term \"rare\" of index 1 has no entry, but 1 articles have it"},
      {"ATermIsGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kTerms, RareTerm(), "\x01\x07");
       },
       "term \"rare\" of index 1: a term's entry is none"},
      {"ATermIsLeftOver",
       [](const KvSnapshot& kv, KvBatch* batch) {
         batch->Put(Family::kTerms, TermKey(kTopicIndex, TextTerm("gone")),
                    Get(kv, Family::kTerms, RareTerm()));
       },
       "term \"gone\" of index 1 lists article id "},
      {"ATermListsAnotherArticle",
       [](const KvSnapshot& kv, KvBatch* batch) {
         ChangeEntry(kv, RareTerm(), batch,
                     [](StoredTermEntry* entry) { entry->ids[0] -= 1; });
       },
       "term \"rare\" of index 1 does not list article id "},
      {"ATermMiscounts",
       [](const KvSnapshot& kv, KvBatch* batch) {
         ChangeEntry(kv, ManyTerm(), batch,
                     [](StoredTermEntry* entry) { entry->total += 5; });
       },
       "term \"many\" of index 1 counts 205 articles, but lists 200"},
      {"ATermIsSpeltOtherwise",
       [](const KvSnapshot& kv, KvBatch* batch) {
         ChangeEntry(kv, RareTerm(), batch, [](StoredTermEntry* entry) {
           entry->spellings[0].text = "RARE";
         });
       },
       "term \"rare\" of index 1 counts spellings that no article has"},
      {"FacetNamesAreLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kFacets, FacetNamesKey(kTopicIndex));
       },
       "the facets of index 1 are lost"},
      {"FacetNamesAreGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kFacets, FacetNamesKey(kTopicIndex), "?");
       },
       "facets: names are cut short"},
      {"FacetsNameATermTooMany",
       [](const KvSnapshot& kv, KvBatch* batch) {
         std::string bytes =
             Get(kv, Family::kFacets, FacetNamesKey(kTopicIndex));
         FacetNames names =
             ValueOf(ValueOf(FacetNamesView::Parse(bytes)).Copy());
         names.slots.push_back({TextTerm("gone"), "Gone"});
         batch->Put(Family::kFacets, FacetNamesKey(kTopicIndex),
                    EncodeFacetNames(names));
       },
       "the facets of index 1 name other terms than it has"},
      {"FacetsMiscount",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kFacets, ManyFacets(),
                    EncodeFacetCounts({1, 2, 3}));
       },
       "the facets of index 1 count other articles in bucket "},
      {"FacetCountsAreLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kFacets, ManyFacets());
       },
       "the facets of index 1 lack the counts of "},
      {"FacetCountsAreGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kFacets, ManyFacets(), "\x01??? ");
       },
       "facets: counts are none"},
      {"FacetsAreLeftOver",
       [](const KvSnapshot& kv, KvBatch* batch) {
         batch->Put(Family::kFacets, FacetNamesKey(99),
                    Get(kv, Family::kFacets, FacetNamesKey(kTopicIndex)));
       },
       "the facets of index 99 are of none that there is"},
      {"ABlockLacksAnArticle",
       [](const KvSnapshot&, KvBatch* batch) {
         MergeInto(ManyBlock(), MakeArticleId(ParseDate("2021-10-02"), 3).bits,
                   false, batch);
       },
       "term \"many\" of index 1 does not list article id "},
      {"ABlockHoldsAnArticleTooMany",
       [](const KvSnapshot&, KvBatch* batch) {
         MergeInto(ManyBlock(), MakeArticleId(ParseDate("2021-10-05"), 3).bits,
                   true, batch);
       },
       "which does not have it"},
      {"ABlockIsGarbled",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kPostings, ManyBlock(), "no posting block");
       },
       "term \"many\" of index 1: "},
      {"ABlockTakesADamagedOperand",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Merge(Family::kPostings, ManyBlock(), "no operand");
       },
       "term \"many\" of index 1: a posting block is marked as damaged"},
      {"ABlockIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kPostings, ManyBlock());
       },
       "term \"many\" of index 1 counts 200 articles, but lists 0"},
      {"ABlockIsLeftOver",
       [](const KvSnapshot& kv, KvBatch* batch) {
         batch->Put(Family::kPostings,
                    PostingKey(kTopicIndex, TextTerm("rare"), 7),
                    Get(kv, Family::kPostings, ManyBlock()));
       },
       "term \"rare\" of index 1 has a posting block that no entry knows"},
      {"ACardIsAnothers",
       [](const KvSnapshot&, KvBatch* batch) {
         PutCard(IdWithSerial(3), "another", batch);
       },
       "article \"3\" has a card that its record does not give"},
      {"ACardIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Merge(Family::kCards, CardPageKey(CardPageOf(IdWithSerial(3))),
                      EncodeCardOperand({IdWithSerial(3).bits, std::nullopt}));
       },
       "article \"3\": article id "},
      {"ACardIsLeftOver",
       [](const KvSnapshot&, KvBatch* batch) {
         PutCard(MakeArticleId(ParseDate("2020-10-02"), 0), "old", batch);
       },
       "there is a card of article id "},
      {"APageOfCardsTakesADamagedOperand",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Merge(Family::kCards, CardPageKey(CardPageOf(IdWithSerial(3))),
                      "no operand");
       },
       "a page of cards is marked as damaged"},
      {"APageOfCardsIsLost",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kCards,
                       CardPageKey(CardPageOf(IdWithSerial(3))));
       },
       "article \"3\": article id "},
      {"TheBytesAreMiscounted",
       [](const KvSnapshot& kv, KvBatch* batch) {
         Counters counters = ValueOf(ReadCounters(kv));
         counters.source_bytes += 1;
         PutCounters(counters, batch);
       },
       "bytes of sources"},
      {"APathIsForgotten",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Delete(Family::kCatalog, CatalogKey(kPathPrefix, "topics"));
       },
       "does not know the path \"topics\""},
      {"AnArticlesKeyIsNoId",
       [](const KvSnapshot&, KvBatch* batch) {
         batch->Put(Family::kArticles, "not an id", "");
       },
       "none of family articles"},
  };
  return kDamages;
}

}  // namespace pressmark::engine
