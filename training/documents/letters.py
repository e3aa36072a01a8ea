"""Kinds of documents that people write to each other: mails, chats, tickets, reviews, minutes, notes, ads."""

from __future__ import annotations

from training import values
from training.documents import fields as f
from training.documents.core import INTEGER, Draw, Fact, Field, Kind, Raw
from training.documents.fields import choice, day_of, decimal, lines, one_of, price, some, whether, whole, word
from training.documents.records import BREAKFAST, CONDITION, FUEL, FURNISHED, LEVEL, REMOTE, ROOM, SMOKER

SENDER = f.NAME.called("sender from from_name author", "who wrote the message|full name of the sender")
RECIPIENT = f.NAME.called("recipient to to_name addressee", "who gets the message|full name of the recipient")
SENDER_MAIL = f.EMAIL.called("sender_email from_email reply_to from_address", "address of the sender")
RECIPIENT_MAIL = f.EMAIL.called("recipient_email to_email to_address", "address of the recipient")
SUBJECT = one_of("subject title topic headline", f.SUBJECTS, "subject", "the subject line|what the mail is about")
DAY = word("day when weekday", f.loose_day, "date", "the day as it is written|when")
ROOM_NO = word("room place location", f.room_code, "room", "the room|where to meet")
ATTACHMENT = word(
    "attachment file filename", lambda r, s: values.draw(r, s, lambda q: f"{q.choice(('report', 'invoice', 'plan', 'photo', 'scan', 'notes', 'offer'))}{q.choice(('', '_v2', '-final', f'_{q.randint(1, 99)}'))}.{q.choice(('pdf', 'docx', 'xlsx', 'jpg', 'zip'))}"), "file", "the attached file")  # fmt: skip

MAIL = Kind("mail", {
    "sender": SENDER, "recipient": RECIPIENT, "from": SENDER_MAIL, "to": RECIPIENT_MAIL, "subject": SUBJECT, "day": DAY, "time": f.TIME, "room": ROOM_NO,
    "file": ATTACHMENT, "company": f.COMPANY.called("company sender_company firm"), "phone": f.PHONE, "date": f.DATE_.called("date sent sent_on", "when it was sent"),
    "cc": f.EMAIL.called("cc copy_to cc_email"),
    "reply": whether("reply_needed needs_reply answer_expected", "Please let me know.|Can you confirm?|I need your answer soon.", "No reply needed.|Just so you know, nothing to do for you.|No need to answer.", "whether an answer is expected"),
}, (
    "From: {sender} <{from}>\nTo: {recipient} <{to}>\nSubject: {subject}\n\n[Hi|Hello|Dear] {recipient.first},\n[can we meet|shall we meet|let us meet] on {day} at {time}? {reply}\n\n[Best|Regards|Cheers],\n{sender.first}",
    "From: {from}\nTo: {to}\n[Cc: {cc}\n|]Date: {date}\nSubject: [Re: |Fwd: ||]{subject}\n\n[See below.|As promised.|Thanks for the call.|]",
    "Subject: {subject}\n\nDear {recipient},\n\n[please find attached|I am sending you|attached you find] {file}. [Call me on|You can reach me at|My number is] {phone}.\n\nKind regards\n{sender}\n{company}",
    "Hi {recipient.first},\n\nwe meet [on |]{day} at {time} in room {room}. {reply}\n\n{sender}\n{company}\n{phone}",
    "From: {sender}\nSubject: {subject}\n\n{reply}\n\n-- \n{sender}\n{company}\nTel. {phone}\n{from}",
    "{sender} <{from}> wrote on {date}:\n> [Attached is|I attach|Here comes] {file}\n> {reply}",
    "Dear {recipient},\n[thank you for your message|thanks for writing] of {date}. [Our office|The team] is at your disposal under {phone}.\n[Yours sincerely|Best wishes|Regards]\n{sender}, {company}",
    "To: {recipient} <{to}>\nFrom: {sender} <{from}>\nRe: {subject}\nAttachment: {file}\n\n{reply}",
), (
    "{date} | {from} -> {to} | {subject} | 1 attachment: {file}",
    "Dear {recipient.first}, about \"{subject}\": {reply} We meet {day}, {time}, room {room}. Yours, {sender} ({from})",
), {"from_info": ("sender", "from"), "sender_info": ("sender", "from", "company", "phone"), "meeting": ("day", "time", "room"), "appointment": ("day", "time")}, 2.0)  # fmt: skip

