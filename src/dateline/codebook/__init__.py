"""What counts as an event, and what it is called: loads and checks codebooks.

A codebook is a folder of YAML: one file per event type, contexts, statuses and a crosswalk to CAMEO. The one that is
shipped is PLOVER 2.0; a user's own may extend or narrow it. Nothing here reads a report.
"""

from dateline.codebook.codebook import Codebook
from dateline.codebook.examples import check_example, has_type
from dateline.codebook.load import CodebookError, load_codebook, load_folder
from dateline.codebook.nouns import Context, EventType, Example, Expected, Frame, Mode, Quad

__all__ = [
    "Codebook",
    "CodebookError",
    "Context",
    "EventType",
    "Example",
    "Expected",
    "Frame",
    "Mode",
    "Quad",
    "check_example",
    "has_type",
    "load_codebook",
    "load_folder",
]
