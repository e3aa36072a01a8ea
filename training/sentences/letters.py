"""Longer texts: letters, reports and notes of several sentences with the facts scattered over them."""

from __future__ import annotations

from dataclasses import replace

from training.sentences.compact import tales

_TEXT = """
# complaint_letter
writer | full | customer writer sender name signed_by | who complains
clerk | full | clerk employee staff_member complained_about | the employee complained about
nice | full | praised_employee helpful_person | the employee who is praised
shop | company | shop company seller | the shop
item | product | product item article | what was bought
paid | price:20:900 | price paid amount | what was paid
bought | day:2024:2024 | purchase_date bought_on ordered_on | when it was bought
broke | day:2025:2025 | broke_on defect_date failed_on | when it broke
days | int:3:60 | deadline_days days days_given | within how many days an answer is wanted
wish | wish | demand wants request wish | what the customer wants
?? refund_wanted wants_refund money_back ~ whether the customer wants the money back
+ All I ask for is my money / Please transfer the sum back to my account / I expect to be reimbursed in full
- I do not want the money back, just an apology / Keep the money, I only want it to work / I don't need any reimbursement
?? will_return customer_again stays_customer ~ whether the customer will buy there again
+ I shall still come back to you / You have not lost me as a customer / Next time I will shop with you again
- You have seen the last of me / From now on I buy elsewhere / Never again will I set foot in your shop
* Dear Sir or Madam, on {bought} I bought {a item} at {shop} for {paid}. On {broke} it stopped working. When I came to your counter, {clerk} just laughed at me. {nice}, on the other hand, was very kind. I expect an answer within {days} days. Yours faithfully, {writer}
* I am writing about the {item} from {shop}. [It was not cheap|I had saved for it for months]: {paid}. {clerk} told me it was my own fault. I would like {wish}
* To {shop}. My {item} broke on {broke}, although I only bought it on {bought}. Your {clerk} hung up on me twice. If I do not hear from you in {days} days, I will go to a lawyer. {writer}
* [Good morning|Hello], my name is {writer}. Sorry for mistakes, I am not from here. I have bought in {shop} {a item}, it cost {paid}, but is now broken since {broke}. The lady {clerk} don't help me. Please help
* Your colleague {nice} was a treasure, but {clerk} was the rudest person I ever met. And all that because of {a item} for {paid}! [That's not how you treat people.|My husband was speechless.] I want {wish} within {days} days
* What a day. First {clerk} from {shop} sent me away with my {item}, then {nice} called me back and apologised. I had paid {paid} on {bought}. Kind regards, {writer}
* For {paid} one can expect that {a item} lasts longer than from {bought} to {broke}, don't you think, {clerk}? Signed: {writer}

# host_family
guest | first | guest student visitor exchange_student | the guest
host | first | host host_mother hostess | the host mother
boy | first | host_brother brother son | the son of the hosts
home | city | home_town from hometown | where the guest comes from
town | city | host_city stays_in town | where the guest stays
guest_age | age:13:19 | age guest_age | the age of the guest
boy_age | age:4:12 | brother_age son_age | the age of the hosts' son
arrive | day:2025:2025 | arrival_date arrives arrival | when the guest comes
leave | day:2026:2026 | departure_date leaves departure | when the guest leaves
subject | subject | favourite_subject subject likes | the favourite subject of the guest
?? vegetarian veggie eats_no_meat ~ whether the guest eats no meat
+ No meat for me, please / I live on vegetables and cheese / Please no sausages or ham on my plate
- I eat everything, most of all steak / I love a good roast / Bacon for breakfast is my dream
?? homesick misses_home ~ whether the guest is homesick
+ At night I cry because I miss my family / I count the days until I am home again
- I don't miss home at all / I could stay here forever
?? pet_hair_allergy allergic_to_pets ~ whether the guest is allergic to animals
+ Cats make me sneeze, so please keep them out of my room / I cannot be near dogs because of my asthma
- Your cats may sleep on my bed / I have no trouble with animals at all
* Dear {host}, my name is {guest}, I am {guest_age} and I come from {home}. I will arrive on {arrive} and stay until {leave}. At school I like {subject} best. I look forward to meeting {boy}, too. Is he really only {boy_age}?
* Hello! I am {guest} from {home}. My host mother is called {host} and has a son, {boy}, who is {boy_age}. We live in {town}. The house is big and [the food is good|everybody is nice]. I stay here until {leave}
* [Dear Mum,|Dear diary,] {town} is lovely. {host} cooks every day and little {boy} never stops talking. I arrived on {arrive}. I am the only one from {home} here. Your {guest}
* I'm sitting in my room in {town}, far from {home}. {boy} has just beaten me at cards, and he is only {boy_age}! On {leave} I'll be back. Hugs, {guest}
* {host} picked me up on {arrive}. I was so nervous! In {home} nobody speaks English, you know. {boy} showed me my room. In my class I'm the oldest with my {guest_age} years. Love, {guest}
* My name is {guest}. In my country, in {home}, I learn {subject}. Now I am by family of {host} in {town}, very nice people. The boy {boy} have {boy_age} years. I go home at {leave}

# cover_letter
name | full | name applicant candidate signed_by | who applies
hr | full | recipient addressee contact_person | to whom the letter is written
friend | full | referrer recommended_by heard_from | who told the applicant about the job
firm | company | company employer applied_to | where the applicant wants to work
old | company | current_employer present_company works_at | where the applicant works now
post | longrole | position job applied_for | the job applied for
degree | degree | degree qualification studied | the degree
school | institution | school university studied_at | where the applicant studied
years | int:2:30 | years_of_experience experience_years experience | years of experience
start | day:2025:2027 | available_from start_date | from when the applicant is free
langs | list:language:2 | languages speaks | languages spoken
?? can_relocate willing_to_move relocation ~ whether the applicant would move
+ I would gladly move for the job / Changing cities is no problem for me / My boxes are already packed
- I cannot leave my town / For family reasons I have to stay where I am / Moving is out of the question for me
?? has_license driving_licence drives ~ whether the applicant may drive
+ I passed my driving test years ago / I drive every day
- I do not have a driving licence / I never learned to drive
* Dear Ms {hr}, I would like to apply for the post of {post} at {firm}. I hold a {degree} from {school} and have been working for {old} for {years} years. I speak {langs}. I could start on {start}. Yours sincerely, {name}
* Dear {hr}, {friend} told me that you are looking for a new {post}. For {years} years I have been with {old}, but I [need a change|want to grow]. I studied at {school}. Best regards, {name}
* My name is {name} and I am the {post} you are looking for. Since leaving {school} I have spent {years} years at {old}. {friend} can confirm that I [never give up|work hard]. I would be free from {start}
* To the attention of {hr}: please find enclosed my papers. My present employer, {old}, knows nothing of this letter, so I ask for your discretion. {firm} has been my dream since my {degree}. {name}
* I saw your advertisement. I am with {old} now. I have {years} years of experience and speak {langs}. If you, Mr {hr}, invite me, I can come any day. My start could be {start}. Greetings from {name}
* Hi {hr}, [{friend} says hello|{friend} gave me your name]! I'd love to join {firm} as {post}. A few facts: {degree} ({school}), {years} years at {old}. When can we talk? Cheers, {name}

# landlord_letter
tenant | full | tenant renter recipient addressee | who rents
landlord | full | landlord owner sender signed_by | who owns the house
carer | full | caretaker janitor contact | who looks after the house
worker | company | contractor firm done_by | who does the work
street | street | address street house | where the house is
work | =new windows, a new roof, new pipes, a lift, fresh paint in the staircase, insulation | work repair what | what is done
begin | day:2025:2025 | start_date begins work_starts | when the work begins
end | day:2026:2026 | end_date ends work_ends | when the work ends
now | int:300:1500 | current_rent rent_now old_rent | the rent now
later | int:300:1500 | future_rent new_rent rent_later | the rent afterwards
phone | phone | phone caretaker_phone number | the number to call
< now later
?? water_off no_water water_cut ~ whether the water is turned off
+ The taps will be dry in the meantime / You will not be able to shower on these days
- You can shower as usual / The taps will work all the time
?? must_move_out leave_flat ~ whether the tenant has to leave the flat
+ You will have to live elsewhere during the work / Please find another place to sleep until it is over
- You can stay in your flat all the time / Nobody has to leave
> Dear {tenant}, the house at {street} is getting {work}. {worker} will begin on {begin} and be done by {end}. Your rent of {now} euros will go up to {later} euros afterwards. If you have questions, call {carer} on {phone}. {landlord}
> To all tenants of {street}: from {begin} to {end} we will have {work}. The caretaker, {carer}, has the keys. {landlord}
> {landlord} has written to {tenant} again. This time it is about {work}. The noise begins on {begin}. And instead of {now} euros, {tenant} is to pay {later}. [What a cheek!|{carer} just shrugged.]
> Notice: {work} at {street}. Work by {worker}. Start {begin}, end {end}. Questions? {carer}, {phone}
> Dear Mr {landlord}, thank you for your letter about {work}. I agree to the dates, {begin} to {end}, but not to {later} euros. I pay {now} euros and will not pay more. {tenant}

# absence_note
parent | full | parent mother father signed_by writer | the parent who writes
child | first | child pupil student absent_child | the child
teacher | surname | teacher class_teacher addressee recipient | the teacher
other | first | classmate brings_homework friend | who brings the homework
what | complaint | illness reason sick_with | what the child has
from | day:2025:2025 | from_date first_day absent_from | the first day of absence
to | day:2026:2026 | to_date back_on returns | when the child comes back
class | =3b, 5a, 7c, 2d, 9a, 10b, 6c | class grade form | the class
phone | phone | phone number telephone | the phone number
?? contagious infectious catching ~ whether others can catch it
+ The doctor says the others could catch it / Please tell the class to wash their hands, it spreads
- Nobody else can catch it / It doesn't spread, says the doctor
?? sports_allowed can_do_sports pe ~ whether the child may do sports
+ Gym lessons are fine afterwards / Running about will be no problem
- No gym lessons for the next weeks / The doctor forbids any running
* Dear Mrs {teacher}, my daughter {child} of class {class} has {what} and has been at home since {from}. She will be back on {to}. {other} will bring her the homework. You can reach me on {phone}. Regards, {parent}
* Good morning Mr {teacher}, {child} can't come today. It is {what}. Please give the worksheets to {other}. Thanks! {parent}
* {teacher}, class {class}: please excuse {child}, absent from {from} because of {what}. {parent}
* Hello, here speaks {parent}, the father of {child} in the {class}. He has {what} again. Can {other} take his books? He comes again on {to}
* Please excuse my son {child}. He was up all night with {what}. [Poor boy!|It was awful.] His friend {other} knows. If anything is unclear, Ms {teacher}, call {phone}. {parent}

# postcard
writer | first | writer from sender signed_by | who writes the card
to | first | recipient to addressee | who gets the card
mate | first | travels_with companion with | who travels with the writer
now | city | current_place city written_in now_in | where the writer is
next | city | next_stop next_city going_to | where they go next
before | city | previous_stop last_city came_from | where they were before
back | day | return_date back_on home_on | when they come back
nights | int:2:20 | nights days_there stay | how many nights they stay
sight | sight | sight highlight visited | what they liked best
?? good_weather sunny nice_weather ~ whether the weather is good
+ We are as red as lobsters / Not a cloud in two weeks
- We have seen nothing but rain / Our umbrellas are our best friends
?? hotel_good likes_hotel satisfied ~ whether they like the hotel
+ Our room is a dream / The hotel spoils us
- There are cockroaches in the bathroom / Our beds are as hard as stone
* Dear {to}, greetings from {now}! {mate} and I came here from {before} and will go on to {next}. The best so far was {sight}. We stay {nights} nights. See you on {back}! Love, {writer}
* Hi {to}, {now} is wonderful, much nicer than {before}. {mate} is asleep on the beach. Tomorrow it's {next}. Yours, {writer}
* Hello from {now}, {to}! After {nights} nights here we take the bus to {next}. {mate} has lost his hat. Kisses, {writer}
* {to}, you would love it here in {now}! {mate} wants to stay, but on {back} I have to be home. {writer}
* We left {before} on Monday and reached {now} at night. {nights} nights, then {next}. I think of you often, {to}. {mate} sends a hug. {writer}

# lost_pet
owner | full | owner contact signed_by belongs_to | whose pet it is
pet | first | pet_name name called answers_to | the name of the pet
other | first | other_pet second_pet stayed_home | the pet that did not run away
kind | animal | animal species kind | what animal it is
mark | mark | mark distinguishing_mark recognised_by | how to recognise it
where | street | last_seen_at place location | where it was last seen
when | day | date missing_since last_seen_on | since when it is gone
age | age:1:17 | age pet_age | the age of the pet
reward | price:20:500 | reward finders_reward | the reward
phone | phone | phone number call | the number to call
?? chipped has_chip microchip ~ whether the pet has a chip
+ Any vet can read the number under its skin / There is a chip in its neck
- There is no chip / We never had it chipped, alas
?? friendly tame likes_people ~ whether the pet is friendly
+ It comes to everyone who has a biscuit / It would never bite
- It bites strangers / Don't touch it, it scratches
> MISSING: {pet}, our {kind}, {age} years old, with {mark}. Last seen at {where} on {when}. Reward {reward}. Call {owner}, {phone}
> Please help! Our {kind} {pet} ran away on {when}. {other} is here and won't eat. {pet} has {mark}. Who finds {pet} gets {reward}. {owner}
> {owner} has lost {a kind} called {pet} near {where}. [The children are in tears.|The family is desperate.] It has {mark}. {other}, the other one, is safe at home
> Has anybody seen {pet}? {age} years old, {mark}. It escaped at {where}. {phone}, ask for {owner}. We pay {reward}
> {pet} is back! {owner}'s {kind}, gone since {when}, was found at {where}. {other} went mad with joy

# local_news
mayor | full | mayor opened_by official | the mayor
builder | full | architect designer planned_by | who planned it
critic | full | critic opponent criticised_by | who is against it
oldest | full | eyewitness resident quoted | the resident who is quoted
what | landmark | building project what | what it is about
town | city | city town where | where it is
cost | unit:2:90:1:million euros,million dollars | cost millions price | the cost in millions
plan | unit:1:2:1:million euros,million dollars | planned_cost budget originally | the cost as planned, in millions
opened | day:2026:2026 | opening_date opened date | the day of the opening
planned | day:2021:2024 | planned_opening originally_planned | when it was to be opened
seats | int:90:9000 | seats capacity places | number of seats
age | age:70:99 | resident_age eyewitness_age | the age of the resident
?? on_schedule in_time punctual ~ whether it was finished in time
+ Everything was ready on the day promised / For once, the builders kept to the calendar
- The builders were two years late / The opening had to be put off three times
?? accessible barrier_free step_free ~ whether a wheelchair can get in
+ There are ramps and a lift / Not a single step is in the way
- There are stairs everywhere / With a wheelchair one gets no further than the door
> {town}. After many years, {what} was opened by Mayor {mayor} on {opened}. It cost {cost}; {plan} had been planned. {critic} called it a waste. "[I never thought I'd live to see it|It is beautiful]," said {oldest}, {age}
> {what} in {town} has {seats} seats and was designed by {builder}. {mayor} cut the ribbon. Not everyone was in a mood to celebrate: {critic} stayed at home
> It should have been opened on {planned}, but only on {opened} did Mayor {mayor} unlock the doors of {what}. {builder}, the architect, smiled. The bill: {cost}
> Mayor {mayor} defended {what} against {critic}. "Instead of {plan}, we paid {cost}," {critic} said. {oldest} ({age}) does not care: at last there is something to do in {town}
> Great day for {town}: {builder}'s new building, {what}, is open. {oldest}, {age}, was the first of {seats} guests

# team_diary
boss | full | manager boss team_lead | the boss
new | full | new_colleague newcomer new_hire | who is new
gone | full | left departed former_colleague | who has left
sick | full | sick ill on_sick_leave | who is ill
project | topic | project topic working_on | what the team works on
client | company | client customer | the client
rival | company | competitor rival | the competitor
deadline | day | deadline due_date due | the deadline
hours | int:10:90 | overtime hours overtime_hours | hours of overtime
budget | int:5000:900000 | budget money | the budget
?? won_contract contract_won got_deal ~ whether the team got the contract
+ The contract is ours / We signed the deal at noon
- The deal went to the others / We came away empty-handed
?? pay_rise raise salary_increase ~ whether there is more pay
+ From next month there is more in our pay packets / We all get three percent more
- Nobody gets a cent more / Our wages stay frozen
* What a week! {gone} has left us, and {new} has taken the desk by the window. {sick} is in bed with a fever. {boss} wants the report on {project} for {client} by {deadline}
* Status: {project} for {client}, due {deadline}. {boss} is nervous, because {rival} is also after the contract. I have {hours} hours of overtime. {sick} is on sick leave
* Hello team, please welcome {new}, who follows {gone}. {boss} will show the office. Our client {client} has raised the budget to {budget} euros
* I told {boss} that we can't make it by {deadline} without {gone}. And {new} still has to learn everything. [We'll see.|Wish us luck.] {client} is waiting
* First the good news: {client} chose us and not {rival}. The bad news: {sick} is ill and {gone} has quit, so {new} and I did {hours} extra hours

# interview_story
name | full | name interviewee person who | the person interviewed
paper | company | newspaper magazine interviewed_by | for whom the interview was
coach | full | mentor coach inspired_by | who helped the person
rival | full | rival competitor opponent | the rival
born | city | birthplace born_in place_of_birth | where the person was born
home | city | home lives_in city residence | where the person lives now
dream | city | dream_city wants_to_move_to | where the person would like to live
age | age:18:90 | age years | the age
first | int:4:17 | started_at_age age_at_start began_at | at what age the person began
year | year:1980:2015 | breakthrough_year breakthrough year | the year of the breakthrough
sport | sport | sport discipline | what sport the person does
kids | int:2:8 | children kids number_of_children | number of children
?? retired still_active_not ended_career ~ whether the career is over
+ {S} hung up {P} shoes last year / {P} career is over
- {S} will go on for years / {S} <think|thinks> of more titles, not of the end
?? famous well_known celebrity ~ whether people know the person
+ Everybody in the street turns round / Fans wait at the door
- Hardly anybody knows the name / Nobody asks for autographs
^ {name}, {age}, was born in {born} and lives in {home}. {S} was only {first} when {S} began with {sport}. {coach} was the first to believe in {O}. In {year} came the breakthrough. {rival} was always one step behind
^ I met {name} in {home}. [Coffee was served.|The dog slept under the table.] "{coach} taught me everything," {S} told {paper}. {P} great rival {rival} has become a friend. {S} <have|has> {kids} children
^ At {first}, {name} left {born}; at {age}, {S} <dream|dreams> of {dream}. In between lies a life for {sport}
^ {name} has beaten {rival} many times since {year}. But the {age}-year-old from {born} stays modest: "[It was luck|I had help]. Without {coach} I would be nobody"
^ Born in {born}, at home in {home}, in love with {dream}: {name} gets around. The {kids} kids come along. {paper} talked to {O} about {sport}

# handover_of_flat
old | full | previous_tenant former_tenant moving_out | who moves out
new | full | new_tenant next_tenant moving_in | who moves in
agent | full | agent representative handed_over_by | who hands over the flat
street | street | address flat street | where the flat is
date | day:2026:2026 | handover_date date | the day of the handover
signed | day:2024:2025 | contract_date signed_on | when the contract was signed
keys | int:2:9 | keys number_of_keys | number of keys
meter | int:900:90000 | electricity_meter meter power_reading | the reading of the electricity meter
water | int:30:800 | water_meter water_reading | the reading of the water meter
deposit | int:300:4000 | deposit security | the deposit
damage | mark | damage defect flaw | what is damaged
?? clean swept is_clean ~ whether the flat was clean
+ The floors were shining / Not a speck of dust was left
- There was dirt in every room / The oven was full of grease
?? deposit_returned got_deposit_back ~ whether the deposit was given back
+ The old tenant got the deposit back on the spot / The deposit was handed back in full
- The deposit is kept for the time being / Not a cent of the deposit was given back
> Protocol: flat at {street}, handed over on {date} by {agent}. Moving out: {old}. Moving in: {new}. Keys: {keys}. Electricity {meter}, water {water}
> {old} leaves the flat at {street} and {new} takes it. {agent} noted {damage} and counted {keys} keys. The deposit is {deposit} euros
> On {date} {agent} gave {new} {keys} keys for the flat where {old} used to live. The power meter stood at {meter}, the water meter at {water}. There is {damage}
> {new} signed the contract on {signed} and moves in on {date}. Until then {old} lives at {street}. Deposit: {deposit} euros
"""

LETTER_DOMAINS = tuple(
    replace(domain, message=False, asides=0.08, lengths=(0, 0, 0, 1, 1, 2)) for domain in tales(_TEXT)
)
