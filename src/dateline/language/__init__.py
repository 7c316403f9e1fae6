"""The language model: a report in, sentences of labelled words out."""

from dateline.language.model import LANGUAGES, Model, ModelError, OnnxModel, load_model, read_version

__all__ = ["LANGUAGES", "Model", "ModelError", "OnnxModel", "load_model", "read_version"]
