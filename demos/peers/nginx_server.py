# SPDX-License-Identifier: BSL-1.0
"""The service by nginx: becomes nginx, with a copy of nginx.conf that has the
options in it. nginx cannot choose a port and say which, so it inherits an open
socket, the way a new nginx does from an old one."""
import os
import pathlib
import resource
import socket
import subprocess
import tempfile

import service


def configuration(chosen, address) -> str:
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = f"{chosen.limit_ms or 86_400_000}ms"
    upstream_limit = f"{chosen.upstream_limit_ms or 86_400_000}ms"
    text = pathlib.Path(__file__).with_name("nginx.conf").read_text()
    # Started by root, nginx would serve as somebody who may not read the files.
    user = "user root root;\n" if os.geteuid() == 0 else ""
    for ours, theirs in (
        ("127.0.0.1:8080", f"{address[0]}:{address[1]}"),
        ("127.0.0.1:9000", chosen.upstream),
        ("worker_connections 1024", f"worker_connections {min(most, 65536)}"),
        (" 60s;", f" {limit};"),
        (" 50s;", f" {upstream_limit};"),
        ("root files;", f'root "{pathlib.Path(chosen.files).absolute()}";'),
    ):
        assert ours in text, ours
        text = text.replace(ours, theirs)
    return user + text


# Says where nginx listens once it has set itself up, and removes its folder
# when it has ended, however it does: the other end of descriptor 3 is nginx's.
COMPANION = """{
  until [ -s "$0/nginx.pid" ]; do kill -0 "$1" && sleep 0.01 || break; done
  [ ! -s "$0/nginx.pid" ] || echo "listening on $2"
  exec >/dev/null
  read -r _
  rm -rf -- "$0"
} <&3 2>/dev/null &"""


def accompany(folder: str, address) -> None:
    ended, running = os.pipe()
    os.set_inheritable(running, True)
    where = f"{address[0]}:{address[1]}"
    # What it leaves behind is nobody's child: nginx's children are its own.
    subprocess.run(
        ["sh", "-c", COMPANION, folder, str(os.getpid()), where],
        stdin=subprocess.DEVNULL,
        preexec_fn=lambda: os.dup2(ended, 3),
        pass_fds=(3,),
        start_new_session=True,
        check=True,
    )
    os.close(ended)


def main(chosen) -> None:
    door = socket.create_server((chosen.listen, chosen.port), backlog=4096)
    door.set_inheritable(True)
    folder = tempfile.mkdtemp(prefix="looplab-nginx-")
    file = pathlib.Path(folder) / "nginx.conf"
    file.write_text(configuration(chosen, door.getsockname()))
    accompany(folder, door.getsockname())
    os.environ["NGINX"] = f"{door.fileno()};"
    os.execvp("nginx", ["nginx", "-p", folder, "-c", str(file)])


main(service.options(__doc__))
