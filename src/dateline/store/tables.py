"""The tables of a store, as data.

Every row ever written stays in the schema `kept`. The views of the same names show what holds now: the rows whose
coding nothing supersedes, and the events that are not retired. What reports say is only ever added to.
"""

from __future__ import annotations

from dateline.store.columns import NOT_RETIRED, NOT_SUPERSEDED, Table, coded_table, read_columns

PARTICIPANTS = """
mention_id VARCHAR the mention
part VARCHAR actor or recipient
position INTEGER place among the actors (or recipients) of the mention, from 0
text VARCHAR the words
start_char INTEGER where the words begin in the text of record (code points)
end_char INTEGER where the words end, exclusive
name VARCHAR resolved name
entity_id VARCHAR id in the knowledge
country VARCHAR ISO 3166 alpha-3 at the event's day, or UNO EUR IGO NGO ISM IMG MNC
sector VARCHAR first of the sectors
sectors VARCHAR[] PLOVER sectors
role VARCHAR office held at the event's day
"""

MENTIONS = """
mention_id VARCHAR stable id
report_id VARCHAR the report that says so
position INTEGER place among the mentions of the report, from 0
published DATE day of publication
publisher VARCHAR publisher of the report
url VARCHAR address of the report
sentence INTEGER index of the sentence in the report, from 0
sentence_start INTEGER where the sentence begins (code points)
sentence_end INTEGER where it ends, exclusive
sentence_text VARCHAR the sentence
trigger VARCHAR words of the trigger
trigger_start INTEGER where the trigger begins
trigger_end INTEGER where it ends, exclusive
event_type VARCHAR event type of the codebook
modes VARCHAR[] modes of the codebook
contexts VARCHAR[] contexts of the codebook
status VARCHAR actual, historical, future, hypothetical or negated
when_first DATE first day of the event
when_last DATE last day of the event
when_basis VARCHAR text where words of the report say so, published where it is the day of publication
when_text VARCHAR words of the time
when_start INTEGER where they begin
when_end INTEGER where they end, exclusive
place VARCHAR resolved name of the place
place_text VARCHAR words of the place
place_start INTEGER where they begin
place_end INTEGER where they end, exclusive
place_country VARCHAR ISO 3166 alpha-3 of the place
admin1 VARCHAR first-level division of the place
lat DOUBLE latitude in degrees (WGS 84)
lon DOUBLE longitude in degrees
geonameid BIGINT id in GeoNames
place_precision VARCHAR country, region, city or point
dead BIGINT best number of dead
injured BIGINT best number of injured
arrested BIGINT best number of arrested
score DOUBLE conflict-cooperation score, -10 to 10
quad VARCHAR quad category in words
cameo VARCHAR CAMEO code (text: 010 is not 10)
confidence DOUBLE probability that the type is right
dateline VARCHAR version of the program
model VARCHAR version of the model
codebook VARCHAR version of the codebook
knowledge VARCHAR version of the knowledge
"""

SOURCES = """
mention_id VARCHAR the mention
position INTEGER place in the chain of voices, nearest first, from 0
text VARCHAR words of the voice
start_char INTEGER where they begin
end_char INTEGER where they end, exclusive
name VARCHAR resolved name
kind VARCHAR person, organization, outlet, anonymous, document or social
country VARCHAR ISO 3166 alpha-3
sector VARCHAR PLOVER sector
cue VARCHAR words that attribute
cue_start INTEGER where they begin
cue_end INTEGER where they end, exclusive
quoted BOOLEAN whether the mention stands inside quotation marks
stance VARCHAR asserts, confirms, denies, claims, admits, threatens or believes
channel VARCHAR words of the medium it spoke through
channel_start INTEGER where they begin
channel_end INTEGER where they end, exclusive
told_to VARCHAR JSON list of [start, end] of those it was told to
first_to_say BOOLEAN whether the report says that this voice had it first
"""

ATTRIBUTIONS = """
report_id VARCHAR the report
position INTEGER place among the attributions of the report, from 0
source VARCHAR words of the source
source_spans VARCHAR JSON list of [start, end]
cue VARCHAR words of the cue
cue_spans VARCHAR JSON list of [start, end]
content VARCHAR words of the content
content_spans VARCHAR JSON list of [start, end]
kind VARCHAR kind of the voice
name VARCHAR resolved name of the voice
quoted BOOLEAN whether the content is quoted
score DOUBLE probability
voice VARCHAR JSON of the voice
"""

