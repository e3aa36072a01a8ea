"""Grammars in the EBNF of llama.cpp (GBNF), which XGrammar and vLLM read too, to IR.

    root ::= "yes" | number
    number ::= [0-9]+ ("." [0-9]{1,2})?   # a comment

A rule ends where the next one begins. Literals and classes take the escapes of the original, and refuse others; `.` is
any character. Every text of the language is one of `root`; white space is that which the rules say, and no other.
"""

from __future__ import annotations

import re
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, VisitError

from constrained_diffusion.errors import InvalidGrammar
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    MAX_CODE_POINT,
    Characters,
    Choice,
    Grammar,
    Node,
    Reference,
    Repeat,
    Sequence,
    Text,
    ranges_of,
)
from constrained_diffusion.languages.parts import Part
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.shown import cut, listed, shown

_RULE = re.compile(r"^\ufeff?[ \t]*[A-Za-z_][\w-]*\s*::=", re.MULTILINE)
_SYNTAX = r"""
    start: rule+
    rule: HEAD choice
    choice: sequence ("|" sequence)*
    sequence: item*
    item: atom QUANTIFIER?
    ?atom: NAME -> reference | LITERAL -> literal | CLASS -> characters | "." -> anything | "(" choice ")"
    HEAD.2: /[A-Za-z_][\w-]*\s*::=/
    NAME: /[A-Za-z_][\w-]*/
    LITERAL: /"(?:[^"\\\n]|\\.)*"/
    CLASS: /\[\^?(?:[^\]\\]|\\.)*\]/
    QUANTIFIER: /[*+?]|\{\s*\d+\s*(?:,\s*\d*\s*)?\}/
    %ignore /[\s\ufeff]+/
    %ignore /#[^\n]*/
"""
_PARSER = Lark(_SYNTAX, parser="lalr", lexer="contextual")
_ESCAPES = {
    **{mark: mark for mark in "\"'\\[]-^/.()|{}*+?$ "},
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "0": "\0",
    "e": "\x1b",
}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|.", re.DOTALL)
_MOST_DIGITS = 30
"""Of a count."""
_ROOT = "root"


def is_gbnf(text: str) -> bool:
    """Whether a grammar's text is in this syntax; no line of lark's begins a rule in this way."""
    return _RULE.search(text) is not None


def wanted_of_gbnf(text: str, source: str = "the grammar") -> Wanted:
    """The texts of a grammar in this syntax; raises as `grammar_of_gbnf`."""
    grammar = grammar_of_gbnf(text, source)
    parts = tuple(
        Part(f"in the rule {name}", tree, grammar.rules, rule=name, is_whole=name == _ROOT)
        for name, tree in grammar.rules
    )
    return Wanted(language=grammar, parts=parts)


def grammar_of_gbnf(text: str, source: str) -> Grammar:
    """The language of the rule `root`.

    Raises:
        InvalidGrammar: it cannot be read, or a rule is missing; with line and column.
    """
    try:
        made: Grammar = _Reader(source).transform(_PARSER.parse(text))
    except UnexpectedInput as error:
        found = text[error.pos_in_stream or 0 :].split("\n")[0][:20]
        remedy = 'leave it out, or put a text into double quotes; a rule is written name ::= "text" | other'
        raise InvalidGrammar(f"{found!r} cannot stand here", source, error.line, error.column, remedy) from None
    except VisitError as error:
        raise error.orig_exc from None
    except RecursionError:
        raise InvalidGrammar("groups are nested too deep", source, remedy="give the inner ones names") from None
    return made


