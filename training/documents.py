"""The training sets, each read into one form: documents of pieces with whatever labels the set has.

A label that a set does not have is `IGNORE`; it takes no part in the loss.
"""

import collections
import glob
import hashlib
import html
import json
import os
import re
from dataclasses import dataclass, field

from dateline.language.lemmas import edit_script
from dateline.language.pieces import find_pieces
from dateline.language.windows import find_likely_starts

IGNORE = -100
CONTINUES, WORD, SENTENCE = 0, 1, 2  # what a piece does: goes on with a word, begins one, begins a sentence

ROLES = ("actor", "recipient", "place", "time", "source")
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
NAMES = ("person", "organization", "place", "group", "other")
KEPT_FEATS = ("Mood", "Number", "Person", "Polarity", "Tense", "VerbForm", "Voice", "PronType", "Poss", "Degree")
NAME_OF = {
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
    "Facility": "place",
    "NORP": "group",
    "Misc": "other",
    "Product": "other",
    "Date": None,
    "Money": None,
    "politician": "person",
    "person": "person",
    "politicalparty": "organization",
    "organisation": "organization",
    "country": "place",
    "location": "place",
    "election": "other",
    "event": "other",
    "misc": IGNORE,
}


# Genres of the treebanks in which a political event would be a rare accident: they teach what is none.
QUIET = (
    "GUM_whow",
    "GUM_academic",
    "GUM_vlog",
    "GUM_fiction",
    "GUM_voyage",
    "GUM_conversation",
    "reviews",
    "email",
    "answers",
)
# What of other event sets maps cleanly; None: too unlike ours, the words are left out of the loss.
M2E2 = {
    "Conflict:Attack": "ASSAULT",
    "Contact:Meet": "CONSULT",
    "Justice:Arrest-Jail": "COERCE",
    "Conflict:Demonstrate": "PROTEST",
    "Life:Die": None,
    "Contact:Phone-Write": None,
    "Movement:Transport": None,
    "Transaction:Transfer-Money": None,
}
M2E2_COMPLETE = ("ASSAULT", "PROTEST")  # every other word of the set is none of these


@dataclass
class Predicate:
    """A trigger or a cue with its arguments: `tags` maps a piece to (role, begins)."""

    pieces: tuple
    tags: dict
    type: str | None = None
    modes: tuple | None = None
    status: str | None = None
    every_role: bool = True  # False: a piece without a tag may play a role all the same
    silent: tuple = ()  # roles that a piece without a tag may play all the same


@dataclass
class Document:
    """Pieces of one text; lists are parallel to `pieces`."""

    set: str
    id: str
    text: str
    pieces: list
    starts: list  # piece indices at which a window may begin (sentences)
    seg: list = None
    upos: list = None
    feats: list = None
    lemma: list = None
    head: list = None  # piece index of the governor's first piece, -1 = root, IGNORE
    rel: list = None
    sentence: list = None  # sentence number per piece
    ner: list = None  # "O", "B-person", …, IGNORE
    trigger: list = None  # "O", "B-ASSAULT", …, IGNORE
    cue: list = None
    triggers: list = field(default_factory=list)
    cues: list = field(default_factory=list)
    facts: list = field(default_factory=list)  # (piece, -3..3)
    complete: tuple = ()  # types of which every trigger is marked; a piece that is IGNORE in `trigger` is none of them
    free: set = field(default_factory=set)  # pieces of which not even that is known
    pair: tuple = (
        None  # (types, pieces of the source, pieces of the target): some word joins them with one of the types
    )


def overlapping(pieces, start, end):
    return [i for i, (s, e) in enumerate(pieces) if s < end and start < e]


# ---- treebanks ----------------------------------------------------------------------------------------------------------------------------------


def read_conllu(path):
    """Yield (newdoc id, newpar, rows, multiword ranges, text) per sentence."""
    rows, ranges, text, newdoc, newpar = [], [], "", "", False
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            newdoc = line.split("= ", 1)[-1]
        elif line.startswith("# newpar"):
            newpar = True
        elif line.startswith("# text = "):
            text = line[9:]
        elif not line:
            if rows:
                yield newdoc, newpar, rows, ranges, text
            rows, ranges, text, newdoc, newpar = [], [], "", "", False
        elif not line.startswith("#"):
            cells = line.split("\t")
            if "-" in cells[0]:
                a, b = map(int, cells[0].split("-"))
                ranges.append((a, b, cells[1]))
            elif "." not in cells[0]:
                rows.append(cells)


