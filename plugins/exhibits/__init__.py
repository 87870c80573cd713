"""Exhibits plugin: places charts and tables among the words, and marks numbers that have an address."""

from pelican.plugins import signals

from plugins.exhibits.placement import Anchors, cited, place, split_lead


def exhibit(generators: list) -> None:
    """Turn the placeholders in every page into the theme's components."""
    for generator in generators:
        for page in getattr(generator, "pages", ()):
            page.cited = cited(page._content) & {figure["id"] for figure in page.data.get("figures", ())}
            page.anchors = Anchors(page.cited)
            chart = generator.env.get_template("components/chart/macro.html").module.chart
            table = generator.env.get_template("components/table/macro.html").module.table
            page.lead, body = split_lead(page._content)
            page.lead = place(page.lead, page, chart, table)
            page._content = place(body, page, chart, table)
        for article in getattr(generator, "articles", ()):
            article.lead = ""


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(exhibit)
