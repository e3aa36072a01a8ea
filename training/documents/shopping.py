"""Kinds of documents about goods, money, travel and machines: receipts, carts, parcels, tickets, logs, recipes."""

from __future__ import annotations

from training import values
from training.documents import fields as f
from training.documents.core import Kind
from training.documents.fields import choice, day_of, decimal, lines, one_of, price, some, total, whether, whole, word
from training.documents.records import CLASS, HEALTH

ITEM = word("item name product article", f.grocery, "goods", "what was bought")
THING = word("item product name article", values.goods, "goods", "what was bought")
COUNT = whole("quantity qty count amount", 1, 9, "how many pieces", sort="quantity")
EACH = price("price cost", 1, 60, "the price of one", sort="money", summed=True)
SHOP = word("store shop merchant vendor", values.company, "company", "where it was bought")
_LINES = (
    "{quantity} x {item} {price}", "{quantity}x {item} @ {price}", "{item} {price}", "{item} x{quantity} {price}", "{quantity} {item} {price}", "{item} ........ {price}",
    "{quantity} {item}", "{item}\t{price}", "{quantity} pcs {item} at {price} each",
)  # fmt: skip
BOUGHT = lines(
    "items lines products articles positions",
    {"item": ITEM, "quantity": COUNT, "price": EACH},
    _LINES,
    1,
    4,
    about="the lines of the receipt",
)
THINGS = lines(
    "items lines products cart articles",
    {"item": THING, "quantity": COUNT, "price": EACH},
    (*_LINES, "- {item}: {price} (qty {quantity})", "* {quantity} of {item}"),
    1,
    3,
    about="what was ordered",
)
PAYMENT = choice(
    "payment payment_method method paid_by",
    {
        "cash": "cash|paid in coins|banknotes",
        "card|credit_card": "Visa ****|card payment|debit card|Mastercard",
        "voucher|gift_card": "gift voucher|gift card",
    },
    "how it was paid",
    "method",
)
TAX = total("tax vat tax_amount", 0.19, "the tax")
ALL = total("total amount total_amount sum grand_total", 1.0, "what was paid in all")

RECEIPT = Kind("receipt", {
    "shop": SHOP, "lines": BOUGHT, "total": ALL, "tax": TAX, "date": f.DATE_.called("date purchased_on bought_on"), "time": f.TIME, "payment": PAYMENT, "cashier": f.FIRST.called("cashier served_by clerk", "who sat at the till"), "number": word("receipt receipt_number bon number", f.order_code, "code", "the receipt's number"),
    "city": f.CITY, "_no": whole("", 1, 20, sort="till"),
}, (
    "{shop}\n{date} {time}\n{lines}\nTOTAL {total}",
    "{shop}, {city}\n{lines}\n------\nTotal: {total}\nincl. VAT {tax}\nPaid: {payment}",
    "RECEIPT {number}\n{lines}\nSum {total}\n[Thank you for shopping!|Please come again.|]",
    "{lines}\nTotal {total} ({payment})\nServed by {cashier}",
    "*** {shop} ***\nReceipt no. {number}\n{date}\n{lines}\nVAT {tax}\nTo pay {total}",
    "[Bought|Shopping|Got] at {shop} on {date}:\n{lines}",
    "{shop}\nTill {_no}, {cashier}\n{lines}\n={total}\n{payment}",
    "{date}: {shop}, {total}, {payment}",
), (
    "{lines}\n== {total} ==\n{shop} / {date} / {payment}",
    "Cashier {cashier}, receipt {number}, {city}\n{lines}\nAmount due {total}, tax {tax}",
), {"store_info": ("shop", "city"), "totals": ("total", "tax"), "payment_info": ("total", "payment")}, 1.6)  # fmt: skip

