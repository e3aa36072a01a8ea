"""Traits of places, things, events, cases and occasions, told without the words of the schema."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.compact import maker_of, number, traited
from training.sentences.grammar import Domain, fact

_NAME = "the name; what the text is about"

_PLACE = """
## pets
pets_allowed pet_friendly animals_allowed dogs_welcome ~ whether animals may come along
+ welcomes dogs and cats / has bowls of water for four-legged guests / lets you bring your beagle
- asks you to leave your dog at home / bans animals of all kinds / has no room for four-legged friends
## access
wheelchair_accessible accessible barrier_free step_free ~ whether a wheelchair can get in
+ has ramps and a lift to every floor / can be entered without a single step / has wide doors and a toilet for the disabled
- can only be reached by a steep staircase / has narrow doors and six steps at the entrance / offers no way in for wheelchairs
## parking
parking has_parking car_park parking_available ~ whether one can park there
+ has a garage for guests / offers free spaces for cars behind the building / comes with its own spot for the car
- leaves you circling the block for a space / has nowhere to leave the car / asks guests to come by bus as there is no space for cars
## wifi
wifi internet has_wifi online ~ whether there is internet
+ offers fast internet in every corner / gives you a password for the network / keeps you online for free
- has no internet / keeps you offline / has thick walls and no signal at all, nor a network
## smoking
smoking_allowed smoking smokers_welcome ~ whether one may smoke there
+ puts ashtrays on the tables / has a lounge for cigars / lets you light up on the balcony
- fines everyone who lights a cigarette / bans cigarettes everywhere / asks smokers to stay outside
## breakfast
breakfast_included breakfast with_breakfast ~ whether breakfast is part of the price
+ throws in the morning buffet for free / serves eggs and coffee at no extra charge each morning / includes the first meal of the day
- charges extra for the morning buffet / serves nothing before noon / leaves you to find your own croissant
## furnished
furnished is_furnished with_furniture ~ whether there is furniture in it
+ comes with beds, tables and chairs / has everything in it down to the spoons / is ready to move in with just a suitcase
- is completely bare / has not a single chair in it / needs you to bring your own bed
## balcony
balcony has_balcony terrace outdoor_space ~ whether there is a balcony or terrace
+ lets you sit outside above the street / has a sunny terrace / comes with a small balcony for your tomatoes
- has no place to sit outside / comes without a balcony or a terrace
## lift
lift elevator has_lift ~ whether there is a lift
+ takes you up at the push of a button / got a new elevator
- makes you climb all the stairs / has an elevator only in the landlord's dreams / has no elevator
## pool
pool swimming_pool has_pool ~ whether there is a pool
+ invites you to swim laps in the courtyard / has a heated basin with a slide
- has no pool / offers nothing to swim in / filled in its pool years ago
## cards
accepts_cards card_payment cards cashless ~ whether one can pay by card
+ takes Visa and Mastercard / has a card reader at the counter / lets you tap your phone to pay
- takes cash only / sends you to the cash machine / has no card reader
## children
child_friendly family_friendly kids_welcome for_families ~ whether it is good for children
+ has high chairs and a play corner / keeps toddlers busy with a sandpit / gives every kid a balloon
- is for adults only / frowns on toddlers / turns away guests under sixteen
## booking
reservation_required booking_required must_book reserve_first ~ whether one has to book
+ only lets you in if you have booked / is booked out for weeks, so call ahead / turns away everyone without a reservation
- lets you walk in any time / takes no bookings / always has a free table, no need to call
## renovated
renovated newly_renovated modernised ~ whether it has been done up
+ was done up last year / got new floors and fresh paint / has been modernised from top to bottom
- hasn't seen a painter since the war / still has the wallpaper of 1970 / is badly in need of repair
## noise
noise noise_level loudness how_loud ~ how loud it is
= quiet|calm|low|silent: lies in a silent lane / lets you hear the birds / has thick walls that swallow every sound
= loud|noisy|high|deafening: shakes when trucks pass / has a disco below / keeps you awake with the roar of the motorway
## location
location_type setting surroundings area_type ~ where it lies
= city|urban|centre|town: stands in the heart of the city / is two steps from the cathedral and the metro / lies between skyscrapers
= country|rural|village|countryside: lies among meadows and cows / stands alone between wheat fields / is an old farm far from any town
= coast|seaside|beach|sea: looks out on the waves / stands right on the sand / smells of seaweed and salt
= mountains|alpine|hills|high: lies above the tree line / clings to a slope at two thousand metres / can be reached by cable car
## price
price_range price_level price_class budget ~ how expensive it is
= cheap|low|€|budget: costs next to nothing / is a bargain / leaves plenty in your purse
= moderate|medium|€€|mid-range: has fair, average prices / is neither a bargain nor a luxury / costs about what you would expect
= expensive|high|€€€|luxury: costs an arm and a leg / is only for millionaires / charges a fortune
## cuisine
cuisine food kitchen food_style ~ what kind of food is served
= Italian|Italy|pizza and pasta: serves lasagne and tiramisu / has a wood-fired oven for calzone
= Japanese|Japan|sushi and ramen: rolls fresh maki / slices raw tuna before your eyes
= Mexican|Mexico|tacos and burritos: fills its tortillas with beans and guacamole / is known for its enchiladas
= Indian|India|curry and naan: spices its masala with care / bakes bread in the tandoor
= French|France|bistro food: offers snails in garlic butter / makes the finest crêpes and coq au vin
## cleanliness
cleanliness clean condition tidiness ~ how clean it is
= clean|spotless|good|tidy: sparkles from floor to ceiling / could be eaten off the floor / smells of soap and shows no speck of dust
= dirty|filthy|bad|grubby: has cobwebs in every corner / had hair in the sink and stains on the sheets / is covered in dust and crumbs
## heating
heating heating_type heated_by ~ how it is heated
= gas|natural gas|burner: has a boiler that burns gas / is heated with gas
= wood|stove|logs: is warmed by a stove fed with logs / makes you chop logs to keep warm
= solar|sun|renewable: draws its warmth from panels on the roof / is heated by the sun
= none|unheated|no heating: has no heating at all / stays as cold as the air outside
## size
building_type property_type kind_of_place ~ what kind of place it is
= hotel|inn|lodging: has forty guest rooms and a reception desk / rents out beds by the night with room service
= restaurant|eatery|dining: seats sixty diners / hands you a menu and a napkin
= museum|gallery|exhibition: shows old paintings behind ropes / displays bones and vases to visitors
= shop|store|retail: sells shoes over the counter / has fitting rooms and a till
## crowd
occupancy how_full crowd availability ~ how full it is
= full|booked out|sold out: has no bed or seat left / turned us away for lack of space / was packed to the last corner
= empty|deserted|vacant: had nobody in it but us / stands there without a soul / has not had a visitor for days
= half full|partly taken|some space: has about every second place taken / is half occupied
## stars
rating_class quality stars impression ~ how good it is
= excellent|5|top: could not be better / deserves every praise / is the finest of its kind
= average|3|middling: is all right, nothing special / neither thrills nor disappoints
= terrible|1|awful: is the worst of its kind / should be avoided at all costs / is a nightmare
"""

PLACE_TRAITS: Domain = traited(
    "place_traits",
    """
    == frames it
    {name} @@
    {name} in {city} @@
    {name} @. It @
    {name} @ and @
    {name} @. It @ and @. It @
    [We stayed at|We visited|We went to|I can tell you about|Last week we were at] {name} in {city}. It @. It @
    {name}, {city}: it @, it @
    [Review|Advert|Listing|Description] of {name}: it @. It @
    A place called {name} in {city} @
    If you go to {city}, try {name}. It @
    {name} ([on|at] {street}) @
    [They say|I hear|My guide book says] that {name} @ and @
    The owner of {name}, {owner}, says that it @
    [Dear guests|Hello], about {name}: it @. It @
    == subject
    It
    It
    The place
    The house
    == says
    It @
    Besides, it @
    It also @
    The owner is {owner}
    It is in {city}
    The address is {street}
    == noise
    The place next door [bans dogs|has a pool|takes only cash|costs a fortune|is full of cobwebs|serves sushi]
    {~first_name}'s place is in {~city}
    """,
    _PLACE,
    {
        "name": fact(maker_of("house"), "name place venue place_name", _NAME),
        "city": fact(f.city, "city town location", "the city"),
        "street": fact(f.street_line, "address street", "the address"),
        "owner": fact(f.full_person, "owner host manager run_by", "who owns it"),
    },
    head="name",
    related="""size cuisine breakfast pool balcony; stars cleanliness price renovated noise; booking crowd""",
)

_THING = """
## new
is_new new brand_new unused ~ whether it is new
+ comes straight from the factory / still sits in its sealed box / has never been used
- has had three owners / shows years of wear / comes from a flea market
## works
works working functional in_working_order ~ whether it works
+ runs like a charm / does its job without a hitch / starts at the first push of the button
- gives no sign of life / stopped dead after a week / refuses to start / is broken beyond repair
## waterproof
waterproof water_resistant rainproof ~ whether water harms it
+ survives a swim in the lake / doesn't mind the rain / keeps every drop outside
- soaks through in the first shower / must not get wet / dies in the slightest drizzle
## battery
battery_powered cordless needs_battery wireless ~ whether it runs on a battery
+ runs without a cable, on two AA cells / has to be charged overnight / works anywhere thanks to its rechargeable cell
- must be plugged into the wall / has a cord and no battery / hangs on a cable all the time
## stock
in_stock available stocked ~ whether it can be had at once
+ lies ready on our shelf / can be shipped today / is there in plenty
- is sold out / won't be back before spring / has to be ordered from abroad, as none is left
## warranty
warranty under_warranty guarantee guaranteed ~ whether it is under guarantee
+ will be repaired for free until next year / is covered by the maker for two more years
- has lost its guarantee / is sold as seen, with no guarantee / is too old for the maker to repair it free of charge
## returnable
returnable can_be_returned refundable exchangeable ~ whether it can be given back
+ may be sent back within thirty days / can be swapped if you don't like it / comes with your money back if you are unhappy
- can't be given back once opened / is excluded from exchange / is a final sale
## recycled
recycled eco_friendly sustainable green ~ whether it is good for the environment
+ is made of old bottles / spares the climate / was made with green power from reused materials
- harms the planet / is made of fresh plastic with a lot of dirty coal power / pollutes the rivers
## assembled
assembly_required needs_assembly self_assembly ~ whether it has to be put together
+ comes as forty parts and a bag of screws / has to be put together at home / keeps you busy with a screwdriver for hours
- arrives in one piece, ready to use / needs no screwdriver at all / was already put together in the shop
## handmade
handmade hand_crafted made_by_hand ~ whether it was made by hand
+ was carved by an old master / took a craftswoman three weeks to make
- rolls off the assembly line / is pressed by machines by the million
## gift
gift_wrapped gift_wrapping is_gift ~ whether it is wrapped as a present
+ came in golden paper with a bow / was tied up with a ribbon as a present
- came in a plain brown box / was not wrapped up as a present
## damaged
damaged is_damaged defective arrived_damaged ~ whether it is damaged
+ has a crack down the middle / arrived in pieces / was dented in the post
- came without a scratch / is in perfect shape / survived the journey whole
## loud
noisy loud makes_noise ~ whether it makes noise
+ roars like a jet / rattles all night / wakes the whole street
- makes no sound / hums so softly that nobody hears it / whispers along
## heavy
weight_class heaviness weight_category ~ whether it is heavy
= light|lightweight|low: weighs no more than a feather / can be lifted with one finger
= heavy|hefty|high: takes four men to carry / bends the shelf / weighs as much as a piano
## size
size dimensions size_class how_big ~ how big it is
= small|S|tiny|compact: fits into any pocket / is no bigger than a matchbox / hides behind a coin
= medium|M|normal|average: has an average size / is neither tiny nor huge
= large|L|huge|bulky: hardly fits through the door / fills half the room / is as tall as a house
## condition
condition state quality_grade wear ~ in what state it is
= new|mint|A|as new: looks as if it had left the shop today / has never been touched
= used|good|B|second-hand: shows a few traces of use but is fine / has light scratches from daily use
= broken|poor|C|for parts: is only good for spare parts / is smashed / no longer does anything
## origin
origin made_in region_of_origin continent ~ on which continent it was made
= Europe|EU|European: was made in Portugal / comes from a workshop in Poland / was built in Denmark
= Asia|AS|Asian: was made in Vietnam / comes from a plant in Korea / was built in Japan
= America|AM|American: was made in Ohio / comes from Canada / was built in Mexico
= Africa|AF|African: was made in Kenya / comes from Morocco / was built in Ghana
## material
material made_of substance material_class ~ what it is made of
= wood|timber|wooden: was carved from oak / is all pine and beech / was cut by a joiner from a fallen tree
= metal|steel|metallic: was forged by a smith / rusts in the rain / is welded from iron plates
= glass|crystal|vitreous: is blown and transparent / shatters when dropped / lets the light shine through like a window
= fabric|textile|cloth: was woven from wool / can be washed at thirty degrees and ironed / is sewn from linen
= plastic|polymer|synthetic: is moulded from PVC / was printed from nylon filament / is made of acrylic
## colour
colour_family tone shade brightness ~ whether it is light or dark
= dark|black|deep: is as black as night / has the colour of coal / is anthracite
= light|pale|bright: is as white as snow / has a cream finish / is ivory
= colourful|multicoloured|mixed: shines in all colours of the rainbow / has red, green and yellow stripes
## payment
payment_method paid_by payment how_paid ~ how it was paid
= cash|notes|coins: was paid with coins counted out on the counter / cost me my last banknotes
= card|credit card|plastic: was charged to my Visa / was paid by tapping a Mastercard on the terminal
= transfer|bank transfer|wire: was paid by wire to the seller's IBAN / was settled by online banking
= instalments|on credit|in parts: is being paid off month by month / is paid in twelve monthly parts
= voucher|gift card|coupon: was bought with a gift card from my aunt / was paid with a coupon
## delivery
delivery_method shipping delivered_by shipping_method ~ how it gets to the customer
= pickup|collection|self-collected: will be fetched at the counter by the buyer / waits at the shop for you to collect it
= courier|express|overnight: comes with a rider within the hour / is sped to you overnight
= post|standard|mail: comes with the postman in a few days / travels by ordinary mail
= freight|truck|haulage: comes on a pallet by lorry / needs a truck with a lifting platform
## status
order_status status state_of_order stage ~ how far the order is
= ordered|placed|new: was ordered a minute ago and nothing else has happened / is still waiting to be packed
= shipped|on the way|in transit: left the warehouse this morning / is in the van to you
= delivered|arrived|complete: was handed over at the door / lies on your doorstep / was signed for by the neighbour
= cancelled|void|stopped: was called off by the buyer / will not be sent, as the order was annulled
= returned|sent back|back: is on the way back to us / came back because nobody liked it
## use
used_for purpose use room ~ where or for what it is used
= kitchen|cooking|K: chops onions / keeps the soup warm / bakes waffles
= garden|gardening|G: trims the hedge / waters the roses / mows the lawn
= office|work|O: staples papers / prints invoices / files letters
= sport|training|S: counts your laps / holds your tennis balls / keeps your ankles steady when you run
## energy
energy power_source fuel runs_on ~ what drives it
= electric|electricity|E: has to be plugged in / is charged at the socket
= petrol|gasoline|P: drinks unleaded / is filled up at the pump with 95 octane
= diesel|diesel oil|D: burns diesel / smells of diesel
= muscle|manual|M: has to be cranked by hand / moves only if you push it
## age_class
age_class era period how_old ~ how old it is
= antique|old|historic: was built two hundred years ago / belonged to my great-grandfather
= modern|recent|contemporary: was designed last year / uses the newest chip
## temperature
temperature warmth how_warm heat ~ whether it is hot or cold
= hot|warm|high: burns your fingers / is steaming / glows red
= cold|cool|low: is covered with frost / comes straight from the freezer / makes your teeth hurt with ice
## speed
speed pace how_fast velocity ~ how fast it is
= fast|quick|high: is done in the blink of an eye / shoots off like an arrow / beats all rivals
= slow|sluggish|low: crawls like a snail / takes ages / makes you wait for minutes
"""

_THING_FRAMES = """
    == frames it
    [The|My|Our|This] {name} @@
    [The|My|Our|This] {name} @
    [The|My|Our|This] {name} @ and @
    [The|This] {name} @. It @
    [I bought|I got|We have|They sell|I saw|She owns] {a name}. It @. It @
    [Regarding|About|Concerning] the {name}: it @. It @ and it @
    The {name} from {brand} @. It @
    {a name} by {brand}, {price}. It @
    {owner} has {a name} that @ and @
    The {name} cost {price} and @
    {name}: {price}. It @. It @
    [My verdict on|Review of|Some notes on|Our report on] the {name}: it @. It @. It @
    {owner}'s {name} @, says {owner}
    Can you believe that the {name} @?
    == subject
    It
    It
    It
    The thing
    == says
    It @
    It also @
    Besides, it @
    I can add that it @
    It cost {price}
    It belongs to {owner}
    The maker is {brand}
    == noise
    The old one [never worked|was huge|was made of oak|was paid in cash|came with a guarantee|made a lot of noise]
    {~first_name} has a better one
    The other one costs {~price}
    """

THING_TRAITS: Domain = traited(
    "thing_traits",
    _THING_FRAMES,
    _THING,
    {
        "name": fact(maker_of("thing"), "product item name thing article", _NAME),
        "brand": fact(f.brand, "brand maker manufacturer", "who makes it"),
        "price": fact(f.price(5, 900), "price cost amount", "the price"),
        "owner": fact(f.full_person, "owner belongs_to customer", "who owns it"),
    },
    head="name",
    related="""new condition damaged works warranty returnable age_class; stock status delivery gift payment;
        battery energy loud speed; recycled material handmade assembled; heavy size use; waterproof temperature""",
)

_EVENT = """
## free
free free_entry no_charge ~ whether it costs nothing
+ costs nothing / lets everyone in without a ticket / asks for no entrance fee
- charges at the door / is only for people who bought a ticket / has a steep entrance fee
## outdoor
outdoors outdoor open_air outside ~ whether it is in the open air
+ takes place under the stars / is held on a meadow / happens in the park whatever the weather
- is held in a hall / happens under a roof / takes place in a heated cellar
## online
online virtual remote digital ~ whether it happens on the internet
+ happens on Zoom / can be followed by a link from your sofa / is streamed, with nobody in the room
- can only be joined in the flesh / has no stream / needs you to be in the room
## cancelled
cancelled called_off is_cancelled ~ whether it does not take place
+ has been called off / won't happen after all / fell through at the last minute
- goes ahead as planned / takes place despite the storm / is still on
## public
public open_to_all open_to_everyone ~ whether everybody may come
+ welcomes every passer-by / is for all who care to come / needs no invitation
- is for invited guests only / takes place behind closed doors / is for staff and nobody else
## food
food_provided catering food_included ~ whether there is something to eat
+ ends with a hot buffet / offers sandwiches and cake / feeds everyone from a big pot of stew
- offers nothing to eat / asks you to bring your own sandwiches / leaves you hungry
## recorded
recorded is_recorded filmed video_available ~ whether it is filmed
+ will be on video afterwards / is filmed by three cameras / is kept on tape
- is not filmed / allows no cameras / leaves no video
## registration
registration_required sign_up must_register ~ whether one has to sign up
+ wants you to sign up by Friday / needs your name on the list beforehand / only admits those who put their name down
- needs no sign-up / lets you just drop in / keeps no list of names
## kids
suitable_for_children kids_allowed family_event ~ whether children may come
+ has a puppet show for the little ones / lets toddlers in, too / offers face painting for kids
- admits nobody under eighteen / is not meant for children / asks parents to hire a babysitter
## success
successful success went_well ~ whether it went well
+ was a triumph / delighted everyone / went like clockwork
- was a disaster / flopped / ended in chaos
## formality
dress_code attire clothing what_to_wear ~ what to wear
= formal|black tie|evening dress: calls for a tuxedo or gown / wants you in your finest suit
= casual|informal|everyday: lets you come in jeans / is fine with sneakers and a sweater
= costume|fancy dress|disguise: wants you to come as a pirate or a witch / calls for masks
= sportswear|athletic|training gear: needs trainers and a tracksuit
## frequency
frequency how_often recurrence repeats ~ how often it happens
= daily|every day|1d: happens each morning without fail / is held seven times a week
= weekly|every week|7d: is held each Tuesday / happens on Fridays, week after week
= monthly|every month|30d: is held on the first of each month / happens twelve times a year
= yearly|annually|365d: comes round every Christmas / is held each summer, once
= once|one-off|never again: is a one-off / will never be repeated
## type
event_type kind category type ~ what kind of event it is
= concert|music|gig: has a band on stage / opens with two songs and ends with an encore
= sport|match|competition: ends with a penalty shoot-out / has a referee and two halves
= talk|lecture|speech: has a professor speaking about bees with slides
= party|celebration|festivity: has dancing, balloons and a cake with candles
= trip|excursion|outing: takes everybody by coach to a castle and back
## time
time_of_day part_of_day when_in_day ~ at which time of the day it is
= morning|AM|before noon: starts right after sunrise / begins over breakfast at eight
= afternoon|PM|after lunch: begins at three, at tea time / starts right after lunch
= evening|night|after dark: starts after sunset / begins at eight when the lamps are lit
## season
season time_of_year quarter ~ in which season it is
= spring|MAM|Q2: is held in April / falls in May, when the lilac blooms
= summer|JJA|Q3: is held in July / falls in August
= autumn|SON|Q4: is held in October / falls in November, when the leaves are gone
= winter|DJF|Q1: is held in January / falls in February
## weekday
weekday day_of_week day dow ~ on which day of the week it is
= Mon|Monday|1|mo: is on the first day of the working week / falls on a Monday
= Wed|Wednesday|3|we: is held in the middle of the week, on Wednesday / is on a Wednesday
= Fri|Friday|5|fr: is on the last working day of the week / falls on a Friday
= Sun|Sunday|7|su: is on the day of rest, after church / falls on a Sunday
## audience
audience target_group aimed_at for_whom ~ for whom it is
= children|kids|0-12: is for boys and girls of primary school / is made for pupils under ten
= students|university|18-25: is for those enrolled at the university / is for undergraduates
= professionals|experts|trade: is for people of the trade / wants managers and engineers
= seniors|pensioners|65+: is for people over sixty-five / is for retired people
## turnout
attendance turnout crowd interest ~ how many came
= high|many|big: drew huge crowds / filled the hall to the last seat
= low|few|small: had three people in the audience / saw hardly anyone come
"""

EVENT_TRAITS: Domain = traited(
    "event_traits",
    """
    == frames it
    [The|Our|This] {name} @@
    [The|Our|This] {name} @
    [The|Our|Her] {name} @. It @
    [The|Our] {name} at {place} @ and @
    [The|Our|This] {name} for {seats} people @. It @
    [We went to|I organise|They announced|I heard about|Don't miss] the {name} in {city}. It @. It @
    [About|Concerning|Invitation to] our {name}: it @. It @ and @
    {host} says that the {name} @
    {host} organises the {name}. It @. It @. It @
    {name}, {seats} seats, {place}. It @. It @
    The {name} [this year|as always|I told you about|with {host}] @ and @
    As for the {name}, it @
    == subject
    It
    It
    The event
    == says
    It @
    It also @
    Besides, it @
    The host is {host}
    It has {seats} seats
    The place is {place}
    == noise
    Last year's [was outdoors|was free|flopped|was in English|drew crowds|needed no sign-up]
    {~first_name} will be in {~city} that day
    """,
    _EVENT,
    {
        "name": fact(maker_of("happening"), "event name title", _NAME),
        "place": fact(maker_of("house"), "venue place location", "where it takes place"),
        "city": fact(f.city, "city town", "the city"),
        "seats": fact(number(20, 900), "seats capacity places", "number of seats"),
        "host": fact(f.full_person, "host organizer contact", "who organises it"),
    },
    head="name",
    related="""free registration public kids audience; outdoor online recorded; cancelled success turnout;
        time season weekday frequency; type food formality""",
)

_CASE = """
## urgent
urgent is_urgent priority_case rush ~ whether it is urgent
+ can't wait another minute / has to be dealt with at once / must be solved before noon or we lose the client
- can wait until autumn / is in no hurry / may be done whenever somebody has time
## resolved
resolved solved fixed closed ~ whether the problem is solved
+ has been put right / was repaired this morning / no longer happens since the update
- still happens every day / remains a mystery / has not been touched by anybody yet
## reproducible
reproducible can_reproduce repeatable ~ whether it happens every time
+ happens every single time / shows up whenever we try
- happened once and never again / can't be triggered again / comes and goes at random
## duplicate
duplicate is_duplicate already_reported known ~ whether it was reported before
+ is the same as one from last week / was reported twice already
- is the first of its kind / has never been reported before
## refund
refunded refund money_back reimbursed ~ whether the money was paid back
+ ended with the money back on the customer's account / was settled by paying everything back
- left the customer without the money / brought the customer not a cent back
## legal
legal lawful is_legal permitted ~ whether the law allows it
+ is within the law / breaks no rule / was cleared by the lawyers
- breaks the law / could end in jail / is banned by statute
## confidential
confidential secret is_confidential private ~ whether it must be kept secret
+ must not leave this room / is for your eyes only / has to stay between us
- may be told to everyone / will be in the papers tomorrow / can be shared freely
## approved
approved is_approved authorised signed_off ~ whether it was approved
+ got the green light / was signed off by the board / has the boss's blessing
- was turned down by the board / still lacks a signature / met with a veto
## escalated
escalated passed_up sent_to_manager ~ whether a superior was told
+ now lies on the director's desk / was passed up to the manager
- stays with the first line of support / was not passed up to anyone
## safe
safe is_safe harmless risk_free ~ whether it is safe
+ puts nobody in danger / is harmless / was tested and found without risk
- may cost lives / is highly dangerous / could explode at any moment
## feasible
feasible possible doable realistic ~ whether it can be done
+ can be done with what we have / is well within our means
- is beyond our means / can't be done / is a pipe dream
## first
first_time first_contact new_customer ~ whether it is the first time
+ comes from somebody who never wrote to us before / is the sender's first message
- comes from a regular client / is the fifth message from the same sender
## severity
severity seriousness impact how_bad ~ how bad it is
= critical|blocker|S1|1: brought the whole company to a halt / wiped out all data / leaves nobody able to log in
= major|serious|S2|2: makes half of the functions useless / costs us some clients
= minor|small|S3|3: is just a matter of looks / is a typo on a help page / bothers hardly anyone
## priority
priority urgency importance how_soon ~ how soon it has to be done
= high|P1|now: comes before everything else / has to be done today
= medium|P2|soon: should be done in the next weeks / is due after the most pressing things
= low|P3|later: can be left for last / is a nice-to-have / is at the bottom of the list
## status
status state progress stage ~ how far it is
= open|new|to do|not started: has not been looked at / waits for someone to take it / sits in the inbox
= in progress|started|doing|ongoing: is being worked on right now / is half done / keeps two people busy at the moment
= done|closed|finished|completed: is over and done with / was completed last night / needs no more work
= blocked|on hold|stuck|paused: can't go on until the parts arrive / is at a standstill for lack of an answer
## channel
channel source received_by came_in_via ~ how it came in
= phone|call|hotline: came in over the hotline / was told to us by a caller on the line
= email|mail|inbox: landed in our inbox / was sent with two attachments to our address
= chat|live chat|messenger: came in through the little window on the website / was typed into the messenger
= letter|post|paper: came in an envelope with a stamp / was written by hand and posted
= counter|in person|front desk: was brought to the front desk by a visitor
## kind
issue_type ticket_type kind case_type ~ what kind of case it is
= complaint|criticism|C: is an angry letter about cold food / tells us how bad our staff was
= question|inquiry|Q: only asks when we open / wants to know what the service costs
= praise|compliment|P: thanks the nurses for their kindness / says how wonderful everything was
= order|purchase|O: asks for ten boxes of paper / wants to buy two more licences
= cancellation|termination|T: ends the contract / calls off the subscription
## department
department team assigned_to handled_by ~ who should deal with it
= finance|accounting|FIN: is about a wrong sum on an invoice / concerns an unpaid bill
= IT|tech support|TEC: is about a dead screen / concerns a forgotten password
= HR|personnel|PER: is about parental leave / concerns a new contract of employment
= legal|lawyers|LAW: is about a lawsuit / concerns a breach of copyright
= facilities|maintenance|FAC: is about a leaking tap / concerns a broken window
## sentiment
sentiment tone mood polarity ~ how the sender feels
= positive|good|happy|+: is full of joy and thanks / overflows with praise
= negative|bad|unhappy|-: is full of anger / is bitter and full of insults
= neutral|matter-of-fact|plain|0: just states the facts / is dry and sober
## risk
risk risk_level danger hazard ~ how risky it is
= high|red|3: may ruin us / is a gamble with everything we have
= low|green|1: can hardly go wrong / is as safe as houses
## confidence
certainty confidence how_sure probability ~ how sure it is
= certain|sure|100: is beyond all doubt / was proven / was seen by a hundred witnesses
= likely|probable|75: will most probably turn out so / is to be expected
= unlikely|doubtful|25: will hardly come true / would surprise us all
## size
effort workload amount_of_work estimate ~ how much work it is
= small|XS|hours: is done in an hour / takes no more than a cup of coffee
= large|XL|months: will keep a team busy for half a year / takes months
## result
outcome result ending conclusion ~ how it ended
= won|success|victory: ended in our favour / was decided for us
= lost|failure|defeat: ended badly for us / was decided against us
= draw|settled|compromise: ended with both sides giving in / was settled halfway
## trend
trend direction development movement ~ where it is going
= rising|up|growing|increase: gets bigger week by week / climbs and climbs
= falling|down|shrinking|decrease: gets smaller every day / drops month after month
= stable|flat|steady|unchanged: stays as it was / hasn't moved at all
## visibility
visibility access who_can_see audience ~ who may see it
= public|open|everyone: can be read by anybody / hangs on the notice board
= internal|staff only|employees: is for people of our firm only / stays within the company
= restricted|secret|named people: may be opened by the director alone / is locked in a safe
"""

CASE_TRAITS: Domain = traited(
    "case_traits",
    """
    == frames it
    [The case|The matter|The ticket|The request|The report] {number} @@
    [The|This] matter of {name} @. It @
    Case {number} @ and @
    Ticket {number} from {name} @. It @
    {name} wrote to us. The matter @. It @
    {name}'s message @ and @
    {name}'s [case|matter|ticket|request] @. It @
    No. {number}: it @. It @
    [Please look at|I am writing about|Update on|Here is] {number}. It @. It @. It @
    [Regarding|Concerning] {number} by {name}: it @. It @ and @
    The thing that {name} reported to {agent} @
    {agent} says that {number} @
    == subject
    It
    It
    The matter
    == says
    It @
    It also @
    Besides, it @
    In my opinion it @
    {agent} looks after it
    The number is {number}
    == noise
    The one before [was about a leaking tap|was harmless|got the green light|is over and done with|could wait]
    {~first_name} is on holiday
    """,
    _CASE,
    {
        "name": fact(f.full_person, "customer name sender reported_by", "who reported it"),
        "number": fact(f.code, "ticket number id reference case_number", "the number of the case"),
        "agent": fact(f.full_person, "agent assignee clerk responsible", "who deals with it"),
    },
    related="""urgent priority; resolved status result refund approved escalated size; legal safe risk confidential visibility;
        duplicate first channel reproducible; kind sentiment department severity; feasible confidence trend""",
)

_VEHICLE = """
## accident
accident_free no_accidents undamaged ~ whether it never had an accident
+ has never been in a crash / was never bumped into
- hit a tree once / was rammed at a crossing / had its front bent in a crash
## automatic
automatic automatic_gearbox is_automatic ~ whether it shifts gears by itself
+ shifts by itself / has no clutch pedal
- has a stick shift / makes you press the clutch and change gears by hand
## tuv
roadworthy passed_inspection inspected ~ whether it passed the inspection
+ got its sticker from the inspector last week / sailed through the inspection
- was taken off the road by the inspector / failed the inspection because of rust
## garage
garaged kept_in_garage under_cover ~ whether it is kept in a garage
+ sleeps under a roof / has never spent a night outside
- stands in the street in all weathers / gathers snow at the kerb
## electric
electric is_electric battery_car ~ whether it runs on electricity
+ has to be charged at a socket / has no exhaust pipe but a huge battery
- burns petrol / fills up on diesel
## sold
sold is_sold gone ~ whether it has been sold
+ has found a new owner / is no longer for sale / went to a buyer yesterday
- is still waiting for a buyer / can still be had
## trailer
tow_bar can_tow towing ~ whether it can pull a trailer
+ pulls a caravan with ease / has a hook for the trailer
- can't pull a trailer / has nothing to hook a trailer to
## leased
leased on_lease is_leased ~ whether it is leased
+ goes back to the leasing firm in two years / belongs to the leasing company
- was bought outright / is fully paid and ours
## fuel
fuel fuel_type engine_type drive ~ what it runs on
= petrol|gasoline|benzine: takes unleaded / drinks ninety-five octane
= diesel|diesel oil|gas oil: takes diesel / has an engine that rattles with diesel
= electricity|electric|battery: is charged at the wall / runs on a big battery
= hydrogen|H2|fuel cell: fills up with hydrogen / has a fuel cell
## body
body_type body vehicle_type kind ~ what kind of vehicle it is
= estate|wagon|station wagon: has a long boot for two dogs, as estates do
= convertible|cabrio|open-top: lets you fold back the roof / is driven with the wind in your hair and no roof
= van|transporter|minibus: carries nine people / has sliding doors and room for a sofa
= truck|lorry|HGV: carries twelve tons of gravel
= motorbike|motorcycle|two-wheeler: has two wheels and is ridden with a helmet
## tyres
tyres tires tyre_type ~ which tyres are on
= winter|snow|M+S: rolls on snow tyres / has studded rubber for ice on its wheels
= summer|dry|standard: has rubber made for hot roads only
= all-season|all year|universal: never needs a change of tyres, spring or autumn
## trim
mileage_class mileage use usage ~ how far it has been driven
= low|little|under 50000: has only been driven to church on Sundays / has hardly left the garage
= high|a lot|over 200000: has been round the world five times / was a taxi day and night
## keeper
owners number_of_owners owner_count ~ how many owners it has had
= one|1|single: was first bought by me and never sold / has known only one keeper
= two|2|second hand: has had one keeper before me
= many|3+|several: passed through six hands / has had more owners than I can count
"""

VEHICLE_TRAITS: Domain = traited(
    "vehicle_traits",
    _THING_FRAMES.replace("{brand}", "{city}")
    .replace("{a name} by", "{name} in")
    .replace("The maker is", "It can be seen in")
    .replace("was made of oak|", ""),
    _VEHICLE,
    {
        "name": fact(f.vehicle, "vehicle car model name", _NAME),
        "city": fact(f.city, "city location place", "where it can be seen"),
        "price": fact(f.price(900, 30000, cents=0.0), "price asking_price cost", "the price"),
        "owner": fact(f.full_person, "owner seller belongs_to", "who owns it"),
    },
    head="name",
    related="""accident tuv trim keeper; fuel electric automatic; sold leased; trailer body""",
)

_WORK = """
## driving
license_required driving_license needs_license ~ whether the job needs a driving licence
+ can only be done by somebody with a driving licence / means driving a van, so bring your licence
- can be done without a driving licence / needs no car and no licence
## experience
experience_required needs_experience experience ~ whether experience is needed
+ is only for people who have done it for years / asks for five years in the trade
- is open to complete newcomers / will be taught from scratch
## travel
travel travel_required business_trips ~ whether one has to travel
+ takes you to another country every month / means nights in hotels
- never takes you out of the building / needs no journeys at all
## weekend
weekend_work weekends works_weekends ~ whether one works at weekends
+ keeps you busy on Saturdays and Sundays / starts when others have their weekend
- leaves you free from Friday evening to Monday / ends on Friday at four
## remote
remote_possible home_office work_from_home ~ whether one may work from home
+ can be done from your sofa / lets you stay at home with your laptop
- has to be done on the spot / needs you on the shop floor every day
## bonus
bonus pays_bonus extra_pay ~ whether there is a bonus
+ pays a thirteenth salary / adds a share of the profit at Christmas
- pays the bare salary and not a cent more / knows no extra pay
## visa
visa_sponsorship visa sponsors_visa ~ whether the employer helps with a visa
+ comes with help for your work permit / is open to people abroad, whose papers the firm arranges
- is only for people who already may work here / offers no help with papers
## uniform
uniform uniform_required dress_uniform ~ whether one wears a uniform
+ puts you in a blue jacket with a badge / wants you in company clothes
- lets you wear what you like / has no dress rules
## closed
filled position_filled taken ~ whether the job has been given to somebody
+ went to somebody else last week / is no longer vacant
- still waits for the right person / can still be applied for
## hours
hours working_time workload employment_hours ~ how much one works
= full-time|100%|FT: takes forty hours a week / fills the whole week
= part-time|50%|PT: takes twenty hours a week / is for mornings only
= mini-job|on call|MJ: takes a few hours a month / means you come when we ring
## term
contract_term duration term contract ~ for how long it is
= permanent|unlimited|open-ended: is for good / has no end date
= fixed-term|temporary|limited: ends after a year / covers a parental leave
= seasonal|summer only|harvest: lasts as long as the strawberries are picked / is for the skiing season
## field
sector field industry branch ~ in which trade it is
= health|medicine|care: is about dressing wounds and taking temperatures / is on a ward for old people
= construction|building|trade: is about laying bricks / has you pour concrete
= education|teaching|school: has you explain fractions to ten-year-olds / is in a classroom
= hospitality|hotels|catering: has you serve soup and make beds for guests / is behind a bar
= transport|logistics|freight: has you load lorries / is about parcels and pallets
## level
seniority job_level grade rank ~ for which rank it is
= junior|entry|1: is a first step for school leavers / suits somebody fresh from college
= senior|experienced|2: is for an old hand who needs no guidance / asks for a decade in the field
= manager|lead|3: puts you in charge of thirty people / has you hire and fire
## pay
pay pay_level salary_level wage_class ~ how well it is paid
= low|minimum|poor: pays just enough to live on / pays the legal minimum
= average|medium|fair: pays as much as most jobs of its kind
= high|top|generous: pays like a dream / makes you rich
## start
start_time available start_when starts ~ when it starts
= immediately|now|at once: starts tomorrow if you like / has to be filled today
= later|next year|in the future: won't start before next year
"""

WORK_TRAITS: Domain = traited(
    "work_traits",
    """
    == frames it
    [The|This|Our] job as {name} @@
    [The|This] post of {name} at {company} @
    [The|This] job at {company} @ and @
    {company} is looking for {a name}. The job @. It @
    [WANTED|Vacancy|Job offer|We are hiring]: {name}, {city}. The job @. It @
    Would you like to work as {a name} in {city}? The job @. It @ and @
    {a name} in {city}: the job @. It @. It @
    {contact} of {company} says that the job @
    I found a job at {company} that @. It @
    The work as {name} @, and it @
    == subject
    It
    It
    The job
    == says
    It @
    It also @
    Besides, it @
    Write to {contact}
    It is in {city}
    == noise
    My old job [paid badly|was in a hospital|took forty hours a week|needed no uniform]
    {~first_name} works there, too
    """,
    _WORK,
    {
        "name": fact(f.job, "job position title role", "the job"),
        "company": fact(f.company, "company employer firm", "who offers the job"),
        "city": fact(f.city, "city location place", "where it is"),
        "contact": fact(f.full_person, "contact contact_person apply_to", "to whom to write"),
    },
    related="""driving travel remote field; weekend hours; experience level; bonus pay; closed start term visa""",
)

_MISC = """
weather weather_condition sky conditions ~ what the weather is like
= sunny|clear|fair: There is not a cloud in the sky / The sun burns down from a blue sky / Everybody wears sunglasses today
= rainy|rain|wet: It has been pouring since dawn / You need an umbrella today / The gutters are overflowing after the showers
= snowy|snow|white: Thick flakes are falling / The children are building a snowman / The roofs are white this morning
= foggy|fog|mist: You can't see your hand before your eyes / Ships blow their horns, as the coast has vanished in the grey / Headlights are of no use in this soup
= stormy|windy|storm: The gale tore tiles off the roofs / Trees were bent by the gusts
season time_of_year part_of_year ~ which season it is
= spring|1|MAM: The first tulips are out / It is April / Easter is only days away and lambs jump about
= summer|2|JJA: It is the middle of July / School is out and everyone is at the beach / It is August
= autumn|3|SON: The leaves are turning yellow / It is October and we harvest grapes / Pumpkins and chestnuts are sold
= winter|4|DJF: It is January / Skates and sledges come out / The lake is frozen and Christmas was last week
currency money currency_code paid_in ~ in which currency it is
= EUR|euro|€: We paid forty euros / The menu lists everything with the sign €
= USD|dollar|$: We paid forty dollars / It cost thirty bucks
= GBP|pound|£: We paid forty quid / It cost thirty pounds sterling
= JPY|yen|¥: We paid four thousand yen / It cost a handful of yen
direction way turn where_to ~ in which direction to go
= left|L|port: Turn to the side of your heart at the church / Take the port side at the fork
= right|R|starboard: Keep to the side of the hand most people write with / Take the starboard side at the fork
= straight|S|ahead: Just follow your nose / Don't turn anywhere, go on and on
= back|B|turn around: Make a U-turn / You have gone too far, so return the way you came
gender sex m_or_f writer_gender ~ whether the writer is a man or a woman
= male|M|man: I am a father of two / As a boy I wanted to be a pilot / My wife calls me her favourite husband / I shave my beard every day
= female|F|woman: I am a mother of two / As a girl I wanted to be a pilot / My husband says I am a good wife / I gave birth in May
pronouns pronoun preferred_pronouns ~ which pronouns somebody uses
= he/him|he|masculine: Please say he when you speak of me / Refer to me as him / I'm a he
= she/her|she|feminine: Please say she when you speak of me / Refer to me as her / I'm a she
= they/them|they|neutral: Please say they when you speak of me / Refer to me as them, I am non-binary / Neither he nor she fits, so go for the plural
answer reply response agreed ~ what was answered
= yes|y|accept|agree: Of course, count me in / I would love to / With pleasure / Why not, good idea
= no|n|decline|disagree: I am afraid I can't / Out of the question / I'd rather not / Not in a million years
= maybe|m|undecided|unsure: Let me sleep on it / I can't tell yet / Ask me again tomorrow / It depends
language lang text_language spoken ~ which language was spoken
= de|German|Deutsch: Everybody said "Guten Tag" / The sign read "Ausgang" / They said "Danke schön"
= fr|French|français: Everybody said "Bonjour" / The sign read "Sortie" / They said "Merci beaucoup"
= es|Spanish|español: Everybody said "Buenos días" / The sign read "Salida" / They said "Muchas gracias"
= it|Italian|italiano: Everybody said "Buongiorno" / The sign read "Uscita" / They said "Grazie mille"
relation relationship related_how kinship ~ how the other one is related to the writer
= sibling|brother or sister|S: We have the same parents / Mum always compared the two of us / We shared a bunk bed as kids
= parent|mother or father|P: I was brought up by the person in question / That is who gave birth to me or begot me
= colleague|co-worker|C: We sit in the same office / We work in one team
= spouse|husband or wife|M: We exchanged rings in church / We celebrated our wedding anniversary
= friend|mate|F: We met at the pub and have been pals ever since / We are best mates
traffic traffic_level road_conditions congestion ~ how the traffic is
= heavy|jammed|high: Nothing moves on the ring road / We stood bumper to bumper for an hour
= light|free|low: The roads are empty / We had the motorway to ourselves
light light_state signal traffic_light ~ which colour the traffic light shows
= red|stop|R: The drivers had to brake at the crossing / Nobody may cross now
= green|go|G: Now you may cross / The cars were free to go
meal which_meal meal_type ~ which meal it was
= breakfast|B|morning meal: We ate porridge right after getting up / There was toast and marmalade at seven
= lunch|L|midday meal: We had soup at noon in the canteen / At half past twelve there was pasta
= dinner|D|evening meal: We dined by candlelight at eight / After work there was a roast
chance likelihood probability how_likely ~ how likely it is
= certain|100%|sure: Nothing can stop it now / I bet my house on it
= possible|50%|perhaps: It may or may not happen / Toss a coin
= impossible|0%|never: Hell will freeze over first / There is no way it will happen
work_status progress task_status done ~ how far the work is
= not started|todo|0: Nobody has lifted a finger / We will begin next week
= in progress|doing|1: We are in the middle of it / Half of it is done
= finished|done|2: We have put down our tools for good / The last nail is in
difficulty how_hard challenge grade ~ how hard it was
= easy|simple|1: It was a piece of cake / A child could have done it
= hard|difficult|3: It nearly drove us mad / Even the experts failed at it
tone_of_voice register style formality ~ how formal the text is
= formal|polite|official: I remain, Sir, your most obedient servant / We kindly request the favour of a reply
= informal|casual|chatty: What's up, folks? Gonna be fun! / See ya later, mate
outcome result ending winner ~ how our match ended
= win|victory|W: We beat them three to nil / The cup is ours / They could not stop us
= loss|defeat|L: They thrashed us / We went home without the cup / We were beaten
= draw|tie|D: Nobody won / It ended one all / The teams shared the points
won_lottery lucky won_prize ~ whether something was won
+ My numbers came up / The jackpot is mine
- My ticket was a blank / I threw the ticket away, none of the numbers fit
raining rain is_raining ~ whether it rains
+ The windscreen wipers never stop / We got soaked on the way / Take an umbrella
- There has not been a drop for weeks / The ground is bone dry, under a blue sky
door_locked locked is_locked secured ~ whether the door is locked
+ Nobody gets in without the key / I turned the key twice when I left
- Anyone can walk in / I forgot to turn the key and left it open
lights_on light_on lamp_on ~ whether the light is on
+ The lamp is burning / The room was bright as day thanks to the bulb
- I sat in the dark / The switch is off
alarm_set alarm armed ~ whether the alarm is on
+ The siren will howl if anybody opens a window / I armed the system before leaving
- The siren is switched off / I forgot to arm the system
power_cut outage blackout ~ whether the power failed
+ All the lamps went out in the whole street / We had to use candles, as there was no current
- The current never failed / The lamps stayed on all evening
road_open passable open road_clear ~ whether one can get through
+ Cars can get through again / The barrier was lifted
- A landslide blocks the way / You have to take the detour, there is no getting through
train_delayed delayed late delay ~ whether the train is late
+ The train is half an hour behind schedule / We are still waiting on platform two, long after the time on the timetable
- The train came to the minute / The train left exactly as the timetable said
anyone_hurt injuries casualties people_injured ~ whether anybody was hurt
+ Two people were taken to hospital / The paramedics bandaged several passengers
- Everybody walked away unharmed / Luckily nobody got a scratch
suspect_arrested arrested caught in_custody ~ whether the culprit was caught
+ The thief is behind bars / The police put the burglar in handcuffs
- The thief is still at large / The burglar got away
tickets_left tickets_available seats_left ~ whether there are tickets
+ You can still buy tickets at the box office / A few seats are free
- Every seat has been sold / The box office is closed because no seat is left
medication_taken took_pill pill_taken ~ whether the medicine was taken
+ I swallowed the pill at eight / The tablet went down with a glass of water
- I forgot the pill / The tablet still lies in its box
signed has_signed contract_signed ~ whether the contract is signed
+ Both names are under the contract / I put my name on the dotted line
- The dotted line is still empty / I refuse to put my name under the contract
homework_done homework did_homework ~ whether the homework is done
+ All the sums are in my exercise book / I finished the essay and every exercise
- The dog ate my exercise book, honestly / I haven't even begun the essay
"""

MISC_TRAITS: Domain = traited(
    "misc_traits",
    """
    == frames I
    [Note|Message|Diary|Postcard|Notes] of {name}
    Written in {city}
    Written in {city} by {name}
    Greetings from {city}
    This is {name} [writing|speaking|on the phone] from {city}
    [Hi|Hello|Dear all], {name} here
    I am writing from {city}
    [Short|Brief|Quick] report by {name}
    == says
    My name is {name}
    I am in {city}
    == noise
    {~first_name} is in {~city}
    """,
    _MISC,
    {
        "name": fact(f.full_person, "writer name author from", "who writes"),
        "city": fact(f.city, "city place written_in", "where the writer is"),
    },
    writer="name",
    opening=True,
    related="""weather raining season; answer chance; outcome won_lottery; work_status homework_done signed;
        traffic road_open train_delayed light; gender pronouns relation; lights_on power_cut alarm_set door_locked""",
)

THING_TRAIT_DOMAINS: tuple[Domain, ...] = (
    PLACE_TRAITS, THING_TRAITS, EVENT_TRAITS, CASE_TRAITS, VEHICLE_TRAITS, WORK_TRAITS, MISC_TRAITS,
)  # fmt: skip
