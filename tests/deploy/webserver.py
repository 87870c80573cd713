"""Web servers on loopback, configured by the files that a site and a target carry; each ends with its test."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.setup import servers

# Paths that Debian's nginx has compiled in and that a test may not write to.
NGINX = """
daemon off; master_process off; worker_processes 1; pid {work}/pid; error_log {work}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off; client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi; scgi_temp_path {work}/scgi; uwsgi_temp_path {work}/uwsgi;
    include {work}/nginx-headers.conf;
    {server}
}}
"""
CADDY = "{{\n\tadmin off\n\tauto_https off\n}}\n{server}"
NAMES = ("nginx", "caddy")


class Answer(NamedTuple):
    """What a server answers: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Asks one server on loopback."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __call__(self, path: str, **headers: str) -> Answer:
        """Return the answer to a GET of a path, sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def configure(name: str, root: Path, work: Path, port: int) -> list[str]:
    """Write the settings of a server for the target in ``root`` and return its command."""
    program = servers.find(name)
    assert program is not None
    for file in ("nginx-headers.conf", "nginx-server.conf", "gongkai.caddyfile"):
        shutil.copy(root / "current" / file, work)
    if name == "nginx":
        server = (root / "server" / "nginx.conf").read_text("utf-8")
        server = server.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("server_name rd.example.cn;", "")
        server = server.replace("include snippets/gongkai.conf;", f"include {work}/nginx-server.conf;")
        (work / "nginx.conf").write_text(NGINX.format(work=work, server=server), encoding="utf-8")
        return [str(program), "-p", str(work), "-c", str(work / "nginx.conf"), "-e", str(work / "error.log")]
    server = (root / "server" / "Caddyfile").read_text("utf-8")
    server = server.replace("rd.example.cn {", f"http://127.0.0.1:{port} {{")
    server = server.replace("import gongkai.caddyfile", f"import {work}/gongkai.caddyfile")
    (work / "Caddyfile").write_text(CADDY.format(server=server), encoding="utf-8")
    return [str(program), "run", "--adapter", "caddyfile", "--config", str(work / "Caddyfile")]


@contextmanager
def serving(name: str, root: Path, work: Path) -> Iterator[Client]:
    """Serve the target in ``root`` while the body runs."""
    port = free_port()
    home = {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work), "PATH": "/usr/bin:/bin"}
    with (work / "said").open("wb") as said:
        command = configure(name, root, work, port)
        running = subprocess.Popen(command, env=home, stdout=said, stderr=said, cwd=work)
        try:
            _wait(running, port, work)
            yield Client(port)
        finally:
            running.terminate()
            running.wait(20)


def _wait(running: subprocess.Popen[bytes], port: int, work: Path) -> None:
    for _ in range(200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        if running.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError("\n".join(path.read_text("utf-8") for path in (work / "said", *work.glob("error.log"))))
