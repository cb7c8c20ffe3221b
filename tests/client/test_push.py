"""``analyser push``: what people and pipes see of it."""

import json
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from analyser.batch.mixed_inputs import count_of
from analyser.cli import MISUSED, OK, SOME_FAILED, main
from analyser.client import Client, Uploaded
from analyser.client.uploads import Outcome
from tests.api.quick_service import vtt

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    folder.mkdir()
    for month in ("March", "May"):
        (folder / f"{month}.vtt").write_bytes(vtt(month))
    return folder


def test_twice_doubles_nothing(client: Client, url: str, folder: Path, capsys: Captured) -> None:
    args = ["push", str(folder), "--url", url, "--rep", "Ann Lee", "--account", "Acme"]
    assert main(args) == OK
    out, err = capsys.readouterr()
    first = [json.loads(line) for line in out.splitlines()]
    assert [line["name"] for line in first] == ["March.vtt", "May.vtt"]
    assert "2 new calls, 0 kept before, 0 failed" in err
    assert main(args) == OK
    out, err = capsys.readouterr()
    again = [json.loads(line) for line in out.splitlines()]
    assert [line["call"] for line in again] == [line["call"] for line in first]
    assert "0 new calls, 2 kept before, 0 failed" in err
    assert len(list(client.calls(account="Acme", rep="Ann Lee"))) == 2


def test_goes_on_where_it_stopped(client: Client, url: str, folder: Path) -> None:
    (folder / "April.vtt").write_bytes(vtt("April"))
    with Client(url) as stopped:
        next(stopped.uploads(folder, at_a_time=1))
    assert main(["push", str(folder), "--url", url]) == OK
    assert len(list(client.calls())) == 3


@pytest.mark.usefixtures("ctrl_c")
def test_stopped_by_hand_it_tells_how_far_it_came(
    url: str, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = Client.uploads

    def stopped(*args: Any, **facts: Any) -> Iterator[Outcome]:
        yield next(uploads(*args, **facts))
        raise KeyboardInterrupt

    monkeypatch.setattr(Client, "uploads", stopped)
    assert main(["push", str(folder), "--url", url]) == 130
    err = capsys.readouterr().err.splitlines()
    told = "1 new calls, 0 kept before, 0 failed; run it again for the rest"
    assert err[-2:] == [f"analyser: {told}", "analyser: stopped"]
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL  # Once more ends it at once.


def test_a_bad_file_has_its_line(url: str, folder: Path, capsys: Captured) -> None:
    (folder / "bad.txt").write_bytes(b"\x00")
    assert main(["push", str(folder), "--url", url]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.count("analyser: bad.txt: expected") == 1


def test_an_empty_folder_is_told(url: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "none").mkdir()
    assert main(["push", str(tmp_path / "none"), "--url", url]) == SOME_FAILED
    assert "none: expected a file, a folder with files" in capsys.readouterr().err


def test_the_key_comes_from_the_environment(
    url: str, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUST_ANALYSER_KEY", "ta_wrong")
    assert main(["push", str(folder), "--url", url]) == MISUSED
    out, err = capsys.readouterr()
    assert (out, err.count("valid key")) == ("", 1)
    assert "ta_wrong" not in err


@pytest.mark.parametrize("url", ["trust.acme.example", "http://127.0.0.1:1"])
def test_an_address_without_a_service_stops_at_once(
    url: str, folder: Path, capsys: Captured, pauses: list[float]
) -> None:
    code = main(["push", str(folder), "--url", url])
    assert code == (MISUSED if "://" not in url else SOME_FAILED)
    err = capsys.readouterr().err
    assert err.count("expected") == 1
    assert err.count("it is asked again") == ("://" in url)


def test_a_folder_of_two_thousand_files_begins_at_once(client: Client, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for part in range(20):
        (folder / f"{part:02}").mkdir(parents=True)
    for number in range(2_000):
        (folder / f"{number % 20:02}" / f"{number:04}.vtt").write_bytes(vtt(str(number)))
    assert count_of(str(folder)) == 2_000
    found = client.uploads(folder, at_a_time=2)
    names = [one.name for one in islice(found, 3) if isinstance(one, Uploaded)]
    found.close()
    assert names == ["00/0000.vtt", "00/0020.vtt", "00/0040.vtt"]
    assert 3 <= len(list(client.calls())) <= 8