@v_args(inline=True)
class _Reader(Transformer[Token, Any]):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.source, self.used = source, {}  # type: ignore[var-annotated]

    def start(self, *rules: tuple[str, Node, Token]) -> Grammar:
        known: dict[str, Node] = {}
        for name, tree, head in rules:
            if name in known:
                raise self._error(f"the rule {shown(name)} is defined twice", "put | between the two", head)
            known[name] = tree
        for name, token in self.used.items():
            if name not in known:
                raise self._error(f"there is no rule {shown(name)}", f"add a line {cut(name)} ::= ...", token)
        if _ROOT not in known:
            there = listed(known)
            raise InvalidGrammar(
                f"there is no rule {_ROOT!r} to start from among {there}",
                self.source,
                remedy=f"add a line {_ROOT} ::= {cut(next(iter(known)))}",
            )
        return Grammar(_ROOT, tuple(known.items()))

    def rule(self, head: Token, tree: Node) -> tuple[str, Node, Token]:
        return str(head).removesuffix("::=").strip(), tree, head

    def choice(self, *options: Node) -> Node:
        return options[0] if len(options) == 1 else Choice(options)

    def sequence(self, *items: Node) -> Node:
        return items[0] if len(items) == 1 else Sequence(items) if items else EMPTY_TEXT

    def item(self, atom: Node, quantifier: Token | None = None) -> Node:
        if quantifier is None:
            return atom
        if quantifier in ("*", "+", "?"):
            return Repeat(atom, int(quantifier == "+"), 1 if quantifier == "?" else None)
        if max(map(len, re.findall(r"\d+", quantifier))) > _MOST_DIGITS:
            raise self._error(f"{quantifier[:12]}... counts further than can be", "ask for less", quantifier)
        least, _, most = quantifier.strip("{}").partition(",")
        bounds = int(least), int(least) if "," not in quantifier else int(most) if most.strip() else None
        if bounds[1] is not None and bounds[1] < bounds[0]:
            raise self._error(f"{quantifier} asks for more than it allows", "turn it round", quantifier)
        return Repeat(atom, *bounds)

    def reference(self, name: Token) -> Node:
        self.used.setdefault(str(name), name)
        return Reference(str(name))

    def literal(self, token: Token) -> Node:
        return Text("".join(character for character, _ in self._pieces(token, token[1:-1])))

    def anything(self) -> Node:
        return Characters(ranges_of([(0, MAX_CODE_POINT)]))

    def characters(self, token: Token) -> Node:
        inside = token[1:-1]
        negated = inside.startswith("^")
        pieces = self._pieces(token, inside[negated:])
        pairs, k = [], 0
        while k < len(pieces):
            (low, _), (high, _) = pieces[k], pieces[k]
            if k + 2 < len(pieces) and pieces[k + 1] == ("-", False):
                high, _ = pieces[k + 2]
                k += 2
            if high < low:
                raise self._error(f"a range of {token} runs backwards", "turn it round", token)
            pairs.append((ord(low), ord(high)))
            k += 1
        ranges = ranges_of(pairs)
        if negated:
            edges = [-1, *(edge for pair in ranges for edge in pair), MAX_CODE_POINT + 1]
            ranges = ranges_of((edges[n] + 1, edges[n + 1] - 1) for n in range(0, len(edges), 2))
        return Characters(ranges)

    def _pieces(self, token: Token, text: str) -> list[tuple[str, bool]]:
        """Its characters, and whether each was written as an escape."""
        found = []
        for match in _ESCAPE.finditer(text):
            if not match[0].startswith("\\"):
                found.append((match[0], False))
                continue
            code = match[1] or match[2] or match[3]
            if code is None and match[4] not in _ESCAPES:
                raise self._error(f"there is no escape {match[0]}", "write the character as it is, or \\xHH", token)
            if code is not None and (int(code, 16) > MAX_CODE_POINT or 0xD800 <= int(code, 16) <= 0xDFFF):
                raise self._error(f"{match[0]} is no character", "leave it out", token)
            found.append((chr(int(code, 16)) if code else _ESCAPES[match[4]], True))
        return found

    def _error(self, reason: str, remedy: str, token: Token) -> InvalidGrammar:
        return InvalidGrammar(reason, self.source, token.line, token.column, remedy)
