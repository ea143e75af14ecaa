#!/usr/bin/env python3
"""Makes the tables that `compare` prints from the lines its programs printed.

usage: table.py ratios WORK COMMAND      WORK/{lean,full}/{query,update}.jsonl
       table.py growth LOG COMMAND

COMMAND is what was called, to be told below the table.
"""

import datetime
import json
import math
import os
import pathlib
import platform
import statistics
import sys

CORPORA = ("lean", "full")

# Measures of the query set, and the most that their times may be, as a part of
# SQLite's: of lean articles, and of whole ones.
LIST, COUNT, READ = "list", "count", "read"
QUERIES = [
    ("Q1 count: big / mid / small topic", COUNT,
     ["q1_count_big", "q1_count_mid", "q1_count_small"],
     [0.001, 0.01, 0.1], [0.01, 0.05, 0.3]),
    ("Q2 newest 20: big / small topic", LIST,
     ["q2_newest20_big", "q2_newest20_small"], [0.5, 1.0], [0.9, 1.2]),
    ("Q3 topic and brand and year: newest 20", LIST,
     ["q3_newest20"], [0.5], [0.7]),
    ("Q3 count", COUNT, ["q3_count"], [0.05], [0.1]),
    ("Q4 (a or b) and not brand: newest 20", LIST,
     ["q4_newest20"], [0.5], [0.7]),
    ("Q4 count", COUNT, ["q4_count"], [0.2], [0.25]),
    ("Q5 a year: first 100", LIST, ["q5_first100"], [0.15], [0.4]),
    ("Q5 count", COUNT, ["q5_count"], [0.02], [0.05]),
    ("Q6 topics of a year: whole months / any range", COUNT,
     ["q6_facet", "q6_facet_any"], [0.01, 0.5], [0.03, 1.0]),
    ("Q7 keys and titles of a topic", LIST, ["q7_export"], [0.2], [0.9]),
    ("by key: document / one field of it", READ,
     ["get_doc_20k", "get_json_field_20k"], None, [2.0, 1.2]),
]
# What SQLite is not asked, and the question of its that costs it as much.
STANDS_FOR = {"q6_facet_any": "q6_facet"}
# What the goals become after updates.
UPDATED_LISTS = 4
UPDATED_COUNTS = 0.5


class Log:
    """Medians of what the programs of one log printed."""

    def __init__(self, path):
        self.values = {}
        if not path.exists():
            return
        for line in path.read_text().splitlines():
            if not line.startswith("{"):
                continue
            entry = json.loads(line)
            engine = entry.get("engine", "").split(" ")[0]
            for name, value in entry.items():
                if isinstance(value, (int, float)):
                    key = (engine, entry.get("op"), name)
                    self.values.setdefault(key, []).append(value)

    def get(self, engine, operation, name):
        values = self.values.get((engine, operation, name))
        return statistics.median(values) if values else None


def ratio(value, base):
    return None if value is None or not base else value / base


class Measure:
    """Figures of one corpus beside their goals; figures may be missing."""

    def __init__(self, figures, goals=None, most=True):
        self.figures = figures
        self.goals = goals
        self.most = most  # the goals are upper bounds, else lower ones

    def cells(self):
        if all(figure is None for figure in self.figures):
            return "–", "–"
        goals = self.goals or [None] * len(self.figures)
        figures = [self.cell(*pair) for pair in zip(self.figures, goals)]
        sign = "≤ " if self.most else "≥ "
        goal = sign + " / ".join(map(number, goals)) if self.goals else "–"
        return " / ".join(figures), goal

    def cell(self, figure, goal):
        if figure is None:
            return "–"
        met = goal is None or (figure <= goal if self.most else figure >= goal)
        return number(figure) if met else f"**{number(figure)}**"


def number(value):
    """Two digits that count, or all before the point."""
    if value >= 10:
        return f"{value:.0f}"
    return f"{float(f'{value:.1e}'):.10f}".rstrip("0").rstrip(".")


def query_ratios(log, names):
    def one(name):
        base = log.get("sqlite", "query", STANDS_FOR.get(name, name) + "_ms")
        return ratio(log.get("pressmark", "query", name + "_ms"), base)

    return [one(name) for name in names]


def updated_goals(kind, goals):
    if goals is None or kind == READ:
        return None
    if kind == COUNT:
        return [max(UPDATED_COUNTS, goal) for goal in goals]
    return [UPDATED_LISTS * goal for goal in goals]


