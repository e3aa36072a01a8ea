"""Domains about plans: bookings, meetings, reminders, trips, jobs."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.grammar import choice, domain, fact, truth

_GUESTS = f.integer(2, 14, "count", 0.5)

TABLE = domain(
    "table",
    """
    == frames I
    [Book|Reserve|Please book|Please reserve|Get us] a table [at {venue} |]for {guests}[ people| persons|] [at {time}|on {date}|on {date} at {time}]
    [Could|Can|Would] you [please |][book|reserve] [us |me |]a table for {guests} [at {venue}|at {time}|on {date}|on {date} at {time}]?
    [I'd like|I would like|I want|We'd like|We would like] [to book|to reserve] a table for {guests}[ people|] [at {time}|on {date}|on {date} at {time}|at {venue}][, name {name}|, the name is {name}|]
    [A|One] table for {guests}[ at {venue}|], [please|{date}, {time}|{time}, under {name}]
    Table for {guests}, {date}, {time}[, {name}|]
    {name}, {guests} people, {date} at {time}
    [Do you have|Is there] [a table|room|space] for {guests} [people |][at {time}|on {date}|on {date} at {time}]?
    We are {guests}[ people|] and [would like|want] to [come|eat|dine] at {time}[ on {date}|]
    There will be {guests} of us[ at {time}|]
    My name is {name}, [I'd like|I need] a table for {guests}[ at {time}|]
    [Hi|Hello], {name} here, [a table|a reservation] for {guests} on {date}, please
    [I have|We have|There should be] a [reservation|booking|table] [under the name|for|in the name of] {name}[ at {time}| for {guests}|]
    [Change|Move] [my|our] [reservation|booking] from {~time} to {time}[, {guests} people|]
    [Cancel|Please cancel] [my|our] table on {date}[, it was booked for {name}|, name {name}|]
    [We'll be|We are] {guests} instead of {~count}[, name {name}|]
    Dinner for {guests} at {venue}[ on {date}| at {time}|]
    [Lunch|Dinner|Brunch] at {venue} [on {date} |]for {guests}
    [Only|Just] the {guests} of us, at {time}
    Party of {guests}[ under {name}|], {time}
    == frames he
    {name} [booked|reserved|has booked|wants|would like|needs] a table for {guests} [at {venue}|on {date}|at {time}]
    {name} [has|made] a reservation [at {venue} |]for {guests}[ people|] [at {time}|on {date}]
    {name} [is coming|comes|will come] with {guests} [people|guests|friends] at {time}
    {name} called to [reserve|book] a table for {guests} [on {date}|at {time}]
    {name}'s [table|reservation] is [for {guests}|at {time}|on {date}]
    The table for {name} is [booked|reserved] for {date} at {time}
    {venue} confirmed [the|our] table for {guests} on {date} at {time}
    == says
    [My|The] phone number is {phone}
    [You can reach me|Call me] on {phone}
    [The name is|Name:|It's under|Under the name] {name}
    [We're coming|We will arrive|It is for] at {time}
    The [date|day] is {date}
    We will bring {kids} [children|kids]
    We need {chairs} high chairs
    [One of us is|Someone is] allergic to {allergy}
    It's for our {occasion}
    We celebrate {a occasion}
    == noise
    Last time we came with {~count} people
    {~first_name} loves your kitchen
    The place next door was full
    {~first_name} may be a bit late
    We heard good things about you
    """,
    {
        "guests": fact(_GUESTS, "guests people party_size persons number_of_people covers num_guests", "how many people come; number of guests"),
        "time": fact(f.clock(), "time at hour start when", "the time of the reservation"),
        "date": fact(f.date(full=0.5), "date day on reservation_date", "the day of the reservation"),
        "venue": fact(f.venue, "restaurant venue place where location", "the restaurant"),
        "name": fact(f.person, "name booked_by reservation_name under guest_name customer", "name of the booking"),
        "phone": fact(f.phone, "phone phone_number contact", "phone number"),
        "kids": fact(f.integer(2, 5, "kids", 0.6), "children kids num_children", "number of children"),
        "chairs": fact(f.integer(2, 4, "chairs", 0.7), "high_chairs highchairs", "number of high chairs"),
        "allergy": fact(f.allergen, "allergy allergies_note allergen", "allergy to consider"),
        "occasion": fact(f.one_of("occasion", "birthday", "wedding anniversary", "graduation", "promotion", "retirement", "reunion", "business dinner"), "occasion event reason", "the occasion"),
        "outside": choice(
            "seating area where_to_sit table_location", "inside or outside",
            """
            = outside | outdoor | terrace
            We'd like to sit outside
            On the terrace, if possible
            Preferably in the open air
            = inside | indoor | dining_room
            We prefer to sit inside
            Not outside, please
            Indoors, please, it's cold
            """,
        ),
        "smoking": truth(
            "wheelchair wheelchair_access accessible step_free", "whether wheelchair access is needed",
            """
            = yes
            One of us uses a wheelchair
            We need step-free access
            My father is in a wheelchair
            = no
            Nobody needs wheelchair access
            Stairs are no problem
            We can manage stairs
            """,
        ),
    },
    groups={"reservation": "date time guests", "contact": "name phone", "when_where": "date time venue"},
    head="name",
    writer="name",
    wrappers="booking reservation",
)  # fmt: skip

HOTEL = domain(
    "hotel",
    """
    == frames I
    [Book|Reserve|Please book] [me|us] {a room_type} [room |]in {city} for {nights}[ from {checkin}|]
    [Book|Reserve|I need|We need|I'd like|We'd like] {a room_type} room [at {hotel} |]for {nights}[ from {checkin}|, arriving {checkin}|]
    [I'd like|I would like|We want] to [stay|book a room] at {hotel} [from {checkin} to {checkout}|for {nights}]
    [I'm|We are|We're] looking for a [hotel|room|place to stay] in {city} [from {checkin} to {checkout}|for {nights}|for {guests} people]
    [Do you have|Is there] {a room_type} room [free |available |][from {checkin} to {checkout}|for {nights}]?
    [We|I] [arrive|check in|get there] on {checkin} and [leave|check out] on {checkout}
    [We|I] [check out|leave] on {checkout}, [we|I] [arrive|check in] on {checkin}
    [My|Our] [reservation|booking] [number |]is {number}[, name {name}|]
    [I have|We have] a booking [under|for] {name}[, number {number}|] from {checkin} to {checkout}
    {guests} guests, {nights}, {room_type} room[, name {name}|]
    {room_type} room, {checkin} to {checkout}, {name}
    {a room_type} room for {nights}, please[. {name}|]
    Staying {nights} at {hotel} in {city}
    == frames he
    {name} [is staying|stays|will stay|stayed] at {hotel} [from {checkin} to {checkout}|for {nights}]
    {name} [booked|reserved|has booked|wants] {a room_type} room [at {hotel}|in {city}] for {nights}
    {name} [arrives|will arrive|checks in|checked in] [at {hotel} |]on {checkin}[ and stays {nights}|]
    {name} [checked out|leaves|will leave] on {checkout}
    {name} is in room {room}[ until {checkout}|]
    Guest {name}, room {room}, {nights}
    {name}, {checkin} - {checkout}, {room_type} room
    Room {room} is booked for {name} from {checkin} to {checkout}
    {hotel} in {city} [confirmed|has confirmed] the booking {number} for {name}
    Booking {number}: {name}, {nights}, {hotel}
    == says
    The price is {price} [a|per] night
    [It costs|The room costs|They charge] {price} [a|per] night
    There are {guests} of us
    [The booking|The reservation|The confirmation] number is {number}
    {S} will arrive at {time}
    Check-in is [at|from] {time}
    [The|Our] stay is [for|of] {nights}
    The room number is {room}
    The total comes to {total}
    {S} <bring|brings> {kids} [children|kids]
    The hotel is in {city}
    == noise
    Last year we stayed in {~city}
    {~first_name} recommended the place
    The airport is close by
    {~first_name} has a room on the same floor
    The pool opens at {~time}
    """,
    {
        "room_type": fact(f.one_of("room_type", "single", "double", "twin", "family", "deluxe", "triple", "standard", "superior"), "room_type type room category kind_of_room", "kind of room"),
        "city": fact(f.city, "city town location where destination", "the city"),
        "hotel": fact(f.coded("venue", lambda q: q.choice(("Hotel {}", "the {} Inn", "the {} Hotel", "Villa {}", "the Grand {}", "{} Lodge", "Pension {}", "the {} Palace")).format(q.choice(("Aurora", "Bellevue", "Central", "Continental", "Excelsior", "Miramar", "Regina", "Splendid", "Panorama", "Metropol", "Riverside", "Belvedere", "Castle", "Garden", "Lakeside", "Plaza", "Riviera", "Astoria")))), "hotel hotel_name accommodation property name_of_hotel", "the hotel"),
        "name": fact(f.person, "name guest guest_name booked_by", "name of the guest"),
        "nights": fact(f.stay(1, 14, "night"), "nights num_nights stay length_of_stay number_of_nights", "number of nights"),
        "guests": fact(f.integer(2, 6, "count", 0.5), "guests people persons adults occupancy num_guests", "how many people"),
        "kids": fact(f.integer(2, 4, "kids", 0.6), "children kids", "number of children"),
        "checkin": fact(f.full_date(2024, 2028, "date"), "check_in checkin arrival arrival_date from_date start_date from", "day of arrival"),
        "checkout": fact(f.full_date(2024, 2028, "date"), "check_out checkout departure departure_date to_date end_date until", "day of departure"),
        "number": fact(f.code, "booking_number confirmation reservation_id booking_id", "number of the booking"),
        "room": fact(f.coded("code", lambda q: str(q.randint(1, 19) * 100 + q.randint(1, 40))), "room_number room_no", "the room number"),
        "price": fact(f.price(40, 400), "price price_per_night rate nightly_rate cost", "price per night"),
        "total": fact(f.price(100, 3000, kind="total"), "total total_price amount", "total price"),
        "time": fact(f.clock(), "arrival_time time check_in_time", "time of arrival or check-in"),
        "breakfast": truth(
            "breakfast breakfast_included with_breakfast has_breakfast", "whether breakfast is included",
            """
            = yes
            Breakfast is included
            With breakfast, please
            We'd like breakfast, too
            The price includes breakfast
            = no
            No breakfast, please
            Breakfast is not included
            Without breakfast
            We don't need breakfast
            """,
        ),
        "smoking": truth(
            "smoking is_smoking smoking_room", "whether it is a room for smokers",
            """
            = yes
            It should be a smoking room
            We'd like a room where we can smoke
            A smoker's room, please
            = no
            Non-smoking, please
            It must be a non-smoking room
            Nobody smokes, so a smoke-free room
            """,
        ),
    },
    groups={"stay": "checkin checkout nights", "dates": "checkin checkout", "guest": "name guests", "room_details": "room_type room price"},
    head="name",
    writer="name",
    wrappers="booking reservation stay",
)  # fmt: skip

TRAVEL = domain(
    "transport",
    """
    == frames I
    [Book|Please book|I need|Get me|Find me|We need] [a|one] [flight|train|bus|ticket|train ticket|ferry] from {origin} to {destination}[ on {date}|]
    [Book|Please book|I need|Find] [a|one] [flight|train|ticket] to {destination} [from {origin}|on {date}|leaving {origin} on {date}]
    [I'd like|I would like|I want|I need|We want] to [fly|travel|go|take the train] from {origin} to {destination}[ on {date}|]
    [I'm|I am|We are|We're] [flying|travelling|going] to {destination} [from {origin}|on {date}][ with {airline}|]
    [I|We] [fly|travel|leave] [from {origin} |]to {destination} on {date}[, flight {flight}|]
    [I|We] [land|arrive] in {destination} at {arrival}[ with flight {flight}|]
    [My|Our] [flight|plane] {flight} [leaves|takes off|departs] [from {origin} |]at {departure}
    {tickets} tickets [from {origin} |]to {destination}[ on {date}|], please
    [Are there|Do you have|Is there] [any |]flights from {origin} to {destination} on {date}?
    How do I get from {origin} to {destination}[ on {date}|]?
    {origin} - {destination}, {date}
    {origin} to {destination}, {date}, {tickets} [passengers|adults|people]
    == frames he
    {passenger} [flies|travels|is flying|is travelling|flew|goes|took the train] from {origin} to {destination}[ on {date}|]
    {passenger} [flies|is travelling|leaves] to {destination} [on {date}|with {airline}|on flight {flight}]
    {passenger} [has|got|booked] seat {seat} on flight {flight}[ to {destination}|]
    {passenger} arrives in {destination} at {arrival}[ from {origin}|]
    Passenger {passenger}, flight {flight}, seat {seat}
    {passenger}, {origin} to {destination}, {date}
    [Pick up|Meet] {passenger} at {airport} at {arrival}[, flight {flight}|]
    {passenger}'s [flight|plane] {flight} lands at {arrival}[ in {destination}|]
    == frames it
    Flight {flight} [from {origin} |]to {destination} [leaves|departs|takes off] at {departure}[ from gate {gate}|]
    [Flight|{airline} flight] {flight} to {destination} [now boards|is boarding] at gate {gate}
    Flight {flight} [is delayed|is late] by {delay}
    The [train|bus|ferry] from {origin} to {destination} [leaves|departs] at {departure}[ and arrives at {arrival}|]
    The {departure} [train|bus|ferry] to {destination} @
    {airline} [flies|will fly] from {origin} to {destination}[ for {price}|]
    [A|The] ticket from {origin} to {destination} costs {price}
    Your [trip|journey] from {origin} to {destination} on {date} @
    == preds
    leaves at {departure}
    departs on {date} at {departure}
    arrives at {arrival}
    costs {price}
    takes {duration}
    was booked under {number}
    is operated by {airline}
    == subject
    It
    The trip
    The journey
    == says
    The [ticket|fare|price] [costs|is|comes to] {price}
    The booking [code|number] is {number}
    Departure is at {departure}
    Departure: {departure}
    Arrival: {arrival}
    The [gate|departure gate] is {gate}
    [The|My|Your] seat is {seat}
    The trip takes {duration}
    There will be {tickets} passengers
    The flight number is {flight}
    The delay is {delay}
    [The airline is|We go with|It's operated by] {airline}
    [I can take|The allowance is|Luggage:] {bags} [bags|suitcases|pieces]
    == noise
    {~first_name} takes the bus instead
    The taxi comes at {~time}
    {~first_name} lives in {~city}
    Last time we flew for {~price}
    I hate changing planes
    """,
    {
        "origin": fact(f.city, "origin from departure_city from_city start departure_place source", "where the trip starts; city of departure"),
        "destination": fact(f.city, "destination to arrival_city to_city where goal", "where the trip goes; city of arrival"),
        "date": fact(f.date(2024, 2028), "date departure_date day outbound travel_date when", "day of the trip; day of departure"),
        "back": fact(f.date(2024, 2028), "return_date back_on return inbound", "day of the way back"),
        "departure": fact(f.clock(), "departure departure_time departs_at leaves_at", "time of departure"),
        "arrival": fact(f.clock(), "arrival arrival_time arrives_at lands_at", "time of arrival"),
        "flight": fact(f.flight, "flight flight_number flight_no", "number of the flight"),
        "airline": fact(f.coded("company", lambda q: f"{q.choice(('Air', 'Aero', 'Sky', 'Blue', 'Trans', 'Euro', 'Nova', 'Royal'))} {q.choice(('Atlantic', 'Nordic', 'Iberia', 'Pacific', 'Baltic', 'Danube', 'Orient', 'Africa', 'Alpina', 'Canada', 'Express', 'Mediterra'))}"), "airline carrier operator company", "the airline"),
        "airport": fact(f.airport, "airport where pickup_place", "the airport"),
        "seat": fact(f.seat, "seat seat_number", "the seat"),
        "gate": fact(f.gate, "gate departure_gate", "the gate"),
        "passenger": fact(f.person, "passenger name traveller traveler passenger_name who", "who travels; name of the passenger"),
        "tickets": fact(f.integer(2, 9, "count", 0.5), "tickets passengers people num_tickets travellers", "number of tickets or passengers"),
        "price": fact(f.price(9, 1200), "price fare cost ticket_price", "what the ticket costs"),
        "number": fact(f.code, "booking_code booking_reference pnr booking_number", "number of the booking"),
        "duration": fact(f.stay(2, 14, "hour"), "duration hours duration_hours travel_time", "how many hours it takes"),
        "delay": fact(f.stay(5, 90, "minute"), "delay delay_minutes minutes_late", "delay in minutes"),
        "bags": fact(f.integer(2, 4, "bags", 0.5), "bags luggage suitcases", "number of bags"),
        "travel_class": choice(
            "class travel_class cabin service_class", "class of travel",
            """
            = economy | economy | coach | second
            I fly economy
            The cheapest class will do
            Economy class, please
            = business | business | business | first
            I prefer business class
            Business class, please
            In business, since work pays
            """,
        ),
        "one_way": truth(
            "one_way is_one_way single_trip", "true if there is no way back",
            """
            = yes
            One way only
            I don't need a return ticket
            Just one way, I'm not coming back
            = no
            > [Two-way|Round trip|Return]: {origin} to {destination}, [out|leaving] {date}, back {back}
            > [I|We] leave {origin} on {date} and come back on {back}
            > [I|We] fly to {destination} on {date} and return on {back}
            The way back is on {back}
            [I'm|We're] coming back on {back}
            Round trip, please
            I need the return ticket, too
            There and back, please
            """,
        ),
        "window": choice(
            "seat_preference seat_type preferred_seat", "window or aisle",
            """
            = window | window_seat | by_the_window
            A window seat, please
            I like to look out of the window
            = aisle | aisle_seat | on_the_aisle
            An aisle seat, please
            I'd rather sit on the aisle
            """,
        ),
    },
    groups={"route": "origin destination", "trip": "origin destination date back", "times": "departure arrival", "flight_info": "flight gate seat airline"},
    head="passenger",
    writer="passenger",
    wrappers="trip journey booking search",
)  # fmt: skip

EVENT = domain(
    "event",
    """
    == frames it
    [The|Our|Your|This year's] {event} [takes place|is|will be|will be held|happens] on {date} [at {time}|in {place}|at {venue}]
    [The|Our|Your] {event} [starts|begins|kicks off] at {time}[ in {place}| on {date}|]
    [The|Our|My|The next] {event} @@
    [The|Our|This] {event}, which @, @
    [Come to|Join us for|Don't miss|You're invited to|Save the date for|We invite you to] [the|our|my] {event} [on {date}|at {venue} on {date}|in {place} at {time}]
    [The|Our] {event} [has been moved|was moved|was postponed|is rescheduled|moves] [from {~date} |]to {date}
    [The|Our] {event} is not at {~time} but at {time}
    [{date}|On {date}]: {event} [at {venue}|in {place}]
    {date}, {time}, {place}: {event}
    {event}, {date}, {time}
    {event} ({place}, {time})
    {event} at {venue}, {date}
    On {date}, {host} [hosts|is hosting|organises|will give] the {event} [in {place}|at {venue}]
    {host} [hosts|is organising|runs|is planning|leads|invites you to] the {event} [on {date}|at {venue}|in {place} at {time}]
    {host}'s {event} [is|will be] on {date} [at {time}|at {venue}]
    [In|At] {place} we have the {event} at {time}
    Hosted by {host}, the {event} @
    Starting at {time}, the {event} @
    [Who's coming to|Are you coming to|Will you be at] the {event} on {date}?
    Reminder: {event} {date}, {time}
    [RSVP|Please answer|Let us know] by {rsvp} if you come to the {event}
    {seats} people [came to|attended|signed up for|were at] the {event}[ in {place}|]
    Tickets for the {event} [cost|are|go for] {price}
    == frames I
    [I|We] [want|would like|'d like] to [invite you to|schedule|set up|plan] the {event} [on {date}|at {time}|on {date} at {time}]
    [Schedule|Set up|Plan|Put in my calendar|Add to the calendar|Create] {a event} [with {guests} |]on {date}[ at {time}|]
    [Let's|Shall we|Can we|Could we] [have|do|hold|move] the {event} [on {date}|at {time}|on {date} at {time}][ in {place}|]
    [I'm|We're] [hosting|planning|having] {a event} on {date} [at {time}|at {venue}]
    [I|We] can't [make it|come] to the {event} on {date}
    Meet me [at|in front of] {venue} at {time}
    [I|We] [met|meet|will meet] {guests} [at {venue}|on {date}|at {time}]
    [Can|Could] you come to [my|our] {event} on {date}? - {host}
    == preds
    takes place on {date}
    is on {date}
    starts at {time}
    begins at {time}
    ends at {end}
    lasts {duration}
    is held at {venue}
    takes place in {place}
    is hosted by {host}
    is organised by {host}
    costs {price}
    has {seats} seats
    has room for {seats} people
    is about {topics}
    covers {topics}
    was attended by {guests}
    == subject
    It
    The event
    == says
    It ends at {end}
    The [place|room] is {place}
    We meet at {venue}
    The [host|organiser|contact] is {host}
    [Doors open|Admission is] at {doors}
    [It|The whole thing] will last {duration}
    [Participants|Attendees|Guests|Those invited]: {guests}
    {guests} will be there
    We invited {guests}
    Tickets cost {price}
    [Entry|Admission] is {price}
    Topics: {topics}
    [We'll talk|The talks are] about {topics}
    Please bring {bring}
    Don't forget to bring {bring}
    There are {seats} seats
    Register at {email}
    The [agenda|programme|link] is at {website}
    == noise
    The {~topic} talk was cancelled
    Last year it was in {~city}
    The other meeting is on {~date}
    The caterer comes at {~time}
    Parking is free after six
    It will be fun
    """,
    {
        "event": fact(f.meeting, "event title name what event_name meeting subject", "the event; what takes place"),
        "date": fact(f.date(2024, 2028), "date day when event_date on", "the day of the event"),
        "time": fact(f.clock(), "time start start_time starts_at begins hour", "when it begins; the time"),
        "end": fact(f.clock("end"), "end end_time ends_at until", "when it ends"),
        "doors": fact(f.clock("doors"), "doors doors_open admission_time", "when the doors open"),
        "place": fact(f.room, "place room where location", "the room; where it takes place"),
        "venue": fact(f.venue, "venue location place where meeting_point", "the place; where it takes place"),
        "host": fact(f.person, "host organizer organiser organized_by hosted_by", "who organises it"),
        "guests": fact(f.several(f.person, 1, 4), "attendees guests participants with people invitees", "who takes part; list of guests"),
        "seats": fact(f.integer(15, 600, "count", 0.15), "seats capacity attendance people_count size", "number of people or seats"),
        "price": fact(f.price(3, 150), "price ticket_price fee cost entry", "what it costs"),
        "duration": fact(f.stay(2, 8, "hour"), "duration hours duration_hours length", "how many hours it lasts"),
        "topics": fact(f.several(f.topic, 1, 3), "topics subjects themes agenda", "what it is about"),
        "bring": fact(f.several(f.one_of("bring", "a salad", "comfortable shoes", "your laptop", "warm clothes", "good mood", "a notebook", "swimwear", "some cake", "sunscreen", "your own mug"), 1, 3), "bring to_bring what_to_bring", "what to bring"),
        "rsvp": fact(f.full_date(2024, 2028, "rsvp"), "rsvp rsvp_by deadline answer_by", "until when to answer"),
        "email": fact(f.email, "email registration_email contact", "e-mail address"),
        "website": fact(f.website, "website url link", "web address"),
        "online": truth(
            "online is_online virtual remote", "whether it takes place online",
            """
            = yes
            It takes place online
            We meet on Zoom
            It's a video call, so no need to travel
            = no
            We meet in person
            It is not online
            You have to be there in person
            """,
        ),
        "free": truth(
            "registration_required must_register needs_registration", "whether people must sign up before",
            """
            = yes
            You have to sign up first
            Registration is required
            Please register beforehand
            = no
            No registration needed
            Just drop in, no need to sign up
            You don't need to register
            """,
        ),
    },
    groups={"schedule": "date time end", "when": "date time", "venue_info": "place venue seats", "details": "topics price duration"},
    head="event",
    wrappers="event meeting calendar_entry invitation",
)  # fmt: skip

REMINDER = domain(
    "reminder",
    """
    == frames I
    [Remind me|Please remind me|Can you remind me|Could you remind me|Set a reminder|Don't let me forget] to {task} [{soon}|on {date}|at {time}|by {date}|on {date} at {time}]
    [Remind me|Please remind me] {soon} to {task}
    [Remind me|Remember] [on {date}|at {time}] [that I have to|to] {task}
    [I have to|I need to|I must|I've got to|I should|I want to] {task} [{soon}|by {date}|before {date}|at {time}]
    [I mustn't|I must not|Don't] forget to {task}[ on {date}| {soon}|]
    [Add|Put] "{task}" [to|on] my [list|to-do list|tasks][, due {date}|, for {soon}|]
    [To do|Todo|TODO|Task|Next task]: {task}[, {soon}|, due {date}|, by {date}|]
    {soon}: {task}
    {task} {soon}
    {task} by {date}
    [New task|Task] for {who}: {task}[, due {date}|]
    [Tell|Ask|Remind] {who} to {task}[ by {date}| {soon}|]
    [Can|Could] {who} [please |]{task}[ by {date}| {soon}|]?
    [Note to self|Memo]: {task} [{soon}|on {date}]
    [It's time to|Time to] {task}
    [Before {date}|By {date}|On {date}] I [have to|need to|must] {task}
    [Wake me|Set an alarm|Wake me up] [at|for] {time}[ {soon}|]
    Every {weekday} I have to {task}
    [My deadline is|The deadline is] {date}: {task}
    First {tasks}
    Today I want to {tasks}
    [On my list|Still to do|Left for today]: {tasks}
    == frames he
    {who} [has to|needs to|must|should|will|is going to|promised to|forgot to] {task}[ by {date}| {soon}| on {date}|]
    {who} [was asked|is supposed|agreed] to {task}[ by {date}|]
    {who} will {task}; {~first_name} has other things to do
    {who}: {task}, {date}
    {who} - {task} - by {date}
    "{task}" is [assigned to|on the list of|up to] {who}[, due {date}|]
    [Please make sure|I hope] {who} doesn't forget to {task}
    == says
    It will take {duration}
    I need about {duration} for it
    [It's due|The deadline is|Deadline:] {date}
    The person in charge is {who}
    It's for the project {project}
    [Do it|Best done] at {place}
    == noise
    {~first_name} did it last time
    I have so much to do
    The other task is done already
    Coffee with {~first_name} comes first
    """,
    {
        "task": fact(f.chore, "task todo what reminder title action description", "what is to be done; the task"),
        "tasks": fact(f.several(f.chore, 2, 4), "tasks todos items to_do list", "list of what is to be done"),
        "soon": fact(f.soon, "when date day due time", "when, as written"),
        "date": fact(f.full_date(2024, 2028), "due due_date deadline date by day", "the day; until when"),
        "time": fact(f.clock(), "time at hour", "the time"),
        "weekday": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "weekday day", "day of the week"),
        "who": fact(f.person, "who assignee person responsible assigned_to owner", "who has to do it"),
        "duration": fact(f.stay(5, 60, "minute"), "minutes duration duration_minutes estimate", "how many minutes it takes"),
        "project": fact(f.topic, "project category", "the project"),
        "place": fact(f.venue, "place where location", "where"),
        "priority": choice(
            "priority urgency importance level", "how urgent it is",
            """
            = high | urgent | critical | high
            This is really important
            It is urgent
            It can't wait
            Top priority
            Do it as soon as possible
            = medium | normal | moderate | medium
            It's moderately important
            Normal priority
            Not super urgent, but it shouldn't be forgotten either
            = low | not_urgent | minor | low
            No hurry
            It's not important
            Whenever you find the time
            Low priority
            There's absolutely no rush
            """,
        ),
        "done": truth(
            "done completed is_done finished", "whether it is done",
            """
            = yes
            It's already done
            I've finished it
            You can tick it off
            = no
            It's still open
            I haven't done it yet
            Nothing has been done so far
            """,
        ),
    },
    head="who",
    wrappers="task reminder todo",
    message=False,
)  # fmt: skip

JOB_AD = domain(
    "job_posting",
    """
    == frames it
    {company} [is looking for|is hiring|seeks|needs|wants to hire|is searching for] {a role}[ in {city}|]
    {company} [is looking for|is hiring|seeks] {a role} [with|who has] {years} years of experience
    [We're hiring|Now hiring|Job opening|Open position|Wanted|Vacancy]: {role}[ in {city}| at {company}|], {salary}
    [We're|We are] [looking for|hiring|searching for] {a role} [in {city}|with {years} years of experience|who knows {skills}]
    {role} [wanted|needed] [in {city}|at {company}]
    {role}, {company}, {city}
    {role} ({city}) - {salary}
    Join {company} as {a role}[ in {city}|]
    Work as {a role} at {company}[ and earn {salary}|]
    Become {a role} at {company}
    [The|This|Our] [job|position|role] of {role} @@
    [As|Working as] {a role} at {company}[ in {city}|] you [will |]earn {salary}
    [Are you|Do you want to be] {a role}? {company} [has a job for you|wants you]
    [Apply|Send your application] [by {deadline} |]to {email} for the {role} position
    The {role} position at {company} @
    {company}, a company in {city}, is hiring {a role}
    {contact} at {company} is looking for {a role}
    == preds
    pays {salary} a year
    is in {city}
    is based in {city}
    requires {years} years of experience
    starts on {start}
    comes with {vacation} days of vacation
    calls for skills in {skills}
    is open until {deadline}
    == subject
    It
    The job
    The position
    == says
    The salary is {salary}
    [You get|We pay|We offer] {salary} a year
    You [should have|need|bring] {years} years of experience
    You [know|should know|are good at] {skills}
    [Required|Must-have] skills: {skills}
    [Apply by|The deadline is|Applications close on] {deadline}
    [Apply to|Write to|CVs to|Send your CV to] {email}
    [Your contact is|Questions? Ask|Contact:] {contact}
    The start date is {start}
    [We offer|You get] {vacation} days of vacation
    {hours} hours a week
    [You'd work|The week has|It's] {hours} hours a week
    Benefits: {benefits}
    We also offer {benefits}
    == noise
    Our office in {~city} is not hiring
    Last year {~count} people applied
    Your future colleague {~first_name} is looking forward to you
    The team has lunch together
    """,
    {
        "role": fact(f.role, "title job_title role position job", "title of the job"),
        "company": fact(f.company, "company employer organisation firm hiring_company", "who is hiring"),
        "city": fact(f.city, "city location place where", "where the job is"),
        "salary": fact(f.price(20000, 150000, cents=0), "salary pay wage annual_salary compensation", "yearly salary"),
        "years": fact(f.integer(2, 10, "years", 0.5), "years years_of_experience experience min_experience", "years of experience that are asked for"),
        "skills": fact(f.several(f.skill), "skills requirements required_skills qualifications", "skills that are asked for"),
        "benefits": fact(f.several(f.one_of("benefit", "a company car", "free coffee", "flexible hours", "a gym pass", "a laptop", "free lunch", "a bike", "health insurance", "language classes", "stock options", "a travel pass"), 1, 3), "benefits perks extras", "what the company offers"),
        "deadline": fact(f.full_date(2024, 2028, "deadline"), "deadline apply_by closing_date", "last day to apply"),
        "start": fact(f.full_date(2024, 2028, "start"), "start start_date starts_on", "first day of work"),
        "email": fact(f.email, "email apply_to contact_email", "where to apply"),
        "contact": fact(f.full_person, "contact contact_person recruiter", "whom to ask"),
        "vacation": fact(f.integer(20, 40, "vacation", 0.2), "vacation_days holidays vacation", "days of vacation"),
        "hours": fact(f.integer(10, 40, "hours", 0.2), "hours hours_per_week weekly_hours", "hours per week"),
        "remote": choice(
            "remote_policy workplace work_mode mode", "where one works",
            """
            = remote | home | fully_remote
            You can work from anywhere
            The job is fully remote
            = hybrid | mixed | partly_remote
            Two days a week you may work from home
            It's a mix of home and office
            = onsite | office | on_site
            You work in our office every day
            Remote work is not possible
            """,
        ),
        "contract": choice(
            "contract employment_type type job_type", "kind of contract",
            """
            = full-time | full_time | permanent
            It's a permanent full-time job
            Full time, unlimited contract
            = part-time | part_time | part_time
            It's a part-time job
            Only part of the week: it is part-time
            = internship | intern | internship
            It's an internship
            We offer it as an internship for students
            = temporary | temp | fixed_term
            It's a temporary job, ending next summer
            The contract is temporary
            """,
        ),
    },
    groups={"job": "role company city", "requirements": "years skills", "offer": "salary vacation hours benefits", "application": "email deadline contact"},
    wrappers="job posting vacancy",
    message=False,
)  # fmt: skip

TRIP = domain(
    "travel_plan",
    """
    == frames I
    [I'm|We're|We are|I am] [planning|dreaming of|looking forward to] a [trip|holiday|weekend] to {country}[ in {month}|][ with {companions}|]
    [I|We] [want|plan|would love|hope] to [visit|see|travel to|go to] {city} in {month}[ with {companions}|]
    [We|I] [will spend|are spending|spent] {days} in {city}[, {country}|][ with {companions}|]
    [We|I] [went|travelled] to {city} [in {month}|for {days}] and [saw|visited] {sights}
    [We|I] [leave|set off] on {date} and [spend|stay] {days} in {city}
    [In {city}|While in {city}] [we|I] [want to|will|'d like to] [see|visit] {sights}
    [Plan|Organise|Suggest] a trip to {city} [for {days}|for {people} people|in {month}]
    [Our|My] [budget|travel budget] for {country} is {budget}
    {days} in {city}, budget {budget}
    {city}, {country}: {days}, {people} people
    [Next summer|This winter|After the exams|Over Easter] [we're|I'm] off to {city}, {country}
    {companions} and I [are going|go|went] to {city} [for {days}|in {month}]
    First {first}, then {second}: that's our [route|plan|itinerary]
    We start in {first} and end in {second}
    [Instead of {~city}, we'd rather go to {city}|We skip {~city} and go to {city}][ for {days}|]
    Our itinerary: {cities}
    We will [travel through|visit|pass through|stop in] {cities}
    == says
    The budget is {budget}
    We can spend {budget}
    There are {people} of us
    We travel by {means}
    [We want|We plan] to see {sights}
    On the list: {sights}
    We leave on {date}
    [I come|We come] with {companions}
    [We stay|Accommodation is] at {hotel}
    We'll be away for {days}
    The best month is {month}
    == noise
    {~first_name} went to {~city} last year
    {~first_name} will water the plants
    The weather should be nice
    My cousin lives in {~country}
    """,
    {
        "country": fact(f.country, "country destination_country land where", "the country"),
        "city": fact(f.city, "city destination place town", "the city; where the trip goes"),
        "cities": fact(f.several(f.city, 2, 4), "cities stops itinerary places route", "the stops in order"),
        "first": fact(f.city, "start first_stop from", "where it starts"),
        "second": fact(f.city, "end last_stop second_stop", "where it ends"),
        "month": fact(f.one_of("month", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"), "month when time_of_year", "the month"),
        "days": fact(f.stay(2, 21, "day"), "days duration length num_days", "number of days"),
        "date": fact(f.full_date(2024, 2028), "date departure_date start_date leaves_on", "day of departure"),
        "people": fact(f.integer(2, 9, "count", 0.5), "people travellers group_size persons", "how many people"),
        "companions": fact(f.several(f.first_name, 1, 3), "companions with travel_companions friends", "who comes along"),
        "budget": fact(f.price(200, 9000, cents=0), "budget max_cost money amount", "how much may be spent"),
        "sights": fact(f.several(f.sight, 1, 4), "sights places_to_see attractions highlights", "what to see"),
        "means": fact(f.one_of("means", "train", "car", "bus", "plane", "bike", "ferry", "camper van", "motorbike"), "transport means travel_mode by", "means of transport"),
        "hotel": fact(f.venue, "accommodation hotel stay_at", "where to stay"),
    },
    groups={"destination": "city country", "plan": "days budget people", "route": "first second"},
    wrappers="trip plan",
)  # fmt: skip

PLAN_DOMAINS = (TABLE, HOTEL, TRAVEL, EVENT, REMINDER, JOB_AD, TRIP)
