"""Sandboxed kernels for one notebook."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from nbexaminer.sandbox.kernel import SandboxedKernel
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.zygote import prepare_kernels, start_kernel

PORTS = ("shell", "iopub", "stdin", "hb", "control")


@dataclass(frozen=True)
class KernelStarter:
    """Starts the kernels of a notebook.

    Attributes:
        sandbox: its settings.
        modules: names of what the notebook may be expected to import.
        files: name in the working folder -> file that is to lie there.
        arguments: of each kernel.
    """

    sandbox: Sandbox
    modules: tuple[str, ...]
    files: dict[str, Path] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)

    def prepare(self) -> None:
        """Have the imports begin that the kernels need, and don't wait for them.

        Raises:
            CourseError: there can be no sandbox.
        """
        prepare_kernels(self.sandbox, self.modules)

    def start(self) -> tuple[SandboxedKernel, dict]:
        """Start a kernel: it, and how a client connects to it.

        Raises:
            CourseError: it can't be started.
        """
        key = secrets.token_hex(16)
        connection = {f"{channel}_port": number for number, channel in enumerate(PORTS, start=1)}
        connection |= {"transport": "ipc", "key": key, "signature_scheme": "hmac-sha256", "kernel_name": "python3"}
        kernel = start_kernel(self.sandbox, self.modules, self.files, connection, self.arguments)
        return kernel, connection | {"ip": kernel.prefix, "key": key.encode()}
