"""Releases, figures and pictures → ``content/``: Markdown, JSON and data files, which is all that the site reads."""
