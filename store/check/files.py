"""The files of a workspace: who may read them, the key, vectors, and what was left behind."""

from collections.abc import Iterable, Iterator

from store.check.invariant import REPAIR, Finding, Invariant
from store.check.tombstones import Secrets
from store.files.home import Home
from store.files.leftovers import find_leftovers
from store.files.snapshots import Manifest
from store.write.vector_cache import find_damaged_segments

MODES = Invariant(
    "modes",
    "the home and the secrets are their owner's alone",
    "{found} folders or files of the home and the secrets are open to others",
)
KEY = Invariant(
    "key",
    "the key that identities are hashed with is there",
    "the key that identities are hashed with is missing, or is none",
    "Restore the folder of the secrets from a backup, and run: earshot check. "
    "Without it, what was erased comes back and customers are told apart no more.",
)
TOMBSTONES = Invariant(
    "tombstones",
    "every line of the tombstones is whole",
    "{found} lines of the tombstones are damaged",
    "Run: earshot check --repair. The store keeps a copy of what they name.",
)
VECTORS = Invariant(
    "vectors",
    "every vector can be read",
    "{found} segments of vectors are damaged",
    "Run: earshot check --repair. The next `earshot themes` embeds their texts again.",
)
LEFTOVERS = Invariant(
    "leftovers",
    "nothing was left behind by a killed process",
    "{found} files were left behind by killed processes, and may hold what was erased since",
    REPAIR,
)
FILES = (MODES, KEY, TOMBSTONES, VECTORS)


def check_files(home: Home, secrets: Secrets) -> Iterator[Finding]:
    """What can be looked at while others write."""
    yield _check_modes(home)
    # Before the first import there is nothing to hash.
    is_needed = home.live.exists() or home.current.exists()
    yield KEY.report(int(is_needed and secrets.key is None))
    yield TOMBSTONES.report(secrets.damaged_lines)
    yield VECTORS.report(len(find_damaged_segments(home)))


def check_leftovers(home: Home, manifests: Iterable[Manifest]) -> Finding:
    """What killed processes left. No writer may be at work."""
    named = {name for manifest in manifests for name in manifest.parts.values()}
    unnamed = [path for path in home.snapshots.glob("*.duckdb*") if path.name not in named]
    return LEFTOVERS.report(len({*find_leftovers(home), *unnamed}))


def _check_modes(home: Home) -> Finding:
    finding = MODES.report(len(home.find_open_paths()))
    if finding.status == "well":
        return finding
    places = " ".join(f"'{folder}'" for folder in (home.path, home.secrets) if folder.is_dir())
    return Finding(finding.slug, finding.status, finding.found, f"Run: chmod -R go= {places}")
