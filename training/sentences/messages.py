"""Domains about messages: reviews, tickets, complaints, and what a message is about."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.grammar import choice, domain, fact, truth

REVIEW = domain(
    "review",
    """
    == frames I
    [I|We] [bought|ordered|got|tried|tested] the {product} [from|by] {brand}[ last week|]
    [I've|We've] been using the {product} for {months}[ now|]
    [I've|We've] had the {product} for {months}
    [We|I] [stayed|had dinner|were] at {venue} [on {day}|with friends|last weekend]
    [The|My] {product} [by|from] {brand} [arrived|came|was delivered] [on {day}|last week|after {days}]
    {product}, {months} in use
    [Review|My review|My opinion] of the {product}
    [About|Regarding|As for] the {product}
    [My name is|I'm] {reviewer} and I [bought|tested] the {product}
    [I|We] paid {price} for the {product}
    == says
    [It cost|I paid] {price}
    [I bought it on|Purchase date:] {date}
    [I use it|I've used it] for {months} now
    {reviewer} from {city}
    == noise
    My brother has {a ~product}, too
    {~first_name} gave it to me
    Delivery was on a {~colour} pallet
    The shop is in {~city}
    I read other reviews first
    """,
    {
        "product": fact(f.product, "product item product_name article what", "what is reviewed; name of the product"),
        "brand": fact(f.brand, "brand maker manufacturer company", "who makes it"),
        "venue": fact(f.venue, "place venue restaurant business subject", "the place that is reviewed"),
        "months": fact(f.stay(2, 18, "month"), "months months_used months_in_use duration", "how many months it has been used"),
        "days": fact(f.stay(2, 14, "day"), "days delivery_days days_to_deliver", "days until it arrived"),
        "day": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "day weekday when", "day of the week"),
        "price": fact(f.price(5, 900), "price cost paid amount", "what it cost"),
        "date": fact(f.full_date(2019, 2026), "date purchase_date bought_on", "when it was bought"),
        "reviewer": fact(f.person, "reviewer author name user customer", "who writes the review"),
        "city": fact(f.city, "city location from", "where the writer lives"),
        "good": fact(f.rating(good=True), "rating stars score", "the rating"),
        "bad": fact(f.rating(good=False), "rating stars score", "the rating"),
        "sentiment": choice(
            "sentiment tone opinion mood polarity verdict", "how the writer feels about it; overall opinion",
            """
            = positive | good | happy | satisfied | pos
            > I love [this|my new|the] {product}
            > [Best|Greatest] {product} [I've ever had|ever|I have owned so far]
            > [Absolutely|Totally|Really|Simply] [fantastic|brilliant|wonderful|amazing] {product}[, worth every cent|]
            > The {product} [exceeded my expectations|is a dream|is worth every penny|does exactly what it should]
            > [We|I] had a [wonderful|great|lovely|perfect] [evening|time|stay|meal] at {venue}
            > {venue} is [a gem|my new favourite place|simply the best|always worth a visit]
            > [What a|Such a] [great|lovely|superb] {product}
            > [Five stars|Full marks|Thumbs up|Chapeau] for the {product}
            > I'd give the {product} {good}
            > Couldn't be happier with my {product}
            > Nothing to complain about, the {product} is [great|perfect|superb]
            > {good}. I'm in love with this {product}
            It simply works and makes me happy
            I'd buy it again any time
            I give it {good}
            Highly recommended
            Everyone in the family is thrilled
            Couldn't be better
            = negative | bad | unhappy | dissatisfied | neg
            > [Never again|What a disappointment|Don't buy it|Stay away]: {product}
            > The {product} [is a waste of money|broke after a week|is complete rubbish|never worked properly|was a big let-down]
            > I [hate|regret buying|can't stand] [this|the] {product}
            > [Worst|The worst] {product} [I've ever had|ever|money can buy]
            > [We|I] had a [terrible|horrible|dreadful|miserable] [evening|time|stay|meal] at {venue}
            > {venue} was [a disaster|dirty and loud|a big mistake|way too expensive for cold food]
            > I'd give the {product} {bad}
            > I [expected|hoped for] much more from the {product}
            > [Sadly|Unfortunately], the {product} [fell apart|stopped working|smells awful]
            > {bad}. The {product} [drives me mad|is useless]
            > I sent the {product} back the next day
            It ended up in the bin
            I want my money back
            I give it {bad}
            I'm really disappointed
            I can't recommend it to anyone
            Save your money
            = neutral | mixed | indifferent | undecided | neu
            > The {product} is [okay|average|neither good nor bad|all right, nothing special]
            > The {product} does its job, [no more and no less|nothing more]
            > [It's|This is] an average {product}
            > {venue} was [okay|average|neither great nor bad]
            > I have [mixed feelings|no strong opinion] about the {product}
            It's neither great nor terrible
            I wouldn't say it's bad, but it isn't great either
            Some things are good, others are not
            """,
        ),
    },
    groups={"details": "product brand price", "purchase": "price date"},
    writer="reviewer",
    wrappers="review feedback",
    message=False,
)  # fmt: skip

OPINION = domain(
    "opinion",
    """
    == frames I
    [My|The] {product} [by|from] {brand} [has|offers] {pros}
    What I [like|love] about the {product}: {pros}
    What I [like|love] about {venue}: {pros}
    [I like|I enjoyed] the {pros} [of|at] {venue}
    The {product}? [Pros|Plus|Good]: {pros}. [Cons|Minus|Bad]: {cons}
    [Pros|Good|+]: {pros}; [cons|bad|-]: {cons}
    I like the {pros} of the {product}, but not the {cons}
    The {pros} [of the {product} |][convinced|impressed|surprised] me
    The {cons} [of the {product} |][disappointed|annoyed|bothered] me
    [We|I] tried {venue} [on {day}|last week]
    [We|I] had the {product} for {months} before we wrote this
    After {months} with the {product} here is what I think
    [I|We] gave the {product} {stars}
    {stars} for the {product} by {brand}
    {venue}: {stars}
    {reviewer} gave {venue} {stars}
    {reviewer} [rated|rates] the {product} {stars}
    == says
    What I liked: {pros}
    [The best parts are|I especially liked|On the plus side:] {pros}
    What I didn't like: {cons}
    [On the downside:|The weak points are|I'm not happy with] {cons}
    [It cost|I paid] {price}
    My rating is {stars}
    {reviewer} from {city}
    I used it for {months}
    == noise
    {~first_name} has the older model
    I was there with {~first_name}
    The bus stops in front of it
    """,
    {
        "product": fact(f.product, "product item product_name article", "what is reviewed; name of the product"),
        "brand": fact(f.brand, "brand maker manufacturer", "who makes it"),
        "venue": fact(f.venue, "place venue restaurant business", "the place that is reviewed"),
        "months": fact(f.stay(2, 18, "month"), "months months_used duration", "how many months it has been used"),
        "day": fact(f.one_of("day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "day weekday", "day of the week"),
        "pros": fact(f.several(f.feature, 1, 3), "pros likes positives strengths advantages good", "what the writer likes"),
        "cons": fact(f.several(f.feature, 1, 3), "cons dislikes negatives weaknesses disadvantages bad", "what the writer does not like"),
        "price": fact(f.price(5, 900), "price cost paid amount", "what it cost"),
        "stars": fact(f.rating(), "rating stars score points", "the rating"),
        "reviewer": fact(f.person, "reviewer author name user", "who writes the review"),
        "city": fact(f.city, "city location", "where the writer lives"),
        "recommend": truth(
            "recommend recommended would_recommend recommends", "whether the writer recommends it",
            """
            = yes
            I can recommend it
            I would recommend it to my friends
            You should get one, too
            My recommendation: buy it
            = no
            I would not recommend it
            I can't recommend it
            My advice: don't buy it
            Find something else, I don't recommend it
            """,
        ),
        "verified": truth(
            "would_buy_again buy_again repurchase", "whether the writer would buy it again",
            """
            = yes
            I'd get the same one again
            I have already ordered a second one
            Next time I'll buy it again
            = no
            I won't buy it a second time
            Next time I'll choose another one
            I will never buy it again
            """,
        ),
    },
    groups={"opinion": "pros cons", "details": "product brand price", "verdict": "stars recommend"},
    writer="reviewer",
    wrappers="review feedback",
    message=False,
)  # fmt: skip

TICKET = domain(
    "ticket",
    """
    == frames I
    [Since|After] [the update|version {version}|the last update|yesterday], {problem}[ on {platform}|]
    [I use|I'm using|I am on] {app} [on {platform}|version {version}|{version} on {platform}] and {problem}
    [When I open|Whenever I start|If I use|Every time I open] {app}[ on {platform}|], {problem}
    {problem}[ in {app}| on {platform}|], [please help|what can I do?|any idea?|help!]
    [Problem|Bug|Issue|Error]: {problem}[ (version {version})|, {platform}|]
    [Error|I get error|The error is] {error} [in {app}|on {platform}|when I open {app}]
    {app} shows [the |]error {error}[ on {platform}|]
    [Hi|Hello], {problem}. I use {app} on {platform}
    [My|The] {product} [is defective|does not work]: {problem}
    [My|The] {product} [I bought on {date} |]is faulty: {problem}
    I [bought|ordered] {a product} on {bought}, but {problem}
    [This is|I'm|My name is] {name}, [customer number|account number|customer no.] {customer_no}, and {problem}
    My account {customer_no} is [locked|blocked]; {problem}
    [Ticket|Case] {ticket} [is still open|has not been answered|was closed too early]: {problem}
    [I'm writing about|Regarding|Regarding my|About] ticket {ticket}: {problem}
    I reported it on {date}, but {problem}
    [Steps|To reproduce]: open {app}, wait {seconds}; {problem}
    [The dark mode is missing|It would be nice to have a dark mode] in {app}
    {problem} again!
    [I|We] have been waiting for {days} [for an answer|for a repair|for a technician] and {problem}
    == frames he
    {name} [reports|says|writes|complains|called to say] that {problem}[ in {app}| on {platform}|]
    {name} [has a problem|has trouble|needs help] with {app}[ on {platform}|]
    {name} ({customer_no}) @
    {agent} [took over|is working on|has closed|was assigned] ticket {ticket}[ of {name}|]
    Ticket {ticket}[ from {name}|]: {problem}
    Ticket {ticket} [is assigned to|was passed on to|belongs to] {agent}
    == preds
    <use|uses> {app}
    <use|uses> {platform}
    <work|works> with version {version}
    <see|sees> error {error}
    <have|has> customer number {customer_no}
    <have|has> waited for {days}
    == says
    The version is {version}
    {P} customer number is {customer_no}
    The error code is {error}
    The ticket number is {ticket}
    {P} system is {platform}
    {P} phone number is {phone}
    [Please write to|Answer to] {email}
    It started on {began}
    The device has the serial number {serial}
    The serial number is {serial}
    It has happened {times} times
    {users} users are affected
    The affected part is {app}
    == noise
    {P} colleague {~first_name} has no such problem
    The old phone from {~year} was better
    {~first_name} at the hotline was polite
    A restart didn't help
    The manual says nothing about it
    """,
    {
        "problem": fact(f.problem, "problem issue description summary what error_description", "what is wrong, in the words of the text"),
        "app": fact(f.app, "app application product software component", "the app or page"),
        "platform": fact(f.platform, "platform os operating_system system browser", "the operating system or browser"),
        "version": fact(f.version, "version app_version release software_version", "version of the software"),
        "error": fact(f.coded("code", lambda q: q.choice((f"{q.randint(300, 599)}", f"E{q.randint(10, 99)}", f"0x{q.randint(1000, 9999)}", f"ERR-{q.randint(100, 999)}"))), "error_code error code", "the error code"),
        "product": fact(f.product, "product item device article", "the product"),
        "name": fact(f.person, "name customer user reporter customer_name", "who has the problem"),
        "agent": fact(f.full_person, "agent assignee assigned_to handled_by", "who takes care of it"),
        "customer_no": fact(f.code, "customer_number customer_id account account_number", "number of the customer"),
        "ticket": fact(f.code, "ticket ticket_id case_number reference", "number of the ticket"),
        "serial": fact(f.code, "serial_number serial", "serial number"),
        "date": fact(f.full_date(2021, 2027), "reported_on date day reported", "when it was reported"),
        "bought": fact(f.full_date(2021, 2027), "purchase_date bought_on date order_date", "when it was bought"),
        "began": fact(f.full_date(2021, 2027), "since started_on date first_seen", "when the trouble began"),
        "days": fact(f.stay(2, 30, "day"), "days days_waiting waiting_days", "how many days"),
        "seconds": fact(f.stay(2, 50, "second"), "seconds wait_seconds", "seconds"),
        "times": fact(f.integer(3, 20, "times", 0.5), "times occurrences how_often", "how often it happened"),
        "users": fact(f.integer(5, 900, "users", 0.2), "users affected_users", "how many users"),
        "phone": fact(f.phone, "phone phone_number callback", "phone number"),
        "email": fact(f.email, "email mail reply_to", "e-mail address"),
        "severity": choice(
            "severity priority urgency impact", "how bad it is; urgency",
            """
            = critical | blocker | urgent | sev1
            Nobody can work any more
            Our whole shop is down
            We are losing money every minute
            = high | major | high | sev2
            It's serious, please look at it today
            This blocks most of my work
            = medium | minor | normal | sev3
            It's annoying, but I can work around it
            I can live with it for some days
            = low | trivial | low | sev4
            It's just cosmetic
            No hurry, it's a tiny detail
            Whenever you have time
            """,
        ),
        "reproducible": truth(
            "reproducible is_reproducible always_happens", "whether it happens every time",
            """
            = yes
            It happens every single time
            I can reproduce it
            It's always the same
            = no
            I can't reproduce it
            It happens only now and then
            I don't know how to trigger it
            """,
        ),
        "warranty": truth(
            "under_warranty warranty in_warranty", "whether there is still a warranty",
            """
            = yes
            It is still under warranty
            The warranty runs for another year
            = no
            The warranty has run out
            It is out of warranty
            """,
        ),
        "restart": truth(
            "tried_restart restarted rebooted", "whether a restart was tried",
            """
            = yes
            I have already restarted it
            A reboot changed nothing
            I turned it off and on again, no luck
            = no
            I haven't tried to restart it
            I didn't dare to reboot
            """,
        ),
    },
    groups={"environment": "app platform version", "customer": "name customer_no email phone", "bug": "problem version platform", "device": "product serial"},
    head="name",
    writer="name",
    wrappers="ticket issue report case",
)  # fmt: skip

_MESSAGE_FACTS = {
    "number": fact(f.code, "order_number order order_id reference number", "the order number"),
    "name": fact(f.person, "name sender customer from", "who writes"),
    "product": fact(f.product, "product item article", "the product"),
    "date": fact(f.full_date(), "date day", "the day"),
    "amount": fact(f.price(5, 900), "amount sum price", "the amount"),
}

INTENT = domain(
    "intent",
    """
    == frames I
    [My name is|I'm|This is] {name}, [and I have a question|I'm writing about order {number}|order {number}|my order is {number}]
    [I'm|I am] writing [about|because of|regarding] [my |]order {number}
    == says
    My order number is {number}
    The order number is {number}
    My name is {name}
    I ordered it on {date}
    It's about the {product}
    == noise
    {~first_name} at the hotline couldn't tell me
    I've been a customer since {~year}
    The weather is nice today
    """,
    {
        **_MESSAGE_FACTS,
        "intent": choice(
            "intent category topic request_type type subject purpose label", "what the writer wants; kind of request; intent of the message",
            """
            = refund | refund_request | money_back | get_refund
            > I want my money back[ for order {number}| for the {product}|]
            > [Please|Kindly|Could you] refund [me|my payment|the {amount}][ for order {number}|]
            > [When|How soon] will I get my [{amount} back|money back|refund]?
            > I returned the {product} and still wait for my {amount}
            > You still owe me {amount} for the returned {product}
            = cancellation | cancel_order | cancel | cancel
            > [Please|I want to|I'd like to|I need to] cancel [order {number}|my order|my order of the {product}]
            > I [no longer|don't] need the {product}, [please stop the order|don't send it]
            > [Can I still|How do I] cancel order {number}?
            > I changed my mind, please [stop|drop] order {number}
            = delivery | order_status | shipping | track_order
            > [Where is|What happened to] [my {product}|order {number}|my parcel]?
            > [When will|How long until] [my {product}|order {number}|my parcel] [arrive|arrives|be here]?
            > I'm still waiting for [order {number}|my {product}]
            > Has [order {number}|my {product}] been sent yet?
            > The tracking of order {number} hasn't moved for days
            = complaint | complaint | defect | report_problem
            > The {product} [arrived broken|is scratched|doesn't work|fell apart]
            > [I'm|I am] [very |really |]unhappy with [the {product}|your service|order {number}]
            > I want to complain about [the {product}|your driver|order {number}]
            > You sent me the wrong {product}
            = question | information | inquiry | product_question
            > [Does|Would] the {product} [come in blue|fit in a car|work outdoors]?
            > [How|In what way] do I clean the {product}?
            > Is the {product} [suitable for children|machine washable|in stock]?
            > What is the {product} made of?
            = address_change | account | address | change_address
            > I've moved, please [update|change] my address
            > [Please|Can you] send order {number} to my new address
            > My address has changed
            > How can I change my delivery address?
            = praise | feedback | thanks | compliment
            > Just wanted to say [thanks|thank you] for the {product}
            > [Great|Excellent|Wonderful] service, keep it up
            > The {product} is lovely, thank you so much
            > Your team did a great job with order {number}
            """,
        ),
        "answered": truth(
            "needs_reply reply_needed answer_expected wants_answer", "whether the writer expects an answer",
            """
            = yes
            Please answer soon
            I'm waiting for your answer
            Let me know what to do next
            = no
            No need to reply
            You don't have to answer
            No answer needed
            """,
        ),
        "first_time": truth(
            "first_contact is_first_contact new_request", "whether the writer contacts us for the first time about it",
            """
            = yes
            This is the first time I write to you
            I haven't contacted you before
            = no
            I have written to you three times already
            This is my second message about this
            """,
        ),
    },
    writer="name",
    wrappers="message classification",
)  # fmt: skip

ROUTING = domain(
    "routing",
    """
    == frames I
    [Hi|Hello], [it's|this is] {name} [again|here|from {company}]
    {name} from {company} [writes|called]
    == says
    My name is {name}
    I'm calling from {company}
    You can call me on {phone}
    Call me back on {phone}
    My customer number is {number}
    == noise
    I tried the chat first
    {~first_name} told me to write to you
    I've been waiting since {~time}
    """,
    {
        "name": fact(f.person, "name caller customer sender", "who writes or calls"),
        "company": fact(f.company, "company organisation firm", "company of the writer"),
        "phone": fact(f.phone, "phone phone_number callback_number", "number to call back"),
        "number": fact(f.code, "customer_number customer_id account", "number of the customer"),
        "amount": fact(f.price(5, 900), "amount sum", "the amount"),
        "team": choice(
            "department team queue route_to category topic area", "which team should handle it; topic of the message",
            """
            = billing | accounting | payments | invoice
            > I was charged [twice|{amount} too much|{amount} that I don't owe]
            > [There's a mistake|Something is wrong] [on|with] my [last |]bill
            > [Can|Could] you send me [a copy of the|last month's] invoice?
            > Why is my bill {amount} this month?
            > My credit card was declined when I paid the bill
            The sum on the bill is wrong
            It's about my last bill
            = technical | it | tech_support | technical_support
            > [The app|Your site|The website] [crashes|keeps crashing|doesn't load|shows an error] [all the time|when I log in|]
            > I can't [log in|connect|install the app|open the file]
            > My router [blinks red|keeps restarting|has no connection]
            > The update broke my [phone|tablet|router]
            The screen only shows an error
            A technician should look at it
            = sales | sales | orders | new_business
            > [I'd like|I want|We want] to buy [ten|twenty|more] licences
            > [Could|Can] you [make|send] [me|us] an offer for {company}?
            > What does the premium plan cost?
            > I'm interested in [buying|a demo of] your product
            > We'd like to upgrade to the bigger package
            We're ready to buy
            Please send us a quote
            = hr | people | human_resources | jobs
            > [I'd like|I want] to apply for a job [at your company|with you]
            > Do you have any open positions?
            > How many days of holiday do I have left?
            > Please find attached my CV
            I'm looking forward to the job interview
            My application was sent last week
            = logistics | delivery | shipping | warehouse
            > My parcel [hasn't arrived|is lost|was left in the rain]
            > The driver [never rang|left the package at the wrong house]
            > Please change the delivery day of my parcel
            > Two boxes are missing from the shipment
            The courier never came
            The box is still somewhere on the road
            """,
        ),
        "urgent": truth(
            "urgent is_urgent high_priority asap priority", "whether it is urgent; true if it can't wait",
            """
            = yes
            It's urgent
            Please hurry, I need an answer today
            This can't wait
            I need help immediately
            ASAP, please
            Every hour counts
            = no
            It's not urgent
            There is no hurry
            Take your time
            It can wait until next week
            Whenever it suits you
            """,
        ),
        "angry": choice(
            "mood emotion tone feeling customer_mood", "how the writer feels",
            """
            = angry | furious | upset | annoyed
            I'm really angry
            This makes me furious
            I've had enough of this
            You people are driving me crazy
            = calm | neutral | relaxed | calm
            I'm not upset, I just want to know
            No hard feelings
            I'm quite relaxed about it
            = happy | pleased | glad | satisfied
            By the way, I'm very happy with you otherwise
            I'm so glad I'm your customer
            Thank you, you are always wonderful
            = worried | anxious | concerned | worried
            I'm really worried
            I couldn't sleep because of this
            I'm afraid something is badly wrong
            """,
        ),
    },
    groups={"caller": "name company phone", "classification": "team urgent angry"},
    writer="name",
    wrappers="ticket message call",
)  # fmt: skip

CHAT = domain(
    "chat",
    """
    == frames I
    [Hey|Hi|Yo|Heyy] [it's|this is] {name}
    {name} here
    [Are you|You] [free|around] [on {day}|at {time}]?
    [Let's|Shall we|Wanna] [meet|go out|grab a coffee] [on {day}|at {time}|at {venue}][?|]
    [See you|C u|Meet you] [at {venue}|at {time}|on {day}]
    [I'm|i'm] [at|in front of] {venue}
    [I'll be|Will be] [late|{minutes} late]
    [Running|I'm running] {minutes} late[, sorry|]
    I'll bring {things}
    [Can|Could] you bring {things}?
    [Got|Found|Saw] [your|the] message, [{day} works|{time} works|{venue} is fine]
    [Party|Dinner|Movie night] at {name}'s [on {day}|at {time}]
    {name} [is coming|comes|can't come|is ill]
    {names} are coming[ too|, too|]
    [Not {~time}|Not at {~time}], [rather|better] {time}
    == says
    We meet at {venue}
    Let's say {time}
    Be there at {time}
    {names} will be there, too
    Bring {things}
    I'll be {minutes} late
    My number is {phone}
    We're {count} people
    There are {count} of us
    == noise
    My phone is almost dead
    lol
    What a day
    {~first_name} says hi
    Can't wait
    """,
    {
        "name": fact(f.first_name, "name who sender friend person", "who it is; the person"),
        "names": fact(f.several(f.first_name, 2, 4), "people friends guests who_comes attendees", "who comes"),
        "day": fact(f.weekday, "day date when", "the day as written"),
        "time": fact(f.clock(), "time at when hour", "the time"),
        "venue": fact(f.venue, "place location where venue", "the place"),
        "minutes": fact(f.stay(5, 50, "minute"), "minutes_late delay minutes", "how many minutes late"),
        "things": fact(f.several(f.grocery, 1, 3), "bring things items to_bring", "what to bring"),
        "phone": fact(f.phone, "phone number phone_number", "phone number"),
        "count": fact(f.integer(3, 12, "count", 0.5), "people_count count number_of_people", "how many people"),
        "answer": choice(
            "answer response rsvp reply attendance", "whether the writer comes",
            """
            = yes | accepted | coming | attending
            > [I'm in|Count me in|I'd love to|Sure, I'll come|Of course I'm coming][!|]
            > Yes, [see you there|I can make it|I'll be there]
            > Wouldn't miss it for the world
            > Sounds great, put me on the list
            = no | declined | not_coming | not_attending
            > [I can't make it|I'm out|Sorry, no|I won't be able to come]
            > [Sadly|Unfortunately] I [have to work|am ill|am away][, so no|, can't come]
            > Without me, sorry
            > I have to pass this time
            = maybe | tentative | unsure | undecided
            > [Not sure yet|Maybe|Perhaps, I'll see|I'll let you know]
            > I might come, I don't know yet
            > It depends on work, ask me again
            > I'd like to, but I can't promise
            """,
        ),
        "mood": choice(
            "mood feeling emotion vibe", "how the writer feels",
            """
            = happy | joyful | cheerful
            I'm in such a good mood
            I'm so happy
            Best day ever
            I could hug the whole world
            = sad | down | unhappy
            I'm so sad
            I feel really down
            I could cry
            Nothing cheers me up today
            = angry | mad | furious
            I'm so mad right now
            This makes my blood boil
            I'm really furious
            = tired | sleepy | exhausted
            I'm dead tired
            I can hardly keep my eyes open
            I need my bed now
            """,
        ),
    },
    groups={"meeting": "day time venue", "when": "day time", "plan": "time venue day"},
    wrappers="message plan",
)  # fmt: skip

MAIL = domain(
    "mail",
    """
    == frames he
    {sender} [wrote|sent|emailed|mailed] [a message |an email |]to {recipient} [on {date}|about {topic}|on {date} about {topic}]
    {sender} [asks|asked|reminded|told|informed] {recipient} about {topic}[ on {date}|]
    {recipient} [got|received|has] [a message|a letter|an email|mail] from {sender}[ about {topic}| on {date}|]
    [Email|Mail|Message|Letter] from {sender} to {recipient}[: {topic}|, {date}|, subject {topic}]
    From: {sender}, to: {recipient}, [subject|re]: {topic}
    {sender} ({sender_mail}) [wrote|writes] to {recipient}[ ({recipient_mail})|]
    {sender} forwarded {recipient} [a mail|the mail] about {topic}
    {sender} called {recipient} at {time}[ about {topic}|]
    {sender} left a message for {recipient}: [call back|please ring] {phone}
    {sender} wants to talk to {recipient} about {topic}
    [Tell {recipient}|Let {recipient} know] that {sender} called[ at {time}| about {topic}|]
    To {recipient}[ from|, signed] {sender}
    On {date}, {recipient} was told about {topic} by {sender}
    == frames I
    [I'm|I am] writing to you about {topic}[ - {sender}|]
    Dear {recipient}, I'm writing about {topic}[. {sender}|. Regards, {sender}|]
    Dear {recipient}, thank you for your [letter|mail|message] of {date}
    [Please|Could you] forward this to {recipient}[ ({recipient_mail})|]
    Dear {recipient}, please see the attached {attachments} files about {topic}
    Hi {recipient}, [did you see|have you read] my mail about {topic}? {sender}
    Hello {recipient}, [it's|this is] {sender}, [about|I want to talk about] {topic}
    Hi {recipient}, can we talk about {topic} on {date}? Thanks, {sender}
    == says
    The subject is {topic}
    The mail was sent at {time}
    There were {attachments} attachments
    {attachments} files were attached
    The message was sent on {date}
    The sender's address is {sender_mail}
    The recipient's address is {recipient_mail}
    The phone number is {phone}
    == noise
    {~name} was in copy
    The printer is broken again
    More details will follow
    """,
    {
        "sender": fact(f.full_person, "sender from author from_name written_by who_wrote", "who wrote it; the sender"),
        "recipient": fact(f.full_person, "recipient to addressee receiver to_name", "who gets it; the recipient"),
        "topic": fact(f.topic, "subject topic about regarding theme", "what it is about; the subject"),
        "date": fact(f.full_date(2018, 2027), "date sent_on day", "the day"),
        "time": fact(f.clock(), "time sent_at at", "the time"),
        "sender_mail": fact(f.email, "sender_email from_email email", "e-mail address of the sender"),
        "recipient_mail": fact(f.email, "recipient_email to_email", "e-mail address of the recipient"),
        "phone": fact(f.phone, "phone callback phone_number", "phone number"),
        "attachments": fact(f.integer(2, 12, "attachments", 0.5), "attachments files num_attachments", "number of attachments"),
        "confidential": truth(
            "confidential is_confidential private secret", "whether it must stay secret",
            """
            = yes
            Please keep it to yourself
            It is strictly confidential
            Nobody else may know about it
            = no
            It's no secret
            Feel free to share it
            Everybody may know
            """,
        ),
        "kind": choice(
            "language_tone formality tone style", "formal or informal",
            """
            = formal | formal | polite
            The tone was very formal
            It was a stiff official letter
            = informal | casual | relaxed
            The tone was quite casual
            It was as relaxed as between friends
            """,
        ),
    },
    groups={"sender_info": "sender sender_mail", "parties": "sender recipient", "meta": "date time attachments"},
    wrappers="mail message email",
    message=False,
)  # fmt: skip

PEOPLE_LIST = domain(
    "people_list",
    """
    == frames it
    [Participants|Attendees|Guests|On the list|The team]: {ages}
    [Our kids are|The children are|The kids:] {ages}
    [In the team|On the team|The crew:|Present:] [are|were|we have] {roles}
    [The team consists of|We hired|We need to invite|The project is run by] {roles}
    [Contacts|Please call|Call|You can reach]: {phones}
    [Mail|Write to|Please write to|Invite|CC]: {mails}
    [Please add|Add] {mails} to the [list|group|project]
    [I|We] [met|invited|know] {ages}
    {team} [has|consists of|is made up of] {roles}
    On the {team} team: {roles}
    {owner} [invited|called|leads|knows] {roles}
    {owner} has [two or more children|kids]: {ages}
    The [{team}|sales] group: {names}
    {owner} leads {names}
    {names} [work|are working] for {owner}
    {names} [live|stay] with {owner} in {city}
    == says
    The meeting point is in {city}
    The team is called {team}
    The leader is {owner}
    {count} more people are expected
    == noise
    The others come later
    Lunch is at {~time}
    Everybody is looking forward to it
    """,
    {
        "ages": fact(f.people("age"), "people children participants guests members persons", "names with ages"),
        "roles": fact(f.people("job"), "people team members staff crew", "names with their roles"),
        "phones": fact(f.people("phone"), "contacts people numbers entries", "names with phone numbers"),
        "mails": fact(f.people("email"), "contacts people recipients addresses members", "names with e-mail addresses"),
        "names": fact(f.several(f.person, 2, 4), "names people members persons", "list of names"),
        "team": fact(f.department, "team group department unit", "name of the team"),
        "owner": fact(f.full_person, "leader owner boss host manager", "who leads or invites"),
        "city": fact(f.city, "city place location", "the city"),
        "count": fact(f.integer(2, 30, "count", 0.5), "others more extra_people", "how many more people"),
    },
    wrappers="group result",
    message=False,
)  # fmt: skip

DULL = domain(
    "dull",
    """
    == frames it
    {who} [handed|gave|lent|sold|showed|sent] {whom} {a thing}[ in {place}| on {day}|]
    {who} [went|drove|walked|cycled] from {place} to {goal}[ on {day}|]
    {who} [paid|spent|saved|lost] {amount}[ in {place}| on {day}|]
    {who} [said|thinks|believes|decided] that {count} is enough
    {who} [has|owns|keeps|collects] {count} [books|stamps|coins|plants][ in {place}|]
    {who} [won|lost] against {whom} [in {place}|on {day}]
    {who} [married|divorced|met|visited|thanked|called] {whom}[ in {place}| on {day}|]
    {who} [arrived|left] at {time}[ with {whom}|]
    [In|Near|Back in] {place}, {who} [met|saw|recognised] {whom}
    On {day}, {who} [met|called|visited] {whom}[ in {place}|]
    At {time}, {who} [left|entered|reached] {place}
    {whom} was [seen|met|called|paid {amount}|visited] by {who}[ in {place}| on {day}|]
    The {colour} {thing} [belongs to|was bought by|is owned by] {who}
    It was in {year} that {who} [moved to|left|came to] {place}
    {who}'s {thing} is {colour}
    There are {count} [people|chairs|bikes] in {place}
    [From|Between] {low} to {high}
    == says
    It cost {amount}
    It happened in {place}
    The {thing} was {colour}
    It was in {year}
    It was {time} on the clock
    There were {count} of them
    The code is {code}
    It took {minutes}
    == noise
    {~first_name} saw everything
    Nobody in {~city} noticed
    It was a strange day
    """,
    {
        "who": fact(f.person, "who subject actor agent doer person name", "who did it; the person who acts; the one who does something"),
        "whom": fact(f.person, "whom other_person second_person person name", "the other person; to whom it was done; the second person"),
        "thing": fact(f.product, "thing object item what", "the thing; what it is about"),
        "place": fact(f.city, "where place location city", "where it happened; the place it starts from"),
        "goal": fact(f.city, "goal to target end", "where it ends; the place that is reached"),
        "day": fact(f.full_date(), "when day date on", "when it happened; the day"),
        "time": fact(f.clock(), "time at hour", "the time of the day"),
        "amount": fact(f.price(2, 900), "amount money sum how_much", "how much money"),
        "count": fact(f.integer(2, 99, "count", 0.5), "count how_many number n", "how many; the number of things"),
        "colour": fact(f.colour, "colour color", "the colour of the thing"),
        "year": fact(f.year(), "year when_year", "the year"),
        "code": fact(f.code, "code id key", "the code"),
        "minutes": fact(f.stay(2, 59, "minute"), "minutes duration", "how many minutes it took"),
        "low": fact(f.integer(2, 40, "low", 0.1), "min minimum low lower", "the smaller number; where the range begins"),
        "high": fact(f.integer(41, 99, "high", 0.1), "max maximum high upper", "the larger number; where the range ends"),
    },
    groups={"people": "who whom", "place_and_time": "place day time", "range": "low high"},
    message=False,
)  # fmt: skip

LOST_FOUND = domain(
    "lost_found",
    """
    == frames I
    I [lost|left|forgot] my {thing} [in {place}|on {date}|at {venue}]
    I [found|picked up] {a colour} {thing} [in {place}|at {venue}|on {date}]
    Has anyone [seen|found] my {colour} {thing}[? I last had it at {venue}|?]
    [Lost|Missing]: {colour} {thing}[, {place}|, reward {reward}|]
    [Found|Turned up]: {colour} {thing}[ at {venue}|, {date}|]
    My name is {name} and I'm looking for my {thing}
    == frames he
    {name} [lost|is missing|misses] {a thing}[ at {venue}| on {date}|]
    {name} [found|handed in|brought us] {a colour} {thing}[ on {date}| from {venue}|]
    {a colour} {thing} was [found|handed in] [at {venue}|on {date}|by {name}]
    == says
    The colour is {colour}
    The finder gets {reward}
    There is a reward of {reward}
    Please call {phone}
    It was in {place}
    It is kept under the number {number}
    == noise
    {~first_name} lost an umbrella there, too
    The office opens at {~time}
    """,
    {
        "thing": fact(f.product, "item object thing what", "what was lost or found"),
        "colour": fact(f.colour, "colour color", "colour of the thing"),
        "place": fact(f.city, "city place where", "the city"),
        "venue": fact(f.venue, "location venue where spot", "where it was lost or found"),
        "date": fact(f.full_date(), "date day when", "the day"),
        "reward": fact(f.price(5, 200, cents=0.1), "reward finder_fee amount", "the reward"),
        "phone": fact(f.phone, "phone contact phone_number", "phone number"),
        "name": fact(f.person, "name person who", "who lost or found it"),
        "number": fact(f.code, "number case_id reference", "number of the case"),
        "kind": truth(
            "insured is_insured covered", "whether it was insured",
            """
            = yes
            It was insured
            The insurance will pay
            = no
            It wasn't insured
            There is no insurance on it
            """,
        ),
    },
    head="name",
    writer="name",
    wrappers="report case",
    test_only=True,
)  # fmt: skip

MEMBER = domain(
    "membership",
    """
    == frames I
    [I'd like|I want] to [join|become a member of] the {club} club[. My name is {name}|, {name}|]
    [I've|I have] been a member of the {club} club since {year}
    Please cancel my membership [number {number}|in the {club} club|as of {date}]
    I pay {fee} a [month|year] for the {club} club
    == frames he
    {name} [joined|has joined|left|quit] the {club} club [in {year}|on {date}]
    {name} [is|became] [president|treasurer|secretary] of the {club} club[ in {year}|]
    Member {number}: {name}, [since|joined] {year}
    {name}, member of the {club} club since {year}, @
    The {club} club has {members} members[ and charges {fee}|]
    == preds
    <pay|pays> {fee} a year
    <train|trains> {times} times a week
    <live|lives> in {city}
    <have|has> the member number {number}
    <am|is|are> {age}
    == says
    The fee is {fee}
    The membership number is {number}
    The club is in {city}
    {P} email is {email}
    There are {members} members
    == noise
    {P} friend {~first_name} left in {~year}
    The hall closes at {~time}
    """,
    {
        "club": fact(f.hobby, "club club_type activity", "kind of club"),
        "name": fact(f.person, "name member person who", "name of the member"),
        "year": fact(f.year(1980, 2026), "year since member_since", "the year"),
        "date": fact(f.full_date(), "date day", "the day"),
        "number": fact(f.code, "member_number membership_id id", "number of the member"),
        "fee": fact(f.price(10, 400), "fee dues price amount", "the fee"),
        "members": fact(f.integer(20, 900, "members", 0.2), "members member_count size", "number of members"),
        "times": fact(f.integer(2, 6, "times", 0.6), "times_per_week trainings frequency", "how often a week"),
        "city": fact(f.city, "city place town", "the city"),
        "age": fact(f.integer(8, 80, "age", 0.2), "age years", "age in years"),
        "email": fact(f.email, "email mail", "e-mail address"),
        "active": truth(
            "active is_active", "whether the member is active",
            """
            = yes
            + <come|comes> to every training
            + <am|is|are> an active member
            = no
            + <have|has> not shown up for months
            + <am|is|are> only a passive member
            """,
        ),
    },
    head="name",
    writer="name",
    wrappers="membership member",
    test_only=True,
)  # fmt: skip

MESSAGE_DOMAINS = (
    REVIEW, OPINION, TICKET, INTENT, ROUTING, CHAT, MAIL, PEOPLE_LIST, DULL, LOST_FOUND, MEMBER,
)  # fmt: skip