TABLES = (
    Table(
        "runs",
        "one run of coding",
        read_columns("""
run INTEGER number of the run, from 1
started TIMESTAMP when it began (UTC)
ended TIMESTAMP when it ended; empty while it runs or if it was cut off
dateline VARCHAR version of the program
model VARCHAR version of the model
codebook VARCHAR version of the codebook
knowledge VARCHAR version of the knowledge
settings VARCHAR JSON object of the settings that change what is coded
inputs VARCHAR JSON object of inputs and their hashes
"""),
        "run",
    ),
    Table(
        "codings",
        "one report coded once",
        read_columns("""
coding BIGINT number of the coding, from 1
run INTEGER the run
report_id VARCHAR the report
digest VARCHAR hash of the report as it was coded
made_with VARCHAR hash of versions and settings
mentions INTEGER number of its mentions
"""),
        "report_id",
        NOT_SUPERSEDED,
    ),
    Table(
        "superseded",
        "a coding that another has taken the place of",
        read_columns("""
coding BIGINT the older coding
by_coding BIGINT the newer one
"""),
        "coding",
    ),
    Table(
        "restored",
        "an older coding that a run found to hold again",
        read_columns("""
run INTEGER the run
report_id VARCHAR the report
coding BIGINT the coding
"""),
        "run, report_id",
    ),
    coded_table(
        "reprints",
        "one report that was not coded, for it says word for word what another says",
        """
report_id VARCHAR the report
reprint_of VARCHAR the report that was coded
of_digest VARCHAR hash of that report as it was coded
likeness DOUBLE part of its words that stand in the reprint too
""",
        "report_id",
    ),
    coded_table(
        "marks",
        "one number under which the text of a coded report is looked up when another may reprint it",
        "mark UINTEGER hash of a run of words",
        "mark",
    ),
    Table(
        "reports",
        "one report as it was read",
        read_columns("""
report_id VARCHAR id as given, or a hash of its bytes
digest VARCHAR hash of the report as it was coded
title VARCHAR headline
body VARCHAR text below the headline
published DATE day of publication
published_text VARCHAR the date or time as the input gave it
publisher VARCHAR publisher
url VARCHAR address
language VARCHAR ISO 639-1
author VARCHAR author
origin VARCHAR file and line it was read from
agency VARCHAR agency named at the head of the story
credit VARCHAR JSON of the head of the story
extra VARCHAR JSON of unknown keys of the input
"""),
        "report_id",
        "(report_id, digest) IN (SELECT (report_id, digest) FROM codings)",
        ("digest",),
    ),
    coded_table(
        "sentences",
        "one sentence of a report",
        """
report_id VARCHAR the report
sentence INTEGER index in the report, from 0
start_char INTEGER where it begins in the text of record (code points)
end_char INTEGER where it ends, exclusive
""",
        "report_id, sentence",
    ),
    coded_table("mentions", "what one report says of one event", MENTIONS, "report_id, position"),
    coded_table("participants", "one actor or recipient of a mention", PARTICIPANTS, "mention_id, part, position"),
    coded_table("sources", "one voice that a report makes responsible for a mention", SOURCES, "mention_id, position"),
    coded_table(
        "counts",
        "one number of people with its range",
        """
mention_id VARCHAR the mention
what VARCHAR dead, injured or arrested
best BIGINT best reading
least BIGINT lower bound
most BIGINT upper bound
start_char INTEGER where its words begin
end_char INTEGER where they end, exclusive
""",
        "mention_id, what",
    ),
    coded_table(
        "evidence",
        "why one value of a mention is there",
        """
mention_id VARCHAR the mention
position INTEGER place among the evidence of the mention, from 0
field VARCHAR name of the value
rule VARCHAR head, rule or entry that gave it
score DOUBLE probability
start_char INTEGER where the words begin on which it rests
end_char INTEGER where they end, exclusive
""",
        "mention_id, position",
    ),
    coded_table(
        "missing",
        "why one value of a mention could not be found",
        """
mention_id VARCHAR the mention
position INTEGER place among what is missing, from 0
field VARCHAR name of the value
reason VARCHAR why it is not there
""",
        "mention_id, position",
    ),
    coded_table(
        "readings",
        "the model's other readings of a trigger, for linking and for active learning",
        """
mention_id VARCHAR the mention
reading VARCHAR JSON of types, modes, statuses, factuality and arguments
vector BLOB meaning of the trigger, float32 little-endian
""",
        "mention_id",
    ),
    coded_table("attributions", "somebody says something", ATTRIBUTIONS, "report_id, position"),
    Table(
        "problems",
        "an honest gap: what could not be read or coded",
        read_columns("""
coding BIGINT the coding it belongs to; empty for an input that could not be read
run INTEGER the run that met it
report_id VARCHAR the report; empty for an input that could not be read
position INTEGER place among the problems of the report (or of the run), from 0
concerns VARCHAR file with line, report, or field of a mention
message VARCHAR what is wrong
hint VARCHAR how to mend it
"""),
        "run, report_id NULLS FIRST, position",
        "coding IS NULL OR coding NOT IN (SELECT coding FROM kept.superseded)",
        ("coding",),
    ),
    Table(
        "events",
        "what reports agree on",
        read_columns("""
event_id VARCHAR stable id
record VARCHAR JSON of the agreed record
event_type VARCHAR agreed type
modes VARCHAR[] agreed modes
contexts VARCHAR[] agreed contexts
status VARCHAR agreed status
when_first DATE first day
when_last DATE last day
place VARCHAR agreed place
place_country VARCHAR ISO 3166 alpha-3 of the place
admin1 VARCHAR first-level division of the place
lat DOUBLE latitude in degrees
lon DOUBLE longitude in degrees
geonameid BIGINT id in GeoNames
place_precision VARCHAR country, region, city or point
dead BIGINT agreed number of dead
injured BIGINT agreed number of injured
arrested BIGINT agreed number of arrested
score DOUBLE conflict-cooperation score
quad VARCHAR quad category
cameo VARCHAR CAMEO code
confidence DOUBLE probability that the type is right
n_mentions INTEGER number of mentions
n_reports INTEGER number of reports
n_publishers INTEGER number of publishers
n_independent INTEGER number of reports, copies of one text counted once
"""),
        "when_first NULLS LAST, event_id",
        NOT_RETIRED,
    ),
    Table(
        "event_mentions",
        "one mention of an event",
        read_columns("""
event_id VARCHAR the event
position INTEGER place in the order of publication, from 0
mention_id VARCHAR the mention
"""),
        "event_id, position",
        NOT_RETIRED,
    ),
    Table(
        "event_participants",
        "one agreed actor or recipient of an event",
        read_columns("""
event_id VARCHAR the event
part VARCHAR actor or recipient
position INTEGER place among them, from 0
name VARCHAR resolved name
entity_id VARCHAR id in the knowledge
country VARCHAR ISO 3166 alpha-3
sector VARCHAR first of the sectors
sectors VARCHAR[] PLOVER sectors
role VARCHAR office held at the event's day
"""),
        "event_id, part, position",
        NOT_RETIRED,
    ),
    Table(
        "edges",
        "why two mentions are held to be one event, or are kept apart",
        read_columns("""
first_id VARCHAR one mention
second_id VARCHAR the other
score DOUBLE how sure it is that they are one
joins BOOLEAN whether they are held to be one
evidence VARCHAR JSON list of field, rule, score and span
"""),
        "first_id, second_id",
    ),
    Table(
        "retired",
        "an event that no longer holds",
        read_columns("event_id VARCHAR the event"),
        "event_id",
    ),
    Table(
        "stories",
        "one report of a story",
        read_columns("""
story_id VARCHAR stable id of the story
position INTEGER place in the order of publication, from 0
report_id VARCHAR the report
"""),
        "story_id, position",
    ),
    Table(
        "story_edges",
        "why two reports are held to tell one story",
        read_columns("""
first_id VARCHAR one report
second_id VARCHAR the other
score DOUBLE how sure it is that they are one
joins BOOLEAN whether they are held to be one
evidence VARCHAR JSON list of field, rule, score and span
"""),
        "first_id, second_id",
    ),
    Table(
        "judgements",
        "what a person decided about two mentions or two reports",
        read_columns("""
first_id VARCHAR one mention or report
second_id VARCHAR the other
same BOOLEAN whether they are one
by_whom VARCHAR who decided
decided DATE on which day
why VARCHAR for which reason
"""),
        "first_id, second_id",
    ),
)

BY_NAME = {table.name: table for table in TABLES}
