"""What lies in deploy/ is tried with the programs that will read it, as far as they are on this machine; what is not
is said. Nothing of the machine is changed."""
import os
import re
import shutil
import subprocess
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.test_operate import first_column, told

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
HOST = "pendopo.example.go.id"
OF_THE_MACHINE = {"MALLOC_ARENA_MAX", "PYTHONUNBUFFERED"}


def program(name: str, setting: str) -> str:
    """Where it is; a variable may name one that is not installed. Skips with a sentence."""
    found = os.environ.get(setting) or shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        pytest.skip(f"left out: {name} is not on this machine (or name it in {setting})")
    return found


def test_every_setting_in_deploy_is_explained() -> None:
    """A name that nobody reads would be believed to work."""
    lines = (DEPLOY / "pendopo.env").read_text().splitlines()
    image = re.search(r"^ENV (.*)$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert image is not None
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")} | {
        pair.partition("=")[0] for pair in image[1].split()}
    assert named - OF_THE_MACHINE <= first_column(told("setting"))


def test_the_units_stand(tmp_path: Path) -> None:
    """systemd's own reading, in a root of its own where the programs that the units name are there."""
    verify = program("systemd-analyze", "SYSTEMD_ANALYZE")
    units = tmp_path / "etc/systemd/system"
    for folder in (units, tmp_path / "opt/pendopo/current/.venv/bin", tmp_path / "bin", tmp_path / "usr/bin"):
        folder.mkdir(parents=True)
    for name in ("opt/pendopo/current/.venv/bin/pendopo", "bin/sh", "usr/bin/find"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    for path in [*UNITS, *(Path("/lib/systemd/system") / name for name in (
            "sysinit.target", "basic.target", "shutdown.target", "multi-user.target", "timers.target",
            "network.target", "time-set.target", "time-sync.target"))]:
        if path.exists():
            shutil.copy(path, units / path.name)
    ended = subprocess.run([verify, "verify", "--man=no", f"--root={tmp_path}", *(one.name for one in UNITS)],
                           capture_output=True, text=True, check=False)
    ours = [line for line in (ended.stdout + ended.stderr).splitlines() if "pendopo" in line]
    assert ended.returncode == 0 and not ours, ended.stdout + ended.stderr


def test_caddy_reads_its_file() -> None:
    caddy = program("caddy", "CADDY")
    told_by = subprocess.run([caddy, "adapt", "--validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter",
                              "caddyfile"], capture_output=True, text=True, check=False)
    assert told_by.returncode == 0, told_by.stderr
    assert f'"host":["{HOST}"]' in told_by.stdout and '"dial":"127.0.0.1:8000"' in told_by.stdout


def test_nginx_reads_its_file(tmp_path: Path) -> None:
    """With a certificate of a day in place of certbot's."""
    nginx = program("nginx", "NGINX")
    certificate(tmp_path)
    text = (DEPLOY / "nginx.conf").read_text()
    for name in ("fullchain.pem", "privkey.pem"):
        text = text.replace(f"/etc/letsencrypt/live/{HOST}/{name}", str(tmp_path / name))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n" + "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in
            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) + text + "\n}\n")
    told_by = subprocess.run([nginx, "-t", "-e", f"{tmp_path}/error.log", "-p", str(tmp_path), "-c",
                              str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False)
    assert told_by.returncode == 0 and "warn" not in told_by.stderr, told_by.stderr


def certificate(folder: Path) -> None:
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    signed = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(
        x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, SHA256())
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    (folder / "privkey.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.mark.slow
def test_the_image_is_built_and_answers() -> None:
    """Where a container engine runs and its registry can be reached."""
    engine = next((name for name in ("podman", "docker") if shutil.which(name) and subprocess.run(
        [name, "info"], capture_output=True, check=False).returncode == 0), None)
    if engine is None:
        pytest.skip("left out: no podman or docker that runs on this machine")
    built = subprocess.run([engine, "build", "-q", "-f", "deploy/Containerfile", "-t", "pendopo-tried", "."], cwd=ROOT,
                           capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-3000:]
    name = f"pendopo-tried-{os.getpid()}"
    subprocess.run([engine, "run", "-d", "--rm", "--memory=1g", "--name", name, "-e", "PENDOPO_HOST=localhost", "-p",
                    "127.0.0.1::8000", "pendopo-tried"], check=True, capture_output=True)
    try:
        port = subprocess.run([engine, "port", name, "8000"], check=True, capture_output=True,
                              text=True).stdout.strip().rpartition(":")[2]
        assert answered(f"http://localhost:{port}/kesehatan/", 120)
    finally:
        subprocess.run([engine, "rm", "-f", name], capture_output=True, check=False)


def answered(address: str, seconds: float) -> bool:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(1)
    return False