INVOICE = Kind("invoice", {
    "number": word("invoice invoice_number number id", f.order_code, "code", "the invoice's number"), "seller": f.COMPANY.called("seller vendor supplier issued_by", "who sends the invoice"), "buyer": f.COMPANY.called("customer buyer bill_to client", "who has to pay"), "date": f.DATE_.called("date issued invoice_date", "when it was issued"), "due": day_of("due due_date pay_by", about="until when it must be paid", sort="due"),
    "lines": THINGS, "total": ALL, "tax": TAX, "iban": word("iban account bank_account", f.iban_end, "iban", "the account to pay to"), "status": f.PAID, "mail": f.EMAIL,
}, (
    "INVOICE {number}\nFrom: {seller}\nTo: {buyer}\nDate: {date}\nDue: {due}\n\n{lines}\n\nTotal {total}",
    "Invoice no. {number} of {date}\n{lines}\nVAT {tax}\nTotal due: {total}\nPlease pay by {due} to {iban}.",
    "{seller} billed {buyer} {total} on {date} (invoice {number}), {status}.",
    "Invoice {number}; {buyer}; total {total}; {status}",
    "Invoice {number}; total {total}; due {due}; {status}",
    "Dear customer, your invoice {number} over {total} is {status}. Questions: {mail}",
    "{number} | {date} | {buyer} | {total} | {status}",
    "Bill to: {buyer}\nInvoice #: {number}\n{lines}\nSubtotal {total}\nAccount {iban}",
), (
    "{seller} - bill {number}\nfor {buyer}\n{lines}\nsum: {total}, to be paid until {due} ({iban})",
    "Reminder: {buyer} owes {seller} {total} since {due}, invoice {number}.",
), {"parties": ("seller", "buyer"), "dates": ("date", "due"), "payment": ("total", "iban", "due"), "amounts": ("total", "tax")}, 1.6)  # fmt: skip

CART = Kind("cart", {
    "lines": THINGS, "empty": f.nothing(THINGS, "is empty|contains no items|holds nothing yet"), "total": ALL, "coupon": word("coupon voucher promo_code", lambda r, s: values.draw(r, s, lambda q: f"{q.choice(('SAVE', 'SUMMER', 'HELLO', 'SPRING', 'VIP'))}{q.randint(5, 99)}"), "coupon", "the code that was entered"), "gift": f.GIFT, "express": f.EXPRESS, "name": f.NAME.called("customer buyer name"), "count": whole("item_count number_of_items", 2, 9),
    "discount": whole("discount discount_percent", 5, 60, "rebate in per cent", digits=True), "city": f.CITY.called("city ship_to destination"), "id": f.ORDER_ID,
}, (
    "[Your cart|Shopping cart|Basket|Your basket]:\n{lines}\n[Total|Subtotal|Sum]: {total}",
    "Cart of {name}\n{lines}\nCoupon: {coupon}\nTotal: {total}\n{gift}",
    "Order {id}\n{lines}\nShip to {city}, {express}. {gift.cap}.",
    "{name} ordered:\n{lines}\n{discount}% off with {coupon}",
    "Order confirmation {id}\nThank you, {name.first}!\n{lines}\nTotal {total}\n{express}",
    "{lines}\n{gift}, {express}",
    "[The cart|The basket] of {name} {empty}.",
), (
    "In the basket of {name}:\n{lines}\nto {city} by {express}, code {coupon}",
), {"delivery": ("city", "express"), "rebate": ("coupon", "discount"), "options": ("gift", "express")}, 1.5)  # fmt: skip

