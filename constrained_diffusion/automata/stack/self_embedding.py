"""A context-free grammar to procedures: which rules stay calls, and which are written out in place.

A rule that is not self-embedding is regular, however it refers to itself, and costs nothing to write out; only a rule
that occurs strictly inside itself needs a stack. Where recursion stands between brackets, the bracketed part becomes
the procedure, so that calls begin and end on definite bytes:

1. brackets: ``"(" ... recursion ... ")"`` becomes a rule of its own, and references to it are calls;
2. what still refers to itself is solved. A rule whose recursion stands at the ends of its alternatives (``e: e "+" e``,
   ``e: e "!"``, ``e: "-" e``) has a regular solution; left recursion in general goes by Arden's rule along an order of
   the rules (Paull), right recursion likewise from the other end;
3. if recursion is left after both, it is strictly inside: those rules become calls. Their bodies neither begin nor end
   with one another (Rosenkrantz's double Greibach form), so that no stack grows or shrinks without reading a byte.

Step 2 is tried again with any fixed text as bracket (``CASE ... END``) before step 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Both,
    Characters,
    Choice,
    Except,
    Grammar,
    JsonCharacters,
    Multiples,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
)

_MOST_NODES = 3_000


@dataclass(frozen=True, slots=True)
class Procedures:
    """Rules that no longer lead back to themselves but through `calls`; `start` is the whole language.

    Attributes:
        start: the tree of the start rule.
        rules: every rule, by name.
        calls: names of the rules whose references are calls.
        apart: calls of which no two have a text in common.
    """

    start: Node
    rules: Mapping[str, Node]
    calls: tuple[str, ...]
    apart: frozenset[str]


def procedures(grammar: Grammar) -> Procedures:
    """Splits a grammar into procedures; with no calls, its language is regular."""
    work = _Work(dict(grammar.rules), {*grammar.calls, *grammar.apart})
    start: Node = Reference(grammar.start)
    if work.drop_empty_texts(grammar.start):
        start = _either(EMPTY_TEXT, start)
    work.reachable(start)
    work.cut(_is_punctuation)
    for component in work.components():
        if not work.solve(component):
            work.cut(_is_fixed, component)
            for smaller in work.components():
                if set(smaller) <= set(component) and not work.solve(smaller):
                    work.embed(smaller)
    work.reachable(start)
    calls = tuple(name for name in work.rules if name in work.calls)
    return Procedures(start, work.rules, calls, frozenset(grammar.apart))


# --- small constructors that keep trees small


def _both_in_turn(*parts: Node) -> Node:
    flat: list[Node] = []
    for part in parts:
        if part == NOTHING:
            return NOTHING
        flat += part.parts if isinstance(part, Sequence) else [part] if part != EMPTY_TEXT else []
    return EMPTY_TEXT if not flat else flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def _either(*options: Node) -> Node:
    flat: list[Node] = []
    for option in options:
        flat += option.options if isinstance(option, Choice) else [option] if option != NOTHING else []
    flat = list(dict.fromkeys(flat))
    return NOTHING if not flat else flat[0] if len(flat) == 1 else Choice(tuple(flat))


def _star(item: Node) -> Node:
    return EMPTY_TEXT if item in (NOTHING, EMPTY_TEXT) else Repeat(item, 0, None)


def _references(node: Node) -> Iterator[str]:
    match node:
        case Reference(name):
            yield name
        case Sequence(parts) | Choice(parts):
            for part in parts:
                yield from _references(part)
        case Repeat(item, _, _, separator):
            yield from _references(item)
            yield from _references(separator)
        case Selection(items, separator):
            for item, _ in items:
                yield from _references(item)
            yield from _references(separator)
        case Both(first, second) | Except(first, second):
            if next(_references(first), None) or next(_references(second), None):
                raise TypeError("a reference cannot stand inside Both or Except")


def _rewritten(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with its children changed."""
    match node:
        case Sequence(parts):
            return _both_in_turn(*(change(part) for part in parts))
        case Choice(options):
            return _either(*(change(option) for option in options))
        case Repeat(item, least, most, separator):
            return Repeat(change(item), least, most, change(separator))
        case Selection(items, separator):
            return Selection(tuple((change(item), required) for item, required in items), change(separator))
        case _:
            return node