MOOD = choice("sentiment mood tone", {
    "positive|happy|good": "Great stuff, would buy again.|I love it!|Exceeded my expectations.|Best purchase this year.|Works like a charm.|Very happy with it.|Simply wonderful.",
    "negative|unhappy|bad": "Broke after two days.|What a waste of money.|I want my money back.|Terrible quality.|Never again.|Very disappointing.|It stopped working at once.",
    "neutral|mixed": "It is okay, nothing special.|Does the job, but no more.|Average.|Neither good nor bad.|Some good points, some bad ones.",
}, "how the customer feels|the reviewer's opinion", "mood", lambda draw: draw.mood)  # fmt: skip

_STARS = ((4, 5, 5), (1, 1, 2), (3, 3, 3))


def _stars(draw: Draw) -> Fact:
    number = str(draw.rng.choice(_STARS[draw.mood]))
    return Fact(Raw(number), number)


STARS = Field(("stars", "rating", "score"), _stars, INTEGER, "stars", ("number of stars out of five",))

REVIEW = Kind("review", {
    "mood": MOOD, "product": f.PRODUCT, "name": f.NAME.called("reviewer author name user", "who wrote the review"), "stars": STARS,
    "date": f.DATE_.called("date reviewed_on date_of_review"), "votes": whole("helpful votes helpful_votes", 2, 90, "how many found it helpful"),
    "verified": whether("verified verified_purchase is_verified", "Verified purchase|Verified buyer", "Unverified|Not a verified purchase", "whether the purchase was verified"), "price": f.PRICE, "city": f.CITY,
    "pros": some("pros advantages strengths", f.from_list("light|cheap|easy to clean|quiet|robust|pretty|fast|soft|long battery life|good handle|simple setup|compact".split("|")), 1, 3, "good points"),
    "cons": some("cons drawbacks weaknesses", f.from_list("heavy|loud|short cable|bad manual|smells odd|scratches easily|slow|no spare parts|small buttons|wobbly".split("|")), 1, 2, "bad points"),
}, (
    "{stars} stars - {product}\n{mood}\nby {name} on {date}",
    "{name}, {stars}/5: \"{mood}\" ({product})",
    "{product} [| - ]{stars} out of 5\n{verified}. {mood}\n{votes} people found this helpful.",
    "Review of the {product} by {name} from {city}: {mood} [I give it|My verdict:|Rating:] {stars} stars.",
    "{mood} [Bought the|I ordered the|The] {product} for {price}. {stars}/5 - {name}",
    "{product}\nPros: {pros}\nCons: {cons}\n[Verdict|Overall]: {stars}/5",
    "[Rating|Stars]: {stars}\n[Product|Item]: {product}\n[Comment|Text]: {mood}\n{name}, {date}",
    "+ {pros}\n- {cons}\n{mood}\n({name}, {stars} of 5 stars)",
), (
    "{date}: {name} rated the {product} {stars} of 5. {mood} Helpful: {votes}",
    "What I liked: {pros}. What I did not like: {cons}. {mood} {name}, {verified}",
), {"author_info": ("name", "city"), "review": ("stars", "mood", "date"), "opinion": ("mood", "stars")})  # fmt: skip

AREA = choice("category topic area department", {
    "billing|payment": "I was charged twice this month.|The invoice shows the wrong amount.|Your bill lists a fee that we never agreed on.|My card was billed although I cancelled.",
    "technical|bug": "The app crashes when I open it.|I get error 500 on every page.|The screen stays black after the update.|The export button does nothing.",
    "delivery|shipping": "My parcel has not arrived.|The courier left the box in the rain.|Tracking has not moved for a week.|The package went to the wrong house.",
    "account|login": "I cannot log in any more.|My password is not accepted.|Please delete my account.|The reset mail never comes.",
}, "what the request is about|which team should get it", "area")  # fmt: skip
URGENT = choice("priority urgency", {"low": "No rush.|Whenever you have time.|This can wait.", "high|urgent": "This is urgent!|I need this fixed today.|Please hurry, we cannot work.|As soon as possible please!"},
                "how urgent it is", "priority")  # fmt: skip
