"""Token bytes, read four ways, against what each tokenizer decodes."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
import tiktoken
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, decoders, models
from transformers import PreTrainedTokenizer, PreTrainedTokenizerFast

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint, load_constraint
from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidText, InvalidVocabulary, MissingFile
from constrained_diffusion.languages.arguments import wanted
from tests.checkpoints_by_hand import byte_fallback, byte_level, gemma_tokenizer, qwen_tokenizer

CORPUS = [
    "The quick brown fox jumps over the lazy dog. " * 3,
    '{"name": "Zoë", "city": "München", "tags": ["ü", "日本", "😀"]}',
    "Привет мир, γειά σου κόσμε, こんにちは世界, नमस्ते",
    "  two  spaces and\ttabs\n\nlines",
] * 20

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\u2581"), max_size=30)


BYTE_LEVEL = byte_level(CORPUS, 500, ["<eos>", "<pad>"])
BYTE_LEVEL.add_tokens([AddedToken("<think>", special=False)])
BYTE_FALLBACK = byte_fallback([text[:60] for text in CORPUS], 700, ["<unk>", "<eos>", "<pad>"])
SPELL: dict[str, tuple[Vocabulary, Callable[[str], list[int]], Callable[[list[int]], str]]] = {
    "byte level": (
        Vocabulary.from_tokenizers(BYTE_LEVEL, eos="<eos>", pad="<pad>"),
        lambda text: BYTE_LEVEL.encode(text, add_special_tokens=False).ids,
        lambda ids: BYTE_LEVEL.decode(ids),
    ),
    "byte fallback": (
        Vocabulary.from_tokenizers(BYTE_FALLBACK, eos="<eos>", pad="<pad>"),
        lambda text: BYTE_FALLBACK.encode(text, add_special_tokens=False).ids,
        lambda ids: BYTE_FALLBACK.decode(ids),
    ),
}


@pytest.mark.parametrize("family", sorted(SPELL))
@settings(max_examples=200)
@given(text=TEXTS)
def test_bytes_are_what_the_tokenizer_decodes(family: str, text: str) -> None:
    vocabulary, encode, decode = SPELL[family]
    assume(not any(name in text for name in ("<pad>", "<eos>", "<mask>", "<bos>", "<unk>")))  # they are not text
    tokens = encode(text)
    assert vocabulary.decode(tokens) == decode(tokens) == text
    assert b"".join(map(vocabulary.token_bytes, tokens)) == text.encode()
    assert vocabulary.encode(text) == tokens


def test_special_tokens_are_not_text() -> None:
    vocabulary, _, _ = SPELL["byte level"]
    assert vocabulary.token_bytes(vocabulary.eos[0]) == b""
    assert vocabulary.decode([vocabulary.eos[0], *vocabulary.encode("a"), vocabulary.pad or 0]) == "a"
    assert BYTE_LEVEL.token_to_id("<think>") in [
        token for token in range(vocabulary.size) if vocabulary.token_bytes(token) == b"<think>"
    ]


class Slow(PreTrainedTokenizer):
    """Written in Python, as Dream's tokenizer is: bytes by the stand-ins of GPT-2, here without merges."""

    def __init__(self, **options: object) -> None:
        printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
        rest = [byte for byte in range(256) if byte not in printable]
        self.byte_encoder = {byte: chr(byte) for byte in printable} | {
            byte: chr(256 + i) for i, byte in enumerate(rest)
        }
        self.byte_decoder = {character: byte for byte, character in self.byte_encoder.items()}
        self.encoder = {character: number for number, character in enumerate(self.byte_decoder)}
        super().__init__(eos_token="<|im_end|>", pad_token="<|endoftext|>", **options)

    @property
    def vocab_size(self) -> int:
        return len(self.encoder)

    def get_vocab(self) -> dict[str, int]:
        return {**self.encoder, **self.added_tokens_encoder}

    def _tokenize(self, text: str, **_: object) -> list[str]:
        return [self.byte_encoder[byte] for byte in text.encode()]

    def _convert_token_to_id(self, token: str) -> int:
        return self.encoder[token]

    def _convert_id_to_token(self, index: int) -> str:
        return list(self.encoder)[index]

    def convert_tokens_to_string(self, tokens: list[str]) -> str:
        return bytes(self.byte_decoder[character] for character in "".join(tokens)).decode("utf-8", errors="replace")


