"""`tuongdong mine FOLDER -o OUT`."""

from pathlib import Path

import click

from tuongdong.cli.speech import LANG, common, print_json, show_findings, show_refused, t
from tuongdong.errors import MissingExtraError, TuongdongError, folder_missing
from tuongdong.models import Severity, finding


@click.command(
    help=t(
        "Tìm các nhóm chính sách chung của nhiều địa phương trong FOLDER: bảng chính sách - địa phương ở OUT.",
        "Find the policies that localities in FOLDER share: a policy x locality matrix in OUT.",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help=t("Thư mục kết quả", "Folder of results")
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help=t("Nơi chạy", "Where it runs"),
)
@click.option("--address", default="auto", help=t("Địa chỉ cụm Ray, ví dụ 10.0.0.1:6379", "Address of the Ray cluster"))
@click.option("--own", default="", help=t("Địa phương của mình, được đánh dấu", "Your own locality, marked in charts"))
@common("text", "json")
def command(folder: Path, out: Path, engine: str, address: str, own: str, form: str) -> None:
    try:
        from tuongdong.mine import mine
        from tuongdong.mine.engines import Local, Ray
        from tuongdong.mine.matches import warm
    except ImportError as error:
        raise MissingExtraError("extra_missing", what=error.name, install="pip install 'tuongdong[mine]'") from error
    from tuongdong.report.matrix import matrix
    from tuongdong.report.matrix_excel import write_matrix_excel
    from tuongdong.report.matrix_html import write_matrix_html
    from tuongdong.report.topics import topics
    from tuongdong.report.topics_html import write_topics_html

    if not folder.is_dir():
        raise folder_missing(folder)
    if out.is_file():
        raise TuongdongError("out_is_file", path=out)
    runs = Ray(address, warm=warm) if engine == "ray" else Local()
    try:
        mined = mine(folder, out, runs, progress=lambda step: click.echo(_STEPS[step], err=True))
    finally:
        runs.close()
    show_refused((file, found.say(LANG)) for file, found in mined.findings)
    view, about = matrix(mined.families.to_pylist(), own), topics(mined.topics.to_pylist(), own)
    if own and own not in view.localities:
        known = ", ".join(view.localities) or "–"
        show_findings((finding("own_unknown", Severity.WARNING, name=own, known=known),))
    write_matrix_html(view, out / "families.html", LANG, "topics.html")
    write_topics_html(about, out / "topics.html", LANG)
    write_matrix_excel(view, out / "families.xlsx", LANG, about)
    told = {
        "files": len(set(mined.provisions["file"].to_pylist())),
        "refused": sum(found.code in ("not_mined", "no_passages", "codified_topic") for _, found in mined.findings),
        "provisions": mined.provisions["eid"].is_valid().to_pylist().count(True),
        "matches": len(mined.matches),
        "families": len(set(mined.families["family"].to_pylist())),
        "policies": len(view.policies),
        "localities": len(view.localities),
        "topics": len(about.topics),
        "out": out.as_posix(),
    }
    if form == "json":
        print_json(
            told | {"findings": [{"file": file, "code": f.code, "message": f.say(LANG)} for file, f in mined.findings]}
        )
    else:
        click.echo(
            t(
                "{files} tệp ({refused} không dùng được), {provisions} quy định, {families} nhóm; "
                "{policies} chính sách có ở từ hai địa phương trở lên ({localities} địa phương); {topics} chủ đề. Mở {out}/families.html",
                "{files} files ({refused} of no use), {provisions} provisions, {families} families; "
                "{policies} policies of two localities or more ({localities} localities); {topics} topics. Open {out}/families.html",
            ).format(**told)
        )


_STEPS = {
    "provisions": t("Đọc và tách văn bản ...", "Reading and parsing ..."),
    "vectors": t("Lập véc-tơ ...", "Vectors ..."),
    "matches": t("Tìm quy định tương đồng ...", "Looking for matches ..."),
    "topics": t("Xếp văn bản theo chủ đề ...", "Putting documents together by topic ..."),
    "families": t("Gom thành nhóm chính sách ...", "Putting families together ..."),
}