SHORT = Kind("short order", {
    "id": f.ORDER_ID.called("id order_id order number"), "total": f.TOTAL, "status": f.PAID, "shipped": f.SHIPPED, "name": f.NAME.called("customer buyer client"), "qty": f.QUANTITY, "product": f.PRODUCT, "city": f.CITY, "date": f.DATE_, "rush": f.EXPRESS,
}, (
    "[Order|order|Order no.|Purchase] {id}; total {total}; {status}",
    "[Order|order] {id}; {total}; {shipped}",
    "Order {id}, total {total}, {status}",
    "Order {id}: {qty} x {product}, {status}",
    "{id}, {name}, {total}, {status}",
    "Order {id} | {name} | {city} | {total} | {shipped}",
    "Order {id} for {name} - {qty} pieces - {rush} - {shipped}",
    "{name}: order {id} ({date}), {qty} {product}, sum {total}, {status}",
    "order {id} total {total} {status}",
    "#{id} {product} x{qty} -> {city} ({shipped})",
), (
    "Order {id} / total {total} / {status} / {city}",
    "No. {id}: {name} wants {qty} pieces of {product}; {rush}; {status}",
), {"payment": ("total", "status"), "item": ("product", "qty")}, 1.6)  # fmt: skip

PERSON = Kind("person", {
    "name": f.NAME, "age": f.AGE, "city": f.CITY, "job": f.JOB, "mail": f.EMAIL, "phone": f.PHONE, "country": f.COUNTRY, "married": f.MARRIED, "hobbies": f.HOBBIES, "company": f.COMPANY, "birth": f.BIRTH, "langs": f.LANGS,
}, (
    "{name}, {age}, {city}",
    "{name}, {age}, lives in {city}",
    "{name}, {age}, {job}, {city}",
    "{name} ({age}), {job} [from|in] {city}",
    "{name} | {age} | {city} | {mail}",
    "{name}, {job} at {company}, {mail}",
    "{name}, born {birth}, {married}, {city}, {country}",
    "{name} - {age} - {city} - [likes|enjoys|hobbies:] {hobbies}",
    "{name}; {age}; {married}; [speaks|languages:] {langs}",
    "{name} / {city} / {phone}",
    "{age} years old, from {city}, works as a {job}: {name}",
    "{name}, {age} years, {city}, {mail}, {phone}",
    "{city}, {country}: {name}, {age}",
), (
    "{name}: {age}, {city}, {job}",
    "This is {name}. Age: {age}. Home: {city}. Works as: {job}.",
    "{mail} - {name}, {city} - {married}",
), {"contact": ("mail", "phone"), "address": ("city", "country"), "work": ("job", "company")}, 1.8)  # fmt: skip

CARD = Kind("business card", {
    "name": f.NAME, "job": f.JOB.called("title job position role"), "company": f.COMPANY, "phone": f.PHONE, "mail": f.EMAIL, "url": f.URL, "street": f.STREET, "city": f.CITY, "zip": f.POSTCODE, "fax": word("fax fax_number", values.phone, "fax", "fax number"), "country": f.COUNTRY, "dept": word("department division", f.department, "department"),
}, (
    "{name}\n{job}\n{company}\n{phone}\n{mail}",
    "{company}\n[Dr. |Prof. |]{name}, {job}\n{street}\n{zip} {city}\nTel {phone}\nFax {fax}\n{url}",
    "{name} | {job} | {company} | {mail}",
    "{name}\n{company}, {dept}\nT: {phone}\nE: {mail}\nW: {url}",
    "-- \n{name}\n{job} - {company}\n{street}, {city}\n{phone}",
    "{name}, {job}, {company}, {city}, {country}",
    "[Mr |Ms |]{name}\n{dept}\n{mail} - {phone}",
    "Kind regards\n{name}\n{company}\nphone {phone} / fax {fax}",
), (
    "{job.cap} {name}\n{company} ({city})\n{url} // {mail} // {phone}",
    "{company} - {dept}: {name}, call {phone}",
), {"contact": ("phone", "mail", "url"), "address": ("street", "zip", "city", "country"), "work": ("job", "company", "dept")}, 1.3)  # fmt: skip

