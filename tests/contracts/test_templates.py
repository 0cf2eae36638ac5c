"""Templates say which variables they take, and take exactly those; nothing is written into a page inline."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

PACKAGE = Path(__file__).resolve().parents[2] / "ava_dashboard"
TEMPLATES = PACKAGE / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
COMPONENTS = [name for name in NAMES if name.startswith("components/")]
PAGES = [name for name in NAMES if not name.startswith("components/")]

# What Flask, its extensions and web/ give to every template.
GIVEN = {"_", "ngettext", "url_for", "request", "get_flashed_messages", "csrf_token"}
INJECTED = {
    *("version", "theme_style", "menu", "account", "demo", "asset", "stylesheet", "zone_name"),
    *("refresh_seconds", "component_gallery"),
}

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True
)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def documented(name: str) -> dict[str, list[str]]:
    """What each header comment of a template names: the names of its lines `  param: type   meaning`."""
    comments = re.findall(r"\{# ([\w/]+): (.*?)#\}", source(name), re.DOTALL)
    return {title: re.findall(r"^  (\w+): ", text, re.MULTILINE) for title, text in comments}


def macros(name: str) -> Iterator[nodes.Macro]:
    return ENVIRONMENT.parse(source(name)).find_all(nodes.Macro)


def used_by(name: str) -> set[str]:
    """The variables that a template takes from outside; in blocks Jinja also counts a file's own names."""
    tree = ENVIRONMENT.parse(source(name))
    imported = {
        entry[1] if isinstance(entry, tuple) else entry
        for statement in tree.find_all(nodes.FromImport)
        for entry in statement.names
    }
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    return meta.find_undeclared_variables(tree) - imported - own - GIVEN


@pytest.mark.parametrize("name", PAGES)
def test_a_page_lists_exactly_the_variables_that_it_uses(name: str) -> None:
    used = used_by(name)
    assert re.match(r"\{# [\w/]+: ", source(name)), "a page begins with a comment that says what it is"
    listed = set(next(iter(documented(name).values())))
    assert listed - used - INJECTED == set(), "listed and not used"
    assert used - listed - INJECTED == set(), "used and not listed"


def test_the_frame_lists_everything_that_is_injected() -> None:
    assert set(documented("base.html")["base"]) == used_by("base.html") - {"asset"}


@pytest.mark.parametrize("name", NAMES)
def test_a_macro_documents_exactly_its_parameters(name: str) -> None:
    for macro in macros(name):
        assert macro.name in documented(name), f"{macro.name} has no comment of its own"
        assert documented(name)[macro.name] == [argument.name for argument in macro.args]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_one_macro_named_like_its_file(name: str) -> None:
    assert [macro.name for macro in macros(name)] == [Path(name).stem]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_with_a_class_of_its_own_has_a_stylesheet(name: str) -> None:
    own = Path(name).stem.replace("_", "-")
    if own == "icon":
        return  # base.css: an icon sizes itself by the text beside it, anywhere
    if re.search(rf'class="{own}[ "{{]', source(name)):
        assert (PACKAGE / "static/css/components" / f"{Path(name).stem}.css").exists()


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_macro_uses_nothing_but_parameters_and_globals(name: str) -> None:
    # An imported macro does not see what a context processor injects.
    assert used_by(name) <= {"asset"}


def test_the_gallery_shows_every_component() -> None:
    shown = set(re.findall(r'from "(components/\w+\.html)"', source("component_gallery.html")))
    assert set(COMPONENTS) - shown == {"components/brand_mark.html", "components/csrf_field.html"}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(name: str) -> None:
    text = source(name)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|nonce", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_form_that_posts_carries_the_token(name: str) -> None:
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", source(name), re.DOTALL):
        assert "csrf_field()" in form or "decision_fields(" in form


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_stands_in_the_sprite(name: str) -> None:
    sprite = set(re.findall(r'id="i-(\w+)"', (PACKAGE / "static/icons.svg").read_text("utf-8")))
    assert set(re.findall(r"icon\(\"(\w+)\"\)", source(name))) <= sprite


def test_every_template_is_reached_from_a_view() -> None:
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    reached = set(re.findall(r"[\"']([\w/]+\.html)[\"']", code))
    waiting = list(reached)
    while waiting:
        name = waiting.pop()
        named = {used for used in meta.find_referenced_templates(ENVIRONMENT.parse(source(name))) if used}
        waiting += named - reached
        reached |= named
    assert set(NAMES) - reached == set()
