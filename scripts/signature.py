"""Signature: an SSH signature over ``approval.json``, made and verified by ``ssh-keygen``."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts.intake.approval import APPROVAL, SIGNATURE
from scripts.model.problem import Place, Problem, Rejected

NAMESPACE = "gongkai"
ALLOWED = "data/allowed_signers"


def sign(approval: Path, key: Path, name: str) -> None:
    """Write ``approval.json.sig`` beside ``approval``.

    Args:
        key: private SSH key; its public half is in ``data/allowed_signers`` where one verifies.
        name: how problems call the key.

    Raises:
        Rejected: ``approval.not-signed``.
    """
    done = _run(["-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(approval)])
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["没有说明原因"])[-1]
        fix = "核对 --sign 的私钥文件；有口令的密钥先用 ssh-add 载入"
        raise Rejected([Problem("approval.not-signed", Place(name), f"没有签上名（{reason}）", fix)])


def verify(approval: bytes, signature: Path, allowed: Path, name: str) -> Iterator[Problem]:
    """Yield what is wrong with a signature (``approval.bad-signature``).

    Args:
        approval: bytes of ``approval.json``.
        signature: ``approval.json.sig``.
        allowed: file of allowed signers (https://man.openbsd.org/ssh-keygen#ALLOWED_SIGNERS).
        name: how problems call the signature.
    """
    fix = "用 git 恢复批准记录和签名；签名的公钥要写在 data/allowed_signers"
    found = _run(["-Y", "find-principals", "-s", str(signature), "-f", str(allowed)])
    signer = (found.stdout.splitlines() or [""])[0].strip()
    if found.returncode != 0 or not signer:
        yield Problem("approval.bad-signature", Place(name), "签名人不在 data/allowed_signers 里，或签名读不懂", fix)
        return
    command = ["-Y", "verify", "-f", str(allowed), "-I", signer, "-n", NAMESPACE, "-s", str(signature)]
    if _run(command, approval).returncode != 0:
        yield Problem("approval.bad-signature", Place(name), f"签名（{signer}）与批准记录不符", fix)


def check_signatures(root: Path) -> list[Problem]:
    """Return what is wrong with the signatures of an instance; without ``data/allowed_signers`` none is verified."""
    allowed = root / ALLOWED
    if not allowed.is_file():
        return []
    problems: list[Problem] = []
    for path in sorted((root / "data" / "approved").glob(f"*/*/*/*/{SIGNATURE}")):
        approval = path.with_name(APPROVAL)
        if approval.is_file():
            problems += verify(approval.read_bytes(), path, allowed, path.relative_to(root).as_posix())
    return problems


def _run(arguments: list[str], given: bytes = b"") -> subprocess.CompletedProcess[str]:
    try:
        done = subprocess.run(["ssh-keygen", *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        fix = "安装 OpenSSH 客户端（Debian：apt-get install openssh-client）"
        raise Rejected(
            [Problem("approval.no-ssh", Place("ssh-keygen"), "没有这个程序，不能签名或核对签名", fix)]
        ) from None
    text = [part.decode(errors="replace") for part in (done.stdout, done.stderr)]
    return subprocess.CompletedProcess(done.args, done.returncode, *text)
