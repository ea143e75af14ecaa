"""Whether what incremental exports left is what whole exports give.

  nightly.py FULL.jsonl FULL.db KEPT.db DELTA.jsonl...

Replays the deltas, oldest first, into an empty dictionary, and compares the
databases table by table. Says what differs and ends with 1, or says how many
rows there are.
"""

import json
import sqlite3
import sys


def rows_of(path):
    rows = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["@key"] in rows:
                sys.exit(f"{path}: {row['@key']} twice")
            rows[row["@key"]] = row
    return rows


def replay(deltas):
    state = {}
    for delta in deltas:
        for key, row in rows_of(delta).items():
            if row.get("@deleted") is True:
                state.pop(key, None)
            else:
                state[key] = row
    return state


def tables_of(path):
    with sqlite3.connect(path) as database:
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            sys.exit(f"{path}: {sound}")
        names = database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {
            name: sorted(repr(row) for row in database.execute(
                f'SELECT * FROM "{name}"'))
            for (name,) in names.fetchall()
        }


def main():
    full_rows, full_database, kept_database, *deltas = sys.argv[1:]
    full, replayed = rows_of(full_rows), replay(deltas)
    if full != replayed:
        keys = [key for key in full.keys() | replayed.keys()
                if full.get(key) != replayed.get(key)]
        sys.exit(f"{len(keys)} rows differ, such as {sorted(keys)[:3]}")
    full_tables, kept_tables = tables_of(full_database), tables_of(kept_database)
    if full_tables.keys() != kept_tables.keys():
        sys.exit("the databases have other tables")
    for name, rows in full_tables.items():
        if rows != kept_tables[name]:
            sys.exit(f"table {name} differs: {len(rows)} rows, and "
                     f"{len(kept_tables[name])}")
    print(len(full))


main()
