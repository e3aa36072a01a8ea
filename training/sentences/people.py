"""Domains about people and animals."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.grammar import choice, domain, fact, listing, truth

_MARRIED = truth(
    "married is_married has_spouse",
    "whether the person is married; true if married",
    """
    = yes
    + <am|is|are> married
    + <have|has> been married for [ten|six|twenty] years
    + got married last [year|summer|spring]
    + <live|lives> with {P} [wife|husband|spouse]
    {P} [husband|wife] [says hello|is a teacher|works abroad]
    ~ married
    ~ happily married
    = no
    + <am|is|are> single
    + <am|is|are> not married
    + <have|has> never been married
    + <aren't|isn't|aren't> married
    + <am|is|are> divorced
    + <am|is|are> still single
    ~ single
    ~ divorced
    ~ unmarried
    """,
)
_SMOKER = truth(
    "smoker is_smoker smokes",
    "does the person smoke; whether this person smokes",
    """
    = yes
    + <smoke|smokes>
    + <smoke|smokes> a pack a day
    + <am|is|are> a smoker
    + <smoke|smokes> now and then
    ~ a smoker
    ~ a heavy smoker
    = no
    + <don't|doesn't|don't> smoke
    + <have|has> never smoked
    + <quit> smoking years ago
    + <am|is|are> a non-smoker
    ~ a non-smoker
    ~ not a smoker
    """,
)
_VEGETARIAN = truth(
    "vegetarian is_vegetarian veggie",
    "whether the person eats no meat; vegetarian or not",
    """
    = yes
    + <am|is|are> vegetarian
    + <am|is|are> vegan
    + <don't|doesn't|don't> eat meat
    + <have|has> been vegetarian since [school|childhood]
    + <haven't|hasn't|haven't> eaten meat in years
    ~ a vegetarian
    ~ vegan
    = no
    + <eat|eats> meat
    + <love|loves> a good steak
    + <eat|eats> everything, meat included
    + <am|is|are> not vegetarian
    ~ a meat eater
    ~ not a vegetarian
    """,
)
_DRIVES = truth(
    "has_license drives can_drive driving_license driver",
    "whether the person can drive; has a driving licence",
    """
    = yes
    + <have|has> a driving licence
    + can drive
    + <drive|drives> to work every day
    + passed {P} driving test [last year|in May|at eighteen]
    = no
    + <don't|doesn't|don't> have a driving licence
    + can't drive
    + never learned to drive
    + <don't|doesn't|don't> drive
    """,
)

_CHILDREN = f.integer(2, 7, "children", 0.6)

PERSON = domain(
    "person",
    """
    == frames he
    [My|Our] [friend|neighbour|cousin|colleague|flatmate|old schoolmate|landlord|boss|aunt|godson] {name} @@
    [My|Our] [friend|neighbour|cousin|colleague|uncle] {name} is {age}
    [My|Our] [best friend|neighbour|sister-in-law|brother|housemate|coach], {name}, @@
    {name} is {a age}-year-old {job} [from|living in|based in] {city}
    {name} is {a job} [from|in] {city}[| who @]
    {name}, {a job} [from|living in|based in] {city}, @
    {name}, {age}, @@
    {name} ({age}) @@
    {name} ({age}, {city}) @
    {name}, ^, @@
    {name}, who @, @
    {name}, who is {age}, @
    {name} @@
    {name} @@
    {name} @, @ and @
    {name} just turned {age}
    {name} turned {age} [last week|yesterday|on Sunday|in March]
    {name}: {age} years old, {job}, {city}
    {name}, {age}, {city}
    {name}, {job}, {city}
    {name} | {age} | {job}
    {name} - {job} - {city}
    {name} / {age} / from {city}
    Name: {name}. Age: {age}. City: {city}
    name {name}, age {age}, occupation {job}
    [This is|Meet|Let me introduce|Say hello to|Allow me to introduce|I'd like you to meet] {name}[, {a job} from {city}|, {age}|, our new {job}|]
    [This is|Meet] {name}, who @
    [Yesterday|Last night|On Monday|At the party|On the train|At the conference|In the park] [I|we] [met|talked to|sat next to|ran into|bumped into] {name}, {a job} [from|who lives in] {city}
    I met {name} [yesterday|last week|at the gym|through work|in the queue]. {S} @@
    [I|We] know [a guy|someone|a person] called {name} who @
    There's [someone|a person|somebody] [called|named|by the name of] {name} [here|at the door|in my class] who @
    [A|One] [man|woman|person|client|guest|customer|tourist|reader] [named|called|by the name of] {name} @
    At {age}, {name} @
    At the age of {age}, {name} @
    Although only {age}, {name} @
    Born in {country}, {name} @
    Born and raised in {country}, {name} <live|lives> in {city}
    Originally from {country}, {name} @
    A {~city} friend of mine, {name}, is {age}
    Based in {city}, {name} @
    The {age}-year-old {name} @
    {city}-based {job} {name} @
    {a age}-year-old {job} called {name} @
    {a nationality} {job} called {name} @
    {name} [moved|relocated] to {city} [last year|a while ago|in spring|for love|for work]
    {name} has been living in {city} [since last year|for ages|all {P} life] and @
    {name} [and|&] {P} family live in {city}; {S} @
    [Did you know that|You know|Have you heard?|Guess what:] {name} @[?|, by the way|]
    [I think|I believe|I heard that|They say|Everyone knows that|Apparently,|As far as I know,] {name} @
    "[I'm|I am] {age}[ and proud of it|, believe it or not|]," [said|says|told us|laughed|explained] {name}[ from {city}|, {a job}|]
    "I love {city}," said {name}, who has lived there for years
    [Happy birthday|Congratulations|Many happy returns] to {name}, who [turns|is turning] {age} today!
    {name}'s age is {age}[ and {P} home is {city}|]
    {name}'s [hobbies are|interests include|passions are] {hobbies}
    {name}'s [first language|mother tongue|native language] is {language}
    {name} works as {a job} and lives in {city}
    {name} has {children} [children|kids] and lives in {city}
    Our [guest|speaker|winner|new member|volunteer|candidate] [today|tonight|this week] is {name}[, {age}|, {a job}| from {city}|, {a age}-year-old {job}]
    The [winner|new member|author of this letter|person on the left|tall one in the photo] is {name}, {a job} from {city}
    Everyone calls {O} {nickname}, but {P} real name is {name}[; {S} @|]
    {name}, better known as {nickname}, @
    {name}, {nickname} to {P} friends, @
    {name} - {nickname} to {P} friends - is {age}
    {name} [was born|came into the world] on {birthday} in {country}
    {name} (born {birthday}) @
    {name} celebrates {P} birthday on {birthday}[ and @|]
    [Dr.|Mr.|Mrs.|Ms.|Prof.|Professor] {full} @@
    [Dr.|Mr.|Ms.|Prof.] {full}, {age}, @
    Unlike {P} [brother|sister|cousin|friend] {~first_name}, who is {~age}, {name} is {age}
    Unlike {~first_name}, who lives in {~city}, {name} lives in {city}
    While {~first_name} [lives|stayed] in {~city}, {name} [moved to|settled in|chose] {city}
    {name} is older than {~first_name}: {S} <am|is|are> {age}
    {name} @, but {P} [brother|sister] {~first_name} lives in {~city}
    Not {~city} but {city} is where {name} lives
    == frames I
    [Hi|Hello|Hey|Good morning|Hi there|Hi all|Hello everyone][,|!| -] [I'm|I am|my name is|my name's|this is] {name}[, {age}| and I @|, I @| from {city}|]
    [Hi|Hello|Hey][,|!] {name} here[, {age}, from {city}|. I @|, {a job} from {city}]
    My name is {name}[ and I'm {age} years old| and I @|, I'm {age} and I @|, I @ and @]
    [I'm|I am] {name}, {a age}-year-old {job} from {city}
    [I'm|I am] {name}, {age}, and I @
    [I'm|I am] {name} and I @@
    [I'm|I am] {a job} [from|in|living in] {city}, {name} is my name
    [I'm|I am] {a age}-year-old {job} and I @
    [I'm|I am] {age} and I @
    [I'm|I am] {a job}, {age}, [living in|from] {city}
    [Call me|You can call me|Everybody calls me|Friends call me|Just call me] {nickname}[. My full name is {name}|, though my passport says {name}|]
    Name's {name}, {age}, {city}
    Name's {name}. {age}. {city}. I @
    [The name is|Name:] {name}; I @
    {name} here, {a job}. I @
    It's me, {name}[, and I just turned {age}|! I @]
    I was born in {country} [but|and] [I live|live|now live] in {city}
    I was born on {birthday} [in {country}|and I @]
    I [turned|just turned|have turned|recently turned] {age}, @ and @
    A few words about me: {name}, {age}, ^
    A bit about myself: I'm {age}, I @ and I @
    About me: I @. I @
    In my free time I [enjoy|do|love] {hobbies}. I @
    I speak {languages} and @
    I'm not {~age}, I'm {age}! My name is {name}
    Yes, I'm {name}, I @
    As {a job} I [travel a lot|work long hours|meet many people], and I @
    I work as {a job} in {city}[ and have {children} kids|]
    == frames they
    My neighbours, the {family} family, <live|lives> in {city} and have {children} kids
    The {family}s have {children} children and live in {city}
    == preds
    <live|lives> in {city}
    <live|lives> in {city}, {country}
    <live|lives> near {city}
    <am|is|are> living in {city}
    <am|is|are> from {city}
    <come|comes> from {city}
    <am|is|are> based in {city}
    <have|has> lived in {city} [for years|since last year|since childhood|for a decade]
    <have|has> been living in {city} since [last year|{~year}|the divorce]
    moved to {city} [last year|recently|a month ago|in {~year}]
    now <call|calls> {city} home
    <have|has> a [flat|small flat|house|room] in {city}
    <reside|resides> in {city}
    settled in {city}
    <am|is|are> {age}
    <am|is|are> {age} years old
    <am|is|are> now {age} years of age
    just turned {age}
    <am|is|are> {age} [going on twenty|, which nobody believes|and still feels young]
    <have|has> just turned {age}
    turned {age} [last month|a week ago|in June]
    <work|works> as {a job}
    <work|works> as {a job} in {city}
    <work|works> for {company} as {a job}
    <work|works> at {company}
    <am|is|are> {a job}
    <am|is|are> {a job} by [trade|profession|training]
    <have|has> a job as {a job}
    <earn|earns> {P} living as {a job}
    <am|is|are> employed as {a job}
    <was|was|were> born in {country}
    grew up in {country}
    <am|is|are> originally from {country}
    <have|has> {nationality} citizenship
    <hold|holds> {a nationality} passport
    <am|is|are> {nationality}
    <speak|speaks> {languages}
    <speak|speaks> {languages} fluently
    <am|is|are> fluent in {languages}
    <like|likes> {hobbies}
    <love|loves> {hobbies}
    <enjoy|enjoys> {hobbies}
    <am|is|are> into {hobbies}
    <am|is|are> [keen on|fond of|crazy about|passionate about] {hobbies}
    <spend|spends> {P} [weekends|free time|evenings] on {hobbies}
    <have|has> {children} [children|kids]
    <am|is|are> the parent of {children} children
    <was|was|were> born on {birthday}
    <celebrate|celebrates> {P} birthday on {birthday}
    <am|is|are> {height} tall
    <weigh|weighs> {weight}
    can be reached at {email}
    can be reached on {phone}
    <have|has> the [email|e-mail] address {email}
    <am|is|are> {username} on social media
    studied {subject} [at university|in college|for years]
    <have|has> a degree in {subject}
    == mods
    {age}
    {age} years old
    {a age}-year-old {job}
    {a job}
    {a job} by trade
    {a job} from {city}
    from {city}
    based in {city}
    living in {city}
    born in {country}
    born on {birthday}
    originally from {country}
    fluent in {languages}
    {height} tall
    == says
    {P} hobbies are {hobbies}
    {P} [e-mail|email|mail address] is {email}
    [You can reach|Reach|Contact|Write to] {O} at {email}
    {P} [phone|number|phone number|mobile|cell] is {phone}
    [Call|Text|Ring] {O} on {phone}
    {P} birthday is [on |]{birthday}
    {P} date of birth is {birthday}
    {P} age is {age}
    {P} home town is {city}
    {P} employer is {company}
    {P} profession: {job}
    {P} passport is {nationality}
    {P} favourite colour is {colour}
    {P} favourite colour has always been {colour}
    When {S} <am|is|are> not working, {S} <enjoy|enjoys> {hobbies}
    Among {P} interests are {hobbies}
    If you see {O}, [try|ask for] {phone}
    {P} nickname is {nickname}
    Friends call {O} {nickname}
    They measured {O} at {height}
    {P} height is {height} and {P} weight {weight}
    == noise
    {P} [brother|sister|cousin] {~first_name} is {~age} and lives in {~city}
    {P} [mother|father|neighbour] {~first_name} works as {a ~job} in {~city}
    {P} dog [{~pet} |]is very friendly
    {P} car is {~colour}
    We had coffee with {~first_name} at {~time}
    {~first_name}, {P} [boss|neighbour|roommate], is {~age}
    {P} best friend {~first_name} comes from {~city}
    The train was late again
    It was raining, by the way
    {P} [sister|brother] {~first_name} [couldn't come|sends {P} regards|is on holiday]
    """,
    {
        "name": fact(f.person, "name full_name person who fullname person_name", "the person's name; name of the person the text is about; who this is about"),
        "full": fact(f.full_person, "name full_name person who", "the person's name; full name without title"),
        "family": fact(f.surname, "family surname family_name last_name name", "the family's name; surname"),
        "nickname": fact(f.first_name, "nickname alias known_as nick goes_by", "what friends call the person; short or informal name"),
        "age": fact(f.integer(18, 95, "age", 0.2), "age years age_years years_old", "age in years; how old the person is; the person's age"),
        "city": fact(f.city, "city town location home residence lives_in place city_of_residence", "where the person lives; city of residence; home town"),
        "country": fact(f.country, "country birth_country nation born_in country_of_origin origin", "country of origin; where the person was born"),
        "nationality": fact(f.nationality, "nationality citizenship passport", "the person's nationality"),
        "job": fact(f.job, "job occupation profession work job_title position career", "what the person does for a living; occupation; the person's job"),
        "company": fact(f.company, "company employer workplace works_for", "the employer; company the person works for"),
        "hobbies": listing(
            f.several(f.hobby), "hobbies interests pastimes activities free_time", "what the person likes to do; list of hobbies",
            """
            + <have|has> no hobbies
            + <don't|doesn't|don't> have any hobbies
            + <have|has> no time for hobbies
            {P} hobbies: none
            """,
        ),
        "languages": fact(f.several(f.language, 1, 3), "languages speaks spoken_languages tongues", "languages the person speaks"),
        "language": fact(f.language, "native_language mother_tongue language first_language", "native language"),
        "children": fact(_CHILDREN, "children kids num_children number_of_children children_count", "how many children the person has; number of children"),
        "birthday": fact(f.full_date(1940, 2008, "birthday"), "birthday date_of_birth dob born birth_date birthdate", "date of birth; the day the person was born"),
        "height": fact(f.measure(150, 205, "cm|centimetres|centimeters", kind="height"), "height height_cm size", "height in centimetres; how tall"),
        "weight": fact(f.measure(45, 120, "kg|kilos|kilograms", kind="weight"), "weight weight_kg kilos", "weight in kilograms"),
        "email": fact(f.email, "email mail email_address e_mail contact", "e-mail address; where to write to"),
        "phone": fact(f.phone, "phone phone_number tel mobile telephone number contact", "phone number; how to call the person"),
        "username": fact(f.username, "username handle social_handle account", "name on social media"),
        "subject": fact(f.subject, "field_of_study studied subject major degree_in", "what the person studied"),
        "colour": fact(f.colour, "favourite_colour favorite_color fav_color colour color", "the person's favourite colour"),
        "married": _MARRIED,
        "smoker": _SMOKER,
        "vegetarian": _VEGETARIAN,
        "drives": _DRIVES,
    },
    groups={
        "address": "city country", "home": "city country", "contact": "email phone username", "work": "job company",
        "personal": "age birthday children married height weight", "details": "age job city country hobbies",
        "body": "height weight",
    },
    head="name",
    writer="name",
    wrappers="person profile user data result info",
)  # fmt: skip

CONTACT = domain(
    "contact",
    """
    == frames I
    [Please |][contact|reach|call|write to] me [at|via|on] {email}[ or by phone on {phone}|, {phone}|]
    [You can|Feel free to|Please] [call|text|ring] me on {phone} or [write to|email|mail] {email}
    My [new number|number|mobile|cell|phone number] is {phone}[ and my email is {email}| - {name}|, email {email}]
    My [email|e-mail|new address|mail] is {email}[, phone {phone}|, my number {phone}|]
    [This is|It's] {name} [from|at|with] {company}, [call me back on|my number is|you can reach me on] {phone}
    {name}, {role} at {company}, {phone}, {email}
    {name}; {email}; {phone}
    I've [moved|changed numbers], my new number is {phone}. {name}
    Hey, it's {name}! Save my number: {phone}
    I'm {name} from {company}; drop me a line at {email}
    [Find|Follow|Add] me [on Instagram|on GitHub|online|on Telegram] as {username}[ or at {website}|]
    [Send|Mail|Forward] the [papers|photos|contract|documents] to {email}, please[. I'm {name}|, {name} is my name|]
    == frames he
    [Please |][contact|reach|call|get in touch with] {name} [at|via] {email}
    [Call|Ring|Phone|Text|Please call] {name} [on|at] {phone}
    [You can reach|You'll find|To reach] {name} [at|on] {phone}[ or {email}|]
    {name} can be reached [at|on|under] {phone}[, or by email at {email}| and {email}|]
    {name}'s [number|phone number|mobile|phone] is {phone}[ and {P} email is {email}|]
    {name}'s [email|e-mail|address] is {email}[, {P} phone {phone}|]
    {name} ({email})[ is our contact at {company}| works at {company}|]
    {name} <{email}>[, {phone}|]
    {name}: {phone}[, {email}|]
    {name}, {company}, {phone}
    {name} of {company} ([tel.|phone|mobile] {phone})
    For [questions|details|orders|more information|bookings], [contact|ask|write to|call] {name} ({email})
    For [questions|details|orders|bookings] please [call|ring] {name} on {phone}
    [Any questions?|Problems?|Need help?] [Ask|Write to|Email] {name}, {email}
    Our contact at {company} is {name}, {email}
    [Ask for|Talk to|Speak to] {name} at {company}, {phone}
    In an emergency [call|notify|contact] {name} ([my|her|his] [mother|father|sister|partner]) on {phone}
    {name} [left|gave me|wrote down] {P} number: {phone}
    [New|Updated] contact: {name}, {phone}, {email}
    {name} [has|got] a new number, it's {phone}
    {name}'s old number was {~phone}; the new one is {phone}
    Don't use {~email} any more, {name} now [reads|uses] {email}
    The person in charge is {name}; {P} extension is {extension}
    {name}, extension {extension}, [handles|takes care of|answers for] {department}
    {name} from {department} [sits in|is in] {room}, extension {extension}
    == preds
    can be reached at {email}
    can be reached on {phone}
    <work|works> at {company}
    <work|works> as {role} at {company}
    <live|lives> at {street}, {postcode} {city}
    <live|lives> in {city}
    <answer|answers> mail at {email}
    <have|has> a website at {website}
    <go|goes> by {username} online
    <prefer|prefers> calls on {phone}
    == says
    {P} website is {website}
    {P} address is {street}, {postcode} {city}
    {P} [postal|mailing] address: {street}, {city}
    {P} office is in {city}
    {P} [handle|username|user name] is {username}
    {P} direct line is {phone}
    {P} employer is {company}
    {P} job title is {role}
    Letters [should go to|can be sent to|reach {O} at] {street}, {postcode} {city}
    {P} [work email|email|mail] is {email}
    The office number is {phone}
    == noise
    {P} assistant {~first_name} is out this week
    The old number {~phone} no longer works
    Please don't call after {~time}
    {~first_name} has a different number
    Mornings are best
    Thanks a lot
    """,
    {
        "name": fact(f.person, "name contact contact_name full_name person who", "name of the contact; whom to call; the contact person"),
        "phone": fact(f.phone, "phone phone_number tel telephone mobile cell number", "phone number; the number to call"),
        "email": fact(f.email, "email email_address mail e_mail", "e-mail address; where mail should go"),
        "company": fact(f.company, "company organisation organization firm employer", "company of the contact"),
        "role": fact(f.role, "role job_title position title", "the contact's position"),
        "department": fact(f.department, "department team unit division", "department"),
        "extension": fact(f.coded("code", lambda q: str(q.randint(100, 9999))), "extension ext", "phone extension"),
        "room": fact(f.room, "room office office_room", "the room"),
        "street": fact(f.street_line, "street address street_address address_line", "street and house number"),
        "postcode": fact(f.postcode, "postcode zip zip_code postal_code", "postal code"),
        "city": fact(f.city, "city town place", "city of the address"),
        "website": fact(f.website, "website url homepage web site link", "web address"),
        "username": fact(f.username, "username handle account social", "user name online"),
    },
    groups={"address": "street postcode city", "contact": "phone email website", "work": "company role", "location": "street city postcode", "online": "website username email"},
    head="name",
    writer="name",
    wrappers="contact person card entry",
)  # fmt: skip

EMPLOYEE = domain(
    "employee",
    """
    == frames he
    {name} [joined|joins|started at|is joining|will join] {company} [as|as our new] {role}[ on {start}|]
    {name} [starts|will start|begins|started] as {role} on {start}
    {name} [has been hired|was hired|has been taken on|was recruited] as {role}[ by {company}| in {department}|]
    {name} [was|has been] promoted to {role}[ in {department}|]
    {name}, {role} at {company}, @
    {name}, {role}, @@
    {name}, who @, @
    {name} @@
    {name} ({role}, {department}) @
    {name} from {department} @
    Our [new|newest] [colleague|team member|hire|employee], {name}, @@
    Our [new|former] {role}, {name}, @
    The new {role} is {name}[, who @|]
    [Please welcome|Welcome|A warm welcome to|Say hi to] {name}, our new {role}[ in {department}|]
    [We are happy to announce|Good news:|We're pleased to say] that {name} is joining us as {role} on {start}
    {company} [hired|has hired|appointed|named] {name} as [its |][new |]{role}
    {company} pays {name} {salary} a year
    {name} [earns|makes|is paid] {salary} [a year|per year|annually] as {role}
    {name} [leaves|is leaving|has left] {company} [on {end}|after {years} years]
    After {years} years at {company}, {name} @
    With {years} years of experience, {name} @
    {name} [reports to|works under|works for] {manager}[ in {department}|]
    {manager} is {name}'s [manager|boss|supervisor|line manager]
    {manager} [hired|manages|supervises|leads] {name}, {a role} in {department}
    Employee {number}: {name}, {department}
    {name} (employee number {number}) @
    {name} replaces {~name} as {role}
    {name}, not {~name}, is the new {role}
    Staff update: {name}, {role}, {department}, from {start}
    {name} has applied for the position of {role}[ at {company}|]. {S} @
    Candidate {name} [has|brings|offers] {years} years of experience and @
    We interviewed {name} for the {role} [job|position|role]; {S} @
    == frames I
    I [work|am working|have worked] as {a role} at {company}[ for {years} years|]
    I [joined|started at|moved to] {company} as {a role} on {start}
    I'm {name}, {role} at {company}[, and I @|]
    I'm {name} and I [am applying|would like to apply|apply] for the position of {role}
    I have {years} years of experience as {a role} and @
    I've been {a role} for {years} years. I @
    My name is {name}, I work in {department} and I @
    As {a role} at {company} I earn {salary} a year
    I [quit|am leaving|resigned from] {company} after {years} years
    == preds
    <work|works> in {department}
    <work|works> in the {department} department
    <work|works> at {company}
    <work|works> from {city}
    <am|is|are> based in {city}
    <earn|earns> {salary} a year
    <make|makes> {salary} per year
    <have|has> a salary of {salary}
    <have|has> {years} years of experience
    <have|has> been with {company} for {years} years
    started on {start}
    <report|reports> to {manager}
    <know|knows> {skills}
    <am|is|are> skilled in {skills}
    <have|has> experience with {skills}
    <bring|brings> skills in {skills}
    <am|is|are> good at {skills}
    <have|has> {vacation} days of vacation
    <have|has> {vacation} days of holiday left
    <lead|leads> a team of {team_size}
    <manage|manages> {team_size} people
    <am|is|are> in charge of {team_size} people
    can be reached at {email}
    == says
    {P} salary is {salary}
    {P} [manager|boss|supervisor|team lead] is {manager}
    {P} skills [are|include] {skills}
    {P} [employee number|staff ID|personnel number] is {number}
    {P} first day [is|was] {start}
    {P} department is {department}
    {P} [work |]email is {email}
    {P} desk is in {room}
    {P} contract started on {start}
    The position is in {city}
    The pay is {salary}
    == noise
    {P} predecessor {~name} retired in {~year}
    {~first_name} from the front desk will bring the badge
    The canteen opens at {~time}
    {P} colleague {~first_name} earns {~big_price}
    {~name} remains at {~company}
    We all look forward to it
    """,
    {
        "name": fact(f.person, "name employee full_name employee_name person staff_member candidate", "name of the employee; the person hired"),
        "role": fact(f.role, "role job_title position title job job_role", "job title; position in the company"),
        "company": fact(f.company, "company employer organisation firm company_name", "the employer"),
        "department": fact(f.department, "department team unit division dept", "department the person works in"),
        "start": fact(f.full_date(2012, 2027, "start"), "start_date start hired_on joined joined_on hire_date first_day", "first day of work; when the person starts"),
        "end": fact(f.full_date(2020, 2028, "end"), "end_date last_day leaves_on end", "last day of work"),
        "years": fact(f.integer(2, 35, "years", 0.4), "years years_of_experience experience experience_years seniority", "years of experience; number of years"),
        "salary": fact(f.price(22000, 140000, cents=0, kind="price"), "salary pay annual_salary wage income yearly_salary", "yearly salary; pay per year"),
        "manager": fact(f.full_person, "manager boss supervisor reports_to line_manager lead", "whom the person reports to; the manager"),
        "number": fact(f.code, "employee_id id staff_id number employee_number personnel_number", "employee number"),
        "city": fact(f.city, "city office location place site", "where the person works"),
        "skills": fact(f.several(f.skill), "skills abilities competences knows strengths tech_stack", "what the person can do; list of skills"),
        "vacation": fact(f.integer(5, 35, "days", 0.2), "vacation_days holidays days_off vacation leave_days", "days of vacation"),
        "team_size": fact(f.integer(2, 40, "count", 0.5), "team_size reports people_managed team", "number of people managed"),
        "email": fact(f.email, "email mail work_email", "work e-mail"),
        "room": fact(f.room, "room office desk", "where the desk is"),
        "remote": truth(
            "remote is_remote works_remotely home_office", "whether the person works from home; remote work",
            """
            = yes
            + <work|works> remotely
            + <work|works> from home
            + <am|is|are> fully remote
            + never <come|comes> to the office
            = no
            + <work|works> on site
            + <come|comes> to the office every day
            + <don't|doesn't|don't> work from home
            + <work|works> in the office five days a week
            """,
        ),
        "contract": choice(
            "contract contract_type employment employment_type", "kind of contract; full or part time",
            """
            = full-time | full_time | full time
            + <work|works> full time
            + <have|has> a full-time contract
            + <work|works> forty hours a week
            = part-time | part_time | part time
            + <work|works> part time
            + <have|has> a part-time job
            + <work|works> only twenty hours a week
            = internship | intern | trainee
            + <am|is|are> an intern
            + <do|does> an internship
            = freelance | freelancer | contractor
            + <am|is|are> a freelancer
            + <work|works> freelance
            """,
        ),
    },
    groups={"job": "role company department", "employment": "start salary company contract", "office": "city room", "work": "role department manager", "terms": "salary vacation contract"},
    head="name",
    writer="name",
    wrappers="employee record staff_member",
)  # fmt: skip

STUDENT = domain(
    "student",
    """
    == frames he
    {name} [studies|is studying|is reading|majors in] {subject} at {school}
    {name} [studies|is studying] {subject} in {city}[ and @|]
    {name} is a student at {school}[, where {S} <study|studies> {subject}| and @|]
    {name}, a [student|pupil|graduate] of {school}, @
    {name} ({age}), student at {school}, @
    {name}, who @, @
    {name} @@
    {name} [enrolled|signed up|registered|has enrolled] for {course} [on {start}|at {school}]
    {name} [wants to take|is taking|attends|signed up for] {course}[ with {teacher}|]
    {name} [got|received|was given|scored] {grade} [points |]in {subject}
    {name} [passed|finished] {course} with {grade} points
    {name} [graduated|will graduate] [from {school} |]in {year}
    {name} is in {P} {semester} semester of {subject}
    My [daughter|son|niece|nephew|little sister|little brother], {name}, @@
    My [daughter|son|niece|nephew] {name} goes to {school}[ and @|]
    [A|One of our] [student|pupil]s[ is|:] {name}, who @
    {teacher} [teaches|supervises|tutors] {name} in {subject}
    {teacher} gave {name} {grade} points in {subject}
    Student {name}, {school}, {subject}
    {name}: {subject}, {grade} points
    {name} - {school} - class of {year}
    == frames I
    I [study|am studying|major in] {subject} at {school}[ and @|]
    I'm {name}, [a student of {subject}|student at {school}][, and I @|]
    I'm {name} and I want to [enrol in|sign up for|register for|take] {course}
    I would like to [sign up|register] for {course}. My name is {name}[, student number {number}|]
    I'm in my {semester} semester of {subject}
    I [will graduate|graduated|am going to graduate] in {year}[ with a degree in {subject}|]
    My student [number|ID] is {number} and my name is {name}
    Hello, {name} here. I @
    == preds
    <study|studies> {subject}
    <am|is|are> studying {subject}
    <go|goes> to {school}
    <am|is|are> enrolled at {school}
    <attend|attends> {school}
    <live|lives> in {city}
    <am|is|are> {age}
    <am|is|are> {age} years old
    will graduate in {year}
    <have|has> the student number {number}
    <take|takes> {courses}
    signed up for {courses}
    <like|likes> {courses} best
    <have|has> an average of {grade} points
    <play|plays> {sport} for the school team
    == says
    {P} [major|field|subject] is {subject}
    {P} favourite subjects are {courses}
    {P} student [number|ID] is {number}
    {P} [teacher|supervisor|tutor|adviser] is {teacher}
    {P} [grade|mark|score|result] in {subject} was {grade}
    {P} school is {school}
    {P} email is {email}
    The fee is {fee}
    The course costs {fee}
    Tuition [comes to|is] {fee}
    == noise
    {P} classmate {~first_name} goes to {~school}
    The library closes at {~time}
    {P} [brother|sister] {~first_name} graduated in {~year}
    {~name} teaches another class
    The exams were hard this time
    """,
    {
        "name": fact(f.person, "name student student_name full_name pupil", "name of the student"),
        "subject": fact(f.subject, "subject major field_of_study studies field degree", "what the student studies; field of study"),
        "school": fact(f.school, "school university college institution uni", "where the student studies"),
        "course": fact(f.course, "course course_name class_name course_title", "name of the course"),
        "teacher": fact(f.full_person, "teacher instructor professor tutor supervisor lecturer", "who teaches; the teacher's name"),
        "grade": fact(f.decimal(50, 100, 1, "grade"), "grade score points mark result", "points reached; the result"),
        "year": fact(f.year(2015, 2032), "graduation_year year class_of graduates", "year of graduation"),
        "semester": fact(f.one_of("semester", "first", "second", "third", "fourth", "fifth", "sixth", "2nd", "3rd", "4th"), "semester term current_semester", "the current semester as written"),
        "number": fact(f.code, "student_id id matriculation_number student_number number", "student number"),
        "age": fact(f.integer(6, 35, "age", 0.3), "age years", "age in years"),
        "city": fact(f.city, "city town place", "where the student lives"),
        "courses": fact(f.several(f.subject, 2, 4), "courses subjects classes", "list of the subjects taken"),
        "sport": fact(f.sport, "sport team_sport plays", "the sport"),
        "email": fact(f.email, "email mail", "e-mail"),
        "fee": fact(f.price(80, 9000, cents=0.1), "fee tuition price cost", "what it costs"),
        "start": fact(f.full_date(), "start_date starts start begin", "first day"),
        "day": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), "day weekday", "day of the week"),
        "room": fact(f.room, "room classroom place", "the room"),
    },
    groups={"course": "course teacher room day start", "study": "subject school semester", "student": "name age number"},
    head="name",
    writer="name",
    wrappers="student record enrolment",
)  # fmt: skip

PATIENT = domain(
    "patient",
    """
    == frames he
    {name} [has|complains of|suffers from|reports|has had|came in with|presents with] {symptoms}
    {name}, {age}, [has|complains of|suffers from|came in with|reports] {symptoms}
    Patient {name}[, {age},|] [has|complains of|reports|suffers from] {symptoms}[ for {days} now|]
    [The patient|Our patient] {name} ({age}) [needs|takes|was given|got] {treatment}
    {name} [has had|has been suffering from] {symptoms} for {days}
    {name} [is allergic|has an allergy] to {allergies}
    {name} [has|needs] an appointment [with|to see] Dr. {doctor} on {date}[ at {time}|]
    {name} is [booked|scheduled|down] for {date} at {time} with Dr. {doctor}
    Dr. {doctor} [will see|sees|can see|is expecting] {name} on {date}[ at {time}|]
    Dr. {doctor} [prescribed|gave|recommended] {name} {treatment}[ for {days}|]
    {name} was [admitted|brought in|seen] on {seen} with {symptoms}
    {name} was discharged on {out}
    {name} takes {treatment}[ against {symptoms}| and is allergic to {allergies}|]
    My [son|daughter|mother|father|wife|husband], {name}, @@
    My [son|daughter|mother|father] {name} [has|has had] {symptoms} for {days}
    {name}, {age} years, {weight}, @
    {name} @@
    {name}, who @, @
    {name} was prescribed {treatment} by Dr. {doctor}
    {age}-year-old {name} @
    == frames I
    I [have|have got|'ve had|am suffering from] {symptoms} [for {days} now|since last night|]
    I need [an appointment|to see] [with |]Dr. {doctor} on {date}[ at {time}|], my name is {name}
    [Could|Can|May] I [have|get|book] an appointment with Dr. {doctor} [on {date}|on {date} at {time}]?
    I'd like to [see|visit] Dr. {doctor} on {date}. My name is {name}
    [I'm|I am] {name}, {age}, and I @
    I'm allergic to {allergies}[ and take {treatment}|]
    I [can't make|have to cancel] my appointment [with Dr. {doctor} |]on {date}
    Please [move|change] my appointment from {~date} to {date}
    Hello, this is {name}, I @ and @
    My name is {name} and I [have had|have] {symptoms}
    == preds
    <have|has> {symptoms}
    <suffer|suffers> from {symptoms}
    <complain|complains> of {symptoms}
    <take|takes> {treatment}
    <am|is|are> taking {treatment}
    <am|is|are> allergic to {allergies}
    <weigh|weighs> {weight}
    <have|has> a temperature of {temperature}
    <am|is|are> {age} years old
    <am|is|are> {age}
    <have|has> been ill for {days}
    <am|is|are> insured with {insurer}
    <was|was|were> born on {birthday}
    <have|has> a pulse of {pulse}
    == says
    {P} temperature is {temperature}
    {P} pulse is {pulse}
    {P} [allergies|known allergies] are {allergies}
    {P} doctor is Dr. {doctor}
    {P} insurance is {insurer}
    {P} date of birth is {birthday}
    {P} phone number is {phone}
    {P} weight is {weight}
    Blood pressure was fine, pulse {pulse}
    It started {onset}
    == noise
    {P} [wife|husband|mother] {~first_name} waits outside
    The practice closes at {~time}
    Dr. {~surname} is on holiday
    {P} [sister|brother] {~first_name} is {~age} and healthy
    The waiting room was full
    """,
    {
        "name": fact(f.person, "name patient patient_name full_name", "name of the patient"),
        "age": fact(f.integer(2, 95, "age", 0.15), "age years patient_age", "age of the patient in years"),
        "symptoms": fact(f.several(f.symptom_bare, 1, 3), "symptoms complaints signs problems", "what the patient complains of; list of symptoms"),
        "allergies": listing(
            f.several(f.allergen, 1, 3), "allergies allergens allergic_to known_allergies", "what the patient is allergic to",
            """
            + <have|has> no allergies
            + <am|is|are> not allergic to anything
            No known allergies
            {P} allergies: none
            Allergies: none known
            """,
        ),
        "treatment": fact(f.treatment_bare, "treatment medication medicine drug prescription therapy", "what the patient takes or was prescribed"),
        "doctor": fact(f.doctor, "doctor physician doctor_name seen_by practitioner", "name of the doctor without title"),
        "date": fact(f.date(), "date appointment_date day appointment when", "day of the appointment or visit; the day"),
        "out": fact(f.full_date(), "discharged discharge_date discharged_on date", "day the patient left"),
        "seen": fact(f.full_date(), "visit_date date seen_on admission day", "day the patient came"),
        "time": fact(f.clock(), "time appointment_time hour at", "time of the appointment"),
        "days": fact(f.stay(2, 14, "day"), "days duration_days duration for_days", "for how many days"),
        "weight": fact(f.measure(40, 120, "kg|kilos", kind="weight"), "weight weight_kg kg", "weight in kilograms"),
        "temperature": fact(f.measure(36, 41, "°C|degrees|degrees Celsius", 1, "temperature"), "temperature fever temp body_temperature", "body temperature in degrees"),
        "pulse": fact(f.integer(50, 140, "pulse", 0), "pulse heart_rate bpm", "heart beats per minute"),
        "insurer": fact(f.company, "insurance insurer insurance_company health_plan", "health insurance"),
        "birthday": fact(f.full_date(1935, 2020, "birthday"), "date_of_birth dob birthday born", "date of birth"),
        "phone": fact(f.phone, "phone phone_number contact_number", "phone number"),
        "onset": fact(f.one_of("onset", "yesterday", "last Monday", "last night", "two weeks ago", "three days ago", "this morning", "on Sunday"), "onset started since", "when it began, as written"),
        "smoker": _SMOKER,
        "pregnant": truth(
            "urgent is_urgent emergency", "whether it is an emergency; urgent case",
            """
            = yes
            This is an emergency
            It can't wait until tomorrow
            It is urgent
            We need help right away
            = no
            It's not urgent
            There is no rush
            It can wait
            It is not an emergency
            """,
        ),
    },
    groups={"appointment": "date time doctor", "vitals": "temperature pulse weight", "patient": "name age birthday", "visit": "doctor date"},
    head="name",
    writer="name",
    wrappers="patient record case",
)  # fmt: skip

COURSE = domain(
    "course",
    """
    == frames it
    The course {course} [is taught by|is given by|is led by] {teacher}[ on {day}| in {room}|]
    {course} [starts|begins] on {start} [in {room}|with {teacher}]
    {teacher} [teaches|gives|offers] {course} [every {day}|in {room}|at {school}]
    {teacher} teaches {subject} at {school}
    {course}, {day}, {time}, {room}
    [Enrol|Sign up|Register] now for {course}[ with {teacher}|], [starting|from] {start}
    [Our|The] new course, {course}, @
    {course} @@
    {course} with {teacher} @
    [Last|This] year {seats} students [took|chose|signed up for] {course}
    [At {school}|In {city}] {teacher} [gives|teaches] {course}
    {school} [offers|is offering|has] {course}[ for {fee}|, {credits} credits]
    == preds
    is taught by {teacher}
    takes place in {room}
    starts on {start}
    starts at {time}
    costs {fee}
    has {seats} places
    is worth {credits} credits
    is held every {day}
    == subject
    It
    The course
    The class
    == says
    The fee is {fee}
    The teacher is {teacher}
    Lessons are in {room}
    You get {credits} credits for it
    There are {seats} places
    Classes begin at {time}
    == noise
    {~name} teaches another class
    The library closes at {~time}
    Last year it was in {~city}
    Bring your own books
    """,
    {
        "course": fact(f.course, "course course_name class_name title course_title name", "name of the course"),
        "teacher": fact(f.full_person, "teacher instructor professor tutor lecturer taught_by", "who teaches; the teacher's name"),
        "subject": fact(f.subject, "subject field topic", "what is taught"),
        "school": fact(f.school, "school university college institution", "where it is taught"),
        "city": fact(f.city, "city town place", "the city"),
        "start": fact(f.full_date(), "start_date starts start begin first_day", "first day of the course"),
        "day": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), "day weekday", "day of the week"),
        "time": fact(f.clock(), "time starts_at hour", "when it begins"),
        "room": fact(f.room, "room classroom place location", "the room"),
        "fee": fact(f.price(80, 9000, cents=0.1), "fee tuition price cost", "what it costs"),
        "seats": fact(f.integer(8, 200, "count", 0.2), "seats places students capacity", "number of students"),
        "credits": fact(f.integer(2, 12, "credits", 0.4), "credits points ects", "credits for the course"),
    },
    groups={"schedule": "day time start room", "course_info": "course teacher", "details": "fee credits seats"},
    wrappers="course class",
    message=False,
)  # fmt: skip

PET = domain(
    "pet",
    """
    == frames he
    {name} is {a age}-year-old {breed}[| who @]
    {name} is [our|my|the neighbours'] {animal}[ and @|]
    {name} the {animal} @@
    {name}, [my|our|the] {breed}, @@
    [My|Our] {animal} {name} @@
    [My|Our] {animal} is called {name}[ and @|]
    [My|Our] {animal}'s name is {name}[. {S} @|]
    [My|Our] {breed}, {name}, @
    [We|I] have {a animal} [named|called] {name}[; {S} @| who @]
    [We|I] [adopted|rescued|got|bought] {a breed} [called|named] {name} [last year|from the shelter|in spring]
    {owner}'s {animal} {name} @
    {owner}'s {animal} is called {name} and @
    {owner} [has|owns|adopted|walks] {a animal} called {name}[, {a breed}|]
    {name} belongs to {owner}[ and @|]
    [Lost|Missing|Found]: {colour} {breed}, answers to {name}[, last seen in {city}|]
    [Lost|Missing] {animal}: {name}, {colour}, [microchip|chip number|tag] {chip}
    {name} ({breed}, {age} years) @
    {name}, {breed}, {weight}
    {name} - {animal}, {age} years old, {colour}
    The vet [saw|examined|weighed] {name}, {owner}'s {animal}
    {name} [needs|is due for] [a check-up|the vet] on {date}
    Who can [look after|feed|walk] {name}, my {age}-year-old {breed}?
    == frames I
    I have {a animal} called {name} and @
    == preds
    <am|is|are> {age} years old
    <am|is|are> {age}
    <weigh|weighs> {weight}
    <am|is|are> {a breed}
    <love|loves> {likes}
    <like|likes> {likes}
    <am|is|are> fond of {likes}
    <have|has> {colour} fur
    <am|is|are> {colour}
    <live|lives> in {city}
    <eat|eats> {meals} times a day
    <have|has> the chip number {chip}
    == says
    {P} owner is {owner}
    {P} favourite things are {likes}
    {P} chip number is {chip}
    {P} next vet visit is on {date}
    {P} breed is {breed}
    {P} weight is {weight}
    The collar is {colour}
    == noise
    {P} brother {~pet} lives with {~first_name}
    The neighbour's {~animal} is called {~pet}
    {~first_name} is afraid of dogs
    The vet was nice
    """,
    {
        "name": fact(f.pet_name, "name pet_name pet called", "name of the animal; what the pet is called"),
        "animal": fact(f.animal, "animal species kind type pet_type", "kind of animal"),
        "breed": fact(f.breed, "breed race kind_of_breed", "breed of the animal"),
        "age": fact(f.integer(1, 18, "age", 0.5), "age years age_years", "age in years"),
        "owner": fact(f.person, "owner owner_name human belongs_to", "who owns the animal; the owner's name"),
        "weight": fact(f.measure(2, 45, "kg|kilos|kilograms", 1, "weight"), "weight weight_kg kilos", "weight in kilograms"),
        "colour": fact(f.colour, "colour color fur_color", "colour"),
        "likes": fact(f.several(f.one_of("likes", "long walks", "tuna", "sleeping on the sofa", "squeaky toys", "carrots", "chasing birds", "belly rubs", "swimming", "cheese", "balls", "cardboard boxes", "sunbathing"), 1, 3), "likes favourites loves favorite_things", "what the animal likes"),
        "city": fact(f.city, "city town place location", "where"),
        "meals": fact(f.integer(2, 5, "meals", 0.7), "meals meals_per_day feedings", "meals per day"),
        "chip": fact(f.code, "chip chip_number microchip tag_id", "number of the chip"),
        "date": fact(f.date(), "date vet_visit next_visit appointment", "day of the next visit to the vet"),
        "vaccinated": truth(
            "vaccinated is_vaccinated vaccines_done", "whether the animal is vaccinated; vaccinations up to date",
            """
            = yes
            + <have|has> all {P} shots
            + <am|is|are> fully vaccinated
            + <was|was|were> vaccinated last month
            ~ vaccinated
            {P} vaccinations are up to date
            {P} vaccines are complete
            = no
            + <have|has> not been vaccinated yet
            + <am|is|are> not vaccinated
            + still <need|needs> {P} shots
            ~ not vaccinated
            {P} vaccinations are missing
            {P} vaccines are still to be done
            """,
        ),
        "friendly": truth(
            "friendly good_with_kids is_friendly child_friendly", "whether the animal gets along with children; good with children",
            """
            = yes
            + <am|is|are> great with children
            + <get|gets> along with kids
            + <adore|adores> children
            = no
            + <don't|doesn't|don't> like children
            + <am|is|are> not good with kids
            + <am|is|are> afraid of children
            """,
        ),
    },
    groups={"pet": "name animal breed age", "look": "colour weight", "details": "breed age colour weight"},
    head="name",
    writer="name",
    wrappers="pet animal",
)  # fmt: skip

PAIR = domain(
    "pair",
    """
    == frames it
    {buyer} [bought|got|acquired] {a thing} from {seller}[ for {price}| on {date}| in {city}|]
    {seller} sold {a thing} to {buyer}[ for {price}| on {date}| in {city}|]
    {seller} sold {buyer} {a thing}[ for {price}|]
    {buyer}, {buyer_age}, bought {a thing} from {seller}, {seller_age}
    {buyer} from {buyer_city} [bought|ordered] {a thing} from {seller} in {seller_city}
    {seller} of {seller_city} sold {a thing} to {buyer} of {buyer_city}
    {lender} lent {borrower} {a thing}[ on {date}|]
    {lender} lent {a thing} to {borrower}
    {borrower} borrowed {a thing} from {lender}[ on {date}|]
    {borrower} [gave|brought] the {thing} back to {lender}[ on {date}|]
    {parent} is the [father|mother] of {child}[, who is {child_age}|]
    {child} is the [son|daughter] of {parent}[ and {child_age} years old|]
    {child} ({child_age}) lives with {parent} ({parent_age})[ in {city}|]
    {parent}, {parent_age}, has a [son|daughter] called {child}[, {child_age}|]
    {parent}'s [son|daughter] {child} is {child_age}
    {older} is {older_age}, {younger} [is |only |]{younger_age}
    {younger} is {younger_age}, {older} is {older_age}
    {older} is older than {younger}[: {older_age} against {younger_age}|]
    {younger} is younger than {older}[: {younger_age} against {older_age}|]
    {mentor} [teaches|coaches|trains|mentors] {mentee}[ in {city}| since {date}|]
    {mentee} [is taught|is coached|is trained] by {mentor}[ in {city}|]
    {mentee} takes lessons from {mentor}[, who lives in {city}|]
    {giver} gave {taker} {a thing}[ on {date}|]
    {giver} gave {a thing} to {taker}[ in {city}|]
    {taker} was given {a thing} by {giver}
    {taker} [got|received] {a thing} from {giver}[ on {date}|]
    [Thanks to|With a little help from] {giver}, {taker} now has {a thing}
    {caller} called {called}[ at {time}| on {date}|]
    {called} was called by {caller}[ at {time}|]
    {called} got a call from {caller}[ at {time}| on {date}|]
    {caller} tried to reach {called}[ at {time}|], but nobody answered
    {host} invited {guest} to {city}[ on {date}|]
    {guest} was invited to {city} by {host}
    {guest} stayed with {host} in {city}[ until {date}|]
    {guest}, {host}'s guest, arrived on {date}
    {winner} beat {loser} [at chess|in the final|at cards|in the race][ in {city}|]
    {loser} lost to {winner} [at chess|in the final|at cards][ on {date}|]
    {boss} [hired|fired|promoted|praised] {worker}[ on {date}|]
    {worker} was [hired|fired|promoted|praised] by {boss}[ on {date}|]
    {worker} works for {boss}[ in {city}|]
    == says
    That was in {city}
    It happened on {date}
    It was {time} on the clock
    The price was {price}
    They met in {city}
    == noise
    {~first_name} had nothing to do with it
    Nobody else was there
    {~name} heard about it later
    It was a surprise
    """,
    {
        "buyer": fact(f.person, "buyer purchaser customer bought_by new_owner", "who buys; the one who pays"),
        "seller": fact(f.person, "seller vendor sold_by previous_owner", "who sells; the one who gets the money"),
        "buyer_age": fact(f.integer(18, 90, "age", 0.1), "buyer_age age_of_buyer", "age of the buyer"),
        "seller_age": fact(f.integer(18, 90, "age", 0.1), "seller_age age_of_seller", "age of the seller"),
        "buyer_city": fact(f.city, "buyer_city city_of_buyer", "where the buyer lives"),
        "seller_city": fact(f.city, "seller_city city_of_seller", "where the seller lives"),
        "lender": fact(f.person, "lender owner lent_by", "who lends; the owner of the thing"),
        "borrower": fact(f.person, "borrower borrowed_by lent_to", "who borrows"),
        "parent": fact(f.person, "parent parent_name", "the parent; the mother or father"),
        "child": fact(f.person, "child kid child_name", "the child; the son or daughter"),
        "parent_age": fact(f.integer(30, 80, "age", 0.1), "parent_age age_of_parent", "age of the parent"),
        "child_age": fact(f.integer(2, 28, "age", 0.2), "child_age age_of_child", "age of the child"),
        "older": fact(f.person, "older older_one elder oldest", "the older of the two"),
        "younger": fact(f.person, "younger younger_one youngest", "the younger of the two"),
        "older_age": fact(f.integer(50, 90, "age", 0.1), "older_age age_of_older max_age", "age of the older one"),
        "younger_age": fact(f.integer(5, 49, "age", 0.1), "younger_age age_of_younger min_age", "age of the younger one"),
        "mentor": fact(f.person, "teacher mentor coach trainer", "who teaches"),
        "mentee": fact(f.person, "student mentee learner pupil", "who learns"),
        "giver": fact(f.person, "giver from donor given_by", "who gives"),
        "taker": fact(f.person, "receiver to recipient given_to", "who gets it"),
        "caller": fact(f.person, "caller from called_by", "who calls"),
        "called": fact(f.person, "called callee to person_called", "who is called"),
        "host": fact(f.person, "host invited_by", "who invites; the host"),
        "guest": fact(f.person, "guest visitor invitee", "who is invited; the guest"),
        "winner": fact(f.person, "winner champion won_by", "who won"),
        "loser": fact(f.person, "loser runner_up defeated", "who lost"),
        "boss": fact(f.person, "boss manager employer", "the boss"),
        "worker": fact(f.person, "employee worker staff_member", "who works for the other"),
        "thing": fact(f.product, "thing item object product what", "the thing"),
        "price": fact(f.price(5, 900), "price amount cost paid", "the price"),
        "date": fact(f.full_date(), "date day when", "the day"),
        "time": fact(f.clock(), "time at", "the time"),
        "city": fact(f.city, "city place where location", "the city; where it was"),
    },
    groups={"people": "buyer seller parent child giver taker older younger", "when_where": "city date time", "deal": "thing price date"},
    message=False,
)  # fmt: skip

PEOPLE_DOMAINS = (PERSON, CONTACT, EMPLOYEE, STUDENT, COURSE, PATIENT, PET, PAIR)
