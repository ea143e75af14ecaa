#include "tests/bench/peer/report_line.h"

#include <cstdio>

namespace pressmark::bench {

namespace {

// The names and texts are this program's own: there is nothing to escape.
std::string Quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

void AddMember(std::string_view name, const std::string& json,
               std::string* members) {
  if (!members->empty()) *members += ',';
  *members += Quoted(name) + ':' + json;
}

}  // namespace

ReportLine::ReportLine(std::string_view engine, std::string_view operation) {
  AddMember("engine", Quoted(engine), &members_);
  AddMember("op", Quoted(operation), &members_);
}

void ReportLine::Add(std::string_view name, std::uint64_t number) {
  AddMember(name, std::to_string(number), &members_);
}

void ReportLine::Add(std::string_view name, double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  AddMember(name, text, &members_);
}

void ReportLine::AddAnswer(std::string_view name, std::uint64_t answer) {
  char text[32];
  std::snprintf(text, sizeof text, "\"%llx\"",
                static_cast<unsigned long long>(answer));
  AddMember(name, text, &answers_);
}

void ReportLine::Print() const {
  std::string line = '{' + members_;
  if (!answers_.empty()) line += ",\"answers\":{" + answers_ + '}';
  std::printf("%s}\n", line.c_str());
}

}  // namespace pressmark::bench
