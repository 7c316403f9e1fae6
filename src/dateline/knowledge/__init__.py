"""Who is who and what is where: entities with dated roles, names, places."""

from dateline.knowledge.entities import Candidate, Knowledge, KnowledgeError, load_knowledge
from dateline.knowledge.gazetteer import Gazetteer, load_gazetteer

__all__ = ["Candidate", "Gazetteer", "Knowledge", "KnowledgeError", "load_gazetteer", "load_knowledge"]
