"""The recipes for R and pandas run as they stand in the docs, and come to the same numbers."""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from made import CODING, many

from dateline.store import Store
from dateline.store.export import EXPORTED
from dateline.store.handover import Order, find_col_types, hand_over
from dateline.store.likenesses import LIKENESSES

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def blocks(root: Path) -> dict[str, str]:
    """Language → the block of the page."""
    found = dict(BLOCK.findall((root / "docs" / "r.md").read_text(encoding="utf-8")))
    assert set(found) == {"sh", "r", "python"}
    return found


@pytest.fixture(scope="module")
def taken_out(filled: Store, blocks: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the commands of the page have run."""
    folder = tmp_path_factory.mktemp("recipes")
    shell = f'dateline() {{ "{sys.executable}" -m dateline "$@"; }}\nset -e\n{blocks["sh"]}'
    environment = {**os.environ, "DATELINE_STORE": str(filled.path)}
    subprocess.run(["bash", "-c", shell], cwd=folder, env=environment, check=True, capture_output=True)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(folder: Path, who: str) -> None:
    """The dyads and sums are those of a plain count over the made mentions."""
    mentions = [m for c in (CODING, *many(40)) for m in c.mentions if m.status == "actual" and m.confidence >= 0.5]
    expected = Counter(
        (actor, recipient, m.when.period.first.strftime("%Y-%m"))
        for m in mentions
        for actor in {one.country for one in m.actors}
        for recipient in {one.country for one in m.recipients}
    )
    dyads = rows(folder / f"dyads-{who}.csv")
    assert {(d["country_actor"], d["country_recipient"], d["month"]): int(d["events"]) for d in dyads} == expected
    panel = [row for row in rows(folder / "panel.csv") if row["covered"] == "true"]
    sums = Counter({row["country"]: 0 for row in panel})
    for row in panel:
        sums[row["country"]] += int(row["material_conflict"])
    conflict = rows(folder / f"conflict-{who}.csv")
    assert {row["country"]: int(float(row["conflict"])) for row in conflict} == sums
    assert any(sums.values())


def test_r_reads_without_a_warning(taken_out: Path, blocks: dict[str, str]) -> None:
    """R runs the recipe with every warning turned into an error."""
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not there: install r-base-core, r-cran-readr and r-cran-dplyr")
    asked = ["Rscript", "-e", "stopifnot(requireNamespace('readr'), requireNamespace('dplyr'))"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("R has no readr or no dplyr: install r-cran-readr and r-cran-dplyr")
    (taken_out / "recipe.R").write_text("options(warn = 2)\n" + blocks["r"], encoding="utf-8")
    done = subprocess.run(["Rscript", "recipe.R"], cwd=taken_out, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    check(taken_out, "r")


def test_r_reads_every_table_without_a_warning(filled: Store, tmp_path: Path) -> None:
    """Each table and likeness is read with the printed col_types, and nothing has to be guessed or repaired."""
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not there: install r-base-core, r-cran-readr and r-cran-dplyr")
    hand_over(filled, Order(table="all"), tmp_path)
    calls = ["options(warn = 2)"]
    for name in EXPORTED:
        calls.append(f't <- readr::read_csv("{name}.csv", col_types = {find_col_types(name)})')
        calls.append("stopifnot(nrow(readr::problems(t)) == 0)")
    for like in LIKENESSES:
        hand_over(filled, Order(like=like), tmp_path / f"{like}.tsv")
        calls.append(f't <- readr::read_tsv("{like}.tsv", col_types = {find_col_types("mentions", like)})')
        calls.append(f"stopifnot(nrow(readr::problems(t)) == 0, ncol(t) == {len(LIKENESSES[like].columns)})")
    calls.append('m <- readr::read_csv("mentions.csv", col_types = readr::cols(.default = "c"))')
    calls.append('stopifnot(identical(m$cameo[m$event_type == "CONSULT"][1], "042"), nrow(m) == 202)')
    (tmp_path / "read.R").write_text("\n".join(calls), encoding="utf-8")
    done = subprocess.run(["Rscript", "read.R"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_pandas_runs_the_recipe(taken_out: Path, blocks: dict[str, str]) -> None:
    """pandas runs the recipe with every warning turned into an error."""
    if importlib.util.find_spec("pandas") is None:
        pytest.skip("pandas is not installed")
    (taken_out / "recipe.py").write_text(blocks["python"], encoding="utf-8")
    command = [sys.executable, "-W", "error::UserWarning", "recipe.py"]
    done = subprocess.run(command, cwd=taken_out, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    check(taken_out, "pandas")
