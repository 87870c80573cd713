"""Lookup: how templates read ``a.b`` and their globals, quicker than Jinja's own way, with the same result."""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment

_ATTRIBUTES = frozenset(dir(dict))
"""Names that mean a method of the dictionary before they mean one of its keys."""


def quick_lookup(env: Environment) -> None:
    """Let an environment look into dictionaries first by key, and have one dictionary of globals for all templates.

    For ``a.b`` Jinja asks for an attribute, fails, then asks again for a key. Of the globals it makes a chain for each
    template, which every page and every import copies name by name.
    """
    general = env.getattr
    layered = env.make_globals
    missing = env.undefined

    def lookup(obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute not in _ATTRIBUTES:
            try:
                return obj[attribute]
            except KeyError:
                return missing(obj=obj, name=attribute)
        return general(obj, attribute)

    def globals_of(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return layered(own) if own else env.globals

    # Documented as the places where templates look up names with a dot, and where their globals are made.
    env.getattr = lookup  # type: ignore[method-assign]  # of this environment alone
    env.make_globals = globals_of  # type: ignore[method-assign, assignment]  # of this environment alone
