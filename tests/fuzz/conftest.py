"""Left out of the tests: what needs atheris, which only `make fuzz` installs."""

collect_ignore = ["guided.py"]
