"""Target: the folder on a server from which a site is served, and what is known of it between two pushes.

repository.git/   what is pushed to
releases/         whole sites, verified, named by moment and commit; never written to again
current           a symbolic link to the one that is served
before            a symbolic link to the one served before it: whoever opened a page of that still gets its styles
work/             what is being made; anything in it may be removed when nobody holds the lock
deploy.toml       settings, written by ``portal deploy init``, changed by hand
state.json        which site is to be served; ``current`` is made to agree with it
lock              held while anything above changes
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from scripts.model.problem import Place, Problem, Rejected
from scripts.usage import WrongUsage

PATIENCE = 1800.0
"""Seconds that a push waits for another."""
REMIND = 30.0
ACCEPTING = 600.0
"""Seconds that git may take between accepting a push and telling of it; longer, and it was another process."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Settings:
    """How a target publishes.

    Args:
        branch: the one that is published.
        code: ``installed``: data and words come from the push, the program is the one on the server; ``pushed``: the
            program too, so that whoever may push may run anything here.
        program: folder of the installed program.
        python: interpreter with its dependencies.
        url: public address, instead of that in ``data/site.toml``.
        wheels: folder of packages, where the server cannot fetch any.
        rewrite: whether a push may drop commits that were published.
        keep: how many sites are kept.
    """

    branch: str
    program: str
    python: str
    code: str = "installed"
    url: str = ""
    wheels: str = ""
    rewrite: bool = False
    keep: int = 10


@dataclass(frozen=True)
class Pending:
    """A site that is ready and waits for its push to be accepted by git.

    Args:
        release: its name.
        commit: the branch points to it when the push was accepted.
        process: of git, which is accepting it.
        due: moments at which something under embargo in it may be published.
    """

    release: str
    commit: str
    process: int
    due: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """What is to be served.

    Args:
        live: name of the release; empty before the first.
        held: it was chosen by hand (rollback): nothing but the next push changes it.
        due: as in ``Pending``, of the release that is served.
        pending: see the class.
    """

    live: str = ""
    held: bool = False
    due: tuple[str, ...] = ()
    pending: Pending | None = None


