"""Personal data out, before anything is kept: recognisers find it, `masks` puts placeholders in
its place, `identity` replaces ids by keyed digests."""

from ingest.privacy.identity import Protector, protect
from ingest.privacy.masks import Masks

__all__ = ["Masks", "Protector", "protect"]
