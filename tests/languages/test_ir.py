"""Walks over trees against plain recursion, and on trees that recursion could not take."""

from __future__ import annotations

import json
import re
from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.languages.ir import (
    ANY_TEXT,
    Both,
    Characters,
    Choice,
    Except,
    Folded,
    JsonCharacters,
    Multiples,
    Network,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
    children,
    fold,
    json_string,
    rebuilt,
    sequence,
    subtrees,
    values_of,
)
from constrained_diffusion.languages.regex import full_match

LEAVES = st.sampled_from([Text("a"), Text(""), Characters(((97, 99),)), JsonCharacters(((97, 97),)), Multiples(3)])


def _composed(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, max_size=3)
    return st.one_of(
        several.map(lambda parts: Sequence(tuple(parts))),
        several.map(lambda options: Choice(tuple(options))),
        st.builds(Repeat, inner, st.integers(0, 2), st.sampled_from([None, 2]), inner),
        st.builds(Selection, st.lists(st.tuples(inner, st.booleans()), max_size=3).map(tuple), inner),
        st.builds(
            Network,
            st.lists(st.tuples(st.integers(-1, 2), inner, st.integers(-1, 2)), max_size=3).map(tuple),
            st.sampled_from([(0,), (1, 2), (-1,)]),
        ),
        st.builds(Both, inner, inner),
        st.builds(Except, inner, inner),
    )


TREES: st.SearchStrategy[Node] = st.recursive(LEAVES | st.builds(Reference, st.just("r")), _composed, max_leaves=12)


def _height(node: Node) -> Generator[Node, int, int]:
    return 1 + max((yield from values_of(children(node))), default=0)


def _height_by_recursion(node: Node) -> int:
    return 1 + max(map(_height_by_recursion, children(node)), default=0)


def _subtrees_by_recursion(node: Node) -> list[Node]:
    return [node, *(tree for child in children(node) for tree in _subtrees_by_recursion(child))]


def _deep(depth: int) -> Node:
    node: Node = Text("a")
    for level in range(depth):
        match level % 3:
            case 0:
                node = Sequence((Text("("), node))
            case 1:
                node = Choice((node, Text("b")))
            case 2:
                node = Repeat(node, 0, None)
    return node


@given(TREES)
def test_children_and_back(tree: Node) -> None:
    for node in subtrees(tree):
        assert rebuilt(node, children(node)) == node
    trees = [Multiples(number + 1) for number in range(len(children(tree)))]
    assert children(rebuilt(tree, trees)) == tuple(trees)
    assert type(rebuilt(tree, trees)) is type(tree)


@given(TREES)
def test_walks_are_recursion(tree: Node) -> None:
    assert list(subtrees(tree)) == _subtrees_by_recursion(tree)
    assert fold(tree, _height) == _height_by_recursion(tree)


def test_deep_trees() -> None:
    tree = _deep(50_000)
    assert fold(tree, _height) == 50_001
    assert sum(1 for _ in subtrees(tree)) == 1 + 50_000 * 2
    spelled = json_string(tree)
    assert sum(isinstance(node, JsonCharacters) for node in subtrees(spelled)) == 2 + (49_999 // 3) + (49_998 // 3) + 1


def test_what_is_not_asked_for_is_not_looked_at() -> None:
    seen: list[Node] = []

    def has_a(node: Node) -> Generator[Node, bool, bool]:
        seen.append(node)
        if node == Text("a"):
            return True
        for child in children(node):
            if (yield child):
                return True
        return False

    tree = sequence("b", Choice((Text("a"), Text("c"))), "d")
    assert fold(tree, has_a)
    assert seen == [tree, Text("b"), children(tree)[1], Text("a")]


def test_a_node_is_combined_once_wherever_it_stands() -> None:
    """The tree written out has 2^200 leaves."""
    tree: Node = Text("a")
    for _ in range(200):
        tree = Sequence((tree, tree))
    asked = 0

    def leaves(node: Node) -> Generator[Node, int, int]:
        nonlocal asked
        asked += 1
        return sum((yield from values_of(children(node)))) or 1

    folded: Folded[int] = Folded()
    assert fold(tree, leaves, folded) == 2**200
    assert asked == 201
    assert fold(Sequence((tree, tree)), leaves, folded) == 2**201
    assert asked == 202


def test_trees_made_on_the_way_may_be_asked_for() -> None:
    def length(node: Node) -> Generator[Node, int, int]:
        match node:
            case Text(text):
                return 1 + (yield Text(text[1:])) if text else 0
            case _:
                return sum((yield from values_of(children(node))))

    assert fold(sequence("abc", "", "de"), length) == 5


@pytest.mark.parametrize("node", [Multiples(3), Reference("r")])
def test_what_no_json_string_holds(node: Node) -> None:
    with pytest.raises(TypeError, match=type(node).__name__):
        json_string(Repeat(Choice((Text("a"), node)), 0, None))


@pytest.mark.parametrize("inner", ["[^b]*", r"[\s\S]{0,2}", r'a|"|\\|\n'])
def test_json_strings_in_json_strings(inner: str) -> None:
    """What is written reads as a JSON text that reads as a text of the language, and that is written in one way."""
    language = json_string(full_match(inner))
    twice, others = byte_automaton(json_string(language)), byte_automaton(json_string(Except(ANY_TEXT, language)))
    for text in ("", "a", "b", '"', "\\", "\n", "é", "ab", '"\t', "\x01"):
        for spelled in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
            outer = json.dumps(spelled).encode()
            is_plain = spelled == json.dumps(text, ensure_ascii=False) and text != "\x01"
            assert twice.accepts(outer) == (is_plain and re.fullmatch(inner, text) is not None)
            assert not (twice.accepts(outer) and others.accepts(outer))
