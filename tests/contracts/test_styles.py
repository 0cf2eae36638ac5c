"""Colours live in one place and can be read; nothing vendored has changed; no style is left over."""

import hashlib
import re
from itertools import product
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "ava_dashboard"
STATIC = PACKAGE / "static"
CSS = STATIC / "css"
SHEETS = sorted(CSS.rglob("*.css"))
TOKENS = (CSS / "tokens.css").read_text("utf-8")
TEMPLATES = "\n".join(path.read_text("utf-8") for path in (PACKAGE / "templates").rglob("*.html"))

HEX = r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b"
FUNCTION = r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|light-dark)\("
NAMED_COLOUR = rf"{HEX}|{FUNCTION}|:\s*(?:white|black|red|green|blue|gray|grey)\b"
PAIRS = dict(re.findall(r"(--[\w-]+): light-dark\((#\w{6}, #\w{6})\)", TOKENS))
STATUSES = ("ok", "warn", "bad", "info", "off")

READ_ON = [
    *product(("text", "text-2", "text-3"), ("bg", "surface", "sunken")),
    *product(("brand", "brand-strong"), ("bg", "surface", "sunken", "brand-soft")),
    *((status, f"{status}-soft") for status in STATUSES),
    *product(STATUSES, ("surface", "sunken", "bg")),
    *(("text", f"{status}-soft") for status in STATUSES),
    *product(("text", "text-2"), ("brand-soft",)),
    *product(("on-brand",), ("brand", "brand-strong")),
]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG 2 defines it, 0 to 1."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(token: str, ground: str, theme: int) -> float:
    """Contrast of two tokens in the light (0) or dark (1) theme, 1 to 21."""
    one, other = (luminance(PAIRS[f"--{name}"].split(", ")[theme]) for name in (token, ground))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_contrast_is_computed_as_known() -> None:
    assert round((luminance("#ffffff") + 0.05) / (luminance("#007bff") + 0.05), 2) == 3.98


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("token", "ground"), READ_ON)
def test_text_can_be_read_on_its_ground(token: str, ground: str, theme: int) -> None:
    assert contrast(token, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_border_of_a_field_can_be_seen(theme: int) -> None:
    assert contrast("line-strong", "surface", theme) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_only_the_tokens_name_colours(sheet: Path) -> None:
    if sheet.name == "tokens.css":
        return
    assert re.findall(NAMED_COLOUR, sheet.read_text("utf-8"), re.IGNORECASE) == []


def test_the_rule_about_colours_finds_one() -> None:
    for known in ("color: #fff", "fill: #007bff", "color: rgb(0 0 0)", "background: white"):
        assert re.search(NAMED_COLOUR, known, re.IGNORECASE)


def test_every_token_is_defined_and_used() -> None:
    everything = "\n".join(path.read_text("utf-8") for path in SHEETS)
    defined = set(re.findall(r"(--[\w-]+):", TOKENS))
    used = set(re.findall(r"var\((--[\w-]+)", everything))
    from_the_theme = {"--debug-bg", "--debug-line", "--debug-text"}
    assert used - defined == from_the_theme
    assert defined - used == set()


def test_forced_colours_replace_every_colour() -> None:
    forced = TOKENS.split("(forced-colors: active)")[1]
    assert set(PAIRS) <= set(re.findall(r"(--[\w-]+):", forced))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_every_class_with_a_style_is_used_by_a_template(sheet: Path) -> None:
    selectors = re.sub(r"\{[^{}]*\}|/\*.*?\*/|\d*\.\d+", " ", sheet.read_text("utf-8"), flags=re.DOTALL)
    unused = []
    for name in set(re.findall(r"\.([a-z][\w-]*)", selectors)):
        stem, _, modifier = name.partition("--")
        computed = modifier and re.search(rf"\b{stem}--\{{", TEMPLATES)
        if not computed and not re.search(rf"(?<![\w-]){name}(?![\w-])", TEMPLATES) and not in_scripts(name):
            unused.append(name)
    assert unused == []


def in_scripts(name: str) -> bool:
    return any(name in path.read_text("utf-8") for path in (STATIC / "js").glob("*.js"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_stands_for_itself(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    assert "@import" not in text and "url(" not in text
    assert text.count("{") == text.count("}")


def test_everything_in_the_debug_box_is_large() -> None:
    """Its colours are configured and may be as low as 3:1: AA then asks for 24 px, or 18.66 px bold."""
    sheet = (CSS / "components/debug_box.css").read_text("utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*font-size[^{}]*)\}", sheet)
    assert {selector.split()[-1] for selector, _ in rules} == {"dt", "dd"}
    for selector, body in rules:
        size = re.search(r"font-size: max\((\d+)px, ", body)
        weight = re.search(r"font-weight: (\d+)", body)
        assert size and weight, selector
        assert int(size[1]) >= 24 or (int(size[1]) >= 19 and int(weight[1]) >= 700), selector


def test_vendored_files_are_as_they_came() -> None:
    vendor = STATIC / "vendor"
    lines = (vendor / "CHECKSUMS").read_text("utf-8").splitlines()
    listed = {path: checksum for checksum, path in (line.split("  ") for line in lines)}
    found = {
        path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "CHECKSUMS"
    }
    assert found == listed


def test_every_vendored_library_brings_its_licence() -> None:
    for folder in (path for path in (STATIC / "vendor").iterdir() if path.is_dir()):
        assert (folder / "LICENSE").exists()


def test_own_scripts_load_nothing_from_elsewhere() -> None:
    for path in (STATIC / "js").glob("*.js"):
        found = re.search(r"https?://|\bimport\b|\beval\(|new Function", path.read_text("utf-8"))
        assert not found, path.name
