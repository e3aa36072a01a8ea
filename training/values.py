"""The values that records are made of, each drawn from one side of a fixed train/test split.

Open-ended values (names, cities, ages, prices, dates, e-mail addresses, ...) belong to the test split when the CRC of
their text says so, and only then: no such value is ever seen in training and in testing. Closed sets (statuses,
colours, small counts, booleans) are shared, as they are part of a schema rather than of a sentence.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from typing import Literal

Split = Literal["train", "test"]

_TEST_SHARE = 8  # one open value in eight belongs to the test split

FIRST_NAMES = """Ada Alan Alice Amara Amir Ana Anders Anna Aria Arjun Astrid Ben Bianca Boris Carla Carlos Cedric Chen
Chloe Clara Claire Cyrus Dana Daniel Daria David Diego Dina Edgar Elena Elias Ella Emil Emma Erik Esther Eva Fatima
Felix Fiona Frank Freya Gabriel George Grace Greta Hana Hannah Hector Helen Henry Hiro Hugo Ida Igor Ines Ingrid Iris
Isaac Ivan Jack Jacob James Jana Jasper Joan Johan John Jonas Jose Julia Kai Karim Karl Kate Kenji Kira Lara Lars Laura
Lea Leila Leo Lena Liam Lin Linus Lucas Lucy Luis Maja Marco Maria Marie Mark Marta Martin Maya Mei Mia Milan Mila
Mohamed Nadia Nina Noah Nora Olaf Oliver Olga Omar Oscar Otto Pablo Paul Petra Priya Rachel Rafael Rana Raj Rita Robert
Rosa Ruth Samir Sara Sofia Sonia Stefan Sven Tara Tariq Theo Thomas Tom Uma Vera Victor Viola Wei William Xenia Yara
Yuki Yusuf Zara Zoe""".split()

LAST_NAMES = """Abbott Adler Almeida Andersen Arnold Bailey Baker Banerjee Barros Becker Bennett Berg Bergman Bianchi
Blake Bloom Bond Brandt Brown Bruno Calder Campbell Carter Castro Chandra Chang Clarke Cohen Collins Costa Cruz Dahl
Dalton Das Davies Delgado Dixon Duarte Dubois Duval Egan Ellis Engel Evans Farah Faber Ferrari Fischer Fleming Fontaine
Foster Frost Fuchs Garcia Gomez Gordon Grant Gray Greco Gupta Haas Hahn Hall Hansen Harris Hassan Hayes Hoffman Holm
Hopper Huber Hughes Ibrahim Ito Jensen Jones Jung Kaplan Kaur Keller Khan Kim Klein Koch Kovacs Kowalski Kruger Kumar
Lang Larsen Lehmann Lima Lindgren Lopez Lovelace Lund Maier Malik Mann Marino Martins Mason Mehta Meyer Miller Mori
Moreau Morgan Mueller Murphy Nakamura Nash Navarro Nguyen Nielsen Novak Olsen Ortiz Owens Pace Parker Patel Pereira
Perez Petrov Pope Porter Quinn Ramos Reed Reyes Rossi Roth Russo Sato Schmidt Schulz Shah Silva Singh Smith Sokolov
Stein Stone Suzuki Tanaka Taylor Torres Turing Varga Vega Vogel Wagner Walker Wang Ward Weber West Wolf Wood Wright Wu
Yamada Young Zhang Ziegler""".split()

CITIES = """Aachen Accra Adelaide Alexandria Algiers Amsterdam Ankara Antwerp Athens Auckland Austin Baltimore
Bangkok Barcelona Basel Beijing Belfast Belgrade Bergen Berlin Bern Bilbao Bogota Bologna Bombay Bonn Bordeaux Boston
Bremen Brighton Bristol Brussels Bucharest Budapest Cairo Calgary Cambridge Canberra Cardiff Casablanca Chicago Cologne
Copenhagen Cork Dakar Dallas Damascus Darwin Delhi Denver Detroit Dhaka Dresden Dublin Durban Edinburgh Florence
Frankfurt Geneva Genoa Ghent Glasgow Granada Graz Hamburg Hanoi Havana Helsinki Houston Istanbul Jakarta Kabul Karachi
Kiel Kigali Krakow Kyoto Lagos Leeds Leipzig Lima Lisbon Liverpool London Lyon Madrid Malaga Malmo Manchester Manila
Marseille Melbourne Miami Milan Minsk Monaco Montreal Moscow Mumbai Munich Nairobi Nantes Naples Nice Osaka Oslo Ottawa
Oxford Palermo Paris Perth Phoenix Porto Portland Prague Quebec Quito Reykjavik Riga Rome Rotterdam Salzburg Santiago
Seattle Seoul Seville Shanghai Singapore Sofia Stockholm Stuttgart Sydney Tallinn Tampa Tokyo Toronto Toulouse Trieste
Tripoli Tunis Turin Utrecht Valencia Vancouver Venice Verona Vienna Vilnius Warsaw Wellington York Zagreb
Zurich""".split()

COUNTRIES = """Argentina Australia Austria Belgium Brazil Canada Chile China Croatia Denmark Egypt Estonia Finland
France Germany Ghana Greece Hungary Iceland India Indonesia Ireland Israel Italy Japan Kenya Latvia Mexico Morocco Nepal
Norway Peru Poland Portugal Romania Senegal Serbia Slovakia Slovenia Spain Sweden Switzerland Thailand Tunisia Turkey
Uganda Ukraine Uruguay Vietnam""".split()

JOBS = """accountant actor architect astronomer baker barber biologist bookseller botanist builder butcher carpenter
chemist clerk coach cook dancer dentist designer detective doctor driver economist editor electrician engineer farmer
firefighter gardener geologist historian illustrator journalist judge lawyer lecturer librarian linguist locksmith
mathematician mechanic miner musician nurse optician painter pharmacist photographer physicist pilot plumber poet
potter programmer publisher ranger sailor sculptor secretary shepherd singer surgeon surveyor tailor teacher translator
waiter weaver welder writer zoologist""".split()

STREETS = """Abbey Acorn Alder Apple Arch Ash Aspen Bay Beech Birch Bridge Brook Canal Castle Cedar Chapel Cherry
Church Clay Cliff Clover College Copper Coral Cross Dock Dove Eagle East Elder Elm Falcon Farm Fern Field Forest
Fountain Garden Gate Glen Grove Harbour Hazel Heath High Hill Holly Ivy Juniper King Lake Laurel Lily Lime Linden Lower
Main Maple Market Meadow Mill Moor Moss North Oak Olive Orchard Park Pear Pine Plum Poplar Priory Queen Quarry Rail
Ridge River Rose Rowan Saddle School Silver South Spring Spruce Station Stone Sunset Temple Thorn Tower Tulip Union
Upper Vale Victoria Vine Violet Walnut Water West Willow Windmill Wood Yew""".split()

STREET_KINDS = ("Street", "Road", "Lane", "Avenue", "Way", "Square")

GOODS = """anvil backpack basket bell belt bench bicycle blanket boat bottle bowl bracelet brush bucket cabinet camera
candle carpet chair clock coat compass cup curtain cushion desk drum easel fan flute fork glove guitar hammer hammock
hat helmet jacket jar jug kayak kettle keyboard knife ladder lamp lantern laptop mattress mirror mug necklace notebook
oven paddle pan pencil phone piano pillow plate printer radio rake ring rope rug saddle saw scarf shelf shirt shovel
skateboard sled sofa spoon stool stove suitcase table teapot telescope tent torch towel tray tripod trumpet umbrella
vase violin wallet watch whistle wrench""".split()

ADJECTIVES = """amber ancient antique bamboo brass brick bright broad bronze canvas ceramic clever compact copper cotton
crystal deluxe digital double electric elegant enamel fancy folding giant glass golden granite heavy hollow ivory large
leather light linen marble metal mini modern narrow oak oval paper pine plain plastic pocket portable quiet rapid rustic
satin silk silver simple slim small smart solar solid spare steel stone sturdy tall thick tiny vintage walnut wicker
wide wooden woollen""".split()

TOPICS = """acoustics algebra archaeology astronomy ballet beekeeping biology botany calligraphy carpentry ceramics
chemistry chess cinema climate cooking cryptography cycling dance design drama drawing ecology economics farming fencing
film fishing folklore gardening geology geometry glass history hiking jazz judo knitting law linguistics logic magic
mathematics medicine music mythology opera optics origami painting philosophy photography physics poetry pottery
printing robotics rowing sailing sculpture sewing singing statistics surfing swimming tennis theatre topology trade
translation travel typography weaving wine writing yoga""".split()

EVENT_KINDS = ("Workshop", "Lecture", "Concert", "Festival", "Meeting", "Seminar", "Exhibition", "Conference", "Tour")

TAGS = """urgent new sale gift fragile heavy online local private public weekly yearly free premium outdoor indoor
family student senior beginner expert""".split()

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr q r s sh st t th tr v w y z".split()
_VOWELS = "a e i o u ai ea ee ia io ou".split()
_CODAS = ["", "", "", "n", "r", "l", "s", "m", "nd", "rt", "ck", "th", "x"]


def split_of(text: str) -> Split:
    """The side of the split that an open-ended value belongs to, for ever."""
    return "test" if zlib.crc32(text.encode()) % _TEST_SHARE == 0 else "train"


def draw(rng: random.Random, split: Split, make: Callable[[random.Random], str]) -> str:
    """Draws from `make` until the value lies on the wanted side of the split."""
    while split_of(value := make(rng)) != split:
        pass
    return value


def _invented(rng: random.Random) -> str:
    syllables = (rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(rng.randint(1, 3)))
    return "".join(syllables).capitalize()


def _word(rng: random.Random, words: list[str], invented: float) -> str:
    return _invented(rng) if rng.random() < invented else rng.choice(words)


def first_name(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: _word(r, FIRST_NAMES, 0.35))


def last_name(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: _word(r, LAST_NAMES, 0.35))


def full_name(rng: random.Random, split: Split) -> str:
    return f"{first_name(rng, split)} {last_name(rng, split)}"


def city(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: _word(r, CITIES, 0.25))


def country(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: r.choice(COUNTRIES))


def job(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: r.choice(JOBS))


def street(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: f"{_word(r, STREETS, 0.2)} {r.choice(STREET_KINDS)}")


def goods(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: " ".join([r.choice(ADJECTIVES)] * (r.random() < 0.5) + [r.choice(GOODS)]))


def title(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: f"{r.choice(TOPICS).capitalize()} {r.choice(EVENT_KINDS)}")


def topic(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: r.choice(TOPICS))


def email(rng: random.Random, split: Split) -> str:
    domain = draw(rng, split, _invented).lower()
    return f"{first_name(rng, split).lower()}@{domain}.{rng.choice(('com', 'org', 'net', 'io'))}"


def integer(rng: random.Random, split: Split, low: int, high: int) -> int:
    return int(draw(rng, split, lambda r: str(r.randint(low, high))))


def price(rng: random.Random, split: Split) -> float:
    return float(draw(rng, split, lambda r: f"{r.randint(1, 400)}.{r.randint(1, 9)}{r.choice('123456789')}"))


def date(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: f"{r.randint(1950, 2035)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}")


def clock(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: f"{r.randint(0, 23):02d}:{r.choice(range(0, 60, 5)):02d}")


def code(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: r.choice("ABCDEFGHKLMNPRSTUVWXZ") + str(r.randint(100, 9999)))
