"""`datapackage.json` beside what is handed on: what each column means, what made it, and how to cite it.

The file follows the Data Package standard (datapackage.org); software of R, Python and the repositories reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from dateline.store.cite import Provenance, cite
from dateline.store.columns import Column

NAME = "datapackage.json"
FIELD_TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "BOOLEAN": "boolean",
}
R_TYPES = {
    "string": "readr::col_character",
    "integer": "readr::col_double",  # R's integers end at 2 billion
    "number": "readr::col_double",
    "date": "readr::col_date",
    "datetime": "readr::col_datetime",
    "boolean": "readr::col_logical",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
NO_LICENCE = {
    "name": "LicenseRef-not-stated",
    "title": "No licence is stated: quoted sentences and texts of reports belong to their publishers",
}
SOURCES = [
    {"title": "PLOVER 2.0, event types and scores", "path": "https://github.com/openeventdata/PLOVER"},
    {"title": "GeoNames, places (CC BY 4.0)", "path": "https://www.geonames.org"},
]


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a package.

    Attributes:
        path: the file, in the folder of the package.
        columns: its columns in order, () where it has none.
        about: what a row is.
        header: whether the first line names the columns.
    """

    path: Path
    columns: Sequence[Column] = ()
    about: str = ""
    header: bool = True


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of all its files."""

    provenance: Provenance
    licence: str = ""
    resources: Sequence[Resource] = field(default_factory=tuple)


def save_package(package: Package, folder: Path) -> Path:
    """Return the path of the package's description, written beside its files; other files' entries are kept."""
    path = folder / NAME
    known = _known(path)
    taken = {"citation": cite(package.provenance), "filters": dict(package.provenance.filters)}
    known.update({resource.path.name: {**_resource(resource), **taken} for resource in package.resources})
    licence = {"name": package.licence} if package.licence else NO_LICENCE
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dateline-export",
        "title": "Political events read from news reports by Dateline",
        "created": package.provenance.on.isoformat(),
        "licenses": [licence],
        "sources": SOURCES,
        "citation": cite(replace(package.provenance, filters={})),
        "versions": [dict(one) for one in package.provenance.versions],
        "resources": [known[name] for name in sorted(known)],
    }
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def col_types(columns: Iterable[Column]) -> str:
    """Return the `col_types` with which R's readr reads the columns: every one named, so that nothing is guessed."""
    listed = ",\n".join(f"  `{column.name}` = {R_TYPES[FIELD_TYPES[column.type]]}()" for column in columns)
    return f"readr::cols(\n{listed}\n)\n"


def _known(path: Path) -> dict[str, Any]:
    """Entries of a description that is there already, of files that are still there."""
    if not path.is_file():
        return {}
    entries = json.loads(path.read_text(encoding="utf-8")).get("resources", [])
    return {one["path"]: one for one in entries if (path.parent / one["path"]).exists()}


def _resource(resource: Resource) -> dict[str, object]:
    kind = resource.path.suffix.removeprefix(".")
    entry: dict[str, object] = {
        "name": resource.path.name.lower().replace(".", "-").replace("_", "-"),
        "path": resource.path.name,
        "description": resource.about,
        "format": kind,
        "mediatype": MEDIA_TYPES.get(kind, "application/octet-stream"),
        "encoding": "utf-8",
        "bytes": resource.path.stat().st_size,
        "hash": f"sha256:{_hash(resource.path)}",
    }
    if kind in {"csv", "tsv"}:
        entry["dialect"] = {"delimiter": "\t" if kind == "tsv" else ",", "header": resource.header}
    if resource.columns:
        entry["schema"] = _schema(resource.columns)
    return entry


def _schema(columns: Iterable[Column]) -> Mapping[str, object]:
    fields = [{"name": one.name, "type": FIELD_TYPES[one.type], "description": one.meaning} for one in columns]
    return {"fields": fields, "missingValues": [""]}


def _hash(path: Path) -> str:
    made = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            made.update(block)
    return made.hexdigest()


def today() -> date:
    """Return the day, as a citation dates it (UTC would differ from the calendar on the wall)."""
    return date.today()  # noqa: DTZ011 - the user's own day
