"""
The command line: one command a stage, the same word.

    read | parse | cite | graph | compare | coverage | mine | gap | search | extract | report | check     stages, from value to value
    demo | add | serve | worker | backup | restore | user                                          the example and the office
    speech, dates                                                                                  what commands share

Each command lives in the module of its name and is imported only when it is called, so that `--help` answers at once.
Contracts: `--format json` prints one JSON document on standard output and nothing else; progress and warnings go to
standard error; exit 0 done, 1 could not, 2 wrong use; never a traceback without `--debug`.
"""

import signal
import sys
from difflib import get_close_matches

import click

from tuongdong import settings
from tuongdong.cli.speech import LANG, in_vietnamese, t
from tuongdong.errors import TuongdongError, is_full
from tuongdong.messages import say

__all__ = ["main"]

# name: what its one line in the help says. The module of the same name has the command as `command`.
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("Đọc một tệp thành văn bản thuần", "Read a file as plain text"),
    "parse": ("Tách văn bản thành chương, điều, khoản, điểm", "Take a document apart into its provisions"),
    "cite": (
        "Viện dẫn đến từng điều, khoản, và nội dung giao quy định",
        "What a document cites, to the provision, and the rules it orders",
    ),
    "coverage": (
        "Tình hình ban hành văn bản quy định chi tiết",
        "Which ordered rules have been issued, and in time",
    ),
    "graph": (
        "Quan hệ giữa các văn bản trong thư mục, hiệu lực đến một ngày",
        "How the documents of a folder relate, and what is in force on a day",
    ),
    "compare": ("Đối chiếu hai hay nhiều văn bản", "Compare two or more documents"),
    "mine": ("Tìm chính sách chung của nhiều địa phương trong một thư mục", "Find the policies that localities share"),
    "gap": (
        "Chính sách mà địa phương tương tự có và ta chưa có",
        "Policies that comparable localities have and ours lacks",
    ),
    "demo": (
        "Đối chiếu hai nghị quyết ví dụ, ghi bảng HTML, Excel, Word",
        "Compare the two examples: HTML, Excel, Word",
    ),
    "search": ("Tìm điều, khoản trong thư mục hoặc thư viện", "Find provisions in a folder or the library"),
    "serve": ("Mở thư viện của cơ quan trong trình duyệt", "Open the office's library in a browser"),
    "worker": ("Đọc tệp đang chờ, cập nhật chỉ mục", "Read the files that wait, renew the index"),
    "add": ("Đưa tệp vào thư viện", "Put files into the library"),
    "backup": ("Sao lưu thư viện vào một tệp", "Back the library up to one file"),
    "restore": ("Khôi phục thư viện từ bản sao lưu", "Restore the library from a backup"),
    "user": ("Tài khoản của cơ quan", "The office's accounts"),
    "extract": (
        "Lập hồ sơ chuyến công tác từ tin bài, biên bản, thông báo",
        "Draft a visit's record from a report or notice",
    ),
    "report": ("Ghi văn bản Word, bảng Excel từ hồ sơ chuyến công tác", "Word papers and Excel tables of a visit"),
    "check": ("Kiểm tra thể thức và viện dẫn của văn bản Word", "Check the layout and citations of a Word paper"),
}


class Commands(click.Group):
    """Looks a command up by module name, so that only the one that runs is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in COMMANDS:
            return None
        module = __import__(f"tuongdong.cli.{cmd_name}", fromlist=["command"])
        command = module.command
        assert isinstance(command, click.Command)
        return in_vietnamese(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A word that is no command is told with those that are spelled like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = ", ".join(get_close_matches(args[0], COMMANDS, n=3))
            if not near:
                raise
            raise click.UsageError(f"{error.message} {t('Có phải', 'Did you mean')}: {near}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        with formatter.section(t("Lệnh", "Commands")):
            formatter.write_dl([(name, t(*lines)) for name, lines in COMMANDS.items()])


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=t(
        "Tìm quy định tương đồng giữa các địa phương, chỉ ra điểm khác đến từng con số.",
        "Find where localities' policies are alike, and what differs, to the value.",
    ),
    epilog=t(
        "Ví dụ: tuongdong compare ta.docx ban.docx -o doi-chieu.html",
        "Example: tuongdong compare ours.docx theirs.docx -o comparison.html",
    ),
)
@click.version_option(package_name="tuongdong", message="%(prog)s %(version)s")
@click.option("--lang", type=click.Choice(["vi", "en"]), default=LANG, help=t("Ngôn ngữ", "Language"))
@click.pass_context
def cli(ctx: click.Context, lang: str) -> None:  # noqa: ARG001 - read from the arguments beforehand, see speech
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """The entry point: runs a command and turns errors into one line and an exit code."""
    debug = "--debug" in sys.argv
    settings.collect_seldom()
    # ended from outside: stop as for Ctrl+C, leave nothing behind
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _speak_plainly(debug)
    in_vietnamese(cli)
    try:
        settings.max_file_bytes()  # a limit that is no number is told once, not of every file
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except TuongdongError as error:
        if debug:
            raise
        _fail(error.say(LANG))
    except click.exceptions.Abort:
        click.echo(t("Đã dừng.", "Stopped."), err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except (OSError, MemoryError) as error:
        if debug:
            raise
        if isinstance(error, OSError) and is_full(error):
            _fail(say("disk_full", {"path": error.filename or "?"}, LANG))
        _fail(str(error) or type(error).__name__)
    except Exception as error:
        if debug:
            raise
        _fail(
            t(
                f"Lỗi ngoài dự kiến ({type(error).__name__}: {error}). Chạy lại với --debug để xem chi tiết.",
                f"Unexpected fault ({type(error).__name__}: {error}). Run again with --debug for details.",
            )
        )
    sys.exit(code if isinstance(code, int) else 0)


def _speak_plainly(debug: bool) -> None:
    """UTF-8 also where the terminal has another encoding, and no traceback of a half-written file that is thrown away."""
    if not debug:
        sys.unraisablehook = lambda _: None
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _fail(line: str) -> None:
    click.echo(click.style(t("Lỗi: ", "Error: "), fg="red", bold=True) + " ".join(line.split()), err=True)
    sys.exit(1)
