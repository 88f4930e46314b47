"""Log records as AWS's runtime writes them: level, time and request id, separated by tabs."""

import logging
import sys
import time

_request_id = ""


class _Handler(logging.Handler):
    """Writes to what sys.stdout is at that moment: functions replace it."""

    def emit(self, record):
        sys.stdout.write(self.format(record))


def _add_request_id(record):
    record.aws_request_id = _request_id
    return True


def install():
    """Gives the root logger its handler, before the function's modules are imported."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(write_through=True)
    formatter = logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = _Handler()
    handler.setFormatter(formatter)
    handler.addFilter(_add_request_id)
    logging.getLogger().addHandler(handler)


def use_request(request_id):
    """Records belong to this invocation from now on."""
    global _request_id
    _request_id = request_id


def flush():
    """What is written is in the log before the answer is."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass  # The function's own stream; it may be closed.
