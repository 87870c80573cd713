"""Plain: the short page of each current release: its sentence, the numbers in it, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from scripts.model.edition import Edition
from scripts.model.period import chinese_date
from scripts.publish.page import Page
from scripts.publish.part import Part, bare, part_key
from scripts.publish.site import Site, common, issued, issued_text

FIGURES = 6
"""As many numbers as one can keep in mind; the sentence names the rest."""
NAME = "简明版"
_CITED = re.compile(r'\]\(#([^ )"]+) "figure"\)')


def address(edition: Edition) -> str:
    """Return where the short page of a current release stands."""
    return f"{edition.current_address}plain/"


def parts(site: Site) -> Iterator[Part]:
    """Yield the page of each current release as a part."""
    for series in site.series:
        before: list[Edition] = []
        for edition in sorted(site.current(series), key=lambda one: one.release.period):
            given = [*before, edition]
            yield Part(partial(pages, replace(bare(site), editions=given), edition), part_key(site, "plain", given))
            before = [edition]


def pages(site: Site, edition: Edition) -> Iterator[Page]:
    """Yield the page of a current release; of the others on the site, the one before it is enough."""
    release, text = edition.release, site.text(edition)
    kind, title = site.kinds[release.id.kind], f"{edition.title}（{NAME}）"
    shown = list(dict.fromkeys(_CITED.findall(text.sentence)))[:FIGURES]
    shared = common(
        site,
        title=title,
        address=address(edition),
        description=text.plain,
        crumbs=[
            (kind["title"], f"/{release.id.kind}/"),
            (edition.settings["title"], f"/{release.id.series}/"),
            (release.period.title, edition.current_address),
            (NAME, ""),
        ],
        kind=release.id.kind,
        kind_title=kind["title"],
        as_of=release.as_of.isoformat(),
        as_of_text=chinese_date(release.as_of),
        issued=issued(edition),
        issued_text=issued_text(edition) if release.approval else "",
        # The same words are found on the whole page.
        search={"index": False},
    )
    data = {
        "canonical": edition.current_address,
        "full": edition.current_address,
        "approved": release.approval.organ if release.approval else "",
        "figures": [_figure(site, edition, id) for id in shown],
    }
    # A number of the sentence that is not shown below leads to the whole page.
    sentence = _CITED.sub(
        lambda match: match[0] if match[1] in shown else match[0].replace("(#", f"({edition.current_address}#"),
        text.sentence,
    )
    yield Page(address(edition), "plain", title, shared | data, sentence)


def _figure(site: Site, edition: Edition, id: str) -> dict[str, Any]:
    figure = edition.figures[id]
    return {
        "id": id,
        "label": figure.label,
        "words": figure.words,
        "base": figure.base,
        "missing": figure.missing,
        "formula": figure.formula,
        "meaning": meaning(site, f"{figure.label}，{figure.base}"),
        "before": _before(site, edition, id),
    }


def meaning(site: Site, words: str) -> list[dict[str, str]]:
    """Return the terms of the glossary that stand in ``words``, each once; a term inside a longer one is not meant."""
    names = [(name, key) for key, term in site.glossary.items() for name in (term["term"], *term.get("aliases", ()))]
    found: dict[str, int] = {}
    for name, key in sorted(names, key=lambda pair: (-len(pair[0]), pair[0])):
        left = words
        for other in site.glossary[key].get("except", ()):
            left = left.replace(other, "□" * len(other))
        if (position := left.find(name)) >= 0:
            found.setdefault(key, position)
            words = words.replace(name, "□" * len(name))
    terms = [(key, site.glossary[key]) for key in sorted(found, key=lambda key: found[key])]
    return [{"id": key, "term": str(one["term"]), "definition": str(one["definition"])} for key, one in terms]


def _before(site: Site, edition: Edition, id: str) -> dict[str, str]:
    """Return the number in the period before, where there was one."""
    earlier = [one for one in site.current(edition.release.id.series) if one.release.period < edition.release.period]
    last = max(earlier, key=lambda one: one.release.period, default=None)
    if last is None or id not in last.figures or last.figures[id].value is None:
        return {}
    return {"title": last.release.period.title, "words": last.figures[id].words}