class Target:
    """A target folder. Everything that changes it happens inside ``locked``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.repository = root / "repository.git"
        self.releases = root / "releases"
        self.work = root / "work"
        self.current = root / "current"
        self.before = root / "before"
        self.cache = root / "cache"
        self._settings, self._state, self._lock = root / "deploy.toml", root / "state.json", root / "lock"

    @property
    def is_made(self) -> bool:
        """Whether ``portal deploy init`` made it."""
        return self._settings.is_file() and self.repository.is_dir()

    @property
    def settings(self) -> Settings:
        """How it publishes.

        Raises:
            WrongUsage: the settings cannot be read.
        """
        try:
            return Settings(**tomllib.loads(self._settings.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
            raise WrongUsage(f"读不懂 {self._settings}（{error}）：改正它，或再运行一次 portal deploy init。") from None

    def write_settings(self, settings: Settings) -> None:
        """Write ``deploy.toml``; a JSON string, number and boolean is one of TOML too."""
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(settings).items()]
        _write(
            self._settings, "# 由 portal deploy init 写成；各项的意思见 data/README.md。\n" + "\n".join(lines) + "\n"
        )

    @property
    def state(self) -> State:
        """What is to be served."""
        try:
            found = json.loads(self._state.read_text(encoding="utf-8"))
            pending = found.pop("pending")
            if pending:
                pending = Pending(**{**pending, "due": tuple(pending["due"])})
            return State(**{**found, "due": tuple(found["due"])}, pending=pending or None)
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            # Nothing was published yet, or somebody else wrote to the file: what is served stays.
            return State(self.served)

    def write_state(self, state: State) -> None:
        """Replace ``state.json`` in one step."""
        _write(self._state, json.dumps(asdict(state), ensure_ascii=False, indent=1) + "\n")

    def names(self) -> list[str]:
        """Return the names of the kept releases, oldest first."""
        return sorted(one.name for one in self.releases.iterdir() if one.is_dir())

    @property
    def served(self) -> str:
        """The release that ``current`` points to; empty when there is none."""
        return self.current.readlink().name if self.current.is_symlink() else ""

    def serve(self, release: str, *, held: bool, due: tuple[str, ...]) -> None:
        """Serve a release from now on. Killed in between, ``settle`` completes it."""
        self.write_state(State(release, held, due))
        self._switch(release)

    def _switch(self, release: str) -> None:
        """Let ``current`` point to a release: one rename, so that each request finds the old site or the new one."""
        if (served := self.served) and served != release:
            self._point(self.before, served)
        self._point(self.current, release)

    def _point(self, link: Path, release: str) -> None:
        fresh = self.root / f".{link.name}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("releases") / release)
        fresh.replace(link)

    def add(self, made: Path, commit: str) -> str:
        """Move a finished site among the releases and return its name."""
        now = datetime.datetime.now(tz=datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
        # Names say the order, also when the clock was set back.
        moment, number = max((_order(name) for name in self.names()), default=("", 0))
        moment, number = (now, 1) if now > moment else (moment, number + 1)
        name = f"site-{moment}-{commit[:12]}" if number == 1 else f"site-{moment}.{number:03}-{commit[:12]}"
        # After a power cut the served site must not be empty files.
        os.sync()
        made.rename(self.releases / name)
        return name

    def settle(self, tip: str, tell: Tell) -> bool:
        """Make everything agree with what was accepted before; return whether another push is just being accepted.

        Args:
            tip: where the published branch points.
            tell: prints a line.
        """
        state = self.state
        if (pending := state.pending) is not None:
            if pending.commit == tip and (self.releases / pending.release).is_dir():
                state = State(pending.release, False, pending.due)
            elif _alive(pending.process) and time.time() - self._state.stat().st_mtime < ACCEPTING:
                return True
            else:
                state = replace(state, pending=None)
            self.write_state(state)
        if state.live and state.live != self.served and (self.releases / state.live).is_dir():
            self._switch(state.live)
            tell(f"网站切换到 {state.live}。")
        self._tidy(state)
        return False

    def _tidy(self, state: State) -> None:
        """Remove what a killed push left and sites beyond those kept; one that goes leaves ``releases`` first."""
        names = [name for name in self.names() if name != self.served]
        kept = max(self.settings.keep - 1, 1)
        newer = {name for name in names if not state.held and name > state.live}
        for name in {*names[:-kept], *newer} - {state.live}:
            (self.releases / name).rename(self.work / name)
        for left in self.work.iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    @contextmanager
    def locked(self, tip: Callable[[], str], tell: Tell, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the target, everything settled; waits, saying so, while another push is being made or accepted.

        Raises:
            Rejected: ``deploy.busy`` after ``patience`` seconds.
        """
        start, said = time.monotonic(), 0.0
        with self._lock.open("a") as file:
            while not self._take(file.fileno(), tip, tell):
                waited = time.monotonic() - start
                if waited > patience:
                    fix = "过一会再推送；一直这样的，请维护的人用 portal deploy status 查看"
                    raise Rejected([Problem("deploy.busy", Place(""), "另一次发布一直没有结束", fix)])
                if not said or waited - said > REMIND:
                    tell("另一次发布正在进行，等它结束……" if not said else f"仍在等（{waited:.0f} 秒）……")
                    said = max(waited, 0.001)
                time.sleep(0.1)
            yield

    def _take(self, file: int, tip: Callable[[], str], tell: Tell) -> bool:
        """Take the lock unless someone has it or git is between accepting a push and telling of it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self.settle(tip(), tell):
            fcntl.flock(file, fcntl.LOCK_UN)
            return False
        return True

    @property
    def busy(self) -> bool:
        """Whether something is being published just now."""
        with self._lock.open("a") as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, safe against a power cut."""
    fresh = path.with_name(f".{path.name}")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _order(name: str) -> tuple[str, int]:
    """Return moment and number of a release's name.

    >>> _order("site-20241101T090000Z-0123456789ab"), _order("site-20241101T090000Z.002-0123456789ab")
    (('20241101T090000Z', 1), ('20241101T090000Z', 2))
    """
    moment, _, number = name.split("-")[1].partition(".")
    return moment, int(number or 1)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
