#ifndef PRESSMARK_TESTS_SUPPORT_CORPORA_H_
#define PRESSMARK_TESTS_SUPPORT_CORPORA_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

// Articles of real sites, which are read where they stand and are no part of
// the source: below $PRESSMARK_SHARED, or ../shared beside the source where it
// is not set. A test that needs them has "Corpus" in its name and begins with
//
//   PRESSMARK_NEEDS_SHARED("corpora/18f.tar.gz");
namespace pressmark::test {

// The names of the archives `corpora/NAME.tar.gz`, those of whole sites first.
const std::vector<std::string>& CorpusNames();

// The path of a file below the shared folder; empty where it is not there.
std::string SharedPath(std::string_view name);

// Unpacks `corpora/NAME.tar.gz` into a folder, which must be there. Throws
// where that fails.
void UnpackCorpus(std::string_view name, const std::string& folder);

// The files of `corpora/NAME.tar.gz` with their bytes, by path in byte order:
// what UnpackCorpus leaves in a folder, read without making thousands of files.
// Throws where that fails.
std::map<std::string, std::string> ReadCorpus(std::string_view name);

// The bytes of a file. Throws where it cannot be read.
std::string ReadWholeFile(const std::string& path);

// The files of `folder` and below, as paths from it with `/`, in byte order.
std::vector<std::string> FilesBelow(const std::string& folder);

}  // namespace pressmark::test

// Skips the running test where a file below the shared folder is absent.
#define PRESSMARK_NEEDS_SHARED(name)                                  \
  if (::pressmark::test::SharedPath(name).empty())                    \
  GTEST_SKIP() << "the corpus file " << (name)                        \
               << " is not there; PRESSMARK_SHARED names the folder " \
                  "of real articles"

#endif  // PRESSMARK_TESTS_SUPPORT_CORPORA_H_
