"""Lark's syntax as languages, and what is refused with line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from lark import Lark, LarkError

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidGrammar, UnknownGrammar, UnsatisfiableConstraint

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


def _accepts(grammar: str, text: str, start: str = "start") -> bool:
    return compile_constraint(BYTES, grammar=grammar, start=start).accepts(list(text.encode()))


@pytest.mark.parametrize(
    ("grammar", "texts"),
    [
        ('start: "a" ~ 2..3 | "b"+ "c"?', ["aa", "aaa", "a", "aaaa", "bb", "bc", "c"]),
        ('start: "Ab"i "x".."z"', ["aBx", "ABz", "abw", "ab"]),
        ('start: _list{WORD, ","}\n_list{x, sep}: x (sep x)*\nWORD: /[a-z]+/', ["a,b", "a", ",", "a,"]),
        ("%import common.WS\n%ignore WS\nstart: \"(\" start* \")\"", ["( ( ) )", "()", " ()", ") (", "( "]),
        ("%import common.ESCAPED_STRING\nstart: ESCAPED_STRING", ['"a\\"b"', '"a', '""', "a"]),
        ("%import common (SIGNED_NUMBER, CNAME)\nstart: CNAME \"=\" SIGNED_NUMBER", ["a=1", "a=-2.5", "1=a"]),
        ('start: start "+" start -> add\n | A\nA.2: "a"', ["a+a+a", "a", "+", "a+"]),
        ('start: [x] y?\nx: "x" |\ny: "y" y | "y"', ["", "x", "xyy", "yx"]),
        (r"start: /(?!(if|else)\b)[a-z]+/", ["iff", "if", "else", "x"]),
    ],
)  # fmt: skip
def test_reads_as_lark_does(grammar: str, texts: list[str]) -> None:
    parser = Lark(grammar, parser="earley", lexer="dynamic_complete")
    for text in texts:
        try:
            parser.parse(text)
            held = True
        except LarkError:
            held = False
        assert _accepts(grammar, text) == held, text


def test_case_is_ignored_in_every_script() -> None:
    for terminal, texts, others in (
        ('"привет"i', ["привет", "ПРИВЕТ", "ПриВет"], ["привеу"]),
        ("/[^k]/i", ["j", "é"], ["k", "K", "\u212a"]),
        (r"/(?!(if|ß)\b)\w+/i", ["iff", "é1"], ["IF", "ẞ"]),
    ):
        assert all(_accepts(f"start: {terminal}", text) for text in texts), terminal
        assert not any(_accepts(f"start: {terminal}", text) for text in others), terminal


def test_what_stands_beside_a_terminal_is_not_asked_about() -> None:
    for terminal in (r"a\b", "a$", "^a", "(?<!b)a", "a(?!b)", "(?=a)(b(?=c))c", "b(?!a)(?=c)", "(?m:^)a"):
        with pytest.raises(InvalidGrammar, match="in a terminal"):
            _accepts(f"start: /{terminal}/", "a")


@pytest.mark.parametrize(
    ("grammar", "reason", "line", "column"),
    [
        ('start: "a" b', r"the rule 'b' is used but not defined .*line 1, column 12\); add a line b: ", 1, 12),
        ('start: A\nA: /a(?=b)/', "lookahead", 2, 6),
        ('start: A\nA: /a/x', "the flag x", 2, 4),
        ("start: A\n%declare A", "declared, not defined", 1, 8),
        ('start: "a" ~ 3..2', "empty", 1, 12),
        ('start: "a', "what '\"' begins here is not closed", 1, 8),
        ("start: 'a'", "lark writes a text in double quotes", 1, 8),
        ('start: "a";', "without a semicolon", 1, 11),
        ('<start> ::= "a"\n', "a rule is written name: ..., without angle brackets", 1, 1),
        ('my-rule: "a"', "a name is of letters, digits and _", 1, 3),
        ('start: ("a" | "b"\n', r"'\(' is not closed", 1, 18),
        ('start: "x"\nfooBar: "a"', "write names of rules in small letters", 2, 4),
        ("start: FOO", "the terminal 'FOO' is used but not defined .*; add a line FOO: /", 1, 8),
        ('start: "a" {2}', "a count is written ~2", 1, 12),
        ('start: "a"~\n', "the line ends where something has to follow", 1, 12),
        ('begin: "a"', "no rule 'start'", None, None),
    ],
)  # fmt: skip
def test_refused_with_place(grammar: str, reason: str, line: int | None, column: int | None) -> None:
    with pytest.raises(InvalidGrammar, match=reason) as raised:
        compile_constraint(BYTES, grammar=grammar)
    assert (raised.value.line, raised.value.column) == (line, column)


def test_paths_and_starts(tmp_path: Path) -> None:
    path = tmp_path / "g.lark"
    path.write_text('first: "a"\nsecond: "b"\n', "utf-8")
    assert compile_constraint(BYTES, grammar=path, start="second").accepts([ord("b")])
    assert compile_constraint(BYTES, grammar=str(path), start="first").accepts([ord("a")])
    with pytest.raises(InvalidGrammar, match=r"g.lark"):
        compile_constraint(BYTES, grammar=path)
    with pytest.raises(FileNotFoundError):
        compile_constraint(BYTES, grammar="nowhere.lark")
    with pytest.raises(InvalidGrammar, match=r"from among first, second \(.*\); give start='first'"):
        compile_constraint(BYTES, grammar=path)
    for given, reason in (
        ("arithmetics", "did you mean 'arithmetic'"),
        (str(tmp_path), "is a folder, not a grammar"),
        ('start -> "a"', "or rules, written name: "),
    ):
        with pytest.raises(UnknownGrammar, match=reason):
            compile_constraint(BYTES, grammar=given)


def test_empty_language() -> None:
    with pytest.raises(UnsatisfiableConstraint, match=r"no text that ends.* \(in the rule start, line 1\)"):
        compile_constraint(BYTES, grammar='start: "a" start')


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "^the grammar is empty; give one of those that ship"),
        ("  ", "^the grammar is empty; "),
        ("\n", "^the grammar is empty; "),
        ("/", "'/' is a folder, not a grammar; give a file in it"),
        ("nowhere.lark", "there is no grammar 'nowhere.lark'; give the path of a file that is there, or one of"),
        ("arithmetics", "there is no grammar 'arithmetics'; did you mean 'arithmetic'"),
        ('"a" | "b"', 'or rules, written name: "text"'),
    ],
)
def test_what_is_no_grammar(given: str, message: str) -> None:
    with pytest.raises(UnknownGrammar, match=message):
        compile_constraint(BYTES, grammar=given)


def test_regular_grammars_need_no_stack() -> None:
    finite = compile_constraint(BYTES, grammar='start: start "+" start | "-" start | "n"')
    nested = compile_constraint(BYTES, grammar='start: "(" start ")" | "n"')
    assert not hasattr(finite.automaton, "procedure")
    assert hasattr(nested.automaton, "procedure")
    assert finite.is_unambiguous
    assert nested.is_unambiguous


def test_the_private_parts_of_lark_are_where_they_were() -> None:
    """If this fails after an upgrade of lark: languages/lark_grammar.py reads what `load_grammar` returns."""
    from lark.load_grammar import load_grammar

    text = 'start: A? pair{A}\npair{x}: x "," x\nA: "a"\nB: /b/i\n%ignore B'
    loaded, used = load_grammar(text, "<string>", [], False)
    assert {name: (list(params), type(tree).__name__) for name, params, tree, _ in loaded.rule_defs} == {
        "start": ([], "Tree"),
        "pair": (["x"], "Tree"),
    }
    terminals = {name: type(tree).__name__ for name, (tree, _) in loaded.term_defs}
    assert (terminals["A"], terminals["B"]) == ("Tree", "Tree")
    assert loaded.ignore == ["B"]
    assert used == {}
