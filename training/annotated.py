"""Event mentions that were marked for Dateline, under the guide of the gold, in texts of other sets and in own passages.

The files under `annotated/` hold no text of those sets: a line names set and report, the stretch that was read (code points
into the text as the readers in `TEXTS` give it), a hash of that stretch, and mentions as spans within it. The passages under
`written/` are invented, with their text. Both become documents in the same way as a report of the gold.
"""

import glob
import gzip
import hashlib
import html
import json
import os
import re

import documents as D


def worldwide(data):
    train, held = D.worldwide(os.path.join(data, "worldwide_newswire"))
    return {d.id: d.text for d in train + held}


def polnear(data):
    """Named by a hash: the file names are headlines."""
    paths = glob.glob(os.path.join(data, "polnear/train/text/*.txt"))
    return {text_hash(os.path.basename(p)[:-4]): open(p, encoding="utf8", newline="").read() for p in paths}


def wikievents(data):
    rows = [json.loads(line) for line in open(os.path.join(data, "wikievents/train.jsonl"), encoding="utf8")]
    return {
        row["docid"]: D.name_document("we", row["docid"], row["tokens"], ["O"] * len(row["tokens"])).text
        for row in rows
    }


def plv(data):
    rows = [json.loads(line) for line in open(os.path.join(data, "plv/train.jsonl"), encoding="utf8")]
    return {row["id"]: row["text"] for row in rows}


def lgl(data):
    raw = open(os.path.join(data, "geoparsing/lgl.xml"), encoding="utf8").read()
    found = re.finditer(r'docid="(\d+)".*?<text>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</text>', raw, re.DOTALL)
    return {m.group(1): html.unescape(m.group(2)) for m in found}


def re3d(data):
    """Releases of governments on Syria and Iraq."""
    paths = sorted(glob.glob(os.path.join(data, "re3d/*/documents.json")))
    rows = [json.loads(line) for path in paths for line in open(path, encoding="utf8")]
    return {row["_id"]: row["text"] for row in rows}


# What was marked where it was sure, in less of the mentions than the gold has it.
SILENT = ("source", "time", "place")

TEXTS = {"worldwide": worldwide, "polnear": polnear, "wikievents": wikievents, "plv": plv, "lgl": lgl, "re3d": re3d}


def text_hash(text):
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:12]


def report_of(row, text):
    """A row as a report of the gold would be: spans turned into words, which `gold_document` finds again."""

    def words(span):
        return {"text": text[span[0] : span[1]]} if span else None

    mentions = []
    for m in row["mentions"]:
        start, end = m["trigger"]
        mention = {"sentence": m["sentence"], "trigger": text[start:end], "start": start, "end": end}
        mention |= {"event_type": m["type"], "modes": m.get("modes", []), "status": m["status"]}
        mention |= {side: [words(span) for span in m.get(side, ())] for side in ("actors", "recipients")}
        mention |= {name: words(m.get(name)) for name in ("source", "when", "where")}
        mentions.append(mention | {"optional": m.get("optional", False)})
    return {"id": row["id"], "full": text, "sentences": row["sentences"], "mentions": mentions}


def is_held_back(row):
    """Whether a row is never trained on: every twelfth, by its hash, is there to measure with."""
    return int(row["hash"], 16) % 12 == 0


def load_rows(folder, data, sets):
    """Yield (set, row, text) of the annotations of some sets; raises ValueError where a text is not the one that was read."""
    for name in sets:
        texts = TEXTS[name](data)
        for line in gzip.open(os.path.join(folder, f"{name}.jsonl.gz"), "rt", encoding="utf8"):
            row = json.loads(line)
            text = texts[row["id"]][row["from"] : row["to"]]
            if text_hash(text) != row["hash"]:
                raise ValueError(f"{name} {row['id']}: the text is not the one that was annotated")
            yield name, row, text


def annotated(folder, data, sets):
    """Documents of the annotations of some sets under `folder`, without those that are held back."""
    rows = load_rows(folder, data, sets)
    return [D.gold_document(report_of(row, text), silent=SILENT) for _, row, text in rows if not is_held_back(row)]


def held_back(folder, data, sets=("worldwide", "polnear", "wikievents", "lgl")):
    """The reports held back, as objects in the form of the gold; countries, sectors and days were not marked in them.

    Without PLV, whose pairs are trained on by another way, and without second stretches of reports that are trained on.
    """
    rows = list(load_rows(folder, data, sets))
    trained = {(name, row["id"]) for name, row, _ in rows if not is_held_back(row)}
    found = []
    for name, row, text in rows:
        if (name, row["id"]) not in trained:
            report = report_of({**row, "id": f"{name}-{row['id']}-{row['from']}"}, text)
            for mention in report["mentions"]:
                for side in ("actors", "recipients"):
                    mention[side] = [{**words, "name": "", "country": "", "sector": ""} for words in mention[side]]
                mention["source"] = mention["source"] and {**mention["source"], "kind": ""}
                mention |= {"when": None, "where": None, "dead": None, "injured": None, "arrested": None}
            found.append(report)
    return found


def written(folder):
    """Documents of the own passages."""
    paths = sorted(glob.glob(os.path.join(folder, "*.jsonl")))
    rows = [json.loads(line) for path in paths for line in open(path, encoding="utf8")]
    return [D.gold_document(report_of(row, row["text"])) for row in rows]
