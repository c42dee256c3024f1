"""The option --as-of, and what may stand behind it."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

import click

from tuongdong.cli.speech import t
from tuongdong.text import iso_day

__all__ = ["DAY", "as_of", "today"]

F = TypeVar("F", bound=Callable[..., Any])

FIRST: Final = "1945-09-02"
"""The first day of the state whose documents these are."""


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic in the stubs only
    """A day as people write it, 01/7/2025 or 2025-07-01; gives ISO text."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        day = iso_day(value)
        if day is None:
            self.fail(
                t(
                    f"không có ngày {value}; hãy ghi như 01/7/2025 hoặc 2025-07-01",
                    f"there is no day {value}; write 2025-07-01 or 01/7/2025",
                ),
                param,
                ctx,
            )
        if day < FIRST:
            self.fail(
                t(
                    f"ngày {value} trước 02/9/1945, chưa có văn bản nào để xét",
                    f"{value} is before 2 September 1945, when there was no document yet",
                ),
                param,
                ctx,
            )
        return day


DAY: Final = _Day()


def as_of(vietnamese: str, english: str) -> Callable[[F], F]:
    """The option `--as-of DATE`, passed on as `on`: ISO text, or None when it is not given."""
    return click.option("--as-of", "on", metavar="DATE", type=DAY, help=t(vietnamese, english))


def today() -> str:
    """The user's own day."""
    return date.today().isoformat()  # noqa: DTZ011 - the user's own day
