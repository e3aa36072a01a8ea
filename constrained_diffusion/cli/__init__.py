"""The ``constrained-diffusion`` command. Results go to stdout, everything else to stderr.

What is wrong with a request is said before torch is imported, which takes seconds, and ends in what to do next.

Exit codes: 0 done; 1 the request cannot be met (no answer within the budget, a language that is too large, a prompt
that is too long, a value that its type rejects); 2 wrong usage; 3 a schema, regex, grammar or module that cannot be
read or is not supported; 4 a file, folder, module or database that is missing, damaged or of another kind; 5 a model
that is not known or cannot be loaded, or an extra that is missing; 130 interrupted. `check --text` exits with 1 where
the text is not in the language, `doctor` where something is amiss.

Nothing is imported up here, so that what is interrupted at once ends as it does later on.
"""

from __future__ import annotations


def app() -> None:
    """Runs the command: what the script that is installed calls."""
    from constrained_diffusion.cli.interruption import end_at_interruptions

    end_at_interruptions()
    from constrained_diffusion.cli.commands import application

    application(prog_name="constrained-diffusion")
