"""What is done at the computer itself: the first admin of a team."""

import getpass
import sys

from analyser.errors import SettingsError
from api.access import Role
from api.passwords import hash_password
from api.settings import service_settings
from api.store import people
from api.store.database import Database


def create_admin(team: str, email: str, name: str) -> None:
    """Add an admin, and their team where it is missing; the password is asked for.

    Raises SettingsError, StoreError, BadPassword, NameTaken.
    """
    if "@" not in email:
        raise SettingsError("--email: expected an e-mail address, found something else")
    new = people.NewUser(email, name or email, Role.ADMIN, hash_password(_password()))
    db = Database(service_settings().database)
    try:
        with db.writing() as session:
            people.add_user(session, people.team(session, team), new)
    finally:
        db.close()


def _password() -> str:
    """The password, from the keyboard or, without one, the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise SettingsError("password: expected the same one twice, found two")
    return first
