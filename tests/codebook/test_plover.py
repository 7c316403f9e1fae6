"""The codebook that is shipped: complete, in step with its YAML, true to the facts of PLOVER 2.0."""

import json
import time
from dataclasses import asdict

import pytest

from dateline.codebook import Codebook, load_codebook, load_folder
from dateline.codebook.compiled import save_compiled
from dateline.codebook.load import plover_folder
from dateline.core import Status

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
QUADS = {
    "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
    "material cooperation": "COOPERATE AID RETREAT",
    "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
    "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
SCORES = {
    "AGREE": "2.5",
    "CONSULT": "2.5 visit 4 third-party 1 multilateral 4 phone 1.5",
    "SUPPORT": "5",
    "CONCEDE": "4.5",
    "COOPERATE": "9.5",
    "AID": "10",
    "RETREAT": "6.5 withdraw 8 release 6.5 disarm 10 ceasefire 7.5 access 6.5 resign 4.5",
    "REQUEST": "0 assist 0.5 change -1 yield -1 meet 0",
    "ACCUSE": "-3 disapprove -2 investigate -3.5 allege -3.5",
    "REJECT": "-2 assist -1.5 change -2 yield -2 meet -2",
    "THREATEN": "-3.5 restrict -3 arrest -3.5 relations -3.5 expel -3.5 territory -4 violence -3.5",
    "PROTEST": "-5 demo -5 riot -7 strike -5 hunger -4.5 boycott -4.5 obstruct -4.5 vandalize -5",
    "SANCTION": "-6 convict -6 expel -5.5 withdraw -6 discontinue -6",
    "MOBILIZE": "-5.5 troops -6.5 weapons -6.5 police -5.5 militia -6",
    "COERCE": "-7 seize -7 restrict -7 censor -6.5 curfew -6.5 martial-law -7.5 arrest -7 deport -7 withhold -7 "
    "misinformation -6.5 cyber -7",
    "ASSAULT": "-9 abduct -8.5 beat -7.5 torture -8.5 sexual -8.5 targeted -9.5 destroy -8.5 primitive -8 firearms -9 "
    "explosives -9 suicide-attack -9.5 aerial -9.5 drone -9.5 heavy-weapons -9.5 crowd-control -7.5 unconventional -10",
}
CONTEXTS = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
]


@pytest.fixture(scope="module")
def plover() -> Codebook:
    return load_codebook()


def test_types_and_modes_are_those_of_plover(plover):
    """The sixteen types have exactly their modes."""
    assert {code: set(kind.modes) for code, kind in plover.event_types.items()} == {
        code: set(modes.split()) for code, modes in MODES.items()
    }
    assert all(plover.modes_of(code) == set(modes.split()) for code, modes in MODES.items())
    assert plover.version == "plover-2.0.1"
    assert plover.base == ""
    assert plover.own_types == ()


def test_contexts_and_statuses_are_complete(plover):
    """All 37 contexts have a definition and cues, all five statuses a meaning."""
    assert list(plover.contexts) == CONTEXTS
    assert len(CONTEXTS) == 37
    assert all(context.definition and len(context.strong) >= 8 for context in plover.contexts.values())
    assert list(plover.statuses) == list(Status)


@pytest.mark.parametrize("code", SCORES)
def test_scores_are_those_of_the_manual(plover, code):
    """Category and modes carry the printed scores, ACCUSE with its sign put right."""
    first, *rest = SCORES[code].split()
    assert plover.score_of(code) == float(first)
    scores = dict(zip(rest[::2], map(float, rest[1::2]), strict=True))
    assert set(scores) == plover.modes_of(code)
    assert {mode: plover.score_of(code, [mode]) for mode in scores} == scores


def test_quad_categories_are_settled(plover):
    """SANCTION is material conflict; every type has one of the four categories."""
    assert {code: plover.quad_of(code) for code in plover.event_types} == {
        code: quad for quad, codes in QUADS.items() for code in codes.split()
    }


