#!/usr/bin/env python3
"""Reads exports of one store back, by tools that are not ours.

usage: read_back.py FOLDER GRAMMARS

In FOLDER: count (how many articles there are); rows.jsonl, rows.json, rows.csv
and rows.tsv, of @key, @hash and all fields, by key; whole.jsonl, of select *,
by key; db.sqlite, feed.atom, feed.rss, feed.json by key; new.atom and new.rss,
the newest 20; tree, of markdown. Ends with a message where two disagree. What
is compared are values, and not only their number.
"""

import codecs
import csv
import datetime
import email.utils
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
WEB = ("http://", "https://")

codecs.register_error(
    "each", lambda error: ("\ufffd" * (error.end - error.start), error.end))


def same(what, found, wanted):
    if found != wanted:
        found, wanted = repr(found)[:300], repr(wanted)[:300]
        sys.exit(f"{what}:\n  found  {found}\n  wanted {wanted}")


def run(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ends with {done.returncode}: "
                 f"{done.stderr.decode()[-500:]}")
    return done.stdout.decode("utf-8")


def json_lines(path):
    text = path.read_bytes().decode("utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def check_flat(what, header, lines, rows):
    same(f"{what}: lines", len(lines), len(rows))
    for line, row in zip(lines, rows):
        same(f"{what}: columns", header, list(row))
        for cell, (name, value) in zip(line, row.items()):
            if value is None:
                value = ""
            elif not isinstance(value, str):
                cell = json.loads(cell)
            same(f"{what}: {row['@key']}: {name}", cell, value)


def tsv_cell(text):
    letters = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\(.)", lambda match: letters[match[1]], text)


def check_rows(folder, rows):
    same("json", json.loads((folder / "rows.json").read_text("utf-8")),
         {"rows": rows, "next": None})
    csv.field_size_limit(1 << 30)
    with open(folder / "rows.csv", encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    check_flat("csv", header, lines, rows)
    text = (folder / "rows.tsv").read_bytes().decode("utf-8")
    header, *lines = [line.split("\t") for line in text.split("\n")[:-1]]
    check_flat("tsv", header, [list(map(tsv_cell, line)) for line in lines],
               rows)
    out = run("jq", "-c", '[."@key", .title, .topic]', folder / "rows.jsonl")
    same("jq", [json.loads(line) for line in out.split("\n")[:-1]],
         [[row["@key"], row["title"], row["topic"]] for row in rows])
    run("jq", "-e", ".", folder / "whole.jsonl")


def utc(text):
    """A date of ours as the database and feeds have it."""
    if text is None or len(text) == 10:
        return text
    moment = datetime.datetime.fromisoformat(text)
    moment = moment.astimezone(datetime.timezone.utc)
    fraction = re.search(r"\.\d+", text)
    return (moment.replace(microsecond=0, tzinfo=None).isoformat()
            + (fraction[0] if fraction else "") + "Z")


def columns(database, table):
    return [row[1] for row in
            database.execute(f'pragma table_info("{table}")')]


def check_database(path, rows, fronts, bodies):
    shell = run("sqlite3", "-batch", path,
                "pragma integrity_check; pragma foreign_key_check;"
                "select count(*) from article; pragma application_id;")
    same("sqlite3", shell.split(), ["ok", str(len(rows)), "1347240274"])
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = columns(database, "article")
    fields = [name for name in names if name in rows[0]] if rows else []
    articles = database.execute("select * from article order by rowid")
    for stored, row in zip(articles.fetchall(), rows):
        stored = dict(zip(names, stored))
        key = row["@key"]
        same("sqlite: key", stored["key"], key)
        same(f"sqlite: {key}: hash", stored["source_hash"], row["@hash"])
        same(f"sqlite: {key}: front matter",
             json.loads(stored["front_matter"]), fronts[key])
        if key in bodies:
            same(f"sqlite: {key}: body", stored["body"], bodies[key])
        for name in fields:
            value = utc(row[name]) if name == "date" else row[name]
            same(f"sqlite: {key}: {name}", stored[name], value)
    tables = [row[0] for row in database.execute(
        "select name from sqlite_schema where type = 'table'")]
    for table in set(tables) - {"article", "pressmark"}:
        found = database.execute(
            f'select article, position, "{table}", date from "{table}" '
            "order by rowid").fetchall()
        wanted = [(row["@key"], i, value, utc(row["date"]))
                  for row in rows for i, value in enumerate(row[table] or [])]
        same(f"sqlite: {table}", found, wanted)


def in_xml(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def in_html(text):
    for mark, entity in ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), \
            ('"', "&quot;"):
        text = text.replace(mark, entity)
    return text


def moment_of(text):
    """The moment of a date of ours, to the second."""
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.replace(microsecond=0)


def child(element, name):
    found = element.find(name)
    return None if found is None else found.text or ""


def check_ids(what, ids):
    """Of two articles of one address nothing can be told apart."""
    made = [name for name in ids if not name.startswith(WEB)]
    same(f"{what}: ids", len(set(made)), len(made))
    for name in made:
        if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-"
                            r"[89ab][0-9a-f]{3}-[0-9a-f]{12}", name):
            sys.exit(f"{what}: {name} is no id")


def check_atom(path, rows, bodies):
    feed = ElementTree.parse(path).getroot()
    entries = feed.findall(ATOM + "entry")
    same("atom: entries", len(entries), len(rows))
    check_ids("atom", [child(entry, ATOM + "id") for entry in entries])
    updates = []
    for entry, row in zip(entries, rows):
        key = row["@key"]
        same(f"atom: {key}: title", child(entry, ATOM + "title"),
             in_xml(row["title"] or key))
        same(f"atom: {key}: authors",
             [author.text for author in entry.iter(ATOM + "name")],
             list(map(in_xml, row["author"] or [])))
        same(f"atom: {key}: topics",
             [topic.get("term") for topic in entry.iter(ATOM + "category")],
             list(map(in_xml, row["topic"] or [])))
        content = entry.find(ATOM + "content")
        same(f"atom: {key}: type", content.get("type"),
             "html" if key.endswith(".html") else "text")
        if key in bodies:
            same(f"atom: {key}: content", content.text or "",
                 in_xml(bodies[key]))
        published = child(entry, ATOM + "published")
        updated = child(entry, ATOM + "updated")
        updates.append(moment_of(updated))
        same(f"atom: {key}: dated", published is None, row["date"] is None)
        if published is not None:
            same(f"atom: {key}: date", moment_of(published),
                 moment_of(row["date"]))
            same(f"atom: {key}: updated", updated, published)
    if rows:
        same("atom: updated", moment_of(child(feed, ATOM + "updated")),
             max(updates))


def check_rss(path, rows, bodies):
    channel = ElementTree.parse(path).getroot().find("channel")
    items = channel.findall("item")
    same("rss: items", len(items), len(rows))
    check_ids("rss", [child(item, "guid") for item in items])
    dates = []
    for item, row in zip(items, rows):
        key = row["@key"]
        same(f"rss: {key}: title", child(item, "title"),
             in_xml(row["title"] or key))
        same(f"rss: {key}: authors",
             [author.text for author in item.findall(CREATOR)],
             list(map(in_xml, row["author"] or [])))
        same(f"rss: {key}: link", child(item, "link") is not None,
             item.find("guid").get("isPermaLink") == "true")
        body = child(item, CONTENT)
        if body is None:
            body = child(item, "description")
        if key in bodies:
            html = bodies[key]
            if not key.endswith(".html"):
                html = in_html(html)
            same(f"rss: {key}: body", body, in_xml(html))
        same(f"rss: {key}: dated", child(item, "pubDate") is None,
             row["date"] is None)
        if row["date"] is not None:
            dates.append(moment_of(row["date"]))
            same(f"rss: {key}: date",
                 email.utils.parsedate_to_datetime(child(item, "pubDate")),
                 dates[-1])
    if dates:
        same("rss: built", email.utils.parsedate_to_datetime(
            child(channel, "lastBuildDate")), max(dates))


def check_json_feed(path, rows, bodies):
    feed = json.loads(path.read_bytes().decode("utf-8"))
    same("jsonfeed", feed["version"], "https://jsonfeed.org/version/1.1")
    same("jsonfeed: items", len(feed["items"]), len(rows))
    check_ids("jsonfeed", [item["id"] for item in feed["items"]])
    for item, row in zip(feed["items"], rows):
        key = row["@key"]
        same(f"jsonfeed: {key}: title", item["title"], row["title"] or key)
        same(f"jsonfeed: {key}: tags", item.get("tags", []),
             row["topic"] or [])
        same(f"jsonfeed: {key}: authors", item.get("authors", []),
             [{"name": name} for name in row["author"] or []])
        content = "content_html" if key.endswith(".html") else "content_text"
        if key in bodies:
            same(f"jsonfeed: {key}: body", item[content], bodies[key])
        same(f"jsonfeed: {key}: dated", "date_published" in item,
             row["date"] is not None)
        if row["date"] is not None:
            same(f"jsonfeed: {key}: date", moment_of(item["date_published"]),
                 moment_of(row["date"]))


def check_grammar(folder, grammars, kind):
    for name in "feed", "new":
        run("xmllint", "--noout", "--huge", "--relaxng",
            grammars / f"{kind}.rng", folder / f"{name}.{kind}")


def check_reader(folder, kind):
    """The newest as a reader of feeds takes them."""
    import feedparser
    parsed = feedparser.parse(str(folder / f"new.{kind}"))
    same(f"feedparser: {kind}: bozo", parsed.bozo, False)
    same(f"feedparser: {kind}: version", parsed.version,
         {"atom": "atom10", "rss": "rss20"}[kind])
    root = ElementTree.parse(folder / f"new.{kind}").getroot()
    ids = [element.text for element in root.iter(
        {"atom": ATOM + "id", "rss": "guid"}[kind])]
    same(f"feedparser: {kind}: ids", [entry.id for entry in parsed.entries],
         ids[1:] if kind == "atom" else ids)


def bodies_of(tree):
    """What stands behind the front matter of each file, by its key."""
    bodies = {}
    for file in tree.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "each")
            fences = re.match(r"\ufeff?(?:[ \t]*\r?\n)*---[ \t]*\r?\n"
                              r"(?:.*\n)*?---[ \t]*(?:\r?\n|\Z)", text)
            bodies[file.relative_to(tree).as_posix()] = text[fences.end():]
    return bodies


def main():
    folder, grammars = map(pathlib.Path, sys.argv[1:])
    rows = json_lines(folder / "rows.jsonl")
    same("count", len(rows), int((folder / "count").read_text()))
    whole = json_lines(folder / "whole.jsonl")
    same("whole: keys", [row["@key"] for row in whole],
         [row["@key"] for row in rows])
    fronts = {row.pop("@key"): row for row in whole}
    bodies = bodies_of(folder / "tree")
    check_rows(folder, rows)
    check_database(folder / "db.sqlite", rows, fronts, bodies)
    check_atom(folder / "feed.atom", rows, bodies)
    check_rss(folder / "feed.rss", rows, bodies)
    check_json_feed(folder / "feed.json", rows, bodies)
    for kind in "atom", "rss":
        check_grammar(folder, grammars, kind)
        check_reader(folder, kind)
    print(f"{len(rows)} articles, {len(bodies)} bodies")


main()
