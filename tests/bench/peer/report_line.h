#ifndef PRESSMARK_TESTS_BENCH_PEER_REPORT_LINE_H_
#define PRESSMARK_TESTS_BENCH_PEER_REPORT_LINE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::bench {

// What a run found, as one JSON object on one line.
class ReportLine {
 public:
  ReportLine(std::string_view engine, std::string_view operation);

  void Add(std::string_view name, std::uint64_t number);
  // With so many digits behind the point.
  void Add(std::string_view name, double number, int digits);
  // A member of "answers", in hexadecimal digits.
  void AddAnswer(std::string_view name, std::uint64_t answer);

  // To stdout, the answers at the end.
  void Print() const;

 private:
  std::string members_;
  std::string answers_;
};

}  // namespace pressmark::bench

#endif  // PRESSMARK_TESTS_BENCH_PEER_REPORT_LINE_H_
