"""What users bring may be deep, wide or doubled without end: it compiles, or is an error of the library."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary
from constrained_diffusion.automata.bytes.acyclic import minimal_automaton_of
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.compile import automaton_of
from constrained_diffusion.automata.work import bounded
from constrained_diffusion.errors import ConstraintTooLarge, UnsupportedSchema
from constrained_diffusion.languages.arguments import wanted
from constrained_diffusion.languages.ir import Both, Choice, Except, Node, Repeat, Sequence, Text, choice
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.stackless import Steps, unwound

BYTES = Vocabulary.from_bytes([b"", *(bytes([byte]) for byte in range(256))], eos=0)


def _nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}, "required": ["a"]}
    return schema


def _doubled(depth: int) -> dict[str, Any]:
    defs: dict[str, Any] = {"d0": {"type": "integer"}}
    for level in range(depth):
        below = {"$ref": f"#/$defs/d{level}"}
        defs[f"d{level + 1}"] = {"type": "object", "properties": {"a": below, "b": below}, "required": ["a"]}
    return {"$ref": f"#/$defs/d{depth}", "$defs": defs}


@given(st.lists(st.text("abé", max_size=5), min_size=1, max_size=30))
def test_a_list_of_texts_is_minimal_at_once(texts: list[str]) -> None:
    ours, theirs = minimal_automaton_of(texts), byte_automaton(Choice(tuple(map(Text, texts))))
    assert len(ours.table) == len(theirs.table)
    assert ours.table.shape == theirs.table.shape
    for text in [*texts, "", "a", "é", "ab" * 3]:
        assert ours.accepts(text.encode()) == theirs.accepts(text.encode()) == (text in texts)


def test_choices_and_enum_compile_alike() -> None:
    texts = [f"{number * 7919 % 999_983:06d}" for number in range(30_000)]
    plain = automaton_of(wanted(choices=[f'"{text}"' for text in texts]).language, BYTES)
    enum = automaton_of(wanted(schema={"enum": texts}).language, BYTES)
    assert plain.states == enum.states
    assert plain.longest == enum.longest == 8


COUNTS = st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 3))).filter(
    lambda pair: pair[1] is None or pair[0] <= pair[1]
)


@settings(max_examples=200)
@given(COUNTS, COUNTS, COUNTS, st.sampled_from(["a", "ab", "(?:a|b)", "(?:a|bb)"]))
def test_counts_within_counts(
    one: tuple[int, int | None], two: tuple[int, int | None], three: tuple[int, int | None], item: str
) -> None:
    """Against lengths counted in Python: of every count, up to some length."""
    node: Node = full_match(item)
    for least, most in (one, two, three):
        node = Repeat(node, least, most)
    times = {1}
    for least, most in (one, two, three):
        sums = {0} if least == 0 else set()
        reached = {0}
        for copy_ in range(1, (9 if most is None else most) + 1):
            reached = {total + more for total in reached for more in times if total + more <= 9}
            sums |= reached if copy_ >= least else set()
        times = sums
    dfa = byte_automaton(node)
    unit = "ab" if item == "ab" else "a"
    for count in range(9):
        assert dfa.accepts((unit * count).encode()) == (count in times)


def test_counts_within_counts_are_multiplied() -> None:
    assert byte_automaton(full_match("(a{0,80}){0,80}")) is not None
    with bounded(3_000_000):
        assert len(byte_automaton(full_match("(z{0,80}){0,80}")).table) == 6401


def test_work_is_counted() -> None:
    with pytest.raises(ConstraintTooLarge, match="steps"), bounded(1_000_000):
        byte_automaton(full_match("(q{0,40}b|q{1,40}){0,40}"))


def test_what_is_referred_to_twice_is_shared() -> None:
    compiled = automaton_of(wanted(schema=_doubled(20)).language, BYTES)
    assert compiled.states < 1000
    assert compiled.is_unambiguous
    assert compiled.least == len(json.dumps(_least(20), separators=(",", ":")))
    rules = "".join(f'r{i}: r{i + 1} "," r{i + 1}\n' for i in range(25))
    compiled = automaton_of(wanted(grammar=f'start: r0\n{rules}r25: "b"\n').language, BYTES)
    assert compiled.least == 2**26 - 1


def _least(depth: int) -> Any:
    return 0 if depth == 0 else {"a": _least(depth - 1)}


@pytest.mark.parametrize("depth", [122, 500, 2000])
def test_nested_objects(depth: int) -> None:
    compiled = automaton_of(wanted(schema=_nested(depth)).language, BYTES)
    assert compiled.least == 6 * depth + 1


def test_nested_beyond_the_limit_says_so() -> None:
    with pytest.raises(UnsupportedSchema, match="nested"):
        wanted(schema=_nested(6_000))
    with pytest.raises(UnsupportedSchema, match="nested"):
        wanted(schema='{"allOf":[' * 100_000 + "true" + "]}" * 100_000)


def test_chained_rules() -> None:
    rules = "".join(f'r{i}: "a" r{i + 1}\n' for i in range(1500))
    compiled = automaton_of(wanted(grammar=f'start: r0\n{rules}r1500: "b"\n').language, BYTES)
    assert compiled.least == 1501


def test_deep_trees_compare_copy_and_show() -> None:
    def deep(wrap: Any) -> Node:
        node: Node = Text("x")
        for _ in range(20_000):
            node = wrap(node)
        return node

    one, other = deep(lambda node: Sequence((node, Text("y")))), deep(lambda node: Sequence((node, Text("y"))))
    assert one is other
    assert hash(one) == hash(other)
    assert copy.deepcopy(one) is one
    assert len(repr(one)) < 1000
    assert byte_automaton(deep(lambda node: Sequence((node, Text("y"))))).accepts(b"x" + b"y" * 20_000)
    small = choice("a", Repeat(Text("b"), 0, 2))
    assert pickle.loads(pickle.dumps(small)) is small


def test_deep_differences() -> None:
    node: Node = choice("a", "b")
    for index in range(2_000):
        node = Except(node, Text(f"c{index}")) if index % 2 else Both(node, choice("a", "b", f"c{index}"))
    assert byte_automaton(node).accepts(b"b")


def test_errors_pass_through_calls_in_steps() -> None:
    def inner(depth: int) -> Steps:
        if depth == 0:
            raise ValueError("at the bottom")
        return (yield inner(depth - 1))

    def outer() -> Steps:
        try:
            return (yield inner(5_000))
        except ValueError:
            return "caught"

    assert unwound(outer()) == "caught"
    with pytest.raises(ValueError, match="bottom"):
        unwound(inner(10))
