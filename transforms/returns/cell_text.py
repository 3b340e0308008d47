"""Text in cells: what a cell can hold, and how many lines it takes there."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_LONGEST_TEXT = 32_767
# Widths of Arial's characters, in widths of its 0; capitals and what is not listed count as the widest of them.
_WIDEST_COMMON = 1.3
_PADDING = 2.0
_CHARACTER_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.42),
    **dict.fromkeys(" .,:;!/ftI[]()-\u00ad", 0.56),
    **dict.fromkeys("r", 0.62),
    **dict.fromkeys("ckstvxyzJ", 0.92),
    **dict.fromkeys("abdeghnopqu0123456789_?$#+=<>", 1.02),
    **dict.fromkeys("mwMW%@", 1.6),
}


def safe_text(text: str) -> str:
    """`text` without the control characters a workbook cannot hold, and no longer than a cell can be."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]


def lines_needed(text: str, width: float, size: int = 10, bold: bool = False) -> int:
    """How many lines `text` takes when wrapped in a column `width` characters wide: an estimate on the safe side."""
    room = max((width - _PADDING) * 10 / size / (1.1 if bold else 1.03), 1.0)
    # No text is wider than its capitals; most cells are short enough to be done here.
    if len(text) * _WIDEST_COMMON < room and "\n" not in text:
        return 1
    return sum(_lines(line, room) for line in text.split("\n"))


def _lines(line: str, room: float) -> int:
    """Lines of one paragraph: words are kept whole unless one alone is wider than the column."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        wide = sum(_CHARACTER_WIDTHS.get(character, _WIDEST_COMMON) for character in word)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        lines, used = lines + int((used + wide) / room), (used + wide) % room
        used += _CHARACTER_WIDTHS[" "]
    return lines
