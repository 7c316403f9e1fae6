"""Faults of a codebook are named with file, line, column and what was meant."""

import pickle

import pytest

from dateline.codebook import CodebookError, load_codebook, load_folder

HEADER = "name: mine\nversion: '1'\nextends: plover\n"


@pytest.fixture
def faults(write, type_yaml):
    """What loading a codebook with one type says after some words of it were replaced."""

    def told(*changes, **files):
        text = type_yaml
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        folder = write({"codebook.yaml": HEADER, "events/CALL.yaml": text, **files})
        with pytest.raises(CodebookError) as caught:
            load_codebook(folder)
        return str(caught.value).splitlines()

    return told


CASES = {
    "a mode that is misspelt": (
        ("modes: [early]", "modes: [earli]"),
        'events/CALL.yaml:10:35: unknown mode "earli": did you mean "early"?',
    ),
    "a quad category that is misspelt": (
        ("quad: verbal cooperation", "quad: verbal co-operation"),
        'events/CALL.yaml:3:7: unknown quad "verbal co-operation": did you mean "verbal cooperation"?',
    ),
    "a key that is misspelt": (
        ("definition: Somebody", "definiton: Somebody"),
        'events/CALL.yaml:2:1: unknown key "definiton": did you mean "definition"?',
    ),
    "a trigger that is not in the text": (
        ("trigger: called", "trigger: calls"),
        'events/CALL.yaml:10:19: "calls" does not stand in the text of the example',
    ),
    "an actor that is not in the text": (
        ("actors: [The king]", "actors: [The queen]"),
        'events/CALL.yaml:10:52: "The queen" does not stand in the text of the example',
    ),
    "a code that is not the name of the file": (
        ("code: CALL", "code: CALLS"),
        'events/CALL.yaml:1:7: code "CALLS" is not the name of the file: name it CALLS.yaml',
    ),
    "a score that is no number": (
        ("code: CALL", "code: CALL\nscore: much"),
        'events/CALL.yaml:2:8: score "much" is no number',
    ),
    "a key that is there twice": (
        ("code: CALL", "code: CALL\ncode: CALL"),
        'events/CALL.yaml:2:1: "code" is there twice',
    ),
    "an unknown type of a mention": (
        ("{trigger: called,", "{trigger: called, type: SUPORT,"),
        'events/CALL.yaml:10:33: unknown event type "SUPORT": did you mean "SUPPORT"?',
    ),
    "an unknown status": (
        ("{trigger: called,", "{trigger: called, status: futur,"),
        'events/CALL.yaml:10:35: unknown status "futur": did you mean "future"?',
    ),
    "an unknown context": (
        ("quad: verbal cooperation", "quad: verbal cooperation\ncameo_in: {economics: '031'}"),
        'events/CALL.yaml:4:12: unknown context "economics": did you mean "economic"?',
    ),
    "YAML that is none": (
        ("modes: [early]", "modes: [early"),
        "events/CALL.yaml:10:60: not YAML: expected ',' or ']', but got '}'",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_fault_has_its_place(faults, case):
    """Each fault is told in one line with its place and, where one is near, with what was meant."""
    change, told = CASES[case]
    assert told in faults(change)


def test_all_faults_are_told_at_once(faults):
    """Two faults give two lines."""
    assert len(faults(("trigger: called", "trigger: calls"), ("[early]", "[late]"))) == 2


def test_header_names_unknown_types(faults):
    """A type that the codebook is narrowed to must be there."""
    files = {"codebook.yaml": HEADER + "types: [PROTESTS, CALL]\n"}
    assert faults(**files) == ['codebook.yaml:4:9: unknown event type "PROTESTS": did you mean "PROTEST"?']


def test_folder_without_header(tmp_path):
    """A folder without codebook.yaml is no codebook, and the error says what one is."""
    with pytest.raises(CodebookError, match=r"no codebook\.yaml here: a codebook is a folder with codebook\.yaml"):
        load_folder(tmp_path)


def test_file_that_is_not_utf8(write):
    """A file in another encoding is named with the byte."""
    folder = write({"codebook.yaml": HEADER})
    (folder / "events" / "CALL.yaml").write_bytes(b"code: CALL\ndefinition: caf\xe9\n")
    with pytest.raises(CodebookError, match=r"events/CALL\.yaml:1:1: not UTF-8: .* at byte 26"):
        load_folder(folder)


def test_scalars_stay_strings(write, type_yaml):
    """CAMEO codes and names that YAML could take for numbers or truth values stay as written."""
    text = type_yaml.replace("quad:", "cameo: 010\nnotes: no\nquad:")
    kind = load_folder(write({"codebook.yaml": HEADER, "events/CALL.yaml": text})).event_types["CALL"]
    assert (kind.cameo, kind.notes) == ("010", "no")


def test_error_travels_between_processes(write):
    """A codebook error comes out of a worker with its problems."""
    with pytest.raises(CodebookError) as caught:
        load_codebook(write({"codebook.yaml": HEADER + "types: [X]\n"}))
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
    assert str(again) == str(caught.value)


TAB = r"not YAML: found character '\t' that cannot start any token: indent with spaces, not with tabs"
LATER = {
    "a word where a list belongs": (
        ("actors: [The king]", "actors: The king"),
        "events/CALL.yaml:10:51: actors must be a list: write [The king], or each on a line of its own after a dash",
    ),
    "a tab": (
        ("    mentions:", "\tmentions:"),
        f"events/CALL.yaml:9:1: {TAB}",
    ),
    "a colon in a definition": (
        ("definition: Somebody", "definition: Note: somebody"),
        "events/CALL.yaml:2:17: not YAML: mapping values are not allowed here: put words that hold a colon in quotes",
    ),
    "a score off the scale": (
        ("code: CALL", "code: CALL\nscore: -60"),
        "events/CALL.yaml:2:8: the score -60 is off the scale: write -10 (most conflict) to 10 (most cooperation)",
    ),
    "a mode of a type without modes": (
        ("modes:\n  early:\n    definition: Before its time.\n", ""),
        'events/CALL.yaml:7:35: unknown mode "early": CALL has no modes: add "early" under its "modes"',
    ),
}


@pytest.mark.parametrize("case", LATER)
def test_fault_says_how_to_mend_it(faults, case):
    """A usual mistake is told once, in words of the file's author, though the header names the type, too."""
    change, told = LATER[case]
    assert faults(change, **{"codebook.yaml": HEADER + "types: [CALL]\n"}) == [told]


def test_unknown_key_is_held_against_the_keys_of_its_place(faults):
    """The header has types, an event type has none: the hint names a key that would be right there."""
    files = {"codebook.yaml": HEADER + "type: [CALL]\n"}
    assert faults(**files) == ['codebook.yaml:4:1: unknown key "type": did you mean "types"?']


def test_counter_example_that_is_a_sentence(faults):
    """A sentence alone is no counter-example, and the message names no class of ours."""
    change = ("code: CALL", "code: CALL\ncounter_examples:\n  - He called her.")
    assert faults(change) == ["events/CALL.yaml:3:5: this must be a mapping of keys to values"]


def test_other_ending_is_told(write, type_yaml):
    """A file that ends in .yml is not passed over in silence."""
    folder = write({"codebook.yaml": HEADER + "types: [CALL]\n", "events/CALL.yml": type_yaml})
    with pytest.raises(CodebookError, match=r"^events/CALL\.yml: not read: name it CALL\.yaml$"):
        load_folder(folder)


def test_types_left_out_need_no_more_examples(write, type_yaml):
    """An own type that the header leaves out is held to the rules of own types."""
    folder = write({"codebook.yaml": HEADER + "types: [PROTEST]\n", "events/CALL.yaml": type_yaml})
    assert list(load_folder(folder).event_types) == ["PROTEST"]


def test_the_file_instead_of_its_folder(write):
    """Whoever gives codebook.yaml is told to give its folder."""
    folder = write({"codebook.yaml": HEADER})
    with pytest.raises(CodebookError, match="a file: give its folder"):
        load_folder(folder / "codebook.yaml")
