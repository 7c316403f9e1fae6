# Every check that a change must pass; continuous integration calls the same recipes.

default: check test

# Format, lint, types, walls between rooms.
check:
    ruff format --check .
    ruff check .
    mypy
    lint-imports --no-cache

# The whole test suite.
test *ARGS:
    python -m pytest {{ARGS}}

# Put formatting right.
format:
    ruff format .
    ruff check --fix .

# Gold figures against evaluation/floors.json.
evaluate *ARGS:
    python evaluation/run.py {{ARGS}}

# Speed and memory.
bench *ARGS:
    python benchmarks/run.py {{ARGS}}
