"""Tasks without an object schema: one of some choices, what a regex describes, a list or a single value, a sentence.

Wordings are on one side of the train/test split, as are the open values that fill them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constrained_diffusion.languages.outline import outline_of_choices, outline_of_regex
from training import values
from training.documents import fields
from training.documents.core import Draw, Fact, expand
from training.values import Split


@dataclass(frozen=True)
class Task:
    """`target` is the right answer to `text`, given what the model is `told` of the answers there are."""

    text: str
    told: str
    target: str


FAMILIES = """
sentiment ~ Is the review positive or negative? ~ What is the sentiment? ~ How does the customer feel?
positive|good|happy: I love this {thing}. / The food in {city} was wonderful. / Great service, we will come back. / Works like a charm. / Best {thing} I ever had. / {name} was so kind and helpful. / What a lovely evening! / I would buy it again at once.
negative|bad|unhappy: The {thing} broke after two days. / What a waste of money. / The food was cold and the waiter rude. / I am so disappointed. / Never again. / The worst hotel in {city}. / It smells awful and does not work. / I want my money back.

topic ~ What is the text about? ~ Which section does this belong to?
sports|sport: The striker scored twice in the second half. / The cyclist won the stage in {city}. / Our team lost the final on penalties. / {name} set a new world record in swimming. / The coach is happy with the match.
politics|government: The minister resigned on Friday. / Parliament votes on the new law. / {name} was elected mayor of {city}. / The opposition demands new elections. / The president met the chancellor.
business|economy: Shares fell by five percent. / The company opens a factory in {city}. / The bank raised its interest rates. / Profits doubled last quarter. / Two firms announced their merger.
science|technology: Researchers found a new planet. / The telescope sent its first pictures. / A study explains how bees navigate. / The lab in {city} tested a new vaccine. / Physicists measured the mass of the particle.

status ~ What is the status of the invoice? ~ Paid or not?
paid|settled: The invoice has been settled. / We received your payment, thank you. / {name} paid yesterday. / The money arrived on our account. / Nothing left to pay.
open|unpaid: {name} hasn't paid yet. / We are still waiting for the money. / The bill is outstanding. / Payment is two weeks late. / Please transfer the amount soon.

delivery ~ Where is the parcel? ~ Status of the order?
shipped|on the way|in transit: Your parcel left our warehouse this morning. / The {thing} is on its way to {city}. / The courier has picked up the box. / It is in the van and will reach you soon.
delivered|arrived: The {thing} was handed to {name}. / The package arrived at noon. / We left the parcel with your neighbour. / {name} signed for the box.
cancelled|canceled: {name} called off the order. / The customer no longer wants the {thing}. / We stopped the order as you asked. / The purchase was annulled.

urgency ~ How urgent is it? ~ Which priority?
high|urgent: Please fix this immediately! / The server is down, nobody can work. / I need an answer within the hour. / There is water coming through the ceiling! / We lose money every minute.
low|not urgent: No rush, any time next month is fine. / Just a small idea for later. / When you have a spare moment. / This can wait until autumn. / Nothing pressing.

spam ~ Spam or not?
spam|junk: You have won a free phone, click here! / Earn thousands from home, no work needed. / Cheap pills, order now!!! / Claim your prize before midnight. / Hot stock tip, double your money today.
ham|not spam|ok: Hi {name}, are we still on for lunch? / Please find the minutes attached. / The dentist moved your appointment to Tuesday. / Thanks for the photos from {city}. / Can you bring the {thing} tomorrow?

language ~ Which language is this? ~ Language of the sentence?
English|en: The weather is nice today. / Where is the station? / I would like a cup of tea. / My sister lives near the sea. / We are late again.
German|de: Das Wetter ist heute schön. / Wo ist der Bahnhof? / Ich hätte gern eine Tasse Tee. / Meine Schwester wohnt am Meer. / Wir sind schon wieder zu spät.
French|fr: Il fait beau aujourd'hui. / Où est la gare ? / Je voudrais une tasse de thé. / Ma sœur habite près de la mer. / Nous sommes encore en retard.
Spanish|es: Hoy hace buen tiempo. / ¿Dónde está la estación? / Quisiera una taza de té. / Mi hermana vive cerca del mar. / Otra vez llegamos tarde.
Italian|it: Oggi fa bel tempo. / Dov'è la stazione? / Vorrei una tazza di tè. / Mia sorella abita vicino al mare. / Siamo di nuovo in ritardo.
Dutch|nl: Het is vandaag mooi weer. / Waar is het station? / Ik wil graag een kopje thee. / Mijn zus woont dicht bij de zee. / We zijn weer te laat.
Polish|pl: Dziś jest ładna pogoda. / Gdzie jest dworzec? / Poproszę filiżankę herbaty. / Moja siostra mieszka nad morzem. / Znowu jesteśmy spóźnieni.
Swedish|sv: Vädret är fint i dag. / Var är stationen? / Jag skulle vilja ha en kopp te. / Min syster bor nära havet. / Vi är sena igen.

weather ~ What is the weather like?
sunny|clear|fine: Not a cloud in the sky over {city}. / Bright sunshine all day. / Take your sunglasses. / Blue sky from morning to night.
rainy|rain|wet: It has been pouring since dawn. / Take an umbrella, it is wet outside. / Heavy showers over {city}. / The streets are flooded after the downpour.
snowy|snow: Everything is white this morning. / The children build a snowman. / Twenty centimetres of fresh powder in {city}. / Flakes are falling on the roofs.

size ~ Which size?
small|S: It fits into any pocket. / A tiny {thing}. / No bigger than a matchbox. / The little one, please.
large|L|big: It hardly fits through the door. / A huge {thing}. / The biggest that you have, please. / As tall as a house.

temperature ~ Hot or cold?
hot|warm: Careful, it is boiling. / The soup burned my tongue. / Forty degrees in the shade. / The stove is glowing.
cold|freezing: The lake is frozen. / My fingers are numb, there is ice on the window. / Minus ten this morning. / The beer comes straight from the fridge.

speed ~ How fast is it?
fast|quick: It was done in the blink of an eye. / The train to {city} flies along the track. / The page loads at once. / {name} ran like the wind.
slow: It took ages. / The queue hardly moves. / {name} crawled along like a snail. / The page needs a minute to load.

price ~ Cheap or expensive?
cheap|low: A real bargain. / It costs next to nothing. / I got the {thing} for pennies. / Great value, hardly any money.
expensive|high: It costs a fortune. / Nobody can afford that {thing}. / The bill was shockingly steep. / You pay through the nose in {city}.

yesno ~ Does the person agree? ~ Is that a yes?
yes|y|true: Sure, I will be there. / Of course! / I'd love to. / Absolutely, count me in. / Why not, good idea. / With pleasure.
no|n|false: Sorry, I can't make it. / Not this time. / I'd rather not. / Certainly not. / Out of the question. / I am afraid that is impossible.

married ~ Married or single?
married: {name} and his wife live in {city}. / She is {name}'s wife. / They celebrated their tenth wedding anniversary. / My husband {name} is a cook.
single|unmarried: {name} has never had a wife. / He is a bachelor. / She lives alone and has no husband. / {name} is not married.

diet ~ What does the person eat?
vegan: I eat nothing that comes from animals. / No milk, no eggs, no meat, no honey. / {name} lives on plants only. / Not even cheese or butter for me.
vegetarian: I eat eggs and cheese but no meat. / {name} gave up meat and fish but still drinks milk. / No meat for me, though an omelette is fine. / Cheese yes, steak no.
meat|omnivore|everything: {name} ordered a steak. / I'll have the chicken. / Roast beef is my favourite. / Give me the sausages.

formality ~ Formal or informal?
formal|polite: Dear Sir or Madam, I hereby apply for the post. / We kindly ask you to remit the amount. / I remain yours faithfully, {name}. / Please accept our sincere apologies.
informal|casual: Hey {name}, what's up? / lol see ya later / Gonna grab a bite, wanna come? / Yo, call me back!

tense ~ Which tense?
past: {name} went to {city}. / We sold the {thing}. / It rained all night. / They arrived late.
future: {name} will go to {city}. / We shall sell the {thing}. / It will rain all night. / They are going to arrive late.
present: {name} lives in {city}. / I see the {thing}. / It is raining. / They arrive every day.

question ~ Question or statement?
question: Where does {name} live / How old is the {thing} / Why did you leave {city} / Who took the keys
statement: {name} lives in {city} / The {thing} is old / I left early / Somebody took the keys
command|order: Close the door / Bring me the {thing} / Go to {city} at once / Stop talking

animal ~ What kind of animal?
bird: The robin sings in the tree. / An eagle circled above us. / {name} keeps two parrots. / A sparrow sat on the roof.
fish: The trout leapt from the water. / {name} caught a salmon. / A shark was seen near the beach. / We had grilled tuna.
mammal: The cow gave birth to a calf. / {name}'s dog barked. / A horse stood in the meadow. / The bear slept in its cave.
insect: A wasp stung {name}. / The beetle crawled under the leaf. / Ants carried the crumbs away. / A mosquito kept me awake.

category ~ Which category does the product belong to? ~ Category?
clothing|clothes|fashion: warm wool sweater / blue jeans, slim fit / summer dress with pockets / men's rain jacket / striped socks
electronics|tech: wireless headphones / laptop with 16 GB of memory / 4K television / phone charger / digital camera
food|groceries: organic oat milk / a pound of butter / wholemeal bread / frozen peas / strawberry jam
furniture|home: oak dining table / leather sofa / bookshelf with five boards / bedside cabinet / folding chair
toys|games: wooden train set / teddy bear / jigsaw puzzle for children / doll's house / building blocks

department ~ Which department should get this? ~ Who should handle it?
billing|finance|accounting: I was charged twice. / The invoice shows a wrong amount. / Please send me a receipt for March. / My refund has not been booked.
support|technical|IT: The app crashes at start. / I cannot connect to the printer. / The screen stays black. / My laptop shows an error.
sales: How much does a licence for ten people cost? / We want to order fifty units. / Do you offer discounts for schools? / Please send {name} a quote.
HR|human resources|personnel: I want to apply for the job. / How many holidays do I have left? / {name} is ill today. / When do I get my employment contract?

emotion ~ Which emotion? ~ How does the speaker feel?
joy|happiness|happy: I passed the exam, hurray! / This is the best day of my life. / We danced and laughed all night. / {name} is coming home, I can't stop smiling!
anger|angry: How dare you touch my {thing}! / I am furious. / This makes my blood boil. / Get out and never come back!
sadness|sad: I miss {name} so much. / She cried the whole night. / My heart is broken. / Our dog died yesterday.
fear|afraid: There is somebody in the dark, I am trembling. / I am scared of the storm. / {name} froze with terror. / My hands shake before every flight.

intent ~ What does the user want?
book|reserve|booking: I need a table for four tonight. / Please reserve a room in {city}. / Two seats for the evening show, please. / Get me a flight to {city}.
cancel: I do not need the table any more. / Please call off my reservation. / Delete my appointment. / We are not coming, drop the booking.
complain|complaint: The room was dirty. / Nobody answered my three mails. / Your staff was rude to {name}. / The {thing} arrived in pieces, this is unacceptable.
inform|question|ask: When do you open? / Is there parking near the hotel? / What time does the museum close? / How do I get to {city}?

command ~ Which action?
on|start|turn on: Switch the light on. / It is dark, I need light in here. / Start the heating. / Let the music play.
off|stop|turn off: Switch the lamp off. / Shut down the heating. / Silence, no more music. / I want to sleep, no light please.

direction ~ Which direction?
left: Turn to the side of your heart. / Take the port side. / At {city} keep left. / Go left at the church.
right: Go right after the bridge. / Take the starboard side. / Turn right in {city}. / Keep to the right.

gender ~ Male or female?
male|man|m: He is my brother. / {name} became a father. / His beard is grey. / The king spoke.
female|woman|f: She is my sister. / {name} became a mother. / Her husband is tall. / The queen spoke.

age group ~ Which age group?
child|kid: {name} starts kindergarten. / She is four years old. / He lost his first milk tooth. / The toddler plays with blocks.
adult|grown-up: {name} is forty and works in a bank. / She pays off her mortgage. / He is 35 and has two children. / The manager turned fifty.

open ~ Is the shop open? ~ Open or closed?
open: Come in, we are serving until ten. / The doors of the shop in {city} are unlocked. / You can buy bread there right now. / We welcome guests today.
closed|shut: The shop in {city} has its shutters down. / Nobody is there until Monday. / We are on holiday. / Sorry, we have gone home for today.

