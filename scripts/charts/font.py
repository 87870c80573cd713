"""Font: what is the matter when it is missing."""


class NoChartFont(RuntimeError):
    """The locked font package is missing; pictures would differ from machine to machine."""
