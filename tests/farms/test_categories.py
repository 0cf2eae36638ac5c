"""Names of the categories."""

from ava_dashboard.farms.categories import Category


def test_other_crops_unclassified_land_and_no_crop_have_different_names() -> None:
    names = [Category.OTHER.label, Category.UNCLASSIFIED.label, Category.NONE.label, Category.ORCHARD.label]
    assert names == ["other crops", "unclassified", "no crop recorded", "orchard"]
