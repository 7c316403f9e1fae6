"""Compiles the codebook that is shipped: python training/build_codebook.py

Reads the YAML of src/dateline/resources/codebooks/plover, refuses faults with file, line and column, and writes
compiled.json beside it. Run it after every change of the YAML; a test holds the two in step.
"""

from __future__ import annotations

import sys

from dateline.codebook import CodebookError, load_folder
from dateline.codebook.compiled import save_compiled
from dateline.codebook.load import plover_folder

if __name__ == "__main__":
    try:
        codebook = load_folder(plover_folder())
    except CodebookError as error:
        sys.exit(str(error))
    save_compiled(codebook, plover_folder() / "compiled.json")
    print(f"{codebook.version}: {len(codebook.event_types)} types, {len(codebook.contexts)} contexts")
