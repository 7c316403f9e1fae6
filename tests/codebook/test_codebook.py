"""A mention is held against the codebook; an example against what was coded."""

from dateline.codebook import Example, Expected, check_example, load_codebook
from dateline.core import EventMention, Label, Participant, Span, Status, Trigger

TEXT = "Chad expelled two envoys."


def mention(event_type="SANCTION", modes=("expel",), actors=("Chad",), recipients=("two envoys",), **rest):
    def people(words):
        return tuple(Participant(Span(TEXT.find(word), TEXT.find(word) + len(word)), word) for word in words)

    trigger = Trigger(Span(5, 13), (Label(event_type, 0.9),))
    rest = {"actors": people(actors), "recipients": people(recipients), **rest}
    return EventMention("m-1", "r", 0, trigger, event_type, modes, **rest)


def test_a_mention_in_order_has_no_problems():
    """Known type, known mode, recipient there: nothing to say."""
    assert load_codebook().check(mention()) == ()


def test_faults_of_a_mention_are_problems():
    """Unknown type, mode and context and a missing recipient are named, with the report and the words' place."""
    plover = load_codebook()
    told = [p.message for p in plover.check(mention(modes=("expell",), recipients=(), contexts=("diplomacy",)))]
    assert told == [
        'unknown mode "expell" of SANCTION',
        'unknown context "diplomacy"',
        "SANCTION needs a recipient, and none was found",
    ]
    (problem,) = plover.check(mention(event_type="DEMAND"))
    assert problem.where == "r: characters 5 to 13"
    assert problem.message == 'unknown event type "DEMAND"'


def test_partners_need_no_recipient():
    """Two actors of COOPERATE are partners; one alone lacks a recipient."""
    plover = load_codebook()
    assert plover.check(mention("COOPERATE", (), ("Chad", "two envoys"), ())) == ()
    assert len(plover.check(mention("COOPERATE", (), ("Chad",), ()))) == 1


EXAMPLE = Example(TEXT, (Expected("expelled", "", ("expel",), Status.ACTUAL, ("Chad",), ("two envoys",)),))


def test_an_example_coded_right():
    """Same words, type, modes, status and participants: nothing to say."""
    assert check_example(EXAMPLE, "SANCTION", [mention()]) == ()


def test_an_example_coded_wrong():
    """What differs is told, one thing a line; another type in the same words is named."""
    (missed,) = check_example(EXAMPLE, "SANCTION", [mention("COERCE")])
    assert missed.message == "SANCTION expected, COERCE coded"
    told = check_example(EXAMPLE, "SANCTION", [mention(modes=(), actors=(), status=Status.FUTURE)])
    assert [problem.message for problem in told] == [
        "modes expel expected, none coded",
        "status actual expected, future coded",
        "actors Chad expected, none coded",
    ]
    assert check_example(EXAMPLE, "SANCTION", [])[0].where == '"expelled"'


def test_a_counter_example():
    """A counter-example is wrong only where the type that it is not is coded."""
    counter = Example(TEXT, (), "why not")
    assert check_example(counter, "SANCTION", [mention("COERCE")]) == ()
    (problem,) = check_example(counter, "SANCTION", [mention()])
    assert problem.message == "SANCTION, which it is not"
