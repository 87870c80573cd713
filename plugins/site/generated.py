"""Generated pages: read, rendered and written on all cores; a page whose material is as before is taken as it was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.site.compiled import compile_all, house
from plugins.site.fragment import Fragments, turned
from plugins.site.lookup import quick_lookup
from plugins.site.page import PLAIN, SAFE_PATH, BadPage, read_object
from plugins.site.words import convert
from scripts.model.kept import Kept, Result, digest, place, tree_digest
from scripts.model.workers import spread

Json = dict[str, Any]

PLACES = ("releases", "profiles")
"""Folders of ``content`` that `portal build` writes; the first is the site's root."""
WORDS, DATA, SITE = "index.md", "page.json", "releases/site.json"
STANDING = ("at", "at_text", "releases", "ledger_head", "articles")
"""What of the site changes with every release; only the pages that are about that are shown it."""
STANDING_TYPES = {"home", "changes"}
PACKAGES = ("pelican", "jinja2", "markupsafe", "comrak", "markdown", "nh3")


@dataclass
class GeneratedPage:
    """One page as templates and plugins see it."""

    relative_source_path: str
    save_as: str
    url: str
    template: str
    data: Json
    _content: str
    lang: str = "zh-cn"
    lead: str = ""
    cited: set[str] = field(default_factory=set)
    anchors: Any = None

    @property
    def content(self) -> str:
        """The words as HTML."""
        return self._content


@dataclass(frozen=True, slots=True)
class Made:
    """One page written: under which key it is kept, what is kept, and where it stands."""

    key: str
    result: Result
    save_as: str


