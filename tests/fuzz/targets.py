"""Targets: one function for each thing that is fuzzed; each takes bytes and fails only when a promise is broken."""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts import registry
from scripts.intake import approval as approvals
from scripts.intake import codelist, method, table, values
from scripts.intake.approval import Entry, canonical, sha256
from scripts.intake.draft import table_bytes
from scripts.intake.importer import extract_all
from scripts.intake.mappingfile import parse
from scripts.intake.notation import BadNotation, read_json
from scripts.intake.source import read
from scripts.model.problem import Rejected
from scripts.model.release import NotAReleasePath, Release, ReleaseId
from scripts.model.table import Schema, written
from tests.disclosures import sample

ROOMS = registry.disclosures()
ROOM = registry.disclosure("budget_execution", "department_execution")
ODD_TEXTS = (
    "", "甲", "<b>", "0", "-0", "-1", "0.5", "1", "3", "100", "100.01", "999999999999999999999999", "0.000000000001",
    "2024-02-29", "1900-01-01", "2999-12-31", "是", "否", "a|b", "=1", "甲\u202e乙", "NaN", "1e400", " 1", "长" * 300,
)  # fmt: skip


@functools.cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


@functools.cache
def _lists(room: registry.Disclosure) -> dict[str, Any]:
    folder = sample.folder(room) / "codelists"
    return codelist.read_all(folder) if folder.is_dir() else {}


def _told(rejected: Rejected) -> None:
    """Hold that a refusal says file, fault and cure, and can be printed."""
    assert rejected.problems
    for problem in rejected.problems:
        assert problem.place.file, problem
        assert problem.fix, problem
    str(rejected).encode("utf-8", "backslashreplace")


def importing(data: bytes) -> None:
    """A staff file of any bytes: rows or problems; what comes in reads back from the draft as it came."""
    path = _folder() / "表.bin"
    path.write_bytes(data)
    try:
        found = extract_all(read(path), ROOM.schemas, _lists(ROOM))
    except Rejected as rejected:
        _told(rejected)
        return
    for one in found:
        schema = ROOM.schemas[one.resource]
        content = table_bytes(schema, one.records)
        with contextlib.suppress(Rejected):
            again = table.parse(content, schema, _lists(ROOM), "data.csv")
            assert table_bytes(schema, again.records()) == content


def tables(data: bytes) -> None:
    """A release's CSV of any bytes: a table that is written with the same cells, or problems."""
    try:
        made = table.parse(data, ROOM.schemas["data"], _lists(ROOM), "data.csv")
    except Rejected as rejected:
        _told(rejected)
        return
    for record in made.records():
        for value in record.values():
            assert not isinstance(value, float)
            assert not isinstance(value, Decimal) or value.is_finite()


def codes(data: bytes) -> None:
    """A code list of any bytes: every code may stand in an address."""
    path = _folder() / "codes.csv"
    path.write_bytes(data)
    try:
        made = codelist.read(path, "data/codelists/codes.csv")
    except Rejected as rejected:
        _told(rejected)
        return
    assert all(codelist.CODE.fullmatch(code) and entry.name for code, entry in made.items())


def methods(data: bytes) -> None:
    """A rule of any bytes: versions in order, or problems."""
    path = _folder() / "rule.toml"
    path.write_bytes(data)
    try:
        made = method.read(path, "data/methods/rule.toml")
    except Rejected as rejected:
        _told(rejected)
        return
    assert [one.effective for one in made] == sorted({one.effective for one in made})


def mappings(data: bytes) -> None:
    """A mapping of any bytes: mappings or problems."""
    try:
        parse(data.decode("utf-8", "replace"), "m.toml", ROOM.schemas)
    except Rejected as rejected:
        _told(rejected)


def approving(data: bytes) -> None:
    """An approval of any bytes: what is written of it reads back the same."""
    try:
        made = approvals.parse(data)
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    text = "".join((made.organ, made.document, *made.files, *made.explained, *made.explained.values()))
    if list(approvals.unsafe(made, "approval.json")) or not text.isprintable():
        return
    again = approvals.parse(approvals.write(made))
    assert (again.organ, again.document, again.date, again.issued) == (
        made.organ,
        made.document,
        made.date,
        made.issued,
    )
    assert (again.files, again.methods, again.explained) == (made.files, made.methods, made.explained)


