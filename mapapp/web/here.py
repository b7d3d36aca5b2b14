"""What is at a place, as the finished words of `/here`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

import shapely

from mapapp.core.atlas import Atlas
from mapapp.core.features import Feature
from mapapp.core.here import HOWS, Border, Ground, Here, How, Town
from mapapp.core.survey import Place
from mapapp.core.words import Say, country, length_words, marked
from mapapp.store.wording import interface
from mapapp.web.questions import read_place, read_year
from mapapp.web.shapes import Shape, Shapes

LABELS: Mapping[How, str] = {
    "inside": marked("Inside"),
    "unmeasured": marked("Inside, though how far off the outline may be is not on record"),
    "edge": marked("Inside, but near enough to the edge to be in doubt"),
    "near": marked("Outside as drawn, but within the doubt of"),
}
TOWARDS = (
    marked("%(place)s, %(distance)s to the north of here"),
    marked("%(place)s, %(distance)s to the north-east of here"),
    marked("%(place)s, %(distance)s to the east of here"),
    marked("%(place)s, %(distance)s to the south-east of here"),
    marked("%(place)s, %(distance)s to the south of here"),
    marked("%(place)s, %(distance)s to the south-west of here"),
    marked("%(place)s, %(distance)s to the west of here"),
    marked("%(place)s, %(distance)s to the north-west of here"),
)
"""By eighths of the compass, from north by way of east."""

RIGHT_HERE = 1.0  # kilometres: a town is larger than the point that stands for it
NO_LAND = marked("Sea, or land whose country this map does not know")
BEYOND = marked("This place lies beyond what the atlas covers.")
NOTHING = marked("No region of the atlas holds this place.")
NOTE = marked("Distances, outlines and their doubt are those of this map's drawing, not of a survey on the ground.")


class Group(TypedDict):
    """Regions that hold the place equally surely, each with id and title."""

    how: How
    label: str
    regions: list[dict[str, str]]


@dataclass(frozen=True)
class Answers:
    """Answers for any place of one atlas; what they need is prepared when somebody first asks."""

    atlas: Atlas
    shapes: Shapes

    @cached_property
    def ground(self) -> Ground:
        """The shapes as geometries."""
        return Ground(
            self.atlas.extent,
            [_feature(shape) for shape in self.shapes.regions],
            {shape.name: _feature(shape) for shape in self.shapes.bands},
            [Place(*town) for town in self.shapes.towns],
            {shape.name: shapely.from_wkb(shape.wkb) for shape in self.shapes.lands},
        )

    def answer(self, at: str, year: str | None, language: str) -> dict[str, object]:
        """What is at `lat,lon` today, or at the end of a year. Raises BadQuestionError for what cannot be read."""
        longitude, latitude = read_place(at)
        asked = read_year(year)
        found = self.ground.at(longitude, latitude, asked)
        words = _Words(self.atlas, language, interface(language).gettext)
        groups = words.groups(found)
        where = words.country(found)
        nothing = words.say(NOTHING if found.covered else BEYOND)
        told = [words.summary(group) for group in groups] or [nothing]
        notes = [words.say(NOTE)]
        if asked is not None:
            notes.insert(0, words.say("Regions as they were at the end of %(year)s.") % {"year": asked})
        return {
            "at": [latitude, longitude],
            "summary": " · ".join([where, *told] if where else told),
            "facts": words.facts(found),
            "groups": groups,
            "nothing": None if groups else nothing,
            "note": " ".join(notes),
        }


def _feature(shape: Shape) -> Feature:
    return Feature(shape.name, shapely.from_wkb(shape.wkb), shape.properties)


@dataclass(frozen=True)
class _Words:
    """Puts what is at a place into the words of one language."""

    atlas: Atlas
    language: str
    say: Say

    def country(self, found: Here) -> str | None:
        """The country; None where the atlas cannot tell anything about countries."""
        if found.country is None:
            return self.say(NO_LAND) if found.border is not None else None
        name = country(found.country, self.language)
        if found.border is not None and found.border.in_doubt:
            return self.say("%(country)s, but so near the border that the drawing cannot tell the side") % {
                "country": name
            }
        return name

    def facts(self, found: Here) -> list[dict[str, str]]:
        """Rows of label and words, in the order in which they are read."""
        where = self.country(found)
        facts = [(self.say("Country"), where)] if where else []
        if found.town is not None:
            facts.append((self.say("Nearest town or village on this map"), self._town(found.town)))
        if found.border is not None:
            facts.append((self.say("State border on land"), self._border(found.border)))
        return [{"label": label, "words": words} for label, words in facts]

    def groups(self, found: Here) -> list[Group]:
        """The regions by how surely they hold the place, the surest first."""
        titles = {region.id: self.atlas.say(region.title, self.language) for region in self.atlas.regions}
        held = {how: [one.region for one in found.regions if one.how == how] for how in HOWS}
        return [
            {"how": how, "label": self.say(LABELS[how]), "regions": [{"id": one, "title": titles[one]} for one in ids]}
            for how, ids in held.items()
            if ids
        ]

    def summary(self, group: Group) -> str:
        """A group in one line."""
        names = "; ".join(region["title"] for region in group["regions"])
        return self.say("%(label)s: %(names)s") % {"label": group["label"], "names": names}

    def _town(self, town: Town) -> str:
        names = town.place.names
        name = names.get(self.language) or next(iter(names.values()))
        if town.distance_km < RIGHT_HERE:
            return self.say("%(place)s, less than a kilometre away") % {"place": name}
        words = self.say(TOWARDS[round(town.bearing / 45) % 8])
        return words % {"place": name, "distance": length_words(town.distance_km, self.language)}

    def _border(self, border: Border) -> str:
        one, other = (country(code, self.language) for code in border.countries)
        values = {"one": one, "other": other, "distance": length_words(border.distance_km, self.language)}
        if border.doubt_km:
            values["doubt"] = length_words(border.doubt_km, self.language)
            return self.say("%(one)s and %(other)s, %(distance)s away; its drawing may be %(doubt)s off") % values
        return self.say("%(one)s and %(other)s, %(distance)s away") % values
