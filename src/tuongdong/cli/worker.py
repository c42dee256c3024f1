"""`tuongdong worker`."""

import click

from tuongdong.cli.speech import common, t


@click.command(
    help=t(
        "Đọc các tệp đang chờ và cập nhật chỉ mục tìm kiếm (serve đã tự chạy một tiến trình này).",
        "Read the files that wait and renew the search index (serve starts one of these by itself).",
    )
)
@click.option("--child", is_flag=True, hidden=True)
@click.option("--once", is_flag=True, help=t("Làm hết việc đang chờ rồi dừng", "Do what waits, then stop"))
@common("text")
def command(child: bool, once: bool) -> None:
    from tuongdong.web import office

    if not child:
        office.prepare()
    office.setup()
    from tuongdong.web.library.work import run_worker

    if not once:
        from tuongdong.web.exchange.reminders import schedule

        schedule()
    run_worker(stop_with_stdin=child, once=once)
