"""A user's own event types are learned from their examples and met in other constructions, without training."""

from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.codebook import Codebook, EventType, Example, Expected, Frame, Mode
from dateline.core import Argument, EventMention, Label, Report, Sentence, Span, Status, Token, Trigger
from dateline.extract.frames import stem
from dateline.extract.own_types import find_own, learn_own, with_own

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent.parent / "cases" / "own_types.yaml")
TREES, UNSEEN = CASES["trees"], CASES["unseen"]


def parse(report: Report) -> tuple[Sentence, ...]:
    """The sentence of a text of the table, with its tree."""
    tokens, at = [], 0
    for word in TREES[report.text].split():
        form, lemma, upos, head, relation = word.split("/")
        span = Span(at, at + len(form))
        tokens.append(Token(span, form, lemma, upos, (), int(head) - 1 if head != "0" else None, relation))
        at = span.end + 1
    return (Sentence(0, Span(0, len(report.text)), tuple(tokens)),)


def example(text, trigger, actors=(), recipients=(), modes=(), why=""):
    return Example(text, () if why else (Expected(trigger, "", modes, Status.ACTUAL, actors, recipients),), why)


CLOSURE = EventType(
    "CLOSURE",
    "A state closes its border.",
    "material conflict",
    -5.0,
    examples=(
        example("Hungary closed its border with Serbia", "closed its border", ("Hungary",), ("Serbia",)),
        example("Finland shut the crossing", "shut the crossing", ("Finland",)),
        example("Kenya shut the border", "shut the border", ("Kenya",)),
    ),
    frames=(Frame(("block|blockade", "road|bridge"), unless=("farmer",)),),
    own=True,
)
CALL = EventType(
    "CALL",
    "Somebody calls an election.",
    "verbal cooperation",
    1.0,
    modes={"early": Mode("Before its time.", 2.0)},
    examples=(
        example("The king called early elections", "called early elections", ("The king",), modes=("early",)),
        example("The emir called elections", "called elections", ("The emir",)),
    ),
    counter_examples=(example("They called the election free", "", why="a verdict"),),
    own=True,
)

CUSTODY = EventType(
    "CUSTODY",
    "Somebody is detained.",
    "material conflict",
    examples=(
        example("Police took the student into custody", "took the student into custody", ("Police",), ("the student",)),
    ),
    own=True,
)


@pytest.fixture(scope="module")
def own():
    kinds = {kind.code: kind for kind in (CLOSURE, CALL, CUSTODY)}
    return learn_own(Codebook("mine-1", "", kinds, {}, {}), parse)


@pytest.fixture
def code(own):
    """A function that gives the mentions of own types in a text of the table."""

    def coded(text, least=0.0):
        report = Report("r", "", text)
        return find_own(report, parse(report), own, least)

    return coded


def words(people):
    return [person.text for person in people]


def test_an_example_is_met_again(code):
    """An example gives its own type, trigger and participants, and the evidence names it."""
    text = "Hungary closed its border with Serbia"
    (mention,) = code(text)
    assert (mention.event_type, mention.score, mention.quad) == ("CLOSURE", -5.0, "material conflict")
    assert mention.trigger.span.of(text) == "closed its border"
    assert (words(mention.actors), words(mention.recipients)) == (["Hungary"], ["Serbia"])
    assert 'example "Hungary closed its border with Serbia"' in mention.evidence[0].rule
    assert {e.field for e in mention.evidence} == {"event_type", "actors[0].text", "recipients[0].text"}


def test_another_construction(code):
    """A frame is met in the passive, and the agent acts; what is not there has a reason."""
    (mention,) = code("The border was closed by troops")
    assert words(mention.actors) == ["troops"]
    assert mention.recipients == ()
    assert dict(mention.missing) == {"recipients": "no words by the trigger name the recipient"}


def test_examples_lend_each_other(code):
    """close + border and shut + border and shut + crossing make close + crossing, with less confidence."""
    (mention,) = code("Peru and Chile will close all crossings")
    assert words(mention.actors) == ["Peru", "Chile"]
    assert "lent by" in mention.evidence[0].rule
    (seen,) = code("Kenya shut the border")
    assert mention.confidence < seen.confidence
    assert code("Peru and Chile will close all crossings", least=seen.confidence) == ()


def test_words_must_hang_together(code):
    """A border that is only near what was closed is no closed border."""
    assert code("Mali closed schools near the border") == ()


def test_what_no_example_shows_is_not_guessed(code):
    """A noun made of a verb is another word: without an example it is not met."""
    assert code("The closure of the border lasted") == ()


