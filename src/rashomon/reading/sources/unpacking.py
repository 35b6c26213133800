"""What archives share: streams that count what they unpack and end before a bomb goes off."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, cast

from rashomon.reading.decoding import UnreadableError, megabytes
from rashomon.reading.options import FREE_BYTES, MAX_RATIO

Opener = Callable[[BinaryIO], BinaryIO]


class Meter:
    """Counts what goes into an archive's reader and what comes out of it."""

    def __init__(self, packed: int = 0) -> None:
        self.packed = packed
        self.unpacked = 0

    def check(self) -> None:
        """Stop where far more comes out than honest archives hold.

        Raises:
            UnreadableError: naming how much.
        """
        if self.unpacked > FREE_BYTES and self.unpacked > MAX_RATIO * self.packed:
            raise UnreadableError(
                f"unpacks to more than {MAX_RATIO} times its size ({megabytes(self.unpacked)} so far): "
                "it looks like a decompression bomb"
            )


class Packed(io.RawIOBase):
    """A compressed stream, its bytes counted as they are taken."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def readable(self) -> bool:
        """True: it is there to be read."""
        return True

    def readinto(self, into: object) -> int:
        """Fill a buffer from the stream."""
        view = memoryview(cast(bytearray, into))
        raw = self._stream.read(len(view))
        view[: len(raw)] = raw
        self._meter.packed += len(raw)
        return len(raw)


class Unpacked(io.RawIOBase):
    """What comes out of an archive; ``broken`` are the errors that its reader raises."""

    def __init__(self, stream: BinaryIO, meter: Meter, broken: tuple[type[Exception], ...] = ()) -> None:
        self._stream, self._meter, self._broken = stream, meter, broken

    def readable(self) -> bool:
        """True: it is there to be read."""
        return True

    def readinto(self, into: object) -> int:
        """Fill a buffer with what comes out.

        Raises:
            UnreadableError: where the archive is damaged, or unpacks to far more than its size.
        """
        view = memoryview(cast(bytearray, into))
        try:
            raw = self._stream.read(len(view))
        except self._broken as error:
            raise UnreadableError(f"cannot be read: {error}") from error
        view[: len(raw)] = raw
        self._meter.unpacked += len(raw)
        self._meter.check()
        return len(raw)


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """A raw stream with a buffer around it."""
    return io.BufferedReader(raw)
