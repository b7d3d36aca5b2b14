"""Words by which a layer is known to tell of animals: in English, Russian and Chinese, in titles and in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Whole words of a title; what ends in * begins one. They say that each row is an animal or a trace of one.
TRACKED = """
animal* burrow* camtrap* collar* collarid den dens densite* geofix* gpsfix homerange* individual* lair* kde mcp
microchip movebank* nest nests taglocal* tagid telemetry trackid vhf животн* логов* берлог* нора норы ошейник* особ*
радиоошейник* телеметри* гнезд* гнёзд*
"""
OBSERVED = """
ageclass behaviour behavior camera* carcass* cub cubs detection* kill kills kitten* latinname observation*
occurrence* poach* prey pugmark* scat scats scientificname sex sighting* snare* species* spoor* taxa taxon* track
tracks trap traps trapid genus вид браконьер* встреч* детёныш* детеныш* добыч* камера камеры котён* наблюден* петл*
самк* самец самц* след следы фотоловуш* экскремент*
"""
TRACKED_SIGNS = "动物 个体 项圈 巢 兽穴 洞穴 家域 遥测"
OBSERVED_SIGNS = "物种 红外相机 相机 足迹 粪便 痕迹链 目击 雌 雄 幼崽 偷猎 猎套 学名"
SPECIES = """
leopard* panthera pardus orientalis tiger* tigris altaica lynx* bear bears ursus wolf wolves lion lions jaguar*
cheetah* puma* uncia irbis elephant* rhino* saiga* pangolin* otter* panda* gorilla* orangutan* chimpanzee* crane
cranes eagle* falcon* vulture* condor* turtle* whale* dolphin* seal seals ibex* argali* markhor* wolverine* леопард*
барс барса барсы барсов тигр тигра тигры тигров тигриц* рысь рыси медвед* волк волка волки волков ирбис* сайгак*
журавл* орлан* сокол сокола выдр*
"""
SPECIES_SIGNS = "豹 虎 熊 狼 猞猁 大象 犀 穿山甲 水獭 熊猫 鹤 雕 隼"
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Words:
    """Words that are looked for one by one, Chinese signs and names of species anywhere in a text."""

    def __init__(self, words: str, signs: str = "", phrases: Iterable[str] = ()) -> None:
        self._whole = frozenset(word for word in words.split() if not word.endswith("*"))
        self._starts = tuple(word[:-1] for word in words.split() if word.endswith("*"))
        self._parts = (*signs.split(), *(phrase.casefold() for phrase in phrases if phrase.strip()))

    def found(self, text: str) -> str | None:
        """The first of these words that a text has, as it stands there."""
        parts: list[str] = _WORD.findall(_HUMP.sub(" ", text))
        pairs = ["".join(parts[n : n + 2]) for n in range(len(parts) - 1)]
        for part in (*parts, *pairs):
            word = part.casefold()
            if word in self._whole or word.startswith(self._starts):
                return part
        lower = text.casefold()
        return next((part for part in self._parts if part in lower), None)


TRACKED_WORDS = Words(TRACKED, TRACKED_SIGNS)
OBSERVED_WORDS = Words(TRACKED + OBSERVED, f"{TRACKED_SIGNS} {OBSERVED_SIGNS}")
