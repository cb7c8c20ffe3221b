"""A batch's folder as bytes, to compare."""

from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """The Parquet files below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
    }
