"""Directed graphs, given as the nodes that follow every node."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Vertex = TypeVar("Vertex", bound=Hashable)


def strongly_connected_components(graph: Mapping[Vertex, Iterable[Vertex]]) -> list[list[Vertex]]:
    """The largest groups of vertices that all lead to one another, callees first (Tarjan 1972), without recursion.

    A group comes after every group that it leads to; within a group, vertices stand in the order in which a depth-first
    search meets them.

    Args:
        graph: the successors of every vertex; every successor is a vertex.
    """
    found_at: dict[Vertex, int] = {}
    low: dict[Vertex, int] = {}
    """The earliest vertex, by `found_at`, that is known to be in the group of a vertex."""
    open_vertices: dict[Vertex, None] = {}
    """Those found whose group is not complete, in the order in which they were found."""
    components: list[list[Vertex]] = []
    for root in graph:
        if root in found_at:
            continue
        found_at[root] = low[root] = len(found_at)
        open_vertices[root] = None
        path = [(root, iter(graph[root]))]
        while path:
            vertex, successors = path[-1]
            for successor in successors:
                if successor not in found_at:
                    found_at[successor] = low[successor] = len(found_at)
                    open_vertices[successor] = None
                    path.append((successor, iter(graph[successor])))
                    break
                if successor in open_vertices:
                    low[vertex] = min(low[vertex], found_at[successor])
            else:
                path.pop()
                if path:
                    caller = path[-1][0]
                    low[caller] = min(low[caller], low[vertex])
                if low[vertex] == found_at[vertex]:
                    component: list[Vertex] = []
                    while not component or component[-1] != vertex:
                        component.append(open_vertices.popitem()[0])
                    components.append(component[::-1])
    return components
