"""Passwords: argon2id, as RFC 9106 recommends it for machines with little memory."""

from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from api.errors import BadPassword

SHORTEST: Final = 12
LONGEST: Final = 1_000
HASHER: Final = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_password(password: str) -> str:
    """A password as it is kept. Raises BadPassword for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadPassword(
            f"password: expected {SHORTEST} to {LONGEST} characters, found {len(password)}"
        )
    return HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the kept one. It takes as long for somebody who is not known."""
    try:
        return HASHER.verify(kept or _nobodys(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return HASHER.hash("nobody's password")
