from __future__ import annotations

import pytest
import yaml

from mapapp.store import strict_yaml


def test_plain_values_are_read() -> None:
    assert strict_yaml.load("a: 1\nb: [x, {c: true}]\n") == {"a": 1, "b": ["x", {"c": True}]}


def test_the_same_key_in_two_maps_is_no_duplicate() -> None:
    assert strict_yaml.load("a: {x: 1}\nb: {x: 2}\n") == {"a": {"x": 1}, "b": {"x": 2}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' stands twice"),
        ("top:\n  - {b: 1, b: 2}\n", "'b' stands twice"),
        ("a: &x 1\nb: *x\n", "aliases"),
        ("a: &x [*x]\n", "aliases"),
        ("a: !!python/object/apply:os.getcwd []\n", "could not determine a constructor"),
        ("a: [1, 2\n", "expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", "expected a single document"),
        ("? [a, b]\n: 1\n", "unhashable"),
    ],
)
def test_what_a_catalogue_never_needs_is_refused(text: str, words: str) -> None:
    with pytest.raises(yaml.YAMLError, match=words.replace("[", r"\[").replace("]", r"\]")):
        strict_yaml.load(text)


def test_the_message_names_line_and_column() -> None:
    with pytest.raises(yaml.YAMLError, match="line 3, column 1"):
        strict_yaml.load("a: 1\nb: 2\na: 3\n")


@pytest.mark.parametrize("text", ["[" * 1_000_000, "[" * 100_000 + "]" * 100_000, "- " * 5_000 + "1", "{a: " * 5_000])
def test_very_deep_nesting_is_refused_and_crashes_nothing(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        strict_yaml.load(text)