def test_shared_subjects(code):
    """The subject of a governing verb acts where the verb has none of its own."""
    (mention,) = code("Togo decided to close its border")
    assert words(mention.actors) == ["Togo"]
    assert mention.trigger.statuses[0].name == Status.FUTURE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Togo did not close its border", Status.NEGATED),
        ("Peru and Chile will close all crossings", Status.FUTURE),
        ("Kenya shut the border", Status.ACTUAL),
    ],
)
def test_status_by_the_words_around(code, text, status):
    """Negation and auxiliaries give the status where the model reads no trigger."""
    (mention,) = code(text)
    assert mention.trigger.statuses[0].name == status


def test_modifiers_are_optional_and_mark_modes(code):
    """A modifier that one example does without is optional, and gives the mode of the others."""
    (early,) = code("The king called early elections")
    (plain,) = code("The emir called elections")
    assert (early.modes, early.score) == (("early",), 2.0)
    assert (plain.modes, plain.score) == ((), 1.0)
    assert [e.field for e in early.evidence][:2] == ["event_type", "modes[0]"]


def test_counter_examples_bar(code):
    """What stands by the frame only in a counter-example bars it, with other words too."""
    assert code("They called the election free") == ()
    assert code("Critics call elections unfair") == ()


def test_participants_inside_a_trigger_are_no_part_of_the_frame(code):
    """From "took the student into custody" comes take + custody, whoever is taken."""
    (mention,) = code("Officers took her into custody")
    assert mention.event_type == "CUSTODY"
    assert (words(mention.actors), words(mention.recipients)) == (["Officers"], ["her"])


def test_no_family_no_loan(code):
    """A predicate that no example has is not lent a word."""
    assert code("Zaire ordered new elections") == ()


def test_written_frames(code):
    """A frame that the user wrote is met unless a word of "unless" is there."""
    (mention,) = code("Troops blocked the road")
    assert mention.event_type == "CLOSURE"
    assert mention.evidence[0].rule == "codebook: frame block|blockade + road|bridge"
    assert code("Farmers blocked the road") == ()


def test_what_the_model_reads_is_kept(own):
    """Statuses, arguments and meaning of a trigger that the model reads in the same words stay."""
    report = Report("r", "", "Kenya shut the border")
    (sentence,) = parse(report)
    place = Argument("place", Span(15, 21), 0.9)
    read = Trigger(
        Span(6, 10), (Label("COERCE", 0.4),), (Label("restrict", 0.9),), (Label("historical", 0.9),), 2.0, (place,)
    )
    (mention,) = find_own(report, (replace(sentence, triggers=(read,)),), own)
    assert mention.trigger.statuses == read.statuses
    assert mention.trigger.arguments == (place,)
    assert (mention.trigger.types[0].name, mention.trigger.modes) == ("CLOSURE", ())


def test_own_types_stand_before_those_of_the_model(code):
    """Where both read the same words the own type stays; elsewhere both do, in the order of the text."""
    (mine,) = code("Hungary closed its border with Serbia")

    def read(start, end, code="COERCE"):
        return EventMention("", "r", 0, Trigger(Span(start, end), (Label(code, 0.9),)), code)

    both = with_own([read(8, 14), read(30, 36, "ACCUSE")], [mine])
    assert [mention.event_type for mention in both] == ["CLOSURE", "ACCUSE"]
    assert with_own([read(8, 14)], []) == (read(8, 14),)


def test_no_own_types_no_work():
    """A codebook without own types finds nothing and parses nothing."""
    own = learn_own(Codebook("none-1", "", {}, {}, {}), lambda report: pytest.fail(report.text))
    report = Report("r", "", "Kenya shut the border")
    assert find_own(report, parse(report), own) == ()


@pytest.mark.parametrize(
    ("forms", "is_verb"),
    [
        (("close", "closes", "closed", "closing"), True),
        (("ban", "banned", "banning"), True),
        (("call", "calls", "called", "calling"), True),
        (("border", "borders"), False),
        (("ally", "allies"), False),
        (("pass", "pass"), False),
    ],
)
def test_inflections_share_a_stem(forms, is_verb):
    """The regular inflections of a word have one stem, and a verb is no noun."""
    assert len({stem(form, is_verb=is_verb) for form in forms}) == 1


def test_example_codebook_with_the_model(root: Path):
    """The example codebook codes sentences that it has not seen, and passes over what only looks like them."""
    from dateline.codebook import load_codebook
    from dateline.language import load_model

    model = load_model()
    own = learn_own(load_codebook(root / "examples" / "codebook-elections"), model.parse)
    right = wrong = 0
    for case in UNSEEN:
        report = Report("r", "", case["text"])
        found = {mention.event_type for mention in find_own(report, model.parse(report), own)}
        right += case["type"] in found
        wrong += bool(found - {case["type"]})
    assert len(UNSEEN) >= 20
    assert right >= 8
    assert wrong <= 1
