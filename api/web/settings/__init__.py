"""/settings: what a team's admins look after, one page a file."""

from typing import Final

from fastapi import APIRouter

PLACES: Final = (
    ("people", "People"),
    ("keys", "Keys"),
    ("privacy", "Privacy"),
    ("webhooks", "Webhooks"),
    ("signals", "Signals and bands"),
    ("audit", "Audit log"),
)
"""The pages in their order: address and title."""


def routers() -> list[APIRouter]:
    """The pages' routers."""
    from api.web.settings import audit, keys, people, privacy, signals, webhooks

    return [one.router for one in (people, keys, privacy, webhooks, signals, audit)]
