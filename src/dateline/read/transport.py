"""The transport that connects only to addresses that were checked."""

from __future__ import annotations

import httpx2

from dateline.read.addresses import AddressError, resolve_host


class CheckedTransport(httpx2.HTTPTransport):
    """Resolves the host of each request, refuses private addresses, and connects to the very address it checked."""

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__(trust_env=False)
        self._allow_private = allow_private

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer to `request`. Raises `httpx2.ConnectError` from an `AddressError` for a refused address."""
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            address = resolve_host(host, port, allow_private=self._allow_private)
        except AddressError as error:
            raise httpx2.ConnectError(str(error)) from error
        # The Host header was set from the name already; certificates are checked against the name as well.
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        return super().handle_request(request)
