"""simulate and its command: what can be asked, what is refused, what stays when it is cut short, and Dask."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

import bedside
from bedside import CannotSimulate, load_medicine, protocol_of, read_given, simulate, virtual_person
from bedside.faces.cli import main
from bedside.records import BadRecord
from bedside.refusal import Refusal
from bedside.simulator.group import Work
from bedside.simulator.keeping import Keeper
from bedside.simulator.spreading import groups
from closed_loop import MEDICINE, MODEL

TIL = protocol_of(MEDICINE, "til-2024")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, what was printed, and what was printed as an error."""
    old, sys.argv, code = sys.argv, ["bedside", "simulate", *words], 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv = old
    printed = capsys.readouterr()
    return code, printed.out, printed.err


# ------------------------------------------------------------------------------------------------ the command


def test_the_json_has_the_keys_that_were_agreed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--people", "20", "--guide", "til-2024", "--seed", "4", "--json")
    told = json.loads(out)
    assert code == 0 and list(told) == ["verb", "guide", "people", "seed", "seconds", "summary"]
    assert (told["verb"], told["guide"], told["people"], told["seed"]) == ("simulate", "til-2024", 20, 4)
    assert told["seconds"] > 0
    assert list(told["summary"]) == ["doses_per_cycle", "response", "events", "reasons", "not_simulated"]
    assert list(told["summary"]["doses_per_cycle"][0]) == ["cycle", "mean", "median", "q25", "q75"]
    assert list(told["summary"]["response"]) == ["CR", "PR", "SD", "PD"]
    assert sum(told["summary"]["response"].values()) == pytest.approx(1)


def test_words_pictures_and_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out, plots = tmp_path / "people.parquet", tmp_path / "plots"
    words = ["--people", "15", "--guide", "til-2024", "--compare", "til-2024"]
    change = "til-2024.hold.creatinine_high.threshold=3.5"
    code, told, _ = run(capsys, *words, "--set", change, "--out", str(out), "--plot", str(plots))
    assert code == 0
    for part in (
        "15 virtual people, seed 0: aldesleukin by til-2024, after-til: 600,000 IU/kg every 8 h, at most 6 doses a cycle.",
        "Changed: til-2024.hold.creatinine_high is creatinine >= 3.5 mg/dL, in place of creatinine >= 3 mg/dL.",
        "nothing here is a prediction for a person",
        "The same people by til-2024 (as it is)",
        MEDICINE.notice,
    ):
        assert part in " ".join(told.split())
    assert sorted(path.name for path in plots.iterdir()) == [
        f"{name}.{kind}" for name in ("comparison", "doses", "reasons", "ribbons") for kind in ("png", "svg")
    ]
    assert (plots / "doses.svg").read_text("utf-8").count("<svg") == 1
    table = pq.read_table(out)
    assert table.num_rows == 15 and table.column("person").to_pylist() == list(range(15))
    assert b"nobody real" in table.schema.metadata[b"bedside"] and b"3.5 mg/dL" in table.schema.metadata[b"changed"]