def ledgers(data: bytes) -> None:
    """A ledger of any bytes: the chain reads back byte for byte, or is broken."""
    path = _folder() / "ledger.jsonl"
    path.write_bytes(data)
    try:
        entries = approvals.read_ledger(path, "data/ledger.jsonl")
    except Rejected as rejected:
        _told(rejected)
        return
    assert [one.line() for one in entries] == data.splitlines()


def chains(data: bytes) -> None:
    """A ledger that is written is read; with any one byte changed it is not."""
    noise = random.Random(data)
    entries: list[Entry] = []
    for number in range(1, 2 + noise.randrange(4)):
        previous = entries[-1].sha256 if entries else approvals.FIRST
        id = f"{ROOM}/{1000 + number}/r1"
        entries.append(Entry(number, id, sha256(noise.randbytes(8)), f"{2000 + number}-01-01T09:00:00+08:00", previous))
    whole = b"".join(one.line() + b"\n" for one in entries)
    path = _folder() / "chain.jsonl"
    path.write_bytes(whole)
    assert approvals.read_ledger(path, "data/ledger.jsonl") == entries
    last = len(entries[-1].line())
    # The last line is held by no later one: git and the published ledgers hold it.
    at = noise.randrange(max(1, len(whole) - last - 1))
    spoilt = bytearray(whole)
    spoilt[at] ^= 1 + noise.randrange(255)
    path.write_bytes(bytes(spoilt))
    if len(entries) > 1:
        try:
            read_again = approvals.read_ledger(path, "data/ledger.jsonl")
        except Rejected:
            return
        raise AssertionError(f"byte {at} of {whole!r} changed unseen: {read_again}")


def addresses(data: bytes) -> None:
    """An address of any text: what is taken is written the same and leads nowhere else."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        id = ReleaseId.parse(text)
    except NotAReleasePath:
        return
    assert ReleaseId.parse(str(id)) == id
    assert str(id).isascii()
    assert ".." not in str(id)
    assert id.period.start <= id.period.end


def jsons(data: bytes) -> None:
    """JSON of any bytes: canonical bytes of it read back as the same value."""
    try:
        value = read_json(data)
        content = canonical(value)
    except (BadNotation, UnicodeEncodeError):
        return
    assert canonical(read_json(content)) == content


def kept_values(data: bytes) -> None:
    """``values.csv`` of any bytes: pairs or an error that is caught."""
    found = values.changed(data, {}, "values.csv")
    assert all(problem.fix for problem in found)


def _mutated(schema: Schema, content: bytes, noise: random.Random) -> bytes:
    """Return a table of a sample with some cells, rows or both changed to what its schema may still take."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header, body = rows[0], rows[1:]
    for _ in range(1 + noise.randrange(4)):
        kind = noise.randrange(10)
        if kind == 0 or not body:
            body = []
        elif kind == 1:
            del body[noise.randrange(len(body))]
        elif kind == 2:
            noise.shuffle(body)
        elif kind == 3:
            body.append(list(noise.choice(body)))
        else:
            column = noise.randrange(len(header))
            others = [row[column] for row in body if column < len(row)]
            field = schema[header[column]]
            enum = [str(one) for one in field.constraints.get("enum", ())]
            choices = [*others, *others, *enum, noise.choice(ODD_TEXTS), ""]
            noise.choice(body)[column] = noise.choice(choices)
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows([header, *body])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _release(room: registry.Disclosure, noise: random.Random) -> Release:
    """Return the sample of a room with one of its tables mutated.

    Raises:
        Rejected: a cell is refused.
    """
    last = sample.periods(room)[-1]
    resource = noise.choice(list(room.schemas))
    content = _mutated(room.schemas[resource], (last / f"{resource}.csv").read_bytes(), noise)
    return sample.release(room, (resource, content, f"{resource}.csv"))


