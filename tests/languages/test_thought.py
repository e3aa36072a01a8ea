"""Answers behind thoughts, against enumeration; tokens that stand for signals."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary
from constrained_diffusion.api.compilation import Compiled, compile_language, compile_wanted
from constrained_diffusion.errors import InvalidArgument, InvalidVocabulary, UnsatisfiableConstraint
from constrained_diffusion.languages.arguments import wanted
from constrained_diffusion.languages.ir import EMPTY_TEXT, Grammar, Sequence, Text, Within, behind, choice, signal
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.thought import BEGINNING, END, Thought, behind_a_thought
from constrained_diffusion.languages.wanted import Wanted
from tests.enumeration import Enumerated

A, B, QUOTE, OPENING, CLOSING, LEAD, TRAIL = range(7)
EOS, PAD, BEGIN_ID, END_ID = 7, 8, 9, 10
SPELLED = [b"a", b"b", b'"', b"(", b")", b"\xc3", b"\xa9", b"", b"", b"<think>", b""]
VOCABULARIES = {
    "pad": Vocabulary(SPELLED, eos=EOS, pad=PAD, special=[BEGIN_ID, END_ID]),
    "eos for pad": Vocabulary(SPELLED, eos=EOS, special=[PAD, BEGIN_ID, END_ID]),
    "two ends": Vocabulary(SPELLED, eos=[EOS, PAD], special=[BEGIN_ID, END_ID]),
}
THINKING = {name: vocabulary.with_signals([END_ID, BEGIN_ID]) for name, vocabulary in VOCABULARIES.items()}
THOUGHTS: tuple[Thought, ...] = ("none", "may", "open")


def _nested(text: str) -> bool:
    depth = text.count("(")
    return text == "(" * depth + "a" + ")" * depth


def _nested_either(text: str) -> bool:
    return _nested(text) or _nested(text.replace("b", "a"))


NESTED = 'start: "a" | "(" start ")"'
KINDS: dict[str, tuple[Callable[[], Wanted], Callable[[str], bool]]] = {
    "finite": (lambda: wanted(regex="ab?|é|"), lambda text: text in ("a", "ab", "é", "")),
    "endless": (lambda: wanted(regex="(ab|a)*b?"), lambda text: re.fullmatch("(ab|a)*b?", text) is not None),
    "lookahead": (
        lambda: wanted(regex=r"(?!ab)[ab]{1,3}\b"),
        lambda text: re.fullmatch("(?!ab)[ab]{1,3}", text) is not None,
    ),
    "counted": (
        lambda: wanted(schema={"type": "string", "maxLength": 100_000}),
        lambda text: re.fullmatch('"[^"]*"', text) is not None,
    ),
    "stack": (lambda: wanted(grammar=NESTED), _nested),
    "gbnf": (lambda: wanted(grammar='root ::= "(" root ")" | "a"'), _nested),
    "ambiguous": (
        lambda: wanted(grammar='start: x | y\nx: "a" | "(" x ")"\ny: "a" | "b" | "(" y ")"'),
        _nested_either,
    ),
    "stack, shaped": (
        lambda: wanted(grammar=NESTED).shaped(full_match(r"a|\(.*")).shaped(full_match("[^b]{3,}")),
        lambda text: _nested(text) and len(text) >= 3,
    ),
}


@cache
def _constraint(kind: str, thought: Thought, name: str) -> Compiled:
    return compile_wanted(behind_a_thought(KINDS[kind][0](), thought), THINKING[name])


def _text(tokens: tuple[int, ...]) -> str | None:
    if any(token > TRAIL for token in tokens):
        return None
    try:
        return b"".join(SPELLED[token] for token in tokens).decode()
    except UnicodeDecodeError:
        return None


def _holds(tokens: tuple[int, ...], thought: Thought, holds: Callable[[str], bool]) -> bool:
    """Whether text tokens and signals are an answer."""
    if thought == "none" or (thought == "may" and tokens[:1] != (BEGIN_ID,)):
        text = _text(tokens)
        return text is not None and holds(text)
    if END_ID not in tokens:
        return False
    end = tokens.index(END_ID)
    text = _text(tokens[end + 1 :])
    return _text(tokens[thought == "may" : end]) is not None and text is not None and holds(text)


@cache
def _members(kind: str, thought: Thought, name: str, n: int) -> list[tuple[int, ...]]:
    """Every canvas of `n` tokens."""
    vocabulary, holds = VOCABULARIES[name], KINDS[kind][1]
    found = []
    letters = [*range(TRAIL + 1), BEGIN_ID, END_ID]
    for length in range(n + 1):
        ends = [()] if length == n else [(eos,) + (vocabulary.filler,) * (n - length - 1) for eos in vocabulary.eos]
        for tokens in itertools.product(letters, repeat=length):
            if _holds(tokens, thought, holds):
                found += [tokens + end for end in ends]
    return found


def _fitting(found: list[tuple[int, ...]], canvas: torch.Tensor) -> list[tuple[int, ...]]:
    return [x for x in found if all(c in (-1, t) for c, t in zip(canvas.tolist(), x, strict=True))]


@pytest.mark.parametrize("thought", THOUGHTS)
@pytest.mark.parametrize("kind", KINDS)
def test_masks_of_empty_canvases(kind: str, thought: Thought) -> None:
    for name in VOCABULARIES:
        constraint = _constraint(kind, thought, name)
        for n in range(1, 5):
            found, canvas = _members(kind, thought, name, n), torch.full((n,), -1)
            assert constraint.is_completable(canvas) == bool(found)
            if found:
                oracle = Enumerated(THINKING[name], found, canvas, torch.zeros(n, len(SPELLED)), True)
                assert torch.equal(constraint.masks(canvas), oracle.masks()), (name, n)
            else:
                with pytest.raises(UnsatisfiableConstraint):
                    constraint.masks(canvas)
        least = min(n for n in range(5) if _members(kind, thought, name, n))
        assert constraint.min_length() == least
        if thought != "none":
            assert constraint.max_length() is None


@given(
    st.sampled_from(list(KINDS)), st.sampled_from(THOUGHTS), st.sampled_from(list(VOCABULARIES)), st.booleans(),
    st.data(),
)  # fmt: skip
@settings(max_examples=120)
def test_posteriors_are_enumerated(kind: str, thought: Thought, name: str, scored: bool, data: st.DataObject) -> None:
    n = data.draw(st.integers(2, 4))
    every = _members(kind, thought, name, n)
    if not every:
        return
    vocabulary = THINKING[name]
    constraint = _constraint(kind, thought, name).scoring_padding(scored)
    member = data.draw(st.sampled_from(every))
    canvas = torch.tensor([token if data.draw(st.integers(0, 3)) == 0 else -1 for token in member])
    found = _fitting(every, canvas)
    generator = torch.Generator().manual_seed(data.draw(st.integers(0, 999)))
    logits = torch.randn(n, vocabulary.size, generator=generator, dtype=torch.float64) * 3
    oracle = Enumerated(vocabulary, found, canvas, logits, scored)
    assert torch.equal(constraint.masks(canvas), oracle.masks())
    posterior = constraint.posterior(canvas, logits)
    assert oracle.is_best(posterior.best()[0])
    drawn = [tuple(posterior.sample(generator).tolist()) for _ in range(5)]
    assert set(drawn) <= set(found)
    assert constraint.is_unambiguous == (kind != "ambiguous")
    if constraint.is_unambiguous:
        assert posterior.log_partition == pytest.approx(oracle.log_partition, abs=1e-6)
        chances = oracle.probability()
        for tokens in drawn:
            assert posterior.log_probability(torch.tensor(tokens)) == pytest.approx(np.log(chances[tokens]), abs=1e-6)
        if scored:
            assert torch.allclose(posterior.marginals().exp(), oracle.marginals().exp(), atol=1e-7)
    wrong = tuple(data.draw(st.lists(st.integers(0, vocabulary.size - 1), min_size=n, max_size=n)))
    assert constraint.is_completable(torch.tensor(wrong)) == (wrong in set(every))


@pytest.mark.parametrize("thought", THOUGHTS)
@pytest.mark.parametrize("kind", ["finite", "counted", "stack", "ambiguous"])
def test_draws_come_as_often_as_they_are_probable(kind: str, thought: Thought) -> None:
    vocabulary, n, draws = THINKING["pad"], 3, 1_500
    generator = torch.Generator().manual_seed(16)
    logits = torch.randn(n, vocabulary.size, generator=generator, dtype=torch.float64)
    canvas = torch.full((n,), -1)
    constraint = _constraint(kind, thought, "pad")
    chances = Enumerated(vocabulary, _members(kind, thought, "pad", n), canvas, logits, True).probability()
    posterior = constraint.posterior(canvas, logits)
    counts = Counter(tuple(posterior.sample(generator).tolist()) for _ in range(draws))
    assert counts.keys() <= chances.keys()
    for tokens, chance in chances.items():
        assert abs(counts[tokens] - draws * chance) <= 5 * np.sqrt(draws * chance * (1 - chance)) + 1, tokens


@given(
    st.sampled_from(list(KINDS)), st.sampled_from(THOUGHTS), st.integers(0, 2), st.integers(1, 2), st.integers(0, 1),
    st.data(),
)  # fmt: skip
@settings(max_examples=120)
def test_blocks_go_on_with_a_thought(
    kind: str, thought: Thought, k: int, n: int, room: int, data: st.DataObject
) -> None:
    every = _members(kind, thought, "pad", k + n + room)
    if not every:
        return
    vocabulary, whole = THINKING["pad"], _constraint(kind, thought, "pad")
    begun = [tokens for tokens in every if tokens[0] == BEGIN_ID and END_ID not in tokens[:k]]
    member = data.draw(st.sampled_from(begun if begun and data.draw(st.booleans()) else every))
    block = whole.block(np.array(member[:k], np.int64), room)
    fits = sorted({tokens[k : k + n] for tokens in every if tokens[:k] == member[:k]})
    canvas = torch.tensor([token if data.draw(st.booleans()) else -1 for token in member[k : k + n]])
    fits = _fitting(fits, canvas)
    logits = torch.randn(n, vocabulary.size, generator=torch.Generator().manual_seed(data.draw(st.integers(0, 999))))
    oracle = Enumerated(vocabulary, fits, canvas, logits, True)
    assert torch.equal(block.masks(canvas), oracle.masks())
    posterior = block.posterior(canvas, logits)
    assert tuple(posterior.sample().tolist()) in fits
    if room == 0:
        assert oracle.is_best(posterior.best()[0])
        if whole.is_unambiguous:
            assert torch.allclose(posterior.marginals().exp().double(), oracle.marginals().exp(), atol=1e-5)
    wrong = data.draw(st.lists(st.integers(0, vocabulary.size - 1), min_size=n, max_size=n))
    possible = {tokens[k : k + n] for tokens in every if tokens[:k] == member[:k]}
    assert block.is_completable(torch.tensor(wrong)) == (tuple(wrong) in possible)


def test_a_thought_and_a_character_over_the_edge_of_canvases() -> None:
    for kind in ("finite", "counted", "stack"):
        constraint = _constraint(kind, "may", "pad")
        begun = constraint.block(np.array([BEGIN_ID, A, LEAD]), 8)
        first = begun.masks(torch.full((4,), -1))[0]
        assert torch.nonzero(first).flatten().tolist() == [TRAIL]
        ended = constraint.block(np.array([BEGIN_ID, LEAD, TRAIL, END_ID]), 8)
        fresh = _constraint(kind, "none", "pad").block(np.array([], np.int64), 8)
        assert torch.equal(ended.masks(torch.full((4,), -1)), fresh.masks(torch.full((4,), -1)))
        answered = constraint.block(
            np.array([BEGIN_ID, END_ID, *{"finite": [A], "counted": [QUOTE] * 2, "stack": [A]}[kind]]), 0
        )
        assert answered.is_completable(torch.tensor([EOS, PAD, PAD]))
        assert not answered.is_completable(torch.tensor([END_ID, EOS, PAD]))
        assert not answered.is_completable(torch.tensor([BEGIN_ID, END_ID, A]))


def test_counts_are_those_of_the_answer_alone() -> None:
    """Of 100,000 characters, by tokens of 50,000; what stands in a thought is not counted."""
    tokens = [b"a", b"a" * 50_000, b'"', b"", b"", b"", b""]
    vocabulary = Vocabulary(tokens, eos=3, pad=4, special=[5, 6]).with_signals([6, 5])
    asked = wanted(schema={"type": "string", "minLength": 50_001, "maxLength": 100_000})
    constraint = compile_wanted(behind_a_thought(asked, "may"), vocabulary)
    for thinking in ([], [5, 1, 1, 1, 6], [5, 0, 2, 6], [5, 6]):
        for answer, held in (
            ([1, 1], True), ([1, 0], True), ([0, 1], True), ([1], False), ([1, 1, 0], False), ([1, 0, 1], False),
            ([0, 0, 0], False),
        ):  # fmt: skip
            assert constraint.accepts([*thinking, 2, *answer, 2]) == held, (thinking, answer)
            cut = len(thinking) + 2
            before, rest = np.array([*thinking, 2, *answer, 2])[:cut], torch.tensor([*thinking, 2, *answer, 2, 3])[cut:]
            assert constraint.block(before, 0).is_completable(rest) == held


def test_thoughts_hold_any_text_and_no_signals() -> None:
    constraint = _constraint("finite", "may", "pad")
    assert constraint.accepts([BEGIN_ID, END_ID, A])
    assert constraint.accepts([BEGIN_ID, B, QUOTE, CLOSING, LEAD, TRAIL, END_ID, A, B, EOS, PAD])
    for refused in (
        [BEGIN_ID, A], [BEGIN_ID, END_ID, B], [END_ID, A], [A, BEGIN_ID, END_ID], [BEGIN_ID, BEGIN_ID, END_ID, A],
        [BEGIN_ID, END_ID, END_ID, A], [BEGIN_ID, END_ID, BEGIN_ID, END_ID, A], [BEGIN_ID, LEAD, END_ID, A],
        [BEGIN_ID, TRAIL, END_ID, A], [BEGIN_ID, EOS, END_ID, A], [BEGIN_ID, PAD, END_ID, A], [A, END_ID],
        [BEGIN_ID, END_ID, LEAD],
    ):  # fmt: skip
        assert not constraint.accepts(refused), refused
    opened = _constraint("finite", "open", "pad")
    assert opened.accepts([B, B, END_ID, A])
    assert opened.accepts([END_ID, A, B])
    assert not opened.accepts([BEGIN_ID, END_ID, A])
    assert not opened.accepts([A])


def test_without_a_thought_what_is_wanted_stays_as_it_is() -> None:
    asked = wanted(schema={"type": "string"})
    assert behind_a_thought(asked, "none") is asked


def test_behind_leaves_what_is_wanted_readable() -> None:
    asked = wanted(schema={"type": "array", "items": {"type": "integer"}})
    thoughtful = behind_a_thought(asked, "may")
    assert thoughtful.read("[1,2]") == [1, 2]
    assert thoughtful.told == asked.told


def test_behind_of_every_kind_of_language() -> None:
    before = choice("b", "bb")
    vocabulary = VOCABULARIES["pad"]
    grammar = wanted(grammar=NESTED).language
    assert isinstance(grammar, Grammar)
    bounded = wanted(grammar=NESTED).shaped(full_match(".{3,5}")).language
    assert isinstance(bounded, Within)
    for language, holds in (
        (full_match("ab?"), lambda text: text in ("a", "ab")),
        (grammar, _nested),
        (bounded, lambda text: _nested(text) and 3 <= len(text) <= 5),
        (behind(Text("a"), grammar), lambda text: text[:1] == "a" and _nested(text[1:])),
    ):
        constraint = compile_language(behind(before, language), vocabulary)
        for length in range(1, 7):
            for letters in itertools.product("ab()", repeat=length):
                text = "".join(letters)
                expected = (text[:1] == "b" and holds(text[1:])) or (text[:2] == "bb" and holds(text[2:]))
                assert constraint.accepts([b'ab"()'.index(c) for c in text.encode()]) == expected, text


def test_behind_a_grammar_whose_rules_have_any_name() -> None:
    """A grammar's own rules stay those that they are."""
    grammar = Grammar("behind start", (("behind start", Text("a")), ("start", Text("b"))))
    constraint = compile_language(behind(Text("("), grammar), VOCABULARIES["pad"])
    assert constraint.accepts([OPENING, A])
    assert not constraint.accepts([OPENING, B])


