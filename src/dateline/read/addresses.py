"""Which addresses may be fetched: those of the open web; those of one's own network only when that is asked for."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

SCHEMES = ("http", "https")


class AddressError(ValueError):
    """An address must not or cannot be fetched; the message says why."""


def normal_address(url: str) -> str:
    """Return `url` without fragment and spaces. Raises `AddressError` for what is no web address."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(f"no address: {error}") from error
    if parts.scheme not in SCHEMES or not host:
        raise AddressError("no http or https address")
    if parts.username or parts.password:
        raise AddressError("an address with a password in it")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def is_open(address: str) -> bool:
    """Say whether an IP address belongs to the open web: not to this machine, its network, or a reserved range."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or is_open(str(inner)))


def resolve_host(host: str, port: int, *, allow_private: bool) -> str:
    """Return the IP address to connect to. Raises `AddressError` when any address of the host is not of the open web.

    The caller connects to the address that was checked, so that a name that changes its meaning gains nothing.
    """
    try:
        found = {str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise AddressError(f"the host {host!r} is not known ({error})") from error
    private = sorted(address for address in found if not is_open(address))
    if private and not allow_private:
        told = "" if host == private[0] else f" ({private[0]})"
        raise AddressError(f"{host}{told} is on this machine or a private network: refused without --allow-private")
    # IPv4 first: machines without IPv6 routes are common, and the order must not hang on the resolver's mood.
    return min(found, key=lambda address: (":" in address, address))
