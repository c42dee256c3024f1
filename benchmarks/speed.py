"""
How fast the command line is: whole processes, median of several runs after a warm-up.

    python benchmarks/speed.py [--runs N]

Prints wall seconds and peak memory of `--help`, of comparing two decrees of 70 and 60 kB, and how many megabytes of text are
parsed in a second. Figures depend on the machine: it is named in the first line.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from labels import DATA
from tuongdong.parse import parse
from tuongdong.read import read

COMMAND = str(Path(sys.executable).parent / "tuongdong")


def timed(arguments: list[str], runs: int) -> tuple[float, float]:
    """Median seconds and the largest memory in MB of a whole process."""
    seconds, memory = [], 0.0
    for run in range(runs + 1):
        began = time.perf_counter()
        process = subprocess.Popen([COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if hasattr(os, "wait4"):
            _, _, usage = os.wait4(process.pid, 0)
            memory = max(memory, usage.ru_maxrss / 1024)
        else:
            process.wait()
        if run:
            seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), memory


def parse_rate(files: list[Path]) -> float:
    """Megabytes of UTF-8 text parsed in a second, reading not counted."""
    sources = [read(file) for file in files]
    size = sum(len(s.text.encode()) for s in sources) / 1e6
    began = time.perf_counter()
    for source in sources:
        parse(source)
    return size / (time.perf_counter() - began)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {runs} runs"
    )
    special = DATA / "special"
    pair = [str(special / "33-2021-NĐ-CP.txt"), str(special / "34-2021-NĐ-CP.txt")]
    for name, arguments in (
        ("--help", ["--help"]),
        ("compare 33/2021 34/2021", ["compare", *pair, "--format", "json"]),
    ):
        seconds, memory = timed(arguments, runs)
        print(f"{name:26} {seconds:6.3f} s  {memory:5.0f} MB")
    print(f"{'parse':26} {parse_rate(sorted(special.glob('*.txt')) * 3):6.1f} MB/s on one core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
