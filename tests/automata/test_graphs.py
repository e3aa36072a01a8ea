"""Strongly connected components against reachability, pair by pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.automata.graphs import strongly_connected_components

GRAPHS = st.integers(0, 8).flatmap(
    lambda count: st.lists(st.lists(st.integers(0, max(count - 1, 0)), max_size=4), min_size=count, max_size=count).map(
        lambda rows: dict(enumerate(rows))
    )
)


def _reached(graph: dict[int, list[int]], start: int) -> dict[int, None]:
    """What `start` leads to, in the order of a depth-first search."""
    found: dict[int, None] = {}

    def visit(vertex: int) -> None:
        found[vertex] = None
        for successor in graph[vertex]:
            if successor not in found:
                visit(successor)

    visit(start)
    return found


@given(GRAPHS)
def test_against_reachability(graph: dict[int, list[int]]) -> None:
    components = strongly_connected_components(graph)
    assert sorted(vertex for component in components for vertex in component) == sorted(graph)
    reached = {vertex: _reached(graph, vertex) for vertex in graph}
    for component in components:
        together = {other for other in reached[component[0]] if component[0] in reached[other]}
        assert together == set(component)
    place = {vertex: index for index, component in enumerate(components) for vertex in component}
    assert all(place[successor] <= place[vertex] for vertex in graph for successor in graph[vertex])


@given(GRAPHS)
def test_vertices_stand_in_the_order_in_which_they_are_met(graph: dict[int, list[int]]) -> None:
    met: dict[int, None] = {}

    def visit(vertex: int) -> None:
        if vertex not in met:
            met[vertex] = None
            for successor in graph[vertex]:
                visit(successor)

    for vertex in graph:
        visit(vertex)
    order = list(met)
    for component in strongly_connected_components(graph):
        assert component == sorted(component, key=order.index)


def test_long_paths_and_cycles() -> None:
    count = 30_000
    path = {vertex: [vertex + 1] if vertex + 1 < count else [] for vertex in range(count)}
    assert strongly_connected_components(path) == [[vertex] for vertex in reversed(range(count))]
    assert strongly_connected_components(path | {count - 1: [0]}) == [list(range(count))]
