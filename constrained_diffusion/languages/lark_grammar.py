"""Grammar files in lark's syntax (EBNF), read by lark itself, to IR.

The language is the set of texts that the grammar derives, each terminal standing for any text that it matches: there is
no lexer. `%ignore` lets ignored terminals stand before the first terminal and after every terminal. Priorities,
aliases and tree-shaping marks choose among parses or shape trees and do not change the language. What lark's lexer adds
and a language cannot have (assertions about what stands beside a terminal, flags other than i, m and s, declared
terminals) is refused.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lark import Token, Tree
from lark.exceptions import GrammarError, LarkError, UnexpectedInput
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import load_grammar

from constrained_diffusion.errors import InvalidGrammar, InvalidRegex
from constrained_diffusion.languages.grammar_text import IN_PLACE, grammar_text
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    Choice,
    Grammar,
    Node,
    Reference,
    Repeat,
    Sequence,
    Text,
    span,
)
from constrained_diffusion.languages.lark_reasons import reason_of
from constrained_diffusion.languages.parts import Part
from constrained_diffusion.languages.regex import Flags, terminal
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.shown import cut, listed, shown
from constrained_diffusion.stackless import Steps, unwound

_IMPORT_OF_FILES = re.compile(r"^[ \t]*(%import\s+(?!common\b|python\b|unicode\b))", re.MULTILINE)
_MOST_INSTANCES = 10_000
"""Templates with arguments; one that uses itself with ever new ones has no end."""
_COMMON = {
    # lark spells these two with lookbehind and lazy repetition, which say something about the lexer, not the language
    '"\\""/.*?//(?<!\\\\)(\\\\\\\\)*?/"\\""': r'"(?:[^"\\\n]|\\.)*"',
    '"/*"/(.|\\n)*?/"*/"': r"/\*(?:[^*]|\*+[^*/])*\*+/",
}


def grammar_language(grammar: str | Path, start: str = "start") -> Grammar:
    """The language of a lark grammar; see `wanted_of_grammar`."""
    return _Reader(*grammar_text(grammar), start).read()


def wanted_of_grammar(text: str, source: str, start: str = "start") -> Wanted:
    """The texts of a lark grammar; `source` is where its text comes from (`grammar_text`).

    Raises:
        InvalidGrammar: lark cannot read it, a rule is missing, or a construct is not supported; with line and column.
    """
    return _wanted(_Reader(text, source, start))


def wanted_of_grammar_text(text: str) -> Wanted:
    """The texts of a lark grammar that a stranger wrote: it is never taken for a name or a path, and imports nothing
    but lark's own terminals.

    Raises:
        InvalidGrammar: as `wanted_of_grammar`; or it imports from files.
    """
    if found := _IMPORT_OF_FILES.search(text):
        line = text.count("\n", 0, found.start(1)) + 1
        raise InvalidGrammar(
            "a grammar that comes with a request imports from no files", IN_PLACE, line, 1, "write the rules out here"
        )
    return _wanted(_Reader(text, IN_PLACE, "start"))


def _wanted(reader: _Reader) -> Wanted:
    language, lines = reader.read(), reader.lines()
    rules = tuple(rule for rule in language.rules if rule[0])
    parts = tuple(
        Part(
            f"in the rule {name}" + (f", line {lines[name]}" if name in lines else ""),
            tree,
            rules,
            rule=name,
            is_whole=name == reader.start,
        )
        for name, tree in rules
    )
    return Wanted(language=language, parts=parts)


class _Reader:
    """Walks the trees that lark makes of rules and terminals."""

    def __init__(self, text: str, source: str, start: str) -> None:
        self.text, self.source, self.start = text, source, start
        try:
            name = str(Path(source).resolve()) if source != IN_PLACE else "<string>"
            loaded, used = load_grammar(text, name, [], False)
        except UnexpectedInput as error:
            reason, remedy = reason_of(_first_line(error), _line(text, error.line), error.column)
            raise InvalidGrammar(reason, source, error.line, error.column, remedy) from None
        except (GrammarError, LarkError, OSError) as error:
            reason = _first_line(error)
            if isinstance(error, FileNotFoundError):
                missing = Path(str(error.filename))
                reason, remedy = f"there is no file {missing} to import from", "put it there, or correct its name"
                if source == IN_PLACE:
                    remedy = "a grammar that imports its neighbours is given as a path"
                line = next((n for n, one in enumerate(text.split("\n"), 1) if f".{missing.stem}" in one), None)
                raise InvalidGrammar(reason, source, line, None if line is None else 1, remedy) from None
            place = _place_of_error(text, source, str(error))
            remedy = "correct it there"
            if place[0] == source:
                reason, remedy = reason_of(reason, _line(text, place[1]), place[2])
            raise InvalidGrammar(reason, *place, remedy) from None
        except RecursionError:
            raise self._error("groups are nested too deep for lark", "give the inner ones names") from None
        self.imported = list(used)
        self.definitions = {name: (params, tree) for name, params, tree, _ in loaded.rule_defs}
        self.terminals = {name: tree for name, (tree, _) in loaded.term_defs}
        self.terminal_nodes: dict[str, Node] = {}
        self.rules: dict[str, Node] = {}
        self.instances: dict[tuple[str, tuple[Node, ...]], str] = {}
        """The names of templates with their arguments."""
        ignored = [unwound(self.terminal(name)) for name in loaded.ignore]
        self.ignored: Node = Repeat(Choice(tuple(ignored)), 0, None) if ignored else EMPTY_TEXT

    def read(self) -> Grammar:
        if self.start not in self.definitions or self.definitions[self.start][0]:
            known = [str(name) for name, (params, _) in self.definitions.items() if not params]
            other = f" among {listed(known)}" if known else ""
            remedy = f"give start={shown(known[0])} to begin with another" if known else f"write {cut(self.start)}: ..."
            raise self._error(f"there is no rule {shown(self.start)} to start from{other}", remedy)
        unwound(self.rule(self.start, ()))
        whole = Sequence((self.ignored, Reference(self.start)))
        return Grammar("", (("", whole), *self.rules.items()))

    def rule(self, name: str, arguments: tuple[Node, ...]) -> Steps:
        """The rule, for given arguments where it is a template, as a reference."""
        params, tree = self.definitions[name]
        full = name
        if arguments:
            full = self.instances.setdefault((name, arguments), f"{name}{{{len(self.instances) + 1}}}")
        if full not in self.rules:
            if len(self.instances) > _MOST_INSTANCES:
                raise self._error(
                    f"the template {name} is used with more than {_MOST_INSTANCES} arguments",
                    "write rules for what it is used with, if it uses itself",
                )
            self.rules[full] = EMPTY_TEXT  # holds the place while the rule refers to itself
            self.rules[full] = yield self.node(tree, dict(zip(params, arguments, strict=True)))
        return Reference(full)

    def node(self, tree: Any, bound: dict[str, Node]) -> Steps:
        """The language of a tree within a rule."""
        if isinstance(tree, Terminal):
            return Sequence(((yield self.terminal(tree.name)), self.ignored))
        if isinstance(tree, NonTerminal):
            return bound[tree.name] if tree.name in bound else (yield self.rule(tree.name, ()))
        assert isinstance(tree, Tree), tree
        children: list[Any] = tree.children
        match tree.data:
            case "literal" | "range":
                return Sequence((self.leaf(tree), self.ignored))
            case "template_usage":
                arguments = []
                for child in children[1:]:
                    arguments.append((yield self.node(child, bound)))
                return (yield self.rule(children[0].name, tuple(arguments)))
            case _:
                return (yield self.composed(tree, lambda child: self.node(child, bound)))

    def terminal(self, name: str) -> Steps:
        """The texts that a terminal matches."""
        if name not in self.terminal_nodes:
            tree = self.terminals[name]
            if tree is None:
                raise self._error(
                    f"the terminal {name} is declared, not defined: its language is not known",
                    f"define it: {name}: /.../",
                    *_place_of(self.text, name),
                )
            known = _COMMON.get("".join(str(token) for token in tree.scan_values(lambda v: isinstance(v, Token))))
            self.terminal_nodes[name] = terminal(known, Flags()) if known else (yield self.terminal_node(tree))
        return self.terminal_nodes[name]

    def terminal_node(self, tree: Any) -> Steps:
        if isinstance(tree, Terminal):
            return (yield self.terminal(tree.name))
        if tree.data in ("literal", "range"):
            return self.leaf(tree)
        return (yield self.composed(tree, self.terminal_node))

    def composed(self, tree: Any, of: Callable[[Any], Steps]) -> Steps:
        """Operators, which rules and terminals share."""
        children: list[Any] = tree.children
        match tree.data:
            case "expansions" | "expansion":
                parts = []
                for child in children:
                    parts.append((yield of(child)))
                if len(parts) == 1:
                    return parts[0]
                return Choice(tuple(parts)) if tree.data == "expansions" else Sequence(tuple(parts))
            case "alias" | "value":
                return (yield of(children[0]))
            case "maybe":
                return Repeat((yield of(children[0])), 0, 1)
            case "expr":
                item, operator = (yield of(children[0])), children[1]
                if operator == "~":
                    least, most = int(children[2]), int(children[-1])
                    if most < least:
                        raise self._error_at(operator, f"the range {least}..{most} is empty", "turn it round")
                    return Repeat(item, least, most)
                return Repeat(item, *{"?": (0, 1), "*": (0, None), "+": (1, None)}[str(operator)])
            case _:
                raise self._error(f"the construct {tree.data} is not supported", "write it in other words")

    def leaf(self, tree: Any) -> Node:
        """A string, a regex or a range of characters."""
        token: Token = tree.children[0]
        if tree.data == "range":
            low, high = (_unescaped(child[1:-1]) for child in tree.children)
            return span(low, high)
        body, flags = re.fullmatch(r"([\"/].*[\"/])([a-z]*)", str(token), re.DOTALL).groups()  # type: ignore[union-attr]
        if unknown := set(flags) - set("ims" if token.type == "REGEXP" else "i"):
            raise self._error_at(token, f"the flag {sorted(unknown)[0]} is not supported", "leave it out")
        read = Flags(ignore_case="i" in flags, multi_line="m" in flags, dot_all="s" in flags)
        if token.type == "STRING":
            text = _unescaped(body[1:-1])
            return terminal(re.escape(text), read) if "i" in flags else Text(text)
        pattern = body[1:-1].replace("\\/", "/").replace('\\"', '"')
        try:
            return terminal(pattern, read)
        except InvalidRegex as error:
            raise self._error_at(token, error.reason, error.remedy, 1 + error.position) from None

    def lines(self) -> dict[str, int]:
        """The lines in which rules of this file are defined, by name."""
        found: dict[str, int] = {}
        for number, line in enumerate(self.text.split("\n"), 1):
            if defined := re.match(r"[?!\s]*(\w+)\s*[.:{]", line):
                found.setdefault(defined[1], number)
        return found

    def _error_at(self, token: Token, reason: str, remedy: str, further: int = 0) -> InvalidGrammar:
        """An error at a token, which may stand in this file or one that it imports."""
        line, column = token.line or 1, token.column or 1
        source = self.source
        for file in [None, *self.imported]:
            lines = _lines(self.text if file is None else file)
            if line <= len(lines) and lines[line - 1].startswith(str(token).split("\n")[0], column - 1):
                source = source if file is None else str(file)
                break
        return InvalidGrammar(reason, source, line, column + further, remedy)

    def _error(self, reason: str, remedy: str, line: int | None = None, column: int | None = None) -> InvalidGrammar:
        return InvalidGrammar(reason, self.source, line, column, remedy)


def _unescaped(text: str) -> str:
    """A string literal's text; lark's escapes are Python's."""
    simple = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}

    def one(match: re.Match[str]) -> str:
        found = match.group(1)
        if found[0] in "xuU" and len(found) > 1:
            return chr(int(found[1:], 16))
        return simple.get(found, found)

    return re.sub(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", one, text, flags=re.DOTALL)


def _place_of(text: str, name: str) -> tuple[int | None, int | None]:
    """Line and column of the first use of a name."""
    found = re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", text)
    if found is None:
        return None, None
    before = text[: found.start()]
    return before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _line(text: str, line: int | None) -> str:
    """A line of a text, counted from 1."""
    lines = text.split("\n")
    return lines[line - 1] if line is not None and 0 < line <= len(lines) else ""


def _place_of_error(text: str, source: str, message: str) -> tuple[str, int | None, int | None]:
    """The file, line and column that an error message of lark states, or those of the name that it quotes."""
    if stated := re.search(r"line (\d+) column (\d+)(?: in ([^\n]+?):? *$)?", message, re.MULTILINE):
        named = stated[3]
        return source if named in (None, "<string>") else named, int(stated[1]), int(stated[2])
    for name in re.findall(r"'([^'\n]+)'", message):
        place = _place_of(text, name)
        if place[0] is not None:
            return source, *place
    return source, None, None


def _lines(source: Any) -> list[str]:
    """Of a text, a path or a resource of a package; none where it cannot be read."""
    if isinstance(source, str) and "\n" in source:
        return source.split("\n")
    if isinstance(source, str):
        return Path(source).read_text("utf-8").split("\n") if Path(source).is_file() else [source]
    data = pkgutil.get_data(source.pkg_name, source.path)
    return [] if data is None else data.decode().split("\n")
