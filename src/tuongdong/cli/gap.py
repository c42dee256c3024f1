"""`tuongdong gap LOCALITY --in OUT`."""

from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from tuongdong.cli.speech import LANG, common, print_json, t
from tuongdong.eids import place_words
from tuongdong.errors import MissingExtraError
from tuongdong.text import day_words

if TYPE_CHECKING:
    from tuongdong.mine.gap import Gap, Holder, Near


@click.command(
    help=t(
        "Chính sách mà các địa phương tương tự có và LOCALITY chưa có: nên đi đâu, hỏi ai.",
        "Policies that comparable localities have and LOCALITY lacks: where to go and whom to ask.",
    )
)
@click.argument("locality")
@click.option(
    "--in", "out", required=True, type=click.Path(path_type=Path), help=t("Kết quả của mine", "The results of mine")
)
@click.option(
    "--least",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help=t("Số địa phương ít nhất", "The least number of localities"),
)
@click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(min=1),
    help=t("Số dòng in ra", "How many are printed"),
)
@common("text", "json")
def command(locality: str, out: Path, least: int, limit: int, form: str) -> None:
    if not locality.strip():
        raise click.UsageError(t("Hãy ghi tên địa phương, ví dụ “Đà Nẵng”.", "Name a locality, such as “Đà Nẵng”."))
    try:
        from tuongdong.mine.gap import families_in, gaps, provisions_in
    except ImportError as error:
        raise MissingExtraError("extra_missing", what=error.name, install="pip install 'tuongdong[mine]'") from error
    from tuongdong.codec import to_builtins

    found = gaps(locality, families_in(out), least, provisions_in(out))
    if form == "json":
        print_json({"locality": locality, "gaps": to_builtins(found)})
        return

    groups = _by_subject(found)
    if found:
        click.echo(
            t(
                "Trong ngoặc sau tên địa phương: mức tương tự với ta (0 đến 1).",
                "In brackets behind a locality: how comparable it is (0 to 1).",
            )
        )
    for place, group in enumerate(groups[:limit], start=1):
        _show(place, group)
    if not found:
        click.echo(t("Không thấy chính sách còn thiếu.", "No policy is missing."))
    elif rest := sum(map(len, groups[limit:])):
        click.echo(t(f"Còn {rest} chính sách khác (--limit).", f"{rest} more policies (--limit)."))


def _by_subject(found: "list[Gap]") -> "list[list[Gap]]":
    """Gaps with one heading in the same documents together, in the order of the first."""
    together: dict[tuple[object, ...], list[Gap]] = {}
    for gap in found:
        holders = tuple((holder.locality, holder.number) for holder in gap.holders)
        together.setdefault((gap.label.partition(": ")[0], gap.near is None, holders), []).append(gap)
    return list(together.values())


def _show(place: int, group: "list[Gap]") -> None:
    """Policies of one heading: who has them, and each with its evidence."""
    first = group[0]
    title = first.label.partition(": ")[0] if len(group) > 1 else first.label
    click.echo(click.style(f"{place}. {title}", bold=True))
    click.echo(
        t(
            f"   Có trước: {first.first_adopter}{_since(first.since)}; {len(first.holders)} địa phương.",
            f"   First: {first.first_adopter}{_since(first.since)}; {len(first.holders)} localities.",
        )
    )
    for gap in group:
        if len(group) > 1:
            click.echo(f"   • {gap.label.partition(': ')[2] or gap.label}")
        for holder in gap.holders[: 1 if len(group) > 1 else 4]:
            _evidence(holder)
        if gap.near:
            click.echo(
                t(
                    f"     ! Có thể đã có, hãy đọc ({_decimal(gap.near.likeness)}): ",
                    f"     ! Perhaps there already, please read ({_decimal(gap.near.likeness)}): ",
                )
                + f"{_place(gap.near)} “{shorten(gap.near.text, 160, placeholder='…')}”"
            )
    if len(group) > 1:
        others = ", ".join(f"{h.locality} ({h.number or h.file})" for h in first.holders[1:])
        click.echo(t(f"   Cùng có: {others}", f"   Also: {others}"))


def _evidence(holder: "Holder") -> None:
    value = f" [{holder.value}]" if holder.value else ""
    issued = f"; {holder.issuer or ''}{_since(holder.issued_on)}" if holder.issuer or holder.issued_on else ""
    click.echo(f"     - {holder.locality} ({_decimal(holder.comparable)}): {_place(holder)}{value}{issued}")
    click.echo(f"       “{shorten(holder.text, 160, placeholder='…')}”")


def _place(one: "Holder | Near") -> str:
    return f"{place_words(one.eid, LANG)}, {one.number or one.file}"


def _since(day: str | None) -> str:
    return f" ({day_words(day)})" if day else ""


def _decimal(number: float) -> str:
    return f"{number:.2f}".replace(".", t(",", "."))
