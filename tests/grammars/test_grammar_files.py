"""The grammars that ship: what they hold and what not, lark's own parser and outside judges on samples from noise."""

from __future__ import annotations

import ast
import json
import random
import re
import sqlite3
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pytest
import torch
from lark import Lark

from constrained_diffusion import Vocabulary, compile_constraint, load_model
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.languages.lark_grammar import grammar_language
from tests.languages.derivations import TooLong, derived
from tests.large_vocabulary import large_vocabulary

GRAMMARS = Path(__file__).parents[2] / "grammars"
BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)

CASES = {
    "json": (
        ['{"a":[1,{"b":null}],"c":"\\u00e9é"}', "[]", "-1.5e+3", '"\\"\\\\"', "[[[[]]],{}]"],
        ["{", "[1,]", '{"a" :1}', "01", "nul", '{"a":1,}', "[[]"],
    ),
    "arithmetic": (["1+2*(3-4)^2", "-1", "((1))", "2^-3", "1.5/(2)"], ["1+", "(1", "1)", "+1", "01", "()", "1 + 2"]),
    "smiles": (
        ["CCO", "c1ccccc1", "CC(=O)O", "[13CH3-]", "C[C@@H](N)C(=O)O", "ClC%12CCC%12.O"],
        ["C(", "C)", "()", "[", "[]", "C==C", "x"],
    ),
    "python_expression": (
        ["x_1", "len([1, 2])", "{1: (2, 3)}", "(a1 for a1 in range(3) if a1 > 1)", "'a' if True else x_.b_c[0]", "()"],
        ["1 +", "lambda", "(1,, 2)", "x_1 = 2", "if", "[1, 2", "1  + 2"],
    ),
    "sql": (
        [
            'SELECT * FROM "orders"',
            'SELECT t1.a_1, COUNT(*) FROM t1 JOIN t2 ON t1.x_1 = t2.y_1 WHERE t1.z_1 > 5',
            'SELECT a_1 FROM t1 GROUP BY t1.a_1 HAVING COUNT(*) > 1',
            'WITH c1 AS (SELECT 1) SELECT * FROM c1 UNION ALL SELECT 2 ORDER BY 1 DESC LIMIT 5 OFFSET 2',
            "SELECT CASE WHEN a_1 IS NULL THEN 'x' ELSE CAST(a_1 AS TEXT) END FROM (SELECT 1 AS a_1) AS t1",
            "SELECT a_1 FROM t1 WHERE a_1 IN (SELECT b_1 FROM t2) AND EXISTS (SELECT 1) OR NOT a_1 BETWEEN 1 AND 2",
            'SELECT RANK() OVER (PARTITION BY a_1 ORDER BY b_1 DESC) FROM t1',
            "SELECT name FROM customers WHERE age > 30",
            "select Name, count(*) from Customers as C group by Name having count(*) >= 2 order by year desc limit 3;",
            "SELECT T1.name FROM orders T1 JOIN items AS T2 ON T1.id = T2.order_id WHERE T2.key != 'x'",
            "SELECT sum(price * quantity) FROM orders WHERE id NOT IN (SELECT order_id FROM lines WHERE TRUE)",
            "Select case when a_1 = 1 then 'x' else TRUE end from orders",
        ],
        ["SELECT", "SELECT FROM t1", "SELECT * FROM order", "SELECT (1",
         "SELECT a_1  FROM t1", "SELECT t.group FROM t",
         "SELECT current_date.a_1", "SELECT current_time.a", "SELECT a a FROM t",
         "\u017felect a FROM t", "SELECT a FROM t WHERE a LI\u212aE 'x'"],
    ),
    "cpp": (
        [
            "#include <vector>\nusing namespace std;\nint f(vector<int> a, int& b){ return a[0]+b; }",
            "bool g(string s){ for (int i=0;i<s.size();i++) if (s[i]=='(' and i>1) return true; else i+=2; }",
            "void h(){ a * b; vector<vector<int>> c={{1,2},{}}; c.push_back({1}); while (not(x)) { --x; } }",
            "int k(int n){ // all\n int q[3]={0}, r; for (auto& w : q) r = n ? (int)w+++1 : -w; return r; }",
            "int m(int n){ if (n) if (n>1) return 1; else x; do { n++; } while (n<9); static_cast<int>(n); }",
        ],
        ["int f(){", "int int(){}", "int f(){ return while; }", "int f(){ a++b; }", "int f(){ else x; }",
         "int f(){ x=1and y; }", "int f(){ (a; }", "#include <vector> int f(){}", "int f(){ vector x; }",
         "int f(){ a- -b; a--b; }"],
    ),
    "sql_marked": (
        ['SELECT * FROM "orders"', "SELECT t1.a_1, COUNT(*) FROM t1 JOIN t2 ON t1.x_1 = t2.y_1 WHERE t1.z_1 > 5",
         "SELECT CASE WHEN a_1 IS NULL THEN 'x' ELSE CAST(a_1 AS TEXT) END FROM (SELECT 1 AS a_1) AS t1"],
        ["SELECT", "SELECT a FROM t1", "select a_1 from t1", "SELECT current_date.a_1 FROM t1", "SELECT a_1 FROM or"],
    ),
    "sql_dml": (
        ["insert into Orders values (1);", "Delete From orders Where id = 1",
         "INSERT INTO t1 (a_1) VALUES (1), (2)", "UPDATE t1 SET a_1 = a_1 + 1 WHERE b_1 = 'x'", "DELETE FROM t1"],
        ["INSERT t1", "UPDATE t1", "DELETE t1", "SELECT 1", "DELETE FROM t1 WHERE", "DELETE FROM table"],
    ),
}  # fmt: skip


