"""Asks for invocations and answers them, until the process ends."""

import os
import sys

from . import errors, handler, logs, results
from .api import ApiError, RuntimeApi
from .context import LambdaContext


def main():
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    logs.install()
    try:
        handler.prepare_path(os.environ.get("LAMBDA_TASK_ROOT", os.getcwd()))
        function = handler.load(os.environ.get("_HANDLER", ""))
    except Exception as error:  # Whatever a module raises. SystemExit ends the process, as it does on Lambda.
        _fail(api, "/init/error", errors.describe(error))
        sys.exit(1)
    while True:
        _serve(api, function)


def _serve(api, function):
    headers, event = api.next()
    request_id = headers.get("lambda-runtime-aws-request-id", "")
    logs.use_request(request_id)
    _trace(headers.get("lambda-runtime-trace-id"))
    try:
        result, content_type = results.encode(function(results.decode(event), LambdaContext(headers)))
    except Exception as error:
        _fail(api, f"/invocation/{request_id}/error", errors.describe(error, request_id))
        return
    logs.flush()
    try:
        api.answer(request_id, result, content_type)
    except ApiError as error:
        if error.status != 413:
            raise
        # Too large: the caller has been told, and the next invocation may be better.
        print(f"[ERROR] {error}")


def _fail(api, path, report):
    errors.log(report)
    logs.flush()
    api.fail(path, errors.encode(report), report["errorType"])


def _trace(trace_id):
    """X-Ray's SDK reads this variable for each invocation."""
    if trace_id:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