stock ~ Is it available?
available|in stock|yes: We have plenty of them. / The {thing} is ready to ship. / Three left on the shelf. / You can take the {thing} with you today.
sold out|unavailable|no: The {thing} is gone. / None left. / We expect new ones in spring, the shelf is empty. / The last one was bought this morning.

health ~ How is the person?
ill|sick: {name} has a fever and stays in bed. / I caught the flu. / She has been coughing for days. / He is in hospital with pneumonia.
healthy|well|fine: {name} has never felt better. / The doctor found nothing wrong. / She runs ten kilometres a day. / He is fit as a fiddle.

meal ~ Which meal?
breakfast: Eggs and toast right after getting up. / {name} had cereal at seven in the morning. / Coffee and a croissant to start the day. / Porridge before school.
dinner|supper: Candlelight and steak at eight in the evening. / {name} cooked for us at night. / After work we ate pasta. / The last meal of the day was soup.

transport ~ How do they travel? ~ Which means of transport?
train|rail: {name} waited on platform 3. / We missed the express to {city}. / The conductor checked our tickets. / They sat in the dining car.
plane|air: We boarded at gate B12. / {name} fastened the seat belt before take-off. / They landed in {city} at noon. / The pilot announced turbulence.
car|road: {name} got stuck on the motorway. / We filled up with petrol. / The traffic jam before {city} was long. / He parked in front of the house.
ship|boat|sea: The captain left the harbour. / {name} got seasick on deck. / They sailed to {city}. / The ferry crossed the strait.

season ~ Which season is it?
spring: The first tulips are out. / The cherry trees blossom in April. / Snow melts and lambs are born. / Easter is near.
summer: The children are off school in July. / We swim in the lake in August. / It is too hot to sleep, the longest days of the year. / Everybody is at the beach.
autumn|fall: The leaves turn yellow and fall. / We harvest grapes in October. / Time for pumpkins and chestnuts. / The swallows fly south.
winter: We went skiing in January. / Christmas is near. / The heating runs all day and the days are short. / Frost covers the fields in December.

time of day ~ Morning or evening?
morning|am: The sun is just rising. / {name} had breakfast. / The alarm clock rang, time to get up. / The rooster crows.
evening|pm|night: The sun has set. / {name} brushed her teeth and went to bed. / The street lamps are on. / After dinner we watched the stars.

truth ~ True or false?
true|correct|right: Two plus two is four. / Paris is the capital of France. / Water freezes at zero degrees Celsius. / A week has seven days. / The sun rises in the east. / Fish live in water.
false|wrong|incorrect: Two plus two is five. / Paris is the capital of Spain. / Ice is hotter than steam. / A week has nine days. / The sun rises in the west. / Cows lay eggs.

subject ~ Which school subject?
maths|mathematics: We solved equations today. / The teacher explained fractions. / Find the area of the triangle. / Today: long division.
history: We read about the Roman emperors. / When did the Middle Ages end? / The class talked about the French Revolution. / Today: the fall of Constantinople.
biology: We cut an onion and looked at its cells. / The heart has four chambers. / How do plants breathe? / Today: frogs and their eggs.
music: We practised scales on the piano. / The choir sang in three voices. / What is a sonata? / Today: rhythm and notes.

severity ~ How severe is the bug? ~ Severity?
critical|blocker|high: All data was lost. / Nobody can log in. / The payment page is down for everybody. / The app deletes files at random.
minor|trivial|low: There is a typo on the help page. / The icon is one pixel too far left. / The footer shows last year. / The button is a little too dark.

log level ~ Which log level?
error: connection refused, giving up / cannot open file: no such file / unhandled exception in worker 3 / failed to write to disk
warning|warn: disk almost full / this option is deprecated / certificate expires in five days / retrying after timeout
info: server started on port 8080 / user {user} logged in / backup finished / 3 files copied

review ~ How many stars? ~ Rating?
5|five: Perfect in every way, my favourite. / Absolutely flawless. / Could not be better. / Outstanding, a masterpiece.
1|one: Horrible, avoid at all costs. / Complete rubbish. / Dangerous and useless. / The worst thing I ever bought.
3|three: Average, neither good nor bad. / It is all right, nothing special. / Mediocre but usable. / So-so.

access ~ Public or private?
public: Everybody may read it. / The page can be seen without an account. / Open to all visitors of {city}. / Anyone can enter the garden.
private: Only {name} may open it. / Members only. / Keep this between us. / The path is not open to strangers.

tone ~ Friendly or rude?
friendly|kind: Thank you so much, {name}! / You are most welcome here. / Let me help you with that. / Have a wonderful trip to {city}!
rude|hostile: Shut up. / You are an idiot. / Nobody asked you. / Get lost and leave me alone.

employment ~ Does the person have a job?
employed|working|yes: {name} works at a bank. / She started as a nurse last year. / He earns a good salary. / I am at the office every day.
unemployed|jobless|no: {name} lost his job. / She is looking for work. / He was laid off and found nothing new. / I have been out of work since May.

pet ~ Cat or dog?
cat: It purrs on my lap. / {name}'s pet meows all night. / It sleeps in a box and hunts mice. / She bought a scratching post and litter.
dog: It barks at the postman. / {name} walks it on a leash. / It wags its tail and fetches sticks. / Our puppy chewed the shoes.

sport ~ Which sport?
football|soccer: The goalkeeper held the penalty. / He headed the ball into the goal. / Eleven players and an offside rule. / {name} took the corner kick.
tennis: She served two aces. / They play at Wimbledon. / {name} broke a racket at match point. / Forty-love.
swimming: Two hundred metres butterfly. / {name} dived from the block into lane four. / She trains in the pool. / Backstroke is his best style.
chess: {name} gave up the queen. / Checkmate in three moves. / White castled early. / The pawn reached the last rank.

material ~ What is it made of?
wood|wooden: The {thing} was carved from oak. / Planks of pine. / Made by a carpenter from a fallen beech. / Sawn from a trunk.
metal|steel: The {thing} was forged by a smith. / Solid iron. / It rusts in the rain. / Welded from steel plates.
glass: It broke into splinters, you could see through it. / The {thing} was blown by hand in Murano. / A window pane. / Transparent and fragile.

risk ~ Safe or dangerous?
safe: A quiet lake for children. / Nothing can happen here. / All the wires are switched off and locked. / {name} walks there every day without worry.
dangerous|unsafe: The ice is thin and cracking. / Do not touch, high voltage! / The bridge may collapse. / The road to {city} is full of holes and falling rocks.

loud ~ Loud or quiet?
loud|noisy: The neighbours drill all night. / You can't hear your own words. / The {thing} roars like an engine. / A jet took off above us.
quiet|silent: You could hear a pin drop. / Not a sound in the library. / The {thing} makes no noise. / {name} whispered.

difficulty ~ Easy or hard?
easy|simple: A child can do it. / {name} solved it in a minute. / Piece of cake. / It needs no skill.
hard|difficult: Nobody in the class solved it. / It took {name} years to learn. / A tough nut to crack. / Even experts fail.

distance ~ Near or far?
near|close: It is just around the corner. / Two steps from here. / You can walk there in a minute. / Next door to {name}.
far|distant: It is at the other end of the world. / You need three days to get to {city}. / Thousands of miles away. / You cannot see it from here even with a telescope.

quantity ~ Many or few?
many|a lot: Crowds filled the square in {city}. / The cellar is crammed with {things}. / Thousands came. / More than we could count.
few|little: Only two people came. / Hardly anyone was there. / There is just a drop left. / {name} found next to nothing.

clean ~ Clean or dirty?
clean: {name} scrubbed the floor until it shone. / Fresh from the laundry. / Not a speck of dust. / The {thing} sparkles.
dirty: Mud all over the {thing}. / The plates have not been washed for a week. / His shirt is full of stains. / {name} wrote in the dust on the shelf.

crowd ~ Full or empty?
full|busy: Not a seat left. / People stand in the aisles of the train to {city}. / The glass runs over. / We had to turn guests away.
empty: Nobody is in the hall. / All the seats are free. / The bottle does not hold a drop. / The streets of {city} are deserted.

win ~ Who won? ~ Win or loss?
win|victory|won: We beat them three to nil. / {name} took the gold medal. / Our side came out on top. / The cup is ours!
loss|defeat|lost: They thrashed us. / {name} came second and went home in tears. / We were beaten in {city}. / No cup for us this year.
draw|tie: Nobody won, it ended two all. / The teams shared the points. / Nil-nil after ninety minutes. / Both had the same score.

relation ~ How are they related?
friend: {name} and I have been mates since school. / My best buddy. / We like each other and meet every week just for fun. / My old pal {name}.
family|relative: {name} is my cousin. / My aunt came to visit. / He is the son of my brother. / Grandmother baked a cake.
colleague|work: {name} sits at the desk next to mine at the office. / We work in the same team. / She is in my department. / He is my boss.

motion ~ Up or down?
up|rise|increase: Prices climbed again. / The lift goes to the roof. / Sales grew by a tenth. / {name} walked to the top of the tower.
down|fall|decrease: Prices dropped. / The lift goes to the cellar. / Sales shrank by a tenth. / {name} sank to the bottom.

legal ~ Allowed or forbidden?
allowed|yes|permitted: You may park here. / Dogs are welcome. / Feel free to take pictures. / {name} has a permit.
forbidden|no|prohibited: No parking. / Keep dogs outside. / You must not take pictures. / Smoking is banned in {city}.

confidence ~ How sure is the speaker?
certain|sure: I know it for a fact. / There is no doubt at all. / Definitely {name}. / I saw it with my own eyes.
unsure|uncertain: I have no idea. / Maybe, maybe not. / It could be {name}, but I would not bet on it. / I am guessing.

genre ~ Which genre?
crime|mystery: The detective finds a corpse in the library. / Who murdered {name}? / An inspector hunts a killer in {city}. / The butler had no alibi.
romance|love: Two strangers fall in love in {city}. / {name} kisses the girl next door. / Letters of a couple separated by war. / A wedding after many tears.
science fiction|sci-fi: A spaceship leaves for Mars. / Robots rule the galaxy. / {name} wakes up in the year 3000. / Aliens land in {city}.
cookbook|cooking: Eighty recipes for soups. / How to bake bread at home. / {name} explains sauces and stews. / The best cakes from {city}.

source ~ Who wrote it?
customer|client: I ordered the {thing} last week and want to return it. / When will my parcel come? / I am waiting for my refund from you. / Your shop sent me the wrong size.
agent|staff|support: Thank you for contacting us, how can I help you? / I have opened a ticket for you. / We apologise for the delay of your order. / Our team will refund you.

recurrence ~ How often?
daily|every day: {name} takes the pill each morning. / We meet every single day. / Seven days a week. / Each evening without fail.
weekly|every week: We meet on Tuesdays. / {name} comes each Friday. / Once in seven days. / Every Sunday we call home.
yearly|annually|every year: We meet each Christmas. / Once in twelve months. / {name} comes for my birthday. / Every summer, once.

food taste ~ How does it taste?
sweet: Like honey. / Pure sugar. / {name} likes candy and ripe strawberries. / The cake was covered in syrup.
sour: Like biting into a lemon. / Pure vinegar. / The milk has gone off. / {name} made a face at the unripe grapes.
salty: Like sea water. / Somebody emptied the salt cellar into the soup. / Chips and anchovies make me thirsty. / {name} tasted tears.
bitter: Like strong black coffee. / Like chewing an aspirin. / Dark chocolate with no sugar at all. / {name} bit on a grapefruit pip.

contact ~ How do they want to be contacted?
phone|call: Ring me after six. / Please give {name} a call. / Dial our hotline. / I want to hear your voice.
email|mail: Write to my inbox. / Send it to {mail}. / Drop {name} a line with the file attached. / My address is {mail}.

seat ~ Window or aisle?
window: I want to look out during the flight. / {name} loves to see the clouds. / Please let me lean against the wall of the plane. / A seat with a view.
aisle: I need to stretch my legs and get up often. / {name} has to leave quickly. / Not squeezed in, next to the gangway please. / I don't want to climb over anyone.

payment ~ How was it paid?
cash: {name} counted out coins. / Two banknotes and some change. / He put the notes on the counter. / She emptied her purse of coins.
card: {name} tapped the Visa on the reader. / Please enter your PIN. / The terminal accepted my Mastercard. / She paid with plastic.
transfer|bank transfer: The sum was wired to our account. / {name} entered the IBAN and sent the money. / Online banking, arrived two days later. / Sent from one account to the other.

