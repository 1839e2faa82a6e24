"""Code in a kernel in its sandbox, for tests of what it finds there."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from jupyter_client import BlockingKernelClient

from nbexaminer.sandbox.kernel import SandboxedKernel
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.zygote import start_kernel

QUIET = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]


@contextlib.contextmanager
def running_kernel(
    settings: Sandbox, given: dict[str, Path] | None = None, modules: tuple[str, ...] = ()
) -> Iterator[tuple[Callable[[str], str], SandboxedKernel]]:
    """A function that runs code in a new kernel and gives what it prints (of an error its name), and the kernel."""
    key = secrets.token_hex(16)
    connection = {f"{name}_port": at for at, name in enumerate(("shell", "iopub", "stdin", "hb", "control"), start=1)}
    connection |= {"transport": "ipc", "key": key, "signature_scheme": "hmac-sha256", "kernel_name": "python3"}
    kernel = start_kernel(settings, modules, given or {}, connection, QUIET)
    client = BlockingKernelClient()
    try:
        client.load_connection_info(connection | {"ip": kernel.prefix, "key": key.encode()})
        client.start_channels(stdin=False, hb=False, control=False)
        client.wait_for_ready(timeout=60)

        def run(code: str) -> str:
            printed: list[str] = []

            def take(message: dict) -> None:
                content = message["content"]
                if message["msg_type"] in ("stream", "error"):
                    printed.append(content["text"] if "text" in content else content["ename"])

            client.execute_interactive(code, output_hook=take, timeout=20, store_history=False, allow_stdin=False)
            return "".join(printed).strip()

        yield run, kernel
    finally:
        client.stop_channels()
        kernel.close()
