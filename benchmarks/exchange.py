"""
Fifty people of twenty agencies follow an exchange: `python benchmarks/exchange.py [--users 50] [--seconds 150] [--postgresql]`.

200 visits with 5,000 tasks, their questions, obstacles, proposals, evidence and papers are laid; each person waits 3 to 8
seconds between clicks, and they come within 20 seconds. The mix: 22 % a task, 20 % the list of tasks (filtered or paged),
14 % what is new, 14 % a visit, 10 % its records, 6 % the leader's page, 6 % an agency's page, 4 % what a programme came to,
4 % a task's progress told. `--postgresql`: on a server started here; else SQLite.
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from office import EMAIL, PASSWORD, Office, Person
from servers import postgresql

VISITS, TASKS, AGENCIES, USERS = 200, 5000, 20, 50
Clicks = dict[str, list[float]]


def lay() -> None:
    """Runs inside the office's own settings (`--lay`): everything of the exchange, in a few seconds."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuongdong.web.settings")
    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from tuongdong.web.exchange import models as rows
    from tuongdong.web.people.models import Account, Agency, Locality, Membership

    rng, today, now = random.Random(7), timezone.localdate(), timezone.now()
    place = Locality.objects.create(name="Sông Mây")
    agencies = Agency.objects.bulk_create(
        [Agency(name=f"Sở số {n}", short=f"S{n}", locality=place) for n in range(AGENCIES)]
    )
    password = make_password(PASSWORD)
    accounts = Account.objects.bulk_create(
        [Account(email=f"nguoi{n}@may.example", name=f"Người {n}", password=password, joined=now) for n in range(USERS)]
    )
    Membership.objects.bulk_create(
        [
            Membership(account=one, agency=agencies[at % AGENCIES], role=role)
            for at, one in enumerate(accounts)
            for role in ("specialist", "coordinator")
        ]
    )
    programmes = rows.Programme.objects.bulk_create(
        [
            rows.Programme(title=f"Kế hoạch {n}", agency=agencies[n], sharing="shared", created_by=accounts[n])
            for n in range(AGENCIES)
        ]
    )
    visits = rows.Visit.objects.bulk_create(
        [
            rows.Visit(
                title=f"Trao đổi kinh nghiệm lần {n}",
                agency=agencies[n % AGENCIES],
                programme=programmes[n % AGENCIES],
                sharing="shared" if n % 2 else "draft",
                created_by=accounts[n % USERS],
                first_day=today,
                source="Tin bài. " * 300,
                leader="Trần Văn Bốn",
            )
            for n in range(VISITS)
        ]
    )
    fields = ("Nhà ở xã hội", "Khu công nghiệp", "Môi trường", "Đầu tư")
    states = ("assigned", "progress", "review", "done")
    tasks = []
    for n in range(TASKS):
        due, state, lead = (
            today.fromordinal(today.toordinal() + rng.randint(-60, 90)),
            rng.choice(states),
            rng.choice(agencies),
        )
        tasks.append(
            rows.Task(
                visit=visits[n % VISITS],
                what=f"Rà soát, tổng hợp nội dung {n} về {rng.choice(fields).lower()} và báo cáo kết quả thực hiện",
                lead=lead,
                lead_name=lead.name,
                due=due.isoformat(),
                due_on=due,
                state=state,
                result="Báo cáo kèm theo" if state == "done" else "",
                done_on=today if state == "done" else None,
                seq=1,
            )
        )
    tasks = rows.Task.objects.bulk_create(tasks)
    rows.Step.objects.bulk_create(
        [rows.Step(task=one, state=one.state, due=one.due) for one in tasks for _ in range(2)]
    )
    for visit in visits:
        rows.Host.objects.create(visit=visit, name="UBND thành phố Bến Nước")
        rows.Session.objects.create(
            visit=visit, host="UBND thành phố Bến Nước", day=today, fields=fields[0], topics="nhà ở"
        )
        rows.Member.objects.bulk_create(
            [rows.Member(visit=visit, name=f"Người {n}", position="Chuyên viên") for n in range(8)]
        )
    rows.Question.objects.bulk_create(
        [
            rows.Question(visit=v, field=fields[n % 4], text=f"Câu hỏi {n} về quỹ đất?")
            for v in visits
            for n in range(10)
        ]
    )
    rows.Experience.objects.bulk_create(
        [
            rows.Experience(visit=v, field=fields[n % 4], text=f"Kinh nghiệm {n} {rng.random()}")
            for v in visits
            for n in range(4)
        ]
    )
    obstacles = rows.Obstacle.objects.bulk_create(
        [
            rows.Obstacle(visit=v, field=fields[n % 4], text=f"Vướng mắc {n} {rng.random()} về thủ tục")
            for v in visits
            for n in range(4)
        ]
    )
    proposals = rows.Proposal.objects.bulk_create(
        [
            rows.Proposal(visit=v, field=fields[n % 4], period="2026-2030", text=f"Đề xuất {n} {rng.random()}")
            for v in visits
            for n in range(4)
        ]
    )
    rows.Evidence.objects.bulk_create(
        [
            rows.Evidence(
                visit=one.visit, about=about, about_id=one.pk, reference="98/2023/QH15, khoản 2 Điều 5", quote="trích"
            )
            for about, made in (("obstacle", obstacles), ("proposal", proposals))
            for one in made
        ]
    )


