"""Web archives packed as WACZ: a zip archive with WARC files in its folder ``archive``."""

from __future__ import annotations

from typing import BinaryIO

from rashomon.model import Problem
from rashomon.reading.decoding import UnreadableError
from rashomon.reading.options import Items, Options
from rashomon.reading.sources import warc
from rashomon.reading.sources.unpacking import Meter
from rashomon.reading.sources.zipped import member, opened, seekable


def read(stream: BinaryIO, name: str, options: Options) -> Items:
    """The reports of the WARC files of a WACZ file."""
    with seekable(stream) as whole, opened(whole) as archive:
        files = [info for info in archive.filelist if info.filename.lower().endswith((".warc", ".warc.gz"))]
        if not files:
            raise UnreadableError("holds no web archive (no WARC file)")
        meter = Meter()
        for info in sorted(files, key=lambda each: each.filename):
            try:
                with member(archive, info, meter) as file:
                    yield from warc.read(file, f"{name}/{info.filename}", options)
            except UnreadableError as error:
                yield Problem(f"{name}/{info.filename}", str(error))