ADDRESS = Kind("address", {
    "name": f.NAME.called("recipient name addressee", "who gets the letter"), "street": word("street road street_name", values.street, "street", "the street without the number"), "number": whole("number house_number house", 1, 250, "the house number", sort="house", digits=True), "zip": f.POSTCODE, "city": f.CITY, "country": f.COUNTRY, "floor": whole("floor", 1, 12, "which floor"),
    "sender": f.NAME.called("sender from return_to", "who sent it"), "tracking": word("tracking tracking_number code", f.tracking_code, "code", "the parcel's number"), "weight": f.WEIGHT, "flat": word("apartment flat unit", lambda r, _: str(r.randint(1, 60)) + r.choice("ABC"), "flat"),
    "fragile": whether("fragile is_fragile", "FRAGILE|handle with care|glass inside", "not fragile|nothing breakable inside", "whether it can break"), "company": f.COMPANY,
}, (
    "{name}\n{number} {street}\n{zip} {city}\n{country}",
    "{name}, {number} {street}, {city}, {zip}",
    "TO: {name}\n{street} {number}\n{zip} {city}\nFROM: {sender}\n{tracking}  {weight}",
    "{company}\nc/o {name}\n{street} {number}, floor {floor}\n{city} {zip}",
    "Ship to:\n{name}\n{number} {street}, Apt {flat}\n{city}, {country}\n{fragile}",
    "Parcel {tracking}, {weight}, {fragile}, for {name}, {street} {number}, {city}",
    "{number} {street}, {zip} {city}, {country}",
    "[Deliver to|Please send it to|Address]: {name}, {street} {number}, {zip} {city}. [Sender|From]: {sender}.",
), (
    "[{city}] {zip} / {street} / {number} / {name}",
    "Label {tracking}: {sender} -> {name}, {number} {street}, {city} ({country})",
), {"address": ("street", "number", "zip", "city", "country"), "parcel": ("tracking", "weight"), "location": ("city", "zip", "country")}, 1.3)  # fmt: skip

BOARDING = Kind("boarding pass", {
    "name": f.NAME.called("passenger name traveller", "who travels"), "flight": word("flight flight_number number", f.flight_code, "code", "the flight's number"), "from": f.CITY.called("origin from departure_city", "where the journey begins"), "to": f.CITY.called("destination to arrival_city", "where the journey ends"), "date": f.DATE_, "time": word("departure departs departure_time", values.clock, "time", "when it departs"),
    "gate": word("gate", f.gate_code), "seat": word("seat seat_number", f.seat_code, "seat"), "class": CLASS, "boarding": word("boarding boarding_time", values.clock, "boarding", "when boarding starts"), "booking": word("booking pnr reference", lambda r, s: values.draw(r, s, lambda q: "".join(q.choice("ABCDEFGHKLMNPQRSTUVWXYZ23456789") for _ in range(6))), "pnr", "the booking's code"), "bags": whole("bags luggage pieces_of_luggage", 1, 3, "how many bags"), "price": f.PRICE.called("price fare"), "platform": whole("platform track", 1, 24),
    "train": word("train train_number", lambda r, s: values.draw(r, s, lambda q: f"{q.choice(('ICE', 'IC', 'RE', 'TGV', 'EC'))} {q.randint(10, 999)}"), "train", "the train's number"),
}, (
    "BOARDING PASS\n{name}\n{from} - {to}\nFlight {flight}  {date}\nGate {gate}  Seat {seat}\nBoarding {boarding}",
    "{name.last}/{name.first} {flight} {from} to {to} {date} dep {time} seat {seat}",
    "Flight {flight} from {from} to {to} departs at {time} from gate {gate}.",
    "E-ticket\nPassenger: {name}\nRoute: {from} > {to}\nDate: {date}\nClass: {class}\nBooking: {booking}",
    "{flight} | {from} | {to} | {time} | {gate}",
    "Train {train}, {from} to {to}, {date}, {time}, platform {platform}, seat {seat}, {class}",
    "Your booking {booking}: {name}, {flight}, {date}, {bags} bags, {price}",
    "{from} {time} -> {to}, flight {flight}, {class}, {price}",
), (
    "Passenger {name}, seat {seat}, {class}: {flight} to {to} ({from}), {date} at {time}",
    "Last call for {name} on {flight} to {to}: gate {gate}, seat {seat}",
), {"route": ("from", "to"), "trip": ("from", "to", "date"), "boarding_info": ("gate", "seat", "boarding")}, 1.2)  # fmt: skip

