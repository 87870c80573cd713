"""Cited: how a release or one of its figures is cited, in every style."""

from __future__ import annotations

from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.publish.citation import STYLES, Cited, cite
from scripts.publish.site import Site, issued_date


def citations(site: Site, edition: Edition, figure: Figure | None = None) -> dict[str, str]:
    """Return the citation of a release, or of one of its figures, in every style."""
    cited = _cited(site, edition, figure.label if figure else "", figure.id if figure else "")
    return {style: cite(cited, style) for style in STYLES}


def citation_pattern(site: Site, edition: Edition) -> str:
    """Return the citation of any figure of a release, with ``{label}`` and ``{id}`` to be filled in."""
    return cite(_cited(site, edition, "{label}", "{id}"), STYLES[0])


def _cited(site: Site, edition: Edition, label: str, id: str) -> Cited:
    release = edition.release
    title = f"{label}：{edition.title}" if label else edition.title
    url = f"{str(site.settings['url']).rstrip('/')}{edition.address}" + (f"#{id}" if id else "")
    key = str(release.id).replace("/", "-")
    return Cited(
        organ=str(site.settings["organ"]),
        title=title,
        revision=f"第{release.id.revision}版",
        issued=issued_date(edition) or release.as_of.isoformat(),
        url=url,
        hash=release.approval.sha256[:12] if release.approval else "",
        key=f"{key}-{id}" if id else key,
    )