TSTATE = choice("status state", {"open|new": "not looked at yet|nobody has taken it yet|waiting for an agent", "in_progress|pending": "being worked on|an agent is looking into it|under investigation", "closed|resolved|done": "solved|fixed and closed|resolved"},
                "where the ticket stands", "tstate")  # fmt: skip

TICKET = Kind("ticket", {
    "id": word("ticket id ticket_id case number", f.ticket_code, "code", "the ticket's number"), "name": f.NAME.called("customer name reporter requester", "who asked for help"), "mail": f.EMAIL, "area": AREA, "urgent": URGENT,
    "state": TSTATE, "agent": f.NAME.called("agent assignee handled_by assigned_to", "who takes care of it"), "date": f.DATE_.called("opened created date opened_on"), "phone": f.PHONE, "version": word("version app_version", f.version, "version", "version of the software"),
    "order": f.ORDER_ID.called("order order_id", "the order concerned"),
}, (
    "Ticket {id}\nCustomer: {name} ({mail})\n{area} {urgent}",
    "#{id} from {name}: \"{area}\" [Assigned to|Agent:|Owner:] {agent}. Status: {state}.",
    "{name} writes: {area} {urgent} [My order is|It is about order|Order] {order}.",
    "[New ticket|New request|Case] {id} ({date})\nFrom: {mail}\nMessage: {area}",
    "Case {id} | opened {date} | {name} | {state} | agent {agent}",
    "Hello support, {area} I use version {version}. {urgent} Please call {phone}. {name}",
    "Ticket: {id}\nReporter: {name}\nAssignee: {agent}\nState: {state}\n\n{area}",
    "{area}\n{urgent}\n\n{name}\n{mail}\n{phone}",
), (
    "{agent} took over {id} on {date} ({state}). The customer {name} said: {area}",
    "Re: case {id}. {area} {urgent} Version {version}, order {order}. Thanks, {name}",
), {"contact": ("name", "mail", "phone"), "customer_info": ("name", "mail"), "ticket_info": ("id", "state", "date")}, 1.5)  # fmt: skip

TWO = Kind("chat", {
    "a": f.FIRST.called("first_speaker asker caller opener", "who writes first"), "b": f.FIRST.called("second_speaker answerer friend replier", "who answers"), "day": DAY, "time": f.TIME.called("time meeting_time"),
    "cafe": word("cafe place venue where", f.named("Café", "Bar", "Cinema", "Park", "Grill", "Museum"), "place", "where they meet"),
    "dish": word("dish food order", f.dish, "dish", "what they want to eat"), "items": some("items to_buy groceries shopping", f.grocery, 1, 4, "what to buy"), "number": whole("people guests count", 2, 12, "how many people come"), "phone": f.PHONE,
    "agree": whether("agreed accepted confirmed coming", "Sure, see you there!|Yes, count me in.|Perfect, I will be there.|Sounds good!", "Sorry, I cannot make it.|No, I have to work.|Not this time, sorry.", "whether the second speaker agrees"),
    "price": price("price cost amount", 3, 90, "how much it was", sort="money"), "paid": whether("paid paid_back settled", "Just sent it to you.|Done, transferred it.|I have paid you back already.", "I will pay you back tomorrow.|Not yet, sorry.|I forgot, still owe you.", "whether the debt has been paid"),
}, (
    "{a}: [Meet|Shall we meet|See you] at the {cafe} on {day}?\n{b}: {agree}",
    "{a}: [What time|When] do we meet?\n{b}: {time}, at the {cafe}\n{a}: ok",
    "{a}: can you get {items}?\n{b}: [ok|sure|will do|yes]",
    "{a}: we are {number} people\n{b}: [I will cook|let us order|I will make] {dish}",
    "{a}: you still owe me {price} for the {dish}\n{b}: {paid}",
    "{a}: new number, {phone}\n{b}: [thanks|saved|got it]",
    "<{a}> dinner on {day}, {time}?\n<{b}> {agree}\n<{a}> we would have {dish}",
    "{a}: {dish} at {time}? {cafe}?\n{b}: {agree}",
), (
    "{a} > {day} at {time}?\n{b} > {agree}\n{a} > it is at the {cafe}",
    "{a} asked: will you come to the {cafe} on {day}? {b} answered: {agree}",
), {"plan": ("day", "time", "cafe"), "meeting": ("day", "time", "cafe"), "speakers": ("a", "b")})  # fmt: skip

