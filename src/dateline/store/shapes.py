"""Every way to hand a store on that is no plain table: one line each in `EXPORTS`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.store.filters import Filter, Unit
from dateline.store.graphs import ftm_entities, geojson_features, graphml_lines
from dateline.store.ledger import find_records
from dateline.store.review import export_brat, label_studio_config, label_studio_tasks

if TYPE_CHECKING:
    from dateline.store.store import Store

COUNTRIES = """
SELECT country FROM participants UNION SELECT country FROM event_participants UNION SELECT place_country FROM mentions
"""
Export = Callable[["Store", Path, Filter, Unit], None]


def export_shape(store: Store, shape: str, path: Path, wanted: Filter, unit: Unit) -> None:
    """The file (for brat: the folder) holds the mentions or events in this shape."""
    EXPORTS[shape](store, path, wanted, unit)


def _brat(store: Store, path: Path, wanted: Filter, _: Unit) -> None:
    export_brat(store, path, wanted)


def _label_studio(store: Store, path: Path, wanted: Filter, _: Unit) -> None:
    _write(path, _as_list(label_studio_tasks(store, wanted)))
    with store.session() as connection:
        types = connection.execute("SELECT DISTINCT event_type FROM mentions ORDER BY 1").fetchall()
    _write(path.with_suffix(".config.xml"), label_studio_config([name for (name,) in types]))


def _graphml(store: Store, path: Path, wanted: Filter, unit: Unit) -> None:
    _write(path, graphml_lines(find_records(store, wanted, unit)))


def _geojson(store: Store, path: Path, wanted: Filter, unit: Unit) -> None:
    features = _as_list(geojson_features(find_records(store, wanted, unit)))
    _write(path, ('{"type": "FeatureCollection", "features":', *features, "}"))


def _ftm(store: Store, path: Path, wanted: Filter, unit: Unit) -> None:
    from dateline.knowledge import load_knowledge

    knowledge = load_knowledge()
    with store.session() as connection:
        used = [code for (code,) in connection.execute(COUNTRIES).fetchall() if code]
    countries = {code: iso2.lower() for code in used if (iso2 := knowledge.codes_of(code).get("iso2"))}
    _write(path, map(_json, ftm_entities(find_records(store, wanted, unit), countries)))


EXPORTS: Mapping[str, Export] = {
    "brat": _brat,
    "labelstudio": _label_studio,
    "graphml": _graphml,
    "geojson": _geojson,
    "ftm": _ftm,
}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_list(values: Iterable[object]) -> Iterator[str]:
    """Lines of a JSON list, one member a line."""
    yield "["
    before = None
    for value in values:
        if before is not None:
            yield before + ","
        before = _json(value)
    yield from (line for line in (before, "]") if line is not None)


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