def test_one_course_in_words_as_a_picture_and_as_a_record(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record = tmp_path / "person.csv"
    words = ("--person", "3", "--guide", "til-2024", "--plot", str(tmp_path), "--record", str(record))
    code, told, _ = run(capsys, *words)
    assert code == 0 and "Virtual person 3" in told and "Cycle 1" in told and "creatinine, mg/dL" in told
    assert (tmp_path / "person-3.svg").exists() and (tmp_path / "person-3.png").exists()
    assert len(bedside.load_record(record).observations) > 100
    code, told, _ = run(capsys, "--person", "3", "--guide", "til-2024", "--json")
    assert code == 0 and json.loads(told)["slots"][0]["given"] is True


def test_without_a_guide_the_one_of_the_model_decides_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, unnamed, said = run(capsys, "--person", "7")
    assert code == 0 and "aldesleukin by consensus-2014" in unnamed
    assert "No guide was named: consensus-2014 decides, as model.toml says. --guide names another: community-2015" in said
    assert run(capsys, "--person", "7", "--guide", "consensus-2014")[:2] == (0, unnamed)
    assert not run(capsys, "--person", "7", "--guide", "consensus-2014")[2]


def test_a_person_is_the_same_alone_and_in_a_cohort() -> None:
    rows = simulate(TIL, MODEL, 6, seed=2).summary.tally["doses"]
    alone = [virtual_person(TIL, MODEL, number, seed=2).row["doses_1"] for number in range(6)]
    assert np.array_equal(np.bincount(alone, minlength=7), rows[0])


BAD = (
    (["--guide", "consensus-2013"], "aldesleukin has no guide 'consensus-2013'; it has: consensus-2014"),
    (["--guide", "til-2024", "--compare", "til"], "aldesleukin has no guide 'til'"),
    (["--guide", "til-2024", "--regimen", "low-dose"], "has no regimen 'low-dose' with slots; it has: high-dose, after-til"),
    (["--guide", "til-2024", "--set", "hold.potassium.threshold=3"], "til-2024 has no rule 'hold.potassium'"),
    (["--guide", "til-2024", "--set", "stop.fluid_refractory_hypotension.threshold=3"], "has no threshold"),
    (["--guide", "til-2024", "--people", "0"], "at least one person is simulated, not 0"),
    (["--guide", "til-2024", "--people", "-3"], "at least one person is simulated, not -3"),
    (["--guide", "til-2024", "--people", "1000000000000"], "1000000000000 people would need about 120 TB for their rows"),
    (["--guide", "til-2024", "--seed", "-1"], "a seed is a whole number from 0 to 18446744073709551615, not -1"),
    (["--guide", "til-2024", "--dose", "600000"], "the dose is so many IU for each kilogram, such as 600000 IU/kg"),
    (["--guide", "til-2024", "--dose", "600000 mg"], "the dose is so many IU for each kilogram, such as 600000 IU/kg"),
    (["--guide", "til-2024", "--dose", "600000 IU"], "the dose is so many IU for each kilogram, such as 600000 IU/kg"),
    (["--guide", "til-2024", "--dose", "600000 MIU/kg"], "the dose is above 0 and at most 10 MIU/kg, not 600000 MIU/kg"),
    (["--guide", "til-2024", "--dose", "0 IU/kg"], "the dose is above 0 and at most 10 MIU/kg, not 0 MIU/kg"),
    (["--guide", "til-2024", "--interval", "4h"], "doses are given every 8 to 24 hours here, not every 4 h"),
    (["--guide", "til-2024", "--interval", "8"], "is not a number with a unit"),
    (["--guide", "til-2024", "--doses", "0"], "a cycle has at least one dose, not 0"),
    (["--guide", "til-2024", "--doses", "30"], "30 doses every 8 h take longer than a week"),
    (["--guide", "til-2024", "--person", "-1"], "there is no person -1: they are counted from 0 on"),
    (["--guide", "til-2024", "--person", "1", "--people", "5"], "--person tells one course, without --people"),
    (["--guide", "til-2024", "--record", "x.csv"], "--record writes the course of one person"),
    (["--guide", "til-2024", "--cohort", "there-is-none.csv"], "the cohort cannot be read: No such file or directory"),
    (["--guide", "til-2024", "--out", "no/such/folder/x.parquet"], "x.parquet cannot be written: No such file or directory"),
    (["--guide", "til-2024", "--out", "/"], "is a folder; name a file for the rows"),
    (["--guide", "til-2024", "--plot", "/dev/null/x"], "no pictures can be drawn there: Not a directory"),
    (
        ["--guide", "til-2024", "--people", "5", "--dask", "tcp://127.0.0.1:9"],
        "tcp://127.0.0.1:9: no Dask scheduler answers there",
    ),
    (["--guide", "til-2024", "--people", "5", "--dask", "nonsense://x"], "nonsense://x: no Dask scheduler answers there"),
    (["--medicine", "sunitinib", "--guide", "x"], "there is no model of Sunitinib: it cannot be simulated"),
)


@pytest.mark.parametrize(("words", "message"), BAD)
def test_bad_input_gets_a_plain_message(words: list[str], message: str, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.simulator.spreading.SECONDS_TO_ANSWER", 0.5)
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "") and message in err and "Traceback" not in err, err


def test_a_guide_that_is_a_part_of_its_document_would_give_nobody_a_dose() -> None:
    part = load_medicine("sunitinib")
    with pytest.raises(CannotSimulate, match="holds a part of its document alone and never says give"):
        protocol_of(part, next(iter(part.guides)))


def test_a_rule_that_asks_for_a_number_that_nobody_has_is_refused() -> None:
    chosen = MEDICINE.guides["til-2024"]
    (asks,) = [rule.when for rule in MEDICINE.screen if rule.id == "screen.excluded.lvef"]
    rule = replace(chosen.rules[0], when=asks)
    odd = replace(MEDICINE, guides={"odd": replace(chosen, id="odd", rules=(rule,))})
    with pytest.raises(CannotSimulate, match="asks for lvef, which the model does not have"):
        protocol_of(odd, "odd")


@pytest.mark.parametrize(
    ("module", "words", "line"),
    [
        ("llvmlite", ["--people", "2"], "pip install 'bedside[simulate]'"),
        ("pyarrow", ["--people", "2", "--out", "x.parquet"], "pip install 'bedside[simulate]'"),
        ("matplotlib", ["--people", "2", "--plot", "plots"], "pip install 'bedside[simulate]'"),
        ("distributed", ["--people", "2", "--dask", "tcp://127.0.0.1:9"], "pip install 'bedside[dask]'"),
    ],
)
def test_what_is_not_installed_is_told_in_one_line(module: str, words: list[str], line: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules['{module}'] = None; from bedside.faces.cli import main; sys.argv[0] = 'bedside'; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "simulate", "--guide", "til-2024", *words], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.strip()) == (2, line)


