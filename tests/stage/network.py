"""Tests stay on this machine: a connection to anywhere else is refused."""

import ipaddress
import socket


class OutsideConnection(RuntimeError):
    pass


def _is_local(address):
    host = address[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def guarded(method):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address):
            raise OutsideConnection(f"A test tried to reach {address[0]}:{address[1]}.")
        return method(self, address)

    return connect
