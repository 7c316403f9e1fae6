"""A codebook of one's own extends PLOVER, narrows it or stands alone."""

import pytest

from dateline.codebook import load_codebook


def test_extending_adds_types(write, type_yaml):
    """A codebook that extends PLOVER has its types, contexts and crosswalk besides its own."""
    folder = write({"codebook.yaml": "name: mine\nversion: '1'\nextends: plover\n", "events/CALL.yaml": type_yaml})
    mine = load_codebook(folder)
    assert mine.version == "mine-1+plover-2.0.1"
    assert mine.base == "plover"
    assert len(mine.event_types) == 17
    assert [kind.code for kind in mine.own_types] == ["CALL"]
    assert len(mine.contexts) == 37
    assert mine.lookup_cameo("161").type == "SANCTION"


def test_narrowing_leaves_types_out(write):
    """A codebook that lists types codes only these."""
    folder = write({"codebook.yaml": "name: few\nversion: '1'\nextends: plover\ntypes: [PROTEST, ASSAULT]\n"})
    few = load_codebook(folder)
    assert list(few.event_types) == ["ASSAULT", "PROTEST"]
    assert few.modes_of("AID") == frozenset()


def test_standing_alone(write, type_yaml):
    """A codebook that extends nothing has only its own types; a type with the code of one of PLOVER's is not own."""
    other = type_yaml.replace("code: CALL", "code: PROTEST")
    examples = other.index("examples:")
    lines = "".join(
        f"  - text: The king called {n} early elections.\n    mentions: [{{trigger: called}}]\n" for n in range(8)
    )
    counters = "".join(f"  - {{text: Nothing {n}., why: nothing happens}}\n" for n in range(2))
    other = f"{other[:examples]}examples:\n{lines}counter_examples:\n{counters}"
    files = {
        "codebook.yaml": "name: alone\nversion: '2'\n",
        "events/CALL.yaml": type_yaml,
        "events/PROTEST.yaml": other,
    }
    folder = write(files)
    alone = load_codebook(folder)
    assert alone.version == "alone-2"
    assert list(alone.event_types) == ["CALL", "PROTEST"]
    assert [kind.code for kind in alone.own_types] == ["CALL"]
    assert alone.modes_of("PROTEST") == {"early"}
    assert len(alone.statuses) == 5


@pytest.mark.parametrize("name", ["codebook-elections"])
def test_example_codebooks_are_in_order(root, name):
    """The codebooks under examples/ load and bring types that PLOVER lacks."""
    codebook = load_codebook(root / "examples" / name)
    assert len(codebook.own_types) >= 2
    assert not {kind.code for kind in codebook.own_types} & set(load_codebook().event_types)
    assert all(len(kind.examples) >= 8 for kind in codebook.own_types)
