"""What went wrong inside, in words for a user."""

from __future__ import annotations

import os


def fault(error: BaseException) -> str:
    """The reason that an unexpected exception is: its kind, its words, and the place in our own code."""
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    place, trace = "", error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if f"{os.sep}rashomon{os.sep}" in name:
            place = f" in {os.path.basename(name)}, line {trace.tb_lineno}"
        trace = trace.tb_next
    words = f": {error}" if str(error) else ""
    return f"a fault in rashomon itself ({type(error).__name__}{words}{place}); please report it"
