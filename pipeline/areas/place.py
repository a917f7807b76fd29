"""Themes under the product's own areas."""

from collections.abc import Sequence

import numpy as np

from clustering.area_placement import place_by_examples
from clustering.encoder.encode import Encoder
from clustering.grouping.projection import Projection, project_vectors
from domain.themes import Area, Name, ProductArea, Theme
from ingest.language.detect import detect_language
from pipeline.areas.tree import read_tree
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts


def place_themes(
    settings: Settings, encoder: Encoder, themes: Sequence[Theme], space: Projection
) -> tuple[Area, ...] | None:
    """The product's areas with their themes, by id, those without any left out; None where people
    named no areas. `space` is the one the themes' centroids are in. Raises `BadInput`."""
    tree = read_tree(settings)
    if not tree:
        return None
    texts = [text for area in tree for text in area.texts]
    area_of = np.repeat(np.arange(len(tree)), [len(area.texts) for area in tree])
    vectors = embed_texts(settings, encoder, texts)
    examples = project_vectors(vectors, [detect_language(text) for text in texts], space)
    placed = [theme for theme in themes if theme.centroid is not None]
    if not placed:
        return ()
    centroids = np.stack([theme.centroid for theme in placed if theme.centroid is not None])
    labels = place_by_examples(centroids, examples, area_of)
    members: dict[int, list[str]] = {}
    for theme, label in zip(placed, labels.tolist(), strict=True):
        members.setdefault(label, []).append(theme.id)
    return build_areas_of_tree(
        tree, {number: ids for number, ids in members.items() if number >= 0}
    )


def build_areas_of_tree(
    tree: Sequence[ProductArea], members: dict[int, list[str]]
) -> tuple[Area, ...]:
    """Areas by id; `members` says which themes are in the area with that number."""
    areas = [
        Area(
            tree[number].id,
            (Name("und", tree[number].name), *tree[number].names),
            tuple(sorted(ids)),
        )
        for number, ids in members.items()
    ]
    return tuple(sorted(areas, key=lambda area: area.id))
