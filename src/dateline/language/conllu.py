"""Sentences as CoNLL-U, and CoNLL-U whose words are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.core import Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class GivenText:
    """Sentences whose words are given: their text, the words of each sentence, and the lines that they came from.

    `lines` are the rows of each sentence as they stood (comments, multiword ranges, empty nodes and words).
    """

    text: str
    words: tuple[tuple[Span, ...], ...]
    lines: tuple[tuple[str, ...], ...]


def format_sentence(sentence: Sentence, text: str, report_id: str) -> str:
    """Return a sentence in CoNLL-U, with the blank line that ends it; offsets and names stand in MISC."""
    names = _name_tags(sentence)
    flat = " ".join(sentence.span.of(text).split())
    head = [
        f"# report_id = {_clean(report_id)}",
        f"# sent_id = {_clean(report_id)}-{sentence.index}",
        f"# text = {flat}",
    ]
    rows = [_row(i, token, names[i], text) for i, token in enumerate(sentence.tokens)]
    return "\n".join([*head, *rows, "", ""])


def _row(index: int, token: Token, name: str, text: str) -> str:
    feats = "|".join(f"{key}={value}" for key, value in token.feats) or "_"
    head = "0" if token.head is None else str(token.head + 1)
    return "\t".join(
        [
            str(index + 1),
            _cell(token.form),
            _cell(token.lemma),
            token.upos,
            "_",
            feats,
            head,
            token.deprel,
            "_",
            _misc(token, name, text),
        ]
    )


def _misc(token: Token, name: str, text: str) -> str:
    tight = token.span.end < len(text) and not text[token.span.end].isspace()
    parts = [f"start_char={token.span.start}|end_char={token.span.end}", f"NE={name}"]
    return "|".join([*parts, *(["SpaceAfter=No"] if tight else [])])


def _cell(words: str) -> str:
    return " ".join(words.split()) or "_"


def _clean(words: str) -> str:
    return " ".join(words.split())


def _name_tags(sentence: Sentence) -> list[str]:
    """Return the BIO tag of each word; a name that covers part of a word covers the word."""
    tags = ["O"] * len(sentence.tokens)
    for name in sentence.names:
        for position, i in enumerate(sentence.tokens_in(name.span)):
            tags[i] = f"{'B' if position == 0 else 'I'}-{name.kind}"
    return tags


def read_given(lines: Iterable[str]) -> Iterator[GivenText]:
    """Yield the documents of a CoNLL-U file, cut at `# newdoc`; raises `ValueError` with the line's number."""
    block: list[list[str]] = [[]]
    for number, line in enumerate(lines, 1):
        row = line.rstrip("\n")
        if row.startswith("# newdoc") and any(block):
            yield _given(block)
            block = [[]]
        if not row.strip():
            block.append([])
            continue
        if not row.startswith("#") and row.count("\t") != 9:
            raise ValueError(f"line {number}: a word has {row.count(chr(9)) + 1} columns, CoNLL-U has 10")
        block[-1].append(row)
    if any(block):
        yield _given(block)


def _given(block: Sequence[Sequence[str]]) -> GivenText:
    """Return the words of sentences laid out as one text."""
    text = ""
    words: list[tuple[Span, ...]] = []
    kept = [tuple(rows) for rows in block if any(not row.startswith("#") for row in rows)]
    for rows in kept:
        if text:
            text += "\n\n" if any(row.startswith("# newpar") for row in rows) else " "
        spans = []
        for form, glued in _forms(rows):
            spans.append(Span(len(text), len(text) + len(form)))
            text += form + ("" if glued else " ")
        words.append(tuple(spans))
        text = text.rstrip(" ")
    return GivenText(text, tuple(words), tuple(kept))


def _forms(rows: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each word with whether the next one follows without a blank (inside a contraction always)."""
    last, tight = 0, False
    for row in rows:
        if row.startswith("#"):
            continue
        number, form, misc = row.split("\t")[0], row.split("\t")[1], row.split("\t")[9]
        if "-" in number:
            last, tight = int(number.split("-")[1]), "SpaceAfter=No" in misc
        elif "." not in number:
            yield form, tight if int(number) == last else int(number) < last or "SpaceAfter=No" in misc


def fill_given(rows: Sequence[str], sentence: Sentence) -> str:
    """Return the given rows with tag, lemma, head, relation and name replaced by the model's; the rest is kept."""
    names = _name_tags(sentence)
    done = []
    at = 0
    for row in rows:
        cells = row.split("\t")
        if row.startswith("#") or not cells[0].isdigit():
            done.append(row)
            continue
        token = sentence.tokens[at]
        cells[2:4] = [_cell(token.lemma), token.upos]
        cells[5] = "|".join(f"{key}={value}" for key, value in token.feats) or "_"
        cells[6:8] = ["0" if token.head is None else str(token.head + 1), token.deprel]
        cells[9] = f"NE={names[at]}" if cells[9] == "_" else f"{cells[9]}|NE={names[at]}"
        done.append("\t".join(cells))
        at += 1
    return "\n".join([*done, "", ""])
