"""More wordings of booleans: ``name + a / b`` where they are true, ``name - a / b`` where they are false."""

from __future__ import annotations

MORE = """
coffee + orders a double espresso after lunch / keeps a French press on {P} desk
owns_car + washes {P} old banger every Saturday
hearing_aid + whistles when {P} ear piece needs a new battery
pregnant - isn't with child
diabetic + measures {P} glucose five times a day
diabetic - may eat as much sugar as {S} <like|likes>, says the test
literate + fills in every form without help
full_time + is at {P} desk five full days a week
union_member + went on strike with {P} union card in {P} pocket
union_member - never signed up with the union
retired - still earns {P} living every day, with decades to go
student - has no more exams to sit, for {P} studies ended years ago
graduate + may put letters after {P} name
graduate - went straight from school to the factory, without college
homeowner + has {P} name in the land register for the roof over {P} head
veteran - never held a rifle / did civilian service instead of the army
voted + stood in the queue at the polling station and marked {P} paper
criminal_record + was jailed for fraud
criminal_record - can show a spotless certificate from the police
early_riser + jogs at dawn / hears the first birds every day
early_riser - never sees the morning / can't get out of bed before ten
left_handed + bats and bowls with {P} left
left_handed - holds the pen with {P} right hand / would never manage scissors for lefties
beard + lets it grow down to {P} chest
beard - uses a razor every morning
tattooed + has {P} grandmother's name in ink on {P} shoulder
tattooed - is afraid of the tattooist's needle and never went / has skin as blank as paper
shy + lowers {P} eyes when a stranger speaks / never says a word in class
shy - loves to be the centre of attention / makes speeches at every party
insured + lets the insurance pay for the damage
in_debt + has the bailiff at the door / juggles five loans
in_debt - has no loans to pay back / is in the black
subscribed + gets our monthly mailing and likes it
subscribed - asked to be taken off the mailing list
member + was voted into the club
fee_paid + has a receipt for the fee
plus_one + takes {P} sister along
plus_one - will come without company
on_time + was in {P} seat before the bell rang
satisfied + left five stars and a thank-you note
satisfied - is fed up with the whole thing
passed + can hang the certificate on the wall after the test
injured - got off with a fright, but without a bruise
wheelchair + gets about on wheels since the accident
wheelchair - climbs ladders without any trouble
plays_instrument + has been taking piano lessons for years
plays_instrument - only listens, for {S} never learned the piano or anything else
can_cook + knows a hundred recipes by heart
can_cook - ruins every soup
cyclist + has three bikes and uses them all
cyclist - has no bicycle and can't ride one
has_phone + answers every call at once / gave us {P} mobile number
has_phone - can only be reached by letter, for want of a telephone
bilingual + was raised in two tongues
bilingual - has only ever learned one language
citizen + may vote here, being a national
citizen - has no vote here as a foreigner
organ_donor + ticked yes on the donor form / would give away {P} heart after death
organ_donor - wants to be buried with all {P} organs / ticked no on the donor form
pets_allowed + lets cats sleep on the sofa
pets_allowed - turns away anyone with a dog
wheelchair_accessible + is all on one level, with automatic doors
wheelchair_accessible - is full of stairs, with no ramp anywhere
parking + has a spot for every car
parking - has double yellow lines all around it and no garage
wifi + lets you stream films in bed over its network
wifi - is a place without any connection to the net
smoking_allowed + has a smoking room
smoking_allowed - has a sign with a crossed-out cigarette
breakfast_included + gives you rolls and jam as part of the deal
breakfast_included - makes you pay for the rolls in the morning
furnished + includes a sofa, a wardrobe and lamps
furnished - is let without a single piece of furniture
balcony + has a roof garden for sunbathing
balcony - has nothing but windows to the outside / offers no fresh air except through the windows
lift + has a cabin that carries you to the tenth floor / spares your knees by carrying you up
lift - lets you carry your bags up six flights of stairs on foot
pool + lets you dive in before breakfast / has a lifeguard and three diving boards
pool - makes you go to the lake for a swim, for it has no basin
accepts_cards + is happy with plastic
accepts_cards - wants notes and coins, nothing else
child_friendly + reads stories to the little ones at five
child_friendly - wants no kids
reservation_required + expects a phone call before you come, or the door stays shut
reservation_required - needs no advance notice
renovated + smells of fresh plaster after the works
renovated - is crumbling, and nothing has been done about it in decades
is_new + was made last week and never opened
is_new - was already used by my aunt
works + does everything the manual promises
waterproof + can be held under the tap
waterproof - is ruined by the first splash
battery_powered + has to be recharged after ten hours
battery_powered - needs a socket nearby at all times
in_stock + can be taken home right now
in_stock - has run out, and nobody knows when more will come
warranty + is still covered if it breaks / comes with a two-year promise of free repair
warranty - will not be repaired by the maker for free
returnable + can be brought back to the shop within a month
returnable - stays with you, like it or not, once paid
recycled + was once a heap of plastic bottles from the sea
recycled - eats up rare woods from the rainforest
assembly_required + needs two people and an Allen key to build it
assembly_required - stands ready to use as soon as you open the box
handmade + was knitted by my grandmother / was blown by a single craftsman
handmade - is turned out by robots / was stamped by a press
gift_wrapped + wears a red bow and shiny paper / looks like Christmas morning in its bright wrapping
gift_wrapped - came without ribbon or bow / lay naked in the bag
damaged + has a broken corner
damaged - shows no fault at all
noisy + drives the neighbours mad with its din
noisy - is so quiet that you forget it is on
free + can be had for nothing
free - costs twelve euros a head
outdoors + needs dry weather, as there is no roof
outdoors - is safe from the rain inside
online + is only on your screen
online - is not broadcast, so come yourself
cancelled + was dropped from the calendar for good
cancelled - will happen, rest assured
public + is open to the whole town
public - is a private affair
food_provided + comes with dinner
food_provided - has no catering, so eat before you come
recorded + can be watched again next week
recorded - will leave no trace, as taping is forbidden
registration_required + is only open to those who enrolled
registration_required - is open even to those who never enrolled
suitable_for_children + is fun from age three
suitable_for_children - is too scary for kids, so leave them at home
successful + exceeded every hope
successful - was the greatest failure in years
urgent + brooks no delay
urgent - has all the time in the world
resolved + is off the table, since the cause was removed
resolved - keeps us awake, as no cure was found
reproducible + can be seen by anyone who follows the steps / comes back each time we press the key
reproducible - did not come back in a hundred tries
duplicate + tells us nothing that we had not been told before / repeats an old report word by word
duplicate - is news to us / tells us of something that nobody had noticed
refunded + put the sum back on the client's card / led to a full repayment
refunded - did not make us return the money / ended without any repayment
legal + is allowed by the courts
legal - is a crime
confidential + must be kept under lock and key
confidential - is no secret at all
approved + was waved through
approved - was rejected by those in charge
escalated + went all the way up to the board / was handed to the head of the department
escalated - never got beyond the help desk / was kept from the bosses
safe + has never harmed anybody
safe - has already hurt two people
feasible + is easy enough to put into practice / lies within our power
feasible - would need a miracle
first_time + opened our contact with this client / marks the start of a new acquaintance
first_time - is one more from a sender we know well / follows four earlier ones from the same client
accident_free + has its first, flawless paint / has no dent in its history
accident_free - was wrecked once and rebuilt
automatic + leaves your left foot with nothing to do / changes gear without you
automatic - leaves the changing of gears to your hand / has five gears and a clutch to press
roadworthy + was found fit for the road / has brakes and lights that satisfied the examiner
roadworthy - must not be driven before the brakes are replaced / is not allowed on the road any more
garaged + is parked indoors / is put behind a locked roller door each evening
garaged - is covered in leaves from the tree it stands under / is left out in the rain
electric + drives without petrol, on current alone / has to spend the night at the charging point
electric - has a tank, not a plug / smells of petrol
sold + was driven home by the new owner / has already changed hands
sold - is on offer / can be had by the first to call
tow_bar + can take your boat on its hook / has a coupling for the caravan
tow_bar - leaves your caravan at home, as it has no coupling / was never fitted with a hook
leased + must be given back after thirty-six months / costs a monthly rate to the leasing bank
leased - is our property / does not belong to any bank or leasing firm
license_required + involves driving, so a licence is a must / is closed to those who may not drive
license_required - can be reached by bus and involves no driving / is fine for people who never passed a driving test
experience_required + is nothing for novices / demands a record of similar posts
experience_required - welcomes people who have never done it / comes with full training for beginners
travel + sends you abroad every other week / makes you live out of a suitcase
travel - keeps you at the same desk all year / lets you sleep at home every night
weekend_work + includes Sunday shifts / asks you to come in on Saturdays
weekend_work - is Monday to Friday only / never touches your Saturdays
remote_possible + asks for no presence at the office / lets you dial in from anywhere
remote_possible - ties you to the workbench in the hall / can't be done from a distance
bonus + gives you a cheque on top at the end of the year / rewards good results with additional money
bonus - offers the wage and nothing on top / has no premium or thirteenth salary
visa_sponsorship + includes help with the immigration office / comes with a letter to the embassy from the firm
visa_sponsorship - requires that you already hold a work permit / leaves the immigration papers to you
uniform + comes with a cap and a jacket you have to wear / makes everybody dress alike
uniform - can be done in jeans or whatever you like / does not come with any special clothes
filled + was given to an internal candidate / is gone
filled - is up for grabs / has had no takers yet
won_lottery + We hit the jackpot / The prize is ours, the draw made us rich
won_lottery - We won nothing, as always / Not one of my six numbers was drawn
raining + It is coming down in buckets
raining - No cloud, no drop, the washing dries outside / The farmers beg for water, the sky stays dry
door_locked + The bolt is across / You will need the key to get in
door_locked - The bolt is not across / The door opens at a push
lights_on + The bulb shines / Somebody is at home, the window is bright
lights_on - The bulb is dark / We saw nothing, it was pitch dark in the room
alarm_set + The sensors are live / The system is active
alarm_set - The sensors are dead / The system is not active
power_cut + The fridge thawed because the current was gone / The whole district was dark after the fault
power_cut - Every socket has current / The network held, nothing went dark
road_open + You can drive through / The last barrier is gone
road_open - The pass is shut because of snow / Everybody is sent back at the barrier
train_delayed + The board shows plus forty minutes / We missed our connection because the train came long after its time
train_delayed - The train pulled in on the dot / Not a minute was lost by the train
anyone_hurt + An ambulance took the wounded away / One of them broke an arm
anyone_hurt - There were no wounded / All got off with a fright
suspect_arrested + The robber sits in a cell / They got him at the border and locked him up
suspect_arrested - They are still looking for the robber / The robber vanished without trace
tickets_left + There are seats in every row / The box office still sells
tickets_left - You come too late, it is sold out / Not a single seat is to be had
medication_taken + I had my dose this morning / The capsule is already in my stomach
medication_taken - I skipped my dose / I spat the capsule out
signed + The ink under the deal is dry / Everybody put pen to paper under the contract
signed - The contract lies on my desk without any name under it / They left without putting pen to paper
homework_done + Every exercise is finished / My essay is ready to be handed in
homework_done - I left all the exercises empty / There is nothing to hand in, I was too lazy
"""