@lru_cache(maxsize=16)
def _over_bytes(name: str) -> AutomatonConstraint:
    return compile_constraint(BYTES, grammar=GRAMMARS / f"{name}.lark")


@lru_cache(maxsize=16)
def _lark(name: str) -> Lark:
    return Lark.open(str(GRAMMARS / f"{name}.lark"), parser="earley", lexer="dynamic_complete")


def test_every_grammar_has_cases() -> None:
    assert {path.stem for path in GRAMMARS.glob("*.lark")} == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_members_and_others(name: str) -> None:
    constraint = _over_bytes(name)
    good, bad = CASES[name]
    for text in good:
        assert constraint.accepts(list(text.encode())), text
        _lark(name).parse(text)
    for text in bad:
        assert not constraint.accepts(list(text.encode())), text


@pytest.mark.parametrize("name", CASES)
def test_every_grammar_is_known_to_be_unambiguous(name: str) -> None:
    """And so it is: members have one run, whose weight under logits of 0 is 1."""
    constraint = _over_bytes(name)
    assert constraint.is_unambiguous
    for text in CASES[name][0]:
        canvas = torch.tensor(list(text.encode()))
        assert float(constraint.log_partition(canvas, torch.zeros(len(canvas), 257))) == pytest.approx(0.0, abs=1e-9)


def _judge(name: str, text: str) -> None:
    """What others say of a text; raises where it is none of theirs."""
    if name == "json":
        json.loads(text)
    elif name == "python_expression":
        ast.parse(text, mode="eval")
    elif name.startswith("sql"):
        complaint = ""
        try:
            sqlite3.connect(":memory:").execute(f"EXPLAIN {text}")
        except sqlite3.OperationalError as error:  # an empty database has no tables; the text itself must be sound
            complaint = str(error)
        for fault in ("syntax error", "unrecognized token", "incomplete input"):
            assert fault not in complaint, text


@pytest.mark.parametrize("name", CASES)
def test_samples_from_noise_are_members(name: str) -> None:
    """Random logits over the shipped vocabulary, sharpened towards brackets so that samples nest."""
    vocabulary = load_model().vocabulary
    constraint = compile_constraint(vocabulary, grammar=GRAMMARS / f"{name}.lark")
    brackets = torch.tensor([any(b in vocabulary.token_bytes(t) for b in b"([{)]}'\"") for t in range(vocabulary.size)])
    generator = torch.Generator().manual_seed(1)
    n = 32
    for _ in range(4):
        logits = torch.randn(n, vocabulary.size, generator=generator) * 2 + 6.0 * brackets
        posterior = constraint.posterior(torch.full((n,), -1), logits)
        for draw in range(3):
            tokens = posterior.best()[0] if draw == 0 else posterior.sample(generator)
            text = vocabulary.decode(tokens)
            _lark(name).parse(text)
            _judge(name, text)


@pytest.mark.parametrize("name", ["json", "arithmetic", "sql", "smiles"])
def test_a_real_vocabulary(name: str) -> None:
    """131,072 tokens: samples are members, and random allowed tokens in random order never lead to a dead end."""
    vocabulary = large_vocabulary()
    constraint = compile_constraint(vocabulary, grammar=GRAMMARS / f"{name}.lark")
    over_bytes = _over_bytes(name)
    generator = torch.Generator().manual_seed(2)
    n = 40
    canvas = torch.full((n,), -1)
    posterior = constraint.posterior(canvas, torch.randn(n, vocabulary.size, generator=generator))
    for _ in range(10):
        text = vocabulary.decode(posterior.sample(generator))
        assert over_bytes.accepts(list(text.encode())), text
    for position in torch.randperm(n, generator=generator).tolist():
        allowed = torch.nonzero(constraint.masks(canvas)[position]).flatten()
        canvas[position] = allowed[int(torch.randint(len(allowed), (1,), generator=generator))]
    assert over_bytes.accepts(list(vocabulary.decode(canvas).encode()))


