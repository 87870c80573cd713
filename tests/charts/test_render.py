"""Drawings: the same bytes on every machine, with words for those who cannot see them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import lxml.etree
import pytest

from scripts.charts import fonts, frame, raster, render, trim, vega
from scripts.charts.card import Card
from scripts.instance import ROOT
from scripts.model.kept import IDLE, digest
from tests.charts.test_marks import drawn, grid

SCRIPT = """
import hashlib, json, sys
from scripts.charts import render, vega
spec = json.loads(sys.stdin.read())
svg, width, height = render.svg(spec, "标题", "说明", "演示数据")
print(hashlib.sha256(svg.encode()).hexdigest(), hashlib.sha256(vega.png(svg, 2)).hexdigest(), width, height)
"""


def test_a_picture_has_role_title_and_description_and_no_english() -> None:
    text, width, height = render.svg(drawn(grid("10", "60")).specs["wide"], "各部门<进度>", "甲部最高（60.0%）")
    root = lxml.etree.fromstring(text.encode())
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "t d")
    names = {child.tag.split("}")[1]: child.text for child in root if child.get("id")}
    assert names == {"title": "各部门<进度>", "desc": "甲部最高（60.0%）"}
    assert "aria-roledescription" not in text
    assert 300 < width < 760
    assert height > 60


def test_bytes_do_not_depend_on_time_zone_locale_or_process() -> None:
    spec = json.dumps(drawn(grid("10", "60")).specs["wide"])
    seen = set()
    for zone, locale in (("Asia/Shanghai", "C.UTF-8"), ("America/New_York", "POSIX")):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=spec,
            env={**os.environ, "TZ": zone, "LC_ALL": locale},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def job(url: str = "https://例.cn", value: str = "10") -> render.Job:
    return render.Job(drawn(grid(value)).specs, "标题", "说明", "演示数据", "进度", (f"来源：{url}",))


def draw_all(jobs: list[render.Job], cards: list[Card], cache: Path) -> tuple[list[render.Drawing], list[bytes]]:
    """Draw as one build does, into a cache."""
    store = render._Store(render.Kept(cache))
    drawings, images, _ = render._drawn(jobs, cards, store)
    store.save()
    return drawings, images


def drawn_again(monkeypatch, jobs: list[render.Job], cards: list[Card], cache: Path):  # type: ignore[no-untyped-def]
    """Return the drawings, and the keys of what had to be drawn and of the SVGs that had to be turned into pixels."""
    specs, texts = set(), set()
    spread = render._spread

    def seen(tasks, store, *font):  # type: ignore[no-untyped-def]
        for task in tasks:
            specs.update(task.specs)
            texts.update({"wide"} if task.wide else task.texts)
        return spread(tasks, store, *font)

    with monkeypatch.context() as patch:
        patch.setattr(render, "_spread", seen)
        return draw_all(jobs, cards, cache), len(specs), len(texts)


CARD = Card("站", "标题", "64.9%", "执行进度", ("截至9月30日", "来源：甲"))


def test_what_was_drawn_before_is_not_drawn_again(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    first, specs, texts = drawn_again(monkeypatch, [job(), job()], [CARD], tmp_path)
    assert (specs, texts) == (2, 2)
    assert first[0][0] == first[0][1]
    assert drawn_again(monkeypatch, [job()], [CARD], tmp_path) == (([first[0][0]], first[1]), 0, 0)


def test_another_address_is_drawn_around_the_same_drawing(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    before, _, _ = drawn_again(monkeypatch, [job()], [], tmp_path)
    after, specs, texts = drawn_again(monkeypatch, [job("https://另.cn")], [], tmp_path)
    assert (specs, texts) == (0, 1)
    assert "另.cn" in after[0][0].svgs["narrow"][0]
    assert after[0][0].png != before[0][0].png
    assert after == draw_all([job("https://另.cn")], [], tmp_path / "new")


def test_other_words_around_or_another_raster_do_not_draw_again_and_another_trim_does(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    spec = drawn(grid("10")).specs["wide"]
    keys = {"": (render._drawing_key(spec), render._png_key("<svg/>", 2))}
    for module in (render, frame, raster, trim, vega):
        real = render._source

        def changed(one, module=module, real=real):  # type: ignore[no-untyped-def]
            return real(one) + ("#" if one is module else "")

        with monkeypatch.context() as patch:
            patch.setattr(render, "_source", changed)
            patch.setattr(render, "_drawers", render._drawers.__wrapped__)
            patch.setattr(render, "_rasters", render._rasters.__wrapped__)
            keys[module.__name__.rpartition(".")[2]] = render._drawing_key(spec), render._png_key("<svg/>", 2)
    same = {name: tuple(a == b for a, b in zip(pair, keys[""], strict=True)) for name, pair in keys.items() if name}
    assert same == {
        "render": (True, True),
        "frame": (True, True),
        "raster": (True, False),
        "trim": (False, True),
        "vega": (False, False),
    }


def test_a_spoilt_entry_is_drawn_anew(tmp_path: Path) -> None:
    first = draw_all([job()], [CARD], tmp_path)
    for name in ("index", "pack-*"):
        for spoil in (b"", b"{", None):
            (entry,) = tmp_path.glob(name)
            if spoil is None:
                entry.unlink()
            else:
                entry.write_bytes(spoil)
            assert draw_all([job()], [CARD], tmp_path) == first


def test_what_a_release_shows_is_not_even_asked_for_when_it_was_drawn_before(tmp_path: Path) -> None:
    asked: list[str] = []

    def order(key: str, value: str) -> render.Order:
        def ask() -> tuple[dict[str, render.Job], Card]:
            asked.append(key)
            return {"one": job(value=value), "two": job(value="30")}, CARD

        return render.Order(key, ask)

    orders = [order("a", "10"), order("b", "20")]
    first = [one() for one in render.draw_orders(orders, tmp_path)]
    assert [list(drawings) for drawings, _ in first] == [["one", "two"]] * 2
    assert (asked, first[0][0]["two"] == first[1][0]["two"]) == (["a", "b"], True)
    again = render.draw_orders(orders, tmp_path)
    assert asked == ["a", "b"]
    assert [one() for one in again] == first
    # Without a key it is asked for each time.
    assert [one() for one in render.draw_orders([order("", "10")], tmp_path)] == first[:1]
    for pack in tmp_path.glob("pack-*"):
        pack.unlink()
    assert [one() for one in render.draw_orders(orders, tmp_path)] == first


def test_what_no_build_asks_for_any_more_leaves_the_cache(tmp_path: Path) -> None:
    draw_all([job()], [], tmp_path)
    key = render._drawing_key(job().specs["wide"])
    assert render.Kept(tmp_path).find(key)
    for _ in range(IDLE + 1):
        draw_all([job(value="20")], [], tmp_path)
    assert not render.Kept(tmp_path).find(key)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_what_was_drawn_before_an_error_is_not_drawn_again(tmp_path: Path) -> None:
    good, bad = job(), job(value="20")
    broken = render.Job({width: {"mark": "no such"} for width in bad.specs}, "标题", "说明", "", "度量", ("行",))
    with pytest.raises(ValueError, match="conversion failed"):
        draw_all([good, broken], [], tmp_path)
    assert all(render.Kept(tmp_path).find(render._drawing_key(spec)) for spec in good.specs.values())


def test_a_small_font_draws_the_same_as_the_whole_one(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    names = ("Ａ１部—…AVTo fi", "◆“引号”（一）、第—条", "Ⅲ ㎡ № \U00020bb7 é")
    spec = drawn(grid("10", "-60", "104", names=names), note="word").specs
    jobs = [render.Job(spec, f"标题{number}", "说明", "", "度量", ("行",)) for number in range(3)]
    whole = draw_all(jobs, [CARD], tmp_path / "whole")
    monkeypatch.setattr(fonts, "MANY", 1)
    small = draw_all(jobs, [CARD], tmp_path / "small")
    assert small == whole
    assert any(render.Kept(tmp_path / "small").find(key) for key in [fonts_key()])
    assert not render.Kept(tmp_path / "whole").find(fonts_key())


def fonts_key() -> str:
    return digest(["small font", version("pylopdf-fonts-zh-cn"), version("fonttools")])


def test_what_the_small_font_lacks_is_drawn_with_the_whole_one(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    whole = draw_all([job()], [CARD], tmp_path / "whole")
    monkeypatch.setattr(fonts, "MANY", 1)
    monkeypatch.setattr(render, "_letters", lambda jobs: iter(()))
    assert draw_all([job()], [CARD], tmp_path / "small") == whole


def test_no_data_leaves_the_machine_and_no_file_is_read_by_a_spec() -> None:
    spec = {"data": {"url": "file:///etc/passwd"}, "mark": "point", "encoding": {}}
    try:
        text, *_ = render.svg(spec, "标题", "说明")
    except ValueError:
        return
    assert "root:" not in text
