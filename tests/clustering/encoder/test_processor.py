"""What the flags of a processor, and limits of the environment, say."""

from pathlib import Path

import pytest

from clustering.encoder import processor

XEON = "processor\t: 0\nmodel name\t: A Xeon\nflags\t\t: fpu avx2 avx512_bf16 amx_bf16\n\n"
OLD = "processor\t: 0\nmodel name\t: An old one\nflags\t\t: fpu avx2 avx512f\n\n"
ARM = "processor\t: 0\nFeatures\t: fp asimd bf16 i8mm\n\n"


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in processor._LIMITS:
        monkeypatch.delenv(name, raising=False)


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, cpuinfo: str | None) -> None:
    path = folder / "cpuinfo"
    if cpuinfo is not None:
        path.write_text(cpuinfo)
    monkeypatch.setattr(processor, "_CPUINFO", path)
    processor._read_cpuinfo.cache_clear()
    monkeypatch.setattr(processor, "_read_cpuinfo", processor._read_cpuinfo.__wrapped__)


@pytest.mark.parametrize(
    ("cpuinfo", "fast"), [(XEON, True), (OLD, False), (ARM, True), (None, False)]
)
def test_bfloat16_is_fast_where_a_flag_says_so(
    cpuinfo: str | None, fast: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, tmp_path, cpuinfo)
    assert processor.has_fast_bf16() is fast
    assert ("no bfloat16" in processor.describe_processor()) is not fast


@pytest.mark.parametrize(
    ("name", "value", "fast"),
    [
        ("ONEDNN_MAX_CPU_ISA", "AVX2", False),
        ("ONEDNN_MAX_CPU_ISA", "avx512_core_amx", True),
        ("DNNL_MAX_CPU_ISA", "AVX512_CORE_VNNI", False),
        ("ATEN_CPU_CAPABILITY", "avx2", False),
        ("ATEN_CPU_CAPABILITY", "avx512", True),
        ("ONEDNN_MAX_CPU_ISA", "", True),
    ],
)
def test_a_limit_of_the_environment_counts_and_names_another_processor(
    name: str, value: str, fast: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, tmp_path, XEON)
    free = processor.describe_processor()
    assert free == "A Xeon, bfloat16"
    monkeypatch.setenv(name, value)
    assert processor.has_fast_bf16() is fast
    assert (processor.describe_processor() == free) is (not value)


@pytest.mark.parametrize(("cores", "workers"), [(1, 1), (2, 2), (3, 2), (8, 7)])
def test_a_core_is_left_where_there_are_more_than_two(
    cores: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)))
    assert processor.count_workers() == workers
