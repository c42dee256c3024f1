"""`tuongdong demo`: the two example resolutions compared, and where the tables are."""

from pathlib import Path

import click

from tuongdong.cli.speech import LANG, common, print_json, show_findings, t
from tuongdong.models import Comparison, Document, Finding, Relation

# What is written, and what for.
FORMS = {
    "doi-chieu.html": ("để đọc, lọc, tìm, in", "to read, filter, search, print"),
    "doi-chieu.xlsx": ("để ghi nhận xét trong Excel", "to write remarks in Excel"),
    "doi-chieu.docx": ("để đưa vào báo cáo", "to go into a report"),
}


@click.command(
    help=t(
        "Đối chiếu hai nghị quyết ví dụ (giả định) và ghi bảng HTML, Excel, Word vào một thư mục.",
        "Compare the two invented example resolutions; HTML, Excel and Word tables go to a folder.",
    )
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help=t("Thư mục để ghi", "The folder to write to"),
)
@click.option(
    "--serve", is_flag=True, help=t("Mở thư viện ví dụ trong trình duyệt", "Open an example library in a browser")
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=t("Cổng", "Port"))
@common("text", "json")
def command(folder: Path, serve: bool, port: int, form: str) -> None:
    from tuongdong import examples

    if serve:
        serve_example(port)
        return

    comparison, documents = compare_files(examples.ours(), examples.theirs())
    folder.mkdir(parents=True, exist_ok=True)
    sources = _lay(folder, examples.ours(), examples.theirs(), examples.visit())
    paths, told = write_all(comparison, documents, folder)
    if form == "json":
        print_json({"files": [str(path) for path in paths], "sources": [str(path) for path in sources]})
    else:
        show(comparison, paths)
        names = ", ".join(path.name for path in sources)
        click.echo(t(f"Văn bản ví dụ để làm thử, cùng thư mục: {names}", f"The example texts are there too: {names}"))
    show_findings(told)


def _lay(folder: Path, *sources: Path) -> list[Path]:
    """The example texts in the folder, to try the commands of the documentation on; what is there of the name stays."""
    laid = [folder / source.name for source in sources]
    for place, source in zip(laid, sources, strict=True):
        if not place.exists():
            place.write_bytes(source.read_bytes())
    return laid


def serve_example(port: int) -> None:
    """An office of its own with the example in it, in a folder that goes when it stops; TUONGDONG_HOME, if set, stays."""
    import os
    import shutil
    import tempfile

    from tuongdong.cli.serve import free

    free("127.0.0.1", port)
    scratch, owner = tempfile.mkdtemp(prefix="tuongdong-"), os.getpid()
    try:
        os.environ.setdefault("TUONGDONG_HOME", scratch)
        from tuongdong.web import office

        office.prepare()
        from tuongdong.web import example

        example.fill()
        click.echo(t(f"Mở http://127.0.0.1:{port}", f"Open http://127.0.0.1:{port}"))
        click.echo(t(f"Tài khoản: {example.EMAIL}", f"Account: {example.EMAIL}"))
        click.echo(t(f"Mật khẩu: {example.PASSWORD}", f"Password: {example.PASSWORD}"))
        leader, clerk = example.OTHERS
        click.echo(t(f"Ký: {leader}; ban hành: {clerk}", f"Signs: {leader}; issues: {clerk}"))
        office.serve("127.0.0.1", port)
    finally:
        if os.getpid() == owner:  # not when a forked process ends while the others still work
            shutil.rmtree(scratch, ignore_errors=True)


def compare_files(ours: Path, theirs: Path) -> tuple[Comparison, list[Document]]:
    """Two files read, parsed and compared."""
    from tuongdong.compare import compare
    from tuongdong.parse.file import parse_file

    documents = [parse_file(path) for path in (ours, theirs)]
    return compare(documents[0], documents[1], ours.name, theirs.name), documents


def write_all(
    comparison: Comparison, documents: list[Document], folder: Path
) -> tuple[list[Path], tuple[Finding, ...]]:
    """The comparison in every form: the files, and what is to be told of remarks that people wrote into them."""
    from tuongdong.report import write

    paths = [folder / name for name in FORMS]
    told = [finding for path in paths for finding in write([comparison], documents, path, LANG)]
    return paths, tuple(told)


def show(comparison: Comparison, paths: list[Path]) -> None:
    """What was found, and where it is."""
    counts = {relation: sum(match.relation is relation for match in comparison.matches) for relation in Relation}
    click.echo(
        t(
            f"Hai nghị quyết giả định: {counts[Relation.SAME]} quy định giống, {counts[Relation.DIFFERS]} tương đồng có điểm"
            f" khác, {counts[Relation.RELATED]} liên quan; {len(comparison.only_a)} và {len(comparison.only_b)} chỉ có một bên.",
            f"Two invented resolutions: {counts[Relation.SAME]} provisions the same, {counts[Relation.DIFFERS]} alike with"
            f" differences, {counts[Relation.RELATED]} related; {len(comparison.only_a)} and {len(comparison.only_b)} on one side only.",
        )
    )
    for path in paths:
        click.echo(f"  {click.style(str(path.resolve()), fg='cyan')}  {t(*FORMS[path.name])}")