ACTION = lines("action_items actions tasks todos", {"who": f.FIRST.called("owner who assignee person", "who does it"), "what": word("task what action todo", f.action, "task", "what is to be done"), "due": word("due by deadline", f.loose_day, "loose", "until when")},
               ("- {who}: {what}", "- {what} ({who})", "* {who} to {what} by {due}", "- [ ] {who}: {what} (due {due})", "- {what} - {who}, {due}", "TODO {who}: {what}"), 1, 3)  # fmt: skip
_ABSENT = some("absent excused missing", values.first_name, 1, 2, "who was not there", "absentees")
_SYMPTOMS = some("symptoms complaints signs", f.symptom, 1, 3, "what the patient complains of")
MINUTES = Kind("minutes", {
    "title": one_of("meeting title name", [f"{d} {k}" for d in f.DEPARTMENTS for k in ("weekly", "sync", "review", "kick-off", "retrospective")], "title", "which meeting"), "date": f.DATE_.called("date held_on day"), "time": f.TIME,
    "present": some("attendees present participants", values.first_name, 2, 4, "who was there", "person"), "absent": _ABSENT, "nobody": f.nothing(_ABSENT, "none|nobody|-|no one"), "actions": ACTION, "chair": f.NAME.called("chair chaired_by moderator", "who led the meeting"),
    "next": day_of("next_meeting next", about="when they meet again", sort="next"), "budget": price("budget approved_budget", 200, 9000, "the money that was approved", sort="money"), "room": ROOM_NO,
}, (
    "{title}, {date}\nPresent: {present}\n[Actions|Action items|To do]:\n{actions}",
    "Minutes of the {title}\nDate: {date}  Room: {room}\nChair: {chair}\nBudget approved: {budget}\n{actions}",
    "{title} ({date}, {time})\nPresent: {present}\nExcused: {absent}\nNext meeting: {next}",
    "{title}, {date}\nPresent: {present}\n[Absent|Excused]: {nobody}\n{actions}",
    "Notes {date}\n{actions}\nNext time: {next}",
    "# {title}\n**Attendees:** {present}\n**Actions**\n{actions}",
    "{title} - chaired by {chair}, room {room}, {time}.\nAbsent: {absent}.\n{actions}",
), (
    "Protocol: {title}\nheld {date} at {time}, led by {chair}\nWe approved {budget}.\nOpen points:\n{actions}",
), {"meeting_info": ("title", "date", "room"), "when": ("date", "time"), "people": ("present", "absent")}, 1.3)  # fmt: skip

JOBAD = Kind("job ad", {
    "job": word("position job title role", f.plain_job, "job", "the job that is offered"), "company": f.COMPANY, "city": f.CITY, "skills": f.SKILLS_.called("skills requirements must_have", "what is asked for"), "level": LEVEL, "remote": REMOTE, "salary": price("salary pay monthly_salary", 1500, 9000, "the monthly pay", sort="money"),
    "hours": whole("hours weekly_hours hours_per_week", 10, 42, "working hours a week"), "start": day_of("start start_date", about="first day"), "mail": f.EMAIL.called("email apply_to contact_email"), "name": f.NAME.called("contact contact_person recruiter"), "ref": word("reference ref job_id", f.ticket_code, "code"),
}, (
    "{company} [is looking for a|seeks a|hires a|needs a] {job} in {city}. [We ask for|You bring|Required]: {skills}. [Apply to|Write to|CV to] {mail}",
    "{job.cap} ([m/f/d|all genders]) - {city}\n{company}\nSalary: {salary} a month\nHours: {hours}/week\nStart: {start}",
    "JOB: {job}\nLevel: {level}\nWhere: {city}, {remote}\nSkills: {skills}\nRef. {ref}",
    "Wanted: {job} ({level}), {hours} hours a week, {remote}. {salary} per month. Contact {name}, {mail}.",
    "We are hiring! {company}, {city}. Position: {job}. From {start}. {remote}. Questions? {name}",
    "{company} | {job} | {city} | {salary} | {remote}",
), (
    "Join {company} as {job}: {hours} h/week, {salary} monthly, {level}. Reference {ref}. {name} answers questions ({mail}).",
), {"employer": ("company", "city"), "contact": ("name", "mail"), "conditions": ("salary", "hours", "remote"), "offer": ("salary", "hours")})  # fmt: skip

