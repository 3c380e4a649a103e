# SPDX-License-Identifier: GPL-2.0-or-later
"""The two ends of the lab's traffic: real sockets that talk like common applications.

    traffic.py server ADDRESS
    traffic.py client ADDRESS --application NAME[,NAME...] --seconds N --seed N

Each application has a port of its own. The client runs the named ones side by side until the time
is over; the server serves all of them until it is ended, and prints "ready" when all ports are open.
"""

import argparse
import random
import socket
import struct
import threading
import time
from collections.abc import Callable

PERIODIC_TEXT = b"The quick brown fox jumps over the lazy dog. "
CHUNK = 16384
LARGEST_TRANSFER = 1_000_000
# Losses, resets and corrupted numbers end connections, that is the lab's purpose. Corrupted numbers
# can put bytes into the wrong place, too: then a length or a head does not make sense any more.
LOST_CONNECTION = (OSError, ValueError, IndexError)


def payload(rng: random.Random, size: int) -> bytes:
    """Random bytes, zeros, periodic text, or pieces of all three."""
    kinds: list[Callable[[int], bytes]] = [
        rng.randbytes,
        bytes,
        lambda count: (PERIODIC_TEXT * (count // len(PERIODIC_TEXT) + 1))[:count],
    ]
    choice = rng.randrange(4)
    if choice < 3:
        return kinds[choice](size)
    pieces = b"".join(rng.choice(kinds)(rng.randrange(1, 4000)) for _ in range(size // 2000 + 1))
    return (pieces + bytes(size))[:size]


def receive_exactly(sock: socket.socket, count: int) -> None:
    while count > 0:
        received = sock.recv(min(count, CHUNK))
        if not received:
            raise ConnectionError("the peer closed the connection")
        count -= len(received)


def receive_until_end(sock: socket.socket) -> None:
    while sock.recv(CHUNK):
        pass


def send_number(sock: socket.socket, number: int) -> None:
    sock.sendall(struct.pack("!I", number))


def receive_number(sock: socket.socket) -> int:
    data = b""
    while len(data) < 4:
        piece = sock.recv(4 - len(data))
        if not piece:
            raise ConnectionError("the peer closed the connection")
        data += piece
    number = struct.unpack("!I", data)[0]
    if number > LARGEST_TRANSFER:
        raise ConnectionError("the peer did not send this number")
    return number


def reset_on_close(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def keep_alive(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)


class Application:
    """One way of using a connection: what the server does and what the client does."""

    port = 0

    def prepare(self, sock: socket.socket) -> None:
        """Socket options that must be set before the connection exists."""

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        raise NotImplementedError

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        raise NotImplementedError


class Http(Application):
    """Requests and responses over a connection that is kept open."""

    port = 8001

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        while True:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                piece = sock.recv(4096)
                if not piece:
                    return
                request += piece
            body = payload(rng, rng.choice([0, 90, 264, 1200, 6000, 40000]))
            head = f"HTTP/1.1 200 OK\r\nServer: lab\r\nContent-Length: {len(body)}\r\n\r\n"
            sock.sendall(head.encode() + body)

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        for number in range(rng.randrange(2, 20)):
            if time.monotonic() > deadline:
                return
            padding = "x" * rng.randrange(0, 400)
            sock.sendall(f"GET /{number} HTTP/1.1\r\nHost: lab\r\nCookie: {padding}\r\n\r\n".encode())
            head = b""
            while b"\r\n\r\n" not in head:
                piece = sock.recv(1)
                if not piece:
                    return
                head += piece
            receive_exactly(sock, int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]))
            time.sleep(rng.choice([0, 0.01, 0.1]))


class Download(Application):
    port = 8002

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        sock.sendall(payload(rng, receive_number(sock)))

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        send_number(sock, rng.randrange(50_000, LARGEST_TRANSFER))
        receive_until_end(sock)


class Upload(Application):
    port = 8003

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        receive_until_end(sock)
        send_number(sock, 1)

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        sock.sendall(payload(rng, rng.randrange(50_000, LARGEST_TRANSFER)))
        sock.shutdown(socket.SHUT_WR)
        receive_number(sock)


class Echo(Application):
    """Small messages of random sizes both ways, as a terminal or a game sends them."""

    port = 8004

    def prepare(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        while piece := sock.recv(2000):
            sock.sendall(piece)
            if rng.random() < 0.2:
                sock.sendall(payload(rng, rng.randrange(1, 60)))

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        sock.settimeout(0.05)
        for _ in range(rng.randrange(10, 300)):
            if time.monotonic() > deadline:
                return
            sock.sendall(payload(rng, rng.choice([1, 1, 2, 17, rng.randrange(1, 600)])))
            try:
                sock.recv(4000)
            except TimeoutError:
                pass
            time.sleep(rng.choice([0, 0, 0.005, 0.03]))


class Short(Application):
    """One small question and answer for each connection."""

    port = 8005

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        sock.recv(2000)
        sock.sendall(payload(rng, rng.randrange(1, 3000)))

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        sock.sendall(payload(rng, rng.randrange(1, 500)))
        receive_until_end(sock)


class Idle(Application):
    """Connections where nothing happens but keep-alives of both sides."""

    port = 8006

    def prepare(self, sock: socket.socket) -> None:
        keep_alive(sock)

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        while piece := sock.recv(2000):
            sock.sendall(piece)

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        while time.monotonic() < deadline:
            sock.sendall(payload(rng, rng.randrange(1, 300)))
            sock.recv(2000)
            time.sleep(rng.uniform(1.5, 3.5))


class SlowReader(Application):
    """A receiver with a small buffer that pauses: the window closes and is probed."""

    port = 8007

    def prepare(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        sock.sendall(payload(rng, receive_number(sock)))

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        send_number(sock, rng.randrange(20_000, 120_000))
        while time.monotonic() < deadline:
            time.sleep(rng.choice([0, 0, 0.02, 0.1, 1.0]))
            if not sock.recv(rng.randrange(100, 4000)):
                return


class Aborted(Application):
    """Connections reset by either side, with data still on the way."""

    port = 8008

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        if rng.random() < 0.5:
            receive_exactly(sock, rng.randrange(1, 20_000))
            reset_on_close(sock)
        else:
            sock.sendall(payload(rng, 60_000))

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        sock.sendall(payload(rng, 40_000))
        receive_exactly(sock, rng.randrange(1, 20_000))
        reset_on_close(sock)


class HalfClosed(Application):
    """The client closes its direction at once; the server goes on for a while."""

    port = 8009

    def serve(self, sock: socket.socket, rng: random.Random) -> None:
        receive_until_end(sock)
        for _ in range(rng.randrange(3, 20)):
            sock.sendall(payload(rng, rng.randrange(1, 8000)))
            time.sleep(0.02)

    def use(self, sock: socket.socket, rng: random.Random, deadline: float) -> None:
        sock.sendall(payload(rng, rng.randrange(1, 3000)))
        sock.shutdown(socket.SHUT_WR)
        receive_until_end(sock)


APPLICATIONS: dict[str, type[Application]] = {
    "http": Http, "download": Download, "upload": Upload, "echo": Echo, "short": Short,
    "idle": Idle, "slow-reader": SlowReader, "aborted": Aborted, "half-closed": HalfClosed,
}


def family_of(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def serve_connection(application: Application, sock: socket.socket, seed: int) -> None:
    sock.settimeout(30)
    try:
        with sock:
            application.serve(sock, random.Random(seed))
    except LOST_CONNECTION:
        pass


def listen(application: Application, address: str) -> socket.socket:
    listener = socket.socket(family_of(address), socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    application.prepare(listener)
    listener.bind((address, application.port))
    listener.listen(100)
    return listener


def serve_all(application: Application, listener: socket.socket) -> None:
    with listener:
        number = 0
        while True:
            sock, _ = listener.accept()
            number += 1
            seed = application.port * 1000 + number
            threading.Thread(target=serve_connection, args=(application, sock, seed),
                             daemon=True).start()


def use_until(application: Application, address: str, deadline: float, seed: int) -> None:
    rng = random.Random(seed)
    while time.monotonic() < deadline:
        try:
            with socket.socket(family_of(address), socket.SOCK_STREAM) as sock:
                application.prepare(sock)
                sock.settimeout(max(0.1, deadline - time.monotonic()))
                sock.connect((address, application.port))
                application.use(sock, rng, deadline)
        except LOST_CONNECTION:
            time.sleep(0.02)
        time.sleep(rng.choice([0, 0.01, 0.05]))


def main() -> None:
    parser = argparse.ArgumentParser(description="One end of the lab's traffic")
    parser.add_argument("role", choices=["server", "client"])
    parser.add_argument("address")
    parser.add_argument("--application", default=",".join(APPLICATIONS))
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.role == "server":
        listeners = [(kind(), listen(kind(), options.address)) for kind in APPLICATIONS.values()]
        tasks = [threading.Thread(target=serve_all, args=served) for served in listeners]
    else:
        deadline = time.monotonic() + options.seconds
        tasks = [threading.Thread(target=use_until, daemon=True,
                                  args=(APPLICATIONS[name](), options.address, deadline,
                                        options.seed * 100 + place))
                 for place, name in enumerate(options.application.split(","))]
    for task in tasks:
        task.start()
    if options.role == "server":
        print("ready", flush=True)
    for task in tasks:
        # A connection attempt into a lossy path may outlive the deadline; it is not waited for.
        task.join(None if options.role == "server" else options.seconds + 2)


if __name__ == "__main__":
    main()
