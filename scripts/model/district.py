"""District (区县): what a provincial portal took from one district's site, and which rooms it knows of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.model.release import ReleaseId


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the roster (名单): a district, where its site is read and where readers find it.

    Args:
        id: slug, part of addresses of the portal.
        name: as the portal prints it.
        source: folder of a built site, or its address.
        url: public address of the site, ends in a slash.
    """

    id: str
    name: str
    source: str
    url: str

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address, as a security policy names it."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole list: the portal's own name and address, then its districts in the order written."""

    name: str
    organ: str
    url: str
    notice: str
    districts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One release in a district's catalogue.

    Args:
        release: which one.
        title: as the district prints it.
        issued: day of publication, ISO; empty when the catalogue does not say.
        as_of: day the data speak of, ISO.
        methods: name → version, as approved.
        files: name → SHA-256 of every table.
        sentence: what the release says of itself.
    """

    release: ReleaseId
    title: str
    issued: str
    as_of: str
    methods: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline figure of one release as the district's ``figures.jsonl`` has it.

    Args:
        value: exact, in plain digits; empty when missing, with ``missing`` as the reason.
        words: as printed.
        status: what became of it (现行).
    """

    id: str
    label: str
    value: str
    words: str
    unit: str
    base: str
    method: str
    status: str
    missing: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class District:
    """What was taken from one district.

    Args:
        entry: its line of the roster.
        organ: who publishes there.
        titles: series → title of the report, as the district calls it.
        datasets: every public release by its path.
        headlines: release path → headline figure, of reports the portal knows.
        figures: number of figures taken over.
        digests: file → SHA-256 of what was read.
        notice: what the district says of all its data (演示数据).
    """

    entry: Entry
    organ: str
    titles: Mapping[str, str]
    datasets: Mapping[str, Dataset]
    headlines: Mapping[str, Headline]
    figures: int
    digests: Mapping[str, str]
    notice: str = ""

    @property
    def series(self) -> list[str]:
        """The series that have releases, sorted."""
        return sorted({one.release.series for one in self.datasets.values()})

    def address(self, dataset: Dataset) -> str:
        """Return the public address of a release."""
        return f"{self.entry.url}{dataset.release}/"

    def of_period(self, series: str) -> dict[str, Dataset]:
        """Return period → newest revision of a series, oldest period first."""
        found: dict[str, Dataset] = {}
        for one in sorted(self.datasets.values(), key=lambda one: one.release):
            if one.release.series == series:
                found[str(one.release.period)] = one
        return found

    def latest(self, series: str) -> Dataset | None:
        """Return the newest revision of the newest period of a series."""
        return next(reversed(self.of_period(series).values()), None)


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the portal knows from its own rooms, so that it can compare districts.

    Args:
        kind_title: 预算执行.
        title: 部门预算执行进度.
        definition: 口径 in one paragraph.
        headline: id of the figure that is compared.
    """

    series: str
    kind_title: str
    title: str
    definition: str
    headline: str
