"""The Runtime API over one connection that stays open."""

import socket
import sys

import runtime_brand

BASE = "/2018-06-01/runtime"
AGENT = f"{runtime_brand.SLUG}-python/{sys.version_info.major}.{sys.version_info.minor}"


class ApiError(Exception):
    """The Runtime API refused a request."""

    def __init__(self, request, status, body):
        super().__init__(f"{request}: {status} {body.decode(errors='replace')}")
        self.status = status


class RuntimeApi:
    """A client made for this one purpose: http.client takes longer to import than the rest of the start, and longer per call than the call."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._address = (host, int(port))
        self._socket = self._reader = None

    def next(self):
        """Waits for an invocation: its header fields, names in lower case, and its event."""
        return self._request("GET", "/invocation/next", b"", "")

    def answer(self, request_id, body, content_type):
        self._request("POST", f"/invocation/{request_id}/response", body, f"Content-Type: {content_type}\r\n")

    def fail(self, path, body, error_type):
        fields = f"Content-Type: application/vnd.aws.lambda.error+json\r\nLambda-Runtime-Function-Error-Type: {error_type}\r\n"
        self._request("POST", path, body, fields)

    def _request(self, method, path, body, fields):
        length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
        head = f"{method} {BASE}{path} HTTP/1.1\r\nHost: {self._address[0]}:{self._address[1]}\r\nUser-Agent: {AGENT}\r\n{fields}{length}\r\n".encode("latin-1", "replace")
        reused = self._socket is not None
        try:
            status, headers, content = self._exchange(head, body)
        except (ConnectionError, EOFError):
            self._close()
            if not reused:
                raise
            # A connection that was kept open may have been closed by the other side meanwhile.
            status, headers, content = self._exchange(head, body)
        if status >= 300:
            raise ApiError(f"{method} {BASE}{path}", status, content)
        return headers, content

    def _exchange(self, head, body):
        if self._socket is None:
            self._socket = socket.create_connection(self._address)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._reader = self._socket.makefile("rb", 64 * 1024)
        if len(body) < 64 * 1024:
            self._socket.sendall(head + body)
        else:
            self._socket.sendall(head)
            self._socket.sendall(body)
        status = int(self._line().split(b" ", 2)[1])
        headers = {}
        while line := self._line():
            name, _, value = line.partition(b":")
            headers[name.decode("latin-1").lower()] = value.strip().decode("latin-1")
        content = self._content(headers)
        if headers.get("connection", "").lower() == "close":
            self._close()
        return status, headers, content

    def _content(self, headers):
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self._read(int(headers.get("content-length") or 0))
        chunks = []
        while size := int(self._line().partition(b";")[0], 16):
            chunks.append(self._read(size))
            self._line()
        while self._line():
            pass
        return b"".join(chunks)

    def _line(self):
        line = self._reader.readline()
        if not line.endswith(b"\n"):
            raise EOFError("The runtime interface has closed the connection")
        return line.rstrip(b"\r\n")

    def _read(self, size):
        content = self._reader.read(size)
        if len(content) < size:
            raise EOFError("The runtime interface has closed the connection")
        return content

    def _close(self):
        if self._socket is not None:
            self._reader.close()
            self._socket.close()
            self._socket = self._reader = None
