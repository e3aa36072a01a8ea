"""What is computed of columns: arithmetic, functions by type, CASE; and rows that there are of another table (EXISTS).

    number   term (+ - * term)...    number / literal    ABS, ROUND(number)    LENGTH(text)    the year of a day
    case     CASE WHEN tests THEN number [WHEN ...] [ELSE number] END     as an item, and in SUM, AVG, MIN, MAX
    text     LOWER, UPPER, TRIM(text)    COALESCE(text, literal)
    exists   EXISTS (SELECT 1 FROM U WHERE U.column = T.column [AND tests])     along the foreign keys of T

A term is a column or a literal, and one of them a column; tests are predicates without parentheses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from constrained_diffusion.languages.ir import Node, Repeat, choice, optional, sequence
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.catalogue import Catalogue
from constrained_diffusion.languages.sql.kinds import Kind
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.spelling import Spelling, apart

_SMALL, _DECIMAL = full_match(r"[1-9][0-9]{0,3}(\.[0-9]{1,4})?"), full_match(r"[1-9][0-9]{0,3}\.[0-9]{1,4}")
"""Literals in arithmetic, whose results stay in range; a strict engine takes the range from the type of the literal."""
_PLACES = full_match("[0-6]")


@dataclass(frozen=True, slots=True)
class Computed:
    """What is computed of the columns of a scope; None where nothing is of that type."""

    numbers: Node | None = None
    texts: Node | None = None
    cases: Node | None = None


def computed(scope: Scope, spelling: Spelling, tests: Node) -> Computed:
    """Expressions over a scope.

    Args:
        tests: what may stand behind WHEN.
    """
    s, dialect = spelling, spelling.dialect

    def columns(holds: Callable[[Kind], bool]) -> Node | None:
        return scope.column(lambda column: holds(column.kind))

    def call(name: str, inside: Node) -> Node:
        return sequence(s.word(name), s.called, "(", s.gap, inside, s.gap, ")")

    numbers = columns(lambda kind: kind.summed and "number" in kind.literals)
    texts = columns(lambda kind: kind.matched and "text" in kind.literals)
    # a lax engine has no type for days: they are texts, or of no type
    days = columns(
        lambda kind: kind.literals[:1] in (("date",), ("timestamp",)) or (kind.matched and not dialect.strict)
    )
    of_numbers: list[Node] = []
    if numbers is not None:
        small = _DECIMAL if dialect.strict else _SMALL
        sign, term = s.operator(*dialect.arithmetic), choice(numbers, small)
        by = sequence(s.operator("/"), small)
        more = Repeat(choice(sequence(sign, term), by), 1, 2)
        of_numbers += [sequence(numbers, more), sequence(small, sign, numbers), call("ABS", numbers)]
        places = optional(s.comma, _PLACES) if dialect.rounds_to_places else ""
        of_numbers.append(call("ROUND", sequence(numbers, places)))
        then = choice(numbers, s.literal("number", ()))
    else:
        then = s.literal("number", ())
    when = sequence(apart(s, "WHEN"), tests, apart(s, "THEN"), then)
    cases = sequence(s.word("CASE"), Repeat(when, 1, None), optional(apart(s, "ELSE"), then), s.space, s.word("END"))
    if texts is not None:
        of_numbers.append(call("LENGTH", texts))
    if days is not None and dialect.year is not None:
        before, after = dialect.year
        of_numbers.append(sequence(before, days, after))
    of_texts = None
    if texts is not None:
        changed = [call(name, texts) for name in ("LOWER", "UPPER", "TRIM")]
        of_texts = choice(*changed, call("COALESCE", sequence(texts, s.comma, s.literal("text", ()))))
    return Computed(choice(*of_numbers) if of_numbers else None, of_texts, cases)


def semijoins(scope: Scope, catalogue: Catalogue, tests: Mapping[str, Node], spelling: Spelling) -> Node | None:
    """Whether there are rows of another table that a foreign key joins with these.

    Args:
        tests: what may be asked of the rows of a table, by its label.
    """
    s, options = spelling, []
    here = {table.label for _, table in scope.named}
    tables = {table.label: table for table in catalogue.tables}
    for key in (*catalogue.foreign_keys, *catalogue.told):
        for mine, my_columns, other, other_columns in (
            (key.table, key.columns, key.parent, key.parent_columns),
            (key.parent, key.parent_columns, key.table, key.columns),
        ):
            if mine not in here or other in here or other not in tests or not catalogue.compares(key):
                continue
            if folded(tables[other].name) in scope.called:
                continue  # it would hide the one that is meant
            written = spelling.tables([tables[other].name])
            if tables[other].schema is not None:
                written = sequence(spelling.tables([str(tables[other].schema)]), ".", written)
            for prefix, table in scope.named:
                if table.label != mine:
                    continue
                equal: list[Node] = []
                for one, its in zip(my_columns, other_columns, strict=True):
                    equal += [apart(s, "AND")] if equal else []
                    equal += [
                        written, _dot(s.names([its])), s.operator("="), prefix, _dot(s.names([one])),
                    ]  # fmt: skip
                more = optional(apart(s, "AND"), tests[other])
                options.append(sequence(written, apart(s, "WHERE"), *equal, more))
    if not options:
        return None
    head = sequence(s.word("EXISTS"), s.before, "(", s.gap, s.word("SELECT"), s.space, "1", apart(s, "FROM"))
    return sequence(head, choice(*options), s.gap, ")")


def _dot(name: Node) -> Node:
    return sequence(".", name)
