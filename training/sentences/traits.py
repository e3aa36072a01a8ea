"""Traits: booleans and enumerations of every kind that the wording implies and no word of the schema names."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.compact import number, traited
from training.sentences.grammar import Domain, Fact, fact

_PERSON = """
## smoke
smokes is_smoker smoker tobacco ~ whether the person smokes; true if he or she smokes
+ lights up after every meal / is never seen without a pipe / goes through a pack a day / rolls {P} own cigarettes / can't give up cigarettes
- has never touched a cigarette / finds tobacco disgusting / quit cigarettes years ago / hasn't lit up since college / refuses every cigar
## drink
drinks drinks_alcohol alcohol ~ whether the person drinks alcohol
+ enjoys a glass of red wine in the evening / likes {P} whisky neat / never says no to a beer / has a pint with friends on Fridays
- doesn't touch alcohol / is teetotal / sticks to juice at parties / has been sober for years / never drinks anything stronger than tea
## coffee
coffee drinks_coffee coffee_drinker ~ whether the person drinks coffee
+ needs an espresso to wake up / drinks three cappuccinos a day / can't start the day without a latte
- can't stand coffee / gave up coffee for green tea / gets a racing heart from coffee, so {S} <avoid|avoids> it / has never tasted coffee
## drive
can_drive drives has_license driver ~ whether the person can drive a car
+ is a safe hand at the wheel / passed {P} driving test at eighteen / drives a van for a living / will take the car / takes the wheel on long trips
- never learned to drive / has to be driven everywhere / failed the driving test three times and gave up / lost {P} licence for good / has no driving licence
## car
owns_car has_car car ~ whether the person has a car
+ parks {P} old estate in front of the house / just bought a second-hand hatchback / keeps {P} car in a garage
- sold the car last year / gets by without a car / has never owned a car / goes everywhere by bus for lack of a car
## swim
can_swim swims swimmer ~ whether the person can swim
+ does forty lengths before breakfast / dives into the lake without fear / won a medal in freestyle / worked as a lifeguard
- would sink like a stone / stays in the shallow end because {S} never learned to swim / is afraid of deep water and can't stay afloat / needs armbands in the pool
## lift
can_lift heavy_lifting fit_for_lifting able_to_lift ~ whether the person can lift heavy things
+ carries sacks of cement all day / can lift twenty kilos with ease / has no trouble with heavy boxes / moves pianos on the side
- must not carry anything heavy / has a bad back and can't lift boxes / isn't allowed to lift more than a bag of flour / had surgery and should avoid heavy loads
## glasses
glasses wears_glasses needs_glasses ~ whether the person wears glasses
+ can't read without {P} spectacles / puts on {P} reading glasses / is short-sighted and wears thick lenses / got new frames from the optician
- has perfect eyesight / sees like a hawk without any glasses / had laser surgery and threw {P} glasses away / has never needed spectacles
## hearing
hearing_aid uses_hearing_aid wears_hearing_aid ~ whether the person uses a hearing aid
+ has a small device in {P} ear to hear better / changes the batteries of {P} hearing aid weekly / is hard of hearing and wears an aid
- hears a pin drop / has excellent hearing and no aid / refuses to wear a hearing aid / does without a hearing aid
## allergy
has_allergies allergic allergies ~ whether the person has any allergy
+ swells up after eating nuts / sneezes all through the pollen season / carries an adrenaline pen because of wasps / breaks out in a rash from strawberries
- has no known allergies / can eat and touch anything without a reaction / isn't allergic to anything / tested negative for every allergen
## vaccine
vaccinated is_vaccinated immunised ~ whether the person has been vaccinated
+ got the jab last week / has had all {P} shots / received the booster in May / had {P} injection at the clinic
- still hasn't had a single shot / refuses every jab / missed the vaccination / was ill on the day of the jab and didn't get it
## pregnancy
pregnant is_pregnant expecting ~ whether the person is pregnant
+ is expecting a baby in June / is in {P} seventh month / will be a mother soon / is eating for two
- got a negative pregnancy test / is certainly not pregnant / isn't expecting
## diabetes
diabetic is_diabetic has_diabetes ~ whether the person has diabetes
+ injects insulin before meals / has to watch {P} blood sugar because of {P} diabetes / was diagnosed with type 2 diabetes
- has normal blood sugar and no diabetes / was tested for diabetes, and the result was negative / isn't diabetic
## kids
has_children parent is_parent kids ~ whether the person has children
+ takes {P} twins to school / is raising a little daughter / became a parent last year / has a son at university
- never had kids / remained childless / has no sons or daughters / decided against having children
## literacy
literate can_read reads_and_writes ~ whether the person can read and write
+ reads a novel a week / writes long letters home / devours the newspaper every morning
- never learned to read / signs with a cross for lack of letters / has everything read aloud to {O} because {S} can't read / can't write {P} own name
## remote
remote works_remotely works_from_home home_office ~ whether the person works from home
+ does {P} job from the kitchen table / has a desk in the spare bedroom and never sees the office / joins all meetings from {P} living room / dials in from a cabin in the woods
- has to be at the office every day / works on site / commutes to headquarters five days a week / isn't allowed to do {P} job from home
## job
employed has_job works is_employed ~ whether the person has a job
+ earns a good wage at the port / got hired by a bakery / goes to work at dawn / is on the payroll of a big firm
- was laid off in spring and found nothing since / is between jobs / lives on unemployment benefits / has been looking for work since May / has no job
## fulltime
full_time works_full_time fulltime ~ whether the person works full time
+ puts in forty hours a week / works a full week / is there from nine to five, Monday to Friday
- only works mornings / does twelve hours a week / has a part-time position / comes in on Tuesdays only
## union
union_member in_union unionised ~ whether the person is in a trade union
+ pays {P} dues to the union / joined the union last year / was elected shop steward of the union
- doesn't belong to any union / left the union in anger / wants nothing to do with the union
## retired
retired is_retired pensioner ~ whether the person is retired
+ draws a pension / gave up work at sixty-five / has been enjoying {P} retirement / got a gold watch on {P} last day at work
- is years away from {P} pension / plans to work until seventy / is still in the middle of {P} career
## study
student is_student studies enrolled ~ whether the person is a student
+ attends lectures every day / is in {P} third semester / lives in a dorm and sits exams / is enrolled at the university
- finished university long ago / dropped out of college / left school at fifteen and never studied
## degree
graduate has_degree graduated university_degree ~ whether the person has a university degree
+ holds a doctorate / took {P} master's in Leeds / framed {P} bachelor's diploma
- never got a degree / gave up university before the finals / has no academic title
## home
homeowner owns_home owner_occupied ~ whether the person owns the home he or she lives in
+ paid off the mortgage / bought the house {S} <live|lives> in / built {P} own home
- rents a flat / pays rent to an aunt / lives in a rented room / has a landlord who never repairs anything
## alone
lives_alone alone single_household ~ whether the person lives alone
+ has the flat all to {O} / shares {P} home with nobody / lives on {P} own / has no flatmates
- shares a flat with two others / still lives with {P} parents / moved in with a friend / has three housemates
## pet
has_pet pet_owner keeps_animals ~ whether the person has a pet
+ walks {P} dog at dawn / feeds two cats / keeps rabbits in the garden / has a parrot that swears
- has no animals at home / doesn't keep any pets / isn't allowed to have a dog or a cat / gave away {P} hamster, the last pet in the house
## religion
religious is_religious believer ~ whether the person is religious
+ prays before going to bed / goes to mass every Sunday / fasts during Lent / reads the Bible daily
- is an atheist / doesn't believe in any god / left the church long ago / never prays
## army
veteran served military_service ~ whether the person was in the army
+ did two years in the navy / fought as a soldier / served in the army / was a lieutenant
- has never worn a uniform / was declared unfit for the army / refused military service
## vote
voted has_voted cast_vote ~ whether the person voted
+ put {P} ballot in the box / cast {P} vote by post / went to the polls at eight
- stayed away from the polls / didn't cast a ballot / forgot about the election and did not go / abstained
## record
criminal_record convicted previously_convicted ~ whether the person has been convicted of a crime
+ spent two years in prison / was found guilty of theft / has three convictions
- has a clean record / was acquitted of every charge / has never been in trouble with the law
## sports
athletic does_sports sporty plays_sports ~ whether the person does sports
+ runs marathons / lifts weights at the gym / plays handball twice a week / cycles a hundred miles on Sundays
- never moves more than from the sofa to the fridge / hates all kinds of exercise / avoids the gym / gets no exercise at all
## early
early_riser morning_person up_early ~ whether the person gets up early
+ is up before the sun / gets out of bed at five / is at {P} best at dawn
- sleeps until noon / is a night owl / hits the snooze button six times
## left
left_handed lefty is_left_handed ~ whether the person is left-handed
+ writes with {P} left hand / is a southpaw / needs scissors for lefties
- uses {P} right hand for everything / is right-handed
## beard
beard has_beard bearded ~ whether the person has a beard
+ strokes {P} long whiskers / hasn't shaved for months / trims {P} goatee
- is clean-shaven / shaved it all off / has a smooth chin
## tattoo
tattooed has_tattoo tattoos ~ whether the person has a tattoo
+ has an anchor inked on {P} arm / got a dragon inked on {P} back / is covered in ink from neck to wrist
- would never let a needle put ink under {P} skin / has no tattoos / regards tattoos as a waste of skin
## shy
shy is_shy introverted ~ whether the person is shy
+ blushes when spoken to / hides behind {P} book at parties / hardly dares to say a word
- talks to everyone in the room / is the life of the party / never holds back {P} opinion
## insured
insured has_insurance covered health_insurance ~ whether the person is insured
+ has full health cover / pays {P} premium every month / holds a policy that pays for everything
- has no insurance / let the policy lapse / isn't covered by any policy / must pay the hospital out of {P} own pocket
## debt
in_debt has_debt owes_money ~ whether the person has debts
+ owes the bank a fortune / is behind with the loan / can't pay back what {S} borrowed
- doesn't owe anybody a cent / paid back every loan / is debt-free
## news
subscribed newsletter subscriber opted_in ~ whether the person gets the newsletter
+ signed up for the newsletter / wants to get the newsletter every week / ticked the box for mailings
- unsubscribed from all mailings / does not want any newsletter / opted out of the mailing list
## member
member is_member membership ~ whether the person is a member
+ joined the club in spring / pays the yearly club fee / got {P} membership card
- left the club / let {P} membership expire / has never belonged to the club / isn't in the club
## fee
fee_paid paid has_paid settled ~ whether the person has paid the fee
+ transferred the fee last week / settled the bill in cash / owes nothing for the course any more
- still owes us the fee / hasn't transferred a cent / ignored two reminders about the fee / keeps putting off the payment
## attend
attending coming will_attend rsvp ~ whether the person will come
+ will be there / wouldn't miss it for the world / accepted the invitation / confirmed {P} seat at the table
- can't make it / sends {P} regrets / declined the invitation / has other plans that day / will have to skip the event
## plusone
plus_one brings_guest brings_companion ~ whether the person brings somebody along
+ will bring a friend along / comes with a partner / asked for a second seat for {P} date
- comes on {P} own / won't bring anybody / needs only one seat
## late
on_time punctual was_punctual ~ whether the person was on time
+ arrived five minutes early / was there at nine sharp / showed up right on the dot
- kept us waiting for an hour / missed the first half / turned up long after the start / overslept and came late
## dismissed
dismissed fired was_fired ~ whether the person was dismissed from the job
+ was sacked without notice / had to clear {P} desk the same day / got {P} pink slip / lost the post for stealing
- resigned of {P} own free will / was kept on despite the cuts / handed in {P} notice {S} had long planned / kept {P} post
## recommended
recommended would_recommend recommends ~ whether the person recommends it
+ tells all {P} friends to go there / gave it two thumbs up / can only advise everybody to try it / would book again any time
- warns everybody against it / would not send {P} worst enemy there / advises against it / says stay away
## satisfied
satisfied happy_customer content is_satisfied ~ whether the person is satisfied
+ couldn't be happier with the work / praised the service / was delighted with the result
- wants {P} money back / wrote an angry complaint / was let down by the service
## passed
passed passed_exam exam_passed success ~ whether the person passed the exam
+ got through the exam with flying colours / scored far above the pass mark / made it through the finals
- failed the exam / has to repeat the test / fell two points short of the pass mark / flunked the finals
## consent
consent gave_consent agreed consents ~ whether the person agreed
+ signed the form / gave {P} permission / said yes to everything / nodded and ticked the box
- withheld {P} permission / refused to sign / said no / objected to the plan
## injured
injured is_injured hurt ~ whether the person is hurt
+ broke {P} leg / left the pitch on a stretcher / twisted {P} knee / has {P} arm in a sling
- walked away without a scratch / came out unharmed / wasn't hurt
## wheelchair
wheelchair uses_wheelchair in_wheelchair ~ whether the person uses a wheelchair
+ can't walk and rolls everywhere / needs ramps instead of stairs for {P} wheels / has been in a wheelchair since the fall
- walks without help / takes the stairs two at a time / needs no wheelchair
## instrument
plays_instrument musician musical ~ whether the person plays an instrument
+ practises the oboe every day / strums a banjo / plays the cello in a quartet
- can't play a single note / gave up the violin as a child and plays nothing now / doesn't play any instrument
## cook
can_cook cooks good_cook ~ whether the person can cook
+ makes {P} own pasta from scratch / serves five-course dinners / whips up a curry in no time
- burns even water / lives on takeaway because {S} can't cook / has never used the oven
## bike
cyclist cycles rides_bike ~ whether the person rides a bicycle
+ pedals to work in any weather / does the shopping on {P} bicycle / rides {P} bike along the canal
- never learned to ride a bike / hasn't sat on a bicycle in decades / thinks cycling is too dangerous and won't do it
## phone
has_phone mobile_phone reachable ~ whether the person has a phone
+ is always on {P} smartphone / has {P} mobile with {O} day and night
- refuses to own a mobile / threw away {P} phone / has no telephone
## languages
bilingual is_bilingual two_languages ~ whether the person speaks two languages
+ grew up with both Welsh and English / dreams in Spanish and counts in German / switches between French and Arabic
- speaks nothing but English / knows no foreign language / never got beyond {P} mother tongue
## citizen
citizen is_citizen citizenship ~ whether the person is a citizen of the country
+ holds the local passport / was naturalised last year / took the oath of citizenship
- is here on a visa / only has a residence permit / still holds a foreign passport only
## organ
organ_donor donor is_donor ~ whether the person is an organ donor
+ carries an organ donor card / wants {P} organs to save lives
- doesn't want to give away {P} organs / has refused to donate any organ
## marital
marital_status civil_status family_status marital relationship ~ the marital status; marital status of the person
= single|S|unmarried|not married: is a bachelor by choice / has never been to the altar / lives without a partner / isn't with anyone
= married|M|has a spouse|spouse: lives with {P} spouse / said "I do" last summer / wears a wedding ring / celebrated {P} silver wedding
= divorced|D|separated by court|marriage ended: has an ex-wife in Leeds / split up for good, with papers from the court / went through an ugly divorce / signed the divorce papers
= widowed|W|spouse died|bereaved: lost {P} spouse two years ago / buried the love of {P} life / became a widower young / lays flowers on {P} late spouse's grave
= engaged|E|betrothed|to be married: put a ring on {P} partner's finger and plans the wedding / will walk down the aisle next year / said yes when the question was popped
## diet
diet eats food_preference eating_habit ~ what the person eats
= vegan|plant-based|no animal products: eats nothing that comes from animals / avoids meat, milk, eggs and honey / won't even have cheese or butter
= vegetarian|meatless|no meat: eats cheese and eggs but no meat or fish / gave up meat and fish, though {S} still <love|loves> omelettes / has not had a sausage or fish finger in years, only veg and dairy
= pescatarian|fish|fish but no meat: eats fish but no meat / will have the trout, never the steak / lives on seafood and vegetables
= omnivore|everything|no restriction: loves a juicy steak / eats anything on the plate / wants the pork chop / never refuses a burger
## mood
mood feeling emotion state_of_mind ~ how the person feels
= happy|joyful|cheerful: whistles all day / can't stop smiling / is over the moon / jumps for joy
= sad|unhappy|down: has been crying since morning / feels blue / is heartbroken / sobs into {P} pillow
= angry|furious|mad: slammed the door / is fuming / sees red / shouts at everybody
= scared|afraid|anxious: trembles at every noise / is frightened to death / hardly dares to go outside
= bored|indifferent|uninterested: yawns and looks at {P} watch / finds it all terribly dull / twiddles {P} thumbs
## transport
transport transport_mode commute travels_by means_of_transport ~ how the person travels
= car|by car|driving|auto: drives to work / sits in traffic on the motorway every morning / takes the old estate to the office and fights for a parking space
= train|by train|rail|railway: catches the 7:12 express / stands on the platform every day / reads in the dining car on {P} way / has a railway season ticket
= bike|by bike|cycling|bicycle: pedals to the office / arrives with a helmet on {P} head / chains two wheels to the fence every morning
= foot|on foot|walking|walk: walks the two miles / takes nothing but {P} two legs / strolls over every morning
= plane|by plane|flying|air: flies in every Monday / has a boarding pass for the early flight / lands at the airport at noon
= bus|by bus|coach|bus line: waits at the stop for the number 9 / gets off the coach at the market / hops on the double-decker
## contact
preferred_contact contact_method contact_by reach_by how_to_contact ~ how the person wants to be contacted
= phone|by phone|call|telephone: wants to be rung / prefers to hear a voice on the line / asks us to give {O} a ring
= email|by email|mail|e-mail: wants it in {P} inbox / asks us to send everything to {P} Gmail account / checks {P} inbox hourly and wants us to write there
= post|by post|letter|mail on paper: insists on paper and envelopes / wants a proper letter with a stamp / asks for it through the letter box
= text|by text|SMS|text message: prefers a short text message / wants an SMS / says just text {O}
= in person|personally|visit|face to face: would rather meet face to face / asks us to come by / wants to talk over coffee, not from afar
## level
skill_level experience level expertise proficiency ~ how skilled the person is
= beginner|novice|A1|low: took it up only last week / has never done it before / is a complete newbie / is taking {P} very first lessons
= intermediate|medium|B1|mid: knows the basics and a bit more / is neither new to it nor a master / gets by after two years of practice
= expert|advanced|C2|high: has taught it for thirty years / wrote the standard textbook on it / knows every trick of the trade / is a world authority
## language_level
english_level language_level speaks_english english ~ how well the person speaks English
= none|0|no English: doesn't understand a word of English / can't say hello in English
= basic|A|elementary: knows a few phrases of English / can just about order a tea in English / gets by with simple English words
= fluent|C|advanced: speaks English without effort / chats in English as if {S} had never done anything else / writes essays in flawless English
= native|mother tongue|first language: grew up in an English-speaking home / learned English from {P} mother as a baby / has spoken English since the cradle
## size
size shirt_size clothing_size t_shirt_size ~ which size the person wears; size of the clothes
= S|small|little|36: needs the smallest shirt / drowns in anything but the smallest size / fits into a child's jumper
= M|medium|middle|40: takes a shirt of middle size / wears neither big nor small shirts but the one between
= L|large|big|44: needs a big shirt / wears shirts one above the middle size / takes a large
= XL|extra large|very big|48: needs the biggest shirt we have / can't get into anything less than extra large / bursts the seams of an L
## blood
blood_group blood_type blood ~ the blood group
= A|group A|type A: has blood of type A / gave blood, type A
= B|group B|type B: is a type B donor / has type B in {P} veins
= AB|group AB|type AB: has the rare AB blood / belongs to the few with AB blood
= 0|group 0|type O: can give blood to everyone, being a universal donor of type O / has type O blood
## degree2
education education_level highest_degree schooling ~ the highest education
= none|no degree|0: left school without any certificate / never finished school
= school|high school|secondary|1: has a high school diploma and nothing beyond / stopped after the school leaving exam
= vocational|apprenticeship|trade|2: learned a trade as an apprentice and left it at that / finished {P} apprenticeship as a carpenter
= bachelor|undergraduate degree|BA|3: holds a bachelor's degree / stopped after the BA
= doctorate|PhD|doctor|4: defended {P} dissertation / has a doctorate / wrote a thesis and may call {O} a doctor
## hair
hair hair_colour hair_color ~ the colour of the hair
= blond|fair|yellow: has locks like straw / is as fair as a Swede / has golden curls
= black|dark|raven: has hair like a raven / has jet-black plaits / has locks the colour of coal
= red|ginger|copper: is a redhead / has ginger curls / has a copper mane
= grey|white|silver: has gone grey / has silver locks / has snow-white hair
= none|bald|no hair: is bald as an egg / shaves {P} head / has lost all {P} hair
## height
build figure stature height_class ~ whether the person is tall or short
= tall|big|high: has to duck under every door / towers over everybody / plays centre thanks to {P} height
= short|small|low: needs a stool to reach the shelf / can hardly look over the counter / is a head smaller than everybody else
## age_group
age_group life_stage generation ~ the age group
= child|minor|0-12: goes to kindergarten / lost {P} first milk tooth / is in second grade
= teenager|teen|13-19: has braces and turns sixteen soon / just got {P} first moped at fifteen / is in the middle of puberty
= adult|grown-up|20-64: pays off a mortgage and turned forty / is thirty-five / is a man or woman in {P} prime at forty-two
= senior|elderly|65+: will be ninety in May / plays with {P} great-grandchildren / moved to an old people's home
## handed
politics political_leaning leaning ~ the political leaning
= left|socialist|progressive: votes for the socialists / waves the red flag on May Day / wants higher taxes for the rich
= right|conservative|traditional: votes for the conservatives / wants lower taxes and stricter borders / defends tradition and the crown
= centre|moderate|middle: keeps to the middle ground / dislikes both extremes / votes for the centrists
## religion2
faith religion denomination ~ the religion
= Christian|church|christianity: goes to church at Easter / was baptised and confirmed / sings in the church choir
= Muslim|mosque|islam: prays towards Mecca / goes to the mosque on Fridays / fasts during Ramadan
= Jewish|synagogue|judaism: keeps the Sabbath / lights candles at Hanukkah / goes to synagogue
= Buddhist|temple|buddhism: follows the teachings of the Buddha / meditates in a Zen temple
= Hindu|mandir|hinduism: celebrates Diwali / prays to Shiva / worships Ganesha
## lodging
housing lives_in_type dwelling home_type ~ what kind of home the person has
= house|detached house|villa: lives in a cottage with a garden / has a villa on the hill / owns a bungalow
= flat|apartment|condo: lives on the fifth floor of a tower block / has a two-room apartment / lives in a penthouse
= boat|houseboat|on water: lives on a barge on the canal / sleeps on board {P} old cutter
= caravan|mobile home|trailer: lives in a camper van / parked {P} home on wheels by the lake
## employment
employment_type contract_type work_arrangement ~ how the person is employed
= permanent|open-ended|unlimited: has a job for life / got a contract without end date
= temporary|fixed-term|limited: has a contract that ends in December / was hired for six months only / fills in until someone returns
= freelance|self-employed|own business: writes invoices to {P} clients / is {P} own boss / works on {P} own account
= internship|trainee|learning: is an intern / makes copies and learns the trade for a small allowance
= volunteer|unpaid|honorary: works there for nothing / gives {P} time for free
## sleep
sleep_quality sleep how_slept ~ how the person sleeps
= good|well|sound: sleeps like a log / dozes off in seconds and wakes up fresh / had a wonderful night's rest
= poor|badly|restless: tosses and turns all night / lay awake until four / hasn't closed an eye for days
## pain
pain pain_level pain_intensity ~ how strong the pain is
= none|no pain|0: feels no pain at all / is free of pain
= mild|slight|low: feels a slight twinge / says it only aches a little / has a bit of a sore spot
= severe|strong|high: screams when touched / can't stand the pain / says it is agony / writhes in pain
## arrival
arrival_status showed_up presence attendance ~ whether the person came
= present|here|came: is sitting in the front row / signed in at the door / answered the roll call
= absent|missing|did not come: is nowhere to be seen / didn't turn up / left an empty chair / did not answer the roll call
= excused|apologised|with reason: sent a doctor's note / apologised beforehand / has leave from the head
## application
decision verdict outcome application_status ~ what was decided about the person's application
= accepted|approved|yes|admitted: got the place / received a letter of welcome / was taken on
= rejected|declined|no|refused: was turned down / got a polite no / did not get the place
= waitlisted|pending|maybe|waiting list: is on the waiting list / has to wait whether somebody drops out / is next in line if a place gets free
## chronotype
shift working_hours works_when ~ when the person works
= early|morning|day shift|AM: clocks in at six in the morning / starts before sunrise and has the afternoon off
= late|evening|late shift|PM: works from two to ten in the evening / comes home just before midnight
= night|overnight|night shift|N: works while others sleep / starts at ten at night and leaves at dawn
## drink2
hot_drink drink beverage order ~ what the person drinks
= coffee|espresso|C: wants a cappuccino / takes it with milk foam from the espresso machine / ordered a flat white
= tea|herbal|T: wants an Earl Grey / dips a bag of camomile in hot water / ordered a pot of Darjeeling
= water|H2O|W: only wants something from the tap / asked for still, without gas / takes just mineral, no ice
= juice|fruit|J: wants freshly squeezed oranges / ordered an apple spritzer
## seat
seat_preference seat seat_type ~ where the person wants to sit
= window|W|by the window: wants to see the clouds / loves to lean against the cabin wall / asked for a seat with a view
= aisle|A|by the aisle: needs to stretch {P} legs in the gangway / wants to get up without climbing over others
= middle|M|between: doesn't mind sitting between two strangers / took the seat in between
## cabin
travel_class cabin_class class ticket_class ~ in which class the person travels
= economy|second|coach|Y: squeezes in with the crowd at the back / took the cheapest ticket
= business|executive|middle class|C: gets a lie-flat bed paid for by the firm / sits behind the curtain with the managers
= first|luxury|top|F: drinks champagne in a private suite / took the most expensive seat on board
## zodiac
star_sign zodiac sign ~ the star sign
= Aries|ram|♈: is a ram by the stars / was born under the sign of the ram
= Leo|lion|♌: is a lion by the stars / was born under the sign of the lion
= Pisces|fish|♓: was born under the sign of the fish
= Libra|scales|♎: has the scales as {P} sign
## handicraft
hobby_type hobby_category leisure_type ~ what kind of hobby the person has
= sport|physical|outdoor: plays squash / climbs rocks on Sundays / goes rowing
= music|musical|playing: plays in a brass band / practises scales all evening / sings in a choir
= crafts|handicraft|making: knits socks / carves spoons / makes {P} own pots
= games|gaming|play: spends all night on {P} console / never misses a round of bridge / collects board games
= reading|books|literature: is never without a novel / haunts the library / devours two thrillers a week
"""

_PERSON_OTHERS: dict[str, Fact] = {
    "name": fact(f.person, "name full_name person who person_name", "the person's name; name of the person the text is about; who this is about"),
    "age": fact(number(18, 95, "age"), "age years age_years", "age in years; how old the person is"),
    "city": fact(f.city, "city town home lives_in residence", "where the person lives; home town"),
    "job": fact(f.job, "job occupation profession work", "what the person does for a living"),
}  # fmt: skip

PERSON_TRAITS: Domain = traited(
    "person_traits",
    """
    == frames he
    {name} @@
    {name} @@
    {name} @ and @
    {name} @. {S} @
    {name} @. {S} @ and @. {S} @
    {name} ({age}) @@
    {name}, {age}, @@
    {name}, {a job}, @. {S} @
    {name} from {city} @
    {name} lives in {city}. {S} @ and @
    {name}, who @, @
    [Our|My] [neighbour|cousin|new colleague|flatmate|cleaner|old coach|client|patient], {name}, @@
    [Did you know?|You won't believe it:|It is true:|As you know,|I think|They say] {name} @
    {name} [told|informed|assured] us that {S} @
    [About|Notes on|File:|Applicant:|Profile of|Guest:] {name}. {S} @. {S} @
    [We talked to|I met|I spoke with|I know|Let me tell you about] {name}. {S} @. {S} @
    In the case of {name}: {S} @. Also, {S} @
    There is one thing about {name}: {S} @
    At {age}, {name} @
    [Interesting person, this|Nice guest,|What a character, this] {name}: {S} @
    {name} - {S} @, {S} @
    If I remember correctly, {name} @
    It turned out that {name} @
    {name} is {age} years old and works as {a job}. {S} @. {S} @
    == frames I
    I @@
    I @. I @
    I @. I @. I @
    I am {name} and I @
    My name is {name}. I @ and @
    [Hello|Hi|Good morning|Dear team], [I'm|I am|this is] {name}. I @. I @
    I'm {age}, I @ and I @
    [You asked about me:|A few words about myself:|To answer your questions:|Since you ask:|For your form:] I @. I @
    [To be honest,|Frankly,|Yes,|Well,] I @
    I work as {a job} in {city}. I @. I @
    [Sorry for my English.|I write from {city}.|Here is {name}.] I @, and I @
    == says
    {P} age is {age}
    {P} home is {city}
    {S} @
    {S} @ and @
    On top of that, {S} @
    By the way, {S} @
    Apart from that, {S} @
    Moreover, {S} @
    And {S} @
    == noise
    {P} [brother|sister|cousin|flatmate|best friend] {~first_name} is quite different
    {P} [brother|sister|boss] {~first_name} is {~age} and comes from {~city}
    {P} neighbour {~first_name} [smokes|drives a taxi|has four children|is a vegan|never votes|is a widow]
    {P} [brother|uncle] [doesn't drink|is divorced|has no job|is allergic to cats|sleeps badly|takes the bus]
    """,
    _PERSON,
    _PERSON_OTHERS,
    head="name",
    writer="name",
    related="""late arrival attend plusone passed application dismissed;
        job fulltime remote retired union employment chronotype study degree degree2 literacy age_group kids pregnancy
        army instrument;
        drive car transport bike wheelchair injured pain lift sports swim handicraft mood satisfied recommended shy sleep
        early;
        drink coffee drink2 diet cook diabetes;
        marital alone home lodging pet;
        languages language_level citizen level;
        fee debt insured member news consent;
        beard hair; vote handed; religion religion2; glasses hearing; phone contact; seat cabin""",
)
