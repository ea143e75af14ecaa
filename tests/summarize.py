#!/usr/bin/env python3
"""Sums up what the test programs reported.

usage: summarize.py RESULTS PROGRAMS

RESULTS is a folder of GoogleTest's XML reports, PROGRAMS a file that names the
program of each, a line each. Prints each failed and each skipped test, then
"N passed, N failed, N skipped". A program without a report counts as one
failure: it crashed, or never ran.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def cases(report):
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None:
            yield name, "failed", ""
        elif case.get("result") == "skipped":
            skipped = case.find("skipped")
            message = "" if skipped is None else skipped.get("message", "")
            yield name, "skipped", message.strip().splitlines()[-1:]
        elif case.get("status") == "run":
            yield name, "passed", ""


def main():
    results = pathlib.Path(sys.argv[1])
    programs = pathlib.Path(sys.argv[2]).read_text().split()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for program in programs:
        report = results / f"{program}.xml"
        if not report.exists():
            print(f"failed: {program} ended without a report")
            counts["failed"] += 1
            continue
        for name, outcome, message in cases(report):
            counts[outcome] += 1
            if outcome != "passed":
                print(f"{outcome}: {program} {name} {' '.join(message)}".strip())
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
