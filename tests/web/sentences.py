"""Every sentence that the office says, found in its templates and code, and the catalogues that hold the English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[2] / "src" / "tuongdong" / "web"
# _('Lưu') gettext('Đã lưu.') as `templatize` leaves them
CALL_RE = re.compile(r"""(?:\b_|\bn?gettext)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def sentences() -> Iterator[str]:
    """The Vietnamese of every sentence."""
    for path in WEB.rglob("templates/**/*.html"):
        for quoted in CALL_RE.findall(templatize(path.read_text(encoding="utf-8"))):
            yield str(ast.literal_eval(quoted))
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value
