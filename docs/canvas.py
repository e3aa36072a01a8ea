"""Draws the README's picture, a canvas coming into focus: ``python docs/canvas.py`` writes docs/figures/canvas.svg."""

from __future__ import annotations

from pathlib import Path

from constrained_diffusion import Entropy, compile_constraint, generate, load_model
from constrained_diffusion.sampling.stopping import NEVER
from constrained_diffusion.viewers.picture import save_picture
from constrained_diffusion.viewers.reading import told_apart
from examples.person import Person

FIGURE = Path(__file__).parent / "figures" / "canvas.svg"
PROMPT = "Ada Lovelace, 36, lives in London"


def main() -> None:
    model = load_model("absorbing")
    # One position a step, so that there is something to see; left to itself the model takes a step or two.
    answer = generate(model, PROMPT, schema=Person, strategy=Entropy(per_step=1), stop=NEVER, frames=True, seed=1)
    constraint = compile_constraint(model.vocabulary, schema=Person, scores_padding=model.scores_padding)
    save_picture(FIGURE, told_apart(answer.frames, constraint), model.vocabulary, title=PROMPT)
    print(f"{FIGURE}: {answer.text} in {answer.steps} steps")


if __name__ == "__main__":
    main()
