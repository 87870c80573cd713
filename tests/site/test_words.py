"""The words of every kind of page that the build writes are read as Python-Markdown would read them."""

from pathlib import Path

from plugins.sanitise.html import clean
from plugins.site.generated import front_matter
from plugins.site.words import convert
from tests.plugins.site.test_words import by_python_markdown


def test_every_generated_page_has_the_html_of_python_markdown(site: Path, instance_root: Path) -> None:
    bodies = {
        path.parent.relative_to(instance_root / "content"): body
        for path in sorted((instance_root / "content").glob("*/**/index.md"))
        if (body := front_matter(path.read_text(encoding="utf-8"))[1].strip())
    }
    assert len(bodies) > 40
    assert [name for name, body in bodies.items() if clean(convert(body)) != by_python_markdown(body)] == []