CLASSIFIED = Kind("classified", {
    "product": word("item title offer thing", f.thing, "goods", "what is sold"), "price": f.PRICE.called("price asking_price"), "condition": CONDITION, "colour": f.COLOUR, "city": f.CITY.called("city location pickup_city"), "phone": f.PHONE, "name": f.FIRST.called("seller contact name", "who sells it"),
    "negotiable": whether("negotiable price_negotiable", "price negotiable|open to offers", "fixed price|price not negotiable|no haggling", "whether the price can be talked about"), "brand": f.BRAND, "age": whole("age years_old age_years", 1, 20, "how many years old it is"),
    "shipping": whether("shipping ships shipping_possible", "can be shipped|shipping possible", "pick-up only|must be collected|no shipping", "whether it can be sent"), "material": f.MATERIAL,
}, (
    "For sale: {product}, {colour}, {condition}. {price}, {negotiable}. {city}, {phone}",
    "[Selling my|I sell a|Giving away my] {product} by {brand}, {age} years old, {condition}. {shipping.cap}. {price}. Call {name}: {phone}",
    "FS {product} ({condition}) - {price} - {city} - {shipping}",
    "{product.cap} for sale in {city}! {material.cap}, {colour}. {price} ({negotiable}). Ask for {name}.",
    "{product}\n{price}\n{condition.cap}, {shipping}\n{name}, {city}",
), (
    "Who wants my {product}? {age} years, {material}, {condition}. {price}. {name} in {city}, {phone}.",
), {"seller_info": ("name", "phone", "city"), "deal": ("price", "negotiable"), "details": ("colour", "material", "condition", "brand")})  # fmt: skip

CARAD = Kind("car ad", {
    "brand": f.BRAND, "model": one_of("model", f.CARS), "year": whole("year built", 1995, 2025, "year of construction", sort="year"), "km": whole("mileage km kilometres", 3000, 240000, "kilometres driven"), "price": price("price asking_price", 900, 45000, "the price", sort="money"), "fuel": FUEL, "colour": f.COLOUR, "phone": f.PHONE,
    "smoker": whether("accident_free no_accidents", "accident-free|never had an accident", "had a small accident|accident damage on the left door", "whether the car has had no accident"), "doors": whole("doors", 2, 5),
}, (
    "{brand} {model}, {year}, {km} km, {fuel}, {price}",
    "Car for sale: {model} ({year}), {colour}, {doors} doors, {smoker}. {price} ono. {phone}",
    "{brand} {model} | built {year} | {km} km | {fuel} | {price}",
    "[I sell|Selling] my {colour} {model} from {year}. It has {km} km on the clock. {smoker.cap}. {price}",
), ("{model} by {brand}: {price}. {km} km since {year}. {fuel.cap}.",), {"engine": ("fuel", "km"), "car": ("brand", "model", "year")}, 0.6)  # fmt: skip