_UNITS = "g|ml|tbsp|tsp|cups|kg"
INGREDIENTS = lines("ingredients items", {
    "amount": whole("amount quantity qty", 1, 500, "how much of it", sort="quantity"), "unit": one_of("unit measure", _UNITS.split("|"), "unit", "the unit of measure", open_=False), "item": word("name ingredient item", f.food, "goods"),
}, ("{amount} {unit} {item}", "- {amount} {unit} {item}", "{item}: {amount} {unit}", "{amount} {unit} of {item}", "* {item} ({amount} {unit})"), 2, 5, ("\n", "\n", ", ", "; "), "the ingredients with their amounts")  # fmt: skip
PLAIN_INGREDIENTS = some("ingredients items contains", f.food, 2, 5, "what goes into it", "ingredients")
RECIPE = Kind("recipe", {
    "dish": word("dish name title recipe", f.dish, "dish", "what is cooked"), "lines": INGREDIENTS, "names": PLAIN_INGREDIENTS, "serves": whole("servings serves portions people", 1, 8, "for how many people"), "minutes": whole("minutes time cooking_time duration_minutes", 5, 120, "how long it takes"), "degrees": whole("temperature oven_temperature degrees", 120, 250, "heat of the oven"),
    "level": choice("difficulty level", {"easy": "easy|child's play|anyone can do it", "medium": "medium difficulty|needs some practice", "hard|difficult": "difficult|for experienced cooks"}, "how hard it is"), "vegan": whether("vegan is_vegan", "vegan|no animal products", "not vegan|contains milk or meat", "whether it is vegan"), "author": f.NAME.called("author cook by"),
    "calories": whole("calories kcal energy", 120, 990, "per portion"),
}, (
    "{dish.cap}\nServes {serves}\n{lines}\n[Bake|Cook] {minutes} minutes at {degrees} °C.",
    "{dish.cap} (for {serves}): {names}. {minutes} minutes, {level}.",
    "Recipe: {dish}\nBy {author}\nIngredients: {names}\nTime: {minutes} min",
    "Ingredients for {serves}:\n{lines}\n{level.cap}. {calories} kcal per portion.",
    "{dish} - {minutes} min - {level} - {vegan}",
    "# {dish}\n{lines}\n{level.cap}. Oven: {degrees} degrees.",
    "[Mix|Stir|Combine] {names}. [Bake|Roast] at {degrees} °C for {minutes} minutes. {dish.cap}, serves {serves}.",
), (
    "How to make {dish}: take {names}; ready in {minutes} minutes; {level}; {calories} kcal",
), {"cooking": ("minutes", "degrees"), "info": ("serves", "minutes", "level")}, 1.3)  # fmt: skip

DELIVERY = Kind("delivery", {
    "tracking": word("tracking tracking_number parcel code", f.tracking_code, "code", "the parcel's number"), "name": f.NAME.called("recipient name customer", "who gets the parcel"), "day": word("day delivery_day expected", f.loose_day, "date", "when it comes, as it is written"), "date": day_of("date delivery_date eta", sort="date"), "from": word("window_start from earliest", values.clock, "from", "earliest time"), "to": word("window_end to latest", values.clock, "to", "latest time"), "state": f.SHIPPED, "sender": f.COMPANY.called("sender shop merchant", "who sent it"),
    "neighbour": f.NAME.called("left_with neighbour accepted_by", "who took the parcel"), "pin": word("pin code pickup_code", lambda r, s: values.draw(r, s, lambda q: f"{q.randint(1000, 9999)}"), "pin", "the code for the pick-up"), "city": f.CITY.called("depot city location", "where it is now"), "fee": price("fee customs shipping_cost", 2, 40, sort="money"),
}, (
    "Your parcel {tracking} from {sender} [arrives|comes|will be delivered] on {day} between {from} and {to}.",
    "[Good news|Hello], {name.first}! Parcel {tracking} is {state}.",
    "{sender}: your order {tracking} has reached {city}. [Expected|Delivery|ETA]: {date}.",
    "We missed you, {name}. Parcel {tracking} was left with {neighbour}.",
    "Pick up parcel {tracking} at {city} with code {pin}. [Fee|To pay]: {fee}",
    "[Delivery|Shipment] {tracking}\nStatus: {state}\nSender: {sender}\nRecipient: {name}\nDue: {date}",
    "{tracking}: {state}, {city}, {date}",
), (
    "Delivery for {name}: {day}, {from}-{to}, from {sender}, number {tracking}",
), {"window": ("from", "to"), "delivery_window": ("from", "to"), "parcel_info": ("tracking", "sender")}, 1.1)  # fmt: skip

