#ifndef PRESSMARK_TESTS_BENCH_PEER_CORPUS_H_
#define PRESSMARK_TESTS_BENCH_PEER_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::bench {

// Where the generated articles are: a folder tree of Markdown files, or a
// "lean" file with a line an article: number, Unix second, brand, title and
// topics between '|', with tabs between them.
struct CorpusPlace {
  std::string path;
  bool lean = false;
};

// An article of a corpus that was not read yet.
struct CorpusItem {
  std::string key;
  std::string text;  // of a file its path, of a lean article its line
};

// The articles of a corpus, in the order of their numbers. For one thread at a
// time, but for SourceOf.
class Corpus {
 public:
  static std::unique_ptr<Corpus> Open(const CorpusPlace& place);
  virtual ~Corpus() = default;

  // The next articles, `count` of them but at the end.
  std::vector<CorpusItem> Next(std::size_t count);
  // The Markdown of an article: reads the file, or makes front matter of the
  // line. Any thread.
  virtual std::string SourceOf(const CorpusItem& item) const = 0;

 protected:
  virtual bool NextItem(CorpusItem* item) = 0;
};

// The number of the article under a key: the digits of its file name.
std::uint64_t NumberOf(std::string_view key);
// The key of an article in a store made from a lean corpus, or from files.
std::string LeanKeyOf(std::uint64_t number);
std::string FileKeyOf(std::uint64_t number);

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_CORPUS_H_
