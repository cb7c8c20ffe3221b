"""A PostgreSQL server of our own, in a folder, on a socket: Debian's programs, nobody's data."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

REQUIRED = "TRUST_ANALYSER_REQUIRE_POSTGRES"
"""Set where its absence is an error: .ci/run sets it."""
FOLDER = Path("/tmp")  # noqa: S108  mkdtemp makes a folder of our own in it
PREFIX = "trust-analyser-pg-"
OWNER = "owner"
OPTIONS = "-c listen_addresses='' -c max_connections=200"
QUICK = "-c fsync=off"
"""What is written need not outlive the machine."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, where PostgreSQL is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else found[-1].parent if found else None


def as_whom() -> list[str]:
    """The start of a command line for PostgreSQL, which refuses to run as root."""
    return ["runuser", "-u", unprivileged(), "--"] if os.getuid() == 0 else []


def unprivileged() -> str:
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def cluster(bin_folder: Path, options: str = QUICK) -> Iterator[str]:
    """Start a server; gives the URL of its socket, without a database's name."""
    _stop_orphans(bin_folder)
    # Not under pytest's folders: sockets have short paths, and another user must get there.
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=FOLDER))
    (folder / OWNER).write_text(str(os.getpid()))
    try:
        if os.getuid() == 0:
            user = pwd.getpwnam(unprivileged())
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        run(bin_folder / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "-N")
        control = bin_folder / "pg_ctl"
        stated = f"{OPTIONS} {options} -k {folder}"
        run(control, "-D", data, "-l", folder / "log", "-o", stated, "-w", "start")
        try:
            yield f"postgresql://tester@/{{name}}?host={quote(str(folder))}"
        finally:
            run(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop_orphans(bin_folder: Path) -> None:
    """Stop the servers of test runs that were killed before they could."""
    for owner in FOLDER.glob(f"{PREFIX}*/{OWNER}"):
        if owner.owner() == pwd.getpwuid(os.getuid()).pw_name and not _lives(owner.read_text()):
            with suppress(subprocess.CalledProcessError):
                run(bin_folder / "pg_ctl", "-D", owner.parent / "data", "-m", "immediate", "stop")
            shutil.rmtree(owner.parent, ignore_errors=True)


def _lives(process: str) -> bool:
    return Path("/proc", process, "stat").exists()


def run(*command: object) -> None:
    subprocess.run(
        [*as_whom(), *map(str, command)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=FOLDER,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    )
