"""Words: a room's ``page.md.j2`` → Markdown, in which every number is a link to its figure and every cell is text."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template

from scripts.model.edition import Edition
from scripts.model.listing import base as list_base
from scripts.model.number import with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.text import Text

BLOCKS = ("sentence", "card", "body")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~$^:=])")
_CJK = r"\u2018-\u201d\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_BROKEN_LINE = re.compile(rf"(?<=[{_CJK})])[ \t]*\n[ \t]*(?=[{_CJK}\[])")
_GAPS = re.compile(r"\n{3,}")


class Words(str):
    """Markdown made by this module; it is not escaped again."""

    __slots__ = ()


def escape(value: object) -> Words:
    """Return any value as Markdown that shows its text and nothing else, on one line.

    >>> escape("a_b <script>")
    'a\\\\_b \\\\<script\\\\>'
    """
    if isinstance(value, Words):
        return value
    if isinstance(value, datetime.date):
        return Words(chinese_date(value))
    return Words(_SPECIAL.sub(r"\\\1", " ".join(str(value).split())))


@cache
def _environment(plain: bool) -> Environment:
    # Nothing here is HTML: the result is Markdown, escaped by ``finalize``, and its HTML is sanitised afterwards.
    return Environment(  # noqa: S701
        loader=BaseLoader(),
        undefined=StrictUndefined,
        finalize=str if plain else escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@cache
def _template(source: str, plain: bool) -> Template:
    return _environment(plain).from_string(source)


def render(edition: Edition) -> Text:
    """Return the words of a release.

    Raises:
        jinja2.UndefinedError: the page names a figure, chart or value that does not exist.
    """
    used = _Used()
    marked = {block: _block(edition, block, used, plain=False) for block in BLOCKS}
    plain = {block: _block(edition, block, _Used(), plain=True) for block in ("sentence", "card")}
    card = tuple(line.removeprefix("- ").strip() for line in plain["card"].splitlines() if line.strip())
    return Text(
        sentence=_paragraph(marked["sentence"]),
        plain=_paragraph(plain["sentence"]),
        card=card,
        body=_GAPS.sub("\n\n", _BROKEN_LINE.sub("", marked["body"])).strip(),
        cited=tuple(used.figures),
        charts=tuple(used.charts),
        tables=tuple(used.tables),
    )


class _Used:
    def __init__(self) -> None:
        self.figures: dict[str, None] = {}
        self.charts: dict[str, None] = {}
        self.tables: dict[str, None] = {}


def _block(edition: Edition, block: str, used: _Used, *, plain: bool) -> str:
    template = _template(edition.template, plain)
    if block not in template.blocks:
        raise ValueError(f"{edition.release.id}: page.md.j2 has no block {block}")
    context = template.new_context(_names(edition, used, plain))
    return "".join(template.blocks[block](context))


def _names(edition: Edition, used: _Used, plain: bool) -> dict[str, Any]:
    release, figures = edition.release, edition.figures

    def fig(id: str, absolute: bool = False) -> str:
        figure = figures[id]
        used.figures.setdefault(id)
        value = abs(Decimal(figure.value)) if absolute and figure.value is not None else figure.value
        text = with_unit(value, figure.unit, figure.places) if figure.value is not None else "—"
        return text if plain else Words(f'[{escape(text)}](#{id} "figure")')

    def chart(name: str) -> str:
        used.charts.setdefault(name)
        return Words(f'![{escape(edition.charts[name].title)}]({name}.wide.svg "chart:{name}")')

    def table(name: str) -> str:
        used.tables.setdefault(name)
        return Words(f'[{escape(edition.grids[name].title)}]({name}.table.json "table:{name}")')

    def entity(type: str, id: str, title: str = "") -> str:
        text = title or _entity_title(edition, type, id)
        return text if plain else Words(f"[{escape(text)}](/profiles/{type}/{id}/)")

    def listing(facet: str, value: object = "") -> str:
        text, address = _list(edition, facet, str(value))
        return text if plain else Words(f"[{escape(text)}]({address})")

    def method(name: str) -> str:
        version = release.method(name)
        text = f"{version.title}（{version.version}版）"
        return text if plain else Words(f"[{escape(text)}](/methods/{name}/)")

    return {
        "release": release,
        "period": release.period,
        "as_of": chinese_date(release.as_of),
        "figures": figures,
        "grids": edition.grids,
        "charts": edition.charts,
        "status": edition.settings.get("status", {}),
        "fig": fig,
        "chart": chart,
        "table": table,
        "entity": entity,
        "unit": lambda code: entity(unit_type(release.codelists["departments"][code]), code),
        "listing": listing,
        "method": method,
        "date": chinese_date,
    }


def _list(edition: Edition, key: str, code: str) -> tuple[str, str]:
    """Return the words for a list of the report and its address; without ``code`` for all lists of one facet.

    Raises:
        LookupError: the room keeps no such list.
    """
    if edition.listing is None:
        raise LookupError(f"{edition.release.id}: the room keeps no lists")
    facet = next((facet for facet in edition.listing.facets if facet.key == key), None)
    value = next((value for value in facet.values if value.code == code), None) if facet else None
    if facet is None or (code and value is None):
        raise LookupError(f"{edition.release.id}: no list {key}/{code}")
    start = f"{list_base(edition.release.id.kind, edition.listing)}{key}/"
    return (facet.heading.format(value.title), f"{start}{code}/") if value else (facet.title, start)


def _entity_title(edition: Edition, type: str, id: str) -> str:
    for mention in edition.mentions:
        if (mention.type, mention.id) == (type, id):
            return mention.title
    for codelist in edition.release.codelists.values():
        if id in codelist:
            return codelist.label(id)
    return id


def _paragraph(text: str) -> str:
    joined = re.sub(r"\s*\n\s*", "", text.strip())
    return re.sub(rf"(?<=[{_CJK}]) +(?=[{_CJK}])", "", joined)
