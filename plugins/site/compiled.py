"""Compiled (编译过的模板): the Python that Jinja makes of each template, kept from earlier builds."""

import platform
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from scripts.model.kept import Kept, digest, tree_digest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("plugins", "scripts/model", "pelicanconf.py", "publishconf.py")


@cache
def house() -> str:
    """Return a hash of what decides, beside the theme, what becomes of templates: settings, filters, what they call."""
    return digest([tree_digest(ROOT, HOUSE), platform.python_version()])


class Compiled(BytecodeCache):
    """The templates of a build; it is asked for code by key, and used only when the bytes are those that were kept."""

    def __init__(self, folder: Path) -> None:
        """Begin with what is kept in ``folder``."""
        self._kept = Kept(folder)
        self._base = digest([house(), version("jinja2")])

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code where it is kept."""
        key = self._key(bucket)
        if kept := self._kept.get(key):
            self._kept.use({key: kept[0]})
            bucket.bytecode_from_string(kept[1])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept.use({self._key(bucket): self._kept.write(bucket.bytecode_to_string())})

    def save(self) -> None:
        """Keep what was made by this process for the next build."""
        self._kept.save()

    def _key(self, bucket: Bucket) -> str:
        return digest([self._base, bucket.key, bucket.checksum])


@lru_cache(maxsize=1)
def compiled(folder: Path) -> Compiled:
    """Return the templates kept in ``folder``, the same for all generators of a build."""
    return Compiled(folder)


def compile_all(env: Environment, theme: Path) -> None:
    """Have every template of the theme ready, so that no worker has to compile one."""
    for path in sorted([*(theme / "templates").glob("*.html"), *theme.glob("components/*/*.html")]):
        inside = path.relative_to(theme).as_posix()
        env.get_template(inside.removeprefix("templates/"))
