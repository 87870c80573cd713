"""Lookup: how templates read ``a.b``, quicker for plain dictionaries, with the same result."""

from typing import Any

from jinja2 import Environment

_ATTRIBUTES = frozenset(dir(dict))
"""Names that mean a method of the dictionary before they mean one of its keys."""


def quick_lookup(env: Environment) -> None:
    """Let an environment look into dictionaries first by key; Jinja asks for an attribute, fails, then asks again."""
    general = env.getattr
    missing = env.undefined

    def lookup(obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute not in _ATTRIBUTES:
            try:
                return obj[attribute]
            except KeyError:
                return missing(obj=obj, name=attribute)
        return general(obj, attribute)

    # Documented as the one place where templates look up names with a dot.
    env.getattr = lookup  # type: ignore[method-assign]  # of this environment alone