SCRIPTS = st.lists(
    st.sampled_from(
        ["Latin, naïve", "Кириллица", "Ελληνικά", "日本語テキスト", "한국어", "العربية", "עברית", "हिन्दी", "ไทย",
         "😀👩‍👩‍👧", "  \n\t",
         "Ω≈ç√∫", "{\"a\": [1, 2.5e-3]}", "e\u0301", "ﬁ", "\u00a0"]
    ) | TEXTS,
    max_size=4,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("family", ["Gemma", "Qwen and LLaDA", "Dream, slow"])
@settings(max_examples=150)
@given(text=SCRIPTS)
def test_families_of_transformers(family: str, text: str) -> None:
    """Token bytes, one after another, are what the tokenizer decodes; some normalise the text first."""
    made = {"Gemma": gemma_tokenizer, "Qwen and LLaDA": qwen_tokenizer, "Dream, slow": cache(Slow)}
    tokenizer = made[family]()
    vocabulary = Vocabulary.from_transformers(tokenizer)
    tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
    assume(all(vocabulary.is_text[token] for token in tokens))  # the text spelled out a special token
    assert vocabulary.decode(tokens) == tokenizer.decode(tokens, clean_up_tokenization_spaces=False)
    read = unicodedata.normalize("NFC", text) if family == "Qwen and LLaDA" else text
    assert vocabulary.text_bytes(tokens) == read.encode()
    encoded = vocabulary.encode(text)
    assert vocabulary.text_bytes(encoded) == text.encode()
    assert encoded == tokens or read != text


def test_transformers() -> None:
    fast = PreTrainedTokenizerFast(tokenizer_object=BYTE_LEVEL, eos_token="<eos>", pad_token="<pad>")
    vocabulary = Vocabulary.from_transformers(fast, size=1000)
    assert vocabulary.size == 1000
    assert vocabulary.eos == (fast.eos_token_id,)
    assert vocabulary.pad == fast.pad_token_id
    assert not vocabulary.is_text[999]
    tokens = fast("Zoë 日本")["input_ids"]
    assert vocabulary.decode(tokens) == fast.decode(tokens)


def test_sentencepiece(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "corpus.txt").write_text("\n".join(CORPUS), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(tmp_path / "corpus.txt"), model_prefix=str(tmp_path / "m"), vocab_size=420, byte_fallback=True,
        model_type="bpe", pad_id=3, add_dummy_prefix=False, remove_extra_whitespaces=False,
        normalization_rule_name="identity", hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    vocabulary = Vocabulary.from_sentencepiece(tmp_path / "m.model")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "m.model"))
    assert vocabulary.eos == (processor.eos_id(),)
    assert vocabulary.pad == 3
    for text in ["The  quick", "München 日本 😀", "Ω≈ç√", " leading"]:
        tokens = vocabulary.encode(text)
        assert vocabulary.decode(tokens) == processor.decode(tokens) == text
    with pytest.raises(InvalidVocabulary, match="no SentencePiece model"):
        Vocabulary.from_sentencepiece(tmp_path / "corpus.txt")


