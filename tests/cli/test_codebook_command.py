"""`dateline codebook` checks and shows codebooks."""

import pytest
from typer.testing import CliRunner

from dateline.cli.codebook import app


@pytest.fixture
def run():
    """A function that runs `dateline codebook` with words and returns the result."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_show_lists_types_and_contexts(run):
    """Without a type all types stand in the list, with quad category, score and modes."""
    done = run("show")
    assert done.exit_code == 0
    assert done.stdout.startswith("plover-2.0.1\n")
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("SANCTION"))
    assert line.split() == ["SANCTION", "material", "conflict", "-6", "convict,", "expel,", "withdraw,", "discontinue"]
    assert done.stdout.splitlines()[-1].startswith("contexts: military, intelligence")


def test_show_one_type(run):
    """One type stands there with definition, modes, choices and examples; case does not matter."""
    done = run("show", "sanction")
    assert done.exit_code == 0
    for words in ("expel (-5.5)", "CAMEO 160", "requires a recipient", "table of quad categories", "Not this:"):
        assert words in done.stdout


def test_show_of_ones_own(run, root):
    """A type of one's own codebook can be shown."""
    done = run("show", "BORDER-CLOSURE", "--codebook", root / "examples" / "codebook-elections")
    assert done.exit_code == 0
    assert "A state closes its border" in done.stdout


def test_unknown_type_is_wrong_use(run):
    """A type that is not there ends with exit code 2 and the list of those that are."""
    done = run("show", "DEMAND")
    assert done.exit_code == 2
    assert "no type DEMAND" in done.stderr
    assert done.stdout == ""


def test_check_of_a_codebook_in_order(run):
    """The shipped YAML is in order; the word goes to standard error."""
    done = run("check", "--structure-only")
    assert done.exit_code == 0
    assert done.stderr == "plover-2.0.1: 16 types, 37 contexts, in order\n"
    assert done.stdout == ""


def test_check_names_faults(run, tmp_path):
    """Faults go to standard error with file, line and column, and the exit code is 1."""
    (tmp_path / "codebook.yaml").write_text("name: mine\nversion: '1'\nextends: plovr\n")
    done = run("check", tmp_path)
    assert done.exit_code == 1
    assert 'codebook.yaml:3:10: unknown codebook "plovr": did you mean "plover"?' in done.stderr
    done = run("show", "--codebook", tmp_path)
    assert done.exit_code == 1


def test_check_codes_every_example(run, tmp_path):
    """Each type has a line with how many examples and counter-examples came out right, then one for all."""
    (tmp_path / "codebook.yaml").write_text("name: few\nversion: '1'\nextends: plover\ntypes: [ASSAULT, SUPPORT]\n")
    done = run("check", tmp_path)
    assert done.exit_code == 0, done.output
    lines = [line for line in done.stdout.splitlines() if line.endswith(" all")]
    figures = {line.split()[0]: [int(word) for word in line.split() if word.isdigit()] for line in lines}
    assert list(figures) == ["ASSAULT", "SUPPORT", "all"]
    assert figures["all"] == [a + b for a, b in zip(figures["ASSAULT"], figures["SUPPORT"], strict=True)]
    of, type_right, right = figures["all"]
    assert 0 < right <= type_right <= of


def test_the_walk_codes_own_types(root):
    """A report coded with a codebook of one's own has its types, with status, participants and days like any other."""
    from datetime import date

    from dateline.core import Report
    from dateline.pipeline import Settings, code_report, load_tools

    tools = load_tools(Settings(codebook=root / "examples" / "codebook-elections"))
    report = Report("r", "", "Hungary closed its border with Serbia on Tuesday.", date(2024, 5, 15), "2024-05-15")
    coding = code_report(report, tools)
    (mention,) = (mention for mention in coding.mentions if mention.event_type == "BORDER-CLOSURE")
    assert mention.id
    assert [actor.country for actor in mention.actors] == ["HUN"]
    assert mention.when.period.first == date(2024, 5, 14)
    assert coding.versions.codebook == "elections-1+plover-2.0.1"
