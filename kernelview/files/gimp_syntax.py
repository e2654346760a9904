"""The bracketed lists that GIMP keeps its settings in: (name "text" (property value) ...)."""

import re

from kernelview.kernels import KernelError

DEEPEST = 8

_TOKEN = re.compile(
    r'\s+|#[^\r\n]*|(?P<bracket>[()])|"(?P<text>[^"\\]*(?:\\.[^"\\]*)*)"|(?P<word>[^\s()"#]+)',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


class Word(str):
    """A bare word or number; a text between quotation marks is a plain str."""

    __slots__ = ()


def parse_lists(text: str) -> list[object]:
    """Return the lists of a file as nested lists of Word and str; comments are left out.

    KernelError for brackets that do not close, or are nested deeper than 8.
    """
    stack: list[list[object]] = [[]]
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise KernelError("a quotation mark in it does not close")
        place = match.end()
        if match["bracket"]:
            _bracket(match["bracket"], stack)
        elif match["word"] is not None:
            stack[-1].append(Word(match["word"]))
        elif match["text"] is not None:
            stack[-1].append(_unescaped(match["text"]))
    if len(stack) > 1:
        raise KernelError("a bracket in it does not close")
    return stack[0]


def quoted(text: str) -> str:
    """Return a text between quotation marks; control characters become spaces."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bracket(sign: str, stack: list[list[object]]) -> None:
    if sign == "(":
        if len(stack) > DEEPEST:
            raise KernelError("its brackets are nested too deep")
        inner: list[object] = []
        stack[-1].append(inner)
        stack.append(inner)
    elif len(stack) == 1:
        raise KernelError("a bracket in it closes that was never opened")
    else:
        stack.pop()


def _unescaped(text: str) -> str:
    # GLib escapes bytes, so that a letter beyond ASCII may be several octal numbers.
    if "\\" not in text:
        return text
    data = bytearray()
    last = 0
    for match in _ESCAPE.finditer(text):
        data += text[last : match.start()].encode() + _escaped(match[1])
        last = match.end()
    return (data + text[last:].encode()).decode("utf-8", "replace")


def _escaped(sign: str) -> bytes:
    if sign[0] in "01234567":
        return bytes([int(sign, 8) & 0xFF])
    return _ESCAPED.get(sign, sign).encode()
