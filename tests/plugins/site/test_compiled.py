"""Templates are compiled once for many builds, and again when they, or what is kept of them, are no longer the same."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins.site.compiled import Compiled, compile_all


def shown(cache: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Return what a template shows in a build of its own, and how many were compiled for that."""
    kept = Compiled(cache)
    env = Environment(loader=DictLoader({"a.html": source}), bytecode_cache=kept, autoescape=True)
    count = 0
    compile = env.compile

    def counted(*args, **named):  # type: ignore[no-untyped-def]
        nonlocal count
        count += 1
        return compile(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(env, "compile", counted)
        text = env.get_template("a.html").render(x="<")
    kept.save()
    return text, count


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(tmp_path, "甲{{ x }}", monkeypatch) == ("甲&lt;", 1)
    assert shown(tmp_path, "甲{{ x }}", monkeypatch) == ("甲&lt;", 0)
    assert shown(tmp_path, "乙{{ x }}", monkeypatch) == ("乙&lt;", 1)


def test_what_is_spoilt_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(tmp_path, "甲{{ x }}", monkeypatch)
    (pack,) = tmp_path.glob("pack-*")
    content = bytearray(pack.read_bytes())
    content[-9] ^= 0x55
    pack.write_bytes(content)
    assert shown(tmp_path, "甲{{ x }}", monkeypatch) == ("甲&lt;", 1)


def test_every_template_of_a_theme_is_asked_for_by_the_name_that_others_use(tmp_path: Path) -> None:
    for name in ("templates/a.html", "components/b/macro.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    asked: list[str] = []
    env = Environment(autoescape=True)
    env.get_template = asked.append  # type: ignore[method-assign, assignment]
    compile_all(env, tmp_path)
    assert asked == ["components/b/macro.html", "a.html"]
