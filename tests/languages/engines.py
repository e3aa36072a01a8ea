"""Real database engines for the tests: each a process of its own, on a socket of its own, in a folder of its own.

None listens on a TCP port, and none is the service that the machine may have running under the same name.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

READY_SECONDS = 60.0
STOP_SECONDS = 20.0

# Ends the server and removes its folder at a line on its standard input, which comes at the end of the `with` block,
# or when that input closes, as it does when the test process is killed, which runs no `finally`.
GUARD = """
read -r _
kill -QUIT "$1"
tries=0
while kill -0 "$1"; do
    [ $tries -lt 100 ] || { kill -KILL "$1"; break; }
    sleep 0.1
    tries=$((tries + 1))
done
rm -rf "$2"
"""


class NotInstalled(Exception):
    """The engine, or its Python driver, is not on this machine. The message says what to install."""


class NotReady(Exception):
    """The engine is installed and did not start. The message ends with its log."""


def _need(modules: list[str], packages: str) -> None:
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        raise NotInstalled(f"no module {', '.join(missing)}: pip install {packages}")


def _account(name: str) -> str | None:
    """The account to run a server as: `name` where we are root (PostgreSQL refuses to be root), else our own."""
    if os.getuid() != 0:
        return None
    try:
        pwd.getpwnam(name)
    except KeyError:
        raise NotInstalled(f"we are root, and there is no user {name} to run the server as") from None
    return name


def _environment(folder: Path) -> dict[str, str]:
    # Nothing of ours but PATH: not our settings for the engine (PGDATA, ~/.my.cnf), nor a HOME that the account of
    # the server can't read.
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def _run(command: list[str], folder: Path, account: str | None) -> None:
    """Run a preparing command to its end."""
    done = subprocess.run(
        command,
        user=account,
        group=account,
        extra_groups=None if account is None else [],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        raise NotReady(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}")


@contextlib.contextmanager
def _folder(prefix: str, account: str | None) -> Iterator[Path]:
    """A temporary folder that belongs to `account`."""
    # Under /tmp whatever TMPDIR says: the path of a socket has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    try:
        if account is not None:
            shutil.chown(folder, account, account)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _server(command: list[str], folder: Path, account: str | None, probe: Callable[[], None]) -> Iterator[None]:
    """Run a server until the block ends, beginning the block when `probe` no longer raises."""
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            user=account,
            group=account,
            extra_groups=None if account is None else [],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C at the terminal is for the tests; the server ends when they let go of it.
            start_new_session=True,
        )
    guard = subprocess.Popen(
        ["/bin/sh", "-c", GUARD, "guard", str(server.pid), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(server, command[0], log, probe)
        yield
    finally:
        # The line, not only the end of the input: a child that the tests forked may still hold the other end open.
        with contextlib.suppress(OSError):
            assert guard.stdin is not None
            guard.stdin.write(b"\n")
            guard.stdin.close()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        guard.wait()


def _wait(server: "subprocess.Popen[bytes]", name: str, log: Path, probe: Callable[[], None]) -> None:
    """Return when `probe` no longer raises."""
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            return probe()
        except Exception as error:
            code = server.poll()
            if code is None and time.monotonic() < end:
                time.sleep(0.05)
                continue
            tail = log.read_text(errors="replace")[-2000:]
            what = f"not ready after {READY_SECONDS:g} s ({error})" if code is None else f"ended with {code}"
            raise NotReady(f"{name}: {what}. Its log:\n{tail}") from error


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server with an empty database `postgres`, as its superuser."""
    _need(["sqlalchemy", "psycopg"], "sqlalchemy 'psycopg[binary]'")
    import psycopg

    # Debian keeps the binaries of each version apart and off PATH.
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: (len(place.parent.name), place))
    path = os.pathsep.join([*map(str, reversed(places)), os.environ.get("PATH", "")])
    initdb, postgres = shutil.which("initdb", path=path), shutil.which("postgres", path=path)
    if initdb is None or postgres is None:
        raise NotInstalled("no PostgreSQL server: apt-get install postgresql")
    account = _account("postgres")
    with _folder("pg-", account) as folder:
        data = str(folder / "data")
        _run(
            [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            folder,
            account,
        )
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "shared_buffers": "16MB",
            "max_connections": "20",
        }
        command = [postgres, "-D", data, *(part for item in settings.items() for part in ("-c", "=".join(item)))]

        def probe() -> None:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=5).close()

        with _server(command, folder, account, probe):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"


@contextlib.contextmanager
def mariadb() -> Iterator[str]:
    """A MariaDB server with an empty database `test`, as its root, who has no password."""
    _need(["sqlalchemy", "pymysql"], "sqlalchemy pymysql")
    import pymysql

    # Debian has the server in /usr/sbin, which isn't on every user's PATH.
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/libexec"])
    install, mariadbd = shutil.which("mariadb-install-db", path=path), shutil.which("mariadbd", path=path)
    if install is None or mariadbd is None:
        raise NotInstalled("no MariaDB server: apt-get install mariadb-server")
    account = _account("mysql")
    with _folder("maria-", account) as folder:
        # --no-defaults comes first or is refused; without it the machine's own /etc/mysql decides.
        place = ["--no-defaults", f"--datadir={folder / 'data'}"]
        fast = [
            "--innodb-flush-log-at-trx-commit=0",
            "--loose-innodb-flush-method=nosync",
            "--innodb-log-file-size=8M",
            "--innodb-buffer-pool-size=16M",
            "--skip-innodb-doublewrite",
        ]
        _run(
            [install, *place, *fast, "--auth-root-authentication-method=normal", "--skip-test-db"],
            folder,
            account,
        )
        socket = str(folder / "socket")
        command = [
            mariadbd,
            *place,
            *fast,
            "--skip-networking",
            "--skip-log-bin",
            f"--socket={socket}",
            f"--pid-file={folder / 'pid'}",
            "--character-set-server=utf8mb4",
        ]

        def probe() -> None:
            with pymysql.connect(unix_socket=socket, user="root", connect_timeout=5) as connection:
                connection.cursor().execute("CREATE DATABASE IF NOT EXISTS test")

        with _server(command, folder, account, probe):
            yield f"mysql+pymysql://root@localhost/test?unix_socket={socket}&charset=utf8mb4"


@contextlib.contextmanager
def duckdb() -> Iterator[str]:
    """The file of an empty DuckDB database, which the first connection makes. DuckDB runs in the test process.

    No process guards its folder: a test process that is killed leaves it behind.
    """
    _need(["sqlalchemy", "duckdb", "duckdb_engine"], "sqlalchemy duckdb duckdb-engine")
    with _folder("duck-", None) as folder:
        yield f"duckdb:///{folder / 'test.duckdb'}"


ENGINES: dict[str, Callable[[], contextlib.AbstractContextManager[str]]] = {
    "postgresql": postgresql,
    "mariadb": mariadb,
    "duckdb": duckdb,
}
