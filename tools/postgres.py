"""A real PostgreSQL for the tests, thrown away afterwards: own data folder, free port, loopback only.

initdb refuses root: when we are root it runs as the user `postgres` (or `nobody`).
"""
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

from machine import postgres_bin

SETTINGS = ("fsync=off", "full_page_writes=off", "shared_buffers=128MB", "max_connections=60",
            "listen_addresses=127.0.0.1")


class Postgres:
    """`with Postgres() as url:`; DURABLE=1 keeps fsync on (benches)."""

    def __init__(self, *, durable: bool = False) -> None:
        self.settings = SETTINGS[2:] if durable else SETTINGS

    def __enter__(self) -> str:
        self.bin, self.folder = postgres_bin(), tempfile.mkdtemp(prefix="pendopo-pg-")
        user = unprivileged()
        if user:
            shutil.chown(self.folder, user)
        self.data, self.user = f"{self.folder}/data", user
        self.run("initdb", "-D", self.data, "-U", "pendopo", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = [word for setting in self.settings for word in ("-c", setting)]
        self.server = subprocess.Popen(self.words(
            "postgres", "-D", self.data, "-p", str(port), "-k", self.folder, *options),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(port)
        self.run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "pendopo", "pendopo")
        return f"postgres://pendopo@127.0.0.1:{port}/pendopo"

    def __exit__(self, *failure: object) -> None:
        self.server.terminate()
        self.server.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def words(self, program: str, *arguments: str) -> list[str]:
        command = [f"{self.bin}/{program}", *arguments]
        as_user = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"] if self.user else []
        return [*as_user, *command]

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run(self.words(program, *arguments), check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def wait(self, port: int) -> None:
        for _try in range(100):
            if subprocess.call([f"{self.bin}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]) == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL did not start")


def unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
