"""Mail addresses (RFC 5321, section 4.1.2: Mailbox) and internationalized ones (RFC 6531, section 3.3)."""

from __future__ import annotations

from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    ANY_TEXT,
    Both,
    Characters,
    Except,
    Node,
    Repeat,
    Text,
    choice,
    sequence,
)
from constrained_diffusion.languages.json_schema.formats.hosts import (
    LONGEST_FOREIGN_LABEL,
    LONGEST_LABEL,
    foreign_names,
    label,
    letters,
    names,
)
from constrained_diffusion.languages.json_schema.formats.language import Format
from constrained_diffusion.languages.regex import full_match

LONGEST_ADDRESS = 254
"""RFC 5321, section 4.5.3.1.3: a path of 256 octets, less its brackets."""
LONGEST_LOCAL_PART = 64
_ATOM_CHARACTER = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_RESERVED = r"(?i:arpa|invalid|local|localhost|onion|test)"
"""Special-use top-level domains (RFC 6761, RFC 7686), which get no mail: email-validator refuses them."""


def _addresses(*labels: int) -> Node:
    """An atom or more, at a name of two labels or more of which the last is of letters and hyphens.

    Quoted local parts and addresses instead of names are left out, since email-validator refuses them.

    Args:
        labels: the longest label of each kind of `names`.
    """
    return sequence(_local_parts(full_match(_ATOM_CHARACTER), LONGEST_LOCAL_PART), "@", _domains(*labels))


def _local_parts(character: Node, longest: int) -> Node:
    atom = Repeat(character, 1, None)
    return Both(Repeat(atom, 1, None, Text(".")), Repeat(ANY_CHARACTER, 1, longest))


def _domains(*labels: int) -> Node:
    return names(LONGEST_ADDRESS - LONGEST_LOCAL_PART - 1, _top_label(), 2, labels)


def _top_label() -> Node:
    return Except(
        Both(full_match(label(LONGEST_LABEL, "[A-Za-z]")), full_match(r"[\s\S]*[A-Za-z]")), full_match(_RESERVED)
    )


def _foreign_addresses() -> Node:
    """The same, or short parts with letters of other scripts, of which each takes at most three octets."""
    character = full_match(_ATOM_CHARACTER)
    foreign = _local_parts(choice(character, Characters(letters())), LONGEST_FOREIGN_LABEL)
    local = choice(_local_parts(character, LONGEST_LOCAL_PART // 2), foreign)
    return sequence(local, "@", choice(_domains(30), foreign_names(2, 2)))


def _named_addresses() -> Node:
    """RFC 5322, section 3.4: an address, or a name of atoms and an address in angle brackets."""
    word = rf"{_ATOM_CHARACTER}+"
    return sequence(full_match(rf"(?:{word} )+<"), _addresses(30), ">")


def _with_at() -> Node:
    # All that jsonschema's checker looks for; every address has it.
    return sequence(ANY_TEXT, "@", ANY_TEXT)


FORMATS = {
    "email": Format(lambda: _addresses(62, 14), _with_at),
    "idn-email": Format(_foreign_addresses, _with_at),
    "name-email": Format(lambda: choice(_addresses(30), _named_addresses()), _with_at),
}