def word_spans(rows, ranges, text):
    """Character spans of the words in the sentence's text; words of a contraction share its letters in order."""
    spans, at = [None] * len(rows), 0
    surface = {a: (b, form) for a, b, form in ranges}
    inside = 0
    for i, cells in enumerate(rows):
        number = int(cells[0])
        if number in surface:
            inside, form = surface[number]
            start = text.index(form, at)
            end = start + len(form)
            words = [rows[k - 1][1] for k in range(number, inside + 1)]
            cuts = [start]
            if "".join(words).lower() == form.lower():
                for w in words:
                    cuts.append(cuts[-1] + len(w))
            else:
                own = find_pieces(form)
                if len(own) != len(words):
                    return None
                cuts = [start + s for s, _ in own] + [end]
            for k, word in enumerate(words):
                spans[number - 1 + k] = (cuts[k], cuts[k + 1])
            at = end
        elif number > inside:
            start = text.find(cells[1], at)
            if start < 0:
                return None
            spans[i] = (start, start + len(cells[1]))
            at = start + len(cells[1])
    return spans


def treebank(path, name):
    """Documents of a CoNLL-U file."""
    docs, current = [], []
    for sentence in read_conllu(path):
        if sentence[0] and current:
            docs.append(current)
            current = []
        current.append(sentence)
    docs.append(current)
    return [d for k, sentences in enumerate(docs) if (d := treebank_document(f"{name}-{k}", name, sentences)).pieces]


def treebank_document(ident, name, sentences):
    text, d = "", Document(name, ident, "", [], [], [], [], [], [], [], [], [])
    for number, (_, newpar, rows, ranges, sentence) in enumerate(sentences):
        text += ("\n\n" if newpar else " ") if text else ""
        spans = word_spans(rows, ranges, sentence)
        pieces = find_pieces(sentence)
        offset, base = len(text), len(d.pieces)
        text += sentence
        first = {}
        if spans:
            start_of = {s: i for i, (s, _) in enumerate(pieces)}
            if any(s not in start_of for s, _ in spans):
                spans = None
            else:
                first = {i: base + start_of[s] for i, (s, _) in enumerate(spans)}
        n = len(pieces)
        d.starts.append(base)
        d.pieces += [(s + offset, e + offset) for s, e in pieces]
        d.sentence += [number] * n
        columns = {k: [IGNORE] * n for k in ("upos", "feats", "lemma", "head", "rel")}
        seg = [IGNORE] * n if not spans else [CONTINUES] * n
        for i, cells in enumerate(rows if spans else ()):
            p = first[i] - base
            seg[p] = WORD if i else SENTENCE
            columns["upos"][p] = cells[3]
            kept = [f for f in cells[5].split("|") if f.split("=")[0] in KEPT_FEATS]
            columns["feats"][p] = "|".join(sorted(kept)) or "_"
            form = text[slice(*(x + offset for x in spans[i]))]
            columns["lemma"][p] = edit_script(form, cells[2]) if cells[2] != "_" or form == "_" else IGNORE
            columns["head"][p] = first[int(cells[6]) - 1] if cells[6] != "0" else -1
            columns["rel"][p] = cells[7]
        d.seg += seg
        for k, values in columns.items():
            getattr(d, k).extend(values)
    d.text = text
    if sentences[0][0].startswith(QUIET):
        d.trigger = ["O"] * len(d.pieces)
    return d


# ---- names --------------------------------------------------------------------------------------------------------------------------------------