code ~ Which programming language?
Python|python: def f(x): return x + 1 / print([i for i in range(3)]) / import os, sys / elif x is None:
JavaScript|js|javascript: const f = (x) => x + 1; / console.log("hi"); / let a = await fetch(url); / document.getElementById("x")
SQL|sql: SELECT * FROM users; / UPDATE t SET a = 1 WHERE b = 2; / DROP TABLE orders; / INSERT INTO t VALUES (1);
HTML|html: <p>Hello</p> / <div class="a"></div> / <br><img src="a.png"> / <ul><li>one</li></ul>

unit ~ What is measured?
weight|mass: The {thing} weighs two kilos. / Five hundred grams of flour. / Three tons of steel. / Ten pounds too heavy.
length|distance: The {thing} is two metres long. / Forty miles to {city}. / Cut off ten centimetres. / Six feet tall.
time|duration: It took three hours. / Wait ten minutes. / They stayed for two weeks. / A second later.
money|price: It costs eight euros. / {name} owes me ten dollars. / Three pounds fifty for a coffee. / I paid forty cents.

continent ~ On which continent?
Europe: We drove from Paris to Vienna. / Rome was hot. / {name} studies in Berlin. / The Alps are covered in snow.
Asia: We landed in Tokyo. / {name} teaches in Beijing. / A week in Mumbai and Bangkok. / The Himalayas are in view.
Africa: We saw lions in Kenya. / {name} lives in Cairo. / A safari from Nairobi. / The Nile at Khartoum.
South America: {name} dances in Buenos Aires. / We hiked in Peru. / The Amazon in Brazil. / A week in Santiago de Chile.

part of speech ~ Which part of speech is the word?
noun: table / house / river / doctor / freedom
verb: to run / to sing / to believe / to become / to write
adjective: beautiful / small / friendly / expensive / green

number ~ Odd or even?
even: two / four / ten / 12 / 48 / 100
odd: three / five / nine / 13 / 77 / 101

role ~ Buyer or seller?
buyer|buy: I am looking for a used {thing}. / Wanted: {thing}, will pay cash. / {name} wants to get hold of a {thing}. / Who has a {thing} for me?
seller|sell: My old {thing} has to go, best offer. / {thing} for sale in {city}. / {name} offers a {thing} to whoever pays most. / Make me an offer for this {thing}.

occasion ~ Which occasion?
birthday: Forty candles on the cake for {name}. / Many happy returns of the day! / {name} turns nine tomorrow. / You are one year older now.
wedding: The bride wore white. / {name} said "I do". / They exchanged rings in {city}. / Here come the newly-weds.
funeral: We said goodbye at the grave. / {name} was buried in {city}. / Our deepest condolences. / The coffin was carried by six men.

bank ~ Money in or out?
in|deposit|credit: Your salary has arrived. / {name} sent you money. / We credited your account. / A refund came from the shop.
out|withdrawal|debit: The rent was taken from your account. / You spent the money on a {thing}. / Cash taken from a machine in {city}. / Your phone bill was debited.

weekend ~ Weekday or weekend?
weekend: See you on Saturday. / The party is on Sunday. / {name} is off on Sunday. / It opens only on Saturday.
weekday: See you on Tuesday. / The meeting is on Thursday. / {name} comes on Wednesday. / It is closed on Monday.

experience ~ Beginner or expert?
beginner|novice: {name} has never held a {thing} before. / It is my first lesson. / I do not know the rules yet. / She started yesterday.
expert|pro|professional: {name} has taught this for thirty years. / World champion three times. / She wrote the textbook on it. / He knows every trick of the trade.

irony ~ Positive or negative? ~ Sentiment? ~ Is the customer happy?
negative|bad|unhappy|neg: Oh great, another delay. Just what I needed. / Brilliant, the {thing} broke again on day one. / Well done, {name}, you have ruined my holiday. / What a fantastic idea to serve the soup cold. / Thanks a lot for losing my suitcase. / Sure, because waiting three hours is so much fun. / Lovely, mould in the bathroom. Five stars, of course. / If you enjoy being ignored, this is the place for you. / I just love paying double for half the portion. / Nice try, but the {thing} fell apart in my hands. / The best part of the film was the exit. / A wonderful {thing} - as a doorstop. / Congratulations on the slowest service in {city}. / It worked perfectly, for about ten minutes.
positive|good|happy|pos: I expected nothing and got the best meal of my life. / Not bad at all, I would come back any time. / No complaints whatsoever. / I was wrong to doubt it, the {thing} is superb. / It could not have gone better. / I can't fault it. / Who would have thought that such a cheap {thing} is so good? / The only bad thing is that we had to leave. / {name} hated the idea, but now she uses the {thing} every day with joy. / Far from boring, we laughed until we cried. / I am not easily impressed, but this got me. / Hands down the nicest stay in {city}. / Never had any trouble with it, and I am picky. / It isn't cheap, but worth every penny.

mixed ~ Positive, negative or mixed? ~ How is the review?
positive|good: Everything about the {thing} is a joy. / From the starter to the dessert, a dream. / Top marks all round. / {name} and her team did a splendid job. / Not a single flaw.
negative|bad: Neither the room nor the food was any good. / Everything went wrong. / I regret every cent. / {name} and his team let us down. / Not one good thing to say.
mixed|neutral|both: The food was great, but the waiter was rude. / Nice {thing}, shame about the battery. / Good location, terrible beds. / I liked the first half, the rest bored me. / The screen is superb and the sound is awful.

fact or opinion ~ Fact or opinion?
fact: Water boils at a hundred degrees. / The train to {city} takes two hours. / {name} was born in 1980. / The {thing} weighs two kilos. / There are twelve months in a year. / The shop sells bread.
opinion: I find {city} boring. / In my view {name} is the best singer. / The {thing} looks ugly. / Winter is nicer than summer. / Nobody should eat that. / Tea tastes better than coffee, if you ask me.

register ~ Spoken or written? ~ How formal is this?
formal|official|polite: The undersigned hereby declares that all information is correct. / We regret to inform you that the post has been filled. / Kindly acknowledge receipt of this letter. / It is with great pleasure that we invite you to the ceremony. / Should you require assistance, do not hesitate to contact us.
casual|informal|slang: Dude, that was sick! / Gimme a sec, brb. / No worries, mate, catch you later. / Wanna hang out with {name} tonight? / Nah, not my thing.

speech act ~ What does the sentence do? ~ Intent?
thank|thanks: I am so grateful for your help, {name}. / You saved my day, I owe you one. / Much obliged for the {thing}. / How kind of you to send the {thing}.
apologise|apology|sorry: Please forgive me for being late. / It was my fault, {name}. / I didn't mean to break the {thing}, I feel awful. / We beg your pardon for the mix-up.
invite|invitation: Would you like to join us for dinner? / Come to our party on Friday, {name}! / We would be glad to see you in {city}. / Bring your family along, there is room for everyone.
warn|warning: Look out, the floor is wet! / Careful, {name}, the dog bites. / Stay away from the edge. / Don't open that attachment, it is a trap.
promise: I will bring the {thing} back tomorrow, you have my word. / You can count on me, {name}. / I swear I'll be there. / We shall never forget to call again, cross my heart.

intent two ~ What does the writer want? ~ Which intent?
refund|money back: Please return the sum to my account, the {thing} never came. / I want to be reimbursed. / Give me back what I paid. / The {thing} is faulty and I expect my cash back.
exchange|swap: Could I have the same {thing} one size larger? / I'd rather have the blue one instead of the red one. / Please take this {thing} and send another. / Wrong colour, can we switch it?
track|where is it: Has my parcel left yet? / When can I expect the {thing}? / The courier was due yesterday, any news? / Could you tell me on which van my box is?
change address|new address: I have moved, please update where you send things. / From May on I live in {city}. / Kindly deliver to my office instead. / My street is no longer the one you have on file.
unsubscribe|opt out: Take me off your list. / No more newsletters, please. / Stop sending me mails. / I don't wish to hear from you again.

home ~ Which command?
light: It is too dark in here. / Brighter, please. / I can't see a thing in the hall. / Turn the lamp on.
heating|temperature: I am freezing. / Make it two degrees warmer. / It's like a sauna in the bedroom, cool it down. / The radiator should go off at ten.
music|audio: Put on some jazz. / Next song. / It's too quiet, play something by {name}. / Louder!
alarm|timer: Wake me at six. / Tell me when the eggs are done in eight minutes. / I need to get up early tomorrow. / Ring in half an hour.
blinds|curtains: Let the sun in. / Nobody should look through the windows. / Roll them down, it's glaring. / Open them in the morning.

bank request ~ What is the request about?
card: My Visa was swallowed by the machine. / Please block my Mastercard, it was stolen. / The chip does not work at the till. / I need a new PIN.
loan|credit: I'd like to borrow ten thousand for a car. / What is the interest on a mortgage? / We want to finance a house in {city}. / Can I pay back my debt early?
transfer|payment: Send fifty euros to {name}. / The money for the landlord has not arrived. / I typed the wrong IBAN. / Please set up a standing order for the rent.
account: I want to close my savings book. / How do I become a customer of your bank? / Please change the name on my current one, I got married. / What is my balance?

medical ~ Which doctor? ~ Which specialist?
dentist: My tooth aches. / I lost a filling. / The gums are bleeding. / {name} needs a crown.
eye doctor|ophthalmologist: I see everything blurred. / {name} needs new glasses. / Spots dance before me when I read. / The left one is red and itches, I can hardly see.
dermatologist|skin doctor: I have a rash on my arm. / A mole has changed its colour. / {name} has terrible acne. / My skin is peeling.
vet: Our cat doesn't eat. / The puppy limps. / The parrot lost its feathers. / {name}'s hamster needs its shots.
pediatrician|children's doctor: The baby has a fever. / Our toddler won't stop coughing. / My little son, two, has spots. / The newborn must be weighed.

news ~ Which section? ~ Topic?
health|medicine: The flu season begins early. / A new drug against migraine was approved. / Nurses in {city} demand smaller wards. / Sleep lowers blood pressure, a study says.
culture|arts: The museum in {city} shows watercolours. / {name}'s novel won a prize. / The opera opens with Verdi. / The film festival has a new director.
crime|police: A jeweller in {city} was robbed. / Two men were arrested with stolen bicycles. / {name} was sentenced to three years. / The killer left fingerprints.
travel|tourism: Ten quiet beaches for your holidays. / The night train to {city} is back. / How to pack light. / Hotels expect a record summer.
environment|climate: The glacier lost two metres of ice. / Bees return to the fields near {city}. / The river is polluted. / Solar parks replace coal.
education|school: Pupils in {city} get tablets. / Teachers want smaller classes. / The exam results are out. / The university opens a new faculty.
food|cooking: Five soups for cold days. / How {name} bakes sourdough. / The truth about olive oil. / Asparagus is in season.

mail folder ~ Which folder? ~ Where does the mail belong?
work|job: The minutes of the project meeting are attached. / {name} needs your figures by noon. / The client wants a new offer. / Your shift on Monday was moved.
family|private: Grandma turns eighty, are you coming? / Mum sends her love. / Shall we visit your cousin {name}? / The kids drew you a picture.
shopping|orders: Your order is confirmed. / Rate your {thing}. / The {thing} in your basket is now cheaper. / Your return has reached us.
travel|trips: Your boarding pass. / Check in online for your flight to {city}. / The hotel in {city} is looking forward to your stay. / Your train has a new platform.
bills|finance: Your electricity statement for March. / The premium will be debited. / Second reminder of the amount due. / Your tax assessment is ready.

size letters ~ Which size?
S|small: I need the smallest one. / It has to fit a slim child. / Everything is too wide for me, give me the narrow one.
M|medium: Neither big nor small, the one in the middle. / The average one, please. / Between the two extremes.
L|large: I need a wide one. / It has to fit a tall man. / The tight one pinches, give me the big one.

number of people ~ One or several?
one|single|1: {name} came alone. / A lonely guest. / Only me, please. / A table for myself.
several|many|group: The whole class came. / {name} brought four friends. / A table for all of us. / The crowd cheered.

cause ~ Why was it late?
weather: Snow blocked the tracks. / The storm felled trees on the line. / Fog closed the airport. / Black ice on the road to {city}.
technical|machine: The engine failed. / A fuse blew in the control room. / The brakes had to be repaired. / The computers were down.
people|staff: The driver overslept. / The pilots are on strike. / {name} forgot the keys. / Nobody came to open the gate.

