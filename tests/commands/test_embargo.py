"""What is not public yet, or no longer, is in no byte of a public site, however it is packed or written."""

import gzip
import html
import io
import json
import re
import urllib.parse
import zipfile
import zlib

import pytest

from scripts import instance as instances
from scripts.build import build
from tests.commands.conftest import BEIJING, FIRST, SECOND, SERIES, approve, draft

LATER, GONE = "金丝雀七四一", "金丝雀二八五"
"""Words that stand in what is under embargo, and in what was withdrawn."""
HIDDEN = (LATER, "7417.41", "3852.96")
TAKEN = (GONE, "2852.85", "6174.28")
WHY = {"approver": "主任会议", "date": "2024-11-01"}


def noted(folder, word):
    """Put a word into the notes of a draft."""
    path = folder / "data.csv"
    path.write_bytes(path.read_bytes().replace("演示".encode(), word.encode()))
    return folder


def rows(executed, planned):
    return (("101", "90", "9999", planned, executed), ("102", "200", "200", "150", "100"))


@pytest.fixture
def material(instance):
    """A withdrawn quarter; a coming quarter and a coming correction under embargo, each with canaries."""
    taken = noted(draft(instance, f"{SERIES}/2023-Q4", rows("2852.85", "6174.28")), GONE)
    assert approve(instance, taken, "2024-01-20") == 0
    note = {**WHY, "type": "withdrawal", "reason": "不应当公开"}
    assert approve(instance, noted(draft(instance, f"{SERIES}/2023-Q4", FIRST, **note), GONE), "2024-11-02") == 0
    words = ("--issued", "2999-01-01", "--explain", f"issued_days={LATER}", "--document", f"会议{LATER}")
    coming = noted(draft(instance, f"{SERIES}/2025-Q1", rows("7417.41", "3852.96")), LATER)
    assert approve(instance, coming, "2025-04-20", *words) == 0
    note = {**WHY, "type": "correction", "reason": f"原因{LATER}"}
    mended = noted(draft(instance, f"{SERIES}/2024-Q3", rows("7417.41", "3852.96"), **note), LATER)
    assert approve(instance, mended, "2024-12-20", *words) == 0
    return instance


def plain(content):
    """Yield the bytes and everything packed in them: archives, workbooks, compressed files, text in pictures."""
    yield content
    if content[:2] == b"\x1f\x8b":
        yield from plain(gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield packed.comment
            for one in packed.infolist():
                yield f"{one.filename} {one.comment!r}".encode()
                yield from plain(packed.read(one))
    elif content[:4] == b"\x89PNG":
        place = 8
        while place < len(content):
            length, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
            part = content[place + 8 : place + 8 + length]
            if kind in {b"tEXt", b"iTXt"}:
                yield part
            if kind in {b"zTXt", b"iTXt", b"iCCP"}:
                for start in range(len(part)):
                    if part[start : start + 1] == b"\x78":
                        try:
                            yield zlib.decompress(part[start:])
                        except zlib.error:
                            continue
            place += 12 + length


def readings(content):
    """Return the text in every way in which it may be written, without what may stand between its letters."""
    found = []
    for one in plain(content):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            text = one.decode(encoding, "ignore")
            found.append(text)
            if encoding == "utf-8":
                escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
                found += [html.unescape(text), urllib.parse.unquote(text), escaped]
    return [re.sub(r"[\s,\u200b\u2060\u00ad-]+", "", text) for text in found]


def holding(site, words):
    """Return file → the words found in it."""
    found = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        texts = [*readings(path.read_bytes()), name]
        if hits := [word for word in words if any(word.replace("-", "") in text for text in texts)]:
            found[name] = hits
    return found


def test_the_search_itself_finds_what_is_packed_or_written_otherwise(tmp_path):
    word = LATER
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/sheet.xml", gzip.compress(word.encode()))
    chunk = b"zTXt" + b"k\0\0" + zlib.compress(word.encode("utf-16-le"))
    files = {
        "a.zip": packed.getvalue(),
        "b.json": json.dumps({"a": word}).encode(),
        "c.html": "".join(f"&#{ord(letter)};" for letter in word).encode(),
        "d.xml": urllib.parse.quote(word).encode(),
        "e.txt": " ".join(word).encode(),
        "f.png": b"\x89PNG\r\n\x1a\n" + (len(chunk) - 4).to_bytes(4) + chunk + b"\0\0\0\0",
        "g.csv": word.encode("utf-16-be"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "clean.txt").write_text("金丝雀", "utf-8")
    assert holding(tmp_path, (word,)) == {name: [word] for name in files}


def test_no_byte_of_a_public_site_holds_what_is_under_embargo_or_withdrawn(material, tmp_path, portal):
    # Built before with everything in it, so that whatever is kept between builds holds the words too.
    preview = build(material, tmp_path / "preview", preview=True)
    assert set(holding(preview, HIDDEN)) > {f"{SERIES}/2025-Q1/r1/data.csv", f"{SERIES}/2025-Q1/r1/release.zip"}
    site = build(material, tmp_path / "site")
    assert holding(site, HIDDEN) == {}
    assert not (site / SERIES / "2025-Q1").exists()
    assert not (site / SERIES / "2024-Q3" / "r2").exists()
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [name for name in names if "2025-Q1" in name or name.startswith(".")] == []
    sealed = [json.loads(line) for line in (site / "ledger.jsonl").read_bytes().splitlines()]
    assert [sorted(one) for one in sealed[-2:]] == [["sealed", "sequence"]] * 2
    # Withdrawn: a page with the reason at each address, and not a number, word or file of the data.
    assert holding(site, TAKEN) == {}
    for revision in ("r1", "r2"):
        left = {path.name for path in (site / SERIES / "2023-Q4" / revision).iterdir()}
        assert left <= {"index.html", "approval.json", "revision.json"}
        assert "不应当公开" in (site / SERIES / "2023-Q4" / revision / "index.html").read_text("utf-8")
    assert portal("verify", site, "--instance", material)[0] == 0
    # In the search index too: its own words are compressed with all letters apart.
    fragments = [path for path in (site / "pagefind").rglob("*.pf_fragment") if path.is_file()]
    assert fragments
    assert SECOND[0][0] == "101"
    assert BEIJING.utcoffset(None) is not None


def test_a_moment_before_and_the_moment_of_publication(material):
    hidden = {f"{SERIES}/2025-Q1/r1", f"{SERIES}/2024-Q3/r2"}
    before = instances.load(material, moment("2999-01-01T08:59:59+08:00"))
    assert hidden & set(before.releases) == set()
    after = instances.load(material, moment("2999-01-01T09:00:00+08:00"))
    assert hidden <= set(after.releases)


def moment(text):
    import datetime

    return datetime.datetime.fromisoformat(text)