BANK = Kind("bank", {
    "date": f.DATE_.called("date booked booking_date"), "payee": f.COMPANY.called("payee merchant recipient counterparty", "the other party"), "amount": price("amount sum value", 1, 2500, "how much", sort="money"), "balance": price("balance new_balance", 100, 9000, "what is left", sort="balance"), "ref": word("reference ref purpose", f.ticket_code, "code", "the reference"), "iban": word("iban account card", f.iban_end, "iban"),
    "kind": choice("type direction kind", {"debit|out|expense": "debited|paid out|card payment", "credit|in|income": "credited|received|paid in"}, "whether money went out or came in", "kind"),
    "rows": lines("transactions entries bookings lines", {"date": day_of("date day", sort="date"), "payee": word("payee merchant name description", values.company, "company"), "amount": price("amount value sum", 1, 900, sort="money")}, ("{date} {payee} {amount}", "{date} | {payee} | {amount}", "{payee}, {date}: {amount}", "{date}\t{payee}\t{amount}", "- {amount} to {payee} ({date})"), 1, 3),
    "owner": f.NAME.called("account_holder owner holder"),
}, (
    "{date} {payee} {amount} {kind}",
    "{date} | {payee} | {amount} | ref {ref} | balance {balance}",
    "Account {iban}\n{rows}\nBalance: {balance}",
    "{rows}",
    "{kind.cap}: {amount}, {payee}, {ref}",
    "Statement for {owner}, account {iban}\n{rows}\nNew balance {balance}",
    "[Alert|Notice]: {amount} {kind} on {date} ({payee}). Balance {balance}.",
), (
    "{payee}: {amount} ({kind}), {date}, ref. {ref}, account {iban}",
), {"account_info": ("iban", "owner", "balance"), "transaction": ("date", "amount", "payee")})  # fmt: skip

SPORTS = Kind("sports", {
    "home": word("home home_team team_a", f.team, "home", "the team that is named first"), "away": word("away away_team team_b guests", f.team, "away", "the team that is named second"), "hg": whole("home_goals home_score score_home", 0, 9, "goals of the home team", digits=True), "ag": whole("away_goals away_score score_away", 0, 9, "goals of the away team", digits=True), "date": f.DATE_, "fans": whole("attendance spectators", 300, 80000, "how many watched"), "scorer": f.NAME.called("scorer best_player star"), "city": word("stadium venue ground", f.named("Park", "Arena", "Stadium"), "venue"), "referee": f.NAME.called("referee"),
    "table": lines("standings table teams ranking", {"team": word("team club name", f.team), "points": whole("points pts", 0, 60), "games": whole("games played matches", 1, 30)}, ("{team} {points}", "{team}, {games} games, {points} points", "{team} | {games} games | {points} pts", "- {team}: {points} pts"), 2, 4),
    "round": whole("round matchday", 1, 38),
}, (
    "{home} {hg}:{ag} {away}", "{home} {hg} - {ag} {away} ({date}, {fans} spectators)", "{home} v {away}\nResult: {hg}-{ag}\nScorer: {scorer}\nReferee: {referee}", "[Team and points|Table]:\n{table}" , "Matchday {round}: {home} against {away} {hg}:{ag} at {city}", "FT {home} {hg} {away} {ag}. [Man of the match|Star]: {scorer}.",
), ("{date}, {city}: {home} met {away}, final score {hg} to {ag}, {fans} watched.",), {"score": ("hg", "ag"), "result": ("hg", "ag"), "teams": ("home", "away")})  # fmt: skip