def _nullable(node: Node, names: set[str]) -> bool:
    """Whether the empty text is in the language; `names` are the rules that have it."""
    match node:
        case Text(text):
            return not text
        case Reference(name):
            return name in names
        case Sequence(parts):
            return all(_nullable(part, names) for part in parts)
        case Choice(options):
            return any(_nullable(option, names) for option in options)
        case Repeat(item, least, _, separator):
            return least == 0 or (_nullable(item, names) and (least == 1 or _nullable(separator, names)))
        case Selection(items, separator):
            needed = [item for item, required in items if required]
            return all(_nullable(item, names) for item in needed) and (len(needed) < 2 or _nullable(separator, names))
        case Characters() | Multiples() | JsonCharacters():
            return False
        case Both() | Except():
            return bool(byte_automaton(node).accepting[0])


def _nonempty(node: Node) -> Node:
    """The texts of the language but the empty one; references are taken to have no empty text."""
    match node:
        case Text("") | Repeat(_, _, 0):
            return NOTHING
        case Sequence(parts):
            options = []
            for index, part in enumerate(parts):
                options.append(_both_in_turn(_nonempty(part), *parts[index + 1 :]))
                if not _nullable(part, set()):
                    break
            return _either(*options)
        case Choice(choices):
            return _either(*(_nonempty(option) for option in choices))
        case Repeat():
            return _nonempty(_expanded_repeat(node))
        case Selection():
            return _nonempty(_tracks(node))
        case Both() | Except():
            return Except(node, EMPTY_TEXT) if _nullable(node, set()) else node
        case _:
            return node


def _tracks(selection: Selection) -> Node:
    """A selection as sequences and choices: what may follow, with none and with some taken so far."""
    none: Node = EMPTY_TEXT
    some: Node = EMPTY_TEXT
    for item, required in reversed(selection.items):
        taken_first = _both_in_turn(item, some)
        taken = _both_in_turn(selection.separator, item, some)
        none = taken_first if required else _either(taken_first, none)
        some = taken if required else _either(taken, some)
    return none


# --- forms: what stands at the ends of the alternatives


_Form = tuple[str | None, Node]


def _left(node: Node, names: set[str]) -> list[_Form]:
    """The non-empty texts as alternatives: a rule of `names` (or None) and what follows it."""
    if not any(name in names for name in _references(node)):
        return [(None, _nonempty(node))]
    match node:
        case Reference(name):
            return [(name, EMPTY_TEXT)]
        case Sequence(parts):
            head, rest = parts[0], _both_in_turn(*parts[1:])
            forms = [(name, _both_in_turn(after, rest)) for name, after in _left(head, names)]
            return forms + (_left(rest, names) if _nullable(head, set()) else [])
        case Choice(options):
            return [form for option in options for form in _left(option, names)]
        case Repeat():
            return _left(_expanded_repeat(node), names)
        case Selection():
            return _left(_tracks(node), names)
        case _:
            raise AssertionError(node)


def _right(node: Node, names: set[str]) -> list[_Form]:
    """The same from the other end: a rule and what stands before it."""
    if not any(name in names for name in _references(node)):
        return [(None, _nonempty(node))]
    match node:
        case Reference(name):
            return [(name, EMPTY_TEXT)]
        case Sequence(parts):
            tail, rest = parts[-1], _both_in_turn(*parts[:-1])
            forms = [(name, _both_in_turn(rest, before)) for name, before in _right(tail, names)]
            return forms + (_right(rest, names) if _nullable(tail, set()) else [])
        case Choice(options):
            return [form for option in options for form in _right(option, names)]
        case Repeat():
            return _right(_expanded_repeat(node, last=True), names)
        case Selection():
            return _right(_tracks(node), names)
        case _:
            raise AssertionError(node)