def name_document(name, ident, words, tags):
    """A document from words with BIO tags of a name set; spacing is put back as a newspaper would print it."""
    text, d = "", Document(name, ident, "", [], [], ner=[])
    quote_open = False
    glue = True
    for k, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if word is None:  # sentence break
            text += "\n\n" if k and not text.endswith("\n\n") else ""
            glue = True
            if d.starts[-1:] != [len(d.pieces)]:
                d.starts.append(len(d.pieces))
            continue
        tight = (
            word in {",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "’s", "n't", "'", "’", "”", "''"}
            or (word == '"' and quote_open)
            or (word[0] in "-–" and word[1:2].isalpha())  # "mid", "-February"
        )
        if not glue and not tight:
            text += " "
        if word == '"':
            quote_open = not quote_open
        start = len(text)
        text += word
        glue = word in {"(", "[", "$", "“", "``", "‘", "-", "/"} or (word == '"' and quote_open)
        pieces = find_pieces(word)
        for j, (s, e) in enumerate(pieces):
            d.pieces.append((start + s, start + e))
            kind = NAME_OF.get(tag.split("-", 1)[-1], "other") if tag != "O" else None
            if kind == IGNORE:
                d.ner.append(IGNORE)
            elif kind is None:
                d.ner.append("O")
            else:
                d.ner.append(("B-" if tag[0] == "B" and j == 0 else "I-") + kind)
    d.text = text
    if not d.starts or d.starts[0] != 0:
        d.starts.insert(0, 0)
    d.starts = [s for s in d.starts if s < len(d.pieces)]
    return d


def worldwide(folder):
    """(train, held back): every eighth file by name is held back for measuring."""
    train, held = [], []
    for k, path in enumerate(sorted(glob.glob(os.path.join(folder, "*.tsv")))):
        words, tags = [], []
        for line in open(path, encoding="utf8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 2 or not cells[0].strip():
                words.append(None)
                tags.append("O")
            else:
                words.append(cells[0].strip())
                tags.append(cells[1].strip())
        (held if k % 8 == 7 else train).append(name_document("worldwide", os.path.basename(path), words, tags))
    return [d for d in train if d.pieces], [d for d in held if d.pieces]


def crossner(path):
    docs, words, tags = [], [], []
    for line in [*open(path, encoding="utf8"), "\n"]:
        cells = line.split()
        if not cells:
            if words:
                docs.append(name_document("crossner", f"crossner-{len(docs)}", words, tags))
            words, tags = [], []
        else:
            words.append(cells[0])
            tags.append(cells[1])
    return docs


# ---- attributions -------------------------------------------------------------------------------------------------------------------------------


def polnear(folder):
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "text", "*.txt"))):
        name = os.path.basename(path)[:-4]
        text = open(path, encoding="utf8", newline="").read()
        d = Document("polnear", name, text, find_pieces(text), [])
        d.starts = find_likely_starts(text, d.pieces)
        d.cue = ["O"] * len(d.pieces)
        for ann in sorted(glob.glob(os.path.join(folder, "attributions", name + "_*.ann"))):
            spans, events = {}, []
            for line in open(ann, encoding="utf8"):
                cells = line.rstrip("\n").split("\t")
                if re.fullmatch(r"T\d+", cells[0]):
                    spans[cells[0]] = [
                        tuple(map(int, part.split()[-2:])) for part in cells[1].split(" ", 1)[1].split(";")
                    ]
                elif re.fullmatch(r"E\d+", cells[0]):
                    roles = collections.defaultdict(list)
                    for item in cells[1].split()[1:]:
                        role, target = item.split(":")
                        roles[re.sub(r"\d+$", "", role).lower()].append(target)
                    events.append(roles)
            for roles in events:
                cue = [i for t in roles["cue"] for s, e in spans.get(t, ()) for i in overlapping(d.pieces, s, e)]
                if not cue:
                    continue
                tags = {}
                for role in ("source", "content"):
                    for t in roles[role]:
                        for s, e in spans.get(t, ()):
                            for j, i in enumerate(overlapping(d.pieces, s, e)):
                                tags[i] = (role, j == 0)
                mark(d.cue, sorted(set(cue)), "cue")
                d.cues.append(Predicate(tuple(sorted(set(cue))), tags))
        docs.append(d)
    return docs


def mark(column, pieces, label):
    """Write BIO tags; a gap in the pieces begins anew."""
    for j, i in enumerate(pieces):
        column[i] = ("B-" if j == 0 or pieces[j - 1] != i - 1 else "I-") + label


# ---- events -------------------------------------------------------------------------------------------------------------------------------------


def nearest(text, words, low, high, anchor):
    """The occurrence of `words` in text[low:high] nearest to `anchor`, None if absent."""
    found = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text[low:high])] or [
        m.start() for m in re.finditer(re.escape(words), text[low:high])
    ]
    if not found:
        return None
    best = min(found, key=lambda s: abs(low + s - anchor))
    return low + best, low + best + len(words)


