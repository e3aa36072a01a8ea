"""What is computed of columns: arithmetic, functions by type, CASE; and rows that there are of another table (EXISTS).

    number   term (+ - * term)...    number / literal    ABS, ROUND(number)    LENGTH(text)    the year of a day
             COALESCE(number, literal)
    case     CASE WHEN tests THEN number [WHEN ...] [ELSE number] END     as an item, and in SUM, AVG, MIN, MAX
             CASE WHEN tests THEN literal [WHEN ...] [ELSE literal] END of texts, as an item
    text     LOWER, UPPER, TRIM(text)    COALESCE(text, literal)    text || text or literal...
    exists   EXISTS (SELECT 1 FROM U WHERE U.column = T.column [AND tests])     along the foreign keys of T

A term is a column or a literal, and one of them a column; tests are predicates without parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from constrained_diffusion.languages.ir import Node, Repeat, choice, optional, sequence
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.catalogue import Catalogue
from constrained_diffusion.languages.sql.kinds import Kind
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.spelling import Spelling, apart, call, in_parentheses, separated

_SMALL, _DECIMAL = full_match(r"[1-9][0-9]{0,3}(\.[0-9]{1,4})?"), full_match(r"[1-9][0-9]{0,3}\.[0-9]{1,4}")
"""Literals in arithmetic, whose results stay in range; a strict engine takes the range from the type of the literal."""
PLACES = full_match("[0-6]")
"""Of ROUND, behind the point."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What is computed of the columns of a scope; None where nothing is of that type.

    Attributes:
        cases, text_cases: CASE of numbers, and of texts.
        summed: the columns of numbers.
    """

    numbers: Node | None = None
    texts: Node | None = None
    cases: Node | None = None
    text_cases: Node | None = None
    summed: Node | None = None


def computed(scope: Scope, spelling: Spelling, tests: Node) -> Computed:
    """Expressions over a scope.

    Args:
        tests: what may stand behind WHEN.
    """
    s, dialect = spelling, spelling.dialect

    def columns(holds: Callable[[Kind], bool]) -> Node | None:
        return scope.column(lambda column: holds(column.kind))

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
        of_numbers += [sequence(numbers, more), sequence(small, sign, numbers), call(s, ["ABS"], numbers)]
        places = optional(s.comma, PLACES) if dialect.rounds_to_places else ""
        of_numbers.append(call(s, ["ROUND"], sequence(numbers, places)))
        of_numbers.append(call(s, ["COALESCE"], sequence(numbers, s.comma, choice("0", small))))
        then = choice(numbers, s.literal("number"))
    else:
        then = s.literal("number")
    if texts is not None:
        of_numbers.append(call(s, ["LENGTH"], texts))
    if days is not None:
        of_numbers += [phrased(way, days, s) for way in s.ways(dialect.years)]
    of_texts = []
    if texts is not None:
        of_texts.append(call(s, ["LOWER", "UPPER", "TRIM"], texts))
        of_texts.append(call(s, ["COALESCE"], sequence(texts, s.comma, s.literal("text"))))
    if dialect.concatenates is not None:  # what is of one collation
        kinds = dict.fromkeys(one.kind for one in scope.all_columns if one.kind.matched and "text" in one.kind.literals)
        for same in (columns(lambda one, kind=kind: one == kind) for kind in kinds):  # type: ignore[misc]
            assert same is not None
            more = Repeat(sequence(s.operator(dialect.concatenates), choice(same, s.literal("text"))), 1, 3)
            of_texts.append(sequence(same, more))
    return Computed(
        numbers=choice(*of_numbers) if of_numbers else None,
        texts=choice(*of_texts) if of_texts else None,
        cases=_cases(tests, then, s),
        text_cases=_cases(tests, s.literal("text"), s),
        summed=numbers,
    )


def _cases(tests: Node, then: Node, spelling: Spelling) -> Node:
    s = spelling
    when = sequence(apart(s, "WHEN"), tests, apart(s, "THEN"), then)
    return sequence(s.word("CASE"), Repeat(when, 1, None), optional(apart(s, "ELSE"), then), s.space, s.word("END"))


_PIECE = re.compile(r"'[^']*'|\w+|\{\}|[^\w\s]|\s+")


def phrased(way: str, inside: Node, spelling: Spelling) -> Node:
    """A phrase of words and punctuation, with something where it says ``{}``."""
    s, parts = spelling, list[Node | str]()
    for piece in _PIECE.findall(way):
        if piece == "{}":
            parts.append(inside)
        elif piece[0].isalpha():
            parts.append(s.word(piece))
        elif piece.isspace():
            parts.append(s.space if parts[-1:] != [s.comma] else "")
        else:
            parts.append({",": s.comma, "(": sequence("(", s.gap), ")": sequence(s.gap, ")")}.get(piece, piece))
    return sequence(*parts)


def semijoins(
    scope: Scope, catalogue: Catalogue, alone: Mapping[str, Sequence[tuple[Scope, Node]]], spelling: Spelling
) -> Node | None:
    """Whether there are rows of another table that a foreign key joins with these.

    Args:
        alone: the scopes of one table, by its label, and what may be asked of their rows.
    """
    s, options = spelling, []
    here = {table.label for _, table in scope.named}
    for key in (*catalogue.foreign_keys, *catalogue.told):
        for mine, my_columns, other, other_columns in (
            (key.table, key.columns, key.parent, key.parent_columns),
            (key.parent, key.parent_columns, key.table, key.columns),
        ):
            if mine not in here or other in here or not catalogue.compares(key):
                continue
            pairs = list(zip(my_columns, other_columns, strict=True))
            for its, tests in alone.get(other, ()):
                if its.called & scope.called:
                    continue  # it would hide the one that is meant
                more = optional(apart(s, "AND"), tests)
                for prefix, table in scope.named:
                    if table.label == mine:
                        equal = _equal(prefix, its.named[0][0], pairs, s)
                        options.append(sequence(its.source, apart(s, "WHERE"), equal, more))
    if not options:
        return None
    asked = sequence(s.word("SELECT"), s.space, choice(*s.ways(["1", "*"])), apart(s, "FROM"))
    return sequence(s.word("EXISTS"), s.before, in_parentheses(sequence(asked, choice(*options)), s))


def _equal(outside: Node, inside: Node, pairs: Sequence[tuple[str, str]], spelling: Spelling) -> Node:
    """Columns of the rows around, behind their prefix, equal those of the rows within."""
    s, tests = spelling, []
    for one, other in pairs:
        around, bare = sequence(outside, ".", s.names([one])), s.names([other])
        # a column without a table is that of the rows within, where they have it
        within = choice(*s.ways([sequence(inside, ".", bare), bare]))
        sides = s.ways([(within, around), (around, within)])
        tests.append(choice(*(sequence(left, s.operator("="), right) for left, right in sides)))
    return separated(tests, apart(s, "AND"))