def _expanded_repeat(repeat: Repeat, *, last: bool = False) -> Node:
    """A repetition with its first (or last) item spelled out, and no item that may be empty inside a loop."""
    fewer = None if repeat.most is None else repeat.most - 1
    if fewer is not None and fewer < 0:
        return EMPTY_TEXT
    pair = (repeat.item, repeat.separator) if last else (repeat.separator, repeat.item)
    following, least = _both_in_turn(*pair), max(repeat.least - 1, 0)
    if _nullable(following, set()):
        following, least = _nonempty(following), 0
    rest: Node = EMPTY_TEXT if fewer == 0 else Repeat(following, least, fewer)
    first = _nonempty(repeat.item)
    empty = repeat.least == 0 or _nullable(repeat.item, set())
    options = [_both_in_turn(rest, first) if last else _both_in_turn(first, rest)]
    if _nullable(repeat.item, set()):
        options.append(rest)
    return _either(*([EMPTY_TEXT] if empty else []), *options)


# --- brackets


def _is_fixed(node: Node, _rules: Mapping[str, Node], _opening: bool) -> bool:
    """Any part that reads at least one character."""
    return not _nullable(node, set())


def _is_punctuation(node: Node, rules: Mapping[str, Node], opening: bool) -> bool:
    """A part whose every text ends in an opening bracket (or, on the other side, starts with a closing one)."""
    match node:
        case Text(text):
            return bool(text) and (text[-1] in "([{<" if opening else text[0] in ")]}>")
        case Characters(ranges):
            return bool(ranges) and all(
                low == high and chr(low) in ("([{<" if opening else ")]}>") for low, high in ranges
            )
        case Choice(options):
            return bool(options) and all(_is_punctuation(option, rules, opening) for option in options)
        case Sequence(parts):
            return bool(parts) and _is_punctuation(parts[-1 if opening else 0], rules, opening)
        case Reference(name):
            return _is_punctuation(rules[name], rules, opening) if not list(_references(rules[name])) else False
        case _:
            return False


