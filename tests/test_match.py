"""Matching: the cases of approx-string-match, and optimality against brute force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumcite.match import Match, best_matches, nearest, occurrences, similarity, steps

if TYPE_CHECKING:
    from pathlib import Path

# A small alphabet makes near misses and ties common; the last character is outside the Basic Multilingual Plane.
LETTERS = st.text("abc算𠀀", max_size=14)
PATTERNS = st.text("abc算𠀀", min_size=1, max_size=8)


def distance(one: str, other: str) -> int:
    """The edit distance, by the definition."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row = row, [i]
        for j, right in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right)))
    return row[-1]


def all_distances(pattern: str, text: str) -> dict[tuple[int, int], int]:
    return {
        (start, end): distance(pattern, text[start:end])
        for start in range(len(text) + 1)
        for end in range(start, len(text) + 1)
    }


@given(PATTERNS, LETTERS)
def test_no_passage_is_nearer_than_the_best(pattern: str, text: str) -> None:
    every = all_distances(pattern, text)
    smallest = min(every.values())
    found = best_matches(pattern, text, len(pattern))
    assert found
    assert {match.errors for match in found} == {smallest}
    for match in found:
        assert every[match.start, match.end] == match.errors
    assert {match.end for match in found} == {end for (_, end), errors in every.items() if errors == smallest}


@given(PATTERNS, LETTERS)
def test_of_one_end_the_length_nearest_the_pattern_is_given_then_the_leftmost(pattern: str, text: str) -> None:
    every = all_distances(pattern, text)
    for match in best_matches(pattern, text, len(pattern)):
        rivals = [start for (start, end), errors in every.items() if (end, errors) == (match.end, match.errors)]
        assert match.start == min(rivals, key=lambda start: (abs(match.end - start - len(pattern)), start))


@given(PATTERNS, LETTERS, st.integers(0, 8))
def test_nothing_beyond_the_maximum_is_given(pattern: str, text: str, maximum: int) -> None:
    found = best_matches(pattern, text, maximum)
    assert bool(found) == (min(all_distances(pattern, text).values()) <= maximum)


@given(st.text("甲乙丙丁", min_size=30, max_size=90), st.integers(0, 29), st.integers(4, 25))
def test_a_long_text_gives_the_same_passage_as_a_short_one(noise: str, start: int, length: int) -> None:
    """Beyond 20,000 characters a window is found first: the ends must not suffer."""
    quote = "".join(chr(0x4E00 + 7 * (start + i)) for i in range(length))
    long_text = (noise * 900)[:25_000] + quote + (noise * 300)[:8_000]
    found = nearest(quote, long_text, 0.45)
    assert found is not None
    assert found.errors == 0
    assert long_text[found.start : found.end] == quote


def test_the_pattern_may_be_longer_than_a_machine_word() -> None:
    pattern = "算力基础设施共创论坛" * 20
    text = "前文" + pattern[:90] + "误" + pattern[91:] + "后文"
    assert best_matches(pattern, text, 5) == [Match(2, 202, 1)]


@given(LETTERS, LETTERS)
def test_the_steps_turn_the_source_into_the_quote(source: str, quote: str) -> None:
    made, position = "", 0
    for step in steps(source, quote):
        made += source[position : step.source_start] + quote[step.quote_start : step.quote_end]
        position = step.source_end
    assert made + source[position:] == quote


@given(LETTERS, LETTERS)
def test_similarity_is_one_minus_distance_by_the_longer_length(one: str, other: str) -> None:
    longer = max(len(one), len(other))
    assert similarity(one, other) == pytest.approx(1 - distance(one, other) / longer if longer else 1.0)


@given(st.text("ab", min_size=1, max_size=3), st.text("ab", max_size=20))
def test_occurrences_are_all_and_overlap(pattern: str, text: str) -> None:
    expected = [start for start in range(len(text)) if text.startswith(pattern, start)]
    assert list(occurrences(pattern, text)) == expected
    assert list(occurrences(pattern, text, limit=2)) == expected[:2]


def test_the_cases_of_approx_string_match(fixtures: Path) -> None:
    """github.com/robertknight/approx-string-match-js: a match is right when it is any of the expected ones."""
    cases = json.loads((fixtures / "approx-string-match/cases.json").read_text(encoding="utf-8"))
    assert cases
    for case in cases:
        # A passage of no characters is a match by the definition of the distance; theirs leaves it out.
        found = [match for match in best_matches(case["pattern"], case["text"], case["max_errors"]) if match.end]
        expected = {(match["start"], match["end"], match["errors"]) for match in case["any_of_or_all"]}
        if not expected:
            assert not found, case
            continue
        assert found, case
        assert set(map(tuple, found)) & expected, (case, found)
        assert {match.errors for match in found} == {errors for _, _, errors in expected}, (case, found)
