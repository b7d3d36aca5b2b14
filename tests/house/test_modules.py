from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.repository import ROOMS, ROOT, name, written

BANNED = {"util", "utils", "helper", "helpers", "common", "misc", "stuff", "tools"}
TESTS = [path for path in written("tests", endings=(".py",)) if path.name.startswith("test_")]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_modules(room: str) -> None:
    assert written(room)


@pytest.mark.parametrize("path", written(*ROOMS), ids=name)
def test_no_module_is_over_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", written(*ROOMS), ids=name)
def test_every_module_is_named_for_what_it_holds(path: Path) -> None:
    assert not BANNED & {part.lower() for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}


@pytest.mark.parametrize("path", written("mapapp", endings=(".py",)), ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", written("tests", endings=(".py",)), ids=name)
def test_only_files_named_test_hold_tests(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
    assert bool(tests) == (path in TESTS)


def is_fixture(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("fixture" in ast.unparse(decorator) for decorator in function.decorator_list)


def claims(function: ast.FunctionDef) -> bool:
    """Whether a test claims anything: an assertion, an expected error, or an expectation of a page."""
    calls = (ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call))
    asserts = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    return asserts or any(call.split(".")[-1].startswith(("raises", "expect")) for call in calls)


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_every_test_claims_something(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    assert tests
    assert [test.name for test in tests if not claims(test)] == []


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_what_a_test_is_marked_with_is_a_test(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    marked = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("mark." in ast.unparse(one) or "given" in ast.unparse(one) for one in node.decorator_list)
        and not is_fixture(node)
    ]
    assert [function for function in marked if not function.startswith("test_")] == []


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_no_test_skips_sleeps_or_expects_to_fail(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & {"skip", "skipif", "xfail", "importorskip", "sleep", "wait_for_timeout"}


@pytest.mark.parametrize("room", ["core", "store", "render", "web"])
def test_tests_mirror_the_rooms_of_the_house(room: str) -> None:
    assert (ROOT / "mapapp" / room).is_dir()
    assert [path for path in TESTS if path.parent.name == room]
