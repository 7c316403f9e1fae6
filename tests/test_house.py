"""The house keeps its own rules: sizes, walls, light imports, nothing in the repository that should not be there."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
ROOMS = {path.name for path in (ROOT / "src" / "dateline").iterdir()}


def tracked() -> list[Path]:
    """Every file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def functions() -> list[tuple[str, int]]:
    """Every function of the package with its number of lines below the docstring."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                has_words = ast.get_docstring(node) is not None
                body = node.body[1:] if has_words and len(node.body) > 1 else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines))
    return found


def test_modules_have_at_most_400_lines() -> None:
    """No module grows past what one reads in one sitting."""
    assert MODULES
    long = {str(path): n for path in MODULES if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_functions_are_small() -> None:
    """Half of all functions have at most 10 lines, nine of ten at most 30, none more than 60."""
    sizes = functions()
    lengths = sorted(length for _, length in sizes)
    assert [name for name, length in sizes if length > 60] == []
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_no_module_is_named_for_nothing() -> None:
    """A module's name is a noun or verb of the field."""
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "common", "misc", "manager", "base"}


def test_every_room_of_the_plan_is_there() -> None:
    """The rooms are those of the plan, and no others."""
    planned = {"core", "language", "codebook", "knowledge", "read", "extract", "resolve", "link", "store", "web", "cli"}
    rest = {"pipeline", "resources", "__init__.py", "__main__.py", "py.typed", "__pycache__"}
    assert planned <= ROOMS
    assert ROOMS - rest <= planned


def test_resources_hold_data_only() -> None:
    """No Python among the resources, and no YAML 1.1 reader anywhere."""
    assert list((ROOT / "src" / "dateline" / "resources").rglob("*.py")) == []
    pyyaml = re.compile(r"^\s*(import yaml|from yaml)\b", re.MULTILINE)
    assert [str(path) for path in MODULES if pyyaml.search(path.read_text(encoding="utf-8"))] == []


def test_every_yaml_and_toml_file_can_be_read() -> None:
    """Every YAML file is YAML 1.2, every TOML file TOML."""
    from ruamel.yaml import YAML

    reader = YAML(typ="rt", pure=True)
    data = [path for path in tracked() if path.suffix in {".yaml", ".yml", ".toml"}]
    assert data
    for path in data:
        if path.suffix == ".toml":
            tomllib.loads(path.read_text(encoding="utf-8"))
        elif path.stat().st_size < 300_000:  # the large tables have tests of their own
            list(reader.load_all(path.read_text(encoding="utf-8")))


FORBIDDEN = {
    "a path of one machine": re.compile(rb"(?<![\w.])/(?:work|home/\w+|opt|root|Users|mnt)/"),
    "the address of a package registry": re.compile(
        rb"https?://[\w.-]*(?:" + rb"pypi|pythonhosted|pypi-mirror|artifactory|nexus" + rb")[\w./-]*"
    ),
}


def test_nothing_of_one_machine_is_kept() -> None:
    """No file names a path of one machine or the address of a registry."""
    found = []
    for path in tracked():
        if path.name in {"test_house.py", ".gitignore"} or path.suffix in {
            ".onnx",
            ".duckdb",
            ".gz",
            ".parquet",
            ".npz",
        }:
            continue
        content = path.read_bytes()
        found += [f"{path.relative_to(ROOT)}: {what}" for what, shape in FORBIDDEN.items() if shape.search(content)]
    assert found == []


def test_nothing_large_is_kept() -> None:
    """No file beside the model and the packed tables is larger than a megabyte; none is larger than 40."""
    packed = {".onnx", ".gz", ".zst", ".bin", ".npz", ".parquet", ".tsv", ".xz"}
    large = [str(p.relative_to(ROOT)) for p in tracked() if p.stat().st_size > 1_000_000 and p.suffix not in packed]
    assert large == []
    assert [str(p.relative_to(ROOT)) for p in tracked() if p.stat().st_size > 40_000_000] == []


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_import_is_light() -> None:
    """`import dateline` loads neither the model's runtime nor the database nor any reader."""
    heavy = "onnxruntime duckdb trafilatura pydantic ruamel rich numpy rapidfuzz typer"
    loaded = run_python(f"import sys, dateline; print([m for m in {heavy!r}.split() if m in sys.modules])")
    assert loaded.strip() == "[]"


def test_help_loads_nothing_heavy() -> None:
    """The list of commands appears without model, database, readers or numbers being loaded."""
    heavy = "onnxruntime duckdb trafilatura pydantic ruamel numpy rapidfuzz"
    code = f"""
import sys
sys.argv = ["dateline", "--help"]
from dateline.cli import main
try:
    main()
except SystemExit:
    pass
print([m for m in {heavy!r}.split() if m in sys.modules])
"""
    assert run_python(code).strip().endswith("[]")


def test_help_is_instant() -> None:
    """`dateline --help` answers in less than 0.3 seconds (the best of five: other programs may be running)."""
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dateline", "--help"], capture_output=True, check=True)
        seconds.append(time.perf_counter() - begin)
    assert min(seconds) < 0.3


def test_walls_hold() -> None:
    """No room sees one that it must not see."""
    import importlib.util

    if importlib.util.find_spec("importlinter") is None:
        pytest.skip("import-linter is not installed")
    code = "import sys; from importlinter.cli import lint_imports_command as c; sys.argv = ['', '--no-cache']; c()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