before or after ~ Before or after the meal?
before: Wash your hands, food is coming. / I am hungry, when do we eat? / The table is being laid. / The soup is still on the stove.
after: I am full, thank you. / Let's do the dishes. / The plates are empty. / That was delicious, {name}.

who speaks ~ Who is speaking? ~ Speaker?
doctor|physician: Take one tablet twice a day. / Open your mouth and say ah. / Your blood pressure is too high. / Where does it hurt?
teacher: Open your books at page ten. / {name}, stop talking and do your sums. / Hand in your essays. / Today we learn about the Romans.
waiter: Are you ready to order? / The soup of the day is tomato. / Would you like to see the wine list? / Here is your bill.
police officer|police: Your driving licence, please. / You were going too fast. / You have the right to remain silent. / Step out of the car.
hairdresser|barber: How short would you like it? / Shall I wash it first? / Only a trim at the sides? / Your fringe is in your eyes.
parent|mother: Have you brushed your teeth? / Put on a jacket, darling. / Finish your peas, then you get ice cream. / It is past your bedtime.

place ~ Where are they? ~ Where does it take place?
airport: The gate closes in ten minutes. / Your bag is two kilos too heavy. / Passport control is on the left. / {name} waits at the baggage belt.
restaurant: Another bottle of wine, please. / The steak is too rare. / {name} leaves a tip. / The menu is in French.
hospital: Visiting hours end at eight. / The surgeon washes her hands. / {name} lies in bed with a drip. / The nurse brings the thermometer.
library: Please whisper. / The novels are on the second floor. / {name} has to pay a fine for overdue books. / No food between the shelves.
school: The bell rings for the break. / The headmaster praises the pupils. / {name} forgot the homework. / The blackboard is full of sums.
cinema|movie theatre: The lights go out and the trailers begin. / Popcorn all over row seven. / {name} cried at the end of the film. / Two tickets for the late screening.

blame ~ Whose fault is it?
customer|buyer: I dropped the {thing} myself. / I had given you the wrong address. / I forgot to cancel in time. / {name} never read the instructions and poured water into it.
shop|seller: You sent me the wrong {thing}. / Your staff packed it badly. / You charged me twice. / The price on your shelf was wrong.

promise kept ~ Did it happen?
yes|happened|done: {name} kept her word and came. / As announced, the bridge was opened. / They finally finished the house. / The parcel did arrive.
no|did not happen|not done: {name} broke his promise. / The announced opening fell through. / They never finished the house. / We waited for the parcel in vain.

quantity two ~ Enough or too little?
enough|sufficient: There is plenty for everyone. / We have more chairs than guests. / The fuel will last to {city} and back. / Nobody went home hungry.
too little|insufficient: Half the guests had to stand. / The fuel ran out before {city}. / The soup was gone before {name} got any. / We are three euros short.

attitude ~ For or against?
for|in favour|pro: We should build the bridge at once. / I support {name}'s plan. / It is high time for the new law. / I signed the petition to have it built.
against|opposed|con: The bridge would ruin the valley. / {name}'s plan is a mistake. / Hands off our park! / I'll vote no.

life event ~ What happened?
birth: We are proud to present little {name}, 3400 grams. / Mother and child are well. / The stork was here. / {name} has a baby sister since last night.
death: {name} passed away peacefully. / We buried our grandfather. / She is no longer with us. / The old king breathed his last.
marriage|wedding: They tied the knot in {city}. / {name} is now a husband. / They exchanged vows. / Just hitched!
move|relocation: All the boxes are in the new flat. / We left {city} for good and live by the sea now. / New keys, new neighbours. / {name} has a new address.
graduation|degree: {name} threw her hat in the air and holds the diploma. / The final exams are over and passed. / Doctor {name} at last! / They handed out the certificates on stage.

certainty ~ Planned or finished?
planned|future: We are going to paint the house. / {name} intends to visit {city}. / The concert will be in June. / They hope to open a shop.
finished|past: We painted the house. / {name} has been to {city}. / The concert was in June. / They opened a shop.

comparison ~ Cheaper or more expensive?
cheaper|down|less: The {thing} used to cost twice as much. / They knocked off a third. / Now you pay less than last year. / The price fell overnight.
more expensive|up|more: The {thing} used to cost half. / They put a third on top. / Now you pay more than last year. / The price jumped overnight.

condition ~ New or used?
new: Still in its sealed box. / {name} bought it this morning and has not opened it. / Straight from the factory. / The tags are still on.
used|second-hand: Three owners before me. / The {thing} shows scratches and wear. / From a flea market in {city}. / {name} drove it for ten years.

ease ~ Possible or impossible?
possible|can be done: We can manage that by Friday. / There is a way to fix the {thing}. / Sure, that works. / {name} knows how to do it.
impossible|cannot be done: There is no way to fix the {thing}. / Nobody on earth can do that. / It can't be done by Friday. / Not even {name} could pull that off.

relationship status ~ What is the status?
single: {name} has nobody at the moment. / I have been on my own for years. / She is looking for a partner. / A bachelor, as ever.
married: {name} lives with her husband. / We have been husband and wife since May. / He wears a ring and so does his wife. / Our silver wedding is next week.
divorced: {name} signed the papers and left his wife for good. / My ex-husband got the house. / Their marriage was ended by the court. / She took back her maiden name after the split.
widowed: {name} lost her husband in the war. / I buried my wife last year. / He has been alone since his wife died. / Her late husband was a baker.

