"""When to stop before the steps run out."""

from __future__ import annotations

from dataclasses import dataclass

from constrained_diffusion.checked import real, whole


@dataclass(frozen=True, kw_only=True)
class Stable:
    """Stops when the posterior's most probable canvas has been the same for `steps` further steps and the mean
    doubt over the open positions is at most `entropy` nats: of absorbing models the posterior's cross-entropy under the
    model, since to stop is to commit; of uniform ones the posterior's entropy. That canvas is then returned.

    The rule of DiffusionGemma's sampler, on the constrained posterior instead of the model's own logits.

    Attributes:
        steps: further steps without a change, at least 0.
        entropy: in nats, at least 0.

    Raises:
        InvalidArgument: one of them is negative, or no number.
    """

    steps: int = 1
    entropy: float = 0.05

    def __post_init__(self) -> None:
        whole("steps", self.steps, least=0)
        real("entropy", self.entropy, least=0.0)

    def holds(self, unchanged: int, mean_doubt: float) -> bool:
        """Whether `unchanged` steps without a change at this mean doubt, in nats, are enough."""
        return unchanged >= self.steps and mean_doubt <= self.entropy


NEVER = Stable(steps=2**31, entropy=0.0)
"""Runs until every position is committed or the steps run out."""
