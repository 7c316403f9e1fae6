"""The language model: a report in, sentences of labelled words out."""
