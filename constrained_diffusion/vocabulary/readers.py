"""Tokenizer families: how each turns a token id into bytes. One function a family, all returning a `Reading`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from os import R_OK, PathLike, access, fspath
from os.path import exists, isfile
from typing import TYPE_CHECKING, Any

from constrained_diffusion import checked
from constrained_diffusion.errors import InvalidVocabulary, MissingExtra, MissingFile

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BYTE_TOKEN = re.compile(r"<0x([0-9A-Fa-f]{2})>\Z")
_SPACE = "\u2581"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a tokenizer file says: bytes by id, ids by name, the special ids, and the way back from text to ids."""

    tokens: list[bytes]
    names: dict[str, int]
    special: list[int]
    encode: Callable[[str], list[int]] | None = None
    eos: int | None = None
    pad: int | None = None


def read_tokenizers(tokenizer: Tokenizer | str | PathLike[str]) -> Reading:
    """Reads a `tokenizers` tokenizer by the steps of its decoder."""
    from tokenizers import Tokenizer

    if isinstance(tokenizer, (str, PathLike)):
        path = _existing(tokenizer, "a tokenizer.json")
        try:
            tokenizer = Tokenizer.from_file(path)
        except Exception as error:  # the library raises bare Exception
            raise InvalidVocabulary(f"{path} is no tokenizer file: {error}; give a tokenizer.json") from None
    described = json.loads(tokenizer.to_str())
    spell = _speller(described.get("decoder"))
    names = tokenizer.get_vocab(with_added_tokens=True)
    tokens = [b""] * (max(names.values()) + 1)
    for name, token in names.items():
        tokens[token] = spell(name)
    special = [entry["id"] for entry in described.get("added_tokens", ()) if entry["special"]]
    unknown = described["model"].get("unk_token")
    if isinstance(unknown, str) and unknown in names:
        special.append(names[unknown])

    def encode(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    return Reading(tokens=tokens, names=names, special=special, encode=encode)


def _existing(path: str | PathLike[str], what: str) -> str:
    """The path of a file that can be read, or an error that says what would be there."""
    name = checked.path("the path", path)
    if not exists(name):
        raise MissingFile(f"there is no file {name}", f"give the path of {what}")
    if not isfile(name) or not access(name, R_OK):
        raise InvalidVocabulary(f"{name} is no file that can be read; give the path of {what}")
    return name


def read_transformers(tokenizer: Any) -> Reading:
    """Reads a `transformers` tokenizer: what is inside a fast one, the alphabet of a slow byte-level one."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is not None:
        return read_tokenizers(backend)
    if getattr(tokenizer, "byte_decoder", None) != _ALPHABET:
        raise InvalidVocabulary(
            "this transformers tokenizer is neither a fast one nor of GPT-2's kind: load a fast one, or use "
            "Vocabulary.from_sentencepiece"
        )
    names: dict[str, int] = tokenizer.get_vocab()
    added = tokenizer.added_tokens_decoder
    tokens = [b""] * (max([*names.values(), *added]) + 1)
    for name, token in names.items():
        tokens[token] = name.encode() if token in added else _byte_level(name)
    special = [token for token, entry in added.items() if entry.special]

    def encode(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False)
        return ids

    return Reading(tokens=tokens, names=names, special=special, encode=encode)


def _speller(decoder: dict[str, Any] | None) -> Callable[[str], bytes]:
    """The bytes of a token, by the decoder's own rules (token by token: anything else cannot be promised)."""
    steps = [] if decoder is None else decoder["decoders"] if decoder["type"] == "Sequence" else [decoder]
    kinds = [step["type"] for step in steps]
    if kinds == ["ByteLevel"]:
        return _byte_level
    replacements: list[tuple[str, str]] = []
    fallback = False
    for step in steps:
        match step:
            case {"type": "Replace", "pattern": {"String": old}, "content": new}:
                replacements.append((old, new))
            case {"type": "Metaspace", "replacement": old}:
                replacements.append((old, " "))
            case {"type": "ByteFallback"}:
                fallback = True
            case {"type": "Fuse"} | {"type": "Strip", "content": " "}:
                pass
            case _:
                raise InvalidVocabulary(
                    f"the decoder step {step['type']} does not spell tokens one by one: list what each token spells "
                    "with Vocabulary.from_bytes"
                )
    if not steps:
        raise InvalidVocabulary(
            "the tokenizer has no decoder, so what its tokens spell is not known: list it with Vocabulary.from_bytes"
        )

    def spell(name: str) -> bytes:
        if fallback and (found := _BYTE_TOKEN.match(name)):
            return bytes([int(found[1], 16)])
        for old, new in replacements:
            name = name.replace(old, new)
        return name.encode()

    return spell


def _byte_alphabet() -> dict[str, int]:
    """The printable stand-ins that GPT-2's byte-level BPE writes for the 256 bytes."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [byte for byte in range(256) if byte not in set(printable)]
    return {chr(byte): byte for byte in printable} | {chr(0x100 + i): byte for i, byte in enumerate(rest)}


_ALPHABET = _byte_alphabet()


def _byte_level(name: str) -> bytes:
    try:
        return bytes([_ALPHABET[character] for character in name])
    except KeyError:  # an added token outside the alphabet stands for itself
        return name.encode()


def read_sentencepiece(model: Any) -> Reading:
    """Reads a SentencePiece model; control, unknown and unused pieces are special."""
    try:
        from sentencepiece import SentencePieceProcessor
    except ImportError:
        raise MissingExtra.named("sentencepiece", "reading SentencePiece models needs the extra") from None
    if isinstance(model, (str, PathLike)):
        path = _existing(model, "a tokenizer.model")
        try:
            processor = SentencePieceProcessor(model_file=path)
        except (OSError, RuntimeError) as error:
            raise InvalidVocabulary(f"{path} is no SentencePiece model: {error}; give a tokenizer.model") from None
    elif not hasattr(model, "get_piece_size"):
        raise InvalidVocabulary(
            f"a SentencePiece vocabulary is read from the path of a tokenizer.model or a SentencePieceProcessor: give "
            f"one of them, {type(model).__name__} is neither"
        )
    else:
        processor = model
    tokens, names, special = [], {}, []
    for token in range(processor.get_piece_size()):
        piece = processor.id_to_piece(token)
        names[piece] = token
        if processor.is_control(token) or processor.is_unknown(token) or processor.is_unused(token):
            special.append(token)
            tokens.append(b"")
        elif processor.is_byte(token):
            tokens.append(bytes([int(piece[3:5], 16)]))
        else:
            tokens.append(piece.replace(_SPACE, " ").encode())
    return Reading(
        tokens=tokens, names=names, special=special, encode=processor.encode,
        eos=processor.eos_id() if processor.eos_id() >= 0 else None,
        pad=processor.pad_id() if processor.pad_id() >= 0 else None,
    )  # fmt: skip


def read_tiktoken(path: str | PathLike[str], special: dict[str, int]) -> Reading:
    """Reads a tiktoken rank file."""
    ranks: dict[int, bytes] = {}
    with open(_existing(path, "a rank file (.tiktoken)"), "rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                token, rank = line.split()
                ranks[int(rank)] = base64.b64decode(token, validate=True)
            except (ValueError, binascii.Error):
                raise InvalidVocabulary(
                    f"{fspath(path)}, line {number}: not a base64 token and its rank; give a rank file"
                ) from None
    if not ranks:
        raise InvalidVocabulary(f"{fspath(path)} holds no tokens; give a rank file")
    clash = next((name for name, token in special.items() if token in ranks), None)
    if clash is not None:
        raise InvalidVocabulary(f"the special token {clash!r} has the id of an ordinary token: give its own")
    tokens = [b""] * (max(*ranks, *special.values(), 0) + 1)
    for identity, spelled in ranks.items():
        tokens[identity] = spelled
    return Reading(tokens=tokens, names=dict(special), special=list(special.values()))
