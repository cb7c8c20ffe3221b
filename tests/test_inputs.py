import zipfile
from pathlib import Path

import fsspec
import pytest

from analyser.batch.inputs import inputs_of
from analyser.errors import DamagedInput, TranscriptError
from tests.spoken import spoken_bytes

FILES = ("a.vtt", "b.vtt", ".hidden", "README.md", "jan/call.vtt", "feb/call.vtt", "feb/call.srt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        path = tmp_path / "calls" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        pytest.param(
            ["calls"],
            ["a.vtt", "b.vtt", "feb/call.srt", "feb/call.vtt", "jan/call.vtt"],
            id="folder",
        ),
        pytest.param(["calls/b.vtt", "calls/a.vtt"], ["b.vtt", "a.vtt"], id="order-of-the-inputs"),
        pytest.param(["calls/a.vtt", "calls/*.vtt"], ["a.vtt", "b.vtt"], id="each-file-once"),
        pytest.param(
            ["calls/**/*.vtt"], ["a.vtt", "b.vtt", "feb/call.vtt", "jan/call.vtt"], id="glob"
        ),
        pytest.param(
            ["calls/jan", "calls/feb/call.vtt"],
            ["jan/call.vtt", "feb/call.vtt"],
            id="alike-get-their-folders",
        ),
        pytest.param(["-", "calls/a.vtt"], ["a.vtt"], id="stdin-is-no-file"),
        pytest.param(["none.vtt"], ["none.vtt"], id="missing-fails-when-read"),
        pytest.param(["no\0name"], ["no\0name"], id="no-name-fails-when-read"),
    ],
)
def test_inputs_mean_files(inputs: list[str], names: list[str]) -> None:
    assert [one.name for one in inputs_of(inputs)] == names


def test_every_file_has_an_id_of_its_own(folder: Path) -> None:
    ids = {one.name: one.call_id for one in inputs_of([folder / "calls"])}
    assert ids == {
        "a.vtt": "a",
        "b.vtt": "b",
        "feb/call.srt": "feb/call.srt",
        "feb/call.vtt": "feb/call.vtt",
        "jan/call.vtt": "jan/call",
    }


def test_archives_are_taken_entry_by_entry(tmp_path: Path) -> None:
    path = tmp_path / "quarter.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("jan/a.txt", "__MACOSX/a.txt", "README.txt", ".hidden"):
            archive.writestr(name, f"in {name}")
    (one,) = inputs_of([path])
    assert (one.name, one.call_id) == ("quarter.zip/jan/a.txt", "quarter/jan/a")
    assert one.read() == b"in jan/a.txt"


def test_a_broken_archive_is_one_input_that_fails_when_read(tmp_path: Path) -> None:
    path = tmp_path / "quarter.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "talk" * 1000)
    whole = path.read_bytes()
    (one,) = inputs_of([path])
    path.write_bytes(whole[:20] + bytes(30) + whole[50:])
    with pytest.raises(DamagedInput, match=r"quarter\.zip/a\.txt: expected an entry"):
        one.read()
    path.write_bytes(whole[:50])
    (one,) = inputs_of([path])
    assert one.name == "quarter.zip"


@pytest.mark.parametrize(("method", "at"), [(zipfile.ZIP_DEFLATED, 35), (zipfile.ZIP_LZMA, 39)])
def test_a_broken_entry_is_told_as_one(tmp_path: Path, method: int, at: int) -> None:
    path = tmp_path / "quarter.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.txt", "talk" * 1000)
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + b"\xff" * 5 + whole[at + 5 :])
    (one,) = inputs_of([path])
    with pytest.raises(DamagedInput, match=r"quarter\.zip/a\.txt: expected an entry"):
        one.read()


def test_lines_of_calls_are_taken_one_by_one(tmp_path: Path) -> None:
    lines = [spoken_bytes(id=str(n)) for n in range(3)]
    (tmp_path / "calls.jsonl").write_bytes(b"\n\n".join(lines))
    found = list(inputs_of([tmp_path]))
    assert [one.name for one in found] == [f"calls.jsonl:{n}" for n in (1, 3, 5)]
    assert [one.call_id for one in found] == ["calls-1", "calls-3", "calls-5"]
    assert [one.read().strip() for one in found] == lines


@pytest.mark.parametrize("pattern", ["memory://bucket", "memory://bucket/**/*.txt"])
def test_urls_are_read_by_fsspec(pattern: str) -> None:
    system = fsspec.filesystem("memory")
    system.pipe({"/bucket/jan/a.txt": b"one", "/bucket/b.txt": b"two", "/bucket/.c.txt": b"no"})
    try:
        found = {one.name: one.read() for one in inputs_of([pattern])}
    finally:
        system.rm("/bucket", recursive=True)
    assert found == {"jan/a.txt": b"one", "b.txt": b"two"}


@pytest.mark.parametrize("url", ["memory://none/a.txt", "memory://none/*.txt", "nowhere://x/a.txt"])
def test_a_url_that_means_nothing_fails_when_read(url: str) -> None:
    (one,) = inputs_of([url])
    with pytest.raises(TranscriptError, match="expected a file"):
        one.read()


def test_parquet_is_taken_row_by_row(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [{"call_id": "x", "transcript": "Ann: Hello.", "account": "Acme", "won": True}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "calls.parquet")
    (one,) = inputs_of([tmp_path])
    assert (one.call_id, one.read()) == ("x", b"Ann: Hello.")
    assert one.meta == {"account": "Acme", "won": True}


@pytest.mark.parametrize("rows", [[{"a": 1}], None], ids=["other-columns", "no-parquet"])
def test_parquet_of_something_else_is_one_failure(
    tmp_path: Path, rows: list[dict[str, int]] | None
) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "calls.parquet"
    path.write_bytes(b"PAR1 and no more")
    if rows:
        parquet.write_table(pa.Table.from_pylist(rows), path)
    (one,) = inputs_of([path])
    with pytest.raises(TranscriptError, match=r"calls\.parquet: expected"):
        one.read()