PACKAGE = Kind("packages", {
    "list": lines("packages dependencies modules libraries", {"name": one_of("name package", f.PACKAGES), "version": word("version release", f.version)}, ("{name}=={version}", "{name} {version}", "{name}@{version}", "- {name} (v{version})", "\"{name}\": \"{version}\"", "Installing {name} ({version})"), 1, 4),
    "name": one_of("name package module", f.PACKAGES, "package", "the package"), "version": word("version release", f.version, "version", "the new version"), "old": word("old_version previous from_version", f.version, "old", "the version before"), "licence": one_of("license licence", "MIT|Apache-2.0|BSD-3-Clause|GPL-3.0|ISC".split("|"), open_=False), "author": f.NAME.called("author maintainer"), "size": whole("size size_kb", 10, 9000, "size in kilobytes"), "url": f.URL.called("homepage url"), "date": f.DATE_.called("released date release_date"),
    "broken": whether("breaking breaking_changes", "contains breaking changes|not backwards compatible", "no breaking changes|backwards compatible", "whether old code may break"),
}, (
    "{list}", "$ install\n{list}\n[done|Successfully installed|ok]", "{name} {version} released on {date}. {broken.cap}.", "Name: {name}\nVersion: {version}\nLicense: {licence}\nAuthor: {author}\nHome-page: {url}", "Upgrading {name} from {old} to {version} ({size} kB)", "{name}@{version} | {licence} | {author}", "Bump {name} from {old} to {version}: {broken}",
), ("## {version} ({date})\n{name} now replaces {old}; {broken}; {licence}",), {"versions": ("old", "version"), "package_info": ("name", "version", "licence")})  # fmt: skip

ALERT = Kind("alert", {
    "host": word("host hostname server machine", lambda r, s: values.draw(r, s, lambda q: f"{q.choice(f.SERVICES)}-{q.choice(('', 'eu-', 'prod-', 'db-'))}{q.randint(1, 60)}"), "host", "the machine"), "service": one_of("service component", f.SERVICES, "service", "the part that has the problem"), "ip": word("ip ip_address address client_ip", f.address_ip, "ip", "IPv4 address"), "code": choice("level severity log_level", {"error|critical": "ERROR|FATAL|CRITICAL", "warning|warn": "WARN|WARNING", "info|information": "INFO"}, "how bad it is", "level"), "status": whole("status http_status status_code", 400, 504, "HTTP status"), "health": HEALTH, "date": word("date day", lambda r, s: values.date(r, s), "date"), "time": word("time timestamp at", values.clock, "time"), "cpu": whole("cpu cpu_percent", 1, 100, "load in per cent", digits=True), "disk": whole("disk disk_usage disk_percent", 1, 100, "how full the disk is", digits=True), "user": f.USER, "ms": whole("latency latency_ms duration_ms", 2, 9000, "milliseconds"), "path": word("path endpoint route", lambda r, s: values.draw(r, s, lambda q: f"/{q.choice(('api', 'v1', 'v2', 'app'))}/{q.choice(f.SERVICES)}"), "path"), "method": one_of("method verb http_method", ("GET", "POST", "PUT", "DELETE"), open_=False), "port": whole("port", 1024, 65000), "agent": f.NAME.called("on_call acknowledged_by"),
}, (
    "{date} {time} {code} {service}: [timeout|connection refused|request failed] for {ip} ({ms} ms)", "[ALERT|Alarm|Warning]: {host} ({ip}) is {health}. CPU {cpu}%, disk {disk}%.", '{ip} - {user} "{method} {path}" {status} {ms}ms', "{code} host={host} service={service} cpu={cpu} user={user}", "{service} on {host} is {health} since {time}. [On call|Acknowledged by]: {agent}", "[{code}] {date} {time} {host} login of {user} from {ip} port {port}", "{time} {method} {path} -> {status} in {ms} ms", "level={code} status={status} path={path} ip={ip}",
), ("{host}: {health}; disk {disk} %; cpu {cpu} %; seen {date} {time}", "at {time}, {user} got {status} from {path} ({method})"), {"request": ("method", "path", "status"), "load": ("cpu", "disk"), "client": ("ip", "user"), "when": ("date", "time")}, 1.3)  # fmt: skip

