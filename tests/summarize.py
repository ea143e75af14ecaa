#!/usr/bin/env python3
"""Sums up what the tests reported.

usage: summarize.py RESULTS PROGRAMS

RESULTS is a folder of GoogleTest's XML reports and of CTest's own, ctest.xml.
PROGRAMS is a file that names the GoogleTest programs, a line each: their cases
count one by one, every other test of CTest as one. Prints each failed and each
skipped test, then "N passed, N failed, N skipped". A program that failed though
none of its cases did, or that left no report, counts as one failure: it
crashed, leaked, or never ran.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def parse(report):
    """A report's cases. CTest's holds what the tests printed, as it stands."""
    text = report.read_text(errors="replace")
    text = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", text)
    return ElementTree.fromstring(text).iter("testcase")


def cases(report):
    for case in parse(report):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None:
            yield name, "failed", ""
        elif case.get("result") == "skipped":
            skipped = case.find("skipped")
            message = "" if skipped is None else skipped.get("message", "")
            yield name, "skipped", " ".join(message.strip().splitlines()[-1:])
        elif case.get("status") == "run":
            yield name, "passed", ""


def outcomes(results, programs):
    ran = parse(results / "ctest.xml")
    passed = {case.get("name"): case.get("status") == "run" for case in ran}
    for name in sorted(set(passed) | set(programs)):
        report = results / f"{name}.xml"
        whole = passed.get(name, False)
        if name not in programs:
            yield name, "passed" if whole else "failed", ""
        elif not report.exists():
            yield name, "failed", "ended without a report"
        else:
            found = list(cases(report))
            yield from ((f"{name} {case}", *rest) for case, *rest in found)
            if not whole and all(rest[1] != "failed" for rest in found):
                yield name, "failed", "failed though no case of it did"


def main():
    results = pathlib.Path(sys.argv[1])
    programs = pathlib.Path(sys.argv[2]).read_text().split()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for name, outcome, message in outcomes(results, programs):
        counts[outcome] += 1
        if outcome != "passed":
            print(f"{outcome}: {name} {message}".strip())
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
