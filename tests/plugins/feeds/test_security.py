"""`security.txt` stands where the standard looks for it, and only where somebody is named."""

import pytest

from plugins.feeds.security import security


def test_a_site_that_names_nobody_has_none() -> None:
    assert security({"at": "2024-11-01", "url": "https://example.cn"}) == ""
    assert security({"at": "2024-11-01", "contact": {"phone": "010-0000"}}) == ""


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ({"email": "rd@example.cn"}, "Contact: mailto:rd@example.cn"),
        ({"email": "rd@example.cn", "security": "https://example.cn/report"}, "Contact: https://example.cn/report"),
        ({"security": "tel:+86-10-0000"}, "Contact: tel:+86-10-0000"),
    ],
)
def test_it_names_whom_to_tell_and_holds_a_year_from_the_day_of_the_build(contact: dict[str, str], line: str) -> None:
    said = security({"at": "2024-02-29", "contact": contact, "url": "https://example.cn/rd/"}).splitlines()
    assert said == [
        line,
        "Expires: 2025-02-28T00:00:00Z",
        "Preferred-Languages: zh, en",
        "Canonical: https://example.cn/rd/.well-known/security.txt",
    ]
