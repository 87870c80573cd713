"""Minify: style sheets and scripts without what only their authors read."""

import re

_PARTS = re.compile(r'"[^"\\\n]*"|\'[^\'\\\n]*\'|/\*.*?\*/', re.DOTALL)
"""Strings, which stay as they are, and comments."""
_AROUND = re.compile(r" ?([{};,>/]) ?")
_AFTER_NAME = re.compile(r"(?<=[a-z0-9]): (?=[^{}]*[;}]|[^(){}]*\))")


class LongTemplate(ValueError):
    """A script has a template that goes on in the next line, in which blanks may mean something."""


def minify(css: str) -> str:
    """Return the same rules without comments, line ends and blanks that mean nothing.

    Only what is certain: blanks around braces, semicolons, commas, slashes and `>`, and after the name of a property.

    >>> minify('/* a */ p > a:hover { color : red;\\n margin: 0 auto; content: "a;  b"; }')
    'p>a:hover{color : red;margin:0 auto;content:"a;  b"}'
    """
    strings: list[str] = []

    def part(match: re.Match[str]) -> str:
        if match[0].startswith("/*"):
            return " "
        strings.append(match[0])
        # No style sheet holds this sign.
        return f"\0{len(strings) - 1}\0"

    text = " ".join(_PARTS.sub(part, css).split())
    text = _AFTER_NAME.sub(":", _AROUND.sub(r"\1", text)).replace(";}", "}")
    return re.sub(r"\0(\d+)\0", lambda match: strings[int(match[1])], text)


def without_comments(script: str) -> str:
    """Return the same script without the lines that are comments, and without the blanks that lines begin with.

    Raises:
        LongTemplate: see the class.

    >>> without_comments('// One.\\nconst a = () => {\\n  return 1; // so\\n};')
    'const a = () => {\\nreturn 1; // so\\n};\\n'
    """
    lines = [line.strip() for line in script.splitlines()]
    kept = [line for line in lines if line and not line.startswith("//")]
    for line in kept:
        if line.count("`") % 2:
            raise LongTemplate(line)
    return "".join(f"{line}\n" for line in kept)
