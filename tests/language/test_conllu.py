"""CoNLL-U out, and CoNLL-U whose words are kept."""

from __future__ import annotations

import pytest

from dateline.core import Report
from dateline.language import load_model
from dateline.language.conllu import fill_given, format_sentence, read_given

GIVEN = """# newdoc id = a
# sent_id = a-1
# text = They don't meet.
1\tThey\tthey\tPRON\t_\t_\t0\t_\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\t_\t_\t_\t_\t_\t_\t_\t_
3\tn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tmeet\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\t.\t_\t_\t_\t_\t_\t_\t_\t_

# sent_id = a-2
1\tTalks\t_\t_\t_\t_\t_\t_\t_\t_
2\tfailed\t_\t_\t_\t_\t_\t_\t_\t_

"""


def test_given_words_are_kept() -> None:
    """Words, sentences, comments and contractions stay; tag, head and relation come from the model."""
    (given,) = read_given(GIVEN.splitlines(keepends=True))
    assert given.text == "They don't meet. Talks failed"
    sentences = load_model().parse_given(given.text, given.words)
    filled = "".join(fill_given(rows, s) for rows, s in zip(given.lines, sentences, strict=True))
    rows = [line.split("\t") for line in filled.splitlines() if line and not line.startswith("#")]
    assert [row[1] for row in rows] == ["They", "don't", "do", "n't", "meet", ".", "Talks", "failed"]
    assert [row[6] for row in rows if row[0].isdigit()].count("0") == 2
    assert "# sent_id = a-2" in filled


def test_format_has_ten_columns_and_offsets() -> None:
    """Each word has ten columns, and its offsets point at it in the text of record."""
    report = Report("r", "", "Germany sent aid to Mali.")
    (sentence,) = load_model().parse(report)
    lines = format_sentence(sentence, report.text, report.id).splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {10}
    misc = dict(part.split("=") for part in rows[0][9].split("|"))
    assert report.text[int(misc["start_char"]) : int(misc["end_char"])] == "Germany"
    assert misc["NE"] == "B-place"


def test_a_line_that_is_no_word_is_named() -> None:
    """A row with too few columns is refused with its number."""
    with pytest.raises(ValueError, match="line 2"):
        list(read_given(["# text = a\n", "1\ta\tb\n"]))