def gold_document(report, every_role=True, silent=()):
    """A report of the gold; without `every_role`, words without a role may yet have one, or else one of the `silent`."""
    text = report["full"]
    d = Document("gold", report["id"], text, find_pieces(text), [])
    begin = {s for s, _ in report["sentences"]}
    d.starts = [i for i, (s, _) in enumerate(d.pieces) if s in begin] or [0]
    if d.starts[0] != 0:
        d.starts.insert(0, 0)
    d.trigger = ["O"] * len(d.pieces)
    for m in sorted(report["mentions"], key=lambda m: not m["optional"]):
        pieces = overlapping(d.pieces, m["start"], m["end"])
        if not pieces:
            continue
        low, high = report["sentences"][m["sentence"]]
        tags = {}

        def put(words, role, anywhere=False):
            if not words:
                return
            span = nearest(text, words, low, high, m["start"])
            if span is None and anywhere:
                span = nearest(text, words, max(0, low - 600), min(len(text), high + 600), m["start"])
            if span is None:
                return
            inside = overlapping(d.pieces, *span)
            if any(i in tags for i in inside):
                return
            for j, i in enumerate(inside):
                tags[i] = (role, j == 0)

        for side, role in (("actors", "actor"), ("recipients", "recipient")):
            for text_of in dict.fromkeys(p["text"] for p in m[side]):
                put(text_of, role)
        if m["source"]:
            put(m["source"]["text"], "source", anywhere=True)
        if m["when"]:
            put(m["when"]["text"], "time")
        if m["where"]:
            put(m["where"]["text"], "place")
        if m["optional"]:
            for i in pieces:
                d.trigger[i] = IGNORE
        else:
            mark(d.trigger, pieces, m["event_type"])
        kind = m["event_type"], tuple(m["modes"]), m["status"]
        d.triggers.append(Predicate(tuple(pieces), tags, *kind, every_role, silent))
    return d


def gold(path):
    return [gold_document(json.loads(line)) for line in open(path, encoding="utf8")]


def m2e2(path):
    """Triggers of an event set with other types, as far as they map; no arguments (the set marks heads only)."""
    docs = []
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        words = row["words"]
        d = name_document("m2e2", row["sentence_id"], words, ["O"] * len(words))
        d.ner, d.complete = None, M2E2_COMPLETE
        begin = [0]
        for word in words:
            begin.append(begin[-1] + len(find_pieces(word)))
        d.trigger = [IGNORE] * len(d.pieces)
        taken = set()
        for event in row["golden-event-mentions"]:
            inside = list(range(begin[event["trigger"]["start"]], begin[event["trigger"]["end"]]))
            taken.update(inside)
            if M2E2[event["event_type"]]:
                mark(d.trigger, inside, M2E2[event["event_type"]])
        d.free = taken
        docs.append(d)
    return [d for d in docs if d.pieces]


def plv(path, part):
    """Sentences with a marked pair and the type that joins it; `part` 0 is trained on, 1 is kept for measuring."""
    docs = []
    for k, line in enumerate(open(path, encoding="utf8")):
        if k % 2 != part:
            continue
        row = json.loads(line)
        marked, text, spans, at = row["marked"], "", {}, 0
        for m in re.finditer(r"</?([st])>", marked):
            text += marked[at : m.start()]
            at = m.end()
            spans.setdefault(m.group(1), []).append(len(text))
        text += marked[at:]
        if len(spans.get("s", ())) < 2 or len(spans.get("t", ())) < 2:
            continue
        d = Document("plv", row["id"], text, find_pieces(text), [0])
        types = ("CONCEDE", "RETREAT") if row["type"] == "YIELD" else (row["type"],)
        d.pair = (types, overlapping(d.pieces, *spans["s"][:2]), overlapping(d.pieces, *spans["t"][:2]))
        d.trigger = [IGNORE] * len(d.pieces)
        docs.append(d)
    return docs


def unmarked(marked):
    """The text of a PLOVER record without its marks, and the marked spans by name: `(SRC: Jordan)`, nested or not.

    A bracket without a name is the text's own; so is one that nothing closes.
    """
    text, spans, open_marks = "", collections.defaultdict(list), []
    at = 0
    while at < len(marked):
        begin = re.compile(r"\(\s*([A-Z]+(?:/[A-Z]+)?)\s*:\s*").match(marked, at)
        if begin:
            open_marks.append((begin.group(1), len(text)))
            at = begin.end()
            continue
        if marked[at] == "(":
            open_marks.append((None, len(text)))
        elif marked[at] == ")" and open_marks:
            name, start = open_marks.pop()
            if name:
                spans[name].append((start, len(text)))
                at += 1
                continue
        text += marked[at]
        at += 1
    return text, spans


