"""
The office's processes: what `tuongdong serve`, `worker` and `user` do before and while they run.

    setup()      Django's settings are loaded; nothing is made
    prepare()    the home folder, the secret key, the tables; safe to run again, and while others run
    serve()      one web process, and one worker child that is started again when it dies
"""

import logging
import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

__all__ = ["prepare", "serve", "setup"]

THREADS: Final = 8
log = logging.getLogger("tuongdong.office")


def setup() -> None:
    """Loads Django."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuongdong.web.settings")
    django.setup()


def make_home() -> Path:
    """The home folder with the secret key in it, which only this account of the machine may read."""
    from tuongdong.settings import home

    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "secret-key"
    if not key.exists():
        try:
            handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return folder
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return folder


def prepare() -> None:
    """Makes all that the office needs to start, and brings the tables up to date."""
    make_home()
    setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    _lay_localities()
    connections.close_all()


def _lay_localities() -> None:
    """The localities of the vocabulary, with what became of them, where there are none yet."""
    import datetime as dt

    from django.db import transaction

    from tuongdong.terms import localities
    from tuongdong.web.people.models import Locality, LocalitySuccession

    if Locality.objects.exists():
        return
    with transaction.atomic():
        ends = {one.name: dt.date.fromisoformat(one.to) if one.to else None for one in localities()}
        rows = {
            one.name: Locality.objects.create(
                name=one.name, kind=one.kind, until=end - dt.timedelta(days=1) if (end := ends[one.name]) else None
            )
            for one in localities()
        }
        for one in localities():
            if one.into and (day := ends[one.name]):
                LocalitySuccession.objects.create(old=rows[one.name], new=rows[one.into], day=day)


def serve(host: str, port: int) -> None:
    """Answers until it is stopped. The worker child stops when this process ends, however it ends."""
    stopping, owner = threading.Event(), os.getpid()
    child = threading.Thread(target=_keep_worker, args=(stopping,), daemon=True, name="worker-keeper")
    child.start()
    try:
        if sys.platform == "win32":
            _serve_waitress(host, port)
        else:
            _serve_gunicorn(host, port)
    finally:
        if os.getpid() == owner:  # a process that gunicorn forked comes by here when it ends, too
            stopping.set()
            child.join(timeout=15)


def _keep_worker(stopping: threading.Event) -> None:
    """Starts the worker, and starts it again when it dies. Its standard input is a pipe that ends with us."""
    while not stopping.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "tuongdong.cli", "worker", "--child"], stdin=subprocess.PIPE)
        while worker.poll() is None and not stopping.wait(0.5):
            pass
        if stopping.is_set():
            assert worker.stdin is not None
            worker.stdin.close()
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()
            return
        # One that was told to end (0) is mostly told together with us, who take a moment longer.
        if not stopping.wait(0.5 if worker.returncode else 10):
            log.warning("the worker ended with %s; it is started again", worker.returncode)


def _serve_waitress(host: str, port: int) -> None:
    from waitress import serve as answer

    from tuongdong.web.wsgi import application

    # What a server in front says of HTTPS passes through, as with gunicorn; TUONGDONG_HTTPS says whether to believe it.
    answer(application, host=host, port=port, threads=THREADS, ident="", clear_untrusted_proxy_headers=False)


def _serve_gunicorn(host: str, port: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Office(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        def load_config(self) -> None:
            options = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": 1,
                "worker_class": "gthread",
                "threads": THREADS,
                "timeout": 120,
                "graceful_timeout": 10,
                "keepalive": 60,  # a reader clicks every few seconds; a waiting connection holds no thread
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from tuongdong.web.wsgi import application

            return application

    sys.argv = sys.argv[:1]
    Office().run()
