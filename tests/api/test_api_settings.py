import io
import socket
from pathlib import Path

import pytest

from analyser.cli import main
from analyser.errors import ProfileError, SettingsError
from api import server
from api.admin import create_admin
from api.server import check_address, check_free, serve
from api.settings import ServiceSettings, service_settings


def test_keeps_calls_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert service_settings().database == "/data/trust-analyser/calls.db"
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.setenv("HOME", "/home/ann")
    assert service_settings().database == "/home/ann/.local/share/trust-analyser/calls.db"


def test_reads_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATABASE": "kept.db",
        "PROFILE": "strict.toml",
        "REPS": "Ann Lee, Zoë Ng",
        "OWN_DOMAINS": "ours.example",
        "WORKERS": "3",
    }.items():
        monkeypatch.setenv(f"TRUST_ANALYSER_{name}", value)
    settings = service_settings()
    assert (settings.database, settings.workers) == ("kept.db", 3)
    assert settings.analysis.reps == ("Ann Lee", "Zoë Ng")
    assert settings.analysis.own_domains == ("ours.example",)
    assert settings.analysis.profile == "strict.toml"


def test_a_profile_that_cannot_be_used_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "team.toml"
    path.write_text('extends = "default"\nname = "team"\n[signals.candor]\nweight = 1\n')
    monkeypatch.setenv("TRUST_ANALYSER_PROFILE", str(path))
    monkeypatch.setenv("TRUST_ANALYSER_DATABASE", str(tmp_path / "kept.db"))
    with pytest.raises(ProfileError, match=r"_PROFILE: team\.toml: .*signals\.candor"):
        serve()


@pytest.mark.parametrize(
    ("name", "value"),
    [("WORKERS", "0"), ("WAITING", "x"), ("MAX_UPLOAD_MB", "65"), ("SECURE_COOKIES", "perhaps")],
)
def test_names_the_variable_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TRUST_ANALYSER_{name}", value)
    with pytest.raises(SettingsError, match=f"^TRUST_ANALYSER_{name}: "):
        service_settings()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("WORKRES", "WORKERS"),
        ("HOST", "HOSTS"),
        ("RETENTION_DAY", "RETENTION_DAYS"),
        ("OIDC_CLIENT_ID", "OIDC_CLIENT"),
    ],
)
def test_a_mistyped_name_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(f"TRUST_ANALYSER_{name}", "1")
    with pytest.raises(
        SettingsError, match=f"_{name}: expected .* such as TRUST_ANALYSER_{meant},"
    ):
        service_settings()


@pytest.mark.parametrize("name", ["KEY", "MODEL", "THREADS"])
def test_variables_of_other_parts_are_none_of_the_services(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"TRUST_ANALYSER_{name}", "1")
    assert service_settings().workers


def test_leaves_threads_for_reading() -> None:
    with pytest.raises(ValueError, match="at most 32 together"):
        ServiceSettings(workers=20, waiting=20)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "coach.example", ""])  # noqa: S104
def test_listens_to_others_only_with_an_admin(
    host: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRUST_ANALYSER_DATABASE", str(tmp_path / "calls.db"))
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    with pytest.raises(SettingsError, match="no admin yet"):
        serve(host, 8000)
    create_admin("default", "ann@acme.example", "Ann")
    check_address(host, 8000, service_settings())


def test_refuses_ports_that_are_none() -> None:
    with pytest.raises(SettingsError, match="found 70000"):
        serve("127.0.0.1", 70000)


def test_serves_with_the_model_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.api.quick_service import QUICK

    started = []

    def run(self: server.Server) -> None:
        started.append((self.config.host, self.config.port))

    monkeypatch.setenv("TRUST_ANALYSER_DATABASE", str(tmp_path / "calls.db"))
    monkeypatch.setattr(server, "ROAD", QUICK)
    monkeypatch.setattr(server.Server, "run", run)
    serve("localhost", 8001)
    assert started == [("localhost", 8001)]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_that_is_taken_is_one_line(
    host: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TRUST_ANALYSER_DATABASE", str(tmp_path / "calls.db"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--host", host, "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"analyser: --port {port}: expected a port that nobody listens at")
    assert told.count("\n") == 1


def test_a_port_just_left_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as left:
        port = left.getsockname()[1]
    check_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_an_address_of_another_computer_is_refused(host: str) -> None:
    with pytest.raises(SettingsError, match=f"--host {host} --port 8000: expected an address"):
        check_free(host, 8000)
