"""Random schemas with counts, through everything a constraint does, against the same language drawn out."""

from __future__ import annotations

import random
from pathlib import Path
from threading import Thread

import pytest
import torch

from constrained_diffusion import Vocabulary, load_constraint, save_constraint
from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from tests.counters import both, language_of
from tests.inference.machines.test_counting import same_marginals

SINGLE = sorted({bytes([byte]) for byte in b'"\\ntab0123,:[]{} -xyzu.efrls\xc3\xa9\xe2\x82\xac'})
SEVERAL = [b'a"', b'"a', b"ab", b"aaa", b"b" * 9, b'","', b'a","b', "é".encode(), b"\xe2\x82", b"\xa9a", b"\\u00",
           b"00", b"[[", b"]]", b"1,1", b",1", b'"]', b'["', b'{"a":', b'"a":"', b'"}', 'é"'.encode(), b"true", b"null",
           b'", "b": ', b"1,[1", b'""', b'"],["']  # fmt: skip
VOCABULARY = Vocabulary.from_bytes([b"", b"", *SINGLE, *SEVERAL], eos=0, pad=1)


def strings(rng: random.Random) -> dict[str, object]:
    least, most = sorted((rng.randint(0, 7), rng.randint(0, 7)))
    schema: dict[str, object] = {"type": "string"}
    if rng.random() < 0.6:
        schema["minLength"] = least
    if rng.random() < 0.8:
        schema["maxLength"] = most
    if rng.random() < 0.3:
        patterns = ["^[ab]{%d,%d}$", "^a{%d,%d}b?$", "^(ab|b){%d,%d}x$", "^(a|€){%d,%d}y", "^(a[0-9]{%d,%d}-)*$"]
        schema["pattern"] = rng.choice(patterns) % (least, most)
    return schema


def schemas(rng: random.Random, depth: int) -> dict[str, object]:
    kind = rng.randint(0, 5) if depth else rng.randint(0, 2)
    if kind < 2:
        return strings(rng)
    if kind == 2:
        return rng.choice([{"type": "integer", "minimum": 0, "maximum": 12}, {"type": "null"}, {"enum": ["a", "é", 1]}])
    if kind == 3:
        least, most = sorted((rng.randint(0, 5), rng.randint(0, 5)))
        return {"type": "array", "items": schemas(rng, depth - 1), "minItems": least, "maxItems": most}
    if kind == 4:
        names = ["a", "b"][: rng.randint(1, 2)]
        return {
            "type": "object", "properties": {name: schemas(rng, depth - 1) for name in names},
            "required": [name for name in names if rng.random() < 0.6], "additionalProperties": False,
        }  # fmt: skip
    return {"anyOf": [schemas(rng, depth - 1), schemas(rng, depth - 1)]}


@pytest.mark.parametrize("seed", range(60))
def test_as_drawn_out(seed: int, tmp_path: Path) -> None:
    rng, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    made = both(language_of(schema=schemas(rng, rng.randint(0, 2))), VOCABULARY)
    if made is None or made[1].automaton.is_empty:
        return
    counting, plain = made
    least = plain.min_length()
    assert counting.min_length() == least
    if least > 0:
        for constraint in made:
            with pytest.raises(UnsatisfiableConstraint, match=f"the least that would do is {least}"):
                constraint.masks(torch.full((least - 1,), -1))
    n = least + rng.choice([0, 1, 3, 8])
    logits = torch.randn(n, VOCABULARY.size, generator=generator, dtype=torch.float64) * rng.choice([0.1, 20.0, 1e4])
    whole = plain.sample(torch.full((n,), -1), torch.zeros(n, VOCABULARY.size), generator=generator)
    canvas = torch.where(torch.rand(n, generator=generator) < 0.4, whole, -1)
    assert torch.equal(counting.masks(canvas), plain.masks(canvas))
    assert torch.equal(counting.forced(canvas), plain.forced(canvas))
    same_marginals(counting, plain, canvas, logits)
    drawn = counting.sample(canvas, logits, generator=generator)
    assert counting.accepts(drawn)
    assert plain.accepts(drawn)
    without, other = (
        one.scoring_padding(False).posterior(canvas, logits.clamp(-50.0, 50.0)).marginals() for one in (counting, plain)
    )
    assert torch.allclose(without.exp(), other.exp(), atol=1e-9)
    assert torch.equal(without.isfinite(), other.isfinite())
    save_constraint(counting, tmp_path / "kept.safetensors")
    kept = load_constraint(tmp_path / "kept.safetensors", VOCABULARY)
    assert isinstance(kept, AutomatonConstraint)
    assert isinstance(kept.automaton, CountedAutomaton)
    marginals = counting.marginals(canvas, logits)
    assert torch.equal(kept.marginals(canvas, logits), marginals)
    found: list[torch.Tensor] = []
    threads = [Thread(target=lambda: found.append(counting.marginals(canvas, logits))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(torch.equal(one, marginals) for one in found)
    assert len(found) == 2
    if n > 2:
        before, room = drawn[: n // 2].numpy(), rng.randint(0, 3)
        rest = torch.full((max(1, n - n // 2 - room),), -1)
        one, exact = counting.block(before, room), plain.block(before, room)
        assert one.is_completable(rest) == exact.is_completable(rest)
        if exact.is_completable(rest):
            assert torch.equal(one.masks(rest), exact.masks(rest))


def test_the_longest_of_what_has_no_greatest_count() -> None:
    """A lower bound alone does not make the lengths endless that something else ends."""
    made = both(language_of(schema={"type": "string", "minLength": 2, "pattern": "^(ab|b){2,11}x$"}), VOCABULARY)
    assert made is not None
    assert made[0].max_length() == made[1].max_length() == 25
