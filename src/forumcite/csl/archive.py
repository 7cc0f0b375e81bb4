"""The file that holds all styles and locales: xz-compressed chunks, each with many files, and an index.

Layout, all integers big-endian: a magic of 8 bytes, the offset and the length of the index as unsigned 64-bit integers;
the chunks; the index, xz-compressed JSON `{"chunks": [[offset, size, raw size], …], "files": {name: [chunk, offset,
length], …}}`. The PyPI package bxc has its styles in the same layout under another magic, so one reader serves both.
"""

from __future__ import annotations

import json
import lzma
import struct
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from forumcite.csl.errors import CslError
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

MAGIC = b"FCCSL001"
_MAGICS = (MAGIC, b"BXCSTYL1")
_HEADER = struct.Struct(">8sQQ")
# Small chunks: a style costs a few milliseconds to read, and neighbours are alike enough to compress well.
CHUNK_BYTES = 600_000
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20}]
MAX_RAW_BYTES = 64_000_000  # what a damaged index cannot make us unpack


class Archive:
    """Reads an archive; the index is loaded at the first use, a chunk when a file in it is asked for."""

    def __init__(self, path: str) -> None:
        self.path = path

    @cached_property
    def _index(self) -> dict[str, Any]:
        with open(self.path, "rb") as stream:  # noqa: PTH123 - pathlib costs 5 ms to import
            header = stream.read(_HEADER.size)
            if len(header) < _HEADER.size or not header.startswith(_MAGICS):
                raise CslError(Message("not an archive of styles"), file=self.path)
            _, offset, length = _HEADER.unpack(header)
            stream.seek(offset)
            packed = stream.read(length)
        index = json.loads(self._unpack(packed, MAX_RAW_BYTES))
        return index if isinstance(index, dict) else {}

    def _unpack(self, packed: bytes, limit: int) -> bytes:
        try:
            return lzma.LZMADecompressor(lzma.FORMAT_XZ).decompress(packed, limit)
        except lzma.LZMAError as error:
            raise CslError(Message("the archive of styles is damaged: {error}", error=error), file=self.path) from None

    def names(self) -> Iterable[str]:
        """Return the names of all files."""
        names: Mapping[str, Any] = self._index["files"]
        return names.keys()

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is no such file.

        Raises:
            CslError: The archive is damaged.
        """
        place = self._index["files"].get(name)
        if place is None:
            return None
        chunk, offset, length = place
        return self._chunk(chunk)[offset : offset + length]

    @lru_cache(maxsize=4)  # noqa: B019 - there is one archive in a process
    def _chunk(self, number: int) -> bytes:
        offset, size, raw_size = self._index["chunks"][number]
        with open(self.path, "rb") as stream:  # noqa: PTH123 - pathlib costs 5 ms to import
            stream.seek(offset)
            return self._unpack(stream.read(size), min(raw_size, MAX_RAW_BYTES))


def write_archive(files: Mapping[str, bytes], path: str, alone: Collection[str] = ()) -> None:
    """Write an archive; the same files give the same bytes.

    Args:
        files: Contents by name, in the order in which they are to stand: alike beside alike compresses best.
        path: The file to write.
        alone: Names of files that get a chunk of their own, because they are read most often.
    """
    chunks: list[bytes] = []
    sizes: list[int] = []
    places: dict[str, tuple[int, int, int]] = {}
    raw = bytearray()
    last = ""
    for name, data in files.items():
        full = len(raw) + len(data) > CHUNK_BYTES or name in alone or last in alone
        last = name
        if raw and full:
            chunks.append(_pack(bytes(raw)))
            sizes.append(len(raw))
            raw = bytearray()
        places[name] = (len(chunks), len(raw), len(data))
        raw += data
    chunks.append(_pack(bytes(raw)))
    sizes.append(len(raw))
    with open(path, "wb") as stream:  # noqa: PTH123 - as above
        offset = _HEADER.size
        table = []
        for chunk, size in zip(chunks, sizes, strict=True):
            table.append((offset, len(chunk), size))
            offset += len(chunk)
        index = _pack(json.dumps({"chunks": table, "files": places}, separators=(",", ":")).encode())
        stream.write(_HEADER.pack(MAGIC, offset, len(index)))
        stream.writelines(chunks)
        stream.write(index)


def _pack(data: bytes) -> bytes:
    return lzma.compress(data, format=lzma.FORMAT_XZ, filters=_FILTERS)
