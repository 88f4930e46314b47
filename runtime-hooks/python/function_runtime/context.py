"""What a handler gets as its second argument, with the attributes that AWS documents."""

import json
import os
import time

from . import errors


class _Record:
    """Attributes by name, None where nothing was given."""

    _fields = {}

    def __init__(self, values):
        for attribute, key in self._fields.items():
            setattr(self, attribute, values.get(key))

    def __repr__(self):
        return f"{type(self).__name__}([{','.join(f'{name}={value}' for name, value in vars(self).items() if name[0] != '_')}])"


class Client(_Record):
    """The mobile application that called, as AWS's mobile SDK describes it."""

    _fields = {name: name for name in ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")}


class ClientContext(_Record):
    """What the caller says of itself."""

    _fields = {"custom": "custom", "env": "env"}

    def __init__(self, values):
        super().__init__(values)
        client = values.get("client")
        self.client = Client(client) if isinstance(client, dict) else None


class CognitoIdentity(_Record):
    """Who called, through Amazon Cognito."""

    _fields = {"cognito_identity_id": "cognitoIdentityId", "cognito_identity_pool_id": "cognitoIdentityPoolId"}


class LambdaContext(_Record):
    """The invocation, the function, and the time that is left."""

    _fields = {
        "log_group_name": "AWS_LAMBDA_LOG_GROUP_NAME",
        "log_stream_name": "AWS_LAMBDA_LOG_STREAM_NAME",
        "function_name": "AWS_LAMBDA_FUNCTION_NAME",
        "memory_limit_in_mb": "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "function_version": "AWS_LAMBDA_FUNCTION_VERSION",
    }

    def __init__(self, headers):
        super().__init__(os.environ)
        self.aws_request_id = headers.get("lambda-runtime-aws-request-id", "")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn", "")
        client_context = _parse(headers.get("lambda-runtime-client-context"), "Client Context")
        self.client_context = ClientContext(client_context) if client_context is not None else None
        self.identity = CognitoIdentity(_parse(headers.get("lambda-runtime-cognito-identity"), "Cognito Identity") or {})
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        self._deadline_ms = int(headers.get("lambda-runtime-deadline-ms") or 0)

    def get_remaining_time_in_millis(self):
        """Milliseconds until the invocation times out, never negative."""
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        """Writes to the function's log as it is."""
        print(message, end="", flush=True)


def _parse(text, name):
    try:
        return json.loads(text) if text else None
    except ValueError as error:
        raise errors.Fault("Runtime.LambdaContextUnmarshalError", f"Unable to parse {name} JSON: {error}") from None
