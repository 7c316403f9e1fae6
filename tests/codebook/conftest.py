"""A small codebook for the tests of this room, and a way to write it."""

import pytest

TYPE = """code: CALL
definition: Somebody calls an election.
quad: verbal cooperation
modes:
  early:
    definition: Before its time.
examples:
  - text: The king called an early election.
    mentions:
      - {trigger: called, modes: [early], actors: [The king]}
"""


@pytest.fixture
def type_yaml():
    """The YAML of a type of one's own, CALL, without a fault."""
    return TYPE


@pytest.fixture
def write(tmp_path):
    """A function that writes files into a folder for a codebook, and returns the folder."""

    def write_files(files):
        (tmp_path / "events").mkdir()
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write_files
