"""The categories into which the land of the farms is sorted."""

from enum import StrEnum


class Category(StrEnum):
    """What grows on a field, or why that is not known."""

    ARABLE = "arable"
    VINEYARD = "vineyard"
    ORCHARD = "orchard"
    VEGETABLES = "vegetables"
    GRASSLAND = "grassland"
    OTHER = "other"
    UNCLASSIFIED = "unclassified"  # a crop or a land use is written down, but not one that we know
    NONE = "none"  # neither a crop nor a land use is written down

    @property
    def label(self) -> str:
        """How the category is called in English."""
        return _LABELS.get(self, self.value)


_LABELS = {Category.OTHER: "other crops", Category.NONE: "no crop recorded"}