def test_starting_up_loads_nothing_of_the_simulator() -> None:
    code = "import sys, bedside.faces.cli; print([m for m in sys.modules if m in ('llvmlite', 'jax', 'pyarrow')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------ a cohort from a file


def test_a_cohort_from_a_file_has_what_was_written_and_the_rest_is_drawn() -> None:
    given = read_given(b"weight,creatinine,albumin\n82,0.9,3.8\n64.5,1.2,4.1\n", "cohort.csv", MODEL)
    assert {key: row.tolist() for key, row in given.items()} == {"WT": [82, 64.5], "CR0": [0.9, 1.2], "ALB0": [38, 41]}
    courses = [virtual_person(TIL, MODEL, number, given=given) for number in (0, 1)]
    assert [course.row["weight"] for course in courses] == [82, 64.5]
    assert courses[0].row["platelets_usual"] == virtual_person(TIL, MODEL, 0).row["platelets_usual"]
    assert simulate(TIL, MODEL, 2, given=given).people == 2


FAULTY = (
    (b"weight,hight\n82,1\n", "cohort.csv:1: [header] I do not know the column 'hight'; did you mean 'weight'?"),
    (b"weight,weight\n82,1\n", "cohort.csv:1: [header] the column 'weight' stands twice"),
    (
        b"weight,creatinine\n82,0.9\n700,0.9\n",
        "cohort.csv:3: [weight] 700 kg is outside 45-150 kg, what virtual people can have",
    ),
    (b"weight,creatinine\n82,12\n", "cohort.csv:2: [creatinine] 12 mg/dL is outside 0.5-1.6 mg/dL"),
    (b"weight\nheavy\n", "cohort.csv:2: [weight] found 'heavy', expected a number in kg"),
    (b"weight\nnan\n", "cohort.csv:2: [weight]"),
    (b"weight,creatinine\n82\n", "cohort.csv:2: [row] has 1 fields, the header has 2"),
    (b"weight\n", "cohort.csv: has no people"),
    (b"", "cohort.csv:1: [header] is empty; a cohort begins with a header"),
    (b"\xff\xfe", "cohort.csv: is not UTF-8 text"),
)


@pytest.mark.parametrize(("content", "message"), FAULTY)
def test_impossible_values_are_refused_with_their_line(content: bytes, message: str) -> None:
    with pytest.raises(BadRecord) as refused:
        read_given(content, "cohort.csv", MODEL)
    assert message in str(refused.value)


