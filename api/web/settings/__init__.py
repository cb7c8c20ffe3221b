"""/settings: what a team's admins look after, one page a file."""

from typing import Final

from fastapi import APIRouter

PLACES: Final = (
    ("people", "People"),
    ("keys", "Keys"),
    ("privacy", "Privacy"),
    ("webhooks", "Webhooks"),
    ("signals", "Signals"),
    ("trackers", "Trackers"),
    ("profile", "Profile as a file"),
    ("audit", "Audit log"),
)
"""The pages in their order: address and title."""


def routers() -> list[APIRouter]:
    """The pages' routers."""
    from api.web.settings import (
        audit,
        keys,
        people,
        privacy,
        profile,
        signals,
        trackers,
        webhooks,
    )

    ones = (people, keys, privacy, webhooks, signals, trackers, profile, audit)
    return [one.router for one in ones]
