#include <algorithm>
#include <iterator>
#include <utility>

#include <pressmark/completion.h>
#include <pressmark/query.h>

#include "query/bind_subject.h"
#include "query/complete_name.h"
#include "query/complete_value.h"
#include "query/complete_word.h"
#include "query/parser/place.h"
#include "query/vocabulary.h"
#include "schema/guard.h"

namespace pressmark {

namespace {

using query::parser::Place;
using query::parser::PlaceKind;

// Completes one place in a query; the scope is that of the brackets open there.
class Completer {
 public:
  Completer(const engine::Reader& reader, std::string_view text,
            std::size_t limit)
      : reader_(reader),
        text_(text),
        limit_(limit),
        place_(query::parser::PlaceAtEnd(text, reader.limits())),
        vocabulary_(reader),
        // Whether a name is known shows in what is found for it.
        context_{text, vocabulary_, no_parameters_, {}, true} {}

  Result<Completions> Complete() {
    done_.begin = place_.begin;
    if (place_.kind == PlaceKind::kNowhere || !OpenScope()) return done_;
    Status status;
    if (place_.kind == PlaceKind::kName ||
        place_.kind == PlaceKind::kReference) {
      status = AddNames();
    }
    if (place_.kind == PlaceKind::kValue) status = AddValues();
    if (!status.ok()) return status;
    if (place_.kind == PlaceKind::kOther) done_.begin = place_.word;
    bool word = place_.quote == 0 && done_.begin == place_.word;
    if (word) AddWords();
    CutTo(limit_);
    return done_;
  }

 private:
  bool OpenScope() {
    for (const query::parser::Path& path : place_.elements) {
      auto elements = query::BindElements(path, scope_, context_);
      if (!elements.ok()) return false;
      scope_ = query::InsideOf(*elements, scope_);
    }
    return true;
  }

  Status AddNames() {
    auto names = query::CompleteName(text_, place_, scope_.names, reader_);
    if (!names.ok()) return names.status();
    done_.candidates = *std::move(names);
    return {};
  }

  Status AddValues() {
    auto subject = query::BindOperand(place_.operand, scope_, context_);
    // What cannot be asked of has no values.
    if (!subject.ok()) return {};
    type_ = query::TypeOf(*subject);
    auto values =
        query::CompleteValue(place_, *subject, scope_.names, reader_, limit_);
    if (!values.ok()) return values.status();
    done_.candidates = std::move(values->values);
    done_.cut = values->cut;
    return {};
  }

  // Words are few and never cut for the sake of names and values.
  void AddWords() {
    std::vector<Completion> words =
        query::CompleteWord(text_.substr(0, place_.word),
                            text_.substr(place_.word), type_, reader_.limits());
    words.resize(std::min(words.size(), limit_));
    CutTo(limit_ - words.size());
    std::move(words.begin(), words.end(), std::back_inserter(done_.candidates));
  }

  void CutTo(std::size_t count) {
    if (done_.candidates.size() <= count) return;
    done_.candidates.resize(count);
    done_.cut = true;
  }

  const engine::Reader& reader_;
  std::string_view text_;
  std::size_t limit_;
  Place place_;
  query::StoreVocabulary vocabulary_;
  Parameters no_parameters_;
  query::BindContext context_;
  query::Scope scope_;
  query::ValueType type_ = query::ValueType::kAny;
  Completions done_;
};

}  // namespace

Result<Completions> Complete(const Snapshot& snapshot, std::string_view text,
                             std::size_t cursor,
                             const CompletionOptions& options) {
  return schema::Guarded([&]() -> Result<Completions> {
    if (!snapshot.reader()) {
      return InvalidArgument("the snapshot was moved from");
    }
    Completer completer(*snapshot.reader(), text.substr(0, cursor),
                        options.limit);
    return completer.Complete();
  });
}

}  // namespace pressmark
