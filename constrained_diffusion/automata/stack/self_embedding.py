"""A context-free grammar to procedures: which rules stay calls, and which are written out in place.

A rule is *self-embedding* if it occurs strictly inside itself, with text on both sides. A language needs a stack only
if every grammar of it has such a rule (Chomsky 1959, On certain formal properties of grammars); without one it is
regular, however rules refer to themselves, and costs nothing to write out. So rules are rewritten until few are
self-embedding, and those become calls:

1. rules that nothing leads to or that no text comes from go, and the empty text moves from the rules to where they are
   used (Hopcroft and Ullman 1979, section 4.4): `remove_unreachable`, `remove_unproductive`, `move_empty_texts`;
2. where recursion stands between brackets, ``"(" ... recursion ... ")"``, the bracketed part becomes a procedure, and
   references to it are calls, so that calls begin and end on definite bytes: `bracket`;
3. what still leads back to itself is solved, one strongly connected component of rules at a time (as in Nederhof 2000,
   Practical experiments with regular approximation of context-free languages). A rule whose recursion stands at the
   ends of its alternatives (``e: e "+" e``, ``e: e "!"``, ``e: "-" e``) has a regular solution; recursion at the left
   corner in general goes by Paull's elimination with Arden's rule, recursion at the right corner likewise: `solve`;
4. step 2 is tried on what has no such solution with any fixed text as bracket (``CASE ... END``), then step 3 again;
5. recursion that is left is strictly inside: those rules become calls. Their bodies neither begin nor end with one
   another (double Greibach form, Rosenkrantz 1967, Matrix equations and normal forms for context-free grammars), so
   that no stack grows or shrinks without reading a byte: `call_in_double_greibach_form`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import partial

from constrained_diffusion.automata.graphs import strongly_connected_components
from constrained_diffusion.automata.stack.brackets import FIXED_TEXT, Brackets, bracketed, punctuation
from constrained_diffusion.automata.stack.elimination import eliminated, operator_expressions
from constrained_diffusion.automata.stack.trees import (
    FROM_LEFT,
    FROM_RIGHT,
    Mentions,
    alternation,
    nullable,
    parts_of,
    productive,
    references,
    simplified,
    without_empty_text,
)
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Grammar,
    Node,
    Reference,
    fold,
    values_of,
)


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
    """Splits a grammar into procedures; with no calls, its language is regular.

    Raises:
        TypeError: a reference stands inside `Both` or `Except`.
        ConstraintTooLarge: rules refer to one another at both ends in too many ways.
    """
    rules = _Rules(dict(grammar.rules), {*grammar.calls, *grammar.apart})
    start: Node = Reference(grammar.start)
    rules.remove_unreachable(start)
    rules.remove_unproductive()
    if grammar.start in rules.move_empty_texts():
        start = alternation(EMPTY_TEXT, start)
    rules.remove_unreachable(start)
    for component in rules.components():
        rules.bracket(component, punctuation(rules.trees))
    for component in rules.components():
        if not rules.solve(component):
            rules.bracket(component, FIXED_TEXT)
            for smaller in rules.components():
                if set(smaller) <= set(component) and not rules.solve(smaller):
                    rules.call_in_double_greibach_form(smaller)
    rules.remove_unreachable(start)
    calls = tuple(name for name in rules.trees if name in rules.calls)
    return Procedures(start, rules.trees, calls, frozenset(grammar.apart))


@dataclass
class _Rules:
    """The rules as they are rewritten.

    Attributes:
        trees: of every rule.
        calls: names of the rules whose references are calls.
        bodies: the rule that was made of what stands between brackets.
    """

    trees: dict[str, Node]
    calls: set[str]
    bodies: dict[Node, str] = field(default_factory=dict)
    _callees: dict[str, tuple[Node, tuple[str, ...]]] = field(default_factory=dict)

    def callees(self, name: str) -> tuple[str, ...]:
        """The rules that a rule refers to, in the order in which it does. Remembered until the rule changes."""
        tree = self.trees[name]
        known = self._callees.get(name)
        if known is None or known[0] is not tree:
            known = self._callees[name] = tree, tuple(dict.fromkeys(references(tree)))
        return known[1]

    def remove_unreachable(self, start: Node) -> None:
        """Forgets rules that `start` does not need."""
        found: set[str] = set()
        waiting = list(references(start))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.callees(name)
        self.trees = {name: tree for name, tree in self.trees.items() if name in found}

    def remove_unproductive(self) -> None:
        """Makes rules without members empty."""
        for name in self.trees.keys() - self._least_fixed_point(productive):
            self.trees[name] = NOTHING

    def move_empty_texts(self) -> set[str]:
        """Takes the empty text out of the rules, and puts it back where they are used; returns those that had it."""
        names = self._least_fixed_point(nullable)

        def with_empty_texts(node: Node) -> Generator[Node, Node, Node]:
            if isinstance(node, Reference):
                return alternation(EMPTY_TEXT, node) if node.name in names else node
            return simplified(node, (yield from values_of(parts_of(node))))

        for name, tree in self.trees.items():
            used = fold(tree, with_empty_texts)
            self.trees[name] = without_empty_text(used) if name in names else used
        return names

    def _least_fixed_point(self, holds: Callable[[Node, set[str]], bool]) -> set[str]:
        """The rules of which something holds, given those that they refer to of which it does."""
        callers: dict[str, list[str]] = {name: [] for name in self.trees}
        for name in self.trees:
            for callee in self.callees(name):
                callers[callee].append(name)
        found: set[str] = set()
        waiting = list(self.trees)
        while waiting:
            name = waiting.pop()
            if name not in found and holds(self.trees[name], found):
                found.add(name)
                waiting += callers[name]
        return found

    def components(self) -> list[list[str]]:
        """The groups of rules that lead back to themselves without a call, callees first."""
        graph = {name: [callee for callee in self.callees(name) if callee not in self.calls] for name in self.trees}
        return [
            component
            for component in strongly_connected_components(graph)
            if len(component) > 1 or component[0] in graph[component[0]]
        ]

    def bracket(self, component: list[str], brackets: Brackets) -> None:
        """Makes a procedure of every part in which recursion stands between brackets."""
        recursive = Mentions(component)
        for name in component:
            procedure = partial(self._procedure, name)
            self.trees[name] = bracketed(self.trees[name], recursive, brackets, procedure)

    def _procedure(self, owner: str, body: Node) -> Reference:
        if body not in self.bodies:
            name = f"{owner}#{len(self.bodies) + 1}"
            self.bodies[body] = name
            self.trees[name] = body
            self.calls.add(name)
        return Reference(self.bodies[body])

    def solve(self, component: list[str]) -> bool:
        """Replaces the rules of a component by regular ones, if that is what they are."""
        if len(component) == 1:
            solution = operator_expressions(component[0], self.trees[component[0]])
            if solution is not None:
                self.trees[component[0]] = solution
                return True
        recursive = Mentions(component)
        for direction in (FROM_LEFT, FROM_RIGHT):
            try:
                found = eliminated(component, self.trees, direction)
            except ConstraintTooLarge:
                continue
            if not any(map(recursive, found.values())):
                self.trees.update(found)
                return True
        return False

    def call_in_double_greibach_form(self, component: list[str]) -> None:
        """Makes calls of the rules of a component, none of which begins or ends with another afterwards."""
        found = eliminated(component, self.trees, FROM_LEFT)
        self.trees.update(eliminated(component, found, FROM_RIGHT))
        self.calls |= set(component)