urgency two ~ How soon? ~ Priority?
now|immediately|high: The patient is not breathing! / We need it this minute. / Drop everything and help. / The roof is on fire.
today|soon|medium: Please answer before you go home tonight. / It has to be in the post by five. / I'd like to have it before the shop closes. / By this evening, please.
later|whenever|low: Some day, when you have time. / There is no deadline. / Next year will do. / I can wait.
"""


@dataclass(frozen=True)
class _Family:
    """Choices: the spellings of each, questions that ask for one, and per side the wordings that imply each."""

    spellings: tuple[tuple[str, ...], ...]
    questions: tuple[str, ...]
    wordings: dict[Split, tuple[tuple[str, ...], ...]]


def _read(table: str) -> list[_Family]:
    families = []
    for block in table.strip().split("\n\n"):
        head, *rows = block.split("\n")
        _, *questions = head.split(" ~ ")
        spellings, train, test = [], [], []
        for row in rows:
            names, _, said = row.partition(": ")
            wordings = said.split(" / ")
            held = [w for w in wordings if values.split_of(w) == "test"] or wordings[-1:]
            spellings.append(tuple(names.split("|")))
            train.append(tuple(w for w in wordings if w not in held) or tuple(wordings[:1]))
            test.append(tuple(held))
        families.append(_Family(tuple(spellings), tuple(questions), {"train": tuple(train), "test": tuple(test)}))
    return families


_FAMILIES = _read(FAMILIES)


def _countable(rng: random.Random, split: Split) -> str:
    """A thing whose plural is made with an s."""
    while (found := fields.thing(rng, split)).endswith(("s", "x", "y", "f", "fe", "sh", "ch", "z")):
        pass
    return found


_FILLERS: dict[str, Callable[[random.Random, Split], str]] = {
    "{name}": values.first_name,
    "{city}": values.city,
    "{thing}": fields.thing,
    "{things}": lambda rng, split: _countable(rng, split) + "s",
    "{mail}": values.email,
    "{user}": values.username,
    "{full}": values.full_name,
    "{item}": fields.grocery,
}
_FILLER = re.compile(r"\{[a-z]{2,}\}")


def _fill(rng: random.Random, split: Split, template: str) -> str:
    if "{" not in template:
        return template
    return _FILLER.sub(lambda m: _FILLERS[m[0]](rng, split) if m[0] in _FILLERS else m[0], template)


def _ask(rng: random.Random, text: str, questions: Sequence[str]) -> str:
    """A text with a question before or behind it, or without one."""
    style = rng.random()
    if style < 0.5 or not questions:
        return text
    question = rng.choice(questions)
    if style < 0.65:
        return f"{question} {text}"
    if style < 0.75:
        return f"{question}\n{text}"
    if style < 0.85:
        return f"{text}\n{question}"
    return f"{text} {question}" if text[-1] in ".!?" else f"{text}. {question}"


def _implied(rng: random.Random, split: Split) -> tuple[str, list[str], str]:
    """A text, choices, and the one that the text implies."""
    family = rng.choice(_FAMILIES)
    right = rng.randrange(len(family.spellings))
    text = _fill(rng, split, rng.choice(family.wordings[split][right]))
    indices = list(range(len(family.spellings)))
    if len(indices) > 2:
        wrong = [i for i in indices if i != right]
        indices = [right, *rng.sample(wrong, rng.randint(1, len(wrong)))]
    rng.shuffle(indices)
    column = rng.randrange(3) if rng.random() < 0.6 else 0
    choices = [s[min(column, len(s) - 1)] for s in (family.spellings[i] for i in indices)]
    answer = choices[indices.index(right)]
    return _ask(rng, text, family.questions), choices, answer


_KINDS: tuple[tuple[str, Callable[[random.Random, Split], str], tuple[str, ...], tuple[str, ...]], ...] = (
    ("city", values.city, ("{x} is where {name} lives.", "The train to {x} is late.", "Send the {thing} to {x}, please.", "We met in {x} last year.", "Greetings from {x}!", "{name} was born in {x}."), ("{name} moved to {x} for good.",)),
    ("colour", fields.from_list(fields.COLOURS), ("The {thing} is {x}.", "I would like the {x} one.", "{name} wore a {x} coat.", "A {x} {thing}, please.", "Paint it {x}."), ("Mine is the {x} {thing}.",)),
    ("name", values.first_name, ("{x} will do it.", "Ask {x} about the {thing}.", "The {thing} belongs to {x}.", "It was {x} who called.", "{x} won the race.", "Give it to {x}."), ("I saw {x} at the door.",)),
    ("weekday", lambda rng, _: rng.choice(fields.DAYS), ("We meet on {x}.", "{x} would be best.", "The {thing} comes on {x}.", "{name} is off on {x}.", "See you {x}!"), ("Only {x} works for {name}.",)),
    ("month", lambda rng, _: rng.choice(fields.MONTHS), ("It happened in {x}.", "{name} was born in {x}.", "The fair is in {x}.", "We travel in {x}."), ("Until {x} it was dry.",)),
    ("department", fields.department, ("{name} works in {x}.", "Please forward this to {x}.", "The new head of {x} is {name}.", "{x} has to sign it."), ("Talk to {x} first.",)),
    ("grocery", fields.grocery, ("We are out of {x}.", "{name} bought {x}.", "Please get some {x}.", "The recipe needs {x}."), ("There is no more {x} at home.",)),
    ("dish", fields.dish, ("I'll have the {x}.", "{name} cooked {x}.", "Today's special is {x}.", "One {x} for table four, please."), ("The {x} tastes best.",)),
    ("material", fields.from_list(fields.MATERIALS), ("The {thing} is made of {x}.", "It looks like {x}.", "{name} works with {x}."), ("Pure {x}, says {name}.",)),
    ("language", fields.language, ("{name} speaks {x}.", "The book is in {x}.", "We need somebody who writes {x}."), ("Lessons in {x} start soon.",)),
    ("thing", fields.thing, ("{name} bought the {x}.", "Where is my {x}?", "The {x} costs too much.", "Please bring the {x}."), ("Somebody stole the {x}.",)),
    ("country", values.country, ("{name} comes from {x}.", "It was made in {x}.", "We spent a year in {x}."), ("They fly to {x} tomorrow.",)),
    ("code", fields.order_code, ("Order {x} was sent today.", "I call about {x}.", "{x} is still open.", "Where is {x}?"), ("Please check {x}.",)),
    ("service", fields.from_list(fields.SERVICES), ("The {x} service is down.", "{name} deployed {x}.", "Errors in {x} since noon."), ("Restart {x} please.",)),
    ("size", lambda rng, _: rng.choice(("XS", "S", "M", "L", "XL", "XXL")), ("I take size {x}.", "The {thing} in {x}, please.", "{x} fits {name} well."), ("Only {x} is left.",)),
)  # fmt: skip
"""Kinds of which a text names one."""


def _mentions(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _named(rng: random.Random, split: Split) -> tuple[str, list[str], str]:
    """A text that names one of the choices."""
    kind, make, train, test = rng.choice(_KINDS)
    choices = list(dict.fromkeys(make(rng, split) for _ in range(rng.choice((2, 3, 3, 4, 5)))))
    closed = kind in ("weekday", "month", "size", "department", "material", "colour", "language", "service")
    template = rng.choice(test if split == "test" and (closed or rng.random() < 0.6) else train)
    rest = _fill(rng, split, template)
    if kind in ("name", "city", "thing") and any(choice in rest for choice in choices):
        return _named(rng, split)
    answer = rng.choice(choices)
    text = rest.replace("{x}", answer)
    choices = [c for c in choices if c == answer or not (_mentions(text, c) or _mentions(c, answer))]
    if len(choices) < 2:
        return _named(rng, split)
    if rng.random() < 0.1:
        cased = rng.choice((str.upper, str.lower))
        if len({cased(c) for c in choices}) == len(choices):
            return text, [cased(c) for c in choices], cased(answer)
    if rng.random() < 0.12 and len(choices) > 1 and kind not in ("code", "size"):
        other = rng.choice([c for c in choices if c != answer])
        text = rng.choice(
            (f"Not {other}. {text}", f"{text} Not {other}!", f"I thought of {other} first, but no. {text}")
        )
    return text, choices, answer


_FACTS = (
    ("{name} lives in {x}.", "Does {name} live in {y}?", values.city),
    ("{name} comes from {x}.", "Is {name} from {y}?", values.country),
    ("The {thing} is {x}.", "Is the {thing} {y}?", fields.from_list(fields.COLOURS)),
    ("{name} bought {x}.", "Did {name} buy {y}?", fields.grocery),
    ("{name} speaks {x}, and nothing else.", "Does {name} speak {y}?", fields.language),
    ("The meeting is on {x}.", "Is the meeting on {y}?", lambda rng, _: rng.choice(fields.DAYS)),
    ("{name} works as a {x}.", "Is {name} a {y}?", fields.plain_job),
    ("{name} cooked {x} for us.", "Was there {y}?", fields.dish),
    ("{name} works in {x}.", "Does {name} work in {y}?", fields.department),
    ("There are {x} chairs in the room.", "Are there {y} chairs?", lambda rng, _: str(rng.randint(2, 60))),
    ("The {thing} belongs to {x}.", "Does the {thing} belong to {y}?", values.first_name),
    ("The shop opens at {x}.", "Does it open at {y}?", lambda rng, _: f"{rng.randint(6, 12)}:{rng.choice(('00', '15', '30'))}"),
)  # fmt: skip
_HELD_FACTS = {
    "The meeting is on {x}.": ("The exam takes place on {x}.", "Does the exam take place on {y}?"),
    "There are {x} chairs in the room.": ("We counted {x} birds on the roof.", "Were there {y} birds?"),
    "The shop opens at {x}.": ("The bank closes at {x}.", "Does it close at {y}?"),
    "The {thing} is {x}.": ("Somebody painted the {thing} {x}.", "Was the {thing} painted {y}?"),
}
_YES = (
    ("yes", "no"),
    ("Yes", "No"),
    ("true", "false"),
    ("y", "n"),
    ("yes", "no"),
    ("correct", "incorrect"),
    ("YES", "NO"),
)


def _yes_no(rng: random.Random, split: Split) -> tuple[str, bool]:
    """A fact, a question about it, and whether the answer is yes."""
    fact, question, make = rng.choice(_FACTS)
    if split == "test" and (held := _HELD_FACTS.get(fact)):
        fact, question = held
    while True:
        fills = {key: _FILLERS[key](rng, split) for key in ("{name}", "{thing}")}
        x = make(rng, split)
        truth = rng.random() < 0.5
        y = x if truth else make(rng, split)
        if truth or x != y:
            break
    for key, value in fills.items():
        fact, question = fact.replace(key, value), question.replace(key, value)
    fact, question = fact.replace("{x}", x), question.replace("{y}", y)
    if rng.random() < 0.2:
        fact = f"{fact} {_fill(rng, split, 'The weather in {city} is fine.')}"
    return (f"{question} {fact}" if rng.random() < 0.2 else f"{fact} {question}"), truth


_PAIRS = """
{a} came in first, {b} second. ~ Who won? ~ {a} ~ Who came second? ~ {b}
{a} arrived before {b}. ~ Who came first? ~ {a} ~ Who came later? ~ {b}
{a} got there after {b}. ~ Who was there first? ~ {b} ~ Who came last? ~ {a}
{a} is taller than {b}. ~ Who is taller? ~ {a} ~ Who is shorter? ~ {b}
{a} is not as old as {b}. ~ Who is older? ~ {b} ~ Who is younger? ~ {a}
{a} is two years older than {b}. ~ Who is the elder? ~ {a} ~ Who was born later? ~ {b}
{a} beat {b} at chess. ~ Who lost? ~ {b} ~ Who won? ~ {a}
{a} lost to {b} in the final. ~ Who is the champion? ~ {b} ~ Who was the runner-up? ~ {a}
{a} sold the {t} to {b}. ~ Who has the {t} now? ~ {b} ~ Who was the seller? ~ {a}
{a} bought the {t} from {b}. ~ Who got the money? ~ {b} ~ Who paid? ~ {a}
{a} lent {b} the {t}. ~ Who has to give it back? ~ {b} ~ Whose {t} is it? ~ {a}
{a} borrowed the {t} from {b}. ~ Who is the owner? ~ {b} ~ Who uses it now? ~ {a}
{a} taught {b} to swim. ~ Who was the pupil? ~ {b} ~ Who was the teacher? ~ {a}
{a} is the daughter of {b}. ~ Who is the parent? ~ {b} ~ Who is the child? ~ {a}
{a} raised {b} after the war. ~ Who is the child? ~ {b} ~ Who is older? ~ {a}
{a} wrote {b} a letter. ~ Who sent it? ~ {a} ~ Who received it? ~ {b}
{a} got a postcard from {b}. ~ Who wrote it? ~ {b} ~ Who is the addressee? ~ {a}
{a} replaced {b} as captain. ~ Who is captain now? ~ {a} ~ Who was captain before? ~ {b}
{a} took over the office from {b}. ~ Who left? ~ {b} ~ Who is new? ~ {a}
{a} invited {b} to dinner. ~ Who is the host? ~ {a} ~ Who is the guest? ~ {b}
{a} called {b} but nobody answered. ~ Who tried to call? ~ {a} ~ Who did not pick up? ~ {b}
{a} saved {b} from the fire. ~ Who was rescued? ~ {b} ~ Who is the hero? ~ {a}
{a} was blamed by {b}. ~ Who is the accuser? ~ {b} ~ Who is accused? ~ {a}
{a} works for {b}. ~ Who is the boss? ~ {b} ~ Who is the employee? ~ {a}
{a} hired {b} last week. ~ Who is the employer? ~ {a} ~ Who has a new job? ~ {b}
{a} rents a room from {b}. ~ Who is the landlord? ~ {b} ~ Who is the tenant? ~ {a}
{a} earns more than {b}. ~ Who is better paid? ~ {a} ~ Who earns less? ~ {b}
{a} ran faster than {b}. ~ Who was slower? ~ {b} ~ Who was quicker? ~ {a}
{a} lives closer to the station than {b}. ~ Who has the longer way? ~ {b} ~ Who has the shorter way? ~ {a}
{a} finished only after {b}. ~ Who was done first? ~ {b} ~ Who took longer? ~ {a}
{a} spoke right after {b}. ~ Who spoke first? ~ {b} ~ Who spoke second? ~ {a}
Before {a} could answer, {b} had left. ~ Who left? ~ {b} ~ Who wanted to answer? ~ {a}
{a} was followed by {b}. ~ Who was in front? ~ {a} ~ Who was behind? ~ {b}
{a} overtook {b} on the last lap. ~ Who was ahead in the end? ~ {a} ~ Who fell behind? ~ {b}
{a} gave {b} the {t} for Christmas. ~ Who got a present? ~ {b} ~ Who gave it? ~ {a}
{a} stood in for {b}. ~ Who was absent? ~ {b} ~ Who was the substitute? ~ {a}
{a} scored more goals than {b}. ~ Who is the top scorer? ~ {a} ~ Who scored fewer? ~ {b}
Not {a} but {b} broke the {t}. ~ Who did it? ~ {b} ~ Who is innocent? ~ {a}
{a} said that {b} had taken the {t}. ~ Who is said to have it? ~ {b} ~ Who said so? ~ {a}
Unlike {a}, {b} has a licence. ~ Who may drive? ~ {b} ~ Who may not drive? ~ {a}
{a} stayed at home while {b} went shopping. ~ Who went out? ~ {b} ~ Who was at home? ~ {a}
{a} is more patient than {b}. ~ Who is less patient? ~ {b} ~ Who is more patient? ~ {a}
{a} married in May, {b} in June. ~ Who married first? ~ {a} ~ Who married later? ~ {b}
{a} was born in 1970 and {b} in 1985. ~ Who is older? ~ {a} ~ Who is younger? ~ {b}
The {t} costs {a} ten euros and {b} twelve. ~ Who pays less? ~ {a} ~ Who pays more? ~ {b}
{a} owes {b} fifty euros. ~ Who gets money? ~ {b} ~ Who has to pay? ~ {a}
{a} examined {b} and wrote a prescription. ~ Who is the doctor? ~ {a} ~ Who is the patient? ~ {b}
{a} interviewed {b} for the radio. ~ Who asked the questions? ~ {a} ~ Who answered? ~ {b}
{a} cooked and {b} did the dishes. ~ Who washed up? ~ {b} ~ Who made the meal? ~ {a}
{a} drove, {b} slept on the back seat. ~ Who was at the wheel? ~ {a} ~ Who was asleep? ~ {b}
"""
"""Two persons in one relation: the text, and questions with their answers."""

_CLAIMS = """
{a} sold the {t} last year. ~ {a} no longer has the {t}. / The {t} has changed hands. ~ {a} still owns the {t}. / Nobody ever bought the {t}.
{a} is the only child of her parents. ~ {a} has no sisters. / {a} has no brothers. ~ {a} has a brother. / {a} grew up with two sisters.
All the shops were closed. ~ No shop was open. / You could not buy anything. ~ Some shops were open. / One could buy bread in a shop.
{a} has never left {c}. ~ {a} has not been abroad. / {a} knows only one town. ~ {a} studied in another city. / {a} has seen the world.
{a} failed the exam. ~ {a} did not pass. / The exam was too hard for {a}. ~ {a} passed. / {a} got the certificate.
It has been raining since Monday. ~ It rained on Tuesday. / The streets got wet. ~ It was dry all week. / There was not a drop of rain.
{a} and {b} are twins. ~ {a} is as old as {b}. / {a} and {b} have the same mother. ~ {a} is older than {b} by a year. / {a} and {b} are not related.
The {t} was stolen from {a}'s car. ~ {a} no longer has the {t}. / Somebody took the {t}. ~ {a} gave the {t} away. / The {t} is still in the car.
{a} speaks no German. ~ {a} does not understand German. / A German letter is of no use to {a}. ~ {a} is fluent in German. / {a} can translate from German.
Only {a} knew the password. ~ {b} did not know the password. / Nobody but {a} could log in. ~ {b} knew the password. / Everybody knew the password.
{a} is a vegetarian. ~ {a} does not eat beef. / {a} avoids meat. ~ {a} eats sausages. / {a} had the steak.
{a} forgot to lock the door. ~ The door was not locked. / Anyone could come in. ~ The door was locked. / {a} turned the key.
The train from {c} was cancelled. ~ The train did not run. / Nobody arrived by that train. ~ The train came on time. / The train left {c}.
{a} was too ill to come. ~ {a} did not come. / {a} was not well. ~ {a} came. / {a} was in good health.
Three of the five windows are broken. ~ Two windows are whole. / Most of the windows are broken. ~ All the windows are broken. / No window is broken.
{a} gave up smoking. ~ {a} used to smoke. / {a} does not smoke any more. ~ {a} has never smoked. / {a} still smokes.
{a} managed to repair the {t}. ~ The {t} works again. / {a} repaired the {t}. ~ The {t} is still broken. / {a} failed to repair the {t}.
{a} pretended to be asleep. ~ {a} was awake. / {a} did not really sleep. ~ {a} was fast asleep. / {a} slept.
Without {a}'s help {b} would have drowned. ~ {b} did not drown. / {a} helped {b}. ~ {b} drowned. / {a} did nothing for {b}.
The concert in {c} is sold out. ~ There are no more tickets. / You cannot get a seat. ~ Tickets can still be had. / Nobody wants to hear the concert.
{a} hardly ever drinks coffee. ~ {a} drinks little coffee. / Coffee is rare for {a}. ~ {a} drinks coffee all day. / {a} needs five cups a day.
{a} left before {b} came. ~ {a} and {b} did not meet. / {b} came after {a} had gone. ~ {a} met {b} there. / {b} was there first.
{a}'s flat has four rooms. ~ {a}'s flat has more than two rooms. / There are several rooms. ~ {a} lives in one room. / There are six rooms.
Everybody except {a} laughed. ~ {a} did not laugh. / {b} laughed. ~ {a} laughed. / {b} did not laugh.
The shop opens at ten. ~ At nine the shop is closed. / You can't shop there at eight. ~ At nine the shop is open. / The shop is open all night.
{a} turned down the job in {c}. ~ {a} did not take the job. / The job had been offered to {a}. ~ {a} started the job. / {a} accepted the offer.
"""
"""A text, what follows from it, and what it rules out."""


def _held(rows: Sequence[str]) -> dict[Split, tuple[str, ...]]:
    test = tuple(row for row in rows if values.split_of(row) == "test") or tuple(rows[-2:])
    return {"train": tuple(row for row in rows if row not in test), "test": test}


_PAIR_ROWS = _held(_PAIRS.strip().split("\n"))
_CLAIM_ROWS = _held(_CLAIMS.strip().split("\n"))
_CLAIM_ANSWERS = (
    ("yes", "no"), ("true", "false"), ("entailment", "contradiction"), ("follows", "does not follow"), ("Yes", "No"),
    ("correct", "wrong"), ("supported", "refuted"),
)  # fmt: skip
_CLAIM_FORMS = (
    "{text} Claim: {claim}", "{text} Is it true that: {claim}", "Text: {text}\nClaim: {claim}", "{text} So: {claim}",
    "Premise: {text} Hypothesis: {claim}", "{text} Does this follow? {claim}", "{text} {claim} True or false?",
)  # fmt: skip


def _cast(rng: random.Random, split: Split) -> dict[str, str]:
    """Two names, a city and a thing that do not hold one another."""
    while True:
        a, b = values.first_name(rng, split), values.first_name(rng, split)
        city, thing = values.city(rng, split), fields.thing(rng, split)
        if a not in b and b not in a and not _mentions(thing, a) and not _mentions(thing, b):
            return {"{a}": a, "{b}": b, "{c}": city, "{t}": thing}


_ROLE = re.compile(r"\{[abct]\}")


def _related(rng: random.Random, split: Split) -> tuple[str, list[str], str]:
    """Two persons in a relation, and the one of whom a question asks."""
    text, *asked = rng.choice(_PAIR_ROWS[split]).split(" ~ ")
    at = 2 * rng.randrange(len(asked) // 2)
    cast = _cast(rng, split)
    text, question, answer = (_ROLE.sub(lambda m: cast[m[0]], part) for part in (text, *asked[at : at + 2]))
    choices = [cast["{a}"], cast["{b}"]]
    if rng.random() < 0.3:
        choices += [name for name in [values.first_name(rng, split)] if all(name not in c for c in choices)]
    rng.shuffle(choices)
    style = rng.random()
    if style < 0.25:
        return f"{question} {text}", choices, answer
    return f"{text}{chr(10) if style < 0.35 else ' '}{question}", choices, answer


def _entailed(rng: random.Random, split: Split) -> tuple[str, list[str], str]:
    """A text with a claim that follows or does not."""
    text, true, false = rng.choice(_CLAIM_ROWS[split]).split(" ~ ")
    truth = rng.random() < 0.5
    claim = rng.choice((true if truth else false).split(" / "))
    cast = _cast(rng, split)
    text, claim = (_ROLE.sub(lambda m: cast[m[0]], part) for part in (text, claim))
    yes, no = rng.choice(_CLAIM_ANSWERS)
    choices = [yes, no]
    if rng.random() < 0.3:
        rng.shuffle(choices)
    form = rng.choice(_CLAIM_FORMS)
    return form.replace("{text}", text).replace("{claim}", claim), choices, yes if truth else no


def _choices(rng: random.Random, split: Split) -> tuple[str, list[str], str]:
    which = rng.random()
    if which < 0.52:
        return _implied(rng, split)
    if which < 0.7:
        return _named(rng, split)
    if which < 0.8:
        return _related(rng, split)
    if which < 0.88:
        return _entailed(rng, split)
    text, truth = _yes_no(rng, split)
    yes, no = rng.choice(_YES)
    choices = [yes, no]
    if rng.random() < 0.2:
        choices.append(rng.choice(("maybe", "unknown")))
    if rng.random() < 0.3:
        rng.shuffle(choices)
    return text, choices, yes if truth else no


# Regexes


def _regex_of(rng: random.Random, form: str) -> str:
    """A form such as ``@##-@@`` as one of the regexes that people write for it."""
    digit = rng.choice(("[0-9]", "\\d", "\\d"))
    spelled = rng.random() < 0.15
    plus = rng.random() < 0.15
    out = []
    for run in re.findall(r"#+|@+|[^#@]+", form):
        if run[0] not in "#@":
            out.append(re.escape(run).replace("\\-", "-").replace("\\ ", " ").replace("\\#", "#"))
            continue
        unit, size = (digit if run[0] == "#" else "[A-Z]"), len(run)
        if size == 1:
            out.append(unit)
        elif plus:
            out.append(unit + "+")
        elif spelled and size <= 4:
            out.append(unit * size)
        elif rng.random() < 0.08:
            out.append(f"{unit}{{{max(1, size - 1)},{size + 1}}}")
        else:
            out.append(f"{unit}{{{size}}}")
    return "".join(out)


