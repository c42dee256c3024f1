"""Log records as one line of JSON each, for people with `grep` and for machines."""

import datetime as dt
import json
import logging
from typing import Final

__all__ = ["JsonFormatter"]

_KEPT: Final = ("request_id", "method", "path", "status", "ms", "account", "upload", "version", "task")


class JsonFormatter(logging.Formatter):
    """
    Time, level, logger, sentence, and the extra fields named above. Nothing else of a record is written: a field
    that holds a password or a document's text cannot slip in.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key in _KEPT if (value := getattr(record, key, None)) is not None}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
