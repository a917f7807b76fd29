"""What this processor can do, without loading a learning library."""

import os
import platform
from functools import cache
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_LIMITS = ("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY")
"""Variables that hold PyTorch and its oneDNN to an older processor."""
_BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})
"""x86 and ARM flags of multiplication in bfloat16."""
_BF16_LIMITS = ("BF16", "FP16", "AMX", "ALL", "DEFAULT")
"""Parts of the values of `ONEDNN_MAX_CPU_ISA` that leave bfloat16 on."""


def describe_processor() -> str:
    """A name for the processor as the libraries may use it: model, bfloat16 or not, and limits
    that the environment sets."""
    model, flags = _read_cpuinfo()
    parts = [model, "bfloat16" if flags & _BF16_FLAGS else "no bfloat16"]
    return ", ".join([*parts, *(f"{name}={os.environ[name]}" for name in _list_limits())])


def has_fast_bf16() -> bool:
    """Whether the processor multiplies in bfloat16, and nothing in the environment forbids it."""
    _, flags = _read_cpuinfo()
    for name in _list_limits():
        value = os.environ[name].upper()
        if name == "ATEN_CPU_CAPABILITY":
            allowed = value == "AVX512"
        else:
            allowed = any(part in value for part in _BF16_LIMITS)
        if not allowed:
            return False
    return bool(flags & _BF16_FLAGS)


def count_workers() -> int:
    """How many batches are computed beside each other: all cores of one or two, one less than
    there are of more, which leaves one to whoever looks at the dashboard meanwhile."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(min(cores or 1, 2), (cores or 1) - 1)


def _list_limits() -> list[str]:
    return [name for name in _LIMITS if os.environ.get(name)]


@cache
def _read_cpuinfo() -> tuple[str, frozenset[str]]:
    """Model and flags of the first core; where they are not said, the machine's kind and no
    flags."""
    try:
        lines = _CPUINFO.read_text(encoding="utf-8", errors="replace").split("\n\n")[0].splitlines()
    except OSError:
        lines = []
    said = {
        name.strip().lower(): value.strip()
        for name, _, value in (li.partition(":") for li in lines)
    }
    model = said.get("model name") or platform.processor() or platform.machine()
    return model, frozenset((said.get("flags") or said.get("features") or "").split())