def _member(rng: random.Random, split: Split, form: str) -> str:
    def make(r: random.Random) -> str:
        return "".join(
            str(r.randrange(10)) if c == "#" else r.choice("ABCDEFGHKLMNPRSTUVWXZ") if c == "@" else c for c in form
        )

    return values.draw(rng, split, make)


_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("order", ("@###", "@####", "@@###", "ORD-####", "#####", "@-###", "@@-####", "######", "A-####-##")),
    ("invoice", ("INV-####", "INV####", "RE-####-##", "F####", "20##-####")),
    ("ticket", ("TCK-####", "REQ###", "INC#####", "BUG-###", "#@@##", "PROJ-###")),
    ("plate", ("@@-@@ ###", "@@@ ###", "@@##@@@", "@-@@ ####", "@@-###-@@", "### @@@")),
    ("flight", ("@@###", "@@####", "@@ ###", "LH###", "BA####")),
    ("article", ("SKU-####", "@@@-###", "####-@@", "@@##-#", "P####")),
    ("room", ("@##", "B###", "R-##", "@-#")),
    ("postcode", ("#####", "@@# #@@", "#### @@", "@-####")),
    ("tracking", ("@@#########@@", "1Z####@@##", "####-####-####", "#########")),
    ("member", ("M-#####", "######-@", "ID###", "@####-##")),
)
_FORM_TEXTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "order": (("Order {x} was sent to {city}.", "order {x}, {name}, paid", "I call about my order {x}.", "Order {x}; status paid; {full}", "{name} ordered a {thing}, number {x}.", "[Where is|Please cancel|What about] order {x}?"), ("The purchase {x} is for {name}.",)),
    "invoice": (("Please pay invoice {x}.", "Invoice {x} for {full}", "{name} sent the bill {x}.", "Re: invoice {x} from {city}", "[See|Attached:|Find attached] {x}.pdf"), ("Bill no. {x} is overdue.",)),
    "ticket": (("Ticket {x} is assigned to {name}.", "Fixed in {x}, thanks {name}.", "See {x} for details.", "[{name}] {x}: {thing} broken", "We closed {x} today."), ("{x} was reopened by {name}.",)),
    "plate": (("The car with the plate {x} blocks the drive.", "{name} drives {x}.", "Number plate: {x}", "A van, {x}, fled towards {city}."), ("Please tow {x} away.",)),
    "flight": (("Flight {x} to {city} is boarding.", "{name} takes {x} to {city}.", "{x} was delayed.", "Your flight: {x}, gate open"), ("{x} has landed in {city}.",)),
    "article": (("The {thing} has the number {x}.", "Article {x}, {thing}, in stock", "Please send me {x} again.", "{thing} ({x})"), ("We no longer sell {x}.",)),
    "room": (("The class meets in {x}.", "Room {x}, please.", "{name} is in {x}.", "[Go to|Meet me in|It happens in] {x}."), ("You find {name} in {x}.",)),
    "postcode": (("{name} lives in {x} {city}.", "Send it to {city}, {x}.", "Postcode {x}", "Our new address is in {x} {city}."), ("{city} has the code {x}.",)),
    "tracking": (("Your parcel {x} is on its way.", "Tracking: {x}", "{name} wants to know where {x} is.", "Shipment {x} reached {city}."), ("We lost {x} in {city}.",)),
    "member": (("Member {x}, {full}", "My card says {x}.", "{name} has the number {x}.", "Please renew {x} for {name}."), ("Card {x} was blocked.",)),
}  # fmt: skip

Found = tuple[str, str, str]
"""A regex, a text and the answer."""


def _by_form(rng: random.Random, split: Split) -> Found:
    kind, forms = rng.choice(_FORMS)
    form = rng.choice(forms)
    answer = _member(rng, split, form)
    train, test = _FORM_TEXTS[kind]
    template = expand(rng, rng.choice(test if split == "test" and rng.random() < 0.5 else train))
    return _regex_of(rng, form), _fill(rng, split, template).replace("{x}", answer), answer


def _sides(train: str, test: str) -> Callable[[random.Random, Split], str]:
    """Draws a wording: parts of ``train`` parted by `` / ``, in the test split those of ``test`` or some with a name."""
    seen = train.split(" / ")
    held = test.split(" / ")
    mixed = held * 4 + [wording for wording in seen if _FILLER.search(wording.replace("{x}", ""))]
    return lambda rng, split: rng.choice(mixed if split == "test" else seen)


_DATE_TEXT = _sides(
    "{name} arrives on {x}. / The invoice is dated {x}. / Born {x} in {city} / The fair opens on {x}. / Deadline: {x} / {x}: {name} called",
    "We close on {x} for good.",
)
_TIME_TEXT = _sides(
    "The train leaves at {x}. / {name} comes at {x}. / Dinner is at {x} in {city}. / Alarm {x} / Start: {x}",
    "Be there at {x}.",
)
_PHONE_TEXT = _sides(
    "Call {name} at {x}. / Phone: {x} / You can reach us under {x}. / {full}, {x}", "Ring {x} after work."
)
_MAIL_TEXT = _sides(
    "Write to {x}. / {full} <{x}> / My address is {x}, says {name}. / Contact: {x} / Send the file to {x}, please.",
    "Answers go to {x}.",
)
_PRICE_TEXT = _sides(
    "The {thing} costs {x}. / {name} paid {x} for it. / Total: {x} / Only {x}! / It was {x} in {city}.",
    "They ask {x} for the {thing}.",
)
_HEX_TEXT = _sides(
    "Use {x} for the background. / The logo is {x}. / color: {x}; / {name} likes {x}.", "Paint the header in {x}."
)
_VERSION_TEXT = _sides(
    "Version {x} is out. / We run {x} in {city}. / Upgrade to {x} now, {name}. / Released: {x}",
    "The bug is gone in {x}.",
)
_IP_TEXT = _sides(
    "The server {x} does not answer. / ping {x} / login of {name} from {x} / {x} was blocked.", "Route it over {x}."
)
_URL_TEXT = _sides("See {x} for more. / {name} sent me {x} / The page {x} is down.", "Open {x} in a browser.")
_COUNT_TEXT = _sides(
    "We need {x} chairs. / {name} bought {x} apples. / {x} people came. / The box holds {x} eggs. / It took {x} days to get to {city}.",
    "There were {x} guests.",
)
_AGE_TEXT = _sides(
    "{name} is {x} years old. / At the age of {x}, {name} moved to {city}. / {full}, {x}", "{name} has just turned {x}."
)
_PERCENT_TEXT = _sides(
    "Sales grew by {x}. / {x} off on every {thing}! / Battery at {x} / About {x} of {city} voted.",
    "A share of {x} is left.",
)
_NAME_TEXT = _sides(
    "my name is {x}. / i am {x}, nice to meet you. / the winner is {x}. / please call {x} back.", "we all know {x}."
)
_SIZE_TEXT = _sides(
    "The room is {a} by {b} metres. / {a} times {b} / a picture of {a} by {b} pixels / {a} x {b}",
    "It measures {a} by {b}.",
)


