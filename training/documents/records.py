"""Records: the facts of one thing (or of a few) in one of many notations, with labels or bare."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from training import values
from training.documents import fields as f
from training.documents.core import DATE, INTEGER, NUMBER, STRING, Document, Draw, Fact, Field, Schema, Shown, may_lack
from training.documents.fields import choice, decimal, one_of, price, some, whether, whole, word


@dataclass(frozen=True, slots=True)
class Domain:
    """A kind of thing: its head comes first in bare lists. `plural` are names of lists of such things."""

    plural: tuple[str, ...]
    fields: tuple[Field, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held_out: bool = False


ROOM = choice("room_type room category", {"single": "single room|room for one", "double": "double room|room for two",
                                          "suite": "suite"}, "the kind of room", "room")  # fmt: skip
DIET = choice("diet food", {"vegan": "vegan|eats no animal products", "vegetarian": "vegetarian|eats no meat", "none|all|any": "eats everything|no restrictions"},
              "dietary needs", "diet")  # fmt: skip
LEVEL = choice("level seniority grade", {"junior|entry": "junior|entry level|fresh out of school", "senior": "senior|very experienced", "lead|manager": "team lead|head of the team"},
               "seniority", "level")  # fmt: skip
CONDITION = choice("condition state", {"new": "brand new|unused|still sealed", "used|second_hand": "second-hand|used|pre-owned", "broken|defective": "broken|does not work|for parts only"},
                   "the condition of the thing", "condition")  # fmt: skip
FUEL = choice("fuel engine fuel_type", {"petrol|gasoline": "petrol|runs on petrol", "diesel": "diesel", "electric": "electric|fully electric|battery only"},
              "what it runs on", "fuel")  # fmt: skip
HEALTH = choice("status health state", {"ok|up|healthy": "up|running|all checks green", "degraded|warning": "slow|degraded|some checks fail", "down|error": "down|not responding|unreachable"},
                "how the server is", "health")  # fmt: skip
CLASS = choice("class cabin travel_class", {"economy": "economy|economy class|coach", "business": "business|business class", "first": "first class"},
               "the cabin", "cabin")  # fmt: skip
SEX = choice("sex gender", {"male|m": "male", "female|f": "female"}, "male or female", "sex")
REMOTE = whether(
    "remote is_remote home_office",
    "remote|fully remote|work from home",
    "on site|in the office|no remote work",
    "whether it can be done from home",
)
SMOKER = whether(
    "smoker smokes is_smoker", "smoker|smokes daily", "non-smoker|never smoked", "whether the person smokes"
)
CHIPPED = whether(
    "vaccinated is_vaccinated",
    "vaccinated|has all shots",
    "not vaccinated|no shots yet",
    "whether it has been vaccinated",
)
BREAKFAST = whether(
    "breakfast breakfast_included",
    "breakfast included|with breakfast",
    "no breakfast|without breakfast",
    "whether breakfast is included",
)
FURNISHED = whether(
    "furnished is_furnished",
    "furnished|comes with furniture",
    "unfurnished|empty|without furniture",
    "whether there is furniture",
)
PUBLISHED = whole("year published publication_year", 1850, 2024, "the year of publication", "from {}|published in {}")
PEOPLE = Domain(("people", "persons", "contacts", "guests", "members"), (
    f.NAME, f.AGE, f.CITY, f.COUNTRY, f.JOB, f.EMAIL, f.PHONE, f.COMPANY, f.MARRIED, f.BIRTH, f.LANGS, f.HOBBIES, f.USER,
    DIET), {"contact": ("email", "phone", "username"), "address": ("city", "country"), "work": ("job", "company"), "home": ("city", "country")})  # fmt: skip
ORDERS = Domain(("orders", "purchases", "sales"), (
    f.ORDER_ID, f.NAME.called("customer buyer client ordered_by", "who bought it|the customer's full name"), f.PRODUCT, f.QUANTITY, f.TOTAL, f.PAID,
    f.DATE_.called("date order_date ordered_on placed_on"), f.EXPRESS, f.GIFT, f.CITY.called("destination city ship_to", "where it goes")),
    {"delivery": ("destination", "express"), "payment": ("total", "status")})  # fmt: skip
PRODUCTS = Domain(("products", "items", "articles"), (
    word("name product item title", f.thing, "goods", "what it is called"), f.SKU, f.PRICE, f.COLOUR, f.MATERIAL, f.SIZE, f.WEIGHT, f.BRAND, f.STOCKED,
    whole("stock quantity in_store", 1, 999, "pieces in stock", "{} in stock|{} left"), CONDITION,
    some("tags keywords labels", f.from_list(values.TAGS), 1, 3, "tags")),
    {"look": ("color", "material", "size"), "details": ("price", "weight", "material")})  # fmt: skip
BOOKS = Domain(("books", "titles", "novels"), (
    word("title name book", values.book_title, "title", "the book's title"), f.NAME.called("author writer written_by", "who wrote it"), PUBLISHED,
    whole("pages page_count length", 60, 990, "number of pages", "{} pages"), word("publisher press", values.company, "company", "who published it", "published by {}"),
    one_of("genre kind", "crime|fantasy|biography|poetry|travel|science fiction|history|romance|cookbook|thriller".split("|"), about="genre"), f.PRICE,
    word("language lang", f.language, "language", "the language it is in", "in {}"),
    word("isbn", lambda r, s: values.draw(r, s, lambda q: f"978-{q.randint(0, 9)}-{q.randint(10, 9999)}-{q.randint(100, 9999)}-{q.randint(0, 9)}"), "isbn", "", "ISBN {}"),
    whether("lent borrowed checked_out", "lent out|borrowed|checked out", "on the shelf|not lent out", "whether somebody has borrowed it")),
    {"publication": ("publisher", "year"), "details": ("pages", "language", "genre")})  # fmt: skip
FLIGHTS = Domain(("flights", "connections", "departures"), (
    word("flight flight_number number id", f.flight_code, "code", "the flight's number", "flight {}"), f.CITY.called("origin from departure_city departs_from", "where it starts"),
    f.CITY.called("destination to arrival_city arrives_in", "where it lands"), f.DATE_.called("date departure_date day"),
    f.TIME.called("departure_time departs time", "when it departs"), word("gate", f.gate_code, "gate", "", "gate {}"), word("seat", f.seat_code, "seat", "", "seat {}"),
    f.NAME.called("passenger traveller name", "who flies"), CLASS, f.PRICE.called("fare price", "what the ticket costs"),
    whole("delay delay_minutes", 5, 180, "delay in minutes", "delayed by {} minutes")), {"route": ("origin", "destination"), "boarding": ("gate", "seat")})  # fmt: skip
HOTELS = Domain(("bookings", "reservations", "stays"), (
    f.NAME.called("guest name booked_by", "who stays"), word("hotel property", f.named("Inn", "Hotel", "Palace", "Lodge"), "hotel", "the name of the hotel"),
    ROOM, whole("nights", 1, 14, "number of nights", "{} nights"), whole("guests adults guest_count", 1, 6, "how many people", "{} guests"),
    f.day_of("check_in arrival from_date", about="day of arrival", clauses="arriving {}"), f.PRICE.called("rate price price_per_night", "price of a night"),
    BREAKFAST, f.CITY, word("booking_code confirmation reference", f.order_code, "code", "the booking's reference")), {"stay": ("check_in", "nights"), "room_info": ("room_type", "rate")})  # fmt: skip
PATIENTS = Domain(("patients", "records"), (
    f.NAME.called("patient name patient_name", "the patient's name"), f.AGE, f.BIRTH, SEX, some("symptoms complaints", f.symptom, 1, 3, "what the patient complains of"),
    word("medication drug medicine", f.drug, "drug", "prescribed drug"), whole("dose dose_mg dosage_mg", 5, 900, "dose in milligrams", unit=" mg"),
    whole("pulse heart_rate bpm", 48, 140, "beats per minute", "pulse {}"), decimal("temperature temp", 35.5, 40.5, 1, "body temperature"), SMOKER,
    word("ward room bed", f.room_code, "room")), {"vitals": ("pulse", "temperature"), "prescription": ("medication", "dose")})  # fmt: skip
CARS = Domain(("cars", "vehicles"), (
    one_of("model car name", f.CARS, "model", "the model"), f.BRAND, whole("year built model_year", 1995, 2025, "year of construction", "built in {}|from {}"),
    whole("mileage km odometer", 3000, 240000, "kilometres driven", "{} km"), price("price asking_price", 900, 45000, "asking price", "for {}", sort="money"), f.COLOUR, FUEL,
    word("plate license_plate registration", f.plate_code, "plate", "the number plate", "plate {}"), whole("doors", 2, 5, "number of doors", "{} doors"), CONDITION),
    {"engine_info": ("fuel", "mileage")})  # fmt: skip
HOMES = Domain(("listings", "flats", "properties"), (
    f.STREET.called("street address street_address"), f.CITY, f.POSTCODE, whole("rooms room_count", 1, 7, "number of rooms", "{} rooms"), whole("area size_sqm square_metres", 22, 240, "area in square metres", "{} m²", " m²"),
    price("rent price monthly_rent", 300, 2900, "rent per month", "rent {}", sort="money"), whole("floor storey", 1, 9, "which floor", "floor {}"), FURNISHED,
    whether("pets pets_allowed", "pets welcome|pets allowed", "no pets|pets not allowed", "whether pets are allowed"), f.day_of("available_from from_date move_in", about="when one can move in", clauses="available from {}")),
    {"location": ("street", "city", "postcode"), "address": ("street", "city", "postcode")})  # fmt: skip
EMPLOYEES = Domain(("employees", "staff", "team"), (
    f.NAME.called("name employee full_name"), word("role position job title", f.plain_job, "job", "what the person does", "works as a {}|a {}"), word("department team division", f.department, "department", "which department", "in {}"),
    price("salary pay wage", 1200, 9000, "monthly pay", "earns {}", sort="money"), f.day_of("hired start_date hired_on", 1998, 2025, "first day at work", "hired {}"), f.EMAIL, LEVEL, REMOTE,
    word("id employee_id badge staff_number", f.ticket_code, "code", "badge number"), f.SKILLS_), {"work": ("role", "department", "level"), "contract": ("salary", "hired")})  # fmt: skip
SERVERS = Domain(("servers", "hosts", "machines"), (
    word("host hostname server name", lambda r, s: values.draw(r, s, lambda q: f"{q.choice(f.SERVICES)}-{q.choice(('', 'eu-', 'us-', 'prod-', 'dev-'))}{q.randint(1, 40)}"), "host", "name of the machine"),
    word("ip ip_address address", f.address_ip, "ip", "IPv4 address"), whole("port", 1024, 65000, "", "port {}"), whole("cpu cpu_percent cpu_usage", 1, 100, "CPU load in per cent", "cpu {}%", "%"),
    decimal("memory memory_gb ram", 0.5, 64, 1, "memory in gigabytes", "", " GB"), HEALTH, word("version release build", f.version, "version", "installed version"),
    f.USER.called("owner user admin"), f.CITY.called("region location site")), {"load": ("cpu", "memory"), "network": ("ip", "port")})  # fmt: skip
PETS = Domain(("pets", "animals"), (
    f.FIRST.called("name pet_name pet"), word("breed kind animal species", f.breed, about="what animal"), whole("age years", 1, 16, "age in years", "{} years old"), f.WEIGHT, CHIPPED,
    f.NAME.called("owner keeper owner_name", "who keeps it"), f.PHONE, SEX), {"owner_info": ("owner", "phone")})  # fmt: skip
PLAYERS = Domain(("players", "athletes"), (
    f.NAME.called("player name athlete"), word("team club", f.team, "team", "the club", "plays for {}"), whole("goals goals_scored", 0, 40, "", "{} goals"), whole("games matches appearances", 1, 60, "", "{} games"),
    whole("number shirt shirt_number", 1, 60, "number on the shirt", "number {}"), one_of("position", "goalkeeper|defender|midfielder|striker|winger|sweeper".split("|"), open_=False), f.AGE, f.COUNTRY,
    whether("injured is_injured", "injured|out with an injury", "fit|fit to play", "whether the player is hurt")), {"stats": ("goals", "games"), "season": ("goals", "games", "number")})  # fmt: skip
TRANSFERS = Domain(("payments", "transfers", "transactions"), (
    f.DATE_, f.NAME.called("payee recipient beneficiary to", "who gets the money"), price("amount sum value", 1, 3000, "how much", "{}", sort="money"), word("iban account account_number", f.iban_end, "iban", "the account"),
    word("reference purpose memo", f.ticket_code, "code", "reference"), choice("type kind category", {"rent": "rent|rent for the flat", "food|groceries": "groceries|supermarket shopping", "salary|income": "salary|wages"}, "what it was for", "purpose")),
    {"transfer": ("payee", "iban")})  # fmt: skip
EVENTS = Domain(("events", "appointments", "sessions"), (
    word("title name event", values.title, "title", "what it is called"), f.DATE_, f.TIME.called("time start starts_at begins"), f.CITY.called("city location place venue_city"), f.NAME.called("host organizer speaker", "who runs it"),
    whole("seats capacity places", 10, 900, "number of seats", "{} seats"), price("price fee ticket_price", 3, 300, "the entrance fee", "{} a ticket", sort="money"), word("room hall", f.room_code, "room", "", "room {}"),
    some("topics subjects", values.topic, 1, 3, "what it is about"), whole("duration minutes duration_minutes", 15, 240, "length in minutes", "{} minutes", " min")), {"schedule": ("date", "time", "duration"), "venue": ("city", "room", "seats")})  # fmt: skip
PARCELS = Domain(("parcels", "shipments", "packages"), (
    word("tracking tracking_number tracking_code id", f.tracking_code, "code", "tracking number"), f.NAME.called("recipient addressee to", "who gets it"), f.NAME.called("sender from shipped_by", "who sent it"),
    f.WEIGHT, f.SHIPPED, f.CITY.called("destination city"), f.day_of("expected eta delivery_date", about="day of delivery"), whether("signature signature_required", "signature required|must be signed for", "no signature needed|leave at the door", "whether somebody must sign"),
    f.EXPRESS), {"shipping": ("weight", "express")})  # fmt: skip
MOVIES = Domain(("movies", "films"), (
    word("title name film movie", values.book_title, "title"), f.NAME.called("director directed_by", "who directed it"), whole("year released", 1930, 2024, "year of release", "from {}"), whole("runtime minutes length", 70, 210, "length in minutes", "{} minutes", " min"),
    decimal("rating score", 1, 9.9, 1, "points out of ten", "rated {}"), f.COUNTRY, f.LANGS.called("languages audio")), {"release": ("year", "country")})  # fmt: skip
COURSES = Domain(("courses", "classes", "lessons"), (
    word("course subject title name", values.subject, "topic", "what is taught", case=f.capital), f.NAME.called("teacher instructor lecturer", "who teaches"), word("room", f.room_code, "room", "", "room {}"), whole("students participants enrolled", 3, 60, "how many learn", "{} students"),
    one_of("day weekday", f.DAYS, "weekday", "day of the week", "on {}", open_=False), f.TIME, whole("credits points", 1, 12, "", "{} credits"), whether("full is_full booked_out", "full|no places left|booked out", "places free|still open for enrolment", "whether it is full")),
    {"schedule": ("day", "time", "room")})  # fmt: skip
PLANTS = Domain(("plants",), (
    one_of("name plant", "monstera|ficus|basil|aloe|orchid|cactus|fern|ivy|lavender|rosemary|begonia|geranium".split("|"), "plant"), whole("height height_cm", 5, 220, "height in centimetres", "{} tall", " cm"), price("price cost", 2, 90, "price", sort="money"),
    choice("light exposure", {"sun|full_sun": "needs full sun|loves the sun", "shade": "likes shade|keep out of the sun"}, "how much light"), whole("water_days watering_interval", 1, 21, "days between waterings", "water every {} days"), f.COLOUR.called("pot_color pot_colour")),
    {}, held_out=True)  # fmt: skip

DOMAINS = (PEOPLE, ORDERS, PRODUCTS, BOOKS, FLIGHTS, HOTELS, PATIENTS, CARS, HOMES, EMPLOYEES, SERVERS, PETS, PLAYERS,
           TRANSFERS, EVENTS, PARCELS, MOVIES, COURSES, PLANTS)  # fmt: skip
_WEIGHTS = {
    split: [(0 if split == "train" else 4) if d.held_out else 3 if d is PEOPLE or d is ORDERS else 1 for d in DOMAINS]
    for split in ("train", "test")
}

Pairs = Sequence[tuple[str, str]]
Notation = Callable[[random.Random, Pairs], str]


def _joined(pair: str, separator: str, before: str = "", after: str = "") -> Notation:
    def written(_: random.Random, pairs: Pairs) -> str:
        return before + separator.join(pair.format(label, value) for label, value in pairs) + after

    return written


def _table(_: random.Random, pairs: Pairs) -> str:
    return f"| {' | '.join(k for k, _ in pairs)} |\n|{'---|' * len(pairs)}\n| {' | '.join(v for _, v in pairs)} |"


def _dots(_: random.Random, pairs: Pairs) -> str:
    width = max(len(k) for k, _ in pairs) + 3
    return "\n".join(f"{k} {'.' * (width - len(k))} {v}" for k, v in pairs)


def _aligned(_: random.Random, pairs: Pairs) -> str:
    width = max(len(k) for k, _ in pairs) + 2
    return "\n".join(f"{k + ':':<{width}}{v}" for k, v in pairs)


def _html(rng: random.Random, pairs: Pairs) -> str:
    style = rng.randrange(5)
    if style == 0:
        return "<table>" + "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in pairs) + "</table>"
    if style == 1:
        return "<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in pairs) + "</dl>"
    if style == 2:
        return "<ul>\n" + "\n".join(f"<li><b>{k}:</b> {v}</li>" for k, v in pairs) + "\n</ul>"
    if style == 3:
        return "<div>" + "".join(f'<span class="{k.lower().replace(" ", "-")}">{v}</span>' for k, v in pairs) + "</div>"
    return "<p>" + "<br>".join(f"{k}: {v}" for k, v in pairs) + "</p>"


def _xml(_: random.Random, pairs: Pairs) -> str:
    tags = [(k.lower().replace(" ", "_"), v) for k, v in pairs]
    return "<record>" + "".join(f"<{k}>{v}</{k}>" for k, v in tags) + "</record>"


def _log(rng: random.Random, pairs: Pairs) -> str:
    level = rng.choice(("INFO", "DEBUG", "[info]", "NOTICE"))
    body = " ".join(
        f'{k.lower().replace(" ", "_")}="{v}"' if " " in v else f"{k.lower().replace(' ', '_')}={v}" for k, v in pairs
    )
    return f"{level} {rng.choice(('saved', 'record', 'received', 'created', 'import'))} {body}"


def _csv(_: random.Random, pairs: Pairs) -> str:
    return ",".join(k for k, _ in pairs) + "\n" + ",".join(v for _, v in pairs)


def _semicolons(_: random.Random, pairs: Pairs) -> str:
    return ";".join(k for k, _ in pairs) + "\n" + ";".join(v for _, v in pairs)


def _tabs(_: random.Random, pairs: Pairs) -> str:
    return "\t".join(k for k, _ in pairs) + "\n" + "\t".join(v for _, v in pairs)


LABELLED: tuple[Notation, ...] = (
    _joined("{}: {}", "\n"), _joined("{}: {}", "\n"), _joined("{}: {}", "; "), _joined("{}: {}", ", "), _joined("{}={}", "; "), _joined("{}={}", " "),
    _joined("{} = {}", "\n"), _joined("- {}: {}", "\n"), _joined("* {}: {}", "\n"), _joined("**{}:** {}", "\n"), _joined("{}\t{}", "\n"), _joined("{} - {}", "\n"),
    _joined("{} is {}", ", "), _joined("{} {}", ", "), _joined("{}: {}", " | "), _joined("{}\n{}", "\n\n"), _joined("{}: {}", " / "), _joined("[{}] {}", " "),
    _joined('{}: "{}"', "\n"), _joined('"{}": "{}"', ", ", "{", "}"), _joined("{} -> {}", "\n"), _joined("{}: {}", ". ", "", "."), _joined("{} {}", "; "), _joined("{}:{}", ","),
    _table, _dots, _aligned, _html, _html, _xml, _log, _csv, _csv, _tabs, _joined("# {}\n{}", "\n"), _joined("{}? {}", "\n"), _joined("{} ({})", ", "),
)  # fmt: skip
LABELLED_TEST: tuple[Notation, ...] = (
    _joined("• {} – {}", "\n"), _semicolons, _joined("{} → {}", ", "), _joined(":{} {}", " "), _joined('{} = "{}"', "\n", "[record]\n"), _joined("<{}> {}", "\n"), _joined("{} : {}", " ~ "),
)  # fmt: skip
BARE = (", ", ", ", ", ", " | ", "; ", "; ", "\n", " / ", " - ", "\t", ",", " · ")
BARE_TEST = (" :: ", ";", " > ", " – ")


def _label(rng: random.Random, source: Field, among: Sequence[Field]) -> str:
    """A label that fits no other field."""
    taken = {name for other in among if other is not source for name in other.names}
    name = rng.choice([name for name in source.names if name not in taken] or source.names[:1])
    return name.replace("_", " ") if rng.random() < 0.8 else name


def _cased(style: int, label: str) -> str:
    return label.capitalize() if style < 5 else label if style < 8 else label.title() if style < 9 else label.upper()


def _pick_fields(rng: random.Random, domain: Domain, count: int, bare: bool) -> list[Field]:
    chosen: list[Field] = []
    sorts: set[str] = set()
    rest = list(domain.fields[1:])
    rng.shuffle(rest)
    for source in (domain.fields[0], *rest):
        if bare and source.schema is INTEGER and not source.clauses and chosen:
            continue
        sort = "number" if source.schema in (INTEGER, NUMBER) and source.sort != "money" else source.sort
        if bare and sort in sorts and not (source.clauses and len(source.names) > 1):
            continue
        sorts.add(sort)
        chosen.append(source)
        if len(chosen) == count:
            break
    return chosen


def _bare_value(rng: random.Random, source: Field, fact: Fact, plain: set[str]) -> str:
    """A value in a bare list: alone where it is the only one of its type, else with words that say what it is."""
    typed = "number" if source.schema in (INTEGER, NUMBER) else source.sort
    obvious = typed not in plain and (source.sort in _OBVIOUS or bool(source.options) or source.schema is DATE)
    plain.add(typed)
    if source.clauses and (not obvious or rng.random() < 0.3):
        return rng.choice(source.clauses).format(fact.text)
    return fact.text


_OBVIOUS = frozenset(
    "person first city country job email phone url age money code color date time ip goods company title flight".split()
)


def draw_record(rng: random.Random, draw: Draw, quiet: bool = False) -> Document:
    """A record of one thing."""
    domain = rng.choices(DOMAINS, _WEIGHTS[draw.split])[0]
    if rng.random() < 0.17:
        return _draw_table(rng, draw, domain)
    test = draw.split == "test" and rng.random() < 0.6
    bare = rng.random() < 0.4
    count = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7))
    chosen = _pick_fields(rng, domain, count, bare)
    draw.plain = draw.tabular = True
    absent = [s for s in domain.fields if s not in chosen and may_lack(s, {c.sort for c in chosen})]
    if bare:
        separator = rng.choice(BARE_TEST if test else BARE)
        if separator == ";" or separator == "; ":
            draw.plain = False
        shown = [(s.names[0], s, s.make(draw)) for s in chosen]
        plain: set[str] = set()
        texts = [_bare_value(rng, s, fact, plain) for _, s, fact in shown]
        lead = domain.fields[0]
        if lead.sort == "code" and lead.clauses and rng.random() < 0.5:
            texts[0] = f"{rng.choice(_LEADS.get(lead.names[0], ('No.',)))} {shown[0][2].text}"
        text = separator.join(texts)
        if rng.random() < 0.15:
            text += "."
        return Document(text, shown, absent, domain.groups)
    if rng.random() < 0.5:
        rng.shuffle(chosen)
    notation = rng.choice(LABELLED_TEST if test else LABELLED)
    draw.plain = notation in (_csv, *LABELLED)
    shown = [(s.names[0], s, s.make(draw)) for s in chosen]
    case = rng.randrange(10)
    pairs: list[tuple[str, str]] = []
    for _, source, fact in shown:
        label = _label(rng, source, chosen)
        if label.lower() in {k.lower() for k, _ in pairs}:
            label = source.names[0].replace("_", " ")
        if source.schema["type"] == "boolean" if "type" in source.schema else False:
            pairs.append((_cased(case, label), _truth(rng, fact)))
        else:
            pairs.append((_cased(case, label), fact.text))
    if not quiet and rng.random() < 0.12:
        pairs.insert(
            rng.randint(0, len(pairs)),
            (
                _cased(case, rng.choice(("note", "remark", "comment", "notes"))),
                rng.choice(("n/a", "-", "see file", "none")),
            ),
        )
    text = notation(rng, pairs)
    return Document(text, shown, absent, domain.groups)


def _truth(rng: random.Random, fact: Fact) -> str:
    """A labelled boolean says yes or no at times."""
    if rng.random() < 0.6:
        return rng.choice(("yes", "true", "Y", "Yes") if fact.json else ("no", "false", "N", "No"))
    return fact.text


_LEADS = {
    "order_id": ("Order", "Order", "order", "Order no.", "#"),
    "tracking": ("Parcel", "Package"),
    "flight": ("Flight", "flight"),
}


def _draw_table(rng: random.Random, draw: Draw, domain: Domain) -> Document:
    """A few things of a kind, as a table or as lines."""
    draw.plain = draw.tabular = True
    style = rng.randrange(8)
    labelled = style < 5
    count = rng.choice((2, 2, 3, 3, 4))
    usable = [s for s in domain.fields if s.schema.get("type") not in ("array", "boolean")]
    rest = [s for s in usable[1:] if labelled or s.sort in _OBVIOUS]
    chosen = [usable[0], *rng.sample(rest, min(count - 1, len(rest)))]
    if not labelled:
        seen: set[str] = set()
        chosen = [s for s in chosen if not (s.sort in seen or seen.add(s.sort))]  # type: ignore[func-returns-value]
    columns = {s.names[0]: s for s in chosen}
    rows: list[dict[str, Fact]] = []
    for _ in range(rng.choice((1, 2, 2, 3, 3))):
        row = {key: s.make(draw) for key, s in columns.items()}
        if all(row[chosen[0].names[0]].text != other[chosen[0].names[0]].text for other in rows):
            rows.append(row)
    case = rng.randrange(10)
    labels = [_cased(case, _label(rng, s, chosen)) for s in chosen]
    if len(set(labels)) < len(labels):
        labels = [_cased(case, s.names[0]) for s in chosen]
    cells = [[fact.text for fact in row.values()] for row in rows]
    if style == 0:
        text = "\n".join(",".join(line) for line in [labels, *cells])
    elif style == 1:
        text = "\n".join(" | ".join(line) for line in [labels, *cells])
    elif style == 2:
        text = "\n".join(f"| {' | '.join(line)} |" for line in [labels, ["---"] * len(labels), *cells])
    elif style == 3:
        text = "\n".join("; ".join(f"{k}: {v}" for k, v in zip(labels, line, strict=True)) for line in cells)
    elif style == 4:
        text = "\n".join("- " + ", ".join(f"{k} {v}" for k, v in zip(labels, line, strict=True)) for line in cells)
    else:
        separator = rng.choice((", ", " | ", " - ", "; "))
        row_separator = "\n" if separator != ", " or rng.random() < 0.6 else "; "
        mark = rng.choice(("", "", "- ", "* ", "1"))
        text = row_separator.join(
            (f"{i + 1}. " if mark == "1" else mark) + separator.join(line) for i, line in enumerate(cells)
        )
    single = len(rows) == 1
    if single and rng.random() < 0.5:
        return Document(text, [(key, s, rows[0][key]) for key, s in columns.items()], [], domain.groups)
    schema: Schema = {}
    listing = Field(
        domain.plural, _never, schema, "rows", ("all of them|every line".split("|")[rng.randrange(2)],), columns=columns
    )
    shown: Shown = [("rows", listing, Fact([dict(row) for row in rows], ""))]
    if rng.random() < 0.12 and chosen[0].schema is STRING and len(columns) > 1:
        names = [row[chosen[0].names[0]].text for row in rows]
        plural = Field(
            tuple(n + "s" for n in chosen[0].names[:3] if not n.endswith("s")) or ("names",),
            _never,
            {"type": "array", "items": STRING},
            "rows",
        )
        shown = [("names", plural, Fact(names, ""))]
    return Document(text, shown, [], {})


def _never(_: Draw) -> Fact:
    raise NotImplementedError
