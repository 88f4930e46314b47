"""Events and results, to and from JSON."""

import json

from .errors import Fault


def decode(event):
    try:
        return json.loads(event)
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


def encode(result):
    """The answer and its content type. Bytes are the answer as they are, everything else is JSON."""
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        text = json.dumps(result, ensure_ascii=False, default=_number)
        try:
            return text.encode(), "application/json"
        except UnicodeEncodeError:
            # Half of a surrogate pair has no UTF-8, but an escape.
            return json.dumps(result, default=_number).encode(), "application/json"
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def _number(value):
    # Not imported for it: who returns one has done so.
    if type(value).__name__ == "Decimal":
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