def click(office: Office, number: int, until: float, times: Clicks, faults: list[str], ids: dict[str, int]) -> None:
    """One person."""
    rng, person = random.Random(number), Person(office.port)
    time.sleep(20 * rng.random())
    person.sign_in(f"nguoi{number % USERS}@may.example")
    own = [v for v in range(VISITS) if v % 2 or v % AGENCIES == number % AGENCIES]
    while time.monotonic() < until:
        kind, path = _page(rng, own, ids)
        started = time.perf_counter()
        try:
            status, text = _do(person, rng, kind, path)
        except OSError:
            # the server has closed the idle connection: a browser opens another and asks again
            person.link = Person(office.port).link
            status, text = _do(person, rng, kind, path)
        times[kind].append(1000 * (time.perf_counter() - started))
        if status not in (200, 302, 404, 409):  # 404: a task of another agency's draft; 409: somebody was faster
            faults.append(f"{kind} {path}: {status} {re.sub('<[^>]+>', ' ', text)[:120]}")
        time.sleep(rng.uniform(3, 8))


def _page(rng: random.Random, own: list[int], ids: dict[str, int]) -> tuple[str, str]:
    visit, task = ids["visit"] + rng.choice(own), ids["task"] + rng.randrange(TASKS)
    lists = (
        "",
        "?cell=open_overdue",
        "?cell=done_in_time",
        f"?page={rng.randint(2, 20)}",
        "?lead=S%E1%BB%9F+s%E1%BB%91+3",
    )
    kinds = (
        (22, "task", f"/exchange/tasks/{task}/"),
        (20, "tasks", f"/exchange/tasks/{rng.choice(lists)}"),
        (14, "home", "/exchange/"),
        (14, "visit", f"/exchange/visits/{visit}/"),
        (10, "records", f"/exchange/visits/{visit}/{rng.choice(('questions', 'obstacles', 'proposals', 'tasks'))}/"),
        (6, "leader", f"/exchange/visits/{visit}/leader/"),
        (6, "agency", f"/exchange/agencies/{ids['agency'] + rng.randrange(AGENCIES)}/"),
        (4, "programme", f"/exchange/programmes/{ids['programme'] + rng.randrange(AGENCIES)}/"),
        (4, "progress", f"/exchange/tasks/{task}/"),
    )
    chosen = rng.choices(kinds, [weight for weight, _kind, _path in kinds])[0]
    return chosen[1], chosen[2]


def _do(person: Person, rng: random.Random, kind: str, path: str) -> tuple[int, str]:
    if kind != "progress":
        return person.get(path)[:2]
    seq = re.search(r'name="seq" value="(\d+)"', person.get(path)[1])
    if seq is None:  # a task that is not theirs to tell
        return 404, ""
    return person.post(
        path, seq=seq[1], state="done", due="", result="Báo cáo", reason="đổi", document=f"{rng.randint(1, 99)}/CV"
    )[:2]


def measure(users: int, seconds: int, database: str = "") -> None:
    with tempfile.TemporaryDirectory(prefix="tuongdong-exchange-", ignore_cleanup_errors=True) as home:
        office = Office(Path(home), database)
        office.tell("user", "add", EMAIL, "--agency", "Sở Tài chính", "--role", "specialist", "--admin")
        started = time.monotonic()
        subprocess.run([sys.executable, __file__, "--lay"], env=office.env, check=True)
        print(f"laid {VISITS} visits, {TASKS} tasks in {time.monotonic() - started:.0f} s")
        office.start()
        try:
            times, faults = _run(office, users, seconds)
        finally:
            office.stop()
    every = [ms for taken in times.values() for ms in taken]
    for kind, taken in [*sorted(times.items()), ("all", every)]:
        cuts = statistics.quantiles(taken, n=100) if len(taken) > 1 else taken * 99
        print(f"{kind:10} {len(taken):6}   p50 {cuts[49]:7.1f} ms   p95 {cuts[94]:7.1f} ms   p99 {cuts[98]:7.1f} ms")
    print(f"{len(every) / seconds:.1f} clicks/s, {len(faults)} errors {faults[:3]}")


def _run(office: Office, users: int, seconds: int) -> tuple[Clicks, list[str]]:
    times: Clicks = defaultdict(list)
    faults: list[str] = []
    # rows were laid in order into an empty office; its first agency came with the first account
    ids, until = {"visit": 1, "task": 1, "programme": 1, "agency": 2}, time.monotonic() + seconds
    people = [threading.Thread(target=click, args=(office, n, until, times, faults, ids)) for n in range(users)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return times, faults


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--seconds", type=int, default=150)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--lay", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.lay:
        lay()
    elif given.postgresql:
        with postgresql() as address:
            measure(given.users, given.seconds, address)
    else:
        measure(given.users, given.seconds)


if __name__ == "__main__":
    main()
