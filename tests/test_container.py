"""Dockerfile and compose file, as far as they can be checked without Docker."""

import json
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyser.cli import _parser
from api.server import SHUTDOWN_SECONDS
from api.settings import PREFIX, ServiceSettings, service_settings

ROOT = Path(__file__).parents[1]
KNOWN = {"DATABASE_URL", *(f"{PREFIX}{name.upper()}" for name in ServiceSettings.model_fields)}


def instructions() -> Iterator[tuple[str, str]]:
    """The Dockerfile's, each on one line."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line[:1] != "#"]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        word, _, rest = line.partition(" ")
        yield word, rest


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text()))


def commands(compose: dict[str, Any]) -> list[list[str]]:
    of_image = [json.loads(rest) for word, rest in instructions() if word == "CMD"]
    of_services = [one["command"] for one in compose["services"].values() if "command" in one]
    hints = re.findall(
        r"(analyser (?:admin|serve|worker)[^`\n]*)", (ROOT / "compose.yaml").read_text()
    )
    return [*of_image, *of_services, *(shlex.split(hint) for hint in hints)]


def test_what_is_copied_is_there() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    copied = [name for word, rest in instructions() if word == "COPY" for name in rest.split()[:-1]]
    assert {"analyser", "api", "models", "pyproject.toml"} <= set(copied)
    for name in copied:
        assert (ROOT / name).exists(), name
        assert not any(fnmatch(name, pattern) for pattern in ignored), name


def test_what_is_installed_is_what_the_makefile_installs() -> None:
    runs = " ".join(rest for word, rest in instructions() if word == "RUN")
    made = (ROOT / "Makefile").read_text()
    assert re.findall(r"torch==\S+", runs) == re.findall(r"torch==\S+", made)
    extras = re.findall(r"\.\[(\w+)\]", runs)
    assert all(f"\n{extra} = [" in (ROOT / "pyproject.toml").read_text() for extra in extras)


def test_commands_are_the_analysers(compose: dict[str, Any]) -> None:
    found = commands(compose)
    assert {command[1] for command in found} == {"serve", "worker", "admin"}
    for name, *words in found:
        assert name == "analyser"
        _parser().parse_args(words)


def test_variables_are_settings(compose: dict[str, Any]) -> None:
    of_image = [rest.partition("=")[0] for word, rest in instructions() if word == "ENV"]
    ours = [compose["services"][name]["environment"] for name in ("app", "worker")]
    assert {*of_image, *(name for one in ours for name in one)} <= KNOWN


@pytest.mark.parametrize("name", ["app", "worker"])
def test_the_services_settings_can_be_used(
    compose: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for word, rest in instructions():
        if word == "ENV":
            monkeypatch.setenv(*rest.split("=", 1))
    for variable, value in compose["services"][name]["environment"].items():
        monkeypatch.setenv(variable, re.sub(r"\$\{.*?\}", "secret", value))
    found = service_settings()
    assert found.database == "postgresql://analyser:secret@store/analyser"
    assert (found.job_threads == 0) == (name == "app")


def test_services_and_volumes_are_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for one in services.values():
        assert set(one.get("depends_on", {})) <= set(services)
        named = [volume.partition(":")[0] for volume in one.get("volumes", [])]
        assert set(named) <= set(compose["volumes"])
    assert "healthcheck" in services["store"]


def test_work_at_hand_may_be_finished(compose: dict[str, Any]) -> None:
    for name in ("app", "worker"):
        grace = compose["services"][name]["stop_grace_period"]
        assert int(grace.removesuffix("s")) > SHUTDOWN_SECONDS