def test_tiktoken(tmp_path) -> None:  # type: ignore[no-untyped-def]
    ranks = {bytes([byte]): byte for byte in range(256)} | {b"th": 256, b"the": 257, "é".encode(): 258}
    path = tmp_path / "ranks.tiktoken"
    path.write_text("".join(f"{base64.b64encode(token).decode()} {rank}\n" for token, rank in ranks.items()))
    special = {"<|endoftext|>": 259, "<|pad|>": 260}
    encoding = tiktoken.Encoding("small", pat_str=r".+", mergeable_ranks=ranks, special_tokens=special)
    vocabulary = Vocabulary.from_tiktoken(path, special=special, eos="<|endoftext|>", pad="<|pad|>")
    tokens = encoding.encode("the café\n")
    assert vocabulary.decode(tokens) == encoding.decode(tokens)
    assert vocabulary.size == encoding.n_vocab
    with pytest.raises(InvalidVocabulary, match="list of bytes"):
        vocabulary.encode("the")
    path.write_text("not base64 at all\n")
    with pytest.raises(InvalidVocabulary, match="line 1"):
        Vocabulary.from_tiktoken(path, special=special, eos=259)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Vocabulary.from_tokenizers(BYTE_LEVEL, eos="<none>"), "no token '<none>'"),
        (lambda: Vocabulary.from_tokenizers(BYTE_LEVEL, eos="<eos>", size=3), "more than size=3"),
        (lambda: Vocabulary.from_tokenizers(BYTE_LEVEL, eos="eos"), "no token 'eos'; did you mean '<eos>'"),
        (lambda: Vocabulary.from_tokenizers(__file__, eos=0), "no tokenizer file: .*; give a tokenizer.json"),
        (lambda: Vocabulary.from_tokenizers("/", eos=0), "/ is no file that can be read; give the path of"),
        (lambda: Vocabulary.from_tokenizers(Tokenizer(models.BPE()), eos=0), "no decoder"),
        (lambda: Vocabulary.from_bytes([b"a"], eos=1), "outside the vocabulary"),
        (lambda: Vocabulary.from_bytes([b"a", b""], eos=[]), "end-of-sequence"),
        (lambda: Vocabulary.from_bytes([b"a", b""], eos=1, mask=1), "cannot be the mask"),
    ],
)
def test_errors(make: Callable[[], Vocabulary], message: str) -> None:
    with pytest.raises(InvalidVocabulary, match=message):
        make()


@pytest.mark.parametrize(
    ("read", "what"),
    [
        (lambda path: Vocabulary.from_tokenizers(path, eos=0), "a tokenizer.json"),
        (lambda path: Vocabulary.from_sentencepiece(path), "a tokenizer.model"),
        (lambda path: Vocabulary.from_tiktoken(path, special={}, eos=0), "a rank file"),
        (
            lambda path: load_constraint(path, Vocabulary.from_bytes([b"a", b""], eos=1)),
            "one that save_constraint wrote",
        ),
        (lambda path: wanted(grammar=path), "a file that is there"),
        (lambda path: SqlDatabase(path), "a file that is there"),
    ],
)
def test_files_that_are_not_there(read: Callable[[Path], Any], what: str, tmp_path: Path) -> None:
    """One class for all that reads files, which Python's own and the library's root catch alike."""
    path = tmp_path / "nothing"
    with pytest.raises(
        MissingFile, match=rf"there is no .*{re.escape(str(path))}.*; give the path of {what}"
    ) as caught:
        read(path)
    assert isinstance(caught.value, FileNotFoundError)
    assert isinstance(caught.value, ConstrainedDiffusionError)
    assert str(caught.value).endswith(caught.value.remedy)
    assert caught.value.remedy


def test_wordpiece_is_refused() -> None:
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
    tokenizer.decoder = decoders.WordPiece()
    with pytest.raises(InvalidVocabulary, match="WordPiece"):
        Vocabulary.from_tokenizers(tokenizer, eos=0)


def test_encoding_spells_the_text_and_nothing_else() -> None:
    """Where a tokenizer puts a space before a text, or reads the name of a special token as the token."""
    tokens = [b"", b"<s>", b" a", b"a", b" b", b"b", b"ab", "é".encode(), b"\xc3", b"\xa9", b"<", b"s", b">"]
    added = {"a": [2], "ab": [2, 5], "é": [2, 3], "<s>": [0]}
    vocabulary = Vocabulary(tokens, eos=0, special=[], encode=lambda text: added.get(text, []))
    for text, expected in {"a": [3], "ab": [6], "é": [7], "<s>": [1], "": [], "aab b": [3, 6, 4]}.items():
        found = vocabulary.encode(text)
        assert found == expected
        assert vocabulary.decode(found) == text
    for text, position in {"aüb": 1, "x": 0, "ab\ud800": 2}.items():
        with pytest.raises(InvalidText) as raised:
            vocabulary.encode(text)
        assert raised.value.position == position
    constraint = compile_constraint(vocabulary, regex="a+b| b|é")
    for text in ("ab", "aab", " b", "é"):
        assert constraint.accepts(vocabulary.encode(text))
