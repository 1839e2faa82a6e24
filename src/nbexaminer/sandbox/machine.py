"""What of this machine student code may see: Python's folders, a bare environment, matplotlib's list of fonts."""

from __future__ import annotations

import site
import subprocess
import sys
from functools import cache
from pathlib import Path

from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.layout import HOME


def python_folders(secret: list[Path]) -> list[Path]:
    """The folders that this Python needs, apart from /usr.

    Args:
        secret: folders that student code must never see.

    Raises:
        SandboxError: one of Python's folders holds a secret one.
    """
    wanted = {sys.prefix, sys.base_prefix, sys.exec_prefix, Path(sys.executable).resolve().parent.parent}
    wanted |= {*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])}
    folders = sorted({Path(folder) for folder in wanted if Path(folder).is_dir()})
    for folder in folders:
        for other in secret:
            if other.resolve().is_relative_to(folder.resolve()):
                raise SandboxError(
                    f"The Python environment {folder} holds the course folder {other}, so student code could read it: make "
                    "the environment in a folder of its own, such as .venv/."
                )
    return [folder for folder in folders if not folder.is_relative_to("/usr")]


def environment(home: str) -> dict[str, str]:
    """All environment variables that student code sees.

    Args:
        home: the folder that is its home.
    """
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return threads | {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": home,
        "USER": "student",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TMPDIR": "/tmp" if home == HOME else home,
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def font_list() -> dict[str, Path]:
    """Path inside -> path here of matplotlib's list of fonts; empty where there is none."""
    fonts = _font_list()
    return {f"{HOME}/.matplotlib/{fonts.name}": fonts} if fonts else {}


@cache
def _font_list() -> Path | None:
    """The file of the list, which takes seconds to make: it is made once, here, and not by every kernel."""
    code = "import matplotlib.font_manager as m, matplotlib; print(matplotlib.get_cachedir())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    lists = sorted(Path(made.stdout.strip()).glob("fontlist-*.json")) if made.returncode == 0 else []
    return lists[-1] if lists else None
