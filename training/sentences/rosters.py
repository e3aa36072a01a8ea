"""Lists of objects of many kinds, told in prose, in lines and in clauses."""

from __future__ import annotations

from training.sentences.compact import tales

_TEXT = """
# children
parent | person | parent mother_or_father name who | the parent
town | city | city home lives_in | where they live
:: name first name child first_name;age int:1:17 age years age_years
[] {name} is {age} / {name} just turned {age} / little {name} is {age} / {name} ({age}) / {name}, {age} / {age}-year-old {name} / {name}, who is {age} / our {name} is {age} | children kids sons_and_daughters offspring | the children with their ages | {parent} has no children / There are no children / {parent} never had kids
> {parent} has kids: {rows}
> {parent}'s children: {rows}
> {parent} lives in {town} with the children: {rows}
> The children of {parent} are growing up. {rows}
> At the birthday party of {parent} we met the little ones: {rows}
> {rows}. They are the children of {parent}
* I'm {parent}, and these are my kids: {rows}
* We have children. {rows}. I'm {parent} from {town}
* My kids? {rows}
They live in {town}
~ The neighbour's son {~first_name} is {~age}

# contacts
firm | company | company office firm | the company
:: name full name contact person full_name;phone phone phone number tel telephone;role longrole role job position
[] {name}, {phone} / {name} ({phone}) / {name} can be reached on {phone} / {name}: {phone} / call {name} on {phone} / {name}, {role} / {name} ({role}) / {name} is {role} / {name}, {role}, {phone} / {name} ({role}) {phone} | contacts people staff phone_list team | the people with phone or role | No contacts are listed / There is nobody to call / Contacts: none
> Contacts at {firm}: {rows}
> {firm}: {rows}
> These are the people at {firm}. {rows}
> Our team: {rows}
> For questions about {firm}: {rows}
> {rows}. That is the whole team of {firm}
> You asked whom to call at {firm}. {rows}
> Phone list {firm}: {rows}
~ {~name} has left

# mails
club | school | club group school list_name | the group
:: name person name member who person;mail email email mail e_mail address
[] {name} ({mail}) / {name} <{mail}> / {name} at {mail} / write to {name} at {mail} / {name}'s address is {mail} / {name} uses {mail} | members subscribers contacts participants | the people with their mail addresses | There are no members yet / Nobody has signed up / The list is empty
> Members: {rows}
> Please add to the list of {club}: {rows}
> New in the group: {rows}
> The participants from {club} are {rows}
> Here are the addresses. {rows}
> {club} needs these people: {rows}
~ {~name} does not want to be on it

# jobs
name | full | name candidate person who | the person
:: post longrole title position role job;firm institution company employer where organisation;start year:1985:2012 start from start_year since;end year:2013:2026 end to end_year until
[] {post} at {firm} from {start} to {end} / {post}, {firm}, {start}-{end} / {start} to {end}: {post}, {firm} / {post} ({firm}, {start} - {end}) / {start}-{end} {post} at {firm} / {post} at {firm} / from {start} until {end} {post} / {post} at {firm} since {start} / {firm} ({start}-{end}) | jobs experience work_experience positions employment career | the jobs | {name} has never had a job / No work experience / WORK EXPERIENCE: none yet
> {name}. WORK EXPERIENCE: {rows}
> {name} had these jobs: {rows}
> Career of {name}: {rows}
> The posts that {name} held: {rows}
> EXPERIENCE¶{rows}
> CV of {name}. Jobs: {rows}
* My name is {name}. My jobs: {rows}
* My career so far: {rows}

# schools
name | full | name candidate person who | the person
:: degree degree degree qualification title;school institution school institution university where;year year:1980:2025 year graduated finished
[] {degree} at {school}, {year} / {degree}, {school} ({year}) / {degree} from {school} / {school}: {degree} / {year}: {degree}, {school} / {degree} in {year} / {degree} ({year}) | education studies degrees schools | the education | No education is given / {name} never went to school / EDUCATION: none
> EDUCATION: {rows}
> {name} has {rows}
> {name} holds the following: {rows}
> Studies of {name}: {rows}
> EDUCATION¶{rows}
* I have {rows}. {name}

# licences
owner | company | company developer owner | who owns the packages
:: name app name package software library;licence licence license licence terms;version version version release
[] {name} is under {licence} / {name} ({licence}) / {name}: {licence} / {name} {version} / {name} {version} ({licence}) / {name}, version {version} / version {version} of {name} / {name} comes with the licence {licence} | packages libraries dependencies components | the packages | There are no dependencies / Dependencies: none / Nothing is used
> {owner} uses {rows}
> Dependencies: {rows}
> Licences of our packages: {rows}
> The program of {owner} is built on {rows}
> We looked at the packages of {owner}. {rows}
> {owner} ships {rows}

# appointments
name | person | name patient client who | whose appointments they are
:: what meeting what title event appointment;day loose date day when on;at clock time at starts
[] {what} on {day} at {at} / {what} on {day} / on {day} {what} / {what} at {at} / {day}: {what} / {day}, {at}: {what} / {what} ({day}, {at}) / {what} is on {day} | appointments events calendar agenda schedule | the appointments | The calendar is empty / {name} has no appointments / There is nothing on the agenda / {name} is free all week
> {name} has {rows}
> Agenda of {name}: {rows}
> Calendar for {name}: {rows}
> Don't forget, {name}: {rows}
> This is the plan for {name}. {rows}
> Appointments¶{rows}
* My week: {rows}. {name}
~ {~name} is away

# legs
name | full | passenger traveller name who | who travels
:: a city from origin departure start;b city to destination arrival;no flight flight flight_number number;at clock departs time departure_time
[] {a} to {b} / from {a} to {b} / {no} from {a} to {b} / {a} - {b} ({no}) / {no} {a}-{b} at {at} / {no} leaves {a} for {b} / {a} to {b} at {at} / {no}: {a} to {b} | legs flights segments stops trips | the parts of the journey | {name} has not booked any flight / No flights are booked / Flights: none
> {name} flies {rows}
> Itinerary of {name}: {rows}
> The journey of {name}: {rows}
> {name} has booked {rows}
> Your flights: {rows}
> Dear {name}, your trip is as follows. {rows}
* I am flying {rows}. {name}

# players
team | team | team club side | the team
:: name person name player who scorer;goals int:1:30 goals points score tally;minute int:1:90 minute in_minute min
[] {name} scored {goals} goals / {name} with {goals} goals / {name} ({goals}) / {name} has {goals} / {goals} goals by {name} / {name} in minute {minute} / {name} ({minute}') / {name} after {minute} minutes / {name} netted {goals} times | players scorers goalscorers squad | the players with their numbers | Nobody scored / There were no goals / Scorers: none
> For {team}: {rows}
> The goals of {team} came from {rows}
> {team} can rely on {rows}
> Scorers of {team}: {rows}
> Statistics of {team}. {rows}
> {rows}: those were the heroes of {team}
~ The keeper was {~name}

# ratings
host | person | judge host teacher | who gave the marks
:: name person name pupil student who candidate;mark int:1:100 grade mark points score
[] {name} got {mark} / {name} {mark} / {name}: {mark} / {name} with {mark} points / {mark} for {name} / {name} has {mark} points / {name} scored {mark} | results grades marks scores ranking | the people with their points | Nobody took part / There are no results yet / Results: none
> Results: {rows}
> {host} announced the points: {rows}
> In the exam, {rows}
> {host} gave marks. {rows}
> The ranking is {rows}
> The test is corrected, says {host}. {rows}

# rooms
flat | street | address street flat | the address
:: name dwelling name room which;size unit:5:60:0:square_metres,m² size area square_metres m2;floor ground floor level where
[] {name} with {size} / {name} ({size}) / {name}: {size} / {name} on {floor} / {name} has {size} / {size} for the {name} / {name}, {size}, {floor} | rooms spaces floor_plan | the rooms | There are no rooms to speak of / No rooms are described
> The flat at {flat} has {rows}
> Rooms: {rows}
> For rent at {flat}: {rows}
> We measured everything at {flat}. {rows}
> Floor plan of {flat}: {rows}
> The house consists of {rows}

# medicines
name | person | patient name who | the patient
age | age:3:95 | age years | the age
:: drug drug name drug medicine medication;dose dose dose dosage amount strength;often often frequency how_often when schedule
[] {dose} of {drug} {often} / {drug} {dose} {often} / {drug} ({dose}) / {drug}, {dose}, {often} / {drug}: {dose} / {dose} of {drug} / {drug} {often} / {drug} is taken {often} | medications medicines drugs prescriptions | the medicines | {name} takes no medicine / Medication: none / There are no prescriptions / {name} gets by without any pills
> {name} takes {rows}
> {name} ({age}) was prescribed {rows}
> Medication of {name}: {rows}
> The doctor gave {name} {rows}
> Prescription for {name}, {age}: {rows}
> Medication plan¶{rows}
* I take {rows}. {name}
~ The doctor is {~name}

# measures
place | city | place station city | where it was measured
:: name =temperature,humidity,pressure,wind,rainfall,voltage,pulse,weight,length,width,depth,noise name what quantity measurement;value unit:2:900:1:units value reading result;unit =volts,mm,bar,km/h,degrees,kg unit measured_in
[] {name} {value} / {name}: {value} / {name} was {value} / {name} of {value} / {name} = {value} | measurements readings values results | what was measured | Nothing was measured / There are no readings / Measurements: none
> In {place} we measured {rows}
> Readings from {place}: {rows}
> Report of the station {place}. {rows}
> Protocol: {rows}
> The values are {rows}

# tasks
project | topic | project topic what | what the work is about
:: task chore task todo what title;who person owner assignee who responsible person;due loose due deadline by until
[] {who}: {task} / {who} has to {task} / {who} will {task} / {who} must {task} by {due} / {task} ({who}) / {task} by {due} / {task} - {who} / {task} ({who}, {due}) / {who} is going to {task} / {who} promised to {task} | tasks todos action_items actions | the tasks | There is nothing left to do / No tasks / Action items: none
> To do: {rows}
> Action items: {rows}
> Tasks for the week: {rows}
> We shared the work about {project}. {rows}
> Minutes of the meeting on {project}: {rows}
> Who does what? {rows}
~ {~name} is on leave

# library
who | full | reader name who customer | the reader
:: title title title book name;by full author by written_by writer;year year:1890:2026 year published
[] {title} by {by} / {by}: {title} / {title} ({by}) / {title} by {by} ({year}) / {title}, {by}, {year} / {by}'s {title} / {title} ({year}) / {title} is by {by} | books reading_list titles borrowed | the books | The shelf is empty / {who} has borrowed nothing / Books: none
> {who} borrowed {rows}
> Reading list: {rows}
> {who} has read {rows}
> On the shelf of {who}: {rows}
> {who} recommends {rows}
* I just finished {rows}. {who}
~ {~name} prefers films

# pets
owner | person | owner name who keeper | the owner
:: name first name pet_name called;kind animal species kind animal type;age int:1:19 age years
[] {name} the {kind} / {kind} called {name} / {kind} {name} / {name} ({kind}) / {name}, {kind}, {age} / {name} is {age} / {name} ({kind}, {age}) / {name} is the {kind} / {kind} named {name} | pets animals companions | the animals | {owner} has no pets / There are no animals in the house / Pets: none / {owner} doesn't keep any animal
> {owner} has pets: {rows}
> {owner}'s animals: {rows}
> In the house of {owner} live {rows}
> {owner} looks after {rows}
> Please feed {rows}
> These are the pets of {owner}. {rows}
* My pets are {rows}. {owner}
~ The neighbour's dog is called {~pet}

# expenses
who | person | name traveller paid_by who | who spent it
:: what purpose what item purpose for;sum price:2:300 amount price cost sum
[] {sum} for {what} / {what} {sum} / {what}: {sum} / {what} ({sum}) / {what} cost {sum} / {sum} on {what} | expenses costs items spending receipts | what was spent | {who} spent nothing / There were no expenses / Expenses: none
> {who} spent {rows}
> Expenses of {who}: {rows}
> {who} hands in receipts: {rows}
> We paid {rows}
> {who} kept a list. {rows}
* I spent {rows}. {who}

# weathers
who | person | forecaster reporter name | who reports
:: town city city town place where;deg unit:-12:39:0:degrees,°C temperature degrees temp;sky weather weather sky condition
[] {deg} in {town} / {town} {deg} / {town}: {deg} / {sky} in {town} / {town}: {sky}, {deg} / {town} ({sky}) / {town} has {deg} / {town} will have {sky} | cities forecast places reports | the weather by city | There is no forecast today / No places were reported
> The weather: {rows}
> {who} reports {rows}
> Tomorrow: {rows}
> Forecast by {who}: {rows}
> {who} at the weather desk. {rows}

# stock
shop | company | shop warehouse store | the shop
:: item product item product name article;left int:2:900 stock quantity left count;price price:3:400 price cost each
[] {item}: {left} left / {item} ({left} in stock) / {item} at {price} / {item} for {price} / {item} {price} / {item} costs {price} / {item}, {left} pieces, {price} each | products items inventory articles offers | the products | {shop} has nothing left / The shelves are empty / Products: none
> {shop} has {rows}
> Stock of {shop}: {rows}
> Offers at {shop}: {rows}
> {shop} counted everything. {rows}
> At {shop} we saw {rows}

# winners
event | event | event competition discipline | the competition
:: who person name winner athlete who;rank =first,second,third,fourth,fifth,last rank place position;land country country nation from;time unit:9:99:2:seconds time result
[] {who} came {rank} / {rank} {who} / {who} ({land}) / {who} from {land} / {who}, {land}, {time} / {who} in {time} / {who} needed {time} / {who} was {rank} / {rank}: {who} ({land}) | results athletes participants ranking finishers | the athletes | Nobody started / The results are not known yet / No athletes took part
> {event}: {rows}
> Results of the {event}: {rows}
> In the {event} we saw {rows}
> The {event} is over. {rows}
> They took part in the {event}: {rows}

# vaccinations
name | person | name patient traveller who | who was vaccinated
:: what vaccine vaccine against disease name;on day date given_on when
[] {what} on {on} / {what} ({on}) / {what}: {on} / on {on} against {what} / {on} {what} | vaccinations shots jabs immunisations | the vaccinations with their dates | {name} has had no shots / No vaccinations / Vaccinations: none
> {name} was vaccinated: {rows}
> Vaccinations of {name}: {rows}
> {name} got these shots: {rows}
> Vaccination card of {name}¶{rows}
> {name} brought the card. {rows}

# family_members
name | person | name who narrator | who tells it
:: who first name first_name who;rel =mother,father,sister,brother,aunt,uncle,grandmother,cousin,niece,nephew relation relationship kinship;age int:2:95 age years;job job job occupation profession
[] my {rel} {who} / my {rel} {who} is {age} / {who}, my {rel} / {who} ({rel}) / my {rel} {who} is {job} / {who} is my {rel} / my {rel}, {who}, is {age} | family relatives members family_members | the relatives | {name} has no relatives left / There is no family / Family: none
* I am {name}. This is my family: {rows}
* Let me introduce my family: {rows}
* At home there are {rows}
* With me live {rows}. Yours, {name}
* I brought along {rows}
* My relatives? {rows}
~ {~name} took the picture

# speakers
conf | meeting | event conference title | the event
city | city | city place town | where it is
:: who full speaker name who presenter;topic topic topic title talk about;at clock time at starts
[] {who} on {topic} / {who}: {topic} / {at} {who} / {who} ({topic}) / {who} speaks about {topic} / {at}: {who}, {topic} / {topic} with {who} / {who} talks at {at} | talks speakers sessions programme | the talks | There are no speakers / No talks are planned / Programme: none yet
> Programme of the {conf}: {rows}
> Speakers in {city}: {rows}
> At the {conf} in {city} you can hear {rows}
> We have invited {rows}
> The {conf} takes place in {city}. {rows}

# parts
machine | product | machine product device what | the product
:: part =screw,hinge,belt,filter,pump,valve,fuse,spring,bolt,gasket,blade,knob part name item component;n int:2:60 quantity count number qty;no code part_number number code id
[] {part} x {n} / {n} x {part} / {part} ({no}) / {part}: {n} / {part}, number {no} / {part} number {no} / {part} {no}, {n} pieces | parts components spare_parts order_lines | the parts | No parts are missing / Parts: none / Nothing has to be ordered
> For the {machine} we need {rows}
> Spare parts for the {machine}: {rows}
> Please order {rows}
> The {machine} is broken. {rows}
> Parts list¶{rows}
"""

ROSTER_DOMAINS = tales(_TEXT)
