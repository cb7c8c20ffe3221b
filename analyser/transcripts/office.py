"""Office containers: their XML, read with a guard, and the lines and tables of a DOCX."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from analyser.errors import DamagedInput, InputTooLarge
from analyser.transcripts.source import Source

MAX_XML_BYTES: Final = 48 * 1024 * 1024
MAX_CELLS: Final = 500_000
_DOCUMENT: Final = re.compile(r"^word/document\d*\.xml$")


@dataclass(slots=True)
class Document:
    """A DOCX: its lines in order, and the rows of its tables by their number of columns."""

    lines: list[str] = field(default_factory=list)
    tables: dict[int, list[list[str]]] = field(default_factory=dict)


def document_part(source: Source) -> str | None:
    """The name of the entry that holds a DOCX's text, None where the container is no DOCX."""
    return next((name for name in sorted(source.zip_names) if _DOCUMENT.match(name)), None)


def guarded_xml(source: Source, name: str) -> bytes:
    """An XML entry of the container. Raises DamagedInput for a broken one or one with entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as container:
            if container.getinfo(name).file_size > MAX_XML_BYTES:
                raise InputTooLarge(
                    f"{source.name}: expected a document of at most {MAX_XML_BYTES // 2**20} MB "
                    "of text, found more; save the transcript as plain text"
                )
            data = container.read(name)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, KeyError) as error:
        raise damaged(source) from error
    except (NotImplementedError, EOFError, lzma.LZMAError) as error:
        raise damaged(source) from error
    plain = data.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise DamagedInput(
            f"{source.name}: expected a document as Office writes it, found entity declarations "
            "in its XML, which are never needed; save the transcript as plain text"
        )
    return data


def damaged(source: Source) -> DamagedInput:
    return DamagedInput(
        f"{source.name}: expected a DOCX or XLSX document, found a damaged one; "
        "export the document again"
    )


def document_of(source: Source, part: str) -> Document:
    """The text of a DOCX. Line breaks part lines; deleted text and alternatives are left out."""
    try:
        root = parse_xml(guarded_xml(source, part))
    except (ValueError, SyntaxError) as error:
        raise damaged(source) from error
    found = Document()
    _walk(root, found)
    return found


def _walk(element: Any, found: Document) -> None:
    for child in element:
        if child.tag == qn("w:p"):
            found.lines += _lines(child)
        elif child.tag == qn("w:tbl"):
            _table(child, found)
        elif child.tag not in (qn("w:sectPr"), qn("w:pPr")):
            _walk(child, found)


def _table(table: Any, found: Document) -> None:
    for row in table.iter(qn("w:tr")):
        cells = [_cell(cell) for cell in row if cell.tag == qn("w:tc")]
        rows = found.tables.setdefault(len(cells), [])
        if len(rows) < MAX_CELLS:
            rows.append([" ".join(filter(None, lines)) for lines in cells])
        if len(cells) > 1 and all(len(lines) <= 1 for lines in cells[:-1]):
            first = "\t".join(lines[0] if lines else "" for lines in cells)
            found.lines += [first.strip("\t"), *cells[-1][1:]]
        else:
            found.lines += [line for lines in cells for line in lines]


def _cell(cell: Any) -> list[str]:
    return [line for paragraph in cell.iter(qn("w:p")) for line in _lines(paragraph)]


def _lines(paragraph: Any) -> list[str]:
    return "".join(_texts(paragraph)).split("\n")


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield (child.text or "").replace("\n", " ")
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif not (isinstance(child.tag, str) and child.tag.endswith(("}Fallback", "}pPr", "}rPr"))):
            yield from _texts(child)
