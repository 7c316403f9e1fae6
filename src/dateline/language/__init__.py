"""The language model: a report in, sentences of labelled words out."""

from dateline.language.model import Model, OnnxModel, load_model

__all__ = ["Model", "OnnxModel", "load_model"]
