"""Names: every entity and report by the sound of its name (按拼音), for readers whose browser runs no script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pypinyin import Style, lazy_pinyin

from scripts.model.profile import TYPES
from scripts.publish.page import Page
from scripts.publish.part import Part, bare, part_key
from scripts.publish.site import Site, common

ADDRESS = "/search/names/"
ROWS = 240
"""Names of one page."""
DIGITS = "0"
"""Stands for names that begin with no letter; its page is ``0–9``."""
_OPENING = re.compile(r"^(?:关于|进一步|加强|“|《|（|\W)+")
"""What so many titles begin with that it helps nobody to find one."""


Title = tuple[str, str, str]
"""A name, where it leads to and what it is."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name: how it is ordered, and what it leads to."""

    syllables: tuple[str, ...]
    title: str
    href: str
    what: str

    @property
    def letter(self) -> str:
        """Its page: ``A`` to ``Z``, or ``0``."""
        first = self.syllables[0][:1].upper() if self.syllables else ""
        return first if "A" <= first <= "Z" else DIGITS


def syllables(title: str, readings: Mapping[str, str]) -> tuple[str, ...]:
    """Return how a title is read, syllable by syllable, in small letters without tones.

    Args:
        title: a name; “关于” and opening marks at its beginning are left out.
        readings: names whose reading a dictionary cannot know, such as places → their syllables (``data/pinyin.toml``).

    >>> syllables("重庆银行", {}), syllables("关于重修长寿路的建议", {"长寿路": "chang shou lu"})[:2]
    (('chong', 'qing', 'yin', 'hang'), ('chong', 'xiu'))
    """
    rest = _OPENING.sub("", title) or title
    out: list[str] = []
    known = sorted(readings, key=len, reverse=True)
    pattern = "|".join(map(re.escape, known)) or "(?!)"
    for part in re.split(f"({pattern})", rest):
        if part in readings:
            out += readings[part].split()
        elif part:
            # `ü` as `v`, as input methods type it; other letters stay as they are.
            out += [one.lower() for one in lazy_pinyin(part, style=Style.NORMAL, v_to_u=False)]
    return tuple(out)


def titles(site: Site) -> list[Title]:
    """Return the reports, rules, terms and entities of the site, and their other names."""
    found = [(str(site.rooms[series]["title"]), f"/{series}/", "报告") for series in site.series]
    found += [(versions[-1].title, f"/methods/{name}/", "口径") for name, versions in site.methods.items()]
    found += [(str(term["term"]), f"/glossary/#{key}", "名词") for key, term in site.glossary.items()]
    found += [(profile.title, profile.address, TYPES[profile.type]) for profile in site.profiles]
    found += [
        (alias, profile.address, f"即{profile.title}")
        for profile in site.profiles
        for alias in dict.fromkeys((profile.name, *profile.aliases))
        if alias and alias != profile.title
    ]
    return found


def parts(site: Site) -> Iterator[Part]:
    """Yield all pages as one part: the names of ten thousand entities are read anew only when one has changed."""
    listed = titles(site)
    yield Part(partial(pages, bare(site), listed), part_key(site, "names", [], listed))


def pages(site: Site, listed: list[Title]) -> Iterator[Page]:
    """Yield the page of all letters and the pages of each letter."""
    found: dict[str, list[Name]] = {}
    for name in sorted(Name(syllables(title, site.readings), title, href, what) for title, href, what in listed):
        found.setdefault(name.letter, []).append(name)
    letters = sorted(found, key=lambda letter: (letter == DIGITS, letter))
    tabs = [{"title": _title(letter), "href": _address(letter), "count": len(found[letter])} for letter in letters]
    lead = f"报告、口径、名词和全部部门、项目、建议等共 {sum(map(len, found.values()))} 个名称，按汉语拼音排列。"
    shared = _shared(site, "名称索引（按拼音）", ADDRESS, lead, [])
    reports = [_item(name) for letter in letters for name in found[letter] if name.what == "报告"]
    units = [_item(name) for letter in letters for name in found[letter] if name.what in {"部门", "乡镇街道"}]
    groups = [group for group in (_group("报告", reports), _group("部门和乡镇街道", units)) if group["items"]]
    title = str(shared.pop("title"))
    yield Page(ADDRESS, "names", title, shared | {"lead": lead, "letters": tabs, "groups": groups, "pages": []})
    for letter in letters:
        yield from _letter(site, letter, found[letter], tabs)


def _letter(site: Site, letter: str, mine: list[Name], tabs: list[dict[str, Any]]) -> Iterator[Page]:
    count = -(-len(mine) // ROWS)
    for number in range(1, count + 1):
        address = _address(letter, number)
        shown = mine[(number - 1) * ROWS : number * ROWS]
        heading = f"{_title(letter)}：按拼音查找名称"
        title = heading if number == 1 else f"{heading}（第 {number} 页）"
        first = shown[0].title, shown[-1].title
        lead = (
            f"{_title(letter)} 共 {len(mine)} 个名称" + (f"，第 {number} 页，共 {count} 页" if count > 1 else "") + "。"
        )
        about = f"{lead}本页从“{first[0]}”到“{first[1]}”。"
        shared = _shared(site, title, address, about, [("名称索引（按拼音）", ADDRESS)])
        groups: dict[str, list[dict[str, str]]] = {}
        for name in shown:
            groups.setdefault(name.syllables[0] if letter != DIGITS and name.syllables else "", []).append(_item(name))
        data = {
            "lead": about,
            "letters": [{**tab, "current": tab["href"] == _address(letter)} for tab in tabs],
            "groups": [_group(title, items) for title, items in groups.items()],
            "pages": [
                {"number": n, "href": _address(letter, n), "current": n == number} for n in range(1, count + 1)
            ],
        }  # fmt: skip
        yield Page(address, "names", str(shared.pop("title")), shared | data)


def _title(letter: str) -> str:
    return "0–9 和其他" if letter == DIGITS else letter


def _address(letter: str, number: int = 1) -> str:
    return f"{ADDRESS}{letter.lower()}/" + (f"{number}/" if number > 1 else "")


def _item(name: Name) -> dict[str, str]:
    return {"title": name.title, "href": name.href, "what": name.what}


def _group(title: str, items: list[dict[str, str]]) -> dict[str, Any]:
    return {"title": title, "items": items}


def _shared(site: Site, title: str, address: str, description: str, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    shared = common(
        site,
        title=title,
        address=address,
        description=description,
        crumbs=[("搜索", "/search/"), *crumbs],
        # Lists that lead to the pages themselves would only crowd the results.
        search={"index": False},
    )
    return {"title": title, **shared}