def rooms(data: bytes) -> None:
    """A sample with changed cells: its room names problems, or computes, lays out, draws and mentions without fail."""
    noise = random.Random(data[1:])
    room = ROOMS[(data[0] if data else 0) % len(ROOMS)]
    try:
        made = _release(room, noise)
    except Rejected as rejected:
        _told(rejected)
        return
    for resource, one in made.tables.items():
        assert all(isinstance(written(value), str) for row in one.records() for value in row.values()), resource
    if problems := room.check(made):
        _told(Rejected(problems))
        return
    figures = room.compute(made)
    lines = [json.dumps(figure.as_json(), ensure_ascii=False, sort_keys=True) for figure in figures.values()]
    assert [json.loads(line)["id"] for line in lines] == list(figures)
    pairs = values.read(values.write(figures))
    assert pairs == {id: (figure.exact, figure.unit) for id, figure in figures.items()}
    for id, (exact, _) in pairs.items():
        assert (None if exact == "" else Decimal(exact)) == figures[id].value
    grids = room.lay_out(made, figures)
    for grid in grids.values():
        read_json(json.dumps(grid.as_json(), ensure_ascii=False))
    room.draw(made, figures, grids)
    room.mention(made, figures)
    room.items(made, figures)
    room.listing(made)
    room.extras(made)


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        importing,
        tables,
        codes,
        methods,
        mappings,
        approving,
        ledgers,
        chains,
        addresses,
        jsons,
        kept_values,
        rooms,
    )
}


def seeds(name: str) -> Iterator[bytes]:
    """Yield what a target is begun with: real files of the repository."""
    base = sample.folder(ROOM)
    approval = {
        "organ": "机关", "document": "会", "date": "2024-05-01", "issued": "2024-05-01T09:00:00+08:00",
        "files": {"data.csv": "0" * 64}, "methods": {"a": "1"}, "explained": {"check.x": "理由"},
    }  # fmt: skip
    rule = (base / "methods" / "execution_pace.toml").read_bytes()
    rows = (sample.periods(ROOM)[0] / "data.csv").read_bytes()
    given: dict[str, list[bytes]] = {
        "importing": [rows, rows.decode("utf-8-sig").encode("gb18030"), b"<table><tr><td>a</td></tr></table>"],
        "tables": [rows],
        "codes": [(base / "codelists" / "departments.csv").read_bytes()],
        "methods": [rule],
        "mappings": [b'[table]\nunit = "a"\ndrop = ["b"]\n[fields]\nnote = { column = "c", map = { a = "b" } }\n'],
        "approving": [json.dumps(approval).encode()],
        "ledgers": [Entry(1, f"{ROOM}/2024/r1", "0" * 64, "2024-05-01T09:00:00+08:00", approvals.FIRST).line() + b"\n"],
        "addresses": [f"{ROOM}/2024-Q1/r1".encode(), f"{ROOM}/2024-07".encode()],
        "jsons": [json.dumps(approval).encode()],
        "kept_values": [values.write({})],
        "rooms": [bytes([number]) + b"seed" for number in range(len(ROOMS))],
    }
    yield b""
    yield from given.get(name, [])


def mutations(data: bytes, noise: random.Random) -> bytes:
    """Return bytes with some of them changed, cut, repeated or replaced by what parsers stumble over."""
    made = bytearray(data)
    odd = (
        b"\0",
        b"\xff",
        b'"',
        b",",
        b"\n",
        b"\r",
        b"[",
        b"{",
        b"=",
        b"NaN",
        b"1e999",
        "\u202e".encode(),
        b"\xed\xa0\x80",
        b"-",
    )
    for _ in range(1 + noise.randrange(6)):
        at = noise.randrange(len(made) + 1)
        to = min(len(made), at + noise.randrange(12))
        kind = noise.randrange(5)
        if kind == 0:
            made[at:to] = noise.randbytes(noise.randrange(6))
        elif kind == 1:
            made[at:to] = noise.choice(odd) * (1 + noise.randrange(3))
        elif kind == 2:
            del made[at:to]
        elif kind == 3:
            made[at:at] = made[at:to] * (1 + noise.randrange(3))
        elif at < len(made):
            made[at] ^= 1 << noise.randrange(8)
    return bytes(made)


def corpus(folder: Path, name: str) -> list[bytes]:
    """Return the saved inputs of a target, in order of their names."""
    return [path.read_bytes() for path in sorted((folder / name).glob("*"))] if (folder / name).is_dir() else []


def inputs(folder: Path, name: str, number: int, start: int = 0) -> Iterator[bytes]:
    """Yield the seeds, the saved corpus and ``number`` mutations of both, the same each time."""
    known = [*seeds(name), *corpus(folder, name)]
    yield from known
    for one in range(start, start + number):
        noise = random.Random(f"{name} {one}")
        yield noise.randbytes(12) if name == "rooms" else mutations(noise.choice(known), noise)