FLAT = Kind("flat ad", {
    "rooms": whole("rooms room_count", 1, 7, "number of rooms"), "area": whole("area size sqm", 22, 240, "square metres"), "rent": price("rent price monthly_rent", 300, 2900, "rent per month", sort="money"), "city": f.CITY, "street": f.STREET, "floor": whole("floor", 1, 9, "which floor"), "furnished": FURNISHED,
    "from": day_of("available_from move_in", about="from when"), "deposit": price("deposit", 300, 4000, "deposit to be paid", sort="deposit"), "pets": whether("pets_allowed pets", "pets welcome|cats and dogs are fine", "no pets|no animals please", "whether pets are allowed"), "name": f.NAME.called("contact landlord name"), "phone": f.PHONE,
}, (
    "{rooms}-room flat, {area} m², {city}, {rent} a month, {furnished}",
    "To let: flat in {street}, {city}. {rooms} rooms, {area} sqm, floor {floor}. Rent {rent}, deposit {deposit}. {pets.cap}. {name}, {phone}",
    "Flat for rent\nAddress: {street}, {city}\nRooms: {rooms}\nSize: {area} m²\nRent: {rent}\nAvailable: {from}\n{pets}",
    "[Bright|Quiet|Sunny] {rooms} room apartment in {city} from {from}; {rent} + deposit {deposit}; {furnished}; {pets}",
), ("Looking for a tenant: {area} m² on floor {floor}, {street}, {city}; {rent} monthly; viewing: {phone}.",), {"address": ("street", "city"), "location": ("street", "city", "floor"), "costs": ("rent", "deposit")}, 0.8)  # fmt: skip

MEDICAL = Kind("medical note", {
    "name": f.NAME.called("patient name patient_name", "the patient"), "age": f.AGE, "symptoms": _SYMPTOMS, "well": f.nothing(_SYMPTOMS, "no complaints|feels fine|no symptoms"), "drug": word("medication drug prescribed", f.drug, "drug", "what was prescribed"), "dose": whole("dose dose_mg mg", 5, 900, "milligrams", digits=True),
    "times": whole("times_per_day daily_doses per_day", 1, 4, "how often a day", digits=True), "days": whole("days duration_days", 3, 21, "for how many days"), "doctor": f.NAME.called("doctor physician seen_by", "who treats the patient"), "date": f.DATE_.called("visit date visit_date"), "temp": decimal("temperature temp", 35.6, 40.4, 1, "body temperature"), "pulse": whole("pulse heart_rate", 48, 140, "beats per minute", digits=True),
    "smoker": SMOKER, "next": day_of("follow_up next_visit", about="next visit", sort="next"), "allergy": whether("allergies has_allergies", "allergic to pollen|known penicillin allergy", "no known allergies|NKDA", "whether there is any allergy"), "birth": f.BIRTH,
}, (
    "Patient: {name}, {age} y. Complains of {symptoms}. Temp {temp}, pulse {pulse}. Rx: {drug} {dose} mg, {times}x daily for {days} days.",
    "{date}: {name} ({birth}). {symptoms}. {allergy}. Prescribed {drug}.",
    "Seen by Dr. {doctor} on {date}\nPatient {name}, {age}\nSymptoms: {symptoms}\nPlan: {drug} {dose} mg\nFollow-up: {next}",
    "{date}: {name}, {age} y, {well}. BP fine, pulse {pulse}. {allergy}.",
    "{name}: {smoker}, {allergy}. {drug} {dose} mg x{times}/day.",
    "S: {symptoms}\nO: T {temp}, HR {pulse}\nP: {drug} {dose} mg for {days} days\nDr {doctor}",
), ("Consultation {date}. Mr/Ms {name} reports {symptoms}; {smoker}; {allergy}. Next visit {next}. Signed {doctor}",), {"vitals": ("temp", "pulse"), "prescription": ("drug", "dose", "times", "days"), "patient_info": ("name", "age")}, 1.2)  # fmt: skip