def test_signals_are_symbols_of_their_own() -> None:
    vocabulary = THINKING["pad"]
    both = compile_language(Sequence((signal(END), EMPTY_TEXT, signal(BEGINNING), Text("a"))), vocabulary)
    assert torch.nonzero(both.masks(torch.full((3,), -1))).tolist() == [[0, END_ID], [1, BEGIN_ID], [2, A]]
    with pytest.raises(UnsatisfiableConstraint):
        compile_language(Sequence((signal(END), Text("a"))), VOCABULARIES["pad"])


@pytest.mark.parametrize("thought", ["may", "open"])
def test_what_is_refined_is_refused(thought: Thought) -> None:
    schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
    refined = wanted(schema=schema)
    assert refined.refined is not None
    assert behind_a_thought(refined, "none") is refined
    with pytest.raises(InvalidArgument, match=r"uniqueItems .* switch thinking off, or give the items an enum"):
        behind_a_thought(refined, thought)
    listed = wanted(schema=schema | {"items": {"enum": ["a", "b"]}})
    tokens = [*(bytes([byte]) for byte in range(128)), b"", b"", b""]
    vocabulary = Vocabulary(tokens, eos=128, special=[129, 130]).with_signals([129, 130])
    constraint = compile_wanted(behind_a_thought(listed, thought), vocabulary)
    begun = [130] * (thought == "may")
    assert constraint.accepts([*begun, *b"x", 129, *b'["b","a"]'])
    assert not constraint.accepts([*begun, *b"x", 129, *b'["b","b"]'])