KEYWORDS = """ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY
CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE
CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH
ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL
GENERATED GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD
INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL
NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE
RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS
SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER TRUE FALSE UNBOUNDED UNION UNIQUE
UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHIN WITHOUT""".split()
PLACES = (
    "SELECT {} FROM t",
    "SELECT a, {} FROM t",
    "SELECT DISTINCT {} FROM t",
    "SELECT NOT {}",
    "SELECT {}.* FROM t",
    "SELECT {}.a FROM t",
    "SELECT t.{} FROM t",
    "SELECT a AS {} FROM t",
    "SELECT a FROM {}",
    "SELECT a FROM {} WHERE 1",
    "SELECT a FROM {} LEFT JOIN u ON 1",
    "SELECT a FROM {} CROSS JOIN u",
    "SELECT a FROM t, {}",
    "SELECT a FROM t JOIN {} ON 1",
    "SELECT a FROM t AS {}",
    "SELECT a FROM t AS {} INNER JOIN u ON 1",
    "SELECT a FROM t JOIN u USING ({})",
    "SELECT count({})",
    "SELECT count(DISTINCT {})",
    "SELECT a FROM t WHERE {} = 1",
    "SELECT a FROM t WHERE a = {}",
    "SELECT a FROM t GROUP BY {}",
    "SELECT a FROM t WHERE {} NOT IN (1)",
    "SELECT a FROM t WHERE a BETWEEN 1 AND {}",
    "SELECT a FROM t ORDER BY {} DESC",
    "WITH {} AS (SELECT 1) SELECT 1",
    "WITH t (a, {}) AS (SELECT 1, 2) SELECT 1",
    "SELECT a FROM t WHERE t.{} LIKE 'x'",
)


CPP_KEYWORDS = """alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
char32_t class compl concept const consteval constexpr constinit const_cast continue co_await
co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern
false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr
operator or or_eq private protected public register reinterpret_cast requires return short signed
sizeof static static_assert static_cast struct switch template this thread_local throw true try
typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq""".split()


def test_keywords_of_cpp_are_no_names() -> None:
    over_bytes = _over_bytes("cpp")
    places = (
        "int {}(){{}}",
        "int f(int {}){{}}",
        "int f(){{ int {}; }}",
        "int f(){{ x.{}=1; }}",
        "int f(){{ return (1+{})[0]++; }}",
    )
    for place in places:
        for name in ("numbers", "integer", "i", "doubled", "classes", "size_", "or1", "x_or_y", "Return"):
            assert over_bytes.accepts(list(place.format(name).encode())), (place, name)
        for keyword in CPP_KEYWORDS:
            is_value = keyword in ("true", "false", "nullptr", "this") and "return" in place
            assert over_bytes.accepts(list(place.format(keyword).encode())) == is_value, (place, keyword)


def test_keywords_are_names_only_where_sqlite_has_them_so() -> None:
    over_bytes = _over_bytes("sql")
    spellings = (str.upper, str.lower, str.capitalize)
    for place in PLACES:
        for number, keyword in enumerate(KEYWORDS):
            text = place.replace("{}", spellings[number % 3](keyword))
            try:
                _judge("sql", text)
            except AssertionError:
                assert not over_bytes.accepts(list(text.encode())), text
        for name in ("year", "Key", "row", "orders", "in_1", "notes"):
            assert over_bytes.accepts(list(place.replace("{}", name).encode())), (place, name)


@pytest.mark.parametrize("name", ["sql", "sql_dml"])
def test_texts_drawn_by_the_structure_are_what_sqlite_parses(name: str, tmp_path: Path) -> None:
    """With a few names in place of all: what is drawn is in the grammar as it ships, and SQLite reads it."""
    few = {"NAME": '"name" | "Key" | "t1" | "orders" | "year_"', "MARKED": '"a_1" | "T2"'}
    for file in ("sql", "sql_dml"):
        text = (GRAMMARS / f"{file}.lark").read_text("utf-8")
        for terminal, names in few.items():
            text = re.sub(rf"^{terminal}: .*", f"{terminal}: {names}", text, flags=re.MULTILINE)
        (tmp_path / f"{file}.lark").write_text(text, "utf-8")
    language = grammar_language(tmp_path / f"{name}.lark")
    rng = random.Random(3)
    over_bytes = _over_bytes(name)
    drawn = 0
    while drawn < 1_000:
        with suppress(TooLong):
            text = derived(language, rng, more=0.2, steps=1_500)
            _judge(name, text)
            if drawn % 20 == 0:
                assert over_bytes.accepts(list(text.encode())), text
            drawn += 1
