"""The page of signals is what the code says now."""

import pytest

from analyser.catalogue import PAGE, catalogue
from analyser.signals import all_signals


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue(), "stale: run `make docs`"


@pytest.mark.parametrize("name", all_signals())
def test_every_signal_has_its_section(name: str) -> None:
    section = catalogue().split(f"## {name}\n", 1)[1].split("\n## ", 1)[0]
    for part in ("**Unit:**", "**Formula:**", "**Limits:**", "**Source:**", ">>> "):
        assert part in section