def _fallback() -> Vocabulary:
    """Every byte as a token, as tokenizers with byte fallback have them, and longer ones; 256 to 259 are special."""
    singles = [bytes([byte]) for byte in range(256)]
    longer = [b"a\xc0", b"\xc1b", b"\xc0\xc1", b"\xff\xfe", b"\xf4\x8f", b"\xc2\xa0", b"ab", b"\xe2\x82"]
    return Vocabulary([*singles, b"", b"", b"<|", b"|>", *longer], eos=256, pad=257, special=[258, 259])


UNUSED = [0xC0, 0xC1, *range(0xF5, 0x100)]
LONGER_UNUSED = [260, 261, 262, 263]


@pytest.mark.parametrize("thought", THOUGHTS)
def test_no_token_but_the_special_one_spells_a_signal(thought: Thought) -> None:
    plain = _fallback()
    thinking = plain.with_signals([259, 258])
    assert np.flatnonzero(plain.is_text & ~thinking.is_text).tolist() == UNUSED + LONGER_UNUSED
    assert np.flatnonzero(thinking.is_text & ~plain.is_text).tolist() == [258, 259]
    for kind in ("endless", "counted", "stack"):
        constraint = compile_wanted(behind_a_thought(KINDS[kind][0](), thought), thinking)
        masks = constraint.masks(torch.full((7,), -1))
        assert not bool(masks[:, UNUSED + LONGER_UNUSED].any())
        assert bool(masks[:, 259].any()) == (thought != "none")
        assert bool(masks[:, 258].any()) == (thought == "may")
        if thought != "none":  # every other token may stand in a thought
            begun = constraint.block(np.array([258] * (thought == "may") + [0x61]), 12).masks(torch.full((7,), -1))
            assert not bool(begun[:, UNUSED + LONGER_UNUSED].any())
            free = [
                token for token in range(thinking.size) if plain.is_text[token] and token not in UNUSED + LONGER_UNUSED
            ]
            assert bool(begun[2, free].all())


