"""What a codebook consists of. The classes are the schema of the YAML files too: a key that is no field is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from dateline.core import Status

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

_STRICT: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which an event of a type happens.

    Attributes:
        definition: what it covers.
        score: conflict-cooperation score (-10..10), None where the type's own holds.
        cameo: CAMEO code, "" where the type's own holds.
        cameo_in: CAMEO code in one context, where CAMEO goes deeper by subject.
        implied_actor: sector of the actor where the text names none ("was arrested"), "" where the type's own holds.
        implied_by_word: the same by a word of the trigger in small letters; the first that stands there tells.
        implied_recipient: the same of the recipient ("criticised the new law").
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    definition: str
    score: float | None = None
    cameo: str = ""
    cameo_in: Mapping[str, str] = field(default_factory=dict)
    implied_actor: str = ""
    implied_by_word: Mapping[str, str] = field(default_factory=dict)
    implied_recipient: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A mention that an example must give; words are quoted from its text.

    Attributes:
        trigger: the words of the trigger.
        type: event type, "" for that of the file in which the example stands.
        modes, status: as in a mention.
        actors, recipients: their words; none are listed where the text names none.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    trigger: str
    type: str = ""
    modes: tuple[str, ...] = ()
    status: Status = Status.ACTUAL
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the mentions that it must give.

    A counter-example looks like its type and is not: `mentions` says what it is instead (nothing, if they are empty),
    `why` says why.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    text: str
    mentions: tuple[Expected, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that together tell of a type: one of each group, hanging together in the sentence's tree.

    Attributes:
        words: groups of alternatives, each written "close|shut|seal"; the first group is the predicate.
        modes: modes that the frame tells of.
        unless: words whose presence in the sentence forbids the frame.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    words: tuple[str, ...]
    modes: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event.

    Attributes:
        code: the opaque code that records carry.
        definition: what it covers, in words.
        quad: quad category.
        score: conflict-cooperation score (-10..10), None if it has none.
        requires_recipient: whether a mention without a recipient has a gap.
        mutual: whether partners on equal footing are all actors, so that two actors need no recipient.
        modes: the ways in which it happens, by code.
        cameo, cameo_in: CAMEO code of the type without a mode, and of it in one context.
        implied_actor: sector of the actor where the text names none, "" where nothing can be said.
        implied_recipient: the same of the recipient, for acts that always have an addressee.
        notes: choices, and why they were made.
        examples, counter_examples: see `Example`.
        frames: words that tell of the type, for types that the model does not know.
        own: whether the type is a user's own, to be found by its frames and examples.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    code: str
    definition: str
    quad: Quad
    score: float | None = None
    requires_recipient: bool = False
    mutual: bool = False
    modes: Mapping[str, Mode] = field(default_factory=dict)
    cameo: str = ""
    cameo_in: Mapping[str, str] = field(default_factory=dict)
    implied_actor: str = ""
    implied_recipient: str = ""
    notes: str = ""
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[Example, ...] = ()
    frames: tuple[Frame, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A subject to which a report belongs.

    Attributes:
        definition: what it covers, in words.
        also: other spellings of the code in the field's data sets.
        strong: words and phrases that tell of the context.
        weak: words and phrases that count half as much, and never without a strong one.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    definition: str
    also: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """What a CAMEO code is here."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What a codebook says of itself.

    Attributes:
        name, version: together the version that records carry ("plover-2.0.1").
        about: what it is, in words.
        extends: "plover" where it builds on the one that is shipped, "" where it stands alone.
        types: the only types to be coded, () for all.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    name: str
    version: str
    about: str = ""
    extends: str = ""
    types: tuple[str, ...] = ()