CALENDAR = Kind("calendar", {
    "title": word("title event summary name", values.title, "title", "what it is"), "date": f.DATE_.called("date day on"), "start": word("start starts start_time from", lambda r, s: values.clock(r, s), "start", "when it begins"), "end": word("end ends end_time until", lambda r, s: values.clock(r, s), "end", "when it ends"), "place": word("location place room", f.room_code, "room"),
    "host": f.NAME.called("organizer host invited_by", "who invites"), "guests": some("attendees guests invitees", values.first_name, 1, 4, "who is invited", "guests"), "mail": f.EMAIL.called("organizer_email email mail"), "url": f.URL.called("url link join_link"), "every": choice("repeat recurrence frequency", {"daily": "every day|each day", "weekly": "every week|once a week", "monthly": "every month|once a month"}, "how often it comes back"),
    "stamp": day_of("date day start_date", about="the day", sort="date"), "remind": whole("reminder reminder_minutes remind_before", 5, 60, "minutes before"),
}, (
    "BEGIN:VEVENT\nSUMMARY:{title}\nDTSTART:{date}\nLOCATION:{place}\nORGANIZER:{mail}\nEND:VEVENT",
    "{title}\n{date}, {start} - {end}\n{place}\nInvited: {guests}",
    "Invitation: {title}\nWhen: {date} {start} to {end}\nWhere: room {place}\nWho: {host}, {guests}\nJoin: {url}",
    "[You are invited to|Please come to|Save the date:] {title} on {date} at {start}. Hosted by {host}. [RSVP to|Answer to|Reply to] {mail}.",
    "{date} {start}-{end} {title} ({place})",
    "{title}, {every}, {start} to {end}, room {place}. Reminder {remind} minutes before.",
    "BEGIN:VEVENT\nSUMMARY:{title}\nDTSTART:{date}T{start}\nDTEND:{date}T{end}\nATTENDEE:{guests}\nEND:VEVENT",
    "Accepted: {title} @ {date} {start} - {end} ({mail})",
), (
    "Calendar: {date}\n{start} {title}, room {place} (until {end}), with {guests}",
), {"time": ("start", "end"), "schedule": ("date", "start", "end"), "organizer_info": ("host", "mail")}, 1.2)  # fmt: skip

BOOKING = Kind("booking", {
    "name": f.NAME.called("guest name booked_by", "who stays"), "in": day_of("check_in arrival from_date", about="the day of arrival", sort="date"), "out": day_of("check_out departure until", about="the day of departure", sort="date2"), "room": ROOM, "nights": whole("nights", 1, 14, "number of nights"), "guests": whole("guests people adults", 1, 6, "number of people"), "rate": f.PRICE.called("rate price_per_night nightly_rate"),
    "breakfast": BREAKFAST, "code": word("confirmation booking_code reference", f.order_code, "code", "the booking's number"), "phone": f.PHONE, "city": f.CITY, "total": price("total total_price", 90, 2400, "the whole price", sort="money"),
}, (
    "Booking {code}\nGuest: {name}\nArrival: {in}\nDeparture: {out}\n{room}, {breakfast}\nTotal: {total}",
    "Dear {name}, we confirm your {room} in {city} from {in} to {out}, {breakfast}. Confirmation {code}.",
    "{name} | {room} | {in} | {nights} nights | {guests} guests | {breakfast}",
    "Reservation for {guests}: {name}, {nights} nights, {rate} per night, {phone}",
), ("Your stay in {city}: {in} till {out} ({nights} nights), {room}, {guests} guests. Ref {code}. Pay {total} on arrival.",), {"stay": ("in", "out", "nights"), "dates": ("in", "out"), "costs": ("rate", "total")}, 0.8)  # fmt: skip

LOST = Kind("lost pet", {
    "pet": f.FIRST.called("name pet_name pet", "what the animal is called"), "breed": word("breed animal kind", f.breed, "breed", "what animal"), "colour": f.COLOUR, "age": whole("age years", 1, 15, "age in years"), "street": word("street last_seen place", values.street, "street", "where it was last seen"), "day": DAY.called("last_seen_on day since"), "phone": f.PHONE, "reward": price("reward finder_reward", 20, 300, sort="money"),
    "chip": whether("chipped has_chip", "has a chip|chipped", "no chip|not chipped", "whether it has a chip"), "owner": f.NAME.called("owner contact", "whom to call"),
}, (), (
    "LOST: {breed} called {pet}, {colour}, {age} years old, {chip}. Last seen on {street} on {day}. Call {phone}. Reward {reward}",
    "Have you seen {pet}? {colour.cap} {breed}, missing since {day}, {street}. {owner}, {phone}",
    "Missing pet\nName: {pet}\nKind: {breed}\nColour: {colour}\nChip: {chip}\nReward: {reward}\nOwner: {owner}",
), {"contact": ("owner", "phone"), "last_sighting": ("street", "day")})  # fmt: skip

LETTERS = (MAIL, REVIEW, TICKET, TWO, MINUTES, JOBAD, CLASSIFIED, CARAD, FLAT, MEDICAL, CALENDAR, BOOKING, LOST)
