"""Families of an invented corpus, incremental and killed runs, bad input; and the debt ceiling of the real resolutions."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numba", reason="mining needs the extra `mine`")
pytest.importorskip("pyarrow", reason="mining needs the extra `mine`")

import numpy as np
import pyarrow.parquet as pq
from click.testing import CliRunner

from tuongdong.cli import cli
from tuongdong.errors import TuongdongError
from tuongdong.mine import Search, mine, stages
from tuongdong.mine.cluster import families_of
from tuongdong.mine.corpus import provisions_of
from tuongdong.mine.engines import Local, Ray
from tuongdong.mine.families import _scopes
from tuongdong.mine.gap import families_in, gaps, provisions_in
from tuongdong.mine.matches import Distinct, distinct_of, find_matches
from tuongdong.mine.subjects import Subjects
from tuongdong.models import SourceText
from tuongdong.parse import parse

Row = dict[str, Any]
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def mined(tmp_path_factory: pytest.TempPathFactory, write_corpus: Write) -> Path:
    """The results of the invented corpus."""
    base = tmp_path_factory.mktemp("mine")
    mine(write_corpus(base / "in"), base / "out")
    return base / "out"


def plain(distinct: Distinct) -> Subjects:
    """Subjects that say nothing."""
    return Subjects(*(np.zeros(distinct.words.rows, np.int64) for _ in Subjects._fields))


def family(rows: list[Row], words: str) -> list[Row]:
    """The members of the only family whose texts hold some words."""
    found = {row["family"] for row in rows if words in row["text"]}
    assert len(found) == 1, found
    return [row for row in rows if row["family"] in found]


def test_a_policy_has_its_localities_values_dates_and_first_adopter(mined: Path) -> None:
    rows = family(families_in(mined), "dư nợ vay")
    assert [(row["locality"], row["value"]["value"], row["value"]["bound"], row["issued_on"]) for row in rows] == [
        (["Nghệ An"], 40.0, "<=", "2018-01-05"),
        (["Đà Nẵng"], 60.0, "<=", "2019-02-06"),
        (["Khánh Hòa"], 70.0, "<=", "2020-03-07"),
        (["Cần Thơ"], 60.0, "<=", "2021-04-08"),
    ]
    assert [row["first"] for row in rows] == [True, False, False, False]
    assert {row["decides"] for row in rows} == {"people_council"}
    assert {row["label"].split(":")[0] for row in rows} == {"Vay vốn đầu tư"}
    assert (
        len({row["family"] for row in rows} & {row["family"] for row in family(families_in(mined), "sử dụng đất")}) == 0
    )


def test_the_same_input_gives_the_same_bytes(mined: Path, tmp_path: Path, write_corpus: Write) -> None:
    mine(write_corpus(tmp_path / "in"), tmp_path / "out", engine=Local(1))
    for name in ("provisions", "matches", "families", "topics"):
        assert (tmp_path / "out" / f"{name}.parquet").read_bytes() == (mined / f"{name}.parquet").read_bytes(), name


def test_results_tell_their_settings_and_version(mined: Path) -> None:
    told = stages.metadata(mined / "families.parquet")
    assert json.loads(told["settings"])["search"] == Search()._asdict()
    assert told["version"]


def test_adding_documents_scores_only_what_is_new_and_families_keep_their_names(
    mined: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_corpus: Write
) -> None:
    out = tmp_path / "out"
    mine(write_corpus(tmp_path / "in", slice(2, None)), out)
    before = {row["text"]: row["family"] for row in families_in(out)}
    asked: list[int] = []
    unit = find_matches.__globals__["_by_words"]

    def counted(shared: Any, rows: Any) -> Any:
        asked.append(len(rows))
        return unit(shared, rows)

    monkeypatch.setitem(find_matches.__globals__, "_by_words", counted)
    write_corpus(tmp_path / "in", slice(0, 2))
    mine(tmp_path / "in", out)
    after = {row["text"]: row["family"] for row in families_in(out)}
    assert all(after[text] == name for text, name in before.items())
    # the two that came first in time have no new words but their own names, which are no words
    assert sum(asked) == 0
    scratch = {
        frozenset(r["text"] for r in families_in(mined) if r["family"] == f)
        for f in {r["family"] for r in families_in(mined)}
    }
    grown = {
        frozenset(r["text"] for r in families_in(out) if r["family"] == f)
        for f in {r["family"] for r in families_in(out)}
    }
    assert grown == scratch


def test_a_killed_run_goes_on_behind_its_last_whole_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_corpus: Write
) -> None:
    folder, out = write_corpus(tmp_path / "in"), tmp_path / "out"
    monkeypatch.setitem(mine.__globals__, "family_table", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        mine(folder, out)
    monkeypatch.undo()
    standing = {name: (out / name).stat().st_mtime_ns for name in ("provisions.parquet", "matches.parquet")}
    assert not (out / "families.parquet").exists()
    mine(folder, out)
    assert {name: (out / name).stat().st_mtime_ns for name in standing} == standing
    assert families_in(out)


def test_a_full_disk_is_one_line_and_keeps_earlier_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_corpus: Write
) -> None:
    folder, out = write_corpus(tmp_path / "in"), tmp_path / "out"
    write = pq.write_table

    def full(table: Any, path: Path, **options: Any) -> None:
        if "families" in path.name:
            raise OSError(28, "No space left on device")
        write(table, path, **options)

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(TuongdongError, match="disk is full"):
        mine(folder, out)
    assert sorted(path.name for path in out.glob("*.parquet")) == [
        "distinct.parquet",
        "matches.parquet",
        "provisions.parquet",
    ]


def test_a_run_reads_none_of_its_results_nor_a_workbook_of_another(tmp_path: Path, write_corpus: Write) -> None:
    folder = write_corpus(tmp_path / "in")
    first, again = (
        CliRunner().invoke(cli, ["mine", str(folder), "-o", str(folder / "ket-qua"), "--format", "json"])
        for _ in range(2)
    )
    assert json.loads(again.stdout) == json.loads(first.stdout)
    assert json.loads(again.stdout)["refused"] == 0
    shutil.copy(folder / "ket-qua" / "families.xlsx", folder / "bang.xlsx")
    ((file, told),) = mine(folder, folder / "ket-qua").findings
    assert (file, told.code) == ("bang.xlsx", "not_mined")
    assert "bảng do chương trình lập" in told.say()


def test_a_folder_with_nothing_readable_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rong.txt").write_text("", "utf-8")
    (tmp_path / "none").mkdir()
    for _ in range(2):  # nor does a second run find results of the first
        with pytest.raises(TuongdongError, match="Nothing in"):
            mine(tmp_path / "in", tmp_path / "out")
    with pytest.raises(TuongdongError, match="Nothing in"):
        mine(tmp_path / "none", tmp_path / "out")
    with pytest.raises(TuongdongError, match="not found"):
        mine(tmp_path / "gone", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_paths_may_be_text(tmp_path: Path, write_corpus: Write) -> None:
    mine(str(write_corpus(tmp_path / "in")), str(tmp_path / "out"))
    assert families_in(str(tmp_path / "out"))
    assert provisions_in(str(tmp_path / "out"))


def test_many_copies_cost_as_one() -> None:
    text, other = (
        "Mức hỗ trợ do Hội đồng nhân dân quyết định hằng năm",
        "Mức hỗ trợ do Ủy ban nhân dân quyết định hằng quý",
    )
    distinct = distinct_of([text] * 200_000 + [other], ["Hỗ trợ"] * 200_001)
    assert distinct.words.rows == 2
    assert distinct.of.tolist() == [0] * 200_000 + [1]


def test_many_near_copies_make_one_family_and_do_not_blow_up(tmp_path: Path) -> None:
    texts = [
        f"Mức hỗ trợ cho hộ nghèo ở thôn {chr(97 + n % 26)}{chr(97 + n // 26 % 26)} do xã quyết định"
        for n in range(650)
    ]
    distinct = distinct_of(texts, ["Hỗ trợ"] * len(texts))
    search = Search(budget=500, most=20, keep=10)
    matches = find_matches(distinct, tmp_path, Local(), search)
    assert len(matches) <= len(texts) * search.keep
    found = families_of(distinct, plain(distinct), *(matches[name].to_numpy() for name in ("a", "b", "score")))
    assert [len(rows) for rows in found] == [distinct.words.rows]


def test_a_chain_of_neighbours_is_not_one_family(tmp_path: Path) -> None:
    words = [
        "ngân",
        "sách",
        "đất",
        "đai",
        "nhà",
        "ở",
        "trường",
        "học",
        "bệnh",
        "viện",
        "giao",
        "thông",
        "rừng",
        "biển",
        "lao",
        "động",
        "du",
        "lịch",
        "thuế",
        "phí",
        "cảng",
        "kho",
    ]
    texts = [" ".join(words[n : n + 10]) for n in range(len(words) - 9)]
    distinct = distinct_of(texts, [""] * len(texts))
    matches = find_matches(distinct, tmp_path, Local(), Search())
    found = families_of(distinct, plain(distinct), *(matches[name].to_numpy() for name in ("a", "b", "score")))
    assert len(found) > 1
    assert not any({0, len(texts) - 1} <= set(rows.tolist()) for rows in found)


def test_empty_provisions_and_one_giant_document(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    giant = "\n".join(
        f"{n}. Nhiệm vụ số {n} của cơ quan chuyên môn về lĩnh vực thứ {n} trong năm." for n in range(1, 600)
    )
    (folder / "lon.txt").write_text(
        f"NGHỊ QUYẾT SỐ 1/2020/NQ-HĐND\nVề nhiệm vụ\n\nĐiều 1. Nhiệm vụ\n{giant}\n", "utf-8"
    )
    (folder / "rong.txt").write_text("NGHỊ QUYẾT SỐ 2/2020/NQ-HĐND\nVề nhiệm vụ\n\nĐiều 1.\n\nĐiều 2.\n", "utf-8")
    found = mine(folder, tmp_path / "out")
    assert len(found.provisions.filter(found.provisions["eid"].is_valid())) >= 500
    assert "rong.txt" in dict(found.findings)


def test_a_chapter_of_the_codification_speaks_for_no_locality(tmp_path: Path, write_corpus: Write) -> None:
    folder = write_corpus(tmp_path / "in")
    articles = "\n".join(
        f"Điều 40.2.NQ.{n}.1. Vay vốn đầu tư\n(Điều 2 Nghị quyết số {n}/2020/NQ-HĐND)\nTổng mức dư nợ vay của thành phố Hà Nội "
        "không vượt quá 90% số thu ngân sách được hưởng theo phân cấp."
        for n in range(1, 5)
    )
    (folder / "phap-dien.txt").write_text(f"Chương I\nQUY ĐỊNH CHUNG\n{articles}\n", "utf-8")
    found = mine(folder, tmp_path / "out")
    assert [one.code for file, one in found.findings if file == "phap-dien.txt"] == ["codified_topic"]
    assert "phap-dien.txt" not in found.families["file"].to_pylist()


def test_a_ray_address_that_does_not_answer_is_one_line() -> None:
    pytest.importorskip("ray", reason="needs the extra `cluster`")
    with pytest.raises(TuongdongError, match=r"127\.0\.0\.1:1"):
        Ray("127.0.0.1:1", wait=2)


def test_blocks_may_be_small(tmp_path: Path) -> None:
    texts = [f"Khoản chi thứ {chr(97 + n)} do Hội đồng nhân dân quyết định cho ngành {chr(110 - n)}" for n in range(12)]
    distinct = distinct_of(texts, [""] * 12)
    whole = find_matches(distinct, tmp_path / "a", Local(), Search())
    parted = find_matches(distinct, tmp_path / "b", Local(), Search(block=5))
    assert whole.equals(parted)


# localities, file, subject; the scope of each
SCOPES = (
    # the later document of a locality says for what it holds, to the last word
    (
        [("Hà Nội", "a", "cơ chế đặc thù"), ("Hà Nội", "b", "cơ chế phát triển đường sắt đô thị")],
        [None, "phát triển đường sắt đô thị"],
    ),
    # a word that others have as well is no beginning of its own
    (
        [("Hà Nội", "a", "cơ chế phát triển thành phố"), ("Hà Nội", "b", "cơ chế phát triển hệ thống đường sắt")],
        [None, "hệ thống đường sắt"],
    ),
    # two provisions of one document have no scope
    ([("Hải Dương", "a", "thành lập thị xã Chí Linh")] * 2 + [("Hà Nội", "b", "thành lập quận mới")], [None] * 3),
    ([("Hà Nội", "a", ""), ("Hà Nội", "b", "")], [None, None]),
)


@pytest.mark.parametrize(("members", "expected"), SCOPES)
def test_the_scope_is_what_the_later_document_of_a_locality_says_alone(
    members: list[tuple[str, str, str]], expected: list[str | None]
) -> None:
    rows = [{"localities": [name], "file": file, "subject": subject, "doubt": None} for name, file, subject in members]
    assert _scopes(rows) == expected


# --- gap


def test_gap_names_what_is_lacking_with_evidence(mined: Path) -> None:
    found = gaps("TP. Hải Phòng", families_in(mined))
    assert [gap.label.split(":")[0] for gap in found] == ["Vay vốn đầu tư"]
    assert found[0].first_adopter == "Nghệ An"
    assert found[0].holders[0].locality == "Cần Thơ"
    assert {holder.number for holder in found[0].holders} == {f"{n}/{n + 2007}/NQ-HĐND" for n in (11, 12, 13, 14)}


def test_all_that_share_the_first_day_had_it_first(tmp_path: Path, write_corpus: Write) -> None:
    folder = write_corpus(tmp_path / "in")
    for path in folder.iterdir():  # Nghệ An, Đà Nẵng and Khánh Hòa on one day
        text = re.sub("0[67]/0[23]/20(19|20)", "05/01/2018", path.read_text("utf-8"))
        path.write_text(re.sub("/20(19|20)/NQ-HĐND", "/2018/NQ-HĐND", text), "utf-8")
    mine(folder, tmp_path / "out")
    rows = families_in(tmp_path / "out")
    assert [row["first"] for row in family(rows, "dư nợ vay")] == [True, True, True, False]
    assert gaps("TP. Hải Phòng", rows)[0].first_adopter == "Nghệ An, Đà Nẵng, Khánh Hòa"


def test_gap_names_what_comes_nearest_of_ones_own(mined: Path) -> None:
    rows, passages = families_in(mined), provisions_in(mined)
    (gap,) = gaps("TP. Hải Phòng", rows, provisions=passages)
    assert gap.near is None  # nothing of its own is like it
    words = next(row for row in passages if row["file"] == gap.holders[0].file and row["eid"] == gap.holders[0].eid)
    own = words | {"localities": ["Hải Phòng"], "file": "rieng.txt", "number": "9/2020/NQ-HĐND"}
    (gap,) = gaps("TP. Hải Phòng", rows, provisions=[*passages, own])
    assert gap.near is not None
    assert (gap.near.number, gap.near.likeness) == ("9/2020/NQ-HĐND", 1.0)


def test_gap_of_an_unknown_locality_tells_which_there_are(mined: Path) -> None:
    with pytest.raises(TuongdongError, match="Cần Thơ, Hải Phòng"):
        gaps("Lào Cai", families_in(mined))


# no locality; fewer than one line; fewer than one locality
WRONG_USE = ([""], ["  "], ["Hải Phòng", "--limit", "-3"], ["Hải Phòng", "--limit", "0"], ["Hải Phòng", "--least", "0"])


@pytest.mark.parametrize("words", WRONG_USE)
def test_wrong_use_of_gap_is_one_line(mined: Path, words: list[str]) -> None:
    done = CliRunner().invoke(cli, ["gap", *words, "--in", str(mined)])
    assert done.exit_code == 2
    assert "Lỗi: " in done.output or "Error: " in done.output


def test_gap_without_results_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(TuongdongError, match="run `tuongdong mine` first"):
        families_in(tmp_path)


# --- the real resolutions


@pytest.fixture(scope="module")
def special(data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    base = tmp_path_factory.mktemp("special")
    (base / "in").mkdir()
    for path in (data / "special").glob("*-20??-*"):
        shutil.copy(path, base / "in")
    done = CliRunner().invoke(cli, ["mine", str(base / "in"), "-o", str(base / "out"), "--format", "json"])
    assert done.exit_code == 0, done.output
    assert (base / "out" / "families.html").stat().st_size > 10_000
    assert (base / "out" / "families.xlsx").stat().st_size > 5_000
    return families_in(base / "out")


def test_the_debt_ceiling_is_one_family_over_seven_localities(special: list[Row]) -> None:
    ceiling = next(r["family"] for r in special if r["number"] == "48/2017/NĐ-CP" and r["eid"] == "art_5__cl_4")
    rows = [row for row in special if row["family"] == ceiling]
    values = {(row["file"].split("-")[0], row["locality"][0]): row["value"] and row["value"]["value"] for row in rows}
    assert values == {
        ("144", "Đà Nẵng"): 40,
        ("48", "Thành phố Hồ Chí Minh"): 70,
        ("63", "Hà Nội"): 70,
        ("89", "Hải Phòng"): 40,
        ("103", "Cần Thơ"): 40,
        ("36", "Nghệ An"): 40,
        ("37", "Thanh Hóa"): None,
        ("55", "Khánh Hòa"): 60,
        ("188", "Thành phố Hồ Chí Minh"): 120,
    }
    assert next(row["scope"] for row in rows if row["file"].startswith("188")) == "hệ thống mạng lưới đường sắt đô thị"
    assert next(row["doubt"] for row in rows if row["file"].startswith("37"))
    assert np.argmax([row["first"] for row in rows]) == 0


@pytest.mark.parametrize(("number", "day"), [("12/2025/NQ-HĐND", None), ("12/2024/NQ-HĐND", "2024-03-05")])
def test_a_day_that_its_number_denies_makes_nobody_first(number: str, day: str | None) -> None:
    text = (
        f"Số: {number}\nĐà Nẵng, ngày 05 tháng 3 năm 2024\nNGHỊ QUYẾT\nVề xe buýt\nĐiều 1. Mức hỗ trợ\n"
        + "Học sinh đi xe buýt được hỗ trợ 10.000 đồng một tháng từ ngân sách Thành phố."
    )
    rows = list(provisions_of(parse(SourceText(text=text, format="txt"))))
    assert [row["issued_on"] for row in rows] == [day]
