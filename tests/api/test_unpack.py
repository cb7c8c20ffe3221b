import io
import zipfile

import pytest

from analyser.errors import DamagedInput
from api.work.unpack import unpack


def zipped(method: int, at: int) -> bytes:
    """An archive whose first entry is broken."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a.txt", "talk" * 1000)
        archive.writestr("b.txt", "talk")
    whole = out.getvalue()
    return whole[:at] + b"\xff" * 5 + whole[at + 5 :]


@pytest.mark.parametrize(
    ("method", "at"),
    [(zipfile.ZIP_DEFLATED, 35), (zipfile.ZIP_LZMA, 39), (zipfile.ZIP_BZIP2, 35)],
)
def test_a_broken_entry_fails_alone(method: int, at: int) -> None:
    broken, sound = unpack("calls.zip", io.BytesIO(zipped(method, at)))
    assert isinstance(broken.error, DamagedInput)
    assert (sound.name, sound.data, sound.error) == ("b.txt", b"talk", None)
