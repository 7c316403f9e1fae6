"""Every value of a mention and every edge of an event is explained."""

from __future__ import annotations

import pytest
from made import ARREST, CODING, MEETING, NEWER, VERSIONS, recoded

from dateline.core.record import mention_record
from dateline.store import Store, StoreError
from dateline.store.explain import explain, explain_mention, lookup_value, mark_sentence
from dateline.store.highlight import highlight, show_table


def test_the_sentence_carries_its_spans() -> None:
    """Brackets name what each span is; the words between are those of the report."""
    assert mark_sentence(mention_record(CODING, ARREST)) == (
        "[actor Police] in Lima [trigger arrested] [recipient 12 miners] [when on Tuesday], "
        "[source a union] [cue said]."
    )


def test_every_value_stands_with_its_grounds() -> None:
    """Field, value, score, rule and words of each piece of evidence are in one line."""
    lines = list(explain_mention(mention_record(CODING, ARREST)))
    text = "\n".join(lines)
    assert lines[0] == f"{ARREST.id}  COERCE arrest · actual · confidence 0.88"
    assert "report r1 (The Paper, 2024-05-08) · https://paper.example/1" in lines
    for one in ARREST.evidence:
        assert any(line.startswith(one.field) and one.rule in line and f"{one.score:.2f}" in line for line in lines)
    assert "2024-05-07  0.90  when: Tuesday before publication 2024-05-08 is 2024-05-07 — “on Tuesday”" in text
    assert "characters 0 to 4 of the report" in text
    assert "who says so: “a union” (organization, Miners' Union, PER, claims) in the word “said”" in lines
    assert "not found: recipients[0].name: no name in the words" in lines
    assert "made by: dateline 0.1.0, model en-1, codebook plover-2.0.1, knowledge 2026.11" in lines


def test_the_publisher_itself_may_say_so() -> None:
    """Without a source the publisher is named."""
    lines = list(explain_mention(mention_record(CODING, MEETING)))
    assert "who says so: the publisher's own voice (The Paper)" in lines


def test_a_path_leads_to_a_value() -> None:
    """Names and numbers are followed; a path that leads nowhere gives None."""
    record = mention_record(CODING, ARREST)
    assert lookup_value(record, "actors[0].country") == "PER"
    assert lookup_value(record, "size.arrested") == 12
    assert lookup_value(record, "actors[3].country") is lookup_value(record, "no.such") is None


def test_an_id_may_be_cut_short(filled: Store) -> None:
    """The beginning of an id is enough where only one id begins so."""
    assert explain(filled, ARREST.id[:9]).startswith(ARREST.id)
    with pytest.raises(StoreError, match="several ids"):
        explain(filled, "m-")
    with pytest.raises(StoreError, match="no mention or event m-none"):
        explain(filled, "m-none")


def test_an_event_tells_why_it_is_one(linked: Store) -> None:
    """All its mentions, the edges that join them, and the one that keeps a near one apart."""
    text = explain(linked, "e-1")
    assert text.splitlines()[0].startswith("e-1  ")
    assert "3 mentions, 3 reports, 2 publishers, 2 independent" in text
    assert text.count("  report n0000") == 3
    assert text.count("model: trigger head — “acted”") == 3
    assert "model: trigger head" not in explain(linked, "e-1", brief=True)
    joined, apart = text.split("why near ones are not this event:")
    assert "why they are one event:" in joined
    assert "1.00  when: days: the same" in joined
    assert "three weeks apart" in apart
    assert apart.count("[trigger acted]") == 1
    assert "1 mention, 1 report, 1 publisher, 1 independent" in explain(linked, "e-2")


def test_a_superseded_mention_is_still_explained(store: Store) -> None:
    """An old id is found, and said to be old."""
    store.save([CODING], store.save_run(VERSIONS))
    store.save([recoded(CODING, NEWER)], store.save_run(NEWER))
    assert "superseded" in explain(store, ARREST.id)
    assert "superseded" not in explain(store, recoded(CODING, NEWER).mentions[0].id)


def test_html_is_escaped() -> None:
    """Words of the report never become tags; spans become marks."""
    html = highlight(mention_record(CODING, MEETING))
    assert "&amp; " in html
    assert "&lt;" in html
    assert html.count("<mark ") == html.count("</mark>") == 3
    table = show_table([{**mention_record(CODING, MEETING), "publisher": "<script>alert(1)</script>", "id": "'><b>"}])
    assert "<script" not in table
    assert "<b>" not in table