@dataclass
class _Work:
    """The rules as they are rewritten."""

    rules: dict[str, Node]
    calls: set[str] = field(default_factory=set)
    cuts: dict[Node, str] = field(default_factory=dict)

    def drop_empty_texts(self, start: str) -> bool:
        """Takes the empty text out of the rules, and puts it back where they are used; whether `start` had it.

        Rules without members become empty.
        """
        productive: set[str] = set()
        while more := {name for name in self.rules.keys() - productive if _productive(self.rules[name], productive)}:
            productive |= more
        for name in self.rules.keys() - productive:
            self.rules[name] = NOTHING
        nullable: set[str] = set()
        while more := {name for name in self.rules.keys() - nullable if _nullable(self.rules[name], nullable)}:
            nullable |= more

        def use(node: Node) -> Node:
            if isinstance(node, Reference):
                return _either(EMPTY_TEXT, node) if node.name in nullable else node
            return _rewritten(node, use)

        for name, node in self.rules.items():
            self.rules[name] = use(node)
        for name in nullable:
            self.rules[name] = _nonempty(self.rules[name])
        return start in nullable

    def reachable(self, start: Node) -> None:
        """Forgets rules that `start` does not need."""
        found: dict[str, None] = {}
        waiting = list(_references(start))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += _references(self.rules[name])
        self.rules = {name: node for name, node in self.rules.items() if name in found}

    def components(self) -> list[list[str]]:
        """The groups of rules that lead back to themselves without a call, callees first (Tarjan 1972)."""
        graph = {
            name: [other for other in dict.fromkeys(_references(node)) if other not in self.calls]
            for name, node in self.rules.items()
        }
        index: dict[str, int] = {}
        low: dict[str, int] = {}
        stack: list[str] = []
        on_stack: set[str] = set()
        found: list[list[str]] = []
        for root in graph:
            if root in index:
                continue
            path = [(root, iter(graph[root]))]
            index[root] = low[root] = len(index)
            stack.append(root)
            on_stack.add(root)
            while path:
                name, following = path[-1]
                for other in following:
                    if other not in index:
                        index[other] = low[other] = len(index)
                        stack.append(other)
                        on_stack.add(other)
                        path.append((other, iter(graph[other])))
                        break
                    if other in on_stack:
                        low[name] = min(low[name], index[other])
                else:
                    path.pop()
                    if path:
                        low[path[-1][0]] = min(low[path[-1][0]], low[name])
                    if low[name] == index[name]:
                        group = []
                        while True:
                            member = stack.pop()
                            on_stack.discard(member)
                            group.append(member)
                            if member == name:
                                break
                        if len(group) > 1 or name in graph[name]:
                            found.append(group[::-1])
        return found

    def cut(self, is_bracket: Callable[[Node, Mapping[str, Node], bool], bool], only: list[str] | None = None) -> None:
        """Makes a procedure of every part in which recursion stands between brackets."""
        for component in self.components():
            names = set(component)
            if only is None or names <= set(only):
                for name in component:
                    self.rules[name] = self._cut(self.rules[name], name, names, is_bracket)

    def _cut(
        self, node: Node, owner: str, names: set[str], is_bracket: Callable[[Node, Mapping[str, Node], bool], bool]
    ) -> Node:
        def recursive(part: Node) -> bool:
            return any(name in names for name in _references(part))

        def inner(part: Node) -> Node:
            return self._cut(part, owner, names, is_bracket)

        if not recursive(node):
            return node
        if not isinstance(node, Sequence):
            return _rewritten(node, inner)
        parts = list(node.parts)
        spots = [index for index, part in enumerate(parts) if recursive(part)]
        first, last = spots[0], spots[-1]
        while True:
            opening = next((i for i in range(first - 1, -1, -1) if not _nullable(parts[i], set())), None)
            closing = next((i for i in range(last + 1, len(parts)) if not _nullable(parts[i], set())), None)
            good_start = opening is not None and opening not in spots and is_bracket(parts[opening], self.rules, True)
            good_end = closing is not None and closing not in spots and is_bracket(parts[closing], self.rules, False)
            if good_start and good_end:
                assert opening is not None
                assert closing is not None
                call = self._procedure(_both_in_turn(*parts[opening : closing + 1]), owner)
                before = [inner(part) for part in parts[:opening]]
                after = [inner(part) for part in parts[closing + 1 :]]
                return _both_in_turn(*before, call, *after)
            # recursion at an end may stay there; what stands between may still be bracketed
            if not good_start:
                first = next((spot for spot in spots if spot > first), len(parts))
            if not good_end:
                last = next((spot for spot in reversed(spots) if spot < last), -1)
            if first > last:
                return _rewritten(node, inner)

    def _procedure(self, body: Node, owner: str) -> Reference:
        if body not in self.cuts:
            name = f"{owner}#{len(self.cuts) + 1}"
            self.cuts[body] = name
            self.rules[name] = body
            self.calls.add(name)
        return Reference(self.cuts[body])

    def solve(self, component: list[str]) -> bool:
        """Replaces the rules of a component by regular ones, if that is what they are."""
        names = set(component)
        if len(component) == 1:
            solved = self._two_sided(component[0])
            if solved is not None:
                self.rules[component[0]] = solved
                return True
        for eliminate in (self._eliminate_left, self._eliminate_right):
            try:
                found = eliminate(component, {name: self.rules[name] for name in component})
            except ConstraintTooLarge:
                continue
            if not any(name in names for node in found.values() for name in _references(node)):
                self.rules.update(found)
                return True
        return False

    def embed(self, component: list[str]) -> None:
        """Makes calls of the rules of a component, in double Greibach form."""
        found = self._eliminate_left(component, {name: self.rules[name] for name in component})
        found = self._eliminate_right(component, found)
        self.rules.update(found)
        self.calls |= set(component)

    def _two_sided(self, name: str) -> Node | None:
        """The solution of a rule whose recursion is at the ends: ``operand (infix operand)*``."""
        names = {name}
        infix: list[Node] = []
        postfix: list[Node] = []
        prefix: list[Node] = []
        alone: list[Node] = []
        for head, rest in _left(self.rules[name], names):
            if rest == EMPTY_TEXT and head is not None:
                continue  # the rule itself
            ends = _right(rest, names)
            if _nullable(rest, set()) and head is not None:
                ends = [end for end in ends if end[1] != NOTHING or end[0] is not None]
            for tail, middle in ends:
                if any(other == name for other in _references(middle)):
                    return None
                kind = {(True, True): infix, (True, False): postfix, (False, True): prefix, (False, False): alone}
                kind[head is not None, tail is not None].append(middle)
        operand = _both_in_turn(_star(_either(*prefix)), _either(*alone), _star(_either(*postfix)))
        if not infix:
            return operand
        return _both_in_turn(operand, _star(_both_in_turn(_either(*infix), operand)))

    def _eliminate_left(self, component: list[str], rules: dict[str, Node]) -> dict[str, Node]:
        """Rules of the same languages, none of which begins with another of the component."""
        return _eliminated(component, rules, _left, lambda first, then: _both_in_turn(first, then))

    def _eliminate_right(self, component: list[str], rules: dict[str, Node]) -> dict[str, Node]:
        return _eliminated(component, rules, _right, lambda first, then: _both_in_turn(then, first))


