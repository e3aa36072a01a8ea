"""The ``constrained-diffusion`` command. Results go to stdout, everything else to stderr.

What is wrong with a request is said before torch is imported, which takes seconds, and ends in what to do next.

Exit codes: 0 done; 1 the request cannot be met (no answer within the budget, a language that is too large, a prompt
that is too long, a value that its type rejects); 2 wrong usage; 3 a schema, regex or grammar that cannot be read or is
not supported; 4 a file or database that is missing, damaged or of another kind; 5 a model that is not known or cannot
be loaded, or an extra that is missing; 130 interrupted. `check --text` exits with 1 where the text is not in the
language, `doctor` where something is amiss.
"""

from __future__ import annotations

import typer

from constrained_diffusion.cli.answering import generate_command
from constrained_diffusion.cli.checking import check_command
from constrained_diffusion.cli.doctor import doctor_command
from constrained_diffusion.cli.reporting import EXIT_CODES

app = typer.Typer(
    help="Structured output from diffusion language models. Results go to stdout, everything else to stderr.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
)
app.command("generate", epilog=EXIT_CODES)(generate_command)
app.command("check", epilog=EXIT_CODES)(check_command)
app.command("doctor", epilog=EXIT_CODES)(doctor_command)
