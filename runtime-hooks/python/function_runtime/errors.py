"""Failures in the shape that Lambda gives them."""

import json
import os
import sys


class Fault(Exception):
    """A failure that Lambda has a name of its own for, such as Runtime.ImportModuleError."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


def describe(error, request_id=""):
    """The body that Lambda answers a failed invocation with."""
    is_fault = isinstance(error, Fault)
    return {
        "errorMessage": _text(error),
        "errorType": error.error_type if is_fault else type(error).__name__,
        "requestId": request_id,
        "stackTrace": error.trace if is_fault else _stack(error),
    }


def encode(report):
    return json.dumps(report).encode()


def log(report):
    """One entry in the log, whatever its number of lines: '\\r' between them and no spaces in front, as CloudWatch gets it."""
    lines = [f"[ERROR] {report['errorType']}: {report['errorMessage']}", "Traceback (most recent call last):"]
    for frame in report["stackTrace"]:
        for line in frame.splitlines():
            text = line.lstrip(" ")
            lines.append("\N{NO-BREAK SPACE}" * (len(line) - len(text)) + text)
    sys.stdout.write("\r".join(lines) + "\n")


def _text(error):
    try:
        return str(error)
    except Exception as second:  # An exception's own __str__ may be as broken as the rest.
        return f"{type(error).__name__}, whose message cannot be shown: {type(second).__name__}"


def _stack(error):
    import traceback  # Only here: half of the functions never fail.

    frames = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in traceback.extract_tb(error.__traceback__)]
    here = os.path.dirname(os.path.abspath(__file__))
    for index, frame in enumerate(frames):
        if not frame[0].startswith((here, "<frozen importlib")) and os.sep + "importlib" + os.sep not in frame[0]:
            return traceback.format_list(frames[index:])
    return traceback.format_list(frames)
