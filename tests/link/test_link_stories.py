"""Reports become stories, in any order, day by day or at once."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dateline.core import Judgement, Report, Story
from dateline.link import StorySettings, link_reports

CASES = YAML(typ="safe", pure=True).load((Path(__file__).parents[1] / "cases" / "stories.yaml").read_text("utf-8"))
REPORTS = [Report(f"r{n}", told["title"], told["text"], told["published"]) for n, told in enumerate(CASES)]


def groups(stories: tuple[Story, ...]) -> list[tuple[str, ...]]:
    return sorted(story.reports for story in stories)


def test_reports_of_one_story_stand_together() -> None:
    """Three reports of a fire and two of a strike are two stories; all others stand alone."""
    found = groups(link_reports(REPORTS))
    assert ("r0", "r1", "r2") in found
    assert ("r3", "r4") in found
    assert len(found) == 2 + len(REPORTS[5:])


@pytest.mark.parametrize("seed", range(5))
def test_order_changes_nothing(seed: int) -> None:
    """Reports in another order give the same stories, edges included."""
    shuffled = REPORTS[:]
    random.Random(seed).shuffle(shuffled)
    assert link_reports(shuffled) == link_reports(REPORTS)


def test_day_by_day_is_all_at_once() -> None:
    """Grouping each day's reports when they come gives the stories of grouping all at once; again changes nothing."""
    stories: tuple[Story, ...] = ()
    for day in sorted({one.published for one in REPORTS if one.published}):
        stories = link_reports([one for one in REPORTS if one.published and one.published <= day], known=stories)
    assert groups(stories) == groups(link_reports(REPORTS))
    assert groups(link_reports(REPORTS, known=stories)) == groups(stories)
    assert [story.id for story in stories] == [story.id for story in link_reports(REPORTS)]


def test_a_join_is_explained() -> None:
    """The edges of a story quote the names that its reports share."""
    story = next(story for story in link_reports(REPORTS) if "r0" in story.reports)
    assert len(story.edges) == 2
    assert any("olaf brennick" in one.rule for edge in story.edges for one in edge.evidence)


def test_a_person_can_join_and_part() -> None:
    """What a person judged of two reports holds against the scores."""
    joined = link_reports(REPORTS, judgements=[Judgement("r5", "r6", same=True)])
    assert ("r5", "r6") in groups(joined)
    parted = link_reports(REPORTS, judgements=[Judgement("r3", "r4", same=False)], known=link_reports(REPORTS))
    assert ("r3",) in groups(parted)
    assert ("r4",) in groups(parted)
    whole = link_reports(REPORTS, judgements=[Judgement("r0", "r1", same=False)], known=link_reports(REPORTS))
    assert any(len(story) == 2 and "r2" in story for story in groups(whole))


def test_certainty_can_be_asked_for() -> None:
    """Nothing is joined where the certainty asked for is out of reach."""
    assert all(len(story.reports) == 1 for story in link_reports(REPORTS, StorySettings(join=100.0)))


def test_reports_without_day_or_words_stand_alone() -> None:
    """An undated report and an empty one are stories of their own, and nothing breaks."""
    odd = [replace(REPORTS[5], id="undated", published=None, title="", body="Nothing known."), Report("empty", "", "")]
    found = groups(link_reports([*REPORTS, *odd]))
    assert ("undated",) in found
    assert ("empty",) in found
    assert link_reports([]) == ()