class Corpus:
    """All that was measured on one corpus."""

    def __init__(self, work, name):
        self.full = name == "full"
        self.folder = work / name
        self.queries = Log(self.folder / "query.jsonl")
        self.updates = Log(self.folder / "update.jsonl")

    def rows(self):
        """Label and measure, the same labels whatever was measured."""
        for label, kind, names, *goals in QUERIES:
            yield label, Measure(query_ratios(self.queries, names),
                                 goals[self.full])
        for label, kind, names, *goals in QUERIES:
            yield "updated: " + label, Measure(
                query_ratios(self.updates, names),
                updated_goals(kind, goals[self.full]))
        yield from self.import_rows()
        yield from self.write_rows()
        yield ("export of whole articles, articles/s: jsonl / markdown",
               Measure(self.exports(), self.only_full([0.25, 0.25]),
                       most=False))

    def only_full(self, goals):
        return goals if self.full else None

    def imports(self, name):
        return [self.queries.get(engine, "import", name)
                for engine in ("pressmark-1", "pressmark-2")]

    def import_rows(self):
        rates = self.imports("articles_per_s")
        peer = self.queries.get("sqlite", "import", "articles_per_s")
        yield ("import, articles/s: 1 job / 2 jobs", Measure(
            [ratio(rate, peer) for rate in rates],
            self.only_full([1.2, 2]), most=False))
        again = self.imports("again_per_s")
        yield ("unchanged again, to that import: 1 job / 2 jobs", Measure(
            list(map(ratio, again, rates)), self.only_full([10, 10]),
            most=False))
        yield ("import, peak memory in MB: 1 job / 2 jobs",
               Measure(self.imports("rss_mb"), [300, 300]))
        yield ("compaction, to the import before it: 1 job / 2 jobs", Measure(
            list(map(ratio, self.imports("compact_s"), self.imports("s")))))
        yield ("compacted store, to the Markdown", Measure(
            [ratio(self.imports("compacted_bytes")[-1], self.source_bytes())],
            self.only_full([0.45])))
        yield ("query session, peak memory in MB", Measure(
            [self.queries.get("pressmark", "query", "rss_mb")],
            self.only_full([64])))

    def source_bytes(self):
        """Of the corpus's files; a lean corpus has none."""
        if not self.full:
            return None
        articles = self.queries.get("pressmark", "query", "articles")
        if articles is None:
            return None
        corpus = self.folder / f"c.{articles:.0f}"
        return sum(file.stat().st_size for file in corpus.rglob("*.md"))

    def exports(self):
        """Rates, so the times the other way round."""
        return [ratio(self.updates.get("sqlite", "export", name),
                      self.updates.get("pressmark", "export", name))
                for name in ("jsonl_us", "markdown_us")]

    def write_rows(self):
        def to_peer(name):
            return ratio(self.updates.get("pressmark", "update", name),
                         self.updates.get("sqlite", "update", name))

        yield ("single puts without sync, a second: change / delete and put",
               Measure([to_peer("updates_per_s"),
                        to_peer("delete_plus_reinsert_per_s")],
                       [1, 1], most=False))
        yield ("single durable puts, to the disk's fdatasyncs", Measure(
            [ratio(self.updates.get("pressmark", "puts", "durable_puts_per_s"),
                   self.updates.get("pressmark", "puts", "fdatasync_per_s"))],
            [0.5], most=False))


def machine():
    model = platform.processor()
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return f"{os.cpu_count()} cores of {model}"


def articles_of(corpus):
    articles = corpus.queries.get("pressmark", "query", "articles")
    return "none" if articles is None else f"{articles:,.0f}"


def print_row(*cells):
    print("| " + " | ".join(cells) + " |")


def print_ratios(work, command):
    lean, full = (Corpus(work, name) for name in CORPORA)
    print_row("measure", f"{articles_of(lean)} lean", "goal",
              f"{articles_of(full)} full", "goal")
    print_row(*["---"] * 5)
    for (label, of_lean), (_, of_full) in zip(lean.rows(), full.rows()):
        print_row(label, *of_lean.cells(), *of_full.cells())
    print(f"\nTo SQLite in the same rounds, medians; bold: short of its goal. "
          f"Lean articles with a block cache of 256 MB, as large as SQLite's, "
          f"full ones with the default of 24 MB. "
          f"{datetime.date.today()}, {machine()}: `{command}`.")


GROWTH = [("q2_newest20_big", "Q2 big"), ("q2_newest20_small", "Q2 small"),
          ("q3_newest20", "Q3 newest"), ("q3_count", "Q3 count"),
          ("q4_newest20", "Q4 newest"), ("q4_count", "Q4 count")]


def read_growth(path):
    """For each number of articles the medians of what was measured."""
    sizes = {}
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        if entry.get("engine", "").startswith("pressmark"):
            figures = sizes.setdefault(entry["articles"], {})
            for name, value in entry.items():
                if isinstance(value, (int, float)):
                    figures.setdefault((entry["op"], name), []).append(value)
    return {size: {name: statistics.median(values)
                   for name, values in figures.items()}
            for size, figures in sorted(sizes.items())}


def exponent(sizes, times):
    """The slope of the logarithm of time over that of size."""
    if len(sizes) < 2:
        return "–"
    slope = statistics.linear_regression([math.log(size) for size in sizes],
                                         [math.log(time) for time in times])
    return f"{slope.slope:.2f}"


def print_growth(path, command):
    sizes = read_growth(path)
    columns = [("import, s", ("import", "s")),
               ("peak MB", ("import", "rss_mb"))]
    columns += [(f"{label}, ms", ("query", name + "_ms"))
                for name, label in GROWTH]
    print_row("lean articles", *[label for label, _ in columns])
    print_row(*["---"] * (len(columns) + 1))
    for size, figures in sizes.items():
        print_row(f"{size:,}", *[number(figures[name]) for _, name in columns])
    print_row("exponent", *[
        exponent(list(sizes), [figures[name] for figures in sizes.values()])
        for _, name in columns])
    print(f"\n{datetime.date.today()}, {machine()}: `{command}`.")


if __name__ == "__main__":
    commands = {"ratios": print_ratios, "growth": print_growth}
    if len(sys.argv) != 4 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](pathlib.Path(sys.argv[2]), sys.argv[3])