def records(path):
    """Sentences of PLOVER's gold standard records: one event each, and no other.

    Their events are told in several words ("agreed … joint exercises"): the first words are the trigger, the others are
    left out of the loss.
    """
    docs = []
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        text, spans = unmarked(row["markup"])
        if not spans["EVT"]:
            continue
        d = Document("records", row["id"], text, find_pieces(text), [0])
        d.trigger = ["O"] * len(d.pieces)
        first, *others = sorted(spans["EVT"])
        for span in others:
            for i in overlapping(d.pieces, *span):
                d.trigger[i] = IGNORE
        pieces = overlapping(d.pieces, *first)
        if not pieces:
            continue
        mark(d.trigger, pieces, row["event_type"])
        tags = {}
        for name, role in (("SRC", "actor"), ("SRC/TAR", "actor"), ("TAR", "recipient")):
            for span in spans[name]:
                for j, i in enumerate(overlapping(d.pieces, *span)):
                    tags.setdefault(i, (role, j == 0))
        d.triggers.append(Predicate(tuple(pieces), tags, row["event_type"], None, None, False))
        docs.append(d)
    return docs


def fold_of(ident, folds=5):
    """The part of a set, of `folds`, that a record belongs to: the same one whatever else is in the set."""
    return int(hashlib.sha256(ident.encode("utf8")).hexdigest(), 16) % folds


def quiet(folder):
    """Sentences of sport, business, accidents and the like, written for this: nothing in them is a political event."""
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        for line in open(path, encoding="utf8"):
            row = json.loads(line)
            d = Document("quiet", row["id"], row["text"], find_pieces(row["text"]), [0])
            d.trigger = ["O"] * len(d.pieces)
            docs.append(d)
    return docs


def codebook_examples(folder):
    """Examples and counter-examples of a codebook: small reports in which every mention is marked."""
    from ruamel.yaml import YAML

    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "events", "*.yaml"))):
        data = YAML(typ="safe", pure=True).load(open(path, encoding="utf8"))
        for k, example in enumerate([*(data.get("examples") or ()), *(data.get("counter_examples") or ())]):
            text = example["text"]
            mentions = []
            for m in example.get("mentions") or ():
                start = text.find(m["trigger"])
                if start < 0:
                    continue
                people = {side: [{"text": t} for t in m.get(side) or ()] for side in ("actors", "recipients")}
                mentions.append(
                    {
                        "sentence": 0,
                        "trigger": m["trigger"],
                        "start": start,
                        "end": start + len(m["trigger"]),
                        "event_type": m.get("type") or os.path.basename(path)[:-5],
                        "modes": list(m.get("modes") or ()),
                        "status": m.get("status") or "actual",
                        "source": None,
                        "when": None,
                        "where": None,
                        "optional": False,
                        **people,
                    }
                )
            d = gold_document(
                {
                    "id": f"{os.path.basename(path)}-{k}",
                    "full": text,
                    "sentences": [[0, len(text)]],
                    "mentions": mentions,
                },
                every_role=False,
            )
            docs.append(d)
    return docs


# ---- text alone -----------------------------------------------------------------------------------------------------------------------------------


def plain_document(ident, text):
    """A document without labels: what a teacher makes of it is all that there is to learn."""
    d = Document("plain", ident, text, find_pieces(text), [])
    d.starts = find_likely_starts(text, d.pieces)
    return d


def plain(data):
    """Local news that nobody labelled: the first 1,500 characters of every other report on shootings, and LGL in full."""
    docs = []
    for k, line in enumerate(open(os.path.join(data, "gun_reports/train.jsonl"), encoding="utf8")):
        if k % 2 == 0:
            row = json.loads(line)
            docs.append(plain_document(row["id"], row["content"][:1500]))
    raw = open(os.path.join(data, "geoparsing/lgl.xml"), encoding="utf8").read()
    for m in re.finditer(r'docid="(\d+)".*?<text>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</text>', raw, re.DOTALL):
        docs.append(plain_document(m.group(1), html.unescape(m.group(2))))
    return [d for d in docs if d.pieces]


# ---- factuality ---------------------------------------------------------------------------------------------------------------------------------


def factuality(path, name):
    docs = []
    for k, line in enumerate(open(path, encoding="utf8")):
        row = json.loads(line)
        words = row["text"].split(" ")
        d = name_document(name, f"{name}-{k}", words, ["O"] * len(words))
        d.ner = None
        at, first = 0, []
        for word in words:
            first.append(at)
            at += len(find_pieces(word))
        d.facts = [
            (first[t["span1"][0]], float(t["label"]))
            for t in row["targets"]
            if t["span1"][0] < len(first) and first[t["span1"][0]] < len(d.pieces)
        ]
        docs.append(d)
    return [d for d in docs if d.facts]
