"""Tales: two or more values of one type, told apart by their roles, by relations and by wording."""

from __future__ import annotations

from training.sentences.compact import tales

_TEXT = """
# deal
buyer | person | buyer purchaser bought_by new_owner customer | who bought it; the person who paid
seller | person | seller vendor sold_by previous_owner former_owner | who sold it; the person who got the money
item | product | item product thing goods what | what changed hands
price | price:20:900 | price amount paid sum | what was paid in the end
asked | price:20:900 | asking_price original_price first_price asked | what the seller wanted at first
< price asked
> {buyer} bought {a item} from {seller}
> {buyer} bought {a item} from {seller} for {price}
> {seller} sold {buyer} {a item} for {price}
> {seller} sold [the|an old] {item} to {buyer}, who paid {price}
> {seller} wanted {asked} for the {item}, but {buyer} got it for {price}
> The {item} that used to belong to {seller} is now {buyer}'s
> {buyer} handed {price} to {seller} and took the {item} home
> {item}: asked {asked}, sold for {price}. Seller {seller}, buyer {buyer}
> [I saw|We heard] that {seller} has parted with the {item}; {buyer} [paid|gave] {price} for it
> {buyer}, the new owner of the {item}, got it from {seller}
> Sold! The {item} goes from {seller} to {buyer}
> The {item} cost {buyer} {price}. {seller} had asked for {asked}
* My name is {buyer} and I bought {a item} from {seller} for {price}. It had been listed at {asked}
* I got {seller}'s old {item} for {price} instead of {asked}
In the end the price was {price}
The advertisement had said {asked}
{seller} was sad to see it go
{buyer} cannot wait to use it
~ {~name} had offered {~price}, in vain
~ {~name} came too late

# loan_of_things
lender | person | lender owner lent_by belongs_to | who lent it; the owner
borrower | person | borrower lent_to taken_by | who borrowed it
thing | product | item thing object | what was lent
given | day | lent_on borrowed_on start_date from_date | when it was lent
due | day | due_date return_by back_on until_date | when it must be back
< given due
> {borrower} borrowed [the|a] {thing} from {lender}
> {lender} lent {borrower} {a thing} on {given}; it is due back on {due}
> {lender}'s {thing} is with {borrower} until {due}
> {borrower} still has the {thing} that {lender} lent out on {given}
> On {given} {lender} let {borrower} have the {thing}, to be returned by {due}
> Dear {borrower}, may I have my {thing} back? It was due on {due}. Yours, {lender}
> The {thing} is {lender}'s, {borrower} only borrowed it on {given}
> {borrower} promised {lender} to bring back the {thing} by {due}
It was lent on {given}
It has to be back by {due}
~ {~name} would like to borrow it next

# wedding
bride | person | bride her_name wife | the bride
groom | person | groom bridegroom husband | the bridegroom
date | day | wedding_date date married_on | when they marry
town | city | place city wedding_location town | where they marry
best | person | best_man witness | the best man
guests | int:12:320 | guests guest_count invited | how many are invited
engaged | day:2018:2021 | engaged_on engagement_date | when they got engaged
> {bride} and {groom} are getting married on {date} in {town}; she will arrive by carriage, he on a motorbike, and {best} is best man
> The bride, {bride}, wore white, and her husband {groom} wore grey
> {groom} waited at the altar for {bride}, who came on her father's arm
> Bride: {bride}. Groom: {groom}. Date: {date}
> {groom} proposed to her on {engaged}, and on {date} {bride} will become his wife
> We invite you to the wedding of our daughter {bride} to {groom} in {town} on {date}
> We are happy that our son {groom} is marrying {bride} in {town}
> {bride} walked down the aisle to where {groom} and his best man {best} stood
> {bride} said yes, {groom} cried and {best} had forgotten the rings
> {groom} took his bride {bride} to {town}
Among the {guests} guests were two mayors
{best} held the rings as best man
About {guests} people are invited
They had been engaged since {engaged}
~ {~name} played the organ
~ {~name} caught the bouquet

# final
winner | person | winner champion first_place won_by | who won
loser | person | loser runner_up beaten_finalist second_place | who lost the final
third | person | third third_place bronze | who came third
place | city | city venue_city held_in place | where it took place
event | event | discipline event competition contest | what the competition was
score | score_pair | score result | the result of the final
> {winner} beat {loser} {score} in [the final|a thrilling final] in {place}
> {loser} lost to {winner} [by {score}|]
> {winner} won the {event} ahead of {loser} and {third}
> {loser} had to settle for second place behind {winner}; {third} took bronze
> In the {event}, gold went to {winner}, silver to {loser} and bronze to {third}
> 1. {winner} 2. {loser} 3. {third}
> Nobody could stop {winner}, not even {loser}
> {loser} was leading until {winner} overtook on the last metres; {third} finished third
> {third} came in after {loser}, but the victory went to {winner}
> {event} in {place}: {winner} first, {loser} second, {third} third
> Not {loser} but {winner} holds the trophy tonight
> {loser}, last year's champion, was beaten by {winner}
> {winner} defended the title in {place} against {loser}
The final score was {score}
It was held in {place}
{third} completed the podium in third place
~ The referee was {~name}
~ {~name} did not finish

# handover
old | person | predecessor former old_holder previous_person outgoing | who had the post before
new | person | successor current new_holder incoming | who has the post now
post | longrole | position post role job_title | the post
company | institution | institution organisation employer | where the post is
since | year:2019:2026 | since in_office_since start_year | since when the new person has the post
begun | year:1980:2017 | predecessor_since started_in | since when the old person had the post
why | =retirement, illness, a move abroad, a quarrel with the board, parental leave | reason cause | why the old person left
> {new} replaces {old} as {post}
> {new} takes over from {old} as {post} of the {company}
> {old} hands over to {new}
> {old} stepped down and {new} became {post}
> {old}, who had been {post} since {begun}, was succeeded by {new} in {since}
> {post}: {new} (since {since}), before that {old}
> After years under {old}, the {company} is now led by {new}
> The former {post} was {old}; today it is {new}
> {new} is the new {post}. {old} left in {since}
> {old} is no longer {post}; please write to {new} instead
> Please note that {new}, not {old}, is now our {post}
> Since {since}, {new} has been {post}. Before, {old} held the position
It happened in {since}
{old} had held the post since {begun}
The reason for the change was {why}
~ {~name} had also applied
~ {~name} remains deputy

# removal
who | person | name person who | who moves
from | city | from_city origin old_city moved_from previous_city | where they lived before
to | city | to_city destination new_city moved_to current_city | where they live now
born | city | birthplace place_of_birth birth_city | where they were born
work | city | work_city office_city works_in | where they work
year | year:1995:2025 | year moved_in since | when they moved
^ {who} moved from {from} to {to}
^ {who} left {from} for {to} in {year}
^ Born in {born}, {who} grew up in {from} and now lives in {to}
^ {who} lives in {to} but works in {work}
^ {who} used to live in {from}; since {year} {S} <am|is|are> in {to}
^ {who} swapped {from} for {to} and commutes to {work}
^ In {year} {who} came to {to}, having spent {P} youth in {from}
^ {to} is where {who} lives these days, not {from}
^ {who} was born in {born} but calls {to} home
* I'm {who}. I was born in {born}, studied in {from} and live in {to}
* I moved here to {to} from {from} in {year}
* We said goodbye to {from} and hello to {to}
{P} place of birth is {born}
Every morning {S} <take|takes> the train to the office in {work}
Before that, {P} home was {from}
~ {P} parents stayed in {~city}
~ {~name} helped with the boxes

# price_change
item | product | product item article | the product
old | price:20:900 | old_price previous_price before was regular_price | the price before
new | price:20:900 | new_price current_price now price sale_price | the price now
off | percent:5:60 | discount percent_off reduction | the discount in percent
shop | company | shop store seller | the shop
< new old
> The {item} was {old} and now costs {new}
> {item} reduced from {old} to {new}
> {shop} has cut the price of the {item} from {old} to {new}
> Was {old}, now only {new}: {item}
> Instead of {old} you pay {new} for the {item}
> The {item} is down to {new} from {old}
> [SALE|Sale|Offer] at {shop}: {item} {new} (before: {old})
> {new} instead of {old} for {a item}, says the flyer from {shop}
> Yesterday the {item} was {old}. Today it is {new}
> With {off} off, the {item} costs {new} at {shop}
> Regular price {old}, sale price {new}
> I paid {new} for the {item}; my friend had paid {old} before the sale
You save {off}
That is a discount of {off}
The offer comes from {shop}
~ Shipping costs {~price}

# rent_rise
tenant | person | tenant renter lodger | who rents the flat
landlord | person | landlord owner landlady lessor | who owns the flat
old | int:300:1800 | old_rent previous_rent rent_before | the rent before
new | int:300:1800 | new_rent rent current_rent | the rent from now on
from | day | valid_from effective_date as_of | from when the new rent is due
rooms | int:1:7 | rooms room_count | number of rooms
< old new
> {landlord} raises the rent of {tenant} from {old} to {new} euros
> Dear {tenant}, from {from} your rent will be {new} euros instead of {old}. {landlord}
> {tenant} paid {old} euros so far; {landlord} wants {new}
> {tenant} rents {rooms} rooms from {landlord} for {new} euros a month
> The flat belongs to {landlord}, {tenant} lives there for {new} a month
> As of {from}, the rent goes up from {old} to {new} euros, writes {landlord}
> {landlord} has let the flat to {tenant}
The new rent is {new} euros
Until now it was {old} euros
The flat has {rooms} rooms
It is valid from {from}
~ The neighbour {~name} pays {~price}

# journey
passenger | person | passenger traveller name who | who travels
from | city | from origin departure_city departs_from start | where the journey starts
to | city | to destination arrival_city arrives_in end | where the journey ends
via | city | via stopover change_at transfer_city | where they change
leave | clock | departure_time departs leaves_at | when it leaves
arrive | clock | arrival_time arrives arrives_at | when it arrives
date | day | date travel_date day | the day of the journey
> The train from {from} to {to} leaves at {leave} and arrives at {arrive}
> {passenger} flies from {from} to {to} via {via}
> {passenger} flew to {to} from {from} on {date}
> Change in {via} for {to}
> {from} {leave} - {to} {arrive}
> {passenger} is on the way from {from} to {to}, with a stop in {via}
> To get to {to}, {passenger} takes the {leave} bus in {from}
> We depart {from} at {leave}, change in {via} and reach {to} at {arrive}
> Outbound {from}-{to} on {date}, {leave}
> Coming from {from}, {passenger} reached {to} at {arrive} after a break in {via}
> One ticket to {to} please, starting in {from} on {date}
* I need to get to {to}; I start in {from} and must change in {via}. My name is {passenger}
* I arrive in {to} at {arrive}. My flight leaves {from} at {leave}
There is a change in {via}
Arrival is at {arrive}
Departure is at {leave}
The journey is on {date}
~ {~name} stays behind in {~city}

# stay
guest | person | guest name booked_by who | the guest
in | day:2025:2027 | check_in arrival arrives from_date start_date | the day of arrival
out | day:2025:2027 | check_out departure leaves to_date end_date | the day of departure
booked | day:2022:2024 | booked_on reservation_date | when the booking was made
town | city | city location town | where the hotel is
rate | price:40:400 | price_per_night nightly_rate rate | the price of one night
nights | int:2:21 | nights length_of_stay number_of_nights | number of nights
< in out
> {guest} stays in {town} from {in} to {out}
> {guest} will check in on {in} and check out on {out}
> Arrival {in}, departure {out}, {nights} nights, {rate} each
> Check-in: {in}. Check-out: {out}. Guest: {guest}
> We expect {guest} on {in}; the room has to be free again on {out}
> {guest} leaves {town} on {out}, having come on {in}
> The booking of {booked} is for the time between {in} and {out}
> {guest} has booked {nights} nights in {town} at {rate} a night
* I would like to come on {in} and leave on {out}. My name is {guest}
* We arrive in {town} on {in} for {nights} nights
The reservation was made on {booked}
A night costs {rate}
They stay for {nights} nights
~ {~name} has the room next door

# postponed
event | meeting | event meeting what title | what is postponed
old | day:2025:2025 | old_date original_date previous_date planned_date | when it was to be at first
new | day:2026:2027 | new_date date current_date moved_to | when it takes place now
who | person | organizer host contact announced_by | who organises it
why | reason | reason cause why | why it was moved
room | venue | venue location place | where it takes place
> The {event} planned for {old} will take place on {new} instead
> The {event} has been moved from {old} to {new} because of {why}
> {event} postponed: new date {new} (was {old})
> Because of {why}, {who} had to put off the {event} until {new}
> Not on {old} but on {new}: our {event}
> {who} has rescheduled the {event}; it was to be on {old} and is now on {new}
> Forget {old}, the {event} is on {new}
> The {event} was originally set for {old}. The reason for the change is {why}
The new date is {new}
{who} apologises for the change of date
It will be held at {room}
~ {~name} cannot come

# lesson
teacher | person | teacher tutor taught_by instructor coach | who teaches
pupil | person | pupil student learner taught | who learns
subject | subject | subject course topic | what is taught
fee | price:10:90 | fee price per_lesson | the price of a lesson
day | =Mondays, Tuesdays, Wednesdays, Thursdays, Fridays, Saturdays | day weekday when | on which days
age | age:6:80 | pupil_age student_age age | the age of the pupil
> {teacher} teaches {pupil} {subject}
> {pupil} takes lessons in {subject} with {teacher} on {day}
> {pupil}, aged {age}, learns {subject} from {teacher}
> On {day} {teacher} gives {pupil} a lesson in {subject} for {fee}
> {teacher} is proud of {pupil}, the best in the {subject} class
> {pupil} has {teacher} in {subject} this year
> Thanks to {teacher}, {pupil} finally understands {subject}
> {pupil} handed the homework to {teacher}
> The new tutor of {pupil} is {teacher}, who charges {fee}
* I'm {pupil}, {age}, and my {subject} teacher is {teacher}
A lesson costs {fee}
They meet on {day}
{pupil} is {age}
~ The headmaster, {~name}, agrees

# substitution
usual | person | regular usual absent_person replaced normally | the person who usually does it
sub | person | substitute stand_in replacement replaced_by today | the person who does it this time
task | subject | class lesson subject | the class
why | reason | reason why absence_reason | why the usual person is away
when | soon | when day date | when it is
> {sub} stands in for {usual} {when}
> {usual} cannot come because of {why}, so {sub} takes the {task} class
> Usually {usual} teaches {task}, but {when} {sub} will do it
> {task}: {sub} instead of {usual}
> {usual} is off due to {why}; {sub} fills in
> The {task} class {when} is with {sub}, as {usual} is away
> {sub} replaces {usual}, who is away because of {why}
> Instead of {usual} we have {sub} {when}
> In place of the usual {usual}, {sub} came on
The reason is {why}
~ {~name} has to do the registers

# family
child | person | child name who son_or_daughter | the child
father | person | father dad father_name | the father
mother | person | mother mum mother_name | the mother
grand | person | grandmother granny grandma | the grandmother
teacher | person | teacher class_teacher | the teacher
age | age:3:17 | age child_age years | the child's age
school | institution | school attends kindergarten | the school
> {child} is the child of {mother} and {father}; {mother} is a pilot and {father} raises the kids, a proud dad
> {child}'s mother is {mother} and the father is {father}
> {mother} picks up her child {child} from school; {father}, the father, is at work
> {father} and his wife {mother} have a child called {child}
> My parents are {father} (dad) and {mother} (mum). My name is {child}
> {child} ({age}) was brought by grandmother {grand}
> {child}, {age}, goes to the {school}. Father: {father}. Mother: {mother}
> {grand} is the mother of {mother}, and {mother} is the mother of {child}
> {child} has her father's eyes, says {father}, and her grandmother {grand}'s temper
* My dad {father} and my mum {mother} met at work. I'm {child} and I'm {age}
{child} is {age} years old
{child} goes to the {school}
Granny {grand} helps out a lot
The teacher, {teacher}, is pleased
{father} is the father
~ The neighbour {~name} looks after the cat

# ages
older | person | older elder elder_sibling oldest | the older one
younger | person | younger younger_sibling youngest | the younger one
age | age:4:88 | younger_age age_of_younger age | the age of the younger one
gap | int:2:9 | difference gap years_apart age_difference | how many years are between them
town | city | city home lives_in | where they live
> {older} is {gap} years older than {younger}, who is {age}
> {younger} is {age}, {gap} years younger than {older}
> {older} was already {gap} when {younger} was born
> {younger} ({age}) is the baby of the family, {older} the first-born
> {younger} looks up to big sister {older}
> {older} and {younger} are siblings; {older} is the elder
> The twins are not twins at all: {older} came {gap} years before {younger}
> Big brother {older} carried little {younger} home to {town}
> Being the younger of the two, {younger} always got the old clothes of {older}
{younger} is now {age}
They live in {town}
~ Their cousin {~name} is {~age}

# surname_first
given | first | first_name given_name forename | the given name
family | surname | last_name surname family_name | the family name
maiden | surname | maiden_name birth_name nee | the name before marriage
middle | first | middle_name second_name | the second given name
dob | day:1930:2010 | date_of_birth birth_date born dob | the date of birth
town | city | place_of_birth city birthplace | the place of birth
id | code | id file_number reference | the number of the file
> {family}, {given}
> {family}, {given}, born {dob} in {town}
> {family}, {given} {middle}, file {id}
> Name: {family}, {given}. Date of birth: {dob}
> Patient {family}, {given}, {dob}
> Surname {family}, given name {given}
> {given} {middle} {family}, née {maiden}
> Mrs {given} {family}, formerly {maiden}, born on {dob}
> Ms {family} goes by {given}; her maiden name is {maiden}
> FAMILY NAME: {family}; GIVEN NAME: {given}; PLACE OF BIRTH: {town}
> Mr {family} was baptised {given} {middle}
> Call me {given}, Mr {family} is my father
> {given} took her husband's name and is called {family} now, no longer {maiden}
> {id} {family} {given}
The file number is {id}
Place of birth: {town}
Date of birth: {dob}

# nickname
real | full | real_name full_name legal_name name | the real name
nick | first | nickname alias called known_as stage_name | what everybody calls the person
age | age:14:90 | age years | the age
town | city | city home town | where the person lives
job | job | job occupation profession | what the person does
> Everybody calls {real} {nick}
> {nick}, whose real name is {real}, is {a job}
> {real} (known as {nick}), {age}, lives in {town}
> {real}, alias {nick}, was seen in {town}
> Born {real}, the singer performs as {nick}
> {nick} is only a nickname; the passport says {real}
> On paper she is {real}, but friends say {nick}
> Nobody knew that {nick} was really called {real}
> {real} hates being called {nick}
* I'm {real}, but please call me {nick}
* My friends call me {nick}; officially I am {real}, {age}, from {town}
The real name is {real}
Home is {town}
~ {~name} invented the name

# letter
sender | person | sender from author writer written_by | who wrote it
to | person | recipient to addressee receiver | whom it is for
about | person | subject_person about concerns mentioned | whom it is about
topic | topic | subject topic regarding re | what it is about
date | day | date sent_on written_on | when it was written
wish | wish | request wish wants asks_for | what the writer asks for
> Dear {to}, {about} needs {wish}. Kind regards, {sender}
> {sender} wrote to {to} about {about} on {date}
> {to} received a letter from {sender} about {topic}
> Hello {to}, could I please have {wish}? Best, {sender}
> From: {sender}¶To: {to}¶Re: {topic}
> To {to}: please tell {about} that I called. {sender}
> Hi {to}! {about} told me about {topic}. See you, {sender}
> A message for {to} from {sender}: {about} is late
> {sender} asks {to} for {wish}
> {sender} here. {to}, can you call {about} back?
> {to}, {about} was asking for you. Love, {sender}
The date on it is {date}
It mentions {about}
~ A copy went to {~name}

# translation
title | title | title book name work | the title
author | full | author written_by writer | who wrote it
translator | full | translator translated_by | who translated it
artist | full | illustrator drawn_by pictures_by | who drew the pictures
source | language | original_language source_language translated_from | the language it was written in
target | language | target_language translated_into | the language it was translated into
first | year:1850:1990 | first_published original_year published | when it first came out
new | year:1991:2026 | translation_year new_edition reissued | when the translation came out
pages | int:60:900 | pages page_count length | number of pages
> "{title}" by {author} was translated from {source} into {target} by {translator}
> {translator} has translated {author}'s {title} into {target}
> {title}, written in {source} by {author} in {first}, appeared in {target} in {new}
> {author} wrote {title}; the pictures are by {artist} and the translation is by {translator}
> {title} ({first}) by {author}. Illustrated by {artist}. {pages} pages
> The {target} version of {title}, {pages} pages long, is the work of {translator}
> First published in {first}, {title} was reissued in {new}
> I read {title} by {author} in the translation of {translator}
It was drawn by {artist}
It has {pages} pages
The original came out in {first}
The new edition is from {new}
~ The preface is by {~name}

# film_crew
title | film | title film movie | the title
director | full | director directed_by | who directed it
star | full | lead_actor star main_role played_by | who plays the main role
music | full | composer music_by score_by | who wrote the music
year | year:1950:2026 | year released release_year | when it was released
length | int:70:200 | minutes runtime length duration | how many minutes it runs
award | award | award prize won | the prize that it won
> {title} ({year}), directed by {director}, with {star} in the lead
> {director}'s new film {title} stars {star}
> {star} plays a spy in {title}, a film by {director}
> In {title}, {director} lets {star} walk for {length} minutes
> {title} has music by {music}, was shot by {director} and came out in {year}
> {star} was brilliant, {director} less so: {title} runs for {length} minutes
> {title} won the {award} for {director} in {year}
> {music} wrote the score for {title}, whose main role is played by {star}
It lasts {length} minutes
The music is by {music}
The director is {director}
~ {~name} has a small role

# election
winner | full | winner elected new_mayor | who won the election
loser | full | loser defeated opponent | who lost the election
town | city | city town where | where the election was
votes | int:900:60000 | winner_votes votes_for_winner votes | votes for the winner
fewer | int:300:60000 | loser_votes votes_for_loser opponent_votes | votes for the loser
party | party | winning_party party | the party of the winner
turnout | percent:25:90 | turnout participation | the share of people who voted
< fewer votes
> {winner} was elected mayor of {town} with {votes} votes; {loser} got {fewer}
> {loser} conceded to {winner} in {town}
> {winner} defeated {loser} by {votes} votes to {fewer}
> {town} has a new mayor: {winner} ({party}) beat {loser}
> With {fewer} votes {loser} lost to {winner}, who received {votes}
> {loser} had governed {town} for years before {winner} won the seat
> {votes} people voted for {winner}, only {fewer} for {loser}
Turnout was {turnout}
The winner stands for {party}
The loser got {fewer} votes
~ {~name} withdrew before the vote

# football
home | team | home_team home hosts | the team that played at home
away | team | away_team away visitors guests | the visiting team
score | score_pair | score result final_score | the result
scorer | person | scorer goal_by goalscorer | who scored
keeper | person | goalkeeper keeper saved_by | the goalkeeper
minute | int:2:90 | minute goal_minute | the minute of the goal
fans | int:900:70000 | attendance spectators crowd | number of spectators
> {home} hosted {away} [and it ended {score}|]
> {away} travelled to {home}; {scorer} scored in minute {minute}
> {home} - {away} {score}
> In front of {fans} spectators, {home} received {away}
> {away} were the guests of {home}, and {scorer} scored the only goal after {minute} minutes
> The visitors, {away}, could not beat the hosts {home}
> {scorer} put {home} ahead in minute {minute}, but {away} had {keeper} between the posts
It finished {score}
{fans} fans watched
{keeper} kept goal brilliantly
~ The referee {~name} showed three yellow cards

# transfer
player | person | player name who | the player
from | team | from_club old_club former_club previous_team | the club that the player leaves
to | team | to_club new_club signed_by current_team | the club that the player joins
fee | unit:1:90:1:million euros,million pounds | fee transfer_fee millions | the fee in millions
position | positions | position plays_as role | the position
age | age:16:38 | age years | the player's age
until | year:2027:2033 | contract_until until | when the contract ends
> {player} leaves {from} and joins {to} for {fee}
> {to} has signed {position} {player} from {from}
> {player}, {age}, switches from {from} to {to}
> {from} sells {player} to {to} for {fee}
> After years with {from}, {player} now plays for {to}
> {position} {player} ({age}) has a contract with {to} until {until}; he came from {from}
> {player} said goodbye to {from}: {to} paid {fee}
The fee is {fee}
The contract runs until {until}
~ {~name} stays

# promotion
name | person | name employee who | who was promoted
old | longrole | old_job previous_position former_role was | the job before
new | longrole | new_job new_position current_role promoted_to | the job now
boss | person | manager supervisor reports_to boss | the superior
pay | int:1500:9000 | salary new_salary pay | the new monthly salary
before | int:1200:8000 | old_salary previous_salary pay_before | the monthly salary before
since | day | since promoted_on start_date | since when
< before pay
^ {name} was promoted from {old} to {new}
^ {name}, until now {old}, becomes {new}
^ {name} used to work as {old} and is now {new}
^ {name} <earn|earns> {pay} euros a month instead of {before}
^ As {new}, {name} reports to {boss}
^ {boss} made {name} {new}
^ Formerly {old}, {name} has been {new} since {since}
^ {name} gave up {P} post as {old} to become {new}
* I started as {old}; today I am {new} and report to {boss}. {name} is the name
* I used to get {before} euros, now I get {pay}
{P} boss is {boss}
{P} pay went up from {before} to {pay} euros
It is valid from {since}
~ {~name} got nothing

# takeover
buyer | company | buyer acquirer bought_by parent | the company that buys
target | company | target bought_company acquired subsidiary | the company that is bought
sum | unit:2:900:0:million dollars,million euros | price millions purchase_price | the price in millions
staff | int:20:40000 | employees staff headcount | number of employees of the bought company
ceo | full | ceo head chief_executive | who leads the bought company
founded | year:1880:2020 | founded founding_year since | when the bought company was founded
year | year:2021:2026 | year deal_year | when the deal was made
> {buyer} has bought {target} for {sum}
> {target} now belongs to {buyer}
> {target}, founded in {founded}, was taken over by {buyer} in {year}
> {buyer} swallows {target} and its {staff} employees
> {ceo}, head of {target}, has sold it to {buyer}
> {target} becomes a subsidiary of {buyer}; {ceo} stays at its head
> Founded in {founded}, {target} today employs {staff} people and is owned by {buyer}
The price was {sum}
{staff} people work at the bought company
The deal was made in {year}
~ {~company} had also made an offer

# accident
driver | person | driver at_the_wheel caused_by | who drove
victim | person | injured victim hurt | who was hurt
witness | person | witness seen_by reported_by | who saw it
officer | person | officer police_officer recorded_by | the police officer
when | day | date accident_date day | when it happened
where | street | street location place | where it happened
injury | injury | injury harm diagnosis | what the injury is
cause | cause | cause reason | what caused it
damage | int:500:40000 | damage cost damage_euros | the damage in euros
> {driver} hit {victim} with the car on {when}; {witness} saw it
> {victim} suffered {injury} when {driver} braked too late
> {witness} watched from the window as {driver}'s car ran into {victim}
> According to {witness}, {driver} was driving; {victim} was taken to hospital with {injury}
> {victim} was hurt by a van driven by {driver} at {where}
> Officer {officer} questioned {driver}, who had been at the wheel, and {witness}, who had seen it all
> Accident at {where} on {when}: {victim} injured, {driver} unhurt at the wheel
> It was caused by {cause}, said {witness}, who saw the crash
{officer} wrote the police report
The damage amounts to {damage} euros
The cause was {cause}
~ {~name} drove past without stopping

# clinic
patient | person | patient name who | the patient
doctor | person | doctor physician treated_by seen_by | the treating doctor
refer | person | specialist referred_to | to whom the patient was referred
contact | person | emergency_contact next_of_kin contact_person | whom to call in an emergency
what | complaint | diagnosis complaint problem symptom | what the patient has
drug | drug | medication drug medicine prescribed | what was prescribed
dose | dose | dose dosage | how much of it
often | often | frequency how_often schedule | how often to take it
allergies | list:allergen | allergies allergic_to known_allergies | what the patient is allergic to | No allergies are known / There are no known allergies / Allergies: none / The patient denies any allergies / {patient} is not allergic to anything
> {patient} saw Dr {doctor} about {what}
> Dr {doctor} prescribed {patient} {dose} of {drug} {often}
> {patient} has {what}; Dr {doctor} sent her to Dr {refer}
> Patient: {patient}. Physician: {doctor}. Medication: {drug} {dose} {often}
> {patient} came in with {what}. In an emergency call {contact}
> {doctor} examined {patient} and referred him to {refer} because of {what}
> {patient} takes {drug} ({dose}, {often})
> {patient}, in the care of Dr {doctor}, is allergic to {allergies}
* I'm {patient} and I suffer from {what}. Dr {doctor} gave me {drug}, {dose} {often}
Next of kin is {contact}
{patient} is allergic to {allergies}
Dr {doctor} wrote the report
~ Nurse {~name} took the temperature

# obituary
name | full | name deceased who | who died
born | day:1915:1950 | born date_of_birth birth_date | the date of birth
died | day:2012:2026 | died date_of_death death_date | the date of death
age | age:64:104 | age age_at_death aged | the age at death
widow | person | widow survived_by spouse partner | who survives the dead person
kids | int:2:9 | children number_of_children kids | number of children
town | city | place_of_death city died_in | where the person died
origin | city | place_of_birth born_in birthplace | where the person was born
job | job | profession occupation job | what the person did
^ {name} died on {died} at the age of {age}
^ {name}, {job}, passed away on {died}, aged {age}
^ {name}, born on {born} in {origin}, died in {town} on {died}
^ {name} ({age}) leaves behind {widow} and {kids} children
^ {name} was {age} when {S} died in {town}
^ {name}, one of the last of {P} kind, lived to be {age}
^ We mourn {name}, who was born on {born} and left us on {died}
^ {name} lived from {born} to {died}
{S} leaves {kids} children
{S} was born in {origin}
{S} is survived by {widow}
~ {~name} will speak at the funeral

# building
name | landmark | building name landmark what | what was built
architect | full | architect designed_by designer | who designed it
opened | year:1700:2020 | opened opening_year inaugurated | when it opened
begun | year:1600:1990 | construction_started begun start_year | when the work began
height | unit:8:320:0:metres,m | height height_m metres tall | the height in metres
floors | int:2:90 | floors storeys levels | number of floors
cost | unit:2:800:0:million euros,million pounds | cost millions price | the cost in millions
steps | int:90:1900 | steps stairs step_count | number of steps
renovated | year:2021:2026 | renovated restored last_renovation | when it was restored
< begun opened
> {name}, designed by {architect}, opened in {opened}
> Work on {name} began in {begun}; it was opened in {opened} and restored in {renovated}
> {name} is {height} tall and has {floors} floors
> It took from {begun} to {opened} to build {name}
> {architect} drew the plans for {name}, which cost {cost}
> {name} ({opened}) has {steps} steps and rises {height} into the sky
> In {renovated} they restored {name}, built by {architect} between {begun} and {opened}
There are {floors} floors
There are {steps} steps to the top
The height is {height}
It cost {cost}
~ Two million people came last year

# climate
town | city | city town place station | where it was measured
low | unit:-15:8:0:degrees,°C | low minimum min_temp night coldest | the lowest temperature
high | unit:9:39:0:degrees,°C | high maximum max_temp day warmest | the highest temperature
mean | unit:6:20:1:degrees,°C | average mean avg_temp | the mean temperature
rain | unit:2:140:0:mm,millimetres | rain rainfall precipitation | the rain in millimetres
wind | unit:4:120:0:km/h | wind wind_speed gusts | the speed of the wind
> {town}: {low} at night, {high} during the day
> In {town} the temperature rose from {low} in the morning to {high} in the afternoon
> The maximum in {town} was {high}, the minimum {low}
> {town} reported {high} at noon and {low} before dawn
> Today between {low} and {high} in {town}, wind {wind}
> It never got warmer than {high} in {town}, and at night it fell to {low}
The average was {mean}
{rain} of rain fell
The wind blew at {wind}
~ In {~city} it was milder

# diet_story
name | person | name who client | who lost weight
before | unit:70:150:0:kg,kilos | weight_before start_weight old_weight | the weight before
after | unit:50:120:0:kg,kilos | weight_after current_weight new_weight weight | the weight now
goal | unit:48:90:0:kg,kilos | goal target_weight | the weight wished for
height | unit:150:205:0:cm,centimetres | height height_cm | the height in centimetres
months | int:2:30 | months duration_months how_long | in how many months
< goal after before
^ {name} went from {before} to {after} in {months} months
^ {name} <weigh|weighs> {after} now; at the start it was {before}
^ {name} ({height}) <have|has> slimmed down from {before} to {after}
^ In {months} months {name} got {P} weight down from {before} to {after}; {P} goal is {goal}
* When I started I weighed {before}; today the scales say {after}. {name}
* I'm {height} tall and want to get from {after} to {goal}
{P} goal is {goal}
{S} <am|is|are> {height} tall
It took {months} months
~ {~name} gave up

# exchange
who | person | customer name sender who | who changes the money
give | price:50:900 | amount_given from_amount paid_in sent | the amount given
get | price:50:900 | amount_received to_amount paid_out got | the amount received
fee | price:1:20 | fee charge commission | the fee
office | company | office bank exchange_office | where the money was changed
> {who} changed {give} and got {get}
> For {give}, {who} received {get}; the fee was {fee}
> {who} handed over {give} at {office} and was given {get}
> {office} paid out {get} for {give}, minus a fee of {fee}
> {get} is what {who} got for {give}
The fee was {fee}
It was done at {office}
~ {~name} got a better rate

# phone_message
caller | person | caller called_by who_called from | who called
callee | person | for message_for called recipient | whom the call was for
taker | person | taken_by noted_by message_taken_by | who took the message
phone | phone | phone number call_back_number | the number to call back
at | clock | time called_at when | when the call came
about | topic | about regarding subject | what it was about
> {caller} called for {callee} at {at}
> {callee}, {caller} rang about {about}. Please call back on {phone}. {taker}
> While you were out, {caller} called; {taker} took the message for {callee}
> Message for {callee}: {caller} wants to talk about {about}
> {taker} here, {callee}: a certain {caller} phoned at {at}
> {callee} should ring {caller} back on {phone}
The number is {phone}
It was about {about}
It was {at} on the clock
~ {~name} will be out until Monday

# court
judge | full | judge presided_by presiding_judge | the judge
plaintiff | full | plaintiff claimant sued_by | who sued
defendant | full | defendant accused sued | who was sued
lawyer | full | lawyer defended_by counsel | the lawyer of the defendant
charge | charge | charge offence accused_of | what the defendant is accused of
fine | int:200:40000 | fine amount penalty | the fine
date | day | date verdict_date hearing_date | the day of the verdict
> {plaintiff} sued {defendant} for {charge}
> Judge {judge} fined {defendant} {fine} euros for {charge}
> {defendant}, defended by {lawyer}, has to pay {plaintiff} {fine} dollars
> {defendant} was found guilty of {charge} on {date}
> {plaintiff} v {defendant}: Judge {judge} ruled on {date}
> {judge} presided; {lawyer} spoke for {defendant}, who is accused of {charge}
> {plaintiff} has taken {defendant} to court
The judge was {judge}
{lawyer} defended {defendant}
The fine is {fine} dollars
~ {~name} was a witness

# hours
shop | company | shop place business name | the business
open | clock | opens opening_time from open_at | when it opens
close | clock | closes closing_time to close_at until | when it closes
lunch | clock | lunch_break closed_from break_start | when the break begins
boss | person | manager owner contact | who runs it
phone | phone | phone telephone number | the phone number
> {shop} is open from {open} to {close}
> {shop} opens at {open} and closes at {close}
> You can visit {shop} from {open} until {close}, except for a break at {lunch}
> Hours at {shop}: {open} to {close}
> {shop} shuts at {close}; the doors open at {open}
> {boss} unlocks {shop} at {open} and locks up at {close}
The lunch break begins at {lunch}
{boss} runs the place
Call {phone} first
~ The bakery next door opens at six in the morning

# career
name | full | name person who | the person
start | year:1985:2015 | start_year from started start | the year when the job began
end | year:2016:2026 | end_year to left end | the year when the job ended
born | year:1950:1984 | birth_year born year_of_birth | the year of birth
post | longrole | position role job title | the job
where | institution | employer institution where workplace | where the person worked
staff | int:3:400 | team_size people staff_led | how many people the person led
duty | duty | duties tasks responsible_for | what the work was
award | award | award prize honour | what the person won
^ {name} was {post} at the {where} from {start} to {end}
^ {name} worked at the {where} between {start} and {end}
^ {name} (born {born}) joined the {where} in {start} and left in {end}
^ {start} to {end}: {post} at the {where}. Name: {name}
^ {name} started at the {where} in {start} as {post}, leading {staff} people
^ From {start} until {end} {name} was in charge of {duty}
^ {name} led a team of {staff}, and {P} work was {duty}
* I am {name}, born in {born}. From {start} to {end} I was {post} at the {where}
* My duties were {duty}; I was there from {start} until {end}
{S} was born in {born}
{S} led {staff} people
{P} work consisted of {duty}
In the last year {S} won the {award}
~ {P} colleague {~name} stayed until {~year}

# meter
who | person | customer name household reader | whose meter it is
old | int:900:60000 | previous_reading old_reading last_reading before | the reading before
new | int:900:60000 | current_reading new_reading reading now | the reading now
used | int:40:900 | consumption used usage | what was used
number | code | meter_number meter_id number | the number of the meter
date | day | date read_on reading_date | when it was read
< old new
> Meter {number}: last time {old}, this time {new}
> {who} reports a reading of {new}; the previous one was {old}
> On {date} the meter of {who} stood at {new}, up from {old}
> Old reading {old}, new reading {new}, consumption {used}
> The meter showed {old} a year ago and shows {new} today, says {who}
* My meter, number {number}, shows {new}. Last year it was {old}. {who}
Consumption was {used}
It was read on {date}
~ The neighbour pays {~price}

# bill
from | company | issuer supplier from seller billed_by | who sends the bill
to | person | customer bill_to client to | who has to pay
number | code | invoice_number number reference id | the number of the bill
issued | day:2024:2025 | issue_date invoice_date dated | the date of the bill
due | day:2026:2026 | due_date pay_by payable_by | until when it has to be paid
net | price:20:400 | net subtotal net_amount | the amount without tax
tax | price:2:80 | tax vat tax_amount | the tax
total | price:400:600 | total gross amount_due to_pay | what has to be paid
> Invoice {number} from {from} to {to}, dated {issued}, due {due}
> {from} bills {to} {total}
> {to} owes {from} {total}, payable by {due}
> {net} plus {tax} tax makes {total}, due on {due}
> Dear {to}, our invoice {number} of {issued} for {total} must be paid by {due}. {from}
> Net {net}, VAT {tax}, total {total}
> The bill that {from} wrote on {issued} says {to} must pay by {due}
It is due on {due}
The tax is {tax}
The total is {total}
The invoice number is {number}
~ An earlier bill of {~price} is settled

# mountain
name | surname | name peak mountain | the name of the mountain
height | unit:900:8000:0:metres,m | height elevation metres | the height in metres
first | year:1780:1980 | first_climbed first_ascent year | when it was first climbed
who | full | first_climber climbed_by | who climbed it first
guide | full | guide led_by | who guided the climbers
hut | unit:600:3000:0:metres,m | hut_height hut_elevation | how high the hut lies
hours | int:3:14 | hours ascent_hours duration | how many hours it takes
country | country | country location where | where it is
> Mount {name} in {country} is {height} high
> Mount {name} ({height}) was first climbed by {who} in {first}
> In {first}, {who} and the guide {guide} stood on top of Mount {name}
> From the hut at {hut} it takes {hours} hours to the summit of Mount {name} at {height}
> {guide} led {who} up Mount {name} in {first}
> The summit of Mount {name} lies at {height}, the hut at {hut}
The ascent takes {hours} hours
The guide was {guide}
~ {~name} turned back

# will
dead | full | deceased left_by testator | who left it
heir | full | heir inherited_by beneficiary | who gets it
lawyer | full | executor lawyer notary | who carries out the will
what | product | item inheritance bequest | what is left
sum | int:2000:900000 | amount sum money | the money left
charity | charity | charity donation_to organisation | which charity gets something
> {heir} inherited {a what} from {dead}
> {dead} left {sum} dollars to {heir}
> In the will of {dead}, {heir} gets the {what} and {charity} gets {sum} euros
> {lawyer} read out that {dead} had left everything to {heir}
> {heir} was surprised to inherit {sum} pounds from old {dead}
> Executor {lawyer} gave {heir} the {what} of the late {dead}
{lawyer} is the executor
{charity} gets the rest
~ {~name} went away empty-handed

# renamed
old | company | old_name former_name previously formerly | the name before
new | company | new_name current_name now name | the name now
year | year:1990:2026 | year renamed_in since | when the name was changed
boss | full | ceo head led_by manager | who leads it
town | city | headquarters city based_in | where it is based
old_town | city | former_headquarters old_city moved_from | where it was based before
> {old} is now called {new}
> {new} (formerly {old}) is based in {town}
> In {year}, {old} changed its name to {new}
> {new}, known as {old} until {year}, moved from {old_town} to {town}
> {boss}, head of {new}, says the old name {old} was too long
> The firm {old} gave itself the name {new} in {year}
> What used to be {old} goes by {new} today
It is based in {town}
Its head office used to be in {old_town}
{boss} leads it
~ Its rival {~company} kept its name

# shelter_pet
old | first | old_name former_name previous_name | the name of the animal before
new | first | new_name current_name name called | the name of the animal now
kind | animal | animal species kind | what animal it is
owner | full | adopter new_owner owner adopted_by | who took the animal
helper | full | caretaker shelter_worker contact | who works at the shelter
age | age:1:17 | age years | the age of the animal
date | day | adopted_on adoption_date date | when it was adopted
> {owner} adopted a {kind} called {old} and named it {new}
> {new} was called {old} at the shelter
> The {kind} {old} is now {new} and lives with {owner}
> {helper} of the shelter handed {old}, {age}, over to {owner}
> On {date} {owner} took home {old}, a {kind} that is {age} years old
> {owner} calls the {kind} {new}; {helper} still says {old}
It was adopted on {date}
It is {age} years old
~ {~name} wanted a cat

# minutes
chair | person | chair chaired_by chairperson | who chaired the meeting
minutes | person | minutes_by secretary minute_taker note_taker | who took the minutes
absent | person | absent excused missing not_present | who was not there
next | day:2026:2027 | next_meeting next_date | when the next meeting is
date | day:2024:2025 | date held_on meeting_date | when the meeting was
topic | topic | topic agenda subject | what it was about
count | int:3:60 | present attendees number_present | how many were there
> {chair} chaired the meeting, {minutes} took the minutes
> {chair} opened the meeting of {date}; {absent} sent apologies
> Present: {count}. Excused: {absent}. Minutes: {minutes}
> {minutes} wrote down what {chair}, who led the meeting, had to say about {topic}
> With {chair} in the chair and {minutes} as secretary, {count} members met on {date}
> {absent} could not attend, so {chair} led the discussion
{absent} was excused
The next meeting is on {next}
~ {~name} brought biscuits

# donation
donor | person | donor giver given_by | who gave the money
charity | charity | charity recipient given_to | who gets the money
given | int:20:5000 | amount donation given | what was given
goal | int:6000:90000 | goal target needed | what is needed in all
so_far | int:5001:5999 | collected raised so_far | what has been raised in all
host | person | organizer organised_by collector | who organised the collection
> {donor} gave {given} euros to {charity}
> {charity} received {given} dollars from {donor}
> Of the {goal} euros needed, {charity} has {so_far}; {donor} gave {given}
> {host} collected for {charity}: {so_far} euros so far, {given} of them from {donor}
> A cheque over {given} pounds from {donor} for {charity}
The goal is {goal} euros
{host} organised the collection
~ {~name} promised to help

# population
town | city | city town place | the place
then | int:900:90000 | old_population population_before then | how many people lived there then
now | int:900:90000 | population current_population now | how many people live there now
year | year:1900:1990 | old_year census_year earlier_year | the year of the earlier count
year_now | year:2015:2026 | new_year latest_census current_year | the year of the latest count
area | unit:3:900:0:square kilometres,km² | area size_km2 | the area in square kilometres
mayor | full | mayor head | the mayor
> {town} had {then} inhabitants in {year}, and {now} in {year_now}
> From {then} people in {year} to {now} in {year_now}: so much has {town} changed
> {town} covers {area} and has {now} inhabitants
> {now} people live in {town}; in {year} it was {then}
> According to the count of {year_now}, {now} people live in {town}, against {then} in {year}
The area is {area}
The mayor is {mayor}
~ {~city} has grown faster

# record
new | full | record_holder new_holder holder | who holds the record now
old | full | previous_holder former_holder old_holder | who held it before
event | event | event discipline sport | in what
best | unit:2:80:2:seconds,metres | new_record record mark | the record now
was | unit:2:80:2:seconds,metres | old_record previous_record | the record before
year | year:1960:2010 | old_year set_in standing_since | the year of the old record
town | city | city place where | where the record was broken
> {new} broke the {event} record of {old} in {town}
> With {best} in the {event}, {new} beat the old record of {was}
> The record by {old} had stood since {year}; now it belongs to {new}
> {old}'s record of {was} from {year} is history: {new} reached {best} in {town}
> {new}, {event}: {best} (old record: {was} by {old})
The new record is {best}
It happened in {town}
~ {~name} came close

# chess
white | person | white white_player with_white | who played white
black | person | black black_player with_black | who played black
moves | int:12:140 | moves move_count | number of moves
opening | opening | opening played | the opening
town | city | city place venue | where they played
round | int:2:13 | round round_number | the round
> {white} had the white pieces against {black}
> {black}, with black, chose the {opening} against {white}
> {white} - {black}, {town}, round {round}, {moves} moves
> {black} answered {white}'s first move with the {opening}
> In round {round}, {white} opened and {black} resigned after {moves} moves
They played in {town}
It took {moves} moves
~ {~name} commented on the game

# gift
giver | person | giver from given_by donor | who gave it
receiver | person | recipient to given_to receiver | who got it
gift | product | gift present item | what was given
why | =birthday, graduation, retirement, housewarming, name day, anniversary | occasion event why | on what occasion
paid | price:10:300 | price cost value | what it cost
> {giver} gave {receiver} {a gift} for the {why}
> {receiver} got {a gift} from {giver}
> For the {why}, {receiver} was given {a gift} by {giver}
> {receiver} thanked {giver} for the {gift}
> Thank you for the {gift}, dear {giver}! Love, {receiver}
> {giver} spent {paid} on {a gift} for {receiver}
It cost {paid}
The occasion was {why}
~ {~name} only brought flowers

# crew
captain | full | captain pilot flown_by | who flew
second | full | first_officer co_pilot copilot | the co-pilot
flight | flight | flight flight_number | the flight
from | city | from origin departed_from | from where
to | city | to destination bound_for | to where
landed | city | diverted_to landed_in | where it landed instead
why | reason | reason cause | why
> Captain {captain} and first officer {second} flew {flight} from {from} to {to}
> {flight} to {to} was diverted to {landed} because of {why}
> {flight} left {from}, was bound for {to} but landed in {landed}
> {second} sat next to Captain {captain} on flight {flight}
> Instead of {to}, flight {flight} from {from} reached {landed}
The reason was {why}
{second} was co-pilot
~ Passenger {~name} was unimpressed

# song
writer | full | songwriter written_by author | who wrote the song
singer | full | singer sung_by performed_by | who sings it
cover | full | cover_by covered_by later_version | who recorded it later
title | song | title song track | the title
year | year:1955:1990 | original_year released year | when it first came out
later | year:1991:2026 | cover_year later_year | when the later version came out
> {title}, written by {writer}, was sung by {singer} in {year}
> {singer} sang {title} first; {cover} covered it in {later}
> {cover} has recorded {singer}'s {year} hit {title}
> {writer} wrote {title} for {singer}
> The words of {title} are by {writer}, the voice is that of {singer}
It came out in {year}
The cover version is from {later}
~ {~name} plays the drums

# application
name | full | applicant name candidate who | who applies
current | company | current_employer present_employer works_at | where the applicant works now
wanted | company | applied_to new_employer target_company | where the applicant wants to work
post | longrole | position job applied_for vacancy | the job applied for
ref | full | reference referee recommended_by | who can be asked about the applicant
wage | int:1800:9000 | expected_salary salary wants | the monthly pay wished for
free | day | available_from start_date can_start | from when the applicant is free
why | reason | reason why_leaving | why the applicant wants to leave
> {name} of {current} has applied to {wanted} as {post}
> {name} works at {current} but would like to join {wanted}
> {ref} recommends {name} for the post of {post}
> Applicant {name}, currently with {current}, expects {wage} euros and can start on {free}
* I work at {current} and hereby apply for the post of {post} at {wanted}. I can start on {free}. {name}
* Because of {why} I want to leave {current}. {ref} can tell you more about me
The expected salary is {wage} euros
A reference is {ref}
The start would be {free}
~ {~name} applied, too

# address_change
name | full | name customer who | whose address changes
old | street | old_address previous_address former_address | the address before
new | street | new_address address current_address delivery_address | the address now
town | city | city town new_city | the town
code | postcode | postcode zip zip_code | the postcode
from | day | valid_from from moving_date | from when
phone | phone | phone number telephone | the phone number
> {name} has moved from {old} to {new}
> Please change the address of {name}: old {old}, new {new}, {code} {town}
> No longer {old} but {new} is where {name} lives from {from}
> From {from}, please send my parcels to {new}, {town}, not to {old}. {name}
> {name}'s parcel went to {old}, although the right address is {new}
> New address: {new}. Old address: {old}
* We are leaving {old} and will live at {new} in {town} from {from}. {name}
The postcode is {code}
The phone number stays {phone}
~ {~name} lives next door

# found
finder | person | finder found_by handed_in_by | who found it
owner | person | owner lost_by belongs_to | who lost it
thing | belonging | item object lost_item what | what was lost
mark | mark | mark distinguishing_mark feature sign | how to recognise it
where | place | place found_at location where | where it was
lost | day:2024:2024 | lost_on date_lost | when it was lost
found | day:2025:2026 | found_on date_found | when it was found
reward | price:10:200 | reward finders_reward | the reward
> {finder} found {thing} that {owner} had lost
> {owner} lost {thing} at {where}; you can tell it by {mark}
> {thing} with {mark} was handed in by {finder} on {found}
> {finder} returned {thing} to {owner} and got {reward}
> Lost by {owner} on {lost}, found by {finder} on {found}: {thing}
> Found: {thing}, at {where}. It has {mark}
* I lost {thing} at {where} on {lost}. {owner}
The reward is {reward}
It was lost on {lost}
It was found on {found}
It has {mark}
~ {~name} runs the lost property office

# said
speaker | full | speaker said_by quoted who | who said it
role | longrole | role title function speaker_role | what the speaker is
claim | claim | statement quote claim said | what was said
critic | full | critic contradicted_by opponent | who disagrees
paper | company | source newspaper published_by | who reported it
date | day | date said_on day | when it was said
> {speaker}, {role}, said that {claim}
> "[Look,|Believe me,|Friends,] {claim}," said {speaker}, {role}
> According to {speaker}, {claim}; {critic} disagrees
> {critic} contradicted {speaker}, who had claimed that {claim}
> {speaker} told {paper} on {date} that {claim}
> In the words of {role} {speaker}: {claim}
> {paper} quotes {speaker} as saying that {claim}
{critic} sees it differently
It was reported by {paper}
~ {~name} refused to comment

# cv
name | full | name candidate full_name | the person
school | institution | education school university studied_at | where the person studied
degree | degree | degree qualification graduation | the degree
work | institution | employer current_employer works_at company | where the person works
role | longrole | position role job current_role | the job
skills | list:skill | skills abilities strengths knows | the skills | SKILLS: none listed / No special skills are listed / No skills are given
langs | list:language | languages speaks spoken_languages | the languages | LANGUAGES: none besides the mother tongue
interests | list:hobby | interests hobbies leisure | the hobbies | HOBBIES: none / No hobbies are mentioned
mail | email | email contact e_mail | the mail address
start | year:2005:2015 | work_since from_year since | since when the person has worked there
end | year:1995:2004 | graduated graduation_year degree_year | when the person graduated
> {name}. EDUCATION: {degree}, {school}. WORK: {role} at {work} since {start}
> EDUCATION: {school}, {degree} ({end}). SKILLS: {skills}
> SKILLS: {skills}. LANGUAGES: {langs}. HOBBIES: {interests}
> CURRICULUM VITAE {name} EDUCATION {degree} WORK EXPERIENCE {role}
> {name} | {role} | {work} | {mail}
> PROFILE: {role} with a {degree}. CONTACT: {mail}
> {name}¶Education: {school}¶Work: {work}, {role}¶Skills: {skills}
> {role} at {work} since {start}; before that {degree} at {school} in {end}
> LANGUAGES: {langs}. INTERESTS: {interests}
SKILLS: {skills}
Languages: {langs}
Interests: {interests}
Contact: {mail}
EDUCATION: {school}

# patient_history
name | full | patient name who | the patient
chronic | list:complaint | chronic_illnesses conditions illnesses diagnoses | the illnesses | No chronic illnesses / There are no chronic illnesses / Chronic illnesses: none / {name} has never been seriously ill / Past illnesses: nothing of note
drugs | list:drug | medications drugs current_medication takes | the drugs taken | {name} takes no medication / Medication: none / No drugs are taken / There is no regular medication
ops | list:injury | injuries past_injuries | earlier injuries | No injuries in the past / {name} has never broken anything / Injuries: none
shots | list:vaccine | vaccinations vaccinated_against shots | the vaccinations | No vaccinations on record / Vaccinations: none / {name} has not been vaccinated against anything
blood | =A positive, B negative, O positive, AB positive, A negative, O negative | blood_group blood_type | the blood group
age | age:18:95 | age years | the age
height | unit:1.48:2.05:2:m,metres | height height_m | the height in metres
pulse | int:48:130 | pulse heart_rate | the pulse
> {name}, {age}, suffers from {chronic}
> {name} ({age}) takes {drugs}
> {name} has been vaccinated against {shots}
> Patient {name}, {age}, {height} tall, pulse {pulse}
> {name}, blood group {blood}, is {age} and has a pulse of {pulse}
> {name} has had {ops} and takes {drugs}
> Illnesses: {chronic}. Medication: {drugs}
{name} takes {drugs}
The vaccinations include {shots}
The pulse is {pulse}
Height: {height}
Blood group: {blood}
~ The mother takes heart pills
~ The brother has asthma

# farm
farmer | full | farmer name owner | the farmer
crop | crop | main_crop crop grows | what is grown
acres | int:3:4000 | hectares area size | the area in hectares
cows | int:2:900 | cows cattle number_of_cows | number of cows
sheep | int:2:900 | sheep number_of_sheep | number of sheep
hens | int:2:9000 | hens chickens poultry | number of hens
since | year:1890:2015 | since founded family_farm_since | since when the farm exists
tons | unit:2:900:0:tons,tonnes | harvest tons yield | the harvest in tons
> {farmer} grows {crop} on {acres} hectares
> {farmer} keeps {cows} cows, {sheep} sheep and {hens} hens
> Last year {farmer} harvested {tons} of {crop}
> {hens} hens and {cows} cows live on the farm of {farmer}
> {farmer}'s farm has been in the family since {since}; there are {acres} hectares of {crop} and {sheep} sheep
Sheep: {sheep}
The family has been farming since {since}
The harvest was {tons}
~ The neighbour has {~count} goats

# races
runner | person | runner name athlete swimmer | the athlete
event | event | event discipline race | the event
rank | int:2:90 | rank place position | the rank
starters | int:91:900 | starters participants field_size | how many took part
bib | int:100:4000 | bib start_number number | the start number
time | unit:9:300:1:seconds,minutes | time result finishing_time | the time
best | unit:9:300:1:seconds,minutes | personal_best best_time | the best time ever
age | age:12:79 | age years | the age
laps | int:3:60 | laps rounds | number of laps
< best time
> {runner} finished {rank} out of {starters} in the {event}
> {runner} ({age}), number {bib}, needed {time}; the personal best is {best}
> Number {bib}, {runner}, came home in {time}
> With {time}, {runner} stayed behind the personal best of {best}
> {starters} people started in the {event}, {runner} among them with number {bib}
> After {laps} laps {runner} was on rank {rank}
The time was {time}
{runner} is {age}
The start number was {bib}
~ {~name} gave up after two laps

# numbers_of_school
school | institution | school name institution | the school
head | full | head headteacher principal | who leads it
pupils | int:60:2400 | pupils students enrolment | number of pupils
teachers | int:8:180 | teachers staff faculty | number of teachers
rooms | int:9:120 | classrooms rooms | number of rooms
founded | year:1750:2010 | founded since founding_year | when it was founded
books | int:900:90000 | books library_size | number of books
fee | int:100:9000 | fee tuition yearly_fee | the yearly fee
> The {school} has {pupils} pupils and {teachers} teachers
> {pupils} pupils are taught by {teachers} teachers at the {school}, founded in {founded}
> Founded in {founded}, the {school} is headed by {head}
> {head} runs the {school} with its {rooms} classrooms
> The library of the {school} holds {books} books for {pupils} pupils
Tuition is {fee} dollars a year
There are {rooms} classrooms
The library has {books} volumes
It was founded in {founded}
~ {~name} went to school there

# shift
who | person | name employee worker who | who works
start | int:5:11 | from start_hour begins_at start | the hour when the work begins
end | int:14:23 | to end_hour ends_at end | the hour when the work ends
wage | int:12:60 | hourly_wage wage per_hour | the pay for an hour
days | int:2:6 | days_per_week days working_days | days of work in a week
since | year:1998:2025 | since started works_there_since | since when the person works there
firm | company | employer company workplace | where the person works
holiday | int:20:36 | holidays days_off vacation_days | days of holiday in a year
^ {who} works from {start} to {end}, {days} days a week
^ {who} has been with {firm} since {since} and works from {start} until {end}
^ {who} gets {wage} euros an hour for working {start} to {end}
^ Between {start} and {end} o'clock {who} is at {firm}
^ Since {since} {who} has worked {days} days a week; the pay is {wage} dollars an hour
^ Shift of {who}: {start}-{end}, {wage} euros per hour
* I work from {start} to {end}, have {holiday} days off a year and earn {wage} an hour. {who}
* I've been at {firm} since {since}. My day lasts from {start} till {end}
{P} pay is {wage} dollars an hour
{S} <have|has> {holiday} days of holiday a year
{S} <work|works> {days} days a week
~ {~name} works nights

# three_siblings
eldest | first | eldest oldest first_born | the eldest child
middle | first | middle second_born second_child | the child in the middle
youngest | first | youngest baby last_born | the youngest child
a | int:30:39 | eldest_age age_of_eldest oldest_age | the age of the eldest
b | int:20:29 | middle_child_age second_age age_of_middle | the age of the middle child
c | int:4:19 | youngest_age age_of_youngest | the age of the youngest
town | city | city home family_home | where the family lives
> {eldest} is {a}, {middle} is {b} and {youngest} is {c}
> Of the three, {eldest} is the oldest, then comes {middle}, and {youngest} is the baby of the family
> {middle} is younger than {eldest} but older than {youngest}
> {youngest} is {c}, {middle} {b} and {eldest} {a}
> First came {eldest}, two years later {middle}, and last of all {youngest}
> {youngest} is teased by the two big ones, {middle} ({b}) and {eldest} ({a})
> {eldest} ({a}), {middle} ({b}), {youngest} ({c})
> When {youngest} was born, {middle} was at school and {eldest} had already moved out
The family lives in {town}
~ Their cousin is called {~first_name}

# queue
first | first | first first_in_line at_the_front | who is first
second | first | second in_the_middle next | who is second
last | first | last third at_the_end | who is last
for | =concert tickets, fresh bread, a visa, the new phone, the toilet, ice cream | waiting_for goal what | what they wait for
minutes | int:5:180 | minutes waiting_time wait | how many minutes they wait
> {first} stands at the front, {second} behind, and {last} comes last
> {second} let {first} go ahead; {last} is at the end
> In the queue for {for}: {first}, then {second}, then {last}
> {last} arrived after {second}, who had come after {first}
> Before {second} it is the turn of {first}; {last} must wait until both are done
> {first} was served first, {second} next, and {last} had to wait {minutes} minutes
> Right behind {first} stood {second}, and behind {second} stood {last}
They waited {minutes} minutes
They wait for {for}
~ {~first_name} gave up

# debate
for | full | supporter in_favour pro | who is for it
against | full | opponent against contra | who is against it
host | full | moderator host chaired_by | who leads the debate
undecided | full | undecided neutral abstained | who has no opinion
topic | topic | topic subject about | what is debated
votes | int:10:900 | votes_for yes_votes ayes | votes for it
nays | int:10:900 | votes_against no_votes nays | votes against it
> {for} argued for more {topic}, {against} spoke against it, and {host} chaired the evening
> {against} rejected what {for} had proposed; {undecided} could not make up her mind
> In the debate led by {host}, {for} defended the plan and {against} attacked it
> {votes} were in favour, {nays} against
> {undecided} abstained, {for} voted yes and {against} voted no
> "[I am all for it|What a good plan]!" said {for}. "[Over my dead body|Never]," said {against}. {undecided} shrugged
> Yes: {votes}. No: {nays}. Moderator: {host}
{host} was in the chair
There were {votes} votes in favour
The topic was {topic}
~ {~name} took photos

# two_phones
name | full | name contact person who | the person
private | phone | private_phone home_phone personal_number | the private number
work | phone | work_phone office_phone business_number | the number at work
mail | email | work_email office_email business_mail | the address at work
home_mail | email | private_email home_email personal_email | the private address
home | street | home_address private_address lives_at | where the person lives
office | street | office_address work_address works_at | where the office is
> {name}: {work} (office), {private} (home)
> You can reach {name} at work on {work} or at home on {private}
> {name} lives at {home}; the office is at {office}
> For business write to {mail}, for anything else to {home_mail}. {name}
> {name}'s office number is {work}, and after six try {private}
> During the day {name} is at {office}, tel. {work}; in the evening at {home}
> Please use {mail} for work and not the private address {home_mail}, says {name}
* My office is at {office}, but please send the parcel to my home, {home}. {name}
* Call me on {private} at the weekend and on {work} during the week. {name}
The number at home is {private}
The business address is {mail}
The home address is {home}
~ The assistant is {~name}

# project_dates
project | topic | project topic name | the project
lead | full | lead project_manager led_by | who leads the project
client | company | client customer ordered_by | who ordered the project
start | day:2021:2022 | start_date started begin | when it started
due | day:2023:2024 | due_date planned_end deadline | when it was to end
end | day:2025:2026 | end_date finished actual_end completed | when it ended
plan | int:5000:90000 | budget planned_cost planned | the planned cost
real | int:90001:400000 | actual_cost final_cost spent | the real cost
team | int:2:60 | team_size people staff | how many people worked on it
> The project on {project} began on {start} and was finished on {end} instead of {due}
> {lead} led the project on {project} for {client}. It cost {real} euros instead of {plan}
> Planned: {plan}. Spent: {real}. Start: {start}. Deadline: {due}
> It was due on {due} but {lead} delivered it on {end}
> {client} ordered the work on {start} and received it on {end}
> With {team} people, {lead} worked on {project} from {start} to {end}
> Although the budget was only {plan} dollars, {lead} spent {real}
The client was {client}
{team} people worked on it
The deadline had been {due}
~ {~name} left early

# museum_item
what | landmark | item name object what | what it is about
made | year:1400:1700 | made_in year_made created | when it was made
found | year:1800:1950 | found discovered_in year_found | when it was found
shown | year:1951:2026 | on_display_since shown_since acquired | since when it is shown
maker | full | maker artist made_by | who made it
finder | full | finder discovered_by found_by | who found it
owner | full | previous_owner former_owner donated_by | who owned it before
museum | institution | museum held_by owner current_owner | where it is now
value | int:2000:900000 | value estimated_value worth | what it is worth
> A model of {what}, made by {maker} in {made}, was found by {finder} in {found} and has been on display since {shown}
> {owner} gave the model of {what} to the {museum}; it is worth {value} dollars
> {finder} dug up the work of {maker} in {found}
> The {museum} got it from {owner} in {shown}. {maker} had made it in {made}
> Made {made}, found {found}, shown since {shown}
> In {found} {finder} discovered what {maker} had built in {made}
> It belongs to the {museum} now, not to {owner} any more
It is worth {value} euros
It was made in {made}
~ {~name} made a copy

# roll_call
teacher | person | teacher taught_by class_teacher | the teacher
class | =3b, 5a, 7c, 2d, 9a, 10b, 6c, 8e | class grade form | the class
here | list:first:2 | present attendees here came | who is there
gone | list:first | absent missing not_there absentees | who is missing | Nobody is missing / All are there / No one was absent / Absent: none
late | list:first | late latecomers came_late | who came late | Nobody was late / All were on time / Latecomers: none
sick | list:first | sick ill off_sick | who is ill | No one is ill / Everybody is in good health / Nobody called in sick
> Present: {here}. Absent: {gone}
> Class {class}: {here} are here, {gone} missing
> {teacher} noted that {late} came late and that {gone} did not come at all
> In class {class} of {teacher}, {sick} stayed in bed with a cold
> {here} answered the roll call; {gone} did not
> {teacher} greeted {here}. After the bell, {late} slipped in
> Today without {gone}; too late: {late}
Ill: {sick}
Late: {late}
The teacher was {teacher}
~ The headmaster, {~name}, looked in

# packing
who | person | name traveller who | who travels
to | city | destination going_to city | where the journey goes
pack | list:product:2 | pack take packing_list bring | what is to be taken along | Nothing has to be packed
leave | list:product | leave_behind leave_at_home not_needed | what stays at home | Nothing stays at home / Everything comes along
buy | list:grocery | buy shopping_list to_buy still_needed | what has to be bought | Nothing has to be bought / No shopping is needed / We have all the food we need
days | int:2:30 | days length duration | how many days it takes
> For {to}, {who} packs {pack}; {leave} can stay at home
> Take {pack} with you, {who}, and leave {leave} behind
> {who} still has to buy {buy} before the trip to {to}
> Packing list for {to}: {pack}. To buy: {buy}
> {who} forgot {leave} but remembered {pack}
> Don't bring {leave}! Do bring {pack}
* I have packed {pack}. I don't need {leave}. {who}
The trip lasts {days} days
Still to buy: {buy}
At home we leave {leave}
~ {~name} carries the tent

# tastes
name | person | name person who | the person
likes | list:hobby | likes loves enjoys favourites | what the person likes | {S} <like|likes> nothing special / {P} list of likes is empty
hates | list:hobby | dislikes hates avoids | what the person does not like | There is nothing {S} <hate|hates> / {S} <dislike|dislikes> nothing
eats | list:dish | favourite_dishes eats favourite_food | the favourite dishes | {S} <have|has> no favourite dish / {S} <don't|doesn't> care what {S} <eat|eats>
never | list:grocery | never_eats avoids_food no_food | what the person never eats | There is no food {S} <avoid|avoids> / {S} <eat|eats> everything
pets | list:animal | pets animals keeps | what animals the person keeps | {S} <have|has> no pets / {S} <keep|keeps> no animals / No animal lives with {O}
speaks | list:language | languages speaks tongues | what languages the person speaks | {S} <know|knows> no foreign language
^ {name} loves {likes} but hates {hates}
^ {name} can't stand {hates}; {P} passion is {likes}
^ {name} never eats {never}, but <am|is|are> mad about {eats}
^ {name} keeps {pets} and speaks {speaks}
^ You can make {name} happy with {eats} and chase {O} away with {never}
^ {name} enjoys {likes}
* My name is {name}. I'm fond of {likes}, and I find {hates} boring
* I don't touch {never}. My favourite is {eats}. I'm {name}
{S} <keep|keeps> {pets}
{S} <speak|speaks> {speaks}
{S} never <eat|eats> {never}
What {S} <dislike|dislikes>: {hates}
~ {P} friend {~name} is different

# crime_report
officer | full | officer reported_by police_officer | who wrote the report
place | street | place location address scene | where it happened
stolen | list:product | stolen taken stolen_items loot | what was stolen | Nothing was stolen / Not a thing was taken / The thieves left empty-handed
left | list:product | left_behind found_at_scene clues | what the culprits left behind | No traces were left / The culprits left nothing behind
seen | list:full | witnesses seen_by observers | who saw it | There were no witnesses / Nobody saw a thing / Witnesses: none
hurt | list:full | injured victims casualties | who was hurt | Nobody was hurt / There were no injuries / Injured: none
held | list:full | arrested suspects detained in_custody | who was arrested | No one was arrested / There are no suspects yet / The culprits got away
worth | int:50:90000 | damage loss value | the value of what was taken
when | day | date day when | when it happened
> From {place} were taken {stolen}; the thieves left {left}
> {seen} saw it all. Stolen: {stolen}
> The police arrested {held} after the break-in at {place} on {when}
> Burglary at {place}: {stolen} gone. Witnesses: {seen}
> Officer {officer} spoke to {seen}. Hurt: {hurt}
> {hurt} had to see a doctor, and the police arrested {held}
> At {place} on {when}, {stolen} disappeared. The loss is {worth} euros
Taken were {stolen}
The officer in charge is {officer}
The damage is {worth} dollars
Arrested: {held}
~ The shop belongs to {~company}

# release
app | app | app product software name | the program
version | version | version release number | the version
added | list:feature | added new_features new | what is new | There are no new features / Nothing new was added
fixed | list:feature | fixed improved bug_fixes | what was mended | Nothing was fixed / No bugs were fixed / Fixes: none
removed | list:feature | removed dropped deleted | what was taken out | Nothing was removed / No function was dropped / Removed: none
systems | list:platform | platforms systems runs_on supported | on which systems it runs
broken | list:platform | unsupported not_supported dropped_platforms | on which systems it no longer runs | No system was dropped / It still runs everywhere
author | full | author developer released_by | who released it
> {app} {version}: added {added}; fixed {fixed}; removed {removed}
> Version {version} of {app} mends {fixed}
> {app} now runs on {systems}, no longer on {broken}
> What's new in {app} {version}? {added}
> {author} has released {app} {version} for {systems}
> In {version} we took out {removed} and improved {fixed}
> Changes in {app}: + {added}, - {removed}
Improved: {fixed}
Removed: {removed}
Supported: {systems}
It was released by {author}
~ Version {~count} is long gone

# allergy_menu
dish | dish | dish name meal | the dish
cook | person | cook chef made_by | who cooks it
has | list:ingredient | ingredients contains made_with | what is in it
free | list:ingredient | free_from without not_in_it leaves_out | what is not in it | It leaves nothing out
extra | list:ingredient | extras toppings on_the_side | what comes on top | There are no extras / It comes without any toppings / Extras: none
allergens | list:allergen | allergens may_contain warnings | what may cause an allergy | It is free of allergens / There are no allergens in it / Allergens: none
serves | int:2:24 | serves portions servings | for how many people it is
minutes | int:5:240 | minutes cooking_time time | how many minutes it takes
> {dish} with {has}, but without {free}
> {cook} makes the {dish} without {free}; {extra} on top
> {dish}: {has}. Allergens: {allergens}
> For the {dish} you need {has}; leave out {free}
> Careful, the {dish} of {cook} may contain {allergens}
> {dish} for {serves}, takes {minutes} minutes, topped with {extra}
> No {free} in my {dish}, please, says {cook}, only {has}
On top: {extra}
It serves {serves}
It takes {minutes} minutes
Allergens: {allergens}
~ {~name} is on a diet
"""

TALE_DOMAINS = tales(_TEXT)