def test_a_cohort_says_how_many_people_there_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "cohort.csv"
    file.write_text("weight\n70\n80\n", "utf-8")
    words = ("--guide", "til-2024", "--cohort", str(file))
    code, told, _ = run(capsys, *words, "--json")
    assert code == 0 and json.loads(told)["people"] == 2
    for more, message in ((("--people", "3"), "the cohort has 2 people"), (("--person", "2"), "they are counted from 0 to 1")):
        code, _, err = run(capsys, *words, *more)
        assert code == 2 and message in err


# ------------------------------------------------------------------------------------------------ rows, kept whatever happens


def test_an_interruption_keeps_what_was_finished(tmp_path: Path) -> None:
    out = tmp_path / "people.parquet"

    def interrupt(done: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(CannotSimulate, match=r"stopped after 20 of 60 people; .*people\.parquet has the first 20"):
        simulate(TIL, MODEL, 60, out=out, at_once=10, progress=interrupt)
    assert pq.read_table(out).column("person").to_pylist() == list(range(20))
    assert list(tmp_path.iterdir()) == [out]


def test_an_interruption_without_rows_says_how_far_it_was() -> None:
    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(CannotSimulate, match=r"stopped after 10 of 30 people$"):
        simulate(TIL, MODEL, 30, at_once=10, progress=interrupt)


def full_disk(after: int, real: Callable[..., None]) -> Callable[..., None]:
    """A writer of files that finds the disk full after so many, in the middle of the next."""
    count = iter(range(1000))

    def write(table: Any, path: Path, **more: Any) -> None:
        if next(count) >= after:
            path.write_bytes(b"PAR1 half a file")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(table, path, **more)

    return write


def test_a_full_disk_leaves_the_finished_groups_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "people.parquet"
    monkeypatch.setattr(pq, "write_table", full_disk(2, pq.write_table))
    message = r"No space left on device; the first 20 people are in .*people\.parquet\.parts, a file for each group"
    with pytest.raises(CannotSimulate, match=message):
        simulate(TIL, MODEL, 60, out=out, at_once=10)
    parts = tmp_path / "people.parquet.parts"
    assert pq.read_table(parts).num_rows == 20 and not out.exists()
    with pytest.raises(CannotSimulate, match="is there from a run that did not end"):
        simulate(TIL, MODEL, 10, out=out)


def test_a_disk_that_is_full_at_once_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pq, "write_table", full_disk(0, pq.write_table))
    with pytest.raises(CannotSimulate, match="No space left on device; nothing was finished before"):
        simulate(TIL, MODEL, 20, out=tmp_path / "people.parquet", at_once=10)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_at_the_end_leaves_every_group(tmp_path: Path) -> None:
    class Full(Keeper):
        def _join(self, whole: Path) -> None:
            whole.write_bytes(b"half a file")
            raise OSError(errno.ENOSPC, "No space left on device")

    keeper, work = Full(tmp_path / "people.parquet", {}), Work(MODEL, (TIL,), 0, 20, rows=True, size=10)
    for found in groups(work):
        assert found.rows is not None
        keeper.add(found.rows, found.people)
    with pytest.raises(CannotSimulate, match="the first 20 people are in"):
        keeper.finish()
    assert pq.read_table(keeper.parts).num_rows == 20


# ------------------------------------------------------------------------------------------------ many machines


def test_two_workers_of_dask_write_the_same_bytes(tmp_path: Path) -> None:
    from distributed import LocalCluster

    alone, spread = tmp_path / "alone.parquet", tmp_path / "spread.parquet"
    first = simulate(TIL, MODEL, 50, seed=6, out=alone, at_once=10)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        second = simulate(TIL, MODEL, 50, seed=6, out=spread, at_once=10, dask=cluster.scheduler_address)
    assert first.to_json() == second.to_json()
    assert alone.read_bytes() == spread.read_bytes()


def test_the_same_seed_writes_the_same_bytes_again(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("first", "again", "other")]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        simulate(TIL, MODEL, 20, seed=seed, out=file)
    first, again, other = (file.read_bytes() for file in files)
    assert first == again != other


def test_refusals_of_the_simulator_are_refusals() -> None:
    assert issubclass(CannotSimulate, Refusal) and issubclass(bedside.BadThreshold, Refusal)
