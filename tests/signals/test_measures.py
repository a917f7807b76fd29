"""Measures can be named without loading a scientific library."""

import subprocess
import sys

from signals.measures import MEASURES, Measure

_LOADED = """
import sys, {module}
print(sorted({{"numpy", "scipy", "statsmodels", "pandas"}} & set(sys.modules)))
"""


def loaded_by(module: str) -> str:
    code = _LOADED.format(module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_measures_load_no_scientific_library() -> None:
    assert loaded_by("signals.measures") == "[]"


def test_every_name_makes_a_measure() -> None:
    assert [Measure(name).by for name in MEASURES] == list(MEASURES)
    assert Measure("per-1000").actives is None
