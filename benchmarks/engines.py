"""The left-to-right engines, each as a pair: compile a schema, then fill the mask of one position."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from tokenizers import Tokenizer

from benchmarks.vocabulary import BUILD

EOS = "<eos>"


class Engine(Protocol):
    """`compile` raises where the engine does not take the schema; what it returns computes one mask at each call."""

    name: str

    def compile(self, schema: dict[str, Any]) -> Callable[[], object]: ...


class Judge(Engine, Protocol):
    """`judging` raises where the engine does not take the schema; what it returns says whether a text is let through.

    Any white space is.
    """

    def judging(self, schema: dict[str, Any]) -> Callable[[str], bool]: ...


class LLGuidance:
    name = "llguidance"

    def __init__(self, tokenizer: Tokenizer) -> None:
        from llguidance import LLTokenizer

        self._encode = tokenizer.encode
        size = tokenizer.get_vocab_size()
        path = BUILD / f"tokenizer-{size}.json"
        self._tokenizer = LLTokenizer(path.read_text("utf-8"), n_vocab=size, eos_token=tokenizer.token_to_id(EOS))

    def compile(self, schema: dict[str, Any]) -> Callable[[], object]:
        from llguidance import LLMatcher

        options = json.dumps({**schema, "x-guidance": {"whitespace_flexible": False}})
        matcher = LLMatcher(self._tokenizer, LLMatcher.grammar_from_json_schema(options))
        if matcher.is_error():
            raise ValueError(matcher.get_error())
        return matcher.compute_bitmask

    def judging(self, schema: dict[str, Any]) -> Callable[[str], bool]:
        from llguidance import LLMatcher

        matcher = LLMatcher(self._tokenizer, LLMatcher.grammar_from_json_schema(json.dumps(schema)))
        if matcher.is_error():
            raise ValueError(matcher.get_error())

        def judged(text: str) -> bool:
            tokens = self._encode(text).ids
            matcher.reset()
            return bool(matcher.try_consume_tokens(tokens) == len(tokens) and matcher.is_accepting())

        return judged


class XGrammar:
    name = "xgrammar"

    def __init__(self, tokenizer: Tokenizer) -> None:
        import xgrammar

        names = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
        info = xgrammar.TokenizerInfo(
            [name for name, _ in names], xgrammar.VocabType.BYTE_LEVEL, stop_token_ids=tokenizer.token_to_id(EOS)
        )
        self._compiler = xgrammar.GrammarCompiler(info, max_threads=1, cache_enabled=False)
        self._bitmask = xgrammar.allocate_token_bitmask(1, len(names))

    def compile(self, schema: dict[str, Any]) -> Callable[[], object]:
        import xgrammar

        compiled = self._compiler.compile_json_schema(json.dumps(schema), any_whitespace=False)
        matcher = xgrammar.GrammarMatcher(compiled)
        return lambda: matcher.fill_next_token_bitmask(self._bitmask)

    def judging(self, schema: dict[str, Any]) -> Callable[[str], bool]:
        import xgrammar

        compiled = self._compiler.compile_json_schema(json.dumps(schema))

        def judged(text: str) -> bool:
            matcher = xgrammar.GrammarMatcher(compiled, terminate_without_stop_token=True)
            return bool(matcher.accept_string(text) and matcher.is_terminated())

        return judged


class OutlinesCore:
    name = "outlines-core"

    def __init__(self, tokenizer: Tokenizer) -> None:
        from outlines_core import Vocabulary as TheirVocabulary

        from constrained_diffusion import Vocabulary

        ours = Vocabulary.from_tokenizers(tokenizer, eos=EOS)
        spelled: dict[bytes, list[int]] = {}
        for token in range(ours.size):
            if ours.is_text[token]:
                spelled.setdefault(ours.token_bytes(token), []).append(token)
        self._vocabulary = TheirVocabulary(ours.eos[0], spelled)

    def compile(self, schema: dict[str, Any]) -> Callable[[], object]:
        from outlines_core import Guide, Index
        from outlines_core.json_schema import build_regex_from_schema

        guide = Guide(Index(build_regex_from_schema(json.dumps(schema), ""), self._vocabulary))
        return guide.get_tokens