SHOPLIST = Kind("shopping list", {
    "items": some("items groceries to_buy list", f.grocery, 2, 6, "what to buy", separators="and/, /\n/\n- /; "), "shop": SHOP, "who": f.FIRST.called("who buyer person", "who goes shopping"), "budget": price("budget limit max", 10, 120, "what may be spent", sort="money"), "day": word("day when", f.loose_day, "date"),
    "lines": lines("items groceries", {"quantity": whole("quantity count amount", 1, 12, sort="quantity"), "item": word("item name", f.grocery)}, ("{quantity} {item}", "{quantity}x {item}", "{item} ({quantity})", "{quantity} × {item}"), 2, 4, ("\n", ", ", ", ")),
}, (
    "[Shopping list|To buy|Groceries|We need]: {items}", "[Buy|Get|Please get] {items} at {shop}.", "{who}, please buy {items} on {day}. [Budget|Not more than|Limit]: {budget}", "{lines}", "[List|Shopping] for {who}:\n{lines}",
), ("Missing in the kitchen: {items} (max. {budget})",), {}, 1.0)  # fmt: skip

REGISTRY = Kind("wine list", {
    "wine": one_of("wine name", "Riesling|Merlot|Chardonnay|Pinot Noir|Barolo|Rioja|Chianti|Malbec|Shiraz|Grauburgunder|Sancerre|Prosecco".split("|"), "wine"), "year": whole("year vintage", 1990, 2024, "the vintage"), "producer": word("producer winery", values.company, "company"), "country": f.COUNTRY, "price": price("price bottle_price", 6, 190, sort="money"), "colour": choice("color colour type", {"red": "red wine|red", "white": "white wine|white", "rose|rosé": "rosé"}, "the colour"), "alcohol": decimal("alcohol abv", 9, 15, 1, "alcohol in per cent"), "dry": whether("dry is_dry", "dry|bone dry", "sweet|dessert wine", "whether it is dry"),
    "list": lines("wines list bottles", {"wine": one_of("name wine", "Riesling|Merlot|Chardonnay|Pinot Noir|Barolo|Rioja|Chianti|Malbec|Shiraz|Grauburgunder|Sancerre|Prosecco".split("|")), "year": whole("year vintage", 1990, 2024), "price": price("price", 6, 190, sort="money")}, ("{wine} {year} {price}", "{wine} ({year}), {price}", "{wine}: {price}"), 2, 3),
}, (), (
    "{wine} {year}, {producer}, {country}. {colour.cap}, {dry}, {alcohol}% vol. {price}", "Wine list\n{list}", "{producer}: {wine} ({colour}), {year}, {price} a bottle, {dry}",
), {"origin": ("producer", "country"), "taste": ("colour", "dry")})  # fmt: skip

SHOPPING = (
    RECEIPT,
    INVOICE,
    CART,
    SHORT,
    PERSON,
    CARD,
    ADDRESS,
    BOARDING,
    RECIPE,
    DELIVERY,
    BANK,
    SPORTS,
    PACKAGE,
    ALERT,
    SHOPLIST,
    REGISTRY,
)
