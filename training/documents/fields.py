"""The fields that many kinds of documents share, and the makers of their values."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from training import values, words
from training.documents.core import BOOLEAN, DATE, INTEGER, NUMBER, STRING, STRINGS, Draw, Fact, Field, Raw, Schema
from training.values import Split

Make = Callable[[random.Random, Split], str]

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def words_of(number: int) -> str:
    """A number below 1000 in words."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    rest = f" and {words_of(number % 100)}" if number % 100 else ""
    return f"{_SMALL[number // 100]} hundred{rest}"


def _split(parts: str) -> tuple[str, ...]:
    return tuple(parts.split("|")) if parts else ()


def word(
    names: str, make: Make, sort: str = "", about: str = "", clauses: str = "", case: Callable[[str], str] = str
) -> Field:
    """A string field."""
    keys = tuple(names.split())

    def drawn(draw: Draw) -> Fact:
        text = case(make(draw.rng, draw.split))
        return Fact(text, text)

    return Field(keys, drawn, STRING, sort or keys[0], _split(about), _split(clauses))


def one_of(
    names: str, options: Sequence[str], sort: str = "", about: str = "", clauses: str = "", open_: bool = True
) -> Field:
    """A string field with few values; where it is open, the values are split."""
    if open_:
        sides = {side: [o for o in options if values.split_of(o) == side] for side in ("train", "test")}
        sides["test"] = sides["test"] or list(options[:1])
        sides["train"] = sides["train"] or list(options[1:])
    else:
        sides = {"train": list(options), "test": list(options)}
    return word(names, lambda rng, split: rng.choice(sides[split]), sort, about, clauses)


def whole(
    names: str,
    low: int,
    high: int,
    about: str = "",
    clauses: str = "",
    unit: str = "",
    sort: str = "",
    digits: bool = False,
) -> Field:
    """An integer field. Small ones are at times in words."""
    keys = tuple(names.split())

    def drawn(draw: Draw) -> Fact:
        rng = draw.rng
        number = values.integer(rng, draw.split, low, high) if high - low > 60 else rng.randint(low, high)
        if not draw.tabular and not digits and number < 100 and rng.random() < 0.06:
            text = words_of(number)
        elif number > 999 and not draw.plain and high > 20000 and rng.random() < 0.5:
            text = f"{number:,}"
        else:
            text = str(number)
        return Fact(Raw(number), text + unit)

    return Field(keys, drawn, INTEGER, sort or keys[0], _split(about), _split(clauses))


def decimal(
    names: str, low: float, high: float, digits: int, about: str = "", clauses: str = "", unit: str = ""
) -> Field:
    """A number field with digits behind the point."""
    keys = tuple(names.split())

    def drawn(draw: Draw) -> Fact:
        number = values.draw(draw.rng, draw.split, lambda r: f"{r.uniform(low, high):.{digits}f}")
        return Fact(Raw(number), number + unit)

    return Field(keys, drawn, NUMBER, keys[0], _split(about), _split(clauses))


_MONEY = ("${}", "€{}", "{} €", "{} EUR", "USD {}", "£{}", "{}", "{} €", "${}", "{} CHF")
_COMMA = (False, False, True, False, False, False, False, True, False, False)