def _dated(rng: random.Random, split: Split) -> Found:
    iso = values.date(rng, split)
    style = rng.randrange(4)
    text = fields.date_text(rng.choice((0, 1, 2, 3, 4, 5)), iso)
    year, month, day = iso.split("-")
    if style == 0:
        regex, answer = (
            rng.choice((r"\d{2}\.\d{2}\.\d{4}", "[0-9]{2}[.][0-9]{2}[.][0-9]{4}", r"[0-3]\d\.[01]\d\.\d{4}")),
            f"{day}.{month}.{year}",
        )
    elif style == 1 and rng.random() < 0.6:
        regex, answer = rng.choice((r"\d{4}", "(19|20)[0-9]{2}", "[12][0-9]{3}")), year
    else:
        regex = rng.choice(
            (
                r"\d{4}-\d{2}-\d{2}",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
                "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
                r"(\d{4})-(\d\d)-(\d\d)",
            )
        )
        answer = iso
    return regex, _fill(rng, split, _DATE_TEXT(rng, split)).replace("{x}", text), answer


def _timed(rng: random.Random, split: Split) -> Found:
    hour, minute = (int(p) for p in values.clock(rng, split).split(":"))
    answer = f"{hour:02d}:{minute:02d}"
    half, twelve = ("am" if hour < 12 else "pm"), hour % 12 or 12
    text = rng.choice(
        (
            answer,
            answer,
            f"{twelve}:{minute:02d} {half}",
            f"{twelve} {half}" if not minute else f"{twelve}:{minute:02d}{half}",
        )
    )
    regex = rng.choice(
        (
            r"\d{2}:\d{2}",
            "[0-9]{2}:[0-9]{2}",
            r"([01]\d|2[0-3]):[0-5]\d",
            "[0-2][0-9]:[0-5][0-9]",
            r"(?:[01][0-9]|2[0-3]):[0-5][0-9]",
        )
    )
    return regex, _fill(rng, split, _TIME_TEXT(rng, split)).replace("{x}", text), answer


def _phoned(rng: random.Random, split: Split) -> Found:
    form = rng.choice(("### ####", "0### ######", "(0##) ### ####", "###-###-####", "0##/#######", "+## ### #######"))
    text = _member(rng, split, form)
    digits = re.sub(r"\D", "", text)
    if form[0] == "+":
        regex, answer = rng.choice((r"\+\d{10,14}", r"\+[0-9]+")), "+" + digits
    else:
        regex, answer = rng.choice((r"\d{7,12}", "[0-9]+", "[0-9]{6,15}", rf"\d{{{len(digits)}}}")), digits
    return regex, _fill(rng, split, _PHONE_TEXT(rng, split)).replace("{x}", text), answer


def _priced(rng: random.Random, split: Split) -> Found:
    amount = f"{values.price(rng, split):.2f}"
    style = rng.randrange(3)
    if style == 0:
        regex, answer, text = rng.choice((r"\$\d+\.\d{2}", r"\$[0-9]+(\.[0-9]{2})?")), f"${amount}", f"${amount}"
    else:
        regex, answer = (
            rng.choice((r"\d+\.\d{2}", "[0-9]+[.][0-9]{2}", r"\d+(\.\d\d)?", r"\d+(?:\.\d+)?", r"\d{1,4}\.\d\d")),
            amount,
        )
        text = rng.choice(
            (f"${amount}", f"€{amount}", f"{amount} euros", f"{amount.replace('.', ',')} €", f"£{amount}")
        )
    return regex, _fill(rng, split, _PRICE_TEXT(rng, split)).replace("{x}", text), answer


def _found(
    make: Callable[[random.Random, Split], str], text: Callable[[random.Random, Split], str], *regexes: str
) -> Callable[[random.Random, Split], Found]:
    """Something that stands in a text as the regex wants it."""

    def drawn(rng: random.Random, split: Split) -> Found:
        regex = rng.choice(regexes)
        while not re.fullmatch(regex, answer := make(rng, split)):
            pass
        return regex, _fill(rng, split, text(rng, split)).replace("{x}", answer), answer

    return drawn


def _hex(rng: random.Random, split: Split) -> str:
    return values.draw(
        rng, split, lambda r: f"#{r.randrange(1 << 24):06x}" if r.random() < 0.5 else f"#{r.randrange(1 << 24):06X}"
    )


def _counted(rng: random.Random, split: Split) -> Found:
    number = rng.randint(2, 99)
    text = fields.words_of(number) if rng.random() < 0.5 else str(number)
    template = _COUNT_TEXT(rng, split) if rng.random() < 0.6 else _AGE_TEXT(rng, split)
    filled = _fill(rng, split, template).replace("{x}", text)
    return (
        rng.choice((r"\d+", "[0-9]+", r"\d{1,3}", "[1-9][0-9]*", "(0|[1-9][0-9]*)")),
        filled[:1].upper() + filled[1:],
        str(number),
    )


def _simple(pattern: str, maker: Callable[[random.Random, Split], str]) -> Callable[[random.Random, Split], str]:
    """Draws until the value is in plain letters."""

    def drawn(rng: random.Random, split: Split) -> str:
        while not re.fullmatch(pattern, value := maker(rng, split)):
            pass
        return value

    return drawn


_plain_first = _simple("[A-Z][a-z]+", values.first_name)
_plain_full = _simple("[A-Z][a-z]+ [A-Z][a-z]+", values.full_name)


def _named_like(rng: random.Random, split: Split) -> Found:
    if rng.random() < 0.4:
        name = _plain_full(rng, split)
        text = rng.choice((f"initials of {name}", f"{name} signed with initials.", f"Please initial here: {name}"))
        return rng.choice(("[A-Z]{2}", "[A-Z][A-Z]", r"[A-Z]{1,3}")), text, "".join(p[0] for p in name.split())
    if rng.random() < 0.5:
        name = _plain_full(rng, split)
        return (
            rng.choice(("[A-Z][a-z]+ [A-Z][a-z]+", r"[A-Z]\w+ [A-Z]\w+", "[A-Za-z]+ [A-Za-z]+")),
            _NAME_TEXT(rng, split).replace("{x}", name),
            name,
        )
    name = _plain_first(rng, split)
    return (
        rng.choice(("[A-Z][a-z]+", "[A-Z][a-z]*", "[A-Z][a-z]{1,20}")),
        _NAME_TEXT(rng, split).replace("{x}", name),
        name,
    )


def _pair(rng: random.Random, split: Split) -> Found:
    a, b = rng.randint(2, 99), rng.randint(2, 99)
    text = _SIZE_TEXT(rng, split).replace("{a}", str(a)).replace("{b}", str(b))
    regex, answer = rng.choice(((r"\d+x\d+", f"{a}x{b}"), (r"\d+ x \d+", f"{a} x {b}"), (r"\(\d+, \d+\)", f"({a}, {b})"), (r"[0-9]+,[0-9]+", f"{a},{b}"), (r"\[\d+,\d+\]", f"[{a},{b}]"), (r"\d+/\d+", f"{a}/{b}"), (r"\d+:\d+", f"{a}:{b}")))  # fmt: skip
    return regex, text, answer


def _by_choice(rng: random.Random, split: Split) -> Found:
    text, choices, answer = _choices(rng, split)
    joined = "|".join(re.escape(c).replace("\\ ", " ").replace("\\-", "-") for c in choices)
    return rng.choice((f"({joined})", joined, f"(?:{joined})", f"({joined})")), text, answer


_PAID = ("paid", "open")


def _json_like(rng: random.Random, split: Split) -> Found:
    """An object, a list or pairs, written out as a regex."""
    form = rng.choice(("@###", "@####", "ORD-###", "@@##", "#####", "@-##"))
    code = _member(rng, split, form)
    id_regex = _regex_of(rng, form)
    name = _plain_full(rng, split)
    first = name.split()[0]
    age = rng.randint(18, 99)
    total = rng.choice((f"{values.price(rng, split):.2f}", str(rng.randint(2, 400)), f"{rng.randint(2, 99)}.5"))
    number = rng.choice((r"\d+(\.\d+)?", r"[0-9]+(\.[0-9]+)?", r"[0-9]+(?:\.[0-9]+)?"))
    whole = rng.choice((r"\d+", "[0-9]+", r"\d{1,3}"))
    letters = rng.choice(("[A-Za-z ]+", '[^"]+', "[A-Z][a-z]+ [A-Z][a-z]+", "[A-Za-z ]{1,40}", '[^"]*'))
    status = rng.choice(_PAID)
    city = _simple("[A-Z][a-z]+", values.city)(rng, split)
    gap = rng.choice(("", "", "", " "))
    order = rng.choice(
        (
            f"Order {code}; total {total}; {status}",
            f"Order {code}, total {total}, {status}",
            f"{code} | {total} | {status}",
            f"order {code} comes to {total} and is {status}.",
            f"The order {code} over {total} euros is {status}.",
        )
    )
    person = rng.choice(
        (
            f"{name}, {age}, {city}",
            f"{name} is {age} and lives in {city}.",
            f"{name} ({age}) from {city}",
            f"{name}; {age}; {city}",
            f"Name: {name}, age: {age}, city: {city}",
        )
    )
    options = (
        (rf'\{{"id":{gap}"{id_regex}"\}}', order, f'{{"id":{gap}"{code}"}}'),
        (rf'\{{"id":"{id_regex}","total":{number}\}}', order, f'{{"id":"{code}","total":{total}}}'),
        (rf'\{{"order":{gap}"{id_regex}",{gap}"status":{gap}"(paid|open)"\}}', order, f'{{"order":{gap}"{code}",{gap}"status":{gap}"{status}"}}'),
        (rf'\{{"total":{gap}{number}\}}', order, f'{{"total":{gap}{total}}}'),
        (r'\{"paid":(true|false)\}', order, f'{{"paid":{"true" if status == "paid" else "false"}}}'),
        (rf'\{{"name":{gap}"{letters}",{gap}"age":{gap}{whole}\}}', person, f'{{"name":{gap}"{name}",{gap}"age":{gap}{age}}}'),
        (rf'\{{"age":{gap}{whole}\}}', person, f'{{"age":{gap}{age}}}'),
        (rf'\{{"name":"{letters}"\}}', person, f'{{"name":"{name}"}}'),
        (r'\{"city":"[A-Z][a-z]+"\}', person, f'{{"city":"{city}"}}'),
        (rf'\["{letters}",{gap}{whole}\]', person, f'["{name}",{gap}{age}]'),
        (rf"id={id_regex}", order, f"id={code}"),
        (rf"id={id_regex};total={number}", order, f"id={code};total={total}"),
        (rf"{id_regex}: (paid|open)", order, f"{code}: {status}"),
        (rf"{id_regex},{number}", order, f"{code},{total}"),
        (rf"name=[A-Za-z ]+, age={whole}", person, f"name={name}, age={age}"),
        (rf"[A-Z][a-z]+ \({whole}\)", f"{first}, {age}, {city}", f"{first} ({age})"),
        (rf"<id>{id_regex}</id>", order, f"<id>{code}</id>"),
        (r"<city>[A-Z][a-z]+</city>", person, f"<city>{city}</city>"),
        (rf"Order {id_regex} is (paid|open)\.", order, f"Order {code} is {status}."),
        (rf"{letters.replace('*', '+') if '^' not in letters else '[A-Za-z ]+'}, {whole}", person, f"{name}, {age}"),
    )  # fmt: skip
    return rng.choice(options)


def _numbers_like(rng: random.Random, split: Split) -> Found:
    numbers = [str(rng.randint(1, 99)) for _ in range(rng.randint(2, 5))]
    items = [f"{n} {_fill(rng, split, '{things}')}" for n in numbers]
    text = rng.choice(
        (
            ", ".join(items[:-1]) + f" and {items[-1]}",
            "; ".join(items),
            " ".join(numbers),
            "the numbers " + ", ".join(numbers),
        )
    )
    regex, separator, left, right = rng.choice(((r"\[\d+(,\d+)*\]", ",", "[", "]"), (r"\d+(,\d+)*", ",", "", ""), (r"\d+(, \d+)*", ", ", "", ""), (r"(\d+;)*\d+", ";", "", ""), (r"\[[0-9]+(, [0-9]+)*\]", ", ", "[", "]")))  # fmt: skip
    return regex, text, left + separator.join(numbers) + right


