"""`tuongdong parse FILE`, `tuongdong parse FOLDER -o documents.parquet`."""

import sys
from pathlib import Path

import click

from tuongdong.cli.speech import LANG, common, in_line, print_json, show_findings, show_refused, t
from tuongdong.messages import say_of_many
from tuongdong.models import Document, Level

_COLOURS = {
    Level.ATTACHMENT: "magenta",
    Level.PART: "magenta",
    Level.CHAPTER: "magenta",
    Level.SECTION: "magenta",
    Level.SUBSECTION: "magenta",
    Level.ARTICLE: "yellow",
    Level.CLAUSE: "cyan",
}


@click.command(
    help=t(
        "Tách FILE thành phần, chương, mục, điều, khoản, điểm; với thư mục, ghi mọi văn bản vào một bảng Parquet (-o).",
        "Take FILE apart into its provisions; of a folder, write all documents to one Parquet table (-o).",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help=t("Tệp .parquet cho cả thư mục", "A .parquet file for a folder"),
)
@common("tree", "json")
def command(file: Path, out: Path | None, form: str) -> None:
    if file.is_dir():
        if out is None or out.suffix != ".parquet":
            raise click.UsageError(
                t(
                    "Kết quả của cả thư mục ghi vào một tệp .parquet: -o documents.parquet",
                    "What a folder gives is written to a .parquet file: -o documents.parquet",
                )
            )
        _parse_folder(file, out, form)
        return
    if out is not None and out.suffix != ".parquet":
        from tuongdong.files import unknown_kind

        raise unknown_kind(out, (".parquet",))
    from tuongdong.codec import to_builtins
    from tuongdong.parse.file import parse_paper

    document = parse_paper(file)
    if out is not None:
        from tuongdong.files import keep_apart
        from tuongdong.report.parquet import write_values

        keep_apart(out, [file])
        write_values(out, [(file.name, document)])
        click.echo(t(f"Đã ghi {out}", f"Wrote {out}"), err=True)
    if form == "json":
        print_json(to_builtins(document))
    else:
        show_tree(document)
        show_findings(document.findings)


def _parse_folder(folder: Path, out: Path, form: str) -> None:
    """The batch: progress and the summary on standard error; what was refused, with its reason."""
    from tuongdong.report.corpus import parse_folder

    label = t("Tách văn bản", "Parsing")
    with click.progressbar(length=1, label=label, file=sys.stderr, show_eta=False, show_pos=True) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        try:
            summary = parse_folder(folder, out, progress)
        except KeyboardInterrupt:
            kept = t(
                "Phần đã đọc được giữ lại: chạy lại đúng lệnh này để làm tiếp.",
                "What is read is kept; run the same command to go on.",
            )
            click.echo(f"\n{kept}", err=True)
            raise
    if form == "json":
        told = summary._asdict()
        print_json({"out": str(out), **told})
        return
    click.echo(
        t(
            f"{summary.files} tệp: {summary.parsed} đã tách ({summary.bare} không có điều, khoản), {len(summary.refused)} bị từ chối. Kết quả: {out}",
            f"{summary.files} files: {summary.parsed} parsed ({summary.bare} without provisions), {len(summary.refused)} refused. Written: {out}",
        ),
        err=True,
    )
    if summary.left_out:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in summary.left_out.most_common())
        click.echo(
            t(f"Không đọc các tệp thuộc loại khác: {kinds}", f"Files of other kinds are not read: {kinds}"), err=True
        )
    if summary.findings:
        click.echo(t("Lưu ý (số lần, ví dụ ở tệp):", "Findings (how often, for instance in):"), err=True)
    for code, count in summary.findings.most_common():
        click.echo(f"  {count:6}  {say_of_many(code, LANG)}  [{in_line(summary.examples[code])}]", err=True)
    show_refused(summary.refused)


def show_tree(document: Document) -> None:
    """What the head says in a line or two, then the provisions indented by depth, a line each."""
    head = (document.doctype, document.number, document.issuer, document.issued_on)
    click.echo(click.style(" · ".join(part for part in head if part), bold=True))
    if document.title:
        click.echo(document.title)
    depth: dict[str | None, int] = {None: 0}
    for unit in document.provisions:
        depth[unit.eid] = depth.get(unit.parent, 0) + 1
        label = click.style(unit.eid, fg=_COLOURS.get(unit.level, "green"))
        words = " ".join((unit.heading or unit.text).split())
        click.echo(f"{'  ' * (depth[unit.eid] - 1)}{label}  {click.style(words[:90], bold=bool(unit.heading))}")
