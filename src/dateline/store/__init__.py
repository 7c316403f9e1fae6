"""The ledger: a DuckDB file with its schema, queries and exports."""