def test_the_most_intense_mode_gives_the_score(plover):
    """Of several modes the one furthest from zero counts; modes that are not of the type do not."""
    assert plover.score_of("ASSAULT", ["beat", "aerial"]) == -9.5
    assert plover.score_of("REQUEST", ["assist", "change"]) == -1
    assert plover.score_of("ASSAULT", ["visit"]) == -9
    assert plover.score_of("DEMAND") is None
    assert plover.quad_of("DEMAND") is None
    assert plover.modes_of("DEMAND") == frozenset()


def test_required_recipients(plover):
    """AID, COOPERATE and SANCTION require a recipient."""
    assert {code for code, kind in plover.event_types.items() if kind.requires_recipient} == {
        "AID",
        "COOPERATE",
        "SANCTION",
    }


def test_every_type_has_examples_and_counter_examples(plover):
    """Each type has at least eight examples and two counter-examples, every mode one; no text comes twice."""
    texts = [e.text for kind in plover.event_types.values() for e in (*kind.examples, *kind.counter_examples)]
    assert len(texts) == len(set(texts)) >= 16 * 10
    for kind in plover.event_types.values():
        assert len(kind.examples) >= 8
        assert len(kind.counter_examples) >= 2
        modes = {mode for example in kind.examples for mention in example.mentions for mode in mention.modes}
        assert modes >= set(kind.modes)


def test_cameo_codes_lead_there_and_back(plover):
    """A type and mode give a CAMEO code that leads back to the same type, where CAMEO tells types apart."""
    merged = {
        "080": "CONCEDE",
        "166": "SANCTION",
    }  # yielding without a mode: CAMEO has one root for CONCEDE and RETREAT
    for code, kind in plover.event_types.items():
        for mode in ("", *kind.modes):
            cameo = plover.cameo_of(code, [mode])
            assert cameo.isdigit()
            back = plover.lookup_cameo(cameo)
            assert back is not None, cameo
            assert back.type == merged.get(cameo, code), (code, mode, cameo)


def test_cameo_goes_deeper_by_context(plover):
    """A context leads to a leaf only where it is the only one that could."""
    assert plover.cameo_of("SANCTION", ["discontinue"]) == "160"
    assert plover.cameo_of("SANCTION", ["discontinue"], ["diplomatic", "election"]) == "161"
    assert plover.cameo_of("SANCTION", ["discontinue"], ["diplomatic", "economic"]) == "160"
    assert plover.cameo_of("COOPERATE", [], ["military"]) == "062"
    assert plover.cameo_of("DEMAND") == ""


def test_crosswalk_is_whole(plover):
    """Every CAMEO root from 03 to 20 is there as strings; 01 and 02 have no equal."""
    assert {code[:2] for code in plover.crosswalk} == {f"{root:02}" for root in range(3, 21)}
    assert len(plover.crosswalk) >= 256
    assert plover.lookup_cameo("010") is None
    severed = plover.lookup_cameo("161")
    assert (severed.type, severed.modes) == ("SANCTION", ("discontinue",))


def test_compiled_form_is_in_step(tmp_path):
    """compiled.json is what the YAML says; if not, run training/build_codebook.py."""
    save_compiled(load_folder(plover_folder()), tmp_path / "compiled.json")
    assert (tmp_path / "compiled.json").read_bytes() == (plover_folder() / "compiled.json").read_bytes()


def test_compiled_form_is_the_same_codebook(plover):
    """What is loaded from the compiled form equals what is loaded from YAML, field by field."""
    assert asdict(plover) == asdict(load_folder(plover_folder()))
    assert json.loads((plover_folder() / "compiled.json").read_text())["version"] == plover.version


def test_loading_is_quick():
    """The shipped codebook loads in less than 50 milliseconds (the best of five)."""
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        load_codebook()
        seconds.append(time.perf_counter() - begin)
    assert min(seconds) < 0.05
