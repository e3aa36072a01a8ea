"""The options that say how an answer is written. Which of them go together is known without torch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from constrained_diffusion.cli.options import StrategyName
from constrained_diffusion.cli.reporting import Misused

if TYPE_CHECKING:
    from constrained_diffusion.sampling.strategies import CommitStrategy

SETTINGS: dict[StrategyName, tuple[str, ...]] = {
    StrategyName.entropy_bound: ("bound",),
    StrategyName.confidence: ("threshold", "per_step"),
    StrategyName.entropy: ("per_step",),
    StrategyName.margin: ("per_step",),
    StrategyName.random: ("per_step",),
    StrategyName.semi_autoregressive: ("block_length", "bound"),
}
"""What every strategy can be told. Within its blocks the last is an entropy bound."""

_HAVING = {
    "threshold": "--strategy confidence",
    "bound": "--strategy entropy_bound",
    "per_step": "--strategy confidence, entropy, margin or random",
}


class CommitSettings(NamedTuple):
    """The options of the strategy, as they were given."""

    strategy: StrategyName | None
    threshold: float | None
    per_step: int | None
    bound: float | None
    block_length: int | None

    @property
    def given(self) -> dict[str, float]:
        """The settings of the strategy, within its blocks where there are blocks."""
        settings = {"threshold": self.threshold, "per_step": self.per_step, "bound": self.bound}
        return {name: value for name, value in settings.items() if value is not None}

    def require_fitting(self) -> None:
        """Raises `Misused` where the strategy has no such setting."""
        for name in self.given:
            if name not in SETTINGS[self.strategy or StrategyName.entropy_bound]:
                asked = "entropy_bound, the default," if self.strategy is None else self.strategy.value
                raise Misused(f"the strategy {asked} has no setting --{name.replace('_', '-')}; {_HAVING[name]} has")

    def made(self, own_bound: float) -> CommitStrategy | None:
        """The strategy; None where the model's own will do, an entropy bound of `own_bound` nats."""
        from constrained_diffusion.sampling.strategies import EntropyBound, SemiAutoregressive, strategy_named

        in_blocks = self.strategy is StrategyName.semi_autoregressive
        within: Any = EntropyBound(bound=own_bound)
        if self.strategy is not None and not in_blocks:
            within = strategy_named(self.strategy.value)
        if not in_blocks and self.strategy is None and not self.given and self.block_length is None:
            return None
        within = replace(within, **self.given)
        if not in_blocks and self.block_length is None:
            return within  # type: ignore[no-any-return]
        blocks = SemiAutoregressive(within=within)
        return blocks if self.block_length is None else replace(blocks, block_length=self.block_length)


def require_drawable(temperature: float | None, particles: int | None) -> None:
    """Raises `Misused` where draws are asked for that cannot be made."""
    if particles is not None and temperature == 0.0:
        raise Misused("--particles are draws, and at --temperature 0 all of them are the same: leave one out")
