from __future__ import annotations

import pytest

from mapapp.web.front_end import front_modules
from mapapp.web.modules import as_one, linked
from mapapp.web.site import Site


def test_each_module_comes_after_what_it_imports() -> None:
    sources = {
        "a.js": 'import { b } from "./b.js";\nimport {\n  c,\n} from "./c.js";\n',
        "b.js": 'const later = () => import("./d.js");\n',
        "c.js": 'import * as d from "./d.js";\n',
        "d.js": "export const d = 1;\n",
        "other.js": "export const other = 1;\n",
    }
    assert linked("a.js", sources) == ("d.js", "b.js", "c.js", "a.js")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('import { x } from "https://example.org/x.js";', "not a module beside it"),
        ('import { x } from "../x.js";', "not a module beside it"),
        ('import x from "x.js";', "not a module beside it"),
        ('import "./x.css";', "not a module beside it"),
        ('import { x } from "./nowhere.js";', "which is not there"),
        ('import { x } from "./b.js";', "in a ring"),
        ('import { x } from "./a.js";', "in a ring"),
    ],
)
def test_what_cannot_be_linked_is_refused(source: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        linked("a.js", {"a.js": source, "b.js": 'import { a } from "./a.js";\n'})


def test_the_live_page_does_not_load_what_only_a_page_without_a_server_runs(tiny_site: Site) -> None:
    sources = front_modules(tiny_site)
    live, still = set(linked("early.js", sources)), set(linked("still.js", sources))
    assert still - live == {"still.js", "address.js", "find.js"}
    assert {"stage.js", "panel.js", "search.js"} <= live & still


def test_modules_become_one_with_their_own_names() -> None:
    sources = {
        "a.js": 'import { b as other, two } from "./b.js";\nimport * as c from "./c.js";\nconst b = 3;\n'
        'export const a = () => [b, other(), two, c.one, import("./b.js")];\n',
        "b.js": "const one = 1;\nexport function b() {\n  return one;\n}\nexport const two = 2;\n",
        "c.js": "export async function one() {}\nexport class TwoError extends Error {}\n",
    }
    made = as_one("a.js", sources)
    assert 'const { b: other, two } = modules["b.js"];' in made
    assert 'const c = modules["c.js"];' in made
    assert 'Promise.resolve(modules["b.js"])' in made
    assert made.index('modules["b.js"] = ') < made.index('modules["c.js"] = ') < made.index('modules["a.js"] = ')
    assert made.endswith('export const { a } = modules["a.js"];\n')
    assert "return { b, two };" in made
    assert "return { one, TwoError };" in made


@pytest.mark.parametrize(
    "source",
    [
        "export let a = 1;",
        "export default 1;",
        "export { a };",
        'import "./b.js";',
        'import b from "./b.js";',
        'import {\n  b,\n} from "./b.js";',
    ],
)
def test_what_would_change_its_meaning_in_one_module_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="cannot be put into one module"):
        as_one("a.js", {"a.js": source, "b.js": "export const b = 1;\n"})