class GeneratedPages(Generator):
    """Makes the pages that `portal build` wrote, and puts the files beside them in place.

    Other plugins take part when all generators are ready (``all_generators_finalized``):

    - ``prepare``: steps taken with each page before its template, in the order of the plugins;
    - ``finish``: steps taken with its HTML (text and path in the output folder → text);
    - ``depends``: what else decides how any page looks, when a generator begins;
    - ``notes``: name → what shall be known of every page after writing, as JSON; kept in ``noted`` by name.

    ``hashes`` has the SHA-256 of every page written, by its path in the output folder.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Prepare for other plugins to take part."""
        self.prepare: list[Callable[[GeneratedPage, Environment], None]] = []
        self.finish: list[Callable[[str, str], str]] = []
        self.notes: dict[str, Callable[[Json], Any]] = {}
        self.noted: dict[str, list[Any]] = {}
        self.hashes: dict[str, str] = {}
        self.depends: list[str] = []
        super().__init__(*args, **kwargs)
        quick_lookup(self.env)
        self._fragments, self._folders = Fragments(), {""}
        self.env.globals["kept"] = self._fragments.keep

    def generate_context(self) -> None:
        """Find the pages and the files beside them."""
        content = Path(self.path)
        self._files = sorted(_files(content))
        self._pages = [path.rpartition("/")[0] for path in self._files if path.endswith(f"/{WORDS}")]

    def generate_output(self, writer: Writer) -> None:
        """Write every page and put every other file beside it."""
        del writer  # Workers write the pages, each under a name that no other page may have.
        Path(self.output_path).mkdir(parents=True, exist_ok=True)
        self._base = self._base_key()
        self._turn = turned(self.finish)
        site: Json = self.context["SITE"]
        self._sites = {full: site if full else _without(site) for full in (True, False)}
        self._heads = {full: digest([self._base, json.dumps(one)]) for full, one in self._sites.items()}
        self._kept = Kept(Path(self.settings["CACHE_PATH"]).parent / "pages")
        compile_all(self.env, Path(self.theme))
        # What the first page needs, all workers then have.
        made = [self._make(folder) for folder in self._pages[:1]] + spread(self._make, self._pages[1:])
        self._kept.use({one.key: one.result for one in made})
        self._kept.save()
        self.hashes = {one.save_as: one.result.sha256 for one in made}
        self.noted = {name: [one.result.note[name] for one in made] for name in self.notes}
        self._place_files()

    def _base_key(self) -> str:
        """Return a hash of all that decides how any page looks: house, theme and libraries."""
        theme = tree_digest(Path(self.theme), ["."])
        versions = [f"{name} {version(name)}" for name in PACKAGES]
        return digest([house(), theme, *versions, *sorted(self.notes), *self.depends])

    def _make(self, folder: str) -> Made:
        """Write one page and return what is known of it."""
        beside = f"{self.path}/{folder}/{DATA}"
        words, data = _bytes(f"{self.path}/{folder}/{WORDS}"), _bytes(beside)
        front, body = front_matter(words.decode())
        full = front["template"] in STANDING_TYPES
        key = digest([self._heads[full], folder, words, data])
        target, before = self._target(front["save_as"], folder), self._before(front["save_as"])
        kept = self._kept.get(key)
        if kept is not None:
            found, content = kept
        else:
            page = GeneratedPage(
                relative_source_path=f"{folder}/{WORDS}",
                save_as=front["save_as"],
                url=front.get("url", ""),
                template=front["template"],
                data=PLAIN | read_object(data, beside),
                _content=convert(body, self.settings["MARKDOWN"]),
            )
            notes = {name: note(page.data) for name, note in self.notes.items()}
            content = self._render(page, self._sites[full])
            found = self._kept.write(content, notes)
        try:
            place(content, target, before)
        except FileExistsError:
            raise BadPage(f"{folder}: another page stands at {front['save_as']} already") from None
        return Made(key, found, front["save_as"])

    def _target(self, save_as: str, folder: str) -> str:
        if not SAFE_PATH.fullmatch(save_as):
            raise BadPage(f"{folder}: Save_as {save_as!r} is not a path inside the site")
        return self._way(save_as)

    def _way(self, inside: str) -> str:
        """Return where a file is written, in a folder that is there."""
        self._have(inside.rpartition("/")[0])
        return f"{self.output_path}/{inside}"

    def _have(self, folder: str) -> None:
        """Make a folder of the site and those above it; each process tries each once, without asking first."""
        if folder not in self._folders:
            self._have(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(f"{self.output_path}/{folder}")  # noqa: PTH102 - a ``Path`` costs as much as a page
            self._folders.add(folder)

    def _render(self, page: GeneratedPage, site: Json) -> bytes:
        for step in self.prepare:
            step(page, self.env)
        html: str = self.get_template(page.template).render(SITE=site, page=page, output_file=page.save_as)
        return self._fragments.fill(self._turn(html, page.save_as), page.save_as, self._turn).encode()

    def _place_files(self) -> None:
        """Put the files beside the pages into the output folder."""
        pages = (f"/{WORDS}", f"/{DATA}")
        spread(self._place_file, [path for path in self._files if path != SITE and not path.endswith(pages)])

    def _place_file(self, path: str) -> None:
        inside = path.removeprefix("releases/")
        place(_bytes(f"{self.path}/{path}"), self._way(inside), self._before(inside))

    def _before(self, path: str) -> str | None:
        """Return where a file stands in the site built last, which Pelican is told of by ``portal build``."""
        previous = self.settings.get("PREVIOUS_PATH", "")
        return f"{previous}/{path}" if previous else None


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the lines of a head, by name, and the body after the first empty line.

    >>> front_matter("Title: 一\\nTemplate: kind\\n\\n字\\n")
    ({'title': '一', 'template': 'kind'}, '字\\n')
    """
    head, _, body = text.partition("\n\n")
    lines = (line.partition(":") for line in head.splitlines() if line)
    return {name.lower(): value.strip() for name, _, value in lines}, body


def _files(content: Path) -> list[str]:
    """Return every file that `portal build` wrote, as paths below ``content``, in order."""
    found: list[str] = []
    folders = [name for name in PLACES if (content / name).is_dir()]
    while folders:
        inside = folders.pop()
        with os.scandir(f"{content}/{inside}") as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    (folders if entry.is_dir() else found).append(f"{inside}/{entry.name}")
    return sorted(found)


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - twice for each page
            return file.read()
    except FileNotFoundError as error:
        raise BadPage(f"{path} is missing; `portal build` writes it") from error


def _without(site: Json) -> Json:
    return {name: value for name, value in site.items() if name not in STANDING}
