"""Where a region lies, in words: a line for the list, sentences for the card, a few words for each neighbour.

Names stand in the nominative in every language; each direction from a town is a text of its own, so that a translation
may turn it round: "53 km west of Vladivostok" is «Владивосток в 53 км к востоку».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

from babel.lists import format_list

from mapapp.core.atlas import Atlas, Region
from mapapp.core.evidence import Evidence
from mapapp.core.language import spoken
from mapapp.core.surroundings import CLOSE_KM, Direction, Landmark, Neighbour, Relation, Surroundings
from mapapp.core.survey import Interval, Place, Survey
from mapapp.core.words import Say, amount, country, marked, measured

FROM_TOWN: dict[Direction, str] = {
    "north": marked("%(distance)s north of %(town)s"),
    "northeast": marked("%(distance)s northeast of %(town)s"),
    "east": marked("%(distance)s east of %(town)s"),
    "southeast": marked("%(distance)s southeast of %(town)s"),
    "south": marked("%(distance)s south of %(town)s"),
    "southwest": marked("%(distance)s southwest of %(town)s"),
    "west": marked("%(distance)s west of %(town)s"),
    "northwest": marked("%(distance)s northwest of %(town)s"),
}
TOWARD: dict[Direction, str] = {
    "north": marked("to the north"),
    "northeast": marked("to the northeast"),
    "east": marked("to the east"),
    "southeast": marked("to the southeast"),
    "south": marked("to the south"),
    "southwest": marked("to the southwest"),
    "west": marked("to the west"),
    "northwest": marked("to the northwest"),
}
RELATIONS: dict[Relation, str] = {
    "around": marked("holds all of it"),
    "inside": marked("lies inside it"),
    "border": marked("common border %(length)s"),
    "overlaps": marked("has a part in common"),
    "meets": marked("meets or crosses it"),
}
SIZES = {
    "area": marked("It covers %(size)s in %(countries)s."),
    "line": marked("It is drawn as a line of %(size)s in %(countries)s."),
    "point": marked("It is drawn as a point in %(countries)s."),
}


@dataclass(frozen=True)
class NeighbourRow:
    """A neighbour as a row of the card: its id, its title, and how it lies to the region."""

    region: str
    title: str
    says: str


def rough(value: float) -> float:
    """A size to two digits, which is what approximate outlines can mean: 2702 as 2700, 20.04 as 20."""
    digits = 1 - floor(log10(value)) if value > 0 else 0
    return round(value, min(digits, 1))


@dataclass(frozen=True)
class Sentences:
    """Tells where the regions of an atlas lie, in one language."""

    atlas: Atlas
    language: str
    evidence: Evidence
    gettext: Say

    def short(self, region: Region) -> str:
        """The line in the list: country, size, and how far from which town; it breaks between these alone."""
        survey, around = self.evidence.surveys.get(region.id), self.evidence.surroundings.get(region.id)
        parts = [" / ".join(country(code, self.language) for code in region.countries)]
        if survey and survey.kind != "point":
            parts.append(self._size(survey))
        if around and around.landmark:
            parts.append(self._where(around.landmark))
        return " · ".join(part.replace(" ", "\u00a0") for part in parts)

    def full(self, region: Region) -> tuple[str, ...]:
        """The sentences of the card; none for a region that is not drawn."""
        survey, around = self.evidence.surveys.get(region.id), self.evidence.surroundings.get(region.id)
        return tuple(self._sentences(region, survey, around)) if survey and around else ()

    def neighbours(self, region: Region) -> tuple[NeighbourRow, ...]:
        """The neighbours, in the order of core."""
        around, survey = self.evidence.surroundings.get(region.id), self.evidence.surveys.get(region.id)
        titles = {entry.id: self.atlas.say(entry.title, self.language) for entry in self.atlas.regions}
        found = around.neighbours if around and survey else ()
        return tuple(NeighbourRow(n.region, titles[n.region], self._relation(n, survey)) for n in found if survey)

    def _size(self, survey: Survey) -> str:
        value, unit = (survey.area_km2.value, "km2") if survey.area_km2 else (survey.length_km or 0.0, "km")
        return amount(rough(value), unit, self.language)

    def _countries(self, region: Region) -> str:
        names = [country(code, self.language) for code in region.countries]
        return str(format_list(names, locale=spoken(self.language)))

    def _sentences(self, region: Region, survey: Survey, around: Surroundings) -> Iterator[str]:
        said = {"size": f"≈\u202f{self._size(survey)}", "countries": self._countries(region)}
        yield self.gettext(SIZES[survey.kind]) % said
        if around.landmark:
            where = {"where": self._where(around.landmark)}
            yield self._lies(survey) % where
        near = survey.nearest_place
        if near and isinstance(near.to, Place) and not (around.landmark and around.landmark.place == near.to):
            yield self._nearest_place(near.to, near.distance_km, around.toward)
        if around.coast_km >= CLOSE_KM:
            yield self.gettext("Its edge follows the sea coast for %(length)s.") % {
                "length": measured(around.coast_km, "km", self.language)
            }
        elif around.at_sea:
            yield self.gettext("It lies in the sea.")
        elif survey.kind == "area" and around.inland and not any(n.relation == "around" for n in around.neighbours):
            yield self.gettext("Land lies all round it.")

    def _lies(self, survey: Survey) -> str:
        return (
            self.gettext("It lies %(where)s.") if survey.kind == "point" else self.gettext("Its middle lies %(where)s.")
        )

    def _where(self, landmark: Landmark) -> str:
        town = self._name(landmark.place)
        if landmark.distance_km < CLOSE_KM:
            return self.gettext("in or near %(town)s") % {"town": town}
        distance = amount(round(landmark.distance_km), "km", self.language)
        return self.gettext(FROM_TOWN[landmark.direction]) % {"distance": distance, "town": town}

    def _nearest_place(self, place: Place, distance: Interval, toward: Direction | None) -> str:
        town = self._name(place)
        if toward is None:
            return self.gettext("In it or on its edge lies %(town)s.") % {"town": town}
        away = self._away(distance, toward)
        return self.gettext("Nearest town or village: %(town)s, %(away)s.") % {"town": town, "away": away}

    def _relation(self, neighbour: Neighbour, survey: Survey) -> str:
        if neighbour.distance_km is not None and neighbour.direction is not None:
            known = survey.nearest_area
            interval = known.distance_km if known and known.to == neighbour.region else Interval(neighbour.distance_km)
            return self._away(interval, neighbour.direction)
        if neighbour.relation == "around" and survey.kind == "point":
            return self.gettext("holds it or meets it")
        words = self.gettext(RELATIONS[neighbour.relation])
        if neighbour.shared_km and neighbour.relation == "border":
            words %= {"length": measured(neighbour.shared_km, "km", self.language)}
        if neighbour.direction is None:
            return words
        return self.gettext("%(what)s, %(direction)s") % {
            "what": words,
            "direction": self.gettext(TOWARD[neighbour.direction]),
        }

    def _away(self, distance: Interval, toward: Direction) -> str:
        """How far and whither: `12.4 km to the west (between 9.6–18.3 km)`."""
        value = distance.value
        away = measured(max(value, 0.1), "km", self.language)
        said = self.gettext("%(distance)s %(direction)s") % {
            "distance": away if value >= 0.1 else self.gettext("less than %(distance)s") % {"distance": away},
            "direction": self.gettext(TOWARD[toward]),
        }
        if distance.least is None or distance.most is None:
            return said
        limits = measured(distance.least, "km", self.language, distance.most)
        return self.gettext("%(said)s (between %(range)s)") % {"said": said, "range": limits}

    def _name(self, place: Place) -> str:
        return place.names.get(self.language) or next(iter(place.names.values()))
