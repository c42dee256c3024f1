"""`tuongdong gap LOCALITY --in OUT`."""

from pathlib import Path
from textwrap import shorten

import click

from tuongdong.cli.speech import LANG, common, print_json, t
from tuongdong.errors import MissingExtraError
from tuongdong.text import day_words


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
    "--least", default=2, show_default=True, help=t("Số địa phương ít nhất", "The least number of localities")
)
@click.option("--limit", default=20, show_default=True, help=t("Số dòng in ra", "How many are printed"))
@common("text", "json")
def command(locality: str, out: Path, least: int, limit: int, form: str) -> None:
    try:
        from tuongdong.mine.gap import Gap, families_in, gaps
    except ImportError as error:
        raise MissingExtraError("extra_missing", what=error.name, install="pip install 'tuongdong[mine]'") from error
    from tuongdong.codec import to_builtins

    found = gaps(locality, families_in(out), least)
    if form == "json":
        print_json({"locality": locality, "gaps": to_builtins(found)})
        return

    def show(place: int, gap: Gap) -> None:
        from tuongdong.report.words import place_words

        click.echo(click.style(f"{place}. {gap.label}", bold=True))
        click.echo(
            t(
                f"   Có trước: {gap.first_adopter}{_since(gap.since)}; {len(gap.holders)} địa phương.",
                f"   First: {gap.first_adopter}{_since(gap.since)}; {len(gap.holders)} localities.",
            )
        )
        for holder in gap.holders[:4]:
            value = f" [{holder.value}]" if holder.value else ""
            where = f"{place_words(holder.eid, LANG)}, {holder.number or holder.file}"
            click.echo(f"   - {holder.locality} ({_decimal(holder.comparable)}): {where}{value}")
            if holder.issuer or holder.issued_on:
                click.echo(f"     {holder.issuer or ''}{_since(holder.issued_on)}")
            click.echo(f"     “{shorten(holder.text, 160, placeholder='…')}”")

    for place, gap in enumerate(found[:limit], start=1):
        show(place, gap)
    if not found:
        click.echo(t("Không thấy chính sách còn thiếu.", "No policy is missing."))
    elif len(found) > limit:
        click.echo(t(f"Còn {len(found) - limit} chính sách khác (--limit).", f"{len(found) - limit} more (--limit)."))


def _since(day: str | None) -> str:
    return f" ({day_words(day)})" if day else ""


def _decimal(number: float) -> str:
    return f"{number:.2f}".replace(".", t(",", "."))
