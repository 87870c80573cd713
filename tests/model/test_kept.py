"""What is kept is found again as it was, or not at all."""

import hashlib
from pathlib import Path

from scripts.model.kept import IDLE, MANY, Kept, Result, digest, tree_digest
from scripts.model.workers import spread


def kept(folder: Path, **results: bytes) -> Kept:
    """Return the store after one run that used ``results``."""
    store = Kept(folder)
    store.use({key: store.write(content, {"name": key}) for key, content in results.items()})
    store.save()
    return Kept(folder)


def test_a_result_is_found_by_the_next_run(tmp_path: Path) -> None:
    store = kept(tmp_path, a=b"one")
    found = store.find("a")
    assert found is not None
    assert (store.read(found), found.note, store.find("b")) == (b"one", {"name": "a"}, None)


def test_spoilt_bytes_are_not_used(tmp_path: Path) -> None:
    store = kept(tmp_path, a=b"one")
    found = store.find("a")
    assert found is not None
    (pack,) = tmp_path.glob("pack-*")
    pack.write_bytes(b"two")
    assert store.read(found) is None
    assert not store.put(found, tmp_path / "target")
    pack.write_bytes(b"")
    assert Kept(tmp_path).read(found) is None
    pack.unlink()
    assert Kept(tmp_path).read(found) is None


def test_a_spoilt_index_is_no_index(tmp_path: Path) -> None:
    store = kept(tmp_path, a=b"one")
    index = tmp_path / "index"
    index.write_bytes(index.read_bytes().replace(b'"name":"a"', b'"name":"z"'))
    assert Kept(tmp_path).find("a") is None
    assert store.find("a") is not None


def test_who_changes_a_published_file_changes_neither_what_is_kept_nor_another_site(tmp_path: Path) -> None:
    store = kept(tmp_path / "kept", a=b"one")
    found = store.find("a")
    assert found is not None
    pages = [tmp_path / name for name in ("first", "second", "again")]
    assert store.put(found, pages[0])
    assert store.put(found, pages[1])
    # The same site built again keeps the file, unless its bytes are others.
    assert store.put(found, pages[2], before=pages[1])
    assert [page.stat().st_ino == pages[2].stat().st_ino for page in pages] == [False, True, True]
    pages[1].write_bytes(b"vandal")
    assert (store.read(found), pages[0].read_bytes()) == (b"one", b"one")
    pages[2].unlink()
    assert store.put(found, pages[2], before=pages[1])
    assert pages[2].read_bytes() == b"one"


def test_what_nobody_asks_for_is_dropped_in_the_end(tmp_path: Path) -> None:
    store = kept(tmp_path, a=b"one", b=b"two")
    for _ in range(IDLE + 1):
        assert store.find("a") is not None
        store = kept(tmp_path, b=b"two")
    assert store.find("a") is None
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_workers_keep_results_for_the_process_that_saves(tmp_path: Path) -> None:
    store = Kept(tmp_path)
    names = [f"{number}" for number in range(40)]
    made = spread(lambda name: store.write(name.encode()), names, 2)
    store.use(dict(zip(names, made, strict=True)))
    assert [store.read(one) for one in made] == [name.encode() for name in names]
    store.save()
    again = Kept(tmp_path)
    assert [again.read(again.find(name) or Result("")) for name in names] == [name.encode() for name in names]


def test_a_pack_of_mostly_dropped_results_is_written_again(tmp_path: Path) -> None:
    store = Kept(tmp_path)
    store.use({"large": store.write(b"x" * 1000), "small": store.write(b"one")})
    store.save()
    for _ in range(IDLE + 1):
        store = Kept(tmp_path)
        found = store.find("small")
        assert found is not None
        store.use({"small": found})
        store.save()
    assert [path.read_bytes() for path in tmp_path.glob("pack-*")] == [b"one"]
    again = Kept(tmp_path)
    assert again.read(again.find("small") or Result("")) == b"one"


def test_many_small_packs_become_one(tmp_path: Path) -> None:
    for number in range(MANY + 2):
        store = kept(tmp_path, **{f"{number}": f"{number}".encode()})
        for key in store._index:
            store.use({key: store.find(key) or Result("")})
        store.save()
    assert len(list(tmp_path.glob("pack-*"))) < 10
    again = Kept(tmp_path)
    assert [again.read(again.find(f"{number}") or Result("")) for number in range(MANY + 2)] == [
        f"{number}".encode() for number in range(MANY + 2)
    ]


def test_an_index_of_another_form_is_no_index(tmp_path: Path) -> None:
    text = b"{}"
    (tmp_path / "index").write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    assert Kept(tmp_path).find("a") is None


def test_the_hash_of_a_tree_knows_names_and_bytes_and_no_times(tmp_path: Path) -> None:
    for name in ("x/a", "x/drafts/b"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    first = tree_digest(tmp_path, ["x"], without=["drafts"])
    (tmp_path / "x/a").touch()
    (tmp_path / "x/drafts/b").write_text("2")
    assert tree_digest(tmp_path, ["x"], without=["drafts"]) == first
    (tmp_path / "x/a").rename(tmp_path / "x/c")
    assert tree_digest(tmp_path, ["x"], without=["drafts"]) != first
    assert digest(["ab", "c"]) != digest(["a", "bc"])
