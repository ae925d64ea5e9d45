"""A computer in the LAN that hears what is said to all there (mDNS), and writes each packet as a line: hexadecimal.

neighbour.py FILE
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from protocol.link.interfaces import own_interfaces

GROUP, PORT = "224.0.0.251", 5353


def main(file: Path) -> None:
    """Listen until the process is ended."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hearing, file.open("a", encoding="ascii") as out:
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            hearing.setsockopt(socket.SOL_SOCKET, option, 1)
        hearing.bind(("", PORT))
        for interface in own_interfaces():
            for own in interface.addresses:
                if own.version == 4:
                    hearing.setsockopt(
                        socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP) + own.ip.packed
                    )
        while True:
            out.write(f"{hearing.recv(9000).hex()}\n")
            out.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