def _eliminated(
    component: list[str],
    rules: dict[str, Node],
    forms_of: Callable[[Node, set[str]], list[_Form]],
    join: Callable[[Node, Node], Node],
) -> dict[str, Node]:
    names = set(component)
    forms: dict[str, list[_Form]] = {}
    for position, name in enumerate(component):
        mine = forms_of(rules[name], names)
        for other in component[:position]:
            substituted: list[_Form] = []
            for head, rest in mine:
                if head == other:
                    substituted += [(h, join(r, rest)) for h, r in forms[other]]
                else:
                    substituted.append((head, rest))
            mine = substituted
            _check_size(component, *(rest for _, rest in mine))
        loop = _either(*(rest for head, rest in mine if head == name and rest != EMPTY_TEXT))
        others = [(head, rest) for head, rest in mine if head != name and rest != NOTHING]
        forms[name] = [(head, join(rest, _star(loop))) for head, rest in others]
        _check_size(component, *(rest for _, rest in forms[name]))
    done: dict[str, Node] = {}
    for name in reversed(component):
        _check_size(component, *done.values())
        done[name] = _either(*(rest if head is None else join(done[head], rest) for head, rest in forms[name]))
    _check_size(component, *done.values())
    return done


def _check_size(component: list[str], *nodes: Node) -> None:
    if sum(_size(node, _MOST_NODES) for node in nodes) > _MOST_NODES:
        raise ConstraintTooLarge(
            f"the rules {', '.join(sorted(component))} refer to one another at both ends in too many ways; "
            "write the recursion between brackets, or with repetitions"
        )


def _size(node: Node, most: int) -> int:
    """The number of nodes of a tree, or more than `most`."""
    total = 1
    match node:
        case Sequence(parts) | Choice(parts):
            children = parts
        case Repeat(item, _, _, separator):
            children = (item, separator)
        case Selection(items, separator):
            children = (*(item for item, _ in items), separator)
        case _:
            children = ()
    for child in children:
        total += _size(child, most - total)
        if total > most:
            break
    return total


def _productive(node: Node, names: set[str]) -> bool:
    """Whether the language has a member, given the rules that have one."""
    match node:
        case Text():
            return True
        case Reference(name):
            return name in names
        case Sequence(parts):
            return all(_productive(part, names) for part in parts)
        case Choice(options):
            return any(_productive(option, names) for option in options)
        case Repeat(item, least, _, separator):
            return least == 0 or (_productive(item, names) and (least == 1 or _productive(separator, names)))
        case Selection(items, separator):
            needed = [item for item, required in items if required]
            return all(_productive(item, names) for item in needed) and (
                len(needed) < 2 or _productive(separator, names)
            )
        case Characters(ranges) | JsonCharacters(ranges):
            return bool(ranges)
        case Multiples():
            return True
        case Both() | Except():
            return not byte_automaton(node).is_empty
