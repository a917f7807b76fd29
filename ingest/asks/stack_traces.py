"""Pasted logs and stack traces, folded to their first line, so that the embedding is of the
customer's own words."""

import re

_LINE = re.compile(
    r"""^\s*(?:
      \[?\d{4}[-/.]\d\d[-/.]\d\d[T\s]\d\d:\d\d\S*\]?\s+\S            # 2026-02-03 10:00:00 ...
    | \[?\d\d:\d\d:\d\d[.,]?\d*\]?\s+\S                              # 10:00:00.123 ...
    | [A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d\s                      # Feb  3 10:00:00 host
    | (?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE|CRITICAL)\b[\s:\]|-]
    | \[(?:debug|info|warn|warning|error|fatal|trace)\]
    | at\s+[\w.$<>\[\]/ ]{1,200}\(.{0,200}\)\s*$                     # Java, C#, JavaScript
    | at\s+\S{1,200}:\d+:\d+\s*$
    | File\s".{1,300}",\sline\s\d+                                   # Python
    | Traceback\s\(most\srecent\scall\slast\)
    | (?:Caused\sby:|Suppressed:|\.\.\.\s\d+\smore)
    | (?:[a-z_]\w*\.){1,8}\w*(?:Exception|Error)\b.{0,300}$          # java.lang.X: ...
    | \w{1,60}(?:Exception|Error|Warning):\s.{0,300}$
    | \#\d{1,3}\s+(?:0x[0-9a-f]{4,}|/|\w+\s\()                       # gdb, PHP
    | (?:0x)?[0-9a-f]{8,}:?\s+(?:[0-9a-f]{2,}\s+){3,}                # a dump
    | goroutine\s\d+\s\[
    )""",
    re.VERBOSE,
)
_INSIDE = re.compile(r"^(?:\s{2,}|\t)\S|^\s*[}\])]+[,;]?\s*$")
"""A line inside a log: indented code, closing brackets."""
_HEAD = re.compile(r"^\s*Traceback \(most recent call last\)")
_RAISED = re.compile(r"^\s*(?:[A-Za-z_]\w*\.)*\w*(?:Error|Exception|Warning|Exit|Interrupt)\b")
_MIN_LINES = 3
"""Lines of the shortest log."""


def fold_stack_traces(text: str) -> str:
    """The text with every log or stack trace of three lines or more cut to its first line.

    Of a Python traceback the line of the exception is kept: its first line is always the same.
    """
    lines = text.split("\n")
    if len(lines) < _MIN_LINES:
        return text
    kept: list[str] = []
    start = 0
    while start < len(lines):
        end = _find_log_end(lines, start)
        if end - start >= _MIN_LINES:
            kept.append(_pick_first_line(lines[start:end]))
        else:
            end = start + 1
            kept.append(lines[start])
        start = end
    return "\n".join(kept)


def _find_log_end(lines: list[str], start: int) -> int:
    """Index past the last line of the log that begins at `start`; `start` where none does."""
    if not _LINE.match(lines[start][:400]):
        return start
    end = start + 1
    while end < len(lines):
        line = lines[end][:400]
        ahead = lines[end + 1][:400] if end + 1 < len(lines) else ""
        goes_on = _LINE.match(line) or _INSIDE.match(line)
        if not goes_on and not (not line.strip() and _LINE.match(ahead)):
            break
        end += 1
    return end


def _pick_first_line(lines: list[str]) -> str:
    if _HEAD.match(lines[0]):
        return next((line for line in reversed(lines) if _RAISED.match(line)), lines[0])
    return lines[0]
