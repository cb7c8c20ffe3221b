import io
import json
from pathlib import Path

import pytest

from analyser.cli import MISUSED, OK, SOME_FAILED, main
from analyser.signals import all_signals
from tests.spoken import spoken, spoken_bytes

pytestmark = pytest.mark.usefixtures("quick_road")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def call(tmp_path: Path) -> Path:
    path = tmp_path / "acme.json"
    path.write_bytes(spoken_bytes(id="acme"))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.json"
    path.write_bytes(spoken_bytes()[:-9])
    return path


def ids_in(lines: str) -> list[str]:
    return [json.loads(line)["id"] for line in lines.splitlines()]


def test_a_pipe_sees_a_report_a_line(call: Path, capsys: Captured) -> None:
    assert main(["analyse", str(call)]) == OK
    assert ids_in(capsys.readouterr().out) == ["acme"]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        pytest.param("out.jsonl", '{"schema_version": "1"', id="lines"),
        pytest.param("out.json", '{\n "schema_version": "1"', id="document"),
        pytest.param("out.html", "<!doctype html>", id="page"),
        pytest.param("deep/er/out.jsonl", '{"schema_version": "1"', id="folders-are-made"),
    ],
)
def test_writes_what_the_name_asks_for(call: Path, tmp_path: Path, name: str, start: str) -> None:
    out = tmp_path / name
    assert main(["analyse", str(call), "--out", str(out)]) == OK
    assert out.read_text(encoding="utf-8").lower().startswith(start)


def test_a_folder_gets_a_file_a_call(call: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_bytes(spoken_bytes(id="ACME"))
    out = tmp_path / "out"
    assert main(["analyse", str(call), str(tmp_path / "other.json"), "--out", str(out)]) == OK
    assert sorted(path.name for path in out.iterdir()) == ["ACME-2.json", "acme.json"]


@pytest.mark.parametrize(
    "name",
    [pytest.param("../../etc/passwd", id="path"), pytest.param("\u4f60" * 200, id="long")],
)
def test_ids_stay_names_inside_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "call.json").write_bytes(spoken_bytes(id=name))
    out = tmp_path / "out"
    assert main(["analyse", str(tmp_path / "call.json"), "--out", str(out)]) == OK
    assert len(list(out.glob("*.json"))) == 1