def test_vocabularies_with_signals_are_others() -> None:
    plain = _fallback()
    thinking, turned = plain.with_signals([259, 258]), plain.with_signals([258, 259])
    assert (
        len({plain.fingerprint, thinking.fingerprint, turned.fingerprint, plain.with_signals([259]).fingerprint}) == 4
    )
    assert plain.with_signals([259, 258]).fingerprint == thinking.fingerprint
    assert (thinking.size, thinking.eos, thinking.pad, thinking.mask) == (plain.size, plain.eos, plain.pad, plain.mask)
    assert plain.fingerprint == _fallback().fingerprint
    assert plain.token_bytes(0xC0) == b"\xc0"
    assert plain.token_bytes(258) == b""
    masked = Vocabulary([b"a", b"", b"", b"", b""], eos=1, mask=2, special=[3, 4]).with_signals([4, 3])
    assert masked.mask == 2
    assert np.flatnonzero(masked.is_text).tolist() == [0, 3, 4]


def test_one_signal_and_none() -> None:
    plain = VOCABULARIES["pad"]
    one = plain.with_signals([END_ID])
    assert np.flatnonzero(one.is_text).tolist() == [*range(7), END_ID]
    assert np.flatnonzero(plain.with_signals([]).is_text).tolist() == [*range(7)]
    opened = compile_wanted(behind_a_thought(wanted(regex="a"), "open"), one)
    assert opened.accepts([B, END_ID, A])
    may = compile_wanted(behind_a_thought(wanted(regex="a"), "may"), one)
    assert may.accepts([A])
    assert not may.is_completable(torch.tensor([-1, END_ID, A]))


