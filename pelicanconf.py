"""Pelican settings of every build; `portal build` overrides PATH and OUTPUT_PATH on the command line."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent

PATH = "content"
OUTPUT_PATH = "output"
SITENAME = "人大监督公开"
SITEURL = ""
AUTHOR = SITENAME
TIMEZONE = "Asia/Shanghai"
LOCALE = ["C"]
# The full tag: with plain "zh" Pelican warns, and a warning stops the build.
DEFAULT_LANG = "zh-cn"
# `portal build` says which articles are shown (`articles` in site.json); Pelican would ask the clock.
WITH_FUTURE_DATES = True
SLUGIFY_SOURCE = "basename"

# Where people write. What `portal build` writes, below releases/ and profiles/, plugins.site makes into pages.
PAGE_PATHS = ["pages"]
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{slug}/index.html"
PAGE_URL = PAGE_LANG_URL = "{slug}/"
PAGE_ORDER_BY = "relative_source_path"
ARTICLE_PATHS = ["news"]
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "news/{slug}/index.html"
ARTICLE_URL = ARTICLE_LANG_URL = "news/{slug}/"
ARTICLE_ORDER_BY = "reversed-date"
# Pages in one language: no translations are looked for, which Pelican does by comparing each with all.
PAGE_TRANSLATION_ID = ARTICLE_TRANSLATION_ID = None

STATIC_PATHS = ["pages", "news"]
STATIC_EXCLUDE_SOURCES = True
IGNORE_FILES = [".*"]
# Text in angle brackets and braces is data here, never a command to Pelican.
INTRASITE_LINK_REGEX = r"(?!)(?P<what>)"
FORMATTED_FIELDS: list[str] = []
READERS = {"html": None, "htm": None, "rst": None}

# No pages by category, author, tag or month; one list of news and one page for addresses that do not exist.
DIRECT_TEMPLATES = ["404", "news"]
NEWS_SAVE_AS, NEWS_URL = "news/index.html", "news/"
PAGINATED_TEMPLATES: dict[str, int | None] = {}
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
USE_FOLDER_AS_CATEGORY = False
# Feeds are written by plugins.feeds, by release and not by article.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

THEME = "theme"
THEME_TEMPLATES_OVERRIDES = [str(ROOT / "theme")]
THEME_STATIC_DIR = "theme"
# Plugins.assets publishes them, under names that their bytes decide.
THEME_STATIC_PATHS: list[str] = []
# Pelican renders without escaping unless told; every cell and title is hostile until escaped.
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
    "auto_reload": False,
    # Each page asks for a dozen; all stay ready.
    "cache_size": -1,
}

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.tables": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.footnotes": {"BACKLINK_TITLE": "回到正文第 {} 条脚注处"},
    },
    "output_format": "html",
}

# Order matters: words are sanitised before components, which we trust, are placed among them.
PLUGINS = [
    "plugins.site",
    "plugins.sanitise",
    "plugins.citing",
    "plugins.glossary",
    "plugins.drawings",
    "plugins.exhibits",
    "plugins.metadata",
    "plugins.headers",
    "plugins.assets",
    "plugins.feeds",
    "plugins.links",
    # Last: it indexes the finished pages.
    "plugins.search",
]
CACHE_PATH = ".cache/pelican"