def test_a_bad_file_between_good_ones_fails_alone(
    call: Path, broken: Path, tmp_path: Path, capsys: Captured
) -> None:
    after = tmp_path / "borel.json"
    after.write_bytes(spoken_bytes(id="borel"))
    assert main(["analyse", str(call), str(broken), str(after)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert ids_in(out) == ["acme", "borel"]
    assert err.count("broken.json: expected") == 1


def test_a_missing_file_fails_alone(call: Path, capsys: Captured) -> None:
    assert main(["analyse", str(call.with_name("none.vtt")), str(call)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert ids_in(out) == ["acme"]
    assert "none.vtt: expected a file" in err


@pytest.mark.parametrize(
    "args",
    [
        pytest.param([], id="no-command"),
        pytest.param(["analyse"], id="no-input"),
        pytest.param(["analyse", "x.vtt", "--workers", "0"], id="no-workers"),
        pytest.param(["convert", "x.vtt"], id="convert-to-nowhere"),
    ],
)
def test_wrong_arguments_are_misuse(args: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(args)
    assert stopped.value.code == MISUSED


@pytest.mark.parametrize(
    "option",
    [
        pytest.param(["--out", "report.pdf"], id="out"),
        pytest.param(["--profile", "none.toml"], id="profile"),
    ],
)
def test_options_that_cannot_be_used_are_misuse(
    call: Path, option: list[str], capsys: Captured
) -> None:
    assert main(["analyse", str(call), *option]) == MISUSED
    assert capsys.readouterr().err.count("expected") == 1


def test_stdin_is_a_dash(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(spoken_bytes(id="piped"))))
    assert main(["analyse", "-"]) == OK
    assert ids_in(capsys.readouterr().out) == ["piped"]


@pytest.mark.parametrize("shape", ["{}", "{}/*.json", "{}/**/*.json"])
def test_folders_and_globs_are_opened(call: Path, shape: str, capsys: Captured) -> None:
    (call.parent / ".hidden.json").write_text("no call")
    assert main(["analyse", shape.format(call.parent)]) == OK
    assert ids_in(capsys.readouterr().out) == ["acme"]


def test_a_file_of_lines_holds_a_call_a_line(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_bytes(b"\n".join([spoken_bytes(), b'{"turns": [', spoken_bytes()]))
    assert main(["analyse", str(path)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert ids_in(out) == ["calls-1", "calls-3"]
    assert "calls.jsonl:2: expected" in err


def test_convert_is_read_back_as_the_same_call(call: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.json", tmp_path / "twice.json"
    assert main(["convert", str(call), "--out", str(once)]) == OK
    assert main(["convert", str(once), "--out", str(twice)]) == OK
    assert json.loads(once.read_text())["turns"] == spoken()["turns"]
    assert once.read_bytes() == twice.read_bytes()


def test_signals_lists_the_shelf(capsys: Captured) -> None:
    assert main(["signals"]) == OK
    out = capsys.readouterr().out
    assert all(f"{name}: {signal.principle}" in out for name, signal in all_signals().items())


def test_rep_names_the_seller(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "call.json"
    path.write_bytes(spoken_bytes("Sam: Hello there.", "Lou: Hello, Sam."))
    assert main(["analyse", str(path), "--rep", "SAM"]) == OK
    sam, _ = json.loads(capsys.readouterr().out)["participants"]
    assert (sam["role"], sam["role_from"]) == ("rep", "option")


def test_a_rep_who_is_not_there_fails_the_call(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "call.json"
    path.write_bytes(spoken_bytes("Sam: Hello there.", "Lou: Hello, Sam."))
    assert main(["analyse", str(path), "--rep", "Ann"]) == SOME_FAILED
    assert "expected one of the given reps" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["analyse", "history"])
@pytest.mark.parametrize("out", ["acme.json", "../calls/acme.json", "old.html"])
def test_no_input_is_written_over(
    call: Path, tmp_path: Path, command: str, out: str, capsys: Captured
) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    call.rename(calls / "acme.json")
    (calls / "old.html").write_text("as it was")
    before = {path: path.read_bytes() for path in calls.iterdir()}
    assert main([command, str(calls), "--out", str(calls / out)]) == MISUSED
    assert "found one of the inputs; give" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in calls.iterdir()} == before


@pytest.mark.parametrize("inputs", ["", "*.json", "acme.json"])
def test_a_folder_with_inputs_in_json_takes_no_reports(
    call: Path, inputs: str, capsys: Captured
) -> None:
    before = call.read_bytes()
    assert main(["analyse", str(call.parent / inputs), "--out", str(call.parent)]) == MISUSED
    assert "give another folder" in capsys.readouterr().err
    assert [(path, path.read_bytes()) for path in call.parent.iterdir()] == [(call, before)]


def test_the_second_gong_file_is_an_input_too(call: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    out.mkdir()
    (out / "calls.json").write_text("{}")
    args = ["analyse", str(call), "--gong-calls", str(out / "calls.json"), "--out", str(out)]
    assert main(args) == MISUSED
    assert (out / "calls.json").read_text() == "{}"


def test_reports_may_lie_beside_captions(tmp_path: Path) -> None:
    path = tmp_path / "acme.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nDana: Thanks for joining.\n")
    assert main(["analyse", str(tmp_path), "--out", str(tmp_path)]) == OK
    assert sorted(one.name for one in tmp_path.iterdir()) == ["acme.json", "acme.srt"]


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.html"])
def test_a_run_that_breaks_leaves_what_was_there(
    call: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out" / name
    out.parent.mkdir()
    out.write_text("as it was")

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analyser.batch.tasks.analyse_call", stop)
    assert main(["analyse", str(call), "--out", str(out)]) == 130
    assert [(path.name, path.read_text()) for path in out.parent.iterdir()] == [(name, "as it was")]


def test_a_place_that_cannot_be_written_is_an_error(call: Path, capsys: Captured) -> None:
    assert main(["analyse", str(call), "--out", str(call / "below" / "out.jsonl")]) == SOME_FAILED
    assert "expected to write it" in capsys.readouterr().err


def test_a_second_gong_file_names_the_people(tmp_path: Path) -> None:
    sentences = [{"start": 0, "end": 900, "text": "Thanks for joining."}]
    talk = {"callId": "77", "transcript": [{"speakerId": "5", "sentences": sentences}]}
    party = {"id": "9", "speakerId": "5", "name": "Dana Ruiz", "affiliation": "Internal"}
    described = {"metaData": {"id": "77", "title": "Demo"}, "parties": [party]}
    (tmp_path / "talk.json").write_text(json.dumps({"callTranscripts": [talk]}))
    (tmp_path / "calls.json").write_text(json.dumps({"calls": [described]}))
    out = tmp_path / "call.json"
    files = [str(tmp_path / "talk.json"), "--gong-calls", str(tmp_path / "calls.json")]
    assert main(["convert", *files, "--out", str(out)]) == 0
    (turn,) = json.loads(out.read_text())["turns"]
    assert (turn["speaker"], turn["role"], turn["end"]) == ("Dana Ruiz", "rep", 0.9)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        pytest.param("out.json", '{\n "schema_version": "1"', id="document"),
        pytest.param("out.jsonl", '{"schema_version": "1", "kind": "history"', id="line"),
        pytest.param("out.html", "<!doctype html>", id="page"),
    ],
)
def test_history_writes_what_the_name_asks_for(
    call: Path, tmp_path: Path, name: str, start: str
) -> None:
    out = tmp_path / name
    assert main(["history", str(call), "--out", str(out)]) == OK
    assert out.read_text(encoding="utf-8").lower().startswith(start)


def test_history_names_what_it_could_not_read(call: Path, broken: Path, capsys: Captured) -> None:
    assert main(["history", str(call.parent)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert json.loads(out)["accounts"][0]["calls"][0]["id"] == "acme"
    assert err.count("broken.json: expected") == 1


def test_history_reads_no_standard_input(capsys: Captured) -> None:
    assert main(["history", "-"]) == MISUSED
    assert "found -" in capsys.readouterr().err


def test_history_refuses_a_name_it_cannot_write(call: Path, capsys: Captured) -> None:
    assert main(["history", str(call), "--out", "history.pdf"]) == MISUSED
    assert "expected a name in .json" in capsys.readouterr().err