_REGEXES: tuple[tuple[float, Callable[[random.Random, Split], Found]], ...] = (
    (5, _by_form), (2, _dated), (1.5, _timed), (1.2, _phoned), (1.5, _priced), (4, _json_like), (1.5, _counted), (1.2, _named_like), (1, _pair), (1.2, _by_choice), (0.7, _numbers_like),
    (0.7, _found(_hex, _HEX_TEXT, "#[0-9a-fA-F]{6}", r"#[0-9A-Fa-f]{6}", r"#([0-9a-f]{6}|[0-9A-F]{6})", r"#[\da-fA-F]{6}")),
    (1, _found(values.email, _MAIL_TEXT, r"[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}", r"[^@\s]+@[^@\s]+\.[^@\s]+", r"[\w.+-]+@[\w-]+\.[\w.]+", r"[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+", r"\S+@\S+")),
    (0.8, _found(fields.version, _VERSION_TEXT, r"\d+\.\d+\.\d+", r"[0-9]+\.[0-9]+\.[0-9]+", r"\d{1,3}\.\d{1,3}\.\d{1,3}", r"(\d+)\.(\d+)\.(\d+)")),
    (0.8, _found(fields.address_ip, _IP_TEXT, r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}", r"(\d{1,3}\.){3}\d{1,3}", r"([0-9]{1,3}\.){3}[0-9]{1,3}", r"(?:\d+\.){3}\d+")),
    (0.6, _found(values.url, _URL_TEXT, r"https?://\S+", r"https://[a-z.-]+(/\S*)?", r"(https?://)?[\w./-]+")),
    (0.7, _found(lambda rng, _: f"{rng.randint(1, 100)}%", _PERCENT_TEXT, r"\d+%", r"[0-9]{1,3}%", r"\d{1,3} ?%")),
)  # fmt: skip
_REGEX_MAKERS = tuple(make for _, make in _REGEXES)
_REGEX_WEIGHTS = tuple(weight for weight, _ in _REGEXES)


def _regex(rng: random.Random, split: Split) -> Found:
    while True:
        regex, text, answer = rng.choices(_REGEX_MAKERS, _REGEX_WEIGHTS)[0](rng, split)
        if not re.fullmatch(regex, answer):
            continue
        anchored = rng.random() < 0.06 and "|" not in regex
        return (f"^{regex}$" if anchored else regex), text, answer


# JSON that is no object

_LISTS: tuple[tuple[Callable[[random.Random, Split], str], tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (values.first_name, ("{x} came to the party.", "Present: {x}", "The winners are {x}.", "Hello {x}!", "{x} are my friends."), ("Thanks to {x} for the help.",), ("Who is named?", "List the names.", "Which people are mentioned?")),
    (values.city, ("We visited {x}.", "Offices in {x}", "The tour goes to {x}.", "{x} are all near the coast."), ("Trains run to {x}.",), ("Which cities are named?", "List the places.")),
    (fields.grocery, ("Buy {x}.", "We need {x}.", "Shopping list: {x}", "I bought {x} today.", "Please get {x}."), ("The fridge holds {x}.",), ("What should be bought?", "List the items.")),
    (fields.thing, ("He sells {x}.", "In the box: {x}", "I packed {x}.", "Stolen: {x}"), ("The shop offers {x}.",), ("Which things are named?", "List the things.")),
    (fields.from_list(fields.COLOURS), ("It comes in {x}.", "Colours: {x}", "The flag is {x}."), ("You can have it in {x}.",), ("Which colours are there?",)),
    (fields.language, ("She speaks {x}.", "Languages: {x}", "The menu is in {x}."), ("Courses in {x} start soon.",), ("Which languages?",)),
    (fields.symptom, ("The patient has {x}.", "Symptoms: {x}", "He complains of {x}."), ("She came with {x}.",), ("List the symptoms.",)),
    (fields.action, ("Today I must {x}.", "To do: {x}", "Please {x}."), ("We still have to {x}.",), ("List the tasks.",)),
    (fields.order_code, ("Orders {x} were shipped.", "See {x}.", "Missing: {x}"), ("We cancelled {x}.",), ("List the order numbers.",)),
    (values.email, ("Mail {x}.", "Cc: {x}", "Invite {x}, please."), ("The list holds {x}.",), ("List the addresses.",)),
    (fields.skill, ("Required: {x}", "You know {x}.", "Skills: {x}"), ("We look for {x}.",), ("Which skills?",)),
)  # fmt: skip


def _together(rng: random.Random, items: Sequence[str]) -> str:
    if len(items) == 1:
        return items[0]
    style = rng.randrange(5)
    if style == 4:
        return "; ".join(items)
    return ", ".join(items) if style == 3 else ", ".join(items[:-1]) + f" and {items[-1]}"


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _strings(rng: random.Random, split: Split) -> Task:
    make, train, test, questions = rng.choice(_LISTS)
    items = fields.listed_items(rng, split, make, rng.randint(2, 5))
    style = rng.random()
    if style < 0.15:
        return Task(_together(rng, items), "[]", _dumps(items))
    if style < 0.25:
        mark = rng.choice(("- ", "* ", "", "• "))
        return Task("\n".join(mark + item for item in items), "[]", _dumps(items))
    template = rng.choice(test if split == "test" and rng.random() < 0.5 else train)
    text = template.replace("{x}", _together(rng, items))
    return Task(_ask(rng, text, questions), "[]", _dumps(items))


def _numbers(rng: random.Random, split: Split) -> Task:
    count = rng.randint(2, 5)
    whole = rng.random() < 0.6
    if whole:
        numbers = [str(rng.randint(1, 120)) for _ in range(count)]
    else:
        numbers = [f"{values.price(rng, split):.{rng.choice((1, 2))}f}" for _ in range(count)]
    told = ":integer[]" if whole else ":number[]"
    style = rng.randrange(5)
    if style == 0:
        text = (
            ", ".join(f"{n} {_fill(rng, split, '{things}')}" for n in numbers)
            if whole
            else ", ".join(f"${n}" for n in numbers)
        )
    elif style == 1:
        text = "; ".join(f"{_fill(rng, split, '{name}')}: {n}" for n in numbers)
    elif style == 2:
        text = rng.choice(("The scores were ", "We measured ", "The values are ", "Results: ")) + _together(
            rng, numbers
        )
    elif style == 3 and whole and all(int(n) < 100 for n in numbers):
        text = _together(rng, [fields.words_of(int(n)) for n in numbers])
    else:
        text = rng.choice((" ", "\n", ", ")).join(numbers)
    return Task(_ask(rng, text, ("List the numbers.", "Which numbers are there?")), told, f"[{','.join(numbers)}]")


def _number(rng: random.Random, split: Split) -> Task:
    style = rng.randrange(4)
    if style == 0:
        price = f"{values.price(rng, split):.2f}"
        said = rng.choice((f"${price}", f"{price} euros", f"€{price}", f"£{price}", f"{price.replace('.', ',')} €"))
        text = _fill(rng, split, _PRICE_TEXT(rng, split)).replace("{x}", said)
        return Task(_ask(rng, text, ("How much is it?", "What is the price?")), ":number", price)
    number = rng.randint(2, 99)
    said = fields.words_of(number) if rng.random() < 0.4 else str(number)
    if style == 1:
        text = _fill(rng, split, _AGE_TEXT(rng, split)).replace("{x}", said)
        return Task(_ask(rng, text, ("How old?", "What is the age?")), ":integer", str(number))
    if style == 2:
        a, b = rng.sample(range(2, 60), 2)
        one, two = _countable(rng, split), _countable(rng, split)
        if one != two and one not in two and two not in one:
            return Task(f"There are {a} {one}s and {b} {two}s. How many {two}s?", ":integer", str(b))
    text = _fill(rng, split, _COUNT_TEXT(rng, split)).replace("{x}", said)
    return Task(_ask(rng, text[:1].upper() + text[1:], ("How many?", "What is the number?")), ":integer", str(number))


def _boolean(rng: random.Random, split: Split) -> Task:
    text, truth = _yes_no(rng, split)
    return Task(text, ":boolean", "true" if truth else "false")


def _enum(rng: random.Random, split: Split) -> Task:
    text, choices, answer = _choices(rng, split)
    return Task(text, "=" + "/".join(choices), _dumps(answer))


def _date(rng: random.Random, split: Split) -> Task:
    iso = values.date(rng, split)
    text = _fill(rng, split, _DATE_TEXT(rng, split)).replace("{x}", fields.date_text(rng.randrange(6), iso))
    return Task(text, ":date", f'"{iso}"')


_ITEM_NAMES = ("name", "item", "product", "article")
_COUNT_NAMES = ("qty", "quantity", "count", "amount")


def _objects(rng: random.Random, split: Split) -> Task:
    """A list of objects from lines or a sentence."""
    draw = Draw(rng, split, plain=True)
    if rng.random() < 0.65:
        names = fields.listed_items(rng, split, _FILLERS["{item}"], rng.randint(1, 4))
        numbers = [rng.randint(2, 12) for _ in names]
        said = [str(n) if rng.random() < 0.7 else fields.words_of(n) for n in numbers]
        name, count = rng.choice(_ITEM_NAMES), rng.choice(_COUNT_NAMES)
        style = rng.randrange(4)
        if style == 0:
            text = _together(rng, [f"{s} {n}" for s, n in zip(said, names, strict=True)])
            text = rng.choice(("", "I'd like ", "Please send ", "Order: ")) + text
        elif style == 1:
            text = "\n".join(f"{i}x {n}" for i, n in zip(numbers, names, strict=True))
        elif style == 2:
            text = "\n".join(f"- {n}: {i}" for i, n in zip(numbers, names, strict=True))
        else:
            text = ", ".join(f"{n} ({i})" for i, n in zip(numbers, names, strict=True))
        if rng.random() < 0.15:
            return Task(text, f"({name})[]", _dumps([{name: n} for n in names]))
        if rng.random() < 0.3:
            rows = [{count: i, name: n} for i, n in zip(numbers, names, strict=True)]
            return Task(text, f"({count}:integer {name})[]", _dumps(rows))
        return Task(
            text,
            f"({name} {count}:integer)[]",
            _dumps([{name: n, count: i} for i, n in zip(numbers, names, strict=True)]),
        )
    people: list[tuple[Fact, Fact, Fact]] = [
        (fields.NAME.make(draw), fields.AGE.make(draw), fields.CITY.make(draw)) for _ in range(rng.randint(1, 3))
    ]
    form = rng.choice(("{0} ({1}, {2})", "{0}, {1}, {2}", "{0} | {1} | {2}", "{0} is {1} and from {2}."))
    gap = "\n" if form.startswith(("{0}, ", "{0} |")) else rng.choice(("\n", " "))
    text = gap.join(form.format(n.text, a.text, c.text) for n, a, c in people)
    if rng.random() < 0.5:
        return Task(
            text, "(name age:integer)[]", _dumps([{"name": n.json, "age": int(str(a.json))} for n, a, _ in people])
        )
    key = rng.choice(("city", "town", "place"))
    return Task(text, f"(name {key})[]", _dumps([{"name": n.json, key: c.json} for n, _, c in people]))


_JSON_MAKERS = (_strings, _numbers, _number, _boolean, _enum, _date, _objects)
_JSON_WEIGHTS = (5, 2, 3, 2.5, 2, 1, 3)

_SENTENCES = _sides(
    "The {thing} is on the table. / {name} lives in {city}. / We met in {city}. / It is raining in {city}. / {name} bought a {thing}. / The train to {city} is late. / {name} and {name} are friends. / I like the {thing}. / Where is my {thing}? / Thank you, {name}! / See you in {city}. / The {thing} belongs to {name}. / {name} works in {city} and reads a lot. / We need {item}. / {name} cooks with {item}. / My {thing} is old but it works. / The shop in {city} sells a {thing}. / {name} is at home today. / Every morning {name} drinks tea. / The meeting starts at nine.",
    "{name} forgot the {thing} in {city}. / A {thing} stood by the door.",
)


def make_task(rng: random.Random, split: Split) -> Task:
    """One task of the split. The same state of `rng` gives the same task."""
    which = rng.random()
    blank = split == "train" and rng.random() < 0.03
    if which < 0.42:
        text, choices, answer = _choices(rng, split)
        return Task("" if blank else text, outline_of_choices(choices), answer)
    if which < 0.76:
        regex, text, answer = _regex(rng, split)
        return Task("" if blank else text, outline_of_regex(regex), answer)
    if which < 0.99:
        task = rng.choices(_JSON_MAKERS, _JSON_WEIGHTS)[0](rng, split)
        return Task("", task.told, task.target) if blank else task
    return Task("", "", _fill(rng, split, _SENTENCES(rng, split)))