@pytest.mark.parametrize(
    ("tokens", "reason"),
    [
        ([END_ID, BEGIN_ID, PAD], "there are 2 signals, and 3 tokens"),
        ([A, BEGIN_ID], "token 0 is text"),
        ([END_ID, EOS], "token 7 is text, or ends"),
        ([PAD, BEGIN_ID], "token 8 is text, or ends, fills"),
        ([END_ID, 11], "token 11 is"),
        ([END_ID, 99], "token 99 is"),
        ([-1, BEGIN_ID], "token -1 is"),
    ],
)
def test_tokens_that_are_no_signals(tokens: list[int], reason: str) -> None:
    plain = Vocabulary([*SPELLED, b""], eos=EOS, pad=PAD, mask=11, special=[BEGIN_ID, END_ID])
    with pytest.raises(InvalidVocabulary, match=reason):
        plain.with_signals(tokens)


def test_one_token_for_two_signals() -> None:
    with pytest.raises(InvalidVocabulary):
        VOCABULARIES["pad"].with_signals([END_ID, END_ID])


def test_signals_are_given_once() -> None:
    with pytest.raises(InvalidVocabulary, match=f"token {END_ID} is text"):
        THINKING["pad"].with_signals([END_ID, BEGIN_ID])


def test_answers_are_decoded_without_what_is_special() -> None:
    plain, thinking = VOCABULARIES["pad"], THINKING["pad"]
    tokens = [BEGIN_ID, B, LEAD, TRAIL, END_ID, QUOTE, A, LEAD, TRAIL, QUOTE, EOS, PAD, PAD]
    assert _constraint("counted", "may", "pad").accepts(tokens)
    assert plain.decode(tokens) == 'bé"aé"'
    answer = tokens[tokens.index(END_ID) + 1 :]
    assert plain.decode(answer) == thinking.decode(answer) == '"aé"'
    assert behind_a_thought(KINDS["counted"][0](), "may").read(thinking.decode(answer)) == "aé"


def test_texts_are_encoded_without_signals() -> None:
    def encode(text: str) -> list[int]:
        return [BEGIN_ID] if text == "<think>" else [b'ab"()'.index(c) for c in text.encode()]

    plain = Vocabulary(SPELLED, eos=EOS, pad=PAD, special=[BEGIN_ID, END_ID], encode=encode)
    assert plain.with_signals([END_ID, BEGIN_ID]).encode("ab(") == [A, B, OPENING]
