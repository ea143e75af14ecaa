// Does with the library what the peers of tests/README.md do with theirs, and
// prints what each run found as one line of JSON.

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/peer/commands.h"

namespace pressmark::bench {
namespace {

constexpr const char* kUsage =
    "usage: pressmark-bench import STORE [--dir FOLDER | --lean FILE]"
    " [--jobs N] [--again]\n"
    "       pressmark-bench query STORE [--params FILE] [--cache MEGABYTES]\n"
    "       pressmark-bench update STORE N\n"
    "       pressmark-bench puts STORE\n"
    "--dir, --lean and --params are $CORPUS, $LEAN_FILE and $PARAMS unless"
    " given; import makes STORE, which must be absent.\n";

[[noreturn]] void FailUsage() {
  std::fputs(kUsage, stderr);
  std::exit(2);
}

// The words behind the command and the store: options, and their values.
class Arguments {
 public:
  explicit Arguments(std::vector<std::string> words)
      : words_(std::move(words)) {}

  // Whether there is another option; it becomes the present one.
  bool Next() { return next_ < words_.size() && (++next_, true); }
  bool Is(std::string_view name) const { return words_[next_ - 1] == name; }
  // The value of the present option.
  std::string Value() {
    if (next_ == words_.size()) FailUsage();
    return words_[next_++];
  }
  unsigned Number() {
    std::string digits = Value();
    unsigned number = 0;
    auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || *end != '\0' || number == 0) FailUsage();
    return number;
  }

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

void Import(const std::string& store, Arguments arguments) {
  ImportOptions options;
  std::string lean = Environment("LEAN_FILE");
  options.corpus = {lean.empty() ? Environment("CORPUS") : lean, !lean.empty()};
  while (arguments.Next()) {
    if (arguments.Is("--dir")) {
      options.corpus = {arguments.Value(), false};
    } else if (arguments.Is("--lean")) {
      options.corpus = {arguments.Value(), true};
    } else if (arguments.Is("--jobs")) {
      options.jobs = arguments.Number();
    } else if (arguments.Is("--again")) {
      options.again = true;
    } else {
      FailUsage();
    }
  }
  if (options.corpus.path.empty()) FailUsage();
  RunImport(store, options);
}

void Query(const std::string& store, Arguments arguments) {
  std::string parameters = Environment("PARAMS");
  OpenOptions options;
  while (arguments.Next()) {
    if (arguments.Is("--params")) {
      parameters = arguments.Value();
    } else if (arguments.Is("--cache")) {
      options.block_cache_bytes = std::size_t{arguments.Number()} << 20;
    } else {
      FailUsage();
    }
  }
  if (parameters.empty()) FailUsage();
  RunQuery(store, parameters, options);
}

void Run(const std::vector<std::string>& words) {
  if (words.size() < 2) FailUsage();
  Arguments arguments({words.begin() + 2, words.end()});
  if (words[0] == "import") return Import(words[1], std::move(arguments));
  if (words[0] == "query") return Query(words[1], std::move(arguments));
  if (words[0] == "update") return RunUpdate(words[1], arguments.Number());
  if (words[0] == "puts" && words.size() == 2) return RunPuts(words[1]);
  FailUsage();
}

}  // namespace
}  // namespace pressmark::bench

int main(int argc, char** argv) {
  pressmark::bench::Run({argv + 1, argv + argc});
  return 0;
}
