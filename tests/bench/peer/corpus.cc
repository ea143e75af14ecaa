#include "tests/bench/peer/corpus.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <pressmark/date.h>

#include "tests/bench/require.h"

namespace pressmark::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFilesAFolder = 1'000;

void Fail(const std::string& message) { Require(InvalidArgument(message)); }

template <typename Number>
Number NumberIn(std::string_view digits) {
  Number number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// The text up to the next `separator`, which it takes off `rest` with it.
std::string_view Cut(std::string_view* rest, char separator) {
  std::size_t end = std::min(rest->find(separator), rest->size());
  std::string_view cut = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return cut;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted += '\'';
}

std::string DateOfUnixSecond(std::int64_t second) {
  Date date;
  date.microseconds = (second + DaysFromCivil({1970, 1, 1}) * kSecondsPerDay) *
                      kMicrosecondsPerSecond;
  date.precision = DatePrecision::kSecond;
  return FormatDate(date);
}

class LeanCorpus : public Corpus {
 public:
  explicit LeanCorpus(const std::string& path) : file_(path) {
    if (!file_) Fail("cannot open " + path);
  }

  std::string SourceOf(const CorpusItem& item) const override {
    std::string_view rest = item.text;
    std::string source = "---\nid: ";
    source += Cut(&rest, '\t');
    auto second = NumberIn<std::int64_t>(Cut(&rest, '\t'));
    source += "\ndate: " + Quoted(DateOfUnixSecond(second));
    source += "\nlink:\n  brand: ";
    source += Cut(&rest, '\t');
    std::string title = Quoted(Cut(&rest, '\t'));
    source += "\nopenProjectCustomFields:\n  medigyTopics:\n";
    while (!rest.empty()) {
      source += "    - " + Quoted(Cut(&rest, '|')) + '\n';
    }
    return source + "title: " + title + "\n---\n";
  }

 protected:
  bool NextItem(CorpusItem* item) override {
    if (!std::getline(file_, item->text)) return false;
    std::string_view rest = item->text;
    item->key = LeanKeyOf(NumberIn<std::uint64_t>(Cut(&rest, '\t')));
    return true;
  }

 private:
  std::ifstream file_;
};

class FolderCorpus : public Corpus {
 public:
  explicit FolderCorpus(const std::string& path) : root_(path) {
    if (!fs::is_directory(path)) Fail(path + " is not a folder");
    Enter(path);
  }

  std::string SourceOf(const CorpusItem& item) const override {
    std::ifstream file(item.text, std::ios::binary);
    file.seekg(0, std::ios::end);
    std::string source(static_cast<std::size_t>(file.tellg()), '\0');
    file.seekg(0);
    file.read(source.data(), static_cast<std::streamsize>(source.size()));
    if (!file) Fail("cannot read " + item.text);
    return source;
  }

 protected:
  bool NextItem(CorpusItem* item) override {
    while (!pending_.empty()) {
      fs::directory_entry entry = std::move(pending_.back());
      pending_.pop_back();
      if (entry.is_directory()) {
        Enter(entry.path());
      } else if (entry.path().extension() == ".md") {
        item->text = entry.path().native();
        item->key = item->text.substr(root_.size() + 1);
        return true;
      }
    }
    return false;
  }

 private:
  // Puts what a folder holds in front of all that is pending.
  void Enter(const fs::path& folder) {
    auto before = static_cast<std::ptrdiff_t>(pending_.size());
    std::copy(fs::directory_iterator(folder), fs::directory_iterator(),
              std::back_inserter(pending_));
    std::sort(pending_.begin() + before, pending_.end(),
              [](const auto& left, const auto& right) {
                return left.path().native() > right.path().native();
              });
  }

  std::string root_;
  std::vector<fs::directory_entry> pending_;  // the next one last
};

}  // namespace

std::unique_ptr<Corpus> Corpus::Open(const CorpusPlace& place) {
  if (place.lean) return std::make_unique<LeanCorpus>(place.path);
  return std::make_unique<FolderCorpus>(place.path);
}

std::vector<CorpusItem> Corpus::Next(std::size_t count) {
  std::vector<CorpusItem> items;
  CorpusItem item;
  while (items.size() < count && NextItem(&item)) {
    items.push_back(std::move(item));
  }
  return items;
}

std::uint64_t NumberOf(std::string_view key) {
  return NumberIn<std::uint64_t>(key.substr(key.rfind('/') + 1));
}

std::string LeanKeyOf(std::uint64_t number) {
  std::array<char, 32> key;
  std::snprintf(key.data(), key.size(), "%08llu",
                static_cast<unsigned long long>(number));
  return key.data();
}

std::string FileKeyOf(std::uint64_t number) {
  std::array<char, 32> folder;
  std::snprintf(folder.data(), folder.size(), "%05llu/",
                static_cast<unsigned long long>((number - 1) / kFilesAFolder));
  return folder.data() + LeanKeyOf(number) + ".md";
}

}  // namespace pressmark::bench