def money(draw: Draw, cents: int, bare: bool = False) -> Fact:
    """An amount in the style of the document."""
    comma = _COMMA[draw.money] and not draw.plain
    amount = f"{cents // 100}.{cents % 100:02d}"
    if cents % 100 == 0 and draw.rng.random() < 0.5:
        amount = str(cents // 100)
    elif cents % 10 == 0 and draw.money == 6 and draw.rng.random() < 0.5:
        amount = amount[:-1]
    shown = amount
    if cents >= 100000 and not draw.plain:
        whole_part, _, rest = amount.partition(".")
        shown = f"{int(whole_part):,}" + (f".{rest}" if rest else "")
    if comma:
        shown = shown.replace(",", "_").replace(".", ",").replace("_", ".")
    return Fact(Raw(amount), shown if bare else _MONEY[draw.money].format(shown))


def price(
    names: str, low: int, high: int, about: str = "", clauses: str = "", sort: str = "", summed: bool = False
) -> Field:
    """A number field of an amount between two amounts of whole units."""
    keys = tuple(names.split())

    def drawn(draw: Draw) -> Fact:
        def cents(rng: random.Random) -> str:
            step = rng.choice((1, 5, 10, 50, 100))
            return str(rng.randrange(low * 100, high * 100, step) // step * step)

        amount = int(values.draw(draw.rng, draw.split, cents))
        if summed:
            draw.cents += amount
        return money(draw, amount)

    return Field(keys, drawn, NUMBER, sort or keys[0], _split(about), _split(clauses))


def total(names: str, share: float = 1.0, about: str = "") -> Field:
    """The sum of the lines shown before, or a share of it."""
    keys = tuple(names.split())

    def drawn(draw: Draw) -> Fact:
        cents = draw.cents or draw.rng.randint(500, 90000)
        return money(draw, max(1, round(cents * share)))

    return Field(keys, drawn, NUMBER, keys[0], _split(about))


def choice(
    names: str,
    options: Mapping[str, str],
    about: str = "",
    sort: str = "",
    index_of: Callable[[Draw], int] | None = None,
) -> Field:
    """An enum: spellings of each option (parted by ``|``) and how a text says it."""
    keys = tuple(names.split())
    spellings = tuple(tuple(option.split("|")) for option in options)
    wordings = tuple(tuple(said.split("|")) for said in options.values())
    schema: Schema = {"enum": [s[0] for s in spellings]}

    def drawn(draw: Draw) -> Fact:
        index = index_of(draw) if index_of else draw.rng.randrange(len(spellings))
        said = draw.rng.choice(wordings[index])
        return Fact(index, said)

    return Field(keys, drawn, schema, sort or keys[0], _split(about), options=spellings)


def whether(names: str, yes: str, no: str, about: str = "", sort: str = "") -> Field:
    """A boolean, implied by wording."""
    keys = tuple(names.split())
    wordings = {True: _split(yes), False: _split(no)}

    def drawn(draw: Draw) -> Fact:
        value = draw.rng.random() < 0.5
        return Fact(value, draw.rng.choice(wordings[value]))

    return Field(keys, drawn, BOOLEAN, sort or keys[0], _split(about))


def date_text(style: int, iso: str) -> str:
    """An ISO date as texts write it."""
    year, month, day = iso.split("-")
    name, d = MONTHS[int(month) - 1], int(day)
    ordinal = f"{d}{'th' if 10 < d < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
    if style == 1:
        return f"{d} {name} {year}"
    if style == 2:
        return f"{name} {d}, {year}"
    if style == 3:
        return f"{name} {ordinal}, {year}"
    if style == 4:
        return f"{day}.{month}.{year}"
    if style == 5:
        return f"{year}/{month}/{day}"
    if style == 6:
        return f"{month}/{day}/{year}" if d > 12 else f"{d} {name[:3]} {year}"
    return iso


def day_of(
    names: str, low: int = 2018, high: int = 2029, about: str = "", clauses: str = "", sort: str = "date"
) -> Field:
    """A date with its year."""
    keys = tuple(names.split())

    def make(rng: random.Random) -> str:
        return f"{rng.randint(low, high)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"

    def drawn(draw: Draw) -> Fact:
        iso = values.draw(draw.rng, draw.split, make)
        style = draw.dates
        if draw.plain and style in (2, 3):
            style = 1
        return Fact(iso, date_text(style, iso))

    return Field(keys, drawn, DATE, sort, _split(about), _split(clauses))


def listed_items(rng: random.Random, split: Split, make: Make, count: int) -> list[str]:
    """Different items, none of which looks like two of them."""
    items: dict[str, None] = {}
    for _ in range(count):
        while " and " in (item := make(rng, split)) or "," in item or ";" in item:
            pass
        items[item] = None
    return list(items)


def some(
    names: str, make: Make, low: int = 1, high: int = 4, about: str = "", sort: str = "", separators: str = ""
) -> Field:
    """A list of strings."""
    keys = tuple(names.split())
    seps = tuple(separators.split("/")) if separators else ("and", ", ", "and", ", ")

    def drawn(draw: Draw) -> Fact:
        rng = draw.rng
        items = listed_items(rng, draw.split, make, rng.randint(low, high))
        separator = rng.choice(seps)
        if draw.plain:
            separator = " / "
        if separator == "and":
            text = items[0] if len(items) == 1 else ", ".join(items[:-1]) + f" and {items[-1]}"
        else:
            text = separator.join(items)
        return Fact(items, text)

    return Field(keys, drawn, STRINGS, sort or keys[0], _split(about))


def lines(
    names: str,
    columns: Mapping[str, Field],
    layouts: Sequence[str],
    low: int = 1,
    high: int = 4,
    separators: Sequence[str] = ("\n",),
    about: str = "",
) -> Field:
    """A list of objects: each row in the same layout. ``{quantity}`` is one where a row's layout lacks it."""
    keys = tuple(names.split())

    def drawn(draw: Draw) -> Fact:
        rng = draw.rng
        tabular, draw.tabular = draw.tabular, True
        layout = rng.choice(layouts)
        rows: list[dict[str, Fact]] = []
        texts = []
        used: set[str] = set()
        for _ in range(rng.randint(low, high)):
            before = draw.cents
            row = {key: column.make(draw) for key, column in columns.items() if f"{{{key}}}" in layout}
            head = (row.get("item") or next(iter(row.values()))).text
            if head in used:
                draw.cents = before
                continue
            used.add(head)
            quantity = row.get("quantity")
            if quantity is not None and "price" in row and isinstance(quantity.json, Raw):
                draw.cents = before + (draw.cents - before) * int(quantity.json)
            texts.append(layout.format_map({key: fact.text for key, fact in row.items()}))
            if "quantity" in columns and quantity is None:
                row["quantity"] = Fact(Raw(1), "")
            rows.append(row)
        draw.tabular = tabular
        return Fact(rows, rng.choice(separators).join(texts))

    return Field(keys, drawn, {}, keys[0], _split(about), columns=columns)


def nothing(source: Field, wordings: str) -> Field:
    """The field of a list of which a text says that it is empty."""
    said = tuple(wordings.split("|"))
    return replace(source, make=lambda draw: Fact([], draw.rng.choice(said)))


# Values that `training.values` does not have.

DISHES = """lasagne|lentil soup|mushroom risotto|beef stew|fish tacos|Caesar salad|pad thai|vegetable curry|chicken pie|
margherita pizza|tomato soup|falafel wrap|pumpkin gnocchi|ramen|burrito|cheese fondue|goulash|fried rice|apple strudel|
shepherd's pie|spring rolls|grilled salmon|potato salad|spaghetti carbonara|greek salad|onion soup|miso soup|paella|
stuffed peppers|cheesecake|tiramisu|pancakes|beef burger|clam chowder|moussaka|quiche|samosas|pierogi""".replace(
    "\n", ""
).split("|")
GROCERIES = """milk|butter|eggs|flour|sugar|rice|bananas|apples|oat milk|olive oil|black tea|coffee beans|yoghurt|bread|
cheddar|tomatoes|onions|garlic|carrots|potatoes|spinach|pasta|honey|orange juice|salt|pepper|almonds|raisins|mustard|
ketchup|toilet paper|dish soap|batteries|light bulbs|cat food|frozen peas|rye bread|lemons|ginger|tofu|basil|cream|
chicken breast|salmon|red lentils|chickpeas|cocoa|vinegar|cornflakes|mushrooms|leeks|pears|grapes""".replace(
    "\n", ""
).split("|")
SYMPTOMS = """headache|fever|dry cough|nausea|dizziness|back pain|sore throat|fatigue|rash|chest pain|earache|swelling|
insomnia|shortness of breath|joint pain|runny nose|blurred vision|stomach ache""".replace("\n", "").split("|")
DRUGS = """ibuprofen|paracetamol|amoxicillin|metformin|aspirin|lisinopril|omeprazole|cetirizine|atorvastatin|prednisone|
codeine|salbutamol|insulin|warfarin""".replace("\n", "").split("|")
DEPARTMENTS = """Sales|Marketing|Finance|Legal|Support|Engineering|Research|Logistics|Purchasing|Human Resources|Design|
Operations|Security|Facilities""".replace("\n", "").split("|")
SKILLS = """Python|SQL|Excel|Java|Photoshop|Kubernetes|German|French|public speaking|bookkeeping|welding|first aid|
project management|copywriting|C++|Rust|data analysis|forklift licence|Spanish|cooking|negotiation|SEO|Linux|
patient care|CAD|teaching""".replace("\n", "").split("|")
LANGUAGES = """English|German|French|Spanish|Italian|Dutch|Polish|Turkish|Arabic|Hindi|Japanese|Korean|Portuguese|
Swedish|Greek|Russian|Czech|Danish""".replace("\n", "").split("|")
TASKS = """update the website|send the contract|book the room|review the budget|call the supplier|fix the printer|
order new chairs|write the report|prepare the slides|test the backup|invite the speakers|renew the licence|
clean up the archive|hire a translator|check the invoices|draft the newsletter|migrate the database|
translate the manual|repair the door|collect the feedback|plan the party|pay the deposit|print the badges|
measure the shelves|answer the survey|train the interns""".replace("\n", "").split("|")
SUBJECTS = """Meeting notes|Your invoice|Offer for the kitchen|Question about the lease|Holiday plans|Broken heating|
Budget for next year|Late delivery|Change of address|Job application|Team lunch|Password reset|Concert tickets|
Missing parcel|Contract draft|Update on the project|Car insurance|School trip|Garden party|Refund request|
Room reservation|Photos from the hike|New phone number|Feedback on the report|Sponsorship|Printer on floor two|
Travel expenses|Survey results|Flat viewing|Weekly report""".replace("\n", "").split("|")
BREEDS = """beagle|poodle|tabby|Siamese cat|labrador|dachshund|collie|husky|parrot|hamster|rabbit|greyhound|tortoise|
pug|Persian cat|terrier|guinea pig|canary""".replace("\n", "").split("|")
FOODS = [g for g in GROCERIES if g not in ("toilet paper", "dish soap", "batteries", "light bulbs", "cat food")]
CARS = """Corolla|Golf|Fiesta|Civic|Octavia|Panda|Clio|Yaris|Passat|Focus|Astra|Micra|Leaf|Tucson|Polo|Duster|Jazz|
Kona|Model 3|Sandero""".replace("\n", "").split("|")
SERVICES = """auth|billing|search|mailer|gateway|checkout|reports|uploads|cache|scheduler|payments|inventory|metrics|
ingest|sessions|profile""".replace("\n", "").split("|")
MATERIALS = "oak|steel|linen|cotton|leather|glass|bamboo|wool|ceramic|aluminium|silk|marble|pine|brass|paper".split("|")
COLOURS = "red|green|blue|black|white|yellow|grey|brown|orange|purple|pink|beige".split("|")
TEAMS = """Rovers|United|Falcons|Wanderers|Tigers|Athletic|Comets|Rangers|Dynamo|Bears|Hornets|Sharks|Albion|Pirates|
Wolves|City|Harriers|Storm|Eagles|Lions""".replace("\n", "").split("|")
PACKAGES = """numpy|requests|leftpad|fastjson|sharp|lodash|tinycss|webcore|httpkit|pylint|redis-lite|click|boto|
jinja|serde|tokio|axum|chalk|express|vite|yargs|pandas|rich|typer""".replace("\n", "").split("|")


def from_list(items: Sequence[str]) -> Make:
    """Draws from a list; each item is on one side of the split."""
    sides = {side: [i for i in items if values.split_of(i) == side] for side in ("train", "test")}
    sides["test"] = sides["test"] or list(items[:1])
    return lambda rng, split: rng.choice(sides[split])


def _open(make: Callable[[random.Random], str]) -> Make:
    return lambda rng, split: values.draw(rng, split, make)


def _pattern(*forms: str) -> Make:
    """Codes of the given forms: ``#`` a digit, ``@`` a capital letter."""

    def make(r: random.Random) -> str:
        out = []
        for c in r.choice(forms):
            out.append(r.choice("0123456789") if c == "#" else r.choice("ABCDEFGHKLMNPRSTUVWXZ") if c == "@" else c)
        return "".join(out)

    return _open(make)


def version(rng: random.Random, split: Split) -> str:
    return values.draw(rng, split, lambda r: f"{r.randint(0, 12)}.{r.randint(0, 20)}.{r.randint(0, 30)}")


def address_ip(rng: random.Random, split: Split) -> str:
    return values.draw(
        rng,
        split,
        lambda r: f"{r.choice((10, 172, 192, 203, 84))}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}",
    )


def clock(rng: random.Random, split: Split) -> str:
    def make(r: random.Random) -> str:
        hour, minute = r.randint(0, 23), r.choice(range(0, 60, 5))
        if r.random() < 0.7:
            return f"{hour:02d}:{minute:02d}"
        half = "am" if hour < 12 else "pm"
        hour = hour % 12 or 12
        tail = f":{minute:02d}" if minute else ""
        return f"{hour}{tail}{r.choice((' ', ''))}{half}"

    return values.draw(rng, split, make)


def loose_day(rng: random.Random, split: Split) -> str:
    def make(r: random.Random) -> str:
        month = r.choice(MONTHS)
        return r.choice(
            (f"{r.randint(1, 28)} {month}", f"{month} {r.randint(1, 28)}", f"next {r.choice(DAYS)}", r.choice(DAYS))
        )

    return values.draw(rng, split, make)


def either(first: Make, second: Make) -> Make:
    """Draws from one of two makers."""
    return lambda rng, split: (first if rng.random() < 0.5 else second)(rng, split)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def named(*endings: str) -> Make:
    """A family name in front of one of the endings: "Lovelace Inn"."""
    return lambda rng, split: f"{values.last_name(rng, split)} {rng.choice(endings)}"


grocery = either(from_list(GROCERIES), values.grocery)
food = either(from_list(FOODS), values.ingredient)
dish = either(from_list(DISHES), values.dish)
symptom = either(from_list(SYMPTOMS), values.symptom)
drug = either(from_list(DRUGS), values.medicine)
skill = either(from_list(SKILLS), values.skill)
breed = either(from_list(BREEDS), values.breed)
language = either(from_list(LANGUAGES), values.language)
department = either(from_list(DEPARTMENTS), values.department)
action = either(from_list(TASKS), values.task)
_LEVELS = frozenset("senior junior lead head chief principal trainee assistant deputy apprentice manager".split())
_THINGS = values.Pool(lambda: [t for x in (words.PRODUCTS, words.TOOLS, words.CLOTHES) for t in words.listed(x)])


def plain_job(rng: random.Random, split: Split) -> str:
    """A job without a word for its level."""
    while True:
        job = values.job(rng, split)
        if not _LEVELS & set(job.lower().split()):
            return job


def thing(rng: random.Random, split: Split) -> str:
    """A product without colour, material or brand."""
    return _THINGS(rng, split)


order_code = _pattern("@###", "@####", "#####", "@@-####", "ORD-####", "######", "#-####", "@##-@##")
tracking_code = _pattern("@@#########@@", "##########", "1Z####@@##", "@###-####-##")
ticket_code = _pattern("#@@##", "TCK-####", "@####", "#####", "REQ-###", "INC####")
sku_code = _pattern("@@-###", "@###", "####-@@", "@@@##", "##-###", "SKU####")
flight_code = either(_pattern("@@###", "@@####", "@@ ###"), values.flight)
plate_code = either(_pattern("@@-@@ ###", "@@## @@@", "@ ####", "@@@ ###"), values.plate)
postcode = either(_pattern("#####", "####", "@@# #@@", "@## @###", "###-####"), values.postcode)
iban_end = _pattern("DE## #### ####", "GB## @@@@ ####", "****####")
seat_code = _open(lambda r: f"{r.randint(1, 40)}{r.choice('ABCDEF')}")
gate_code = _open(lambda r: f"{r.choice('ABCDEF')}{r.randint(1, 40)}")
room_code = _open(lambda r: r.choice((f"{r.randint(1, 9)}{r.randint(0, 2)}{r.randint(0, 9)}", f"B{r.randint(1, 30)}")))


def _street_address(rng: random.Random, split: Split) -> str:
    number = values.integer(rng, split, 1, 250)
    return f"{number} {values.street(rng, split)}" if rng.random() < 0.6 else f"{values.street(rng, split)} {number}"


def team(rng: random.Random, split: Split) -> str:
    return f"{values.city(rng, split)} {rng.choice(TEAMS)}"


NAME = word(
    "name full_name person", values.full_name, "person", "the person's full name|who this is about|first and last name"
)
FIRST = word("first_name given_name forename", values.first_name, "first", "the given name|first name only")
LAST = word("last_name surname family_name", values.last_name, "last", "the family name")
AGE = whole("age years age_years", 18, 99, "age in years|how old the person is", "aged {}|{} years old|age {}|is {}")
CITY = word("city town place", values.city, "city", "the city", "lives in {}|from {}|based in {}|city: {}")
COUNTRY = word("country nation", values.country, "country", "the country", "citizen of {}|from {}")
JOB = word("job occupation profession role job_title", values.job, "job", "what the person does for a living|job title",
           "works as a {}|a {}|is a {} by trade")  # fmt: skip
COMPANY = word(
    "company employer organization firm",
    values.company,
    "company",
    "the company|name of the firm",
    "works at {}|with {}|employed by {}",
)
EMAIL = word(
    "email mail email_address e_mail", values.email, "email", "e-mail address|where to write to", "mail: {}|write to {}"
)
PHONE = word(
    "phone telephone phone_number tel mobile",
    values.phone,
    "phone",
    "phone number|the number to call",
    "phone {}|call {}|tel {}",
)
URL = word("url website web link homepage", values.url, "url", "the web address|link", "see {}|web: {}")
USER = word("username user login handle", values.username, "username", "the account's name", "user {}|logged in as {}")
STREET = word("street street_address address_line", _street_address, "street", "house number and street")
POSTCODE = word("postcode zip zip_code postal_code", postcode, "postcode", "the postal code", "postcode {}|zip {}")
DATE_ = day_of("date day on", about="the date|when it is")
TIME = word("time at hour", clock, "time", "the time of day", "at {}")
BIRTH = day_of(
    "birth_date date_of_birth born birthday dob",
    1940,
    2012,
    "date of birth|when the person was born",
    "born {}|born on {}",
)
LANGS = some("languages spoken_languages speaks", language, 1, 3, "languages that the person speaks")
HOBBIES = some("hobbies interests likes", values.topic, 1, 4, "what the person likes to do")
SKILLS_ = some("skills abilities competences", skill, 1, 4, "skills|what is required")
PRODUCT = word("product item article", values.goods, "goods", "the product|what was bought")
QUANTITY = whole(
    "quantity qty count amount pieces",
    1,
    20,
    "how many pieces|number of items",
    "{} pieces|qty {}|quantity {}|{} units",
    sort="quantity",
)
PRICE = price(
    "price cost unit_price", 1, 400, "the price|what it costs", "costs {}|price {}|for {}|at {}", sort="money"
)
TOTAL = price(
    "total amount sum total_price",
    5,
    900,
    "the total amount|sum to be paid",
    "total {}|total: {}|comes to {}|in total {}",
    sort="money",
)
ORDER_ID = word("order_id id order number order_number", either(order_code, values.code), "code", "the order's number|identifier of the order",
                "order {}|no. {}")  # fmt: skip
SKU = word(
    "sku code item_code article_number id",
    either(sku_code, values.sku),
    "code",
    "stock-keeping unit|the article's code",
    "sku {}|code {}",
)
COLOUR = one_of("color colour", COLOURS, open_=False, about="the colour", clauses="{}|in {}|colour {}")
MATERIAL = one_of("material made_of", MATERIALS, "material", "what it is made of", "made of {}")
SIZE = choice("size", {"small|S": "small", "medium|M": "medium", "large|L": "large"}, "the size")
WEIGHT = decimal("weight weight_kg kg", 0.1, 40, 1, "weight in kilograms", "weighs {}|weight {}", " kg")
BRAND = word("brand maker manufacturer make", values.brand, "brand", "who makes it", "by {}|made by {}|brand {}")
PAID = choice("status payment_status payment state", {
    "paid|settled": "paid|paid in full|already paid|settled",
    "open|unpaid|pending": "not paid yet|unpaid|payment outstanding|still open",
    "refunded": "refunded|money returned|refund issued",
}, "whether it has been paid|payment status", "payment")  # fmt: skip
SHIPPED = choice("status state order_status delivery_status", {
    "pending|new|processing": "being packed|waiting to be packed|in preparation",
    "shipped|in_transit|on_the_way": "shipped|on its way|handed to the courier|has left the warehouse",
    "delivered|arrived": "delivered|arrived at the door|handed over to the customer",
    "cancelled|canceled": "cancelled|called off by the customer|no longer wanted",
}, "where the order is|state of the order", "delivery")  # fmt: skip
MARRIED = whether("married is_married", "married|has a husband|has a wife|married with two kids", "single|not married|unmarried|divorced",
                  "whether the person is married")  # fmt: skip
EXPRESS = whether("express is_express fast_delivery", "express|express delivery|sent by express", "standard delivery|regular shipping|no express",
                  "whether it goes by express")  # fmt: skip
GIFT = whether("gift is_gift gift_wrap", "gift-wrapped|wrapped as a gift|it is a gift", "no gift wrap|not a gift|no wrapping",
               "whether it is a gift")  # fmt: skip
STOCKED = whether("in_stock available is_available", "in stock|available now|ready to ship", "out of stock|sold out|not available",
                  "whether it can be had")  # fmt: skip
