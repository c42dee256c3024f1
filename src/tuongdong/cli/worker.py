"""`tuongdong worker`."""

import click

from tuongdong.cli.speech import common, t


def _ask_for_reminders() -> None:
    """A little later, so that the index is not kept waiting: nobody is reminded before seven in the morning."""
    import threading

    def schedule() -> None:
        from django.db import connection

        from tuongdong.web.exchange import reminders

        reminders.schedule()
        connection.close()

    timer = threading.Timer(30, schedule)
    timer.daemon = True
    timer.start()


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
        _ask_for_reminders()
    run_worker(stop_with_stdin=child, once=once)
